"""The time of a booking that was half typed: it comes back with it, is held again, and is never swapped for another."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from sqlalchemy import select

from reception.domain import span
from reception.services import holds
from reception.storage import schema
from reception.ui.booking.form import BookingForm
from tests.support.desks import Practice, TestDesk
from tests.support.windows import Window, open_window

NINTH = 8
"""The place of the time that is chosen: 10:00 in London, where two clinics offer each."""


@pytest.fixture
def start(diary: Practice, here: TestDesk, qtbot, qapp):
    """Start the program at one desk; closing the window ends it."""
    opened: list[Window] = []

    def started() -> Window:
        while (form := QApplication.activeModalWidget()) is not None:
            form.hide()  # it went with its window; here both windows are in one process
        opened.append(open_window(qtbot, qapp, diary.desk("Mia Lane").desk))
        return opened[-1]

    yield started
    for window in opened:
        window.main.close()


def booking(window: Window) -> BookingForm:
    window.press("Ctrl+N")
    return window.dialog(BookingForm)


def choose(window: Window, form: BookingForm, place: int = NINTH) -> None:
    """Choose a time as a person does: open the list, and go down in it."""
    form.when.another.click()
    window.settle()
    form.when.input.hidePopup()
    form.when.input.setFocus()
    window.press(" ".join(["Down"] * place))


def type_nora(window: Window, form: BookingForm) -> None:
    form.who.input.setFocus()
    window.type("Nora Blake")
    form.phone.input.setText("07700 900481")


def held(desk: TestDesk) -> list[int]:
    with desk.desk.store.read() as reader:
        return list(reader.connection.execute(select(schema.holds.c.slot)).scalars())


def go_on_links(form: BookingForm) -> list[QPushButton]:
    return [one for one in form.findChildren(QPushButton) if one.text().startswith("Go on with")]


@pytest.fixture
def left(start, here: TestDesk):
    """The time that was chosen for Nora Blake before the program ended, her booking half typed."""
    window = start()
    form = booking(window)
    choose(window, form)
    type_nora(window, form)
    chosen = form.when.line
    assert form.when.input.currentIndex() == NINTH
    window.main.close()
    assert held(here) == []
    return chosen


def test_the_time_comes_back_at_the_next_start_and_is_held_again(start, left, here):
    window = start()
    form = booking(window)
    assert form.when.line == left
    assert held(here) == [left.id]
    assert form.note.text() == "Held for you 3:00"
    assert form.refusal == ""
    assert form.when.another.isVisible(), "in two chips, as a time that stands"
    window.press("Return")
    assert window.no_dialog()
    assert here.line("Nora Blake").slot.id == left.id
    assert held(here) == []


def test_a_time_that_is_chosen_after_the_name_comes_back_too(start, here):
    window = start()
    form = booking(window)
    type_nora(window, form)
    choose(window, form)
    chosen = form.when.line
    window.press("Escape Ctrl+N")
    assert window.dialog(BookingForm).when.line == chosen


@pytest.mark.parametrize("taken", ["booked", "held"])
def test_a_time_that_is_gone_is_said_and_nothing_is_swapped_for_it(start, left, here, taken):
    here.desk.history.held.clear()
    if taken == "booked":
        here.book(span.clock(left.slot.starts_at), clinic=left.clinic.name)
    else:
        holds.take(here.desk.history, left.id)
    window = start()
    form = booking(window)
    told = f"{span.moment_text(left.slot.starts_at)} is gone. Choose another time."
    assert form.refusal == told
    assert form.when.line is None
    assert form.when.input.currentText().endswith("· gone")
    assert form.note.text() == "", "nothing is held"
    assert form.who.input.text() == "Nora Blake"
    window.press("Return")
    assert form.refusal == told
    assert [line.patient.name for line in here.lines()] == (["Jane Holt"] if taken == "booked" else [])
    window.press("Escape Ctrl+N")
    form = window.dialog(BookingForm)
    assert form.refusal == told, "as often as it is taken up"
    form.when.input.setFocus()
    window.press("Down Return")
    assert window.no_dialog()
    assert here.line("Nora Blake").slot.id != left.id


def test_a_time_that_is_free_again_is_nobodys_loss(start, left, here):
    holds.take(here.desk.history, left.id)
    window = start()
    assert booking(window).when.line is None
    window.press("Escape")
    holds.give_back(here.desk.history)
    assert booking(window).when.line == left


def test_the_clinic_whose_times_were_offered_comes_back(start, here):
    london, bedford = (here.slot("10:00", clinic=name).clinic for name in ("London", "Bedford"))
    window = start()
    window.main.context.filter_by(bedford)
    form = booking(window)
    type_nora(window, form)
    window.press("Escape")
    window.main.context.filter_by(london)
    form = booking(window)
    assert form.when.line.clinic.id == bedford
    offered = {form.when.input.itemText(place).split(" · ")[1] for place in range(form.when.input.count())}
    assert offered == {"Bedford"}


def test_the_slot_a_form_is_opened_for_stays_and_the_draft_keeps_its_own_time(start, left, here):
    window = start()
    window.go("diary")
    grid = window.screen.grid
    grid.go_to(grid.model_.grid.find(here.slot("15:00").id))
    form = booking(window)
    assert span.clock(form.when.line.slot.starts_at) == "15:00"
    assert form.hint.text() == (
        f"This is what you typed before, for {span.moment_text(left.slot.starts_at)} · Clear, or another name, "
        "starts anew"
    )
    window.type("Bob Ray")
    assert span.clock(form.when.line.slot.starts_at) == "15:00"
    window.press("Escape")
    window.go("today")
    form = booking(window)
    assert form.who.input.text() == "Bob Ray"
    go_on_links(form)[0].click()
    window.settle()
    assert (form.who.input.text(), form.when.line) == ("Nora Blake", left)
    assert held(here) == [left.id]


def test_what_is_typed_on_for_another_time_is_for_that_time(start, left, here):
    window = start()
    window.go("diary")
    grid = window.screen.grid
    grid.go_to(grid.model_.grid.find(here.slot("15:00").id))
    form = booking(window)
    form.about.input.setFocus()
    window.type("Knee")
    window.press("Escape")
    window.go("today")
    assert span.clock(booking(window).when.line.slot.starts_at) == "15:00"


@pytest.mark.parametrize("way", ["another name", "clear"])
def test_another_caller_is_offered_the_next_free_time_and_not_that_of_the_one_before(start, left, here, way):
    window = start()
    form = booking(window)
    assert form.when.line == left
    if way == "clear":
        form.clear()
        window.settle()
    else:
        window.type("Bob Ray")
    assert span.clock(form.when.line.slot.starts_at) == "09:00"
    assert held(here) == [form.when.line.id]
    assert bool(go_on_links(form)) == (way == "another name")


def test_another_name_takes_the_sentence_about_a_time_that_is_gone_away(start, left, here):
    here.book(span.clock(left.slot.starts_at), clinic=left.clinic.name)
    window = start()
    form = booking(window)
    assert form.refusal
    window.type("Bob Ray")
    assert form.refusal == ""
    assert form.when.line is not None


def test_enter_before_the_times_are_there_books_the_time_of_the_draft(start, left, here):
    window = start()
    window.press("Ctrl+N", window.main)
    form = window.dialog(BookingForm)
    choose(window, form, 3)
    window.press("Escape")
    form = BookingForm(window.main, window.main.context)
    form.open()
    chosen = form.when.choice
    form.submit()
    window.qtbot.waitUntil(lambda: not form.isVisible())
    assert here.line("Nora Blake").slot.id == chosen != left.id
    assert QApplication.activeModalWidget() is None
    form.deleteLater()


def test_a_link_to_another_draft_and_enter_at_once_book_that_one_at_its_own_time(start, left, here):
    window = start()
    form = booking(window)
    window.type("Bob Ray")
    form.phone.input.setText("07700 900482")
    link = go_on_links(form)[0]
    link.click()
    form.submit()
    window.settle()
    assert [line.patient.name for line in here.lines()] == ["Nora Blake"]
    assert here.line("Nora Blake").slot.id == left.id
