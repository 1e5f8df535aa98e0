"""Preferred times and needs in the booking form: what is known is shown, what is changed goes with the booking."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from reception.domain.patient import Patient
from reception.services import patients
from reception.ui.booking.form import BookingForm
from tests.support.desks import TestDesk
from tests.support.windows import Window
from tests.ui.test_booking import opened, type_over


def jane_of(desk: TestDesk) -> Patient:
    with desk.desk.store.read() as reader:
        return next(line.patient for line in patients.find(reader, "Jane Holt"))


@pytest.fixture
def jane(here) -> Patient:
    """Somebody known who needs large print and likes mornings, with no call to come."""
    here.book("16:00")
    here.cancel()
    seen = jane_of(here)
    patients.edit(here.desk.history, seen, replace(seen, needs=("large print",), preferred_times="Mornings"))
    return jane_of(here)


def said(form: BookingForm) -> tuple[str, str]:
    details = form.caller.details
    return details.preferred_times.input.text(), details.needs.input.text()


def book_jane(window: Window) -> BookingForm:
    form = opened(window, BookingForm)
    window.type("holt")
    window.press("Return")
    return form


def test_what_is_known_is_shown_and_left_alone_it_stays(window, here, jane):
    form = book_jane(window)
    assert said(form) == ("Mornings", "large print")
    now = replace(jane, preferred_times="Evenings")
    patients.edit(here.desk.history, jane, now)
    form.caller.details.needs.input.setFocus()
    window.press("Return")
    assert window.no_dialog()
    assert jane_of(here) == now


def test_what_is_changed_goes_with_the_booking_and_is_taken_back_with_it(window, here, jane):
    form = book_jane(window)
    form.caller.details.needs.input.setFocus()
    window.press("End")
    window.type(", hearing")
    form.caller.details.preferred_times.input.setFocus()
    window.press("Ctrl+A")
    window.type("After tea")
    window.press("Return")
    assert window.no_dialog()
    assert jane_of(here) == replace(jane, needs=("large print", "hearing"), preferred_times="After tea")
    window.press("Ctrl+Z")
    assert jane_of(here) == jane
    assert not [line for line in here.lines() if line.call.is_live]
    window.press("Ctrl+Y")
    assert jane_of(here).needs == ("large print", "hearing")


def test_somebody_new_gets_them_and_undo_takes_all_of_it_back(window, here):
    form = opened(window, BookingForm)
    window.type("Nora Blake")
    form.phone.input.setText("07700 900481")
    form.caller.details.needs.input.setText("interpreter,  hearing")
    form.caller.details.preferred_times.input.setText(" Lunch  time ")
    window.press("Return")
    nora = here.line("Nora Blake").patient
    assert (nora.needs, nora.preferred_times) == (("interpreter", "hearing"), "Lunch time")
    window.press("Ctrl+Z")
    with here.desk.store.read() as reader:
        assert patients.find(reader, "Nora") == []


def test_what_another_desk_changed_meanwhile_is_said_and_the_next_enter_books(window, here, jane):
    form = book_jane(window)
    details = form.caller.details
    details.needs.input.setText("hearing")
    patients.edit(here.desk.history, jane, replace(jane, needs=("giant print",), preferred_times="Evenings"))
    window.press("Return")
    told = "The needs are “giant print” by now, changed at another desk. Ask again, then book."
    assert form.refusal == told
    assert said(form) == ("Evenings", "hearing")
    assert form.focusWidget() is details.needs.input
    window.press("Return")
    assert window.no_dialog()
    assert jane_of(here) == replace(jane, needs=("hearing",), preferred_times="Evenings")


def test_another_name_takes_the_known_ones_away_and_another_number_what_was_known(window, here, jane):
    form = book_jane(window)
    type_over(window, form)
    assert said(form) == ("", "")
    form.clear()
    form = book_jane(window)
    form.phone.input.setFocus()
    window.press("End Backspace")
    assert said(form) == ("", "")


def test_what_was_told_of_somebody_of_whom_nothing_was_known_stays_with_another_number(window, here):
    here.book("16:00")
    here.cancel()
    form = book_jane(window)
    form.caller.details.needs.input.setText("hearing")
    form.phone.input.setFocus()
    window.press("End Backspace")
    assert said(form) == ("", "hearing")


def test_a_draft_keeps_them_and_knows_what_was_known(window, here, jane):
    form = book_jane(window)
    form.caller.details.needs.input.setText("hearing")
    window.press("Escape")
    patients.edit(here.desk.history, jane, replace(jane, needs=("giant print",), preferred_times="Evenings"))
    form = opened(window, BookingForm)
    assert said(form) == ("Evenings", "hearing")
    assert form.caller.details.needs.refusal == "“giant print” by now, from another desk."
    window.press("Return")
    assert jane_of(here).needs == ("hearing",)
    assert not window.main.context.drafts.are_any


def test_needs_are_offered_by_the_key_down_and_taken_out_again(window, here):
    form = opened(window, BookingForm)
    needs = form.caller.details.needs.input
    needs.setFocus()
    window.type("quiet room")
    for expected in ("quiet room, large print", "quiet room"):
        window.press("Down")
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        assert menu.actions()[0].isChecked() == (expected == "quiet room")
        window.press("Return", menu)
        assert needs.text() == expected
    assert form.focusWidget() is needs


def needs_list(window: Window) -> QMenu:
    """Return the list of needs that is open."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


@pytest.mark.parametrize("closing", ["Return", "Escape"])
def test_the_space_bar_ticks_one_need_after_another_and_enter_or_esc_closes_the_list(
    file_window, file_diary, closing
):
    form = opened(file_window, BookingForm)
    needs = form.caller.details.needs.input
    needs.setFocus()
    file_window.press("Space")
    menu = needs_list(file_window)
    assert needs.text() == ""
    for keys, expected in (
        ("Space", "large print"),
        ("Down Down Space", "large print, easy read"),
        ("Up Up Space", "easy read"),
        ("Down Space", "easy read, giant print"),
    ):
        for key in keys.split():
            file_window.press(key, menu)
        assert needs_list(file_window) is menu
        assert needs.text() == expected
        assert {one.text() for one in menu.actions() if one.isChecked()} == set(expected.split(", "))
    file_window.press(closing, menu)
    assert QApplication.activePopupWidget() is None
    assert needs.text() == "easy read, giant print"
    assert form.isVisible()
    assert file_window.focus is needs


def test_needs_are_ticked_with_the_mouse_one_after_another(file_window, file_diary):
    form = opened(file_window, BookingForm)
    needs = form.caller.details.needs.input
    needs.offer()
    menu = needs_list(file_window)
    for number in (1, 4):
        place = menu.actionGeometry(menu.actions()[number]).center()
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=place)
    assert needs.text() == "giant print, hearing"
    assert needs_list(file_window) is menu
    file_window.press("Escape", menu)
    assert file_window.focus is needs


def test_the_space_bar_writes_a_blank_among_words_and_wipes_nothing_that_is_chosen(file_window, file_diary):
    form = opened(file_window, BookingForm)
    needs = form.caller.details.needs.input
    needs.setFocus()
    file_window.type("quiet room, hearing loop")
    assert needs.text() == "quiet room, hearing loop"
    needs.selectAll()
    file_window.press("Space")
    file_window.press("Escape", needs_list(file_window))
    assert needs.text() == "quiet room, hearing loop"


@pytest.mark.parametrize("way", ["Tab", "Return"])
def test_a_need_that_was_begun_is_written_out_when_the_field_is_left(window, here, jane, way):
    form = book_jane(window)
    form.caller.details.needs.input.setFocus()
    window.press("End")
    window.type(", Int")
    window.press(way)
    if way == "Tab":
        assert said(form) == ("Mornings", "large print, interpreter")
        window.press("Return")
    assert window.no_dialog()
    assert jane_of(here).needs == ("large print", "interpreter")
