"""The pinboard in the real window: a call is parked with one key, seen at every desk, and put into a free slot."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from reception.domain import span
from reception.services import pinboard
from reception.ui.booking.call_card import CallCard
from reception.ui.booking.form import BookingForm
from reception.ui.diary.put_form import PutForm
from tests.support.desks import MONDAY, TestDesk, two_calls
from tests.support.windows import Window


@pytest.fixture
def desk(file_diary) -> TestDesk:
    return two_calls(file_diary)


def at(window: Window, desk: TestDesk, when: str, day=MONDAY) -> None:
    """Put the diary's cursor on a slot."""
    grid = window.screen.grid
    grid.go_to(grid.model_.grid.find(desk.slot(when, day).id))
    grid.setFocus()
    window.settle()


def press_button(window: Window, name: str) -> None:
    board = window.screen.side.pinboard
    found = [one for one in board.findChildren(QPushButton) if one.accessibleName() == name]
    assert found, [one.accessibleName() for one in board.findChildren(QPushButton)]
    found[0].click()
    window.settle()


def said(window: Window) -> str:
    return "\n".join(one.text() for one in window.screen.side.pinboard.findChildren(QLabel))


def parked(desk: TestDesk) -> list[str]:
    with desk.desk.store.read() as reader:
        return [one.line.patient.name for one in pinboard.parked(reader)]


def test_a_call_is_parked_with_one_key_and_stands_on_the_pinboard_with_its_time_and_who_parked_it(
    desk, file_window
):
    file_window.go("diary")
    board = file_window.screen.side.pinboard
    assert board.isHidden()
    at(file_window, desk, "10:00")
    file_window.press("K")
    assert parked(desk) == ["Jane Holt"]
    assert not board.isHidden()
    assert "Jane Holt" in said(file_window)
    assert "by Mia Lane" in said(file_window)
    press_button(file_window, "Open Jane Holt, Mon 23 Nov 10:00")
    assert file_window.dialog(CallCard).panel.line.patient.name == "Jane Holt"
    assert file_window.dialog(CallCard).panel.acts.buttons.park.text() == "Take off pinboard"
    file_window.press("K")
    assert parked(desk) == []
    file_window.press("Escape")
    assert board.isHidden()
    file_window.press("Ctrl+Z")
    assert parked(desk) == ["Jane Holt"]


def test_what_another_desk_parks_is_seen_here(desk, file_window):
    file_window.go("diary")
    pinboard.park(desk.desk.history, desk.line().id)
    file_window.main.live.look()
    file_window.settle()
    assert "by Joe Moss" in said(file_window)


def test_a_parked_call_is_put_into_a_free_slot_of_another_week_with_two_keys(desk, file_window):
    pinboard.park(desk.desk.history, desk.line().id)
    file_window.go("diary")
    file_window.press("Alt+Right")
    later = MONDAY + timedelta(days=7)
    at(file_window, desk, "10:15", later)
    file_window.press("K")
    form = file_window.dialog(PutForm)
    assert form.told.text() == "Jane Holt leaves Mon 23 Nov 10:00, London, and is called Mon 30 Nov 10:15."
    file_window.press("Return")
    assert file_window.no_dialog()
    assert span.moment_text(desk.line(week=later).slot.starts_at) == "Mon 30 Nov 10:15"
    assert parked(desk) == []
    assert file_window.screen.side.pinboard.isHidden()


def test_who_is_put_into_a_slot_of_another_clinic_is_said_to_go_there(desk, file_window):
    pinboard.park(desk.desk.history, desk.line().id)
    grid = file_window.go("diary").grid
    grid.go_to(grid.model_.grid.find(desk.slot("10:15", clinic="Bedford").id))
    file_window.press("K")
    assert file_window.dialog(PutForm).told.text() == (
        "Jane Holt leaves Mon 23 Nov 10:00, London, and is called Mon 23 Nov 10:15, another clinic: Bedford."
    )


def test_with_a_parked_call_chosen_enter_on_a_free_slot_offers_to_move_it_there(desk, file_window):
    pinboard.park(desk.desk.history, desk.line().id)
    pinboard.park(desk.desk.history, desk.line("Tom Holt").id)
    file_window.go("diary")
    press_button(file_window, "Move… Tom Holt")
    assert "Now choose a free slot and press Enter." in said(file_window)
    assert file_window.focus is file_window.screen.grid
    at(file_window, desk, "14:00")
    file_window.press("Return")
    form = file_window.dialog(PutForm)
    assert form.call.input.currentText().startswith("Tom Holt")
    file_window.press("Return")
    assert span.clock(desk.line("Tom Holt").slot.starts_at) == "14:00"
    assert parked(desk) == ["Jane Holt"]
    at(file_window, desk, "14:15")
    file_window.press("Return")
    assert isinstance(file_window.dialog(BookingForm), BookingForm)


def test_one_that_was_chosen_is_left_again_with_its_button_or_with_esc(desk, file_window):
    pinboard.park(desk.desk.history, desk.line().id)
    screen = file_window.go("diary")
    press_button(file_window, "Move… Jane Holt")
    press_button(file_window, "Leave it Jane Holt")
    assert screen.to_move.chosen is None
    press_button(file_window, "Move… Jane Holt")
    file_window.press("Escape")
    assert screen.to_move.chosen is None
    assert "by Joe Moss" in said(file_window)


def test_a_slot_that_was_taken_meanwhile_is_refused_in_the_form(desk, file_window):
    pinboard.park(desk.desk.history, desk.line().id)
    file_window.go("diary")
    at(file_window, desk, "14:00")
    file_window.press("K")
    form = file_window.dialog(PutForm)
    desk.end_holds()
    desk.book("14:00", "Nora Blake", "07700 900481")
    file_window.press("Return")
    assert "has just been taken" in form.refusal
    assert parked(desk) == ["Jane Holt"]


def test_k_on_a_free_slot_says_so_where_nobody_is_parked(desk, file_window):
    file_window.go("diary")
    at(file_window, desk, "14:00")
    file_window.press("K")
    assert file_window.no_dialog()
    assert file_window.main.toast.sentence == "The pinboard is empty. Press K on a call to park it there."


def test_more_than_three_are_counted(desk, file_window):
    for number, when in enumerate(("14:00", "14:15", "14:30")):
        desk.book(when, f"Caller{number}", f"07700 90010{number}")
    for line in desk.lines():
        pinboard.park(desk.desk.history, line.id)
    file_window.go("diary")
    assert "and 2 more: press K on a free slot" in said(file_window)


def test_today_parks_the_call_that_is_chosen(desk, file_window):
    screen = file_window.go("today")
    file_window.press("K")
    assert parked(desk) == ["Jane Holt"]
    assert screen.panel.acts.buttons.park.text() == "Take off pinboard"
    file_window.press("Down")
    assert screen.panel.acts.buttons.park.text() == "Park"
    assert {"park", "swap"} <= set(screen.acts())


def test_where_others_can_see_the_screen_it_says_initials(desk, file_window):
    pinboard.park(desk.desk.history, desk.line().id)
    screen = file_window.go("diary")
    screen.side.is_private = True
    screen.refresh()
    file_window.settle()
    assert "J. H." in said(file_window)
    assert "Jane" not in said(file_window)
