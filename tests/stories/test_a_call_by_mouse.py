"""The same work with the mouse alone; the keyboard only types names, numbers and notes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QPushButton,
    QWidget,
)

from reception.domain import span
from reception.domain.call import CallStatus, CancelledBy, Result
from reception.domain.slot import Slot
from reception.ui.booking.acts import CallBackForm, CancelForm, MoveForm
from reception.ui.booking.call_card import CallCard
from reception.ui.booking.form import BookingForm
from reception.ui.words import RESULTS
from tests.support.desks import MONDAY, TestDesk
from tests.support.windows import PATIENCE, Window

LEFT = Qt.MouseButton.LeftButton


def click(window: Window, widget: QWidget, at: QPoint | None = None) -> None:
    """Click a widget where a person would see it: nothing may lie over it."""
    window.settle()
    top = widget.window()
    spot = widget.mapTo(top, at or widget.rect().center())
    hit = top.childAt(spot)
    assert hit is not None, f"{widget.accessibleName()} cannot be seen"
    assert hit is widget or widget.isAncestorOf(hit), f"{hit} lies over {widget.accessibleName()}"
    QTest.mouseClick(hit, LEFT, pos=hit.mapFrom(top, spot))
    window.settle()


def click_button(window: Window, text: str) -> None:
    """Click the button with a text in the form or the window that is in front."""
    top = QApplication.activeModalWidget() or window.main
    found = [
        one
        for one in top.findChildren(QAbstractButton)
        if one.isVisible() and text in (one.text().strip(), one.accessibleName())
    ]
    assert found, f"no button says {text}"
    click(window, found[0])


def click_cell(
    window: Window, view: QAbstractItemView, row: int, column: int = 0, *, twice: bool = False
) -> None:
    """Click a cell of a table, once or twice."""
    view.scrollTo(view.model().index(row, column))
    place = view.visualRect(view.model().index(row, column)).center()
    click(window, view.viewport(), place)
    if twice:
        QTest.mouseDClick(view.viewport(), LEFT, pos=place)
        window.settle()


def choose(window: Window, box: QComboBox, number: int) -> None:
    """Open a list of choices, where it is not open yet, and click one."""
    if not box.view().isVisible():
        click(window, box, QPoint(box.width() - 11, box.height() // 2))
    view = box.view()

    def is_taken() -> bool:
        if view.isVisible():
            QTest.mouseClick(
                view.viewport(), LEFT, pos=view.visualRect(view.model().index(number, 0)).center()
            )
        return not view.isVisible()

    window.qtbot.waitUntil(is_taken, timeout=PATIENCE)
    assert box.currentIndex() == number
    window.settle()


def open_slot(window: Window, here: TestDesk, at: str) -> None:
    """Double-click a slot of the diary."""
    row, lane = window.screen.grid.model_.grid.find(here.slot(at).id)
    click_cell(window, window.screen.grid, row, lane, twice=True)


def show(window: Window, screen: str) -> None:
    """Click a screen in the rail."""
    click_button(window, screen)
    assert window.main.current == screen.casefold()


def test_a_new_caller_is_booked_into_a_slot_of_the_diary(window, here):
    show(window, "Diary")
    open_slot(window, here, "10:30")
    form = window.dialog(BookingForm)
    click(window, form.who.input)
    window.type("Nora Blake")
    click(window, form.phone.input)
    window.type("07700 900481")
    click(window, form.privacy, QPoint(8, form.privacy.height() // 2))
    click_button(window, "Book the call")
    assert window.no_dialog()
    line = here.line("Nora Blake")
    assert span.clock(line.slot.starts_at) == "10:30"
    assert line.patient.privacy_given_at is not None


def test_a_known_patient_is_clicked_among_those_found(window, here):
    here.book("15:00", "Jane Holt", "07700 900334")
    here.book("16:00", "Tom Holt", "07700 900334")
    click_button(window, "Book a call")
    form = window.dialog(BookingForm)
    click(window, form.who.input)
    window.type("0334")
    click_cell(window, form.matches, 1)
    assert form.who.input.text() == "Tom Holt"
    click_button(window, "Change…")
    choose(window, form.when.input, 3)
    wanted = form.when.input.currentText()
    click_button(window, "Book a second call")
    assert window.no_dialog()
    booked = [
        span.moment_text(line.slot.starts_at) for line in here.lines() if line.patient.name == "Tom Holt"
    ]
    assert any(wanted.startswith(time) for time in booked)
    assert len(booked) == 2


@pytest.mark.parametrize("result", RESULTS, ids=str)
def test_each_outcome_is_a_button_and_undo_another(file_window, file_diary, result):
    desk = file_diary.desk("Joe Moss")
    desk.book("09:00", "Nora Blake", "07700 900481")
    desk.book("09:15")
    show(file_window, "Today")
    click_cell(file_window, file_window.screen.table, 1)
    panel = file_window.screen.panel
    assert panel.line.patient.name == "Jane Holt"
    click(file_window, panel.notes)
    file_window.type("Said 2 words")
    click(file_window, panel.results[result])
    if result is Result.CALL_BACK:
        file_window.dialog(CallBackForm)
        click_button(file_window, "Note the time")
    assert file_window.no_dialog()
    call = desk.line().call
    assert (call.outcome, call.notes) == (result, "Said 2 words")
    click(file_window, undo_of_toast(file_window))
    assert desk.line().call.outcome is None
    click(file_window, redo_of_toast(file_window))
    assert desk.line().call == call
    click_button(file_window, "Undo the last change")
    assert desk.line().call.outcome is None
    assert desk.line("Nora Blake").call.outcome is None


def undo_of_toast(window: Window) -> QPushButton:
    """Return the button of the sentence over the foot of the window."""
    return next(one for one in window.main.toast.findChildren(QPushButton) if one.text() == "Undo")


def redo_of_toast(window: Window) -> QPushButton:
    """Return the button that brings back what was just undone."""
    return next(one for one in window.main.toast.findChildren(QPushButton) if one.text() == "Redo")


def test_a_call_is_moved(window, here):
    here.book("16:00")
    show(window, "Diary")
    open_slot(window, here, "16:00")
    window.dialog(CallCard)
    click_button(window, "Move")
    form = window.dialog(MoveForm)
    choose(window, form.to.input, 2)
    wanted = form.to.input.currentText()
    click_button(window, "Move the call")
    assert window.no_dialog(), "the card goes with the form that moved its call"
    assert wanted.startswith(span.moment_text(here.line().slot.starts_at))
    click_button(window, "Undo the last change")
    assert span.clock(here.line().slot.starts_at) == "16:00"


def place_of(window: Window, slot: Slot) -> QPoint:
    """Return the middle of a slot of the diary in the window."""
    grid = window.screen.grid
    index = grid.model_.index(*grid.model_.grid.find(slot.id))
    grid.scrollTo(index)
    return grid.viewport().mapTo(window.main, grid.visualRect(index).center())


def drag(window: Window, begin: QPoint, end: QPoint) -> None:
    """Drag what is at a place of the window to another, as the system tells of it."""
    handle = window.main.windowHandle()
    QTest.mousePress(handle, LEFT, pos=begin)
    QTest.mouseMove(handle, (begin + end) / 2)
    QTest.mouseMove(handle, end)
    QTest.mouseRelease(handle, LEFT, pos=end)
    window.settle()


def test_a_call_is_dragged_to_the_pinboard_and_from_there_into_another_week(window, here):
    here.book("10:00")
    show(window, "Diary")
    board, side = window.screen.side.pinboard, window.screen.side
    drag(window, place_of(window, here.slot("10:00")), side.mapTo(window.main, QPoint(60, 200)))
    assert board.isVisible()
    click_button(window, "Later")
    to = here.slot("10:15", MONDAY + timedelta(days=7))
    name = next(one for one in board.findChildren(QLabel) if one.text() == "Jane Holt")
    drag(window, name.mapTo(window.main, name.rect().center()), place_of(window, to))
    assert here.line(week=MONDAY + timedelta(days=7)).slot == to
    assert board.isHidden()
    click(window, undo_of_toast(window))
    assert here.line().slot == here.slot("10:00")
    assert board.isVisible()


def test_a_call_is_cancelled_with_who_and_why(window, here):
    here.book("16:00")
    show(window, "Today")
    click_cell(window, window.screen.table, 0)
    click_button(window, "Cancel")
    form = window.dialog(CancelForm)
    choose(window, form.by.input, 2)
    choose(window, form.reason.input, 1)
    click_button(window, "Cancel the call")
    assert window.no_dialog()
    call = here.line().call
    assert (call.status, call.cancelled_by, call.cancel_reason) == (
        CallStatus.CANCELLED,
        CancelledBy.CLINIC,
        "Booked by mistake",
    )
    click(window, undo_of_toast(window))
    assert here.line().call.status is CallStatus.BOOKED


def test_a_form_is_left_with_its_button_and_keeps_what_was_typed(file_window, file_diary):
    desk = file_diary.desk("Joe Moss")
    click_button(file_window, "Book a call")
    click(file_window, file_window.dialog(BookingForm).who.input)
    file_window.type("Nora")
    click_button(file_window, "Cancel")
    assert file_window.no_dialog()
    show(file_window, "Clinics")
    show(file_window, "Today")
    click_button(file_window, "Book a call")
    form = file_window.dialog(BookingForm)
    assert form.who.input.text() == "Nora"
    click_button(file_window, "Clear what was typed")
    assert form.who.input.text() == ""
    assert desk.lines() == []


def test_a_call_tried_in_vain_is_closed_and_taken_up_again(window, here, clock):
    here.book("09:00")
    for _ in range(3):
        here.record(Result.NO_ANSWER)
    show(window, "Today")
    click_cell(window, window.screen.table, 0)
    click_button(window, "Close: not reached")
    assert here.line().call.status is CallStatus.NOT_REACHED
    click_button(window, "Reopen")
    assert here.line().call.status is CallStatus.BOOKED


def test_the_filter_shows_one_clinic_on_every_screen(window, here):
    here.book("10:00")
    here.book("09:30", "Nora Blake", "07700 900481", clinic="Bedford")
    click_button(window, "London")
    show(window, "Today")
    assert [line.patient.name for line in window.screen.board.lines] == ["Jane Holt"]
    click_button(window, "Bedford")
    assert [line.patient.name for line in window.screen.board.lines] == ["Nora Blake"]
    show(window, "Clinics")
    click_button(window, "All clinics")
    show(window, "Today")
    assert [line.patient.name for line in window.screen.board.lines] == ["Nora Blake", "Jane Holt"]
