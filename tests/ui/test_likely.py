"""A likely duplicate is named while typing, taken with one key, and never in the way."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from reception.domain.patient import Patient
from reception.services import patients
from reception.ui.booking.form import BookingForm
from tests.support.desks import TestDesk
from tests.support.windows import Window
from tests.ui.test_booking import opened
from tests.ui.test_statements import counted


def known(desk: TestDesk) -> dict[str, Patient]:
    with desk.desk.store.read() as reader:
        return {one.name: one for one in reader.all(Patient)}


def fill(window: Window, name: str, number: str) -> BookingForm:
    form = opened(window, BookingForm)
    window.type(name)
    window.press("Tab")
    form.phone.input.setFocus()
    window.type(number)
    return form


def links(form: BookingForm) -> list[str]:
    return [one.text() for one in form.caller.likely.findChildren(QPushButton)]


def test_a_slip_in_the_name_of_somebody_with_this_number_is_named_and_one_key_takes_them(window, here):
    here.book("16:00")
    here.cancel()
    form = fill(window, "Jane Hold", "07700 90033")
    assert form.caller.likely.sentence == ""
    form.caller.details.needs.input.setText("hearing")
    window.type("4")
    assert form.caller.likely.sentence == "Jane Holt has nearly this name, and this number."
    assert form.caller.likely.accessibleName() == form.caller.likely.sentence
    assert links(form) == ["It is Jane Holt · Alt+1"]
    window.press("Alt+1")
    assert (form.who.input.text(), form.caller.known) == ("Jane Holt", known(here)["Jane Holt"].id)
    assert form.caller.likely.sentence == ""
    window.press("Return")
    assert window.no_dialog()
    assert [one.needs for one in known(here).values()] == [("hearing",)], "nobody twice, and nothing lost"


def test_a_family_that_shares_a_number_is_named_and_enter_books_for_somebody_new(window, here):
    here.book("15:00", "Tom Holt")
    here.book("16:00", "Jane Holt")
    form = fill(window, "Amy Bay", "07700 900334")
    assert form.caller.likely.sentence == "Tom Holt and Jane Holt have this number."
    assert links(form) == ["It is Tom Holt · Alt+1", "It is Jane Holt · Alt+2"]
    window.press("Return")
    assert window.no_dialog()
    assert sorted(known(here)) == ["Amy Bay", "Jane Holt", "Tom Holt"]


def type_at_once(form: BookingForm, *keys: Qt.Key) -> None:
    """Press keys faster than anything can be answered."""
    for key in keys:
        QTest.keyClick(form.phone.input, key)


def test_an_enter_faster_than_the_answer_books_nobody_new_before_who_is_like_them_was_named(window, here):
    here.book("16:00", "Ruth Bennett")
    here.cancel("Ruth Bennett")
    form = fill(window, "Ruth Benett", "07700 90033")
    type_at_once(form, Qt.Key.Key_4, Qt.Key.Key_Return)
    window.settle()
    assert form.isVisible()
    assert form.caller.likely.sentence == (
        "Ruth Bennett has nearly this name, and this number. Enter again books somebody new."
    )
    assert form.focusWidget() is form.phone.input
    assert list(known(here)) == ["Ruth Bennett"]
    window.press("Return")
    assert window.no_dialog()
    assert sorted(known(here)) == ["Ruth Benett", "Ruth Bennett"]


def test_an_enter_faster_than_the_answer_books_at_once_where_nobody_is_like_them(window, here):
    form = fill(window, "Nora Blake", "07700 90048")
    type_at_once(form, Qt.Key.Key_1, Qt.Key.Key_Return)
    window.settle()
    assert window.no_dialog()
    assert list(known(here)) == ["Nora Blake"]


def test_who_types_on_after_a_fast_enter_books_nobody(window, here):
    form = fill(window, "Nora Blake", "07700 90048")
    type_at_once(form, Qt.Key.Key_1, Qt.Key.Key_Return, Qt.Key.Key_Backspace)
    window.settle()
    assert form.isVisible()
    assert known(here) == {}


def test_the_second_of_them_is_taken_with_the_mouse(window, here):
    here.book("15:00", "Tom Holt")
    here.book("16:00", "Jane Holt")
    form = fill(window, "Amy Bay", "07700 900334")
    form.caller.likely.findChildren(QPushButton)[1].click()
    assert form.who.input.text() == "Jane Holt"


def test_nobody_like_it_is_not_mentioned_and_whoever_is_picked_is_like_nobody(window, here):
    here.book("15:00", "Tom Holt")
    here.book("16:00", "Jane Holt")
    form = fill(window, "Nora Blake", "07700 900481")
    assert form.caller.likely.sentence == ""
    form.clear()
    window.type("jane")
    window.press("Return")
    assert form.caller.likely.sentence == ""
    form.phone.input.setFocus()
    window.press("End Backspace")
    window.type("4")
    assert form.caller.likely.sentence == "Tom Holt has this number."


def test_a_whole_number_costs_one_statement_and_a_part_of_one_none(file_diary, file_window):
    desk = file_diary.desk("Joe Moss")
    desk.book("16:00")
    form = fill(file_window, "Amy Bay", "07700 900")
    with counted(file_window_engine(file_window)) as sent:
        file_window.type("33")
    asked = [one for one in sent if "patient_words" in one]
    assert asked == []
    with counted(file_window_engine(file_window)) as sent:
        file_window.type("4")
    assert len([one for one in sent if "patient_words" in one]) == 1
    assert form.caller.likely.sentence == "Jane Holt has this number."


def file_window_engine(window: Window):
    return window.main.background._worker.desk.store.engine


def test_the_card_of_a_patient_says_the_same(window, here):
    here.book("15:00", "Robert Ray", "020 7946 0334")
    here.book("16:00", "Bob Ray", "0161 246 0334")
    bob = known(here)["Bob Ray"]
    window.main.context.go("patients", bob)
    window.settle()
    banner = window.screen.card.number_banner
    assert banner.sentence == (
        "Robert Ray has nearly this name, and a number with the same end. A family, or one person twice?"
    )
    patients.edit(here.desk.history, bob, replace(bob, phone="+447700900123"))
    window.main.live.look()
    window.settle()
    assert banner.sentence == ""


def test_the_card_says_so_while_it_is_typed_and_no_more_once_it_is_put_back(window, here):
    here.book("15:00", "Robert Ray", "020 7946 0334")
    here.book("16:00", "Amy Bay", "07700 900123")
    window.main.context.go("patients", known(here)["Amy Bay"])
    window.settle()
    card = window.screen.card
    card.fields["phone"].input.setFocus()
    window.press("Ctrl+A")
    window.type("020 7946 033")
    assert card.number_banner.sentence == ""
    window.type("4")
    assert card.number_banner.sentence == "Robert Ray has this number. A family, or one person twice?"
    card.back_button.click()
    window.settle()
    assert card.number_banner.sentence == ""


def test_the_same_name_with_one_figure_of_the_number_wrong_is_named(window, here):
    here.book("16:00", "Nadia Okonkwo", "07700 931993")
    here.book("15:00", "Nadia Okonkwo-Hall", "07700 931995")
    form = fill(window, "nadia okonkwo", "07700 931933")
    assert form.caller.likely.sentence == "Nadia Okonkwo has this name, and nearly this number."
    window.press("Alt+1")
    assert (form.who.input.text(), form.phone.input.text()) == ("Nadia Okonkwo", "07700 931993")
