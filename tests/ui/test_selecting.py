"""Several slots of the diary at once: selected by keys and mouse, blocked, released and withdrawn in one change."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from reception.domain.slot import BlockKind, SlotState
from reception.services import slots
from reception.ui.diary.block import BlockForm, WithdrawForm
from reception.ui.diary.history_form import HistoryForm
from tests.support.desks import MONDAY, TestDesk
from tests.support.windows import Window

LEFT, RIGHT, SHIFT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def desk(file_diary) -> TestDesk:
    made = file_diary.desk("Joe Moss")
    made.publish()
    made.book("11:30")
    return made


@pytest.fixture
def grid(desk, file_window):
    screen = file_window.go("diary")
    screen.grid.setFocus()
    return screen.grid


def go(window: Window, desk: TestDesk, at: str, day=MONDAY) -> None:
    window.screen.grid.go_to(window.screen.grid.model_.grid.find(desk.slot(at, day).id))
    window.settle()


def point(grid, slot) -> QPoint:
    index = grid.model_.index(*grid.model_.grid.find(slot.id))
    grid.scrollTo(index)
    return grid.visualRect(index).center()


def selected(grid) -> list[str]:
    """Return the times that are selected."""
    from reception.domain import span

    return [span.clock(one.starts_at) for one in grid.selecting.chosen.slots]


def states(desk: TestDesk, *times: str) -> list[str]:
    return [str(desk.slot(at).state) for at in times]


def lines_of(menu: QMenu) -> list[str]:
    return [one.text().split("\t")[0] for one in menu.actions() if one.text()]


def menu_at(window: Window, place: QPoint) -> QMenu:
    grid = window.screen.grid
    at = grid.viewport().mapTo(window.main, place)
    QTest.mouseClick(window.main.windowHandle(), RIGHT, pos=at)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def choose(window: Window, menu: QMenu, text: str) -> None:
    found = next(one for one in menu.actions() if one.text().split("\t")[0] == text)
    QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(found).center())
    window.settle()


def test_shift_and_the_arrows_select_down_and_across_and_esc_leaves(desk, file_window, grid):
    go(file_window, desk, "11:00")
    file_window.press("Shift+Down Shift+Down Shift+Down")
    assert selected(grid) == ["11:00", "11:15", "11:30", "11:45"]
    assert grid.selecting.chosen.sentence == "4 slots selected: 3 free, 1 booked"
    assert grid.selecting._told.text().startswith("4 slots selected: 3 free, 1 booked. B blocks")
    marked = {(one.row(), one.column()) for one in grid.selectionModel().selectedIndexes()}
    assert marked == set(grid.selecting.places)
    file_window.press("Shift+Up Shift+Right")
    assert {row for row, _ in grid.selecting.places} <= {8, 9, 10}
    assert len({lane for _, lane in grid.selecting.places}) == 2
    file_window.press("Escape")
    assert not grid.selecting.is_on
    assert not grid.selecting._told.isVisible()
    file_window.press("Shift+End Down")
    assert not grid.selecting.is_on


def test_a_whole_selection_is_blocked_in_one_change_and_the_call_in_it_is_named(desk, file_window, grid):
    go(file_window, desk, "11:00")
    file_window.press("Shift+Down Shift+Down Shift+Down B")
    form = file_window.dialog(BlockForm)
    assert form._which.text() == "Mon 23 Nov 11:00 to 12:00, 3 slots"
    assert form._told.text() == "Stays booked: Jane Holt 11:30."
    assert form.note.text() == "Mr Oliver Eaton, London"
    file_window.press("Return")
    assert file_window.no_dialog()
    assert states(desk, "11:00", "11:15", "11:45") == ["blocked"] * 3
    assert states(desk, "11:30") == ["open"]
    assert selected(grid) == ["11:00", "11:15", "11:30", "11:45"]
    file_window.press("R")
    assert states(desk, "11:00", "11:15", "11:45") == ["open"] * 3
    file_window.press("Ctrl+Z Ctrl+Z")
    assert states(desk, "11:00", "11:15", "11:45") == ["open"] * 3
    file_window.press("Ctrl+Y")
    assert states(desk, "11:00", "11:15", "11:45") == ["blocked"] * 3


def test_in_privacy_view_the_form_names_initials(desk, file_window, grid):
    go(file_window, desk, "11:15")
    file_window.press("Shift+Down B")
    form = file_window.dialog(BlockForm)
    file_window.press("Ctrl+Shift+H")
    assert form._told.text() == "Stays booked: J. H. 11:30."
    file_window.press("Escape")


def test_several_days_are_selected_with_the_mouse_and_told_day_by_day(desk, file_window, grid):
    tuesday = MONDAY + timedelta(days=1)
    first = desk.slot("10:00")
    QTest.mouseClick(grid.viewport(), LEFT, pos=point(grid, first))
    lane = grid.model_.grid.find(first.id)[1] + 1
    last = next(c for (row, n), c in sorted(grid.model_.grid.cells.items()) if n == lane and row >= 6)
    QTest.mouseClick(grid.viewport(), LEFT, SHIFT, point(grid, last.slot))
    file_window.settle()
    assert grid.selecting.is_on
    assert tuesday >= MONDAY
    menu = menu_at(file_window, point(grid, last.slot))
    told = lines_of(menu)
    count = len(grid.selecting.chosen.to_block)
    assert told == [f"Block {count} slots…", f"Withdraw {count} slots…", "Leave the selection"]
    choose(file_window, menu, f"Withdraw {count} slots…")
    form = file_window.dialog(WithdrawForm)
    assert "clinicians" in form._told.text() or "slots" in form._told.text()
    file_window.press("Return")
    assert file_window.no_dialog()
    assert states(desk, "10:00") == ["withdrawn"]


def test_the_selection_stays_while_another_desk_changes_something(desk, file_window, grid):
    go(file_window, desk, "11:00")
    file_window.press("Shift+Down")
    desk.book("10:00", "Amir Fadel", "07700 900100")
    file_window.screen.refresh()
    file_window.settle()
    assert selected(grid) == ["11:00", "11:15"]
    file_window.press("Shift+Down")
    assert selected(grid) == ["11:00", "11:15", "11:30"]


def test_what_is_booked_while_the_form_is_open_is_spared_with_the_next_enter(desk, file_window, grid):
    file_window.main.live.stop()
    go(file_window, desk, "11:00")
    file_window.press("Shift+Down B")
    form = file_window.dialog(BlockForm)
    desk.book("11:15", "Amir Fadel", "07700 900100")
    file_window.press("Return")
    assert "11:15" in form.refusal
    assert form._which.text() == "Mon 23 Nov 11:00"
    file_window.press("Return")
    assert file_window.no_dialog()
    assert states(desk, "11:00", "11:15") == ["blocked", "open"]


def test_a_span_is_typed_with_until(desk, file_window, grid):
    go(file_window, desk, "11:00")
    file_window.press("B")
    form = file_window.dialog(BlockForm)
    form.until.input.setFocus()
    file_window.type("1150")
    assert form._which.text() == "Mon 23 Nov 11:00 to 12:00, 3 slots"
    assert form.doing.text() == "Block them"
    file_window.press("Return")
    assert file_window.no_dialog()
    assert states(desk, "11:00", "11:15", "11:30", "11:45") == ["blocked", "blocked", "open", "blocked"]


def test_an_end_before_the_beginning_is_refused_beside_it(desk, file_window, grid):
    go(file_window, desk, "11:00")
    file_window.press("B")
    form = file_window.dialog(BlockForm)
    form.until.input.setFocus()
    file_window.type("09")
    assert form.until.refusal == "The span ends before it starts. Change one of the times."
    file_window.press("Return")
    assert states(desk, "11:00") == ["open"]
    file_window.press("Escape")


def test_a_whole_blocked_stretch_is_released_by_one_key_and_one_line_of_the_menu(desk, file_window, grid):
    three = [desk.slot(at) for at in ("10:00", "10:15", "10:30")]
    for _ in range(2):
        slots.block(desk.desk.history, [desk.slot(at) for at in ("10:00", "10:15", "10:30")], "Meeting")
        slots.block(desk.desk.history, [desk.slot("10:45")], "Break")
        file_window.screen.refresh()
        file_window.settle()
        go(file_window, desk, "10:15")
        if _ == 0:
            file_window.press("Shift+R")
        else:
            menu = menu_at(file_window, point(grid, three[1]))
            assert lines_of(menu)[:2] == ["Release 10:00–10:45, 3 slots", "Release"]
            choose(file_window, menu, "Release 10:00–10:45, 3 slots")
        assert states(desk, "10:00", "10:15", "10:30", "10:45") == ["open", "open", "open", "blocked"]
        slots.release(desk.desk.history, [desk.slot("10:45")])


def test_a_withdrawn_slot_is_seen_explained_and_brought_back(desk, file_window, grid):
    go(file_window, desk, "11:00")
    file_window.press("W")
    form = file_window.dialog(WithdrawForm)
    form.reason.input.setEditText("Building works")
    form.kind.input.setCurrentIndex(form.kind.input.findData(BlockKind.OTHER))
    file_window.press("Return")
    assert file_window.no_dialog()
    cell = grid.current
    assert cell.slot.state is SlotState.WITHDRAWN
    assert cell.text() == "Withdrawn: Building works"
    told = grid.model_.data(grid.currentIndex(), Qt.ItemDataRole.AccessibleTextRole)
    assert told == "Mon 23 Nov 11:00–11:15, London: withdrawn, other, Building works"
    file_window.press("Return")
    assert file_window.main.toast.sentence == (
        "Mon 23 Nov 11:00 is withdrawn: Building works. Press W to bring it back."
    )
    file_window.press("H")
    assert file_window.dialog(HistoryForm)._both.slot[0].text == "Withdrawn (other): Building works"
    file_window.press("Escape")
    menu = menu_at(file_window, point(grid, cell.slot))
    assert lines_of(menu)[0] == "Bring it back"
    menu.close()
    file_window.main.act("list view")
    file_window.settle()
    assert "Withdrawn: Building works" in [
        file_window.screen.frame.list.rows.columns[3].text(one)
        for one in file_window.screen.frame.list.rows.values
    ]
    file_window.press("W")
    assert states(desk, "11:00") == ["open"]
    file_window.press("Ctrl+Z")
    assert states(desk, "11:00") == ["withdrawn"]


def test_what_a_publication_withdrew_stays_out_of_sight(desk, file_diary, file_window, grid):
    desk.undo()
    file_diary.desk("Ann Kay").undo()
    file_window.screen.refresh()
    file_window.settle()
    assert not grid.model_.grid.cells


def test_a_booked_slot_is_not_withdrawn_or_blocked_and_says_so(desk, file_window, grid):
    go(file_window, desk, "11:30")
    for key in "WBR":
        file_window.press(key)
        assert file_window.no_dialog()
        assert file_window.main.toast.sentence == (
            "Mon 23 Nov 11:30 is booked. Move or cancel the call first."
        )
    assert states(desk, "11:30") == ["open"]


def test_the_list_selects_rows_and_blocks_them(desk, file_window, grid):
    go(file_window, desk, "11:00")
    file_window.main.act("list view")
    file_window.settle()
    screen = file_window.screen
    screen.frame.list.choose(desk.slot("11:00").id)
    file_window.press("Shift+Down Shift+Down")
    assert len(grid.selecting.chosen.cells) == 3
    assert grid.selecting._told.isVisible()
    count = len(grid.selecting.chosen.to_block)
    file_window.press("B Return")
    assert len([one for one in grid.selecting.chosen.cells if one.slot.state is SlotState.BLOCKED]) == count
    file_window.press("Down")
    assert not grid.selecting.is_on


def test_ctrl_and_the_wheel_make_the_rows_higher_and_lower(file_window, grid):
    def turn(by: int) -> None:
        at = QPointF(40, 40)
        QApplication.sendEvent(
            grid.viewport(),
            QWheelEvent(at, grid.viewport().mapToGlobal(at), QPoint(), QPoint(0, by), Qt.MouseButton.NoButton,
                        Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False),
        )  # fmt: skip

    before = grid.zoom
    turn(120)
    assert grid.zoom == before + 1
    turn(-60)
    assert grid.zoom == before + 1
    turn(-60)
    assert grid.zoom == before


# ---- where there is no slot


def empty_place(grid) -> tuple[int, int]:
    cells, heads = grid.model_.grid.cells, grid.model_.grid
    free = ((r, n) for n in range(2) for r in range(len(heads.times)) if (r, n) not in cells)
    return next(free)


def test_an_empty_place_says_so_with_enter_and_has_a_menu(desk, file_window, grid):
    place = empty_place(grid)
    grid.go_to(place)
    file_window.press("Return")
    assert file_window.main.toast.sentence.startswith("There is no slot at Mon 23 Nov ")
    menu = menu_at(file_window, grid.visualRect(grid.model_.index(*place)).center())
    told = lines_of(menu)
    assert told[0].startswith("No slot at Mon 23 Nov")
    assert {"Open Mon 23 Nov", "Go to a date…", "Print the list of Mon 23 Nov…", "Publish slots…"} <= set(
        told
    )
    choose(file_window, menu, "Open Mon 23 Nov")
    assert file_window.screen.span == (MONDAY, MONDAY)


def test_a_selection_that_ends_on_an_empty_place_is_changed_all_the_same(desk, file_window, grid):
    go(file_window, desk, "11:45")
    file_window.press("Shift+Down Shift+Down")
    assert grid.current is None
    file_window.press("B Return")
    assert states(desk, "11:45") == ["blocked"]
    file_window.press("Escape B")
    assert file_window.main.toast.sentence.startswith("There is no slot at Mon 23 Nov 12:15")


def test_a_column_is_blocked_from_its_header_and_released_there(desk, file_window, grid):
    header = grid.horizontalHeader()

    def menu():
        header.customContextMenuRequested.emit(QPoint(header.sectionViewportPosition(0) + 9, 9))
        return QApplication.activePopupWidget()

    count = len([c for (_, n), c in grid.model_.grid.cells.items() if n == 0 and c.is_open])
    text = f"Block {count} slots of Eaton, Mon 23 Nov…"
    choose(file_window, menu(), text)
    file_window.dialog(BlockForm)
    file_window.press("Return")
    assert file_window.no_dialog()
    assert states(desk, "11:00", "11:30") == ["blocked", "open"]
    choose(file_window, menu(), f"Release {count} slots of Eaton, Mon 23 Nov")
    assert states(desk, "11:00") == ["open"]


def test_a_time_is_blocked_in_all_columns(desk, file_window, grid):
    header = grid.verticalHeader()
    row = grid.model_.grid.find(desk.slot("11:30").id)[0]
    header.customContextMenuRequested.emit(QPoint(9, header.sectionViewportPosition(row) + 3))
    menu = QApplication.activePopupWidget()
    text = next(one for one in lines_of(menu) if one.startswith("Block "))
    assert text.endswith(" at 11:30 in all columns…")
    choose(file_window, menu, text)
    file_window.press("Return")
    assert states(desk, "11:30") == ["open"]
    assert desk.slot("11:30", clinic="Bedford").state is SlotState.BLOCKED


def test_what_is_selected_is_said_where_no_call_stands(desk, file_window, grid):
    for number, at in enumerate(("15:45", "16:00", "16:15", "16:30")):
        desk.book(at, f"Late {number}", f"07700 90060{number}")
    file_window.screen.refresh()
    file_window.settle()
    shown = grid.model_.grid
    for at in ("09:00", "14:00"):
        grid.go_to(shown.find(desk.slot(at).id))
        file_window.press("Shift+Down Shift+Down")
        told = grid.selecting._told.geometry().translated(-grid.viewport().pos())
        calls = [
            grid.visualRect(grid.model_.index(*place)) for place, cell in shown.cells.items() if cell.line
        ]
        assert calls
        assert not any(told.intersects(one) for one in calls)
        file_window.press("Escape")
