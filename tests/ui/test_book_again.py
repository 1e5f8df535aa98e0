"""A cancelled call is booked again at its old time: from its card, the patient's, the history and the palette."""

from __future__ import annotations

import pytest

from reception.domain.call import CallStatus
from reception.domain.patient import Patient
from reception.ui import forms
from reception.ui.diary.history_form import HistoryForm
from tests.support.desks import TestDesk
from tests.support.windows import Window

TAKEN = "Mon 23 Nov 10:00 has just been taken. Choose another time."


@pytest.fixture
def desk(file_diary) -> TestDesk:
    made = file_diary.desk("Joe Moss")
    made.publish()
    made.book("10:00")
    made.cancel()
    return made


def status(desk: TestDesk) -> CallStatus:
    return desk.line().call.status


def show_card(window: Window, desk: TestDesk) -> None:
    window.main.context.go("diary", desk.line())
    window.settle()


def test_the_card_of_a_cancelled_call_books_it_again_with_one_key(desk, file_window):
    show_card(file_window, desk)
    file_window.press("A")
    assert status(desk) is CallStatus.BOOKED
    file_window.press("Escape")
    file_window.press("Ctrl+Z")
    assert status(desk) is CallStatus.CANCELLED


def test_the_slot_it_was_in_books_it_again_with_the_same_key(desk, file_window):
    grid = file_window.go("diary").grid
    for at, told in (("10:15", "No call was cancelled at Mon 23 Nov 10:15. Press Enter to book one."),
                     ("10:00", "Booked again: Jane Holt")):  # fmt: skip
        grid.go_to(grid.model_.grid.find(desk.slot(at).id))
        grid.setFocus()
        file_window.press("A")
        assert file_window.main.toast.sentence.startswith(told)
    assert status(desk) is CallStatus.BOOKED


def test_where_its_time_is_taken_it_says_so_and_nothing_changes(desk, file_window):
    desk.book("10:00", "Tom Holt", "07700 900335")
    show_card(file_window, desk)
    file_window.press("A")
    assert file_window.main.toast.sentence == TAKEN
    assert status(desk) is CallStatus.CANCELLED


def test_what_is_over_is_not_offered_again(desk, file_window, clock):
    clock.move(hours=2)
    show_card(file_window, desk)
    file_window.press("A")
    assert status(desk) is CallStatus.CANCELLED


def patient(desk: TestDesk) -> Patient:
    return desk.line().patient


def test_the_patients_card_offers_it_on_the_cancelled_line(desk, file_window):
    desk.book("14:00")
    file_window.main.context.go("patients", patient(desk))
    file_window.settle()
    card = file_window.screen.card
    card.calls.setFocus()
    assert card.calls.current.call.status is CallStatus.BOOKED
    assert card.calls_card.again_button.isHidden()
    file_window.press("A Down")
    assert not card.calls_card.again_button.isHidden()
    assert "again" in file_window.screen.acts()
    file_window.press("A")
    assert [one.call.status for one in card.calls.rows.values] == [CallStatus.BOOKED, CallStatus.BOOKED]
    assert card.calls_card.again_button.isHidden()


def test_the_history_of_a_free_slot_offers_whom_it_had(desk, file_window):
    screen = file_window.go("diary")
    screen.grid.go_to(screen.grid.model_.grid.find(desk.slot("10:00").id))
    file_window.press("H")
    form = file_window.dialog(HistoryForm)
    assert form.again_button.text() == "Book Jane Holt again"
    file_window.press("A")
    assert status(desk) is CallStatus.BOOKED
    assert form.again_button.isHidden()
    assert form.table.rows.values[0].text == "Jane Holt: no longer cancelled: booked again"


def test_the_history_says_why_it_cannot_be(desk, file_window):
    slot = desk.slot("10:00")
    forms.history(file_window.main, file_window.main.context, slot)
    form = file_window.dialog(HistoryForm)
    file_window.main.live.stop()
    desk.book("10:00", "Tom Holt", "07700 900335")
    file_window.press("A")
    assert form.refusal == TAKEN


def test_the_palette_offers_it_below_the_cancelled_call(desk, file_window):
    file_window.press("Ctrl+K")
    file_window.type("jane holt")
    palette = file_window.dialog(object)
    titles = [one.title for one in palette.list.entries.entries]
    assert titles[:3] == ["Jane Holt", "Jane Holt", "Book Jane Holt again"]
    file_window.press("Down Down Return")
    assert status(desk) is CallStatus.BOOKED
    file_window.press("Ctrl+K")
    file_window.type("jane holt")
    assert "Book Jane Holt again" not in [
        one.title for one in file_window.dialog(object).list.entries.entries
    ]
    file_window.press("Escape")
