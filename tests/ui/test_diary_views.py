"""The same slots in other ways: clinicians side by side, a plain list, higher and lower rows."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from reception.domain.ids import ClinicianId
from reception.domain.slot import SlotState
from reception.services import slots
from reception.ui.booking.call_card import CallCard
from reception.ui.booking.form import BookingForm
from reception.ui.diary.block import BlockForm
from reception.ui.diary.cell import Cell
from reception.ui.diary.grid import ROW_HEIGHT, WIDE_LANE, ZOOMS
from reception.ui.diary.layout import Grid, Lane
from tests.support.desks import MONDAY, TestDesk
from tests.support.windows import Window, open_window

ROLES = Qt.ItemDataRole


@pytest.fixture
def desk(file_diary) -> TestDesk:
    made = file_diary.desk("Joe Moss")
    made.publish()
    return made


def shown_as(window: Window, view: str):
    screen = window.go("diary")
    screen.grid.setFocus()
    window.main.act(f"{view} view")
    window.settle()
    return screen


def test_clinicians_stand_side_by_side_each_with_what_is_free(desk, file_window):
    desk.book("11:00")
    screen = shown_as(file_window, "clinicians")
    assert screen.span == (MONDAY, MONDAY)
    model = screen.grid.model_
    heads = [
        model.headerData(n, Qt.Orientation.Horizontal, ROLES.DisplayRole) for n in range(model.columnCount())
    ]
    free = [lane.free for lane in model.grid.lanes]
    assert heads == [
        f"Mon 23 Nov, Mr Oliver Eaton, London, {free[0]} free",
        f"Mon 23 Nov, Mr William Sharples, Bedford, {free[1]} free",
    ]
    file_window.press("Alt+Right")
    assert screen.span[0] == MONDAY + timedelta(days=1)


def test_fifty_clinicians_scroll_beside_the_times(desk, file_window, clock):
    screen = shown_as(file_window, "clinicians")
    screen._timer.stop()
    lanes = tuple(Lane(MONDAY, ClinicianId(n), f"Dr Number {n}", "London", 3) for n in range(50))
    screen.grid.show_grid(Grid(lanes, tuple(range(540, 1080, 15))), clock())
    header, times = screen.grid.horizontalHeader(), screen.grid.verticalHeader()
    assert min(header.sectionSize(n) for n in range(50)) >= WIDE_LANE
    before = times.x()
    QTest.keyClick(screen.grid, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    screen.grid.go_to((0, 49))
    assert screen.grid.horizontalScrollBar().value() > 0
    assert times.x() == before
    assert screen.grid.viewport().rect().contains(screen.grid.visualRect(screen.grid.currentIndex()))


def test_a_day_as_a_list_has_a_row_for_each_slot_by_time(desk, file_window):
    desk.book("11:00")
    slots.block(desk.desk.history, [desk.slot("11:15")], "Meeting")
    screen = shown_as(file_window, "list")
    assert not screen.grid.isVisible()
    assert screen.frame.list.isVisible()
    assert file_window.focus is screen.frame.list
    cells: list[Cell] = list(screen.frame.list.rows.values)
    assert len(cells) == len(screen.grid.model_.grid.cells)
    assert [one.slot.starts_at for one in cells] == sorted(one.slot.starts_at for one in cells)
    rows = {tuple(column.text(cell) for column in screen.frame.list.rows.columns) for cell in cells}
    assert ("11:00", "Mr Oliver Eaton", "London", "First call", "Jane Holt", "Back pain") in rows
    assert ("11:15", "Mr Oliver Eaton", "London", "Blocked: Meeting", "", "") in rows
    assert ("11:30", "Mr Oliver Eaton", "London", "Free", "", "") in rows
    file_window.press("Ctrl+Shift+H")
    rows = {
        tuple(column.text(cell) for column in screen.frame.list.rows.columns)
        for cell in screen.frame.list.rows.values
    }
    assert ("11:00", "Mr Oliver Eaton", "London", "First call", "J. H.", "") in rows


def test_the_list_has_the_keys_of_the_grid(desk, file_window):
    desk.book("11:00")
    screen = shown_as(file_window, "list")
    file_window.type("1100")
    file_window.press("Return")
    assert file_window.dialog(CallCard).panel.line.patient.name == "Jane Holt"
    file_window.press("Escape")
    file_window.type("11:30")
    assert screen.grid.current.slot == desk.slot("11:30")
    file_window.press("Ctrl+N")
    assert file_window.dialog(BookingForm).when.input.currentText().startswith("Mon 23 Nov 11:30")
    file_window.press("Escape")
    assert file_window.focus is screen.frame.list
    file_window.press("B")
    file_window.dialog(BlockForm)
    file_window.press("Return")
    assert desk.slot("11:30").state is SlotState.BLOCKED
    assert screen.frame.list.current.slot == desk.slot("11:30")
    assert desk.line().call.attempts == 0
    file_window.type("9999")
    assert file_window.main.toast.sentence == "“9999” is not a time. Type it as 10, 1015 or 10:15."


def test_the_list_has_the_menu_of_the_grid_and_gives_the_cursor_back(desk, file_window):
    desk.book("11:00")
    screen = shown_as(file_window, "list")
    screen.frame.list.choose(desk.slot("11:00").id)
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    QApplication.sendEvent(screen.frame.list.viewport(), asked)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert "Cancel…" in [one.text().split("\t")[0] for one in menu.actions()]
    menu.close()
    file_window.main.act("week view")
    file_window.settle()
    assert screen.grid.current.slot == desk.slot("11:00")
    assert file_window.focus is screen.grid


def test_rows_become_higher_and_lower_and_stay_so(desk, file_diary, qtbot, qapp):
    window = open_window(qtbot, qapp, file_diary.desk("Mia Lane").desk)
    screen = window.go("diary")
    assert screen.grid.rowHeight(0) == ROW_HEIGHT
    QTest.keyClick(window.focus, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert screen.grid.rowHeight(0) == ZOOMS[3][0]
    for _ in range(9):
        QTest.keyClick(window.focus, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert screen.grid.rowHeight(0) == ZOOMS[0][0]
    window.main.close()
    again = open_window(qtbot, qapp, file_diary.desk("Mia Lane").desk)
    screen = again.go("diary")
    assert screen.grid.rowHeight(0) == ZOOMS[0][0]
    QTest.keyClick(again.focus, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert screen.grid.rowHeight(0) == ROW_HEIGHT
    again.main.close()
