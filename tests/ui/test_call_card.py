"""The card of a call over the window: its keys, the window's keys, and that nothing typed is taken for an outcome."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog

from reception.domain import span
from reception.domain.call import CallStatus, Result
from reception.ui.actions import ACTIONS, CALL_KEYS
from reception.ui.booking.acts import CancelForm, MoveForm
from reception.ui.booking.call_card import CallCard
from reception.ui.booking.form import BookingForm
from reception.ui.palette.view import Palette
from reception.ui.widgets.dialog import present
from tests.support.desks import TestDesk
from tests.support.windows import Window


@pytest.fixture
def desk(file_diary) -> TestDesk:
    made = file_diary.desk("Joe Moss")
    made.publish()
    made.book("09:00")
    return made


def opened(window: Window, desk: TestDesk) -> CallCard:
    card = CallCard(window.main, window.main.context, desk.line())
    present(card)
    window.settle()
    return card


def on_the_call(window: Window, desk: TestDesk) -> None:
    window.go("diary")
    window.screen.grid.go_to(window.screen.grid.model_.grid.find(desk.line().slot.id))


@pytest.mark.parametrize("typed", ["d", "bedford tue after 4", "e4", "x1", "Rang twice, 3 times"])
def test_what_is_typed_on_the_card_begins_a_note_and_records_nothing(desk, file_window, typed):
    card = opened(file_window, desk)
    for letter in typed:
        file_window.type(letter)
    assert card.panel.notes.toPlainText() == typed
    assert file_window.focus is card.panel.notes
    assert desk.line().call.outcome is None


def test_the_keys_of_the_find_box_reach_it_from_the_card(desk, file_window):
    opened(file_window, desk)
    file_window.press("Ctrl+F")
    palette = file_window.dialog(Palette)
    assert palette.field.text() == "free "
    file_window.type("bedford tue after 4")
    file_window.press("Escape")
    assert desk.line().call.outcome is None


@pytest.mark.parametrize("number", range(1, 8))
def test_the_keys_of_the_rail_leave_the_card_and_go_there(desk, file_window, number):
    opened(file_window, desk)
    file_window.press(f"Ctrl+{number}")
    assert file_window.no_dialog()
    assert file_window.main.current == ACTIONS[number - 1].name.removeprefix("go ")
    assert desk.line().call.outcome is None


@pytest.mark.parametrize(
    ("key", "form"), [("Ctrl+K", Palette), ("Ctrl+N", BookingForm), ("F1", Palette), ("?", Palette)]
)
def test_other_keys_of_the_window_leave_the_card_too(desk, file_window, key, form):
    card = opened(file_window, desk)
    if key == "?":
        QApplication.sendEvent(
            card,
            QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Question, Qt.KeyboardModifier.ShiftModifier, "?"),
        )
    else:
        file_window.press(key)
    assert isinstance(file_window.dialog(QDialog), form)
    file_window.press("Escape")


def test_undo_works_on_the_card_and_leaves_it_open(window, here):
    here.book("16:00", "Tom Ash", "07700 900111")
    window.press("Ctrl+N")
    window.type("Nora Blake")
    window.press("Tab")
    window.type("07700 900481")
    window.press("Return")
    card = CallCard(window.main, window.main.context, here.line("Tom Ash"))
    present(card)
    window.settle()
    window.press("Ctrl+Z")
    assert window.dialog(CallCard) is card
    assert [line.patient.name for line in here.lines()] == ["Tom Ash"]


def test_a_key_held_down_records_nothing_by_itself(desk, file_window):
    card = opened(file_window, desk)
    held = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_4, Qt.KeyboardModifier.NoModifier, "4", True)
    QApplication.sendEvent(card, held)
    file_window.settle()
    assert desk.line().call.outcome is None


def test_only_keys_that_mean_something_open_the_card_in_the_diary(desk, file_window):
    on_the_call(file_window, desk)
    assert set("1234567PMW") | {"DEL"} <= CALL_KEYS
    for key in set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") - CALL_KEYS - {"H"}:
        file_window.press(key)
        assert file_window.no_dialog(), key
    file_window.press("4")
    assert file_window.no_dialog()
    assert desk.line().call.outcome is None, "a digit in the grid begins a time to go to"


def test_in_the_diary_a_digit_records_once_the_card_is_open(desk, file_window):
    on_the_call(file_window, desk)
    file_window.press("Return")
    file_window.press("4")
    assert desk.line().call.outcome is Result.VOICEMAIL


def test_moving_from_the_diary_opens_one_window_and_leaves_none(desk, file_window):
    on_the_call(file_window, desk)
    file_window.press("M")
    form = file_window.dialog(MoveForm)
    assert form.parentWidget() is file_window.main
    assert not file_window.main.findChildren(CallCard)
    file_window.press("Down Return")
    assert file_window.no_dialog()
    assert span.clock(desk.line().slot.starts_at) != "09:00"
    on_the_call(file_window, desk)
    file_window.press("Delete")
    assert file_window.dialog(CancelForm).parentWidget() is file_window.main


@pytest.mark.parametrize(("key", "kind"), [("M", MoveForm), ("Delete", CancelForm)])
def test_the_card_goes_once_its_call_was_moved_or_cancelled(desk, file_window, key, kind):
    card = opened(file_window, desk)
    file_window.press(key)
    file_window.dialog(kind)
    file_window.press("Escape")
    assert file_window.dialog(CallCard) is card
    file_window.press(key)
    file_window.dialog(kind)
    file_window.press("Down Return" if kind is MoveForm else "Return")
    assert file_window.no_dialog()
    moved = span.clock(desk.line().slot.starts_at) != "09:00"
    assert moved or desk.line().call.status is CallStatus.CANCELLED


def test_the_card_shows_the_history_beside_the_call(desk, file_window):
    desk.record(Result.NO_ANSWER)
    desk.record(Result.VOICEMAIL)
    card = opened(file_window, desk)
    left, right = card.panel.mapTo(card, card.panel.rect().topRight()), card.panel.history
    assert right.mapTo(card, right.rect().topLeft()).x() > left.x()
    bottom = right.mapTo(card, right.rect().bottomLeft()).y()
    assert bottom < card.height(), "all of it is seen without scrolling"


def test_a_past_slot_of_the_diary_says_so_at_once_and_opens_nothing(desk, file_window, clock):
    slot = desk.slot("09:30")
    clock.move(hours=2)
    file_window.go("diary")
    file_window.screen.grid.go_to(file_window.screen.grid.model_.grid.find(slot.id))
    file_window.press("Return")
    assert file_window.no_dialog()
    assert file_window.main.toast.sentence == "Mon 23 Nov 09:30 is over. Choose a later time."
