"""Tables: the models keep Qt's rules, the keys do what they say, the cursor stays where it was."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QColor, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from reception.domain.clinic import Clinic
from reception.domain.clinician import Clinician
from reception.services import boards
from reception.ui.diary.layout import Grid, grid
from reception.ui.diary.model import GridModel
from reception.ui.palette.entry_list import Entries
from reception.ui.theme import LIGHT, Theme, sized
from reception.ui.widgets.table import Column, Rows, Table
from reception.ui.widgets.walking import Walking
from tests.support.desks import MONDAY, NINE_ON_MONDAY

ROLES = Qt.ItemDataRole


@dataclass(frozen=True)
class Thing:
    id: int
    name: str
    note: str = ""


THINGS = tuple(Thing(number, name, f"note {number}") for number, name in enumerate(("Ann", "Bob", "Cay"), 1))
COLUMNS = (
    Column("Name", lambda thing: thing.name, lambda thing: thing.note, bold=True),
    Column("State", lambda thing: thing.name[:1], chip=lambda thing: "done", width=80),
    Column("Number", lambda thing: str(thing.id), width=60, right=True),
)


@pytest.fixture
def table(qtbot, qapp) -> Table:
    made = Table("Things", Theme(qapp, "light"), COLUMNS)
    qtbot.addWidget(made)
    made.resize(500, 300)
    with qtbot.waitExposed(made):
        made.show()
    made.show_values(THINGS)
    made.activateWindow()
    made.setFocus()
    return made


def heard(signal) -> list:
    """Return what a signal tells from now on."""
    told: list = []
    signal.connect(told.append)
    return told


# ---- the models


def test_rows_keep_the_rules_of_a_model(qtmodeltester):
    model = Rows(COLUMNS)
    qtmodeltester.check(model)
    model.show(THINGS)
    qtmodeltester.check(model)
    assert (model.rowCount(), model.columnCount()) == (3, 3)
    model.show(THINGS[:1])
    qtmodeltester.check(model)
    assert model.rowCount() == 1


def test_the_diary_keeps_the_rules_of_a_model(qtmodeltester, file_diary):
    desk = file_diary.desk()
    desk.publish()
    desk.book("10:00")
    model = GridModel()
    qtmodeltester.check(model)
    with desk.desk.store.read() as reader:
        board = boards.of_days(reader, MONDAY, date(2026, 11, 29))
        places = {one.id: one for one in reader.all(Clinic)}
        people = {one.id: one for one in reader.all(Clinician)}
    model.show(grid(board, places, people, is_week=True, now=NINE_ON_MONDAY))
    qtmodeltester.check(model)
    row, lane = model.grid.find(desk.slot("10:00").id)
    index = model.index(row, lane)
    assert index.data() == "J. Holt"
    words = "Mon 23 Nov 10:00–10:15, London: Jane Holt, Back pain, First call"
    assert index.data(ROLES.AccessibleTextRole) == words
    assert model.index(row + 1, lane).data(ROLES.AccessibleTextRole) == "Mon 23 Nov 10:15–10:30, London: free"
    assert model.headerData(row, Qt.Orientation.Vertical) == "10:00"
    assert "Eaton" in model.headerData(lane, Qt.Orientation.Horizontal)
    model.show(Grid())
    qtmodeltester.check(model)


def test_the_palettes_list_keeps_the_rules_of_a_model(qtmodeltester):
    qtmodeltester.check(Entries())


def test_a_screen_reader_hears_both_lines_of_a_cell():
    model = Rows(COLUMNS)
    model.show(THINGS)
    first = model.index(0, 0)
    assert first.data() == "Ann"
    assert first.data(ROLES.AccessibleTextRole) == "Ann, note 1"
    assert model.index(0, 2).data(ROLES.AccessibleTextRole) == "1"
    assert first.data(ROLES.UserRole) is None
    assert model.data(QModelIndex()) is None
    assert [model.headerData(n, Qt.Orientation.Horizontal) for n in range(3)] == ["Name", "State", "Number"]


# ---- the keys


def test_the_arrows_walk_and_tell_which_row_is_chosen(table):
    told = heard(table.chosen)
    assert table.current == THINGS[0]
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_End)
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Home)
    assert [thing.name for thing in told] == ["Bob", "Cay", "Ann"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_opens_the_row(table, key):
    told = heard(table.opened)
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, key)
    assert told == [THINGS[1]]


def test_a_double_click_opens_the_row(table):
    told = heard(table.opened)
    place = table.visualRect(table.rows.index(2, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told == [THINGS[2]]


def test_single_keys_are_handed_on_and_do_not_search(table):
    told = heard(table.typed)
    for key in (Qt.Key.Key_1, Qt.Key.Key_7, Qt.Key.Key_M, Qt.Key.Key_C, Qt.Key.Key_Delete):
        QTest.keyClick(table, key)
    QTest.keyClick(table, Qt.Key.Key_5, Qt.KeyboardModifier.KeypadModifier)
    assert told == ["1", "7", "M", "C", "DEL", "5"]
    assert table.current == THINGS[0]


def test_keys_held_with_ctrl_are_the_windows(table):
    told = heard(table.typed)
    QTest.keyClick(table, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(table, Qt.Key.Key_Delete, Qt.KeyboardModifier.ShiftModifier)
    assert told == []


def test_an_empty_table_hands_no_key_on(table):
    chosen, typed, opened = heard(table.chosen), heard(table.typed), heard(table.opened)
    table.show_values(())
    assert chosen == [None]
    for key in (Qt.Key.Key_Return, Qt.Key.Key_1, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Delete):
        QTest.keyClick(table, key)
    assert (typed, opened, table.current) == ([], [], None)


# ---- showing other values


def test_the_cursor_stays_on_its_value(table):
    table.choose(2)
    told = heard(table.chosen)
    fresh = replace(THINGS[1], note="changed")
    table.show_values((THINGS[2], THINGS[0], fresh))
    assert table.current == fresh
    assert told == [fresh]


def test_when_its_value_has_gone_the_cursor_stays_near(table):
    table.choose(2)
    table.show_values((THINGS[0], THINGS[2]))
    assert table.current == THINGS[2]
    table.show_values((THINGS[0],))
    assert table.current == THINGS[0]


def test_a_row_is_chosen_by_its_id(table):
    assert table.choose(3)
    assert table.current == THINGS[2]
    assert not table.choose(99)
    assert table.current == THINGS[2]


def test_every_row_is_painted_in_both_looks(qtbot, qapp):
    theme = Theme(qapp, "light")
    made = Table("Things", theme, COLUMNS, height=50)
    qtbot.addWidget(made)
    made.resize(500, 300)
    with qtbot.waitExposed(made):
        made.show()
    made.show_values((*THINGS, Thing(4, "Dee\nin two lines", "x" * 10_000), Thing(5, "", "")))
    light = made.grab().toImage()
    theme.choose("dark")
    dark = made.grab().toImage()
    theme.choose("light")
    assert light.pixelColor(250, 200) != dark.pixelColor(250, 200)


# ---- room


def test_no_chip_is_cut_while_there_is_room_beside_it(table):
    table.show_values((Thing(1, "A", "b"), Thing(2, "B" * 30, "c")))
    assert table.columnWidth(1) == 80
    state = QFontMetrics(sized(table.font(), 12)).horizontalAdvance("Waiting since 18 Nov")
    wide = Table(
        "Things",
        Theme(QApplication.instance(), "light"),
        (COLUMNS[0], replace(COLUMNS[1], text=lambda one: "Waiting since 18 Nov")),
    )
    wide.resize(400, 200)
    wide.show_values(THINGS)
    assert wide.columnWidth(1) >= state + 18 + 18
    assert wide.horizontalScrollBar().maximum() == 0


def test_a_width_that_somebody_dragged_stays(table):
    header = table.horizontalHeader()
    grip = QPoint(header.sectionViewportPosition(1) + header.sectionSize(1) - 1, 10)
    QTest.mousePress(header.viewport(), Qt.MouseButton.LeftButton, pos=grip)
    QTest.mouseMove(header.viewport(), grip + QPoint(30, 0))
    QTest.mouseRelease(header.viewport(), Qt.MouseButton.LeftButton, pos=grip + QPoint(30, 0))
    dragged = table.columnWidth(1)
    table.show_values((Thing(1, "A"), Thing(2, "B")))
    assert table.columnWidth(1) == dragged != 80


def test_a_long_title_takes_a_second_line_where_it_may():
    painted = []
    for name in ("Amitriptyline for back", "Amitriptyline for back pain management and much else"):
        made = Table(
            "Things", Theme(QApplication.instance(), "light"), (replace(COLUMNS[0], wraps=True),), height=58
        )
        made.horizontalHeader().hide()
        made.resize(220, 100)
        made.show_values((Thing(1, name, ""),))
        picture = made.grab().toImage()
        ink = QColor(LIGHT.ink)
        painted.append([y for y in range(58) if any(picture.pixelColor(x, y) == ink for x in range(10, 200))])
    one, two = ((rows[-1] - rows[0]) if rows else 0 for rows in painted)
    assert two > one + 10


def test_the_row_that_has_the_keys_is_ringed_and_the_others_are_not(table):
    ring = QColor(LIGHT.accent)

    def ringed(row: int) -> bool:
        picture, place = table.viewport().grab().toImage(), table.visualRect(table.rows.index(row, 1))
        return picture.pixelColor(place.center().x(), place.top()) == ring

    assert [ringed(row) for row in range(3)] == [True, False, False]
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert [ringed(row) for row in range(3)] == [False, True, False]
    table.clearFocus()
    assert not ringed(1)


def test_the_arrows_walk_it_while_somebody_types_into_the_field_that_finds(table, qtbot):
    field = QLineEdit()
    qtbot.addWidget(field)
    Walking(field, table)
    for key, name in (
        (Qt.Key.Key_Up, "Ann"),
        (Qt.Key.Key_Down, "Bob"),
        (Qt.Key.Key_Down, "Cay"),
        (Qt.Key.Key_Down, "Cay"),
    ):
        QTest.keyClick(field, key)
        assert table.current.name == name
    QTest.keyClicks(field, "c")
    assert field.text() == "c"
