"""The diary goes to days with fewer rows and columns: the table asks its headers about the old ones meanwhile."""

from __future__ import annotations

from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from reception.domain.availability import Availability
from reception.domain.ids import AvailabilityId
from reception.services import clinicians, clinics, sessions
from reception.ui.diary.model import GridModel
from tests.support.desks import TestDesk

SUNDAY = date(2026, 11, 29)
LONGEST = 40
"""Rows of the week with an evening on its Sunday; other weeks have four fewer."""


@pytest.fixture
def desk(file_diary) -> TestDesk:
    """Somebody works on one Sunday evening, half hours each, later than anybody does on other days."""
    made = file_diary.desk("Joe Moss")
    made.publish()
    with made.desk.store.read() as reader:
        who, where = clinicians.named(reader, "Eaton"), clinics.named(reader, "London")
    evening = Availability(
        id=AvailabilityId(0), clinician=who.id, clinic=where.id, weekday=6, starts=time(18), ends=time(19),
        slot_minutes=30, valid_from=SUNDAY, valid_to=SUNDAY,
    )  # fmt: skip
    sessions.add(made.desk.history, evening)
    return made


def rows(screen) -> int:
    return len(screen.grid.model_.grid.times)


@pytest.mark.parametrize("through_list", [False, True])
def test_the_next_week_has_fewer_rows(desk, file_window, through_list):
    screen = file_window.diary("week")
    if through_list:
        for view in ("list", "week"):
            file_window.main.act(f"{view} view")
            file_window.settle()
    assert rows(screen) == LONGEST
    for act, there in (("later", 36), ("earlier", LONGEST), ("later", 36)):
        file_window.main.act(act)
        file_window.settle()
        assert rows(screen) == there


@pytest.mark.parametrize("view", ["day", "clinicians", "list"])
def test_a_day_has_fewer_rows_than_its_week(desk, file_window, view):
    screen = file_window.diary("week")
    for other in (view, "week", view):
        file_window.main.act(f"{other} view")
        file_window.settle()
        assert rows(screen) == (LONGEST if other == "week" else 36)


def test_rows_of_any_height_go_away(desk, file_window):
    screen = file_window.diary("week")
    for act in ("larger", "larger", "smaller", "smaller", "smaller", "usual size"):
        file_window.main.act(act)
        for turn in ("later", "earlier"):
            file_window.main.act(turn)
            file_window.settle()
    assert rows(screen) == LONGEST


def test_a_cursor_in_the_last_row_and_column_goes_where_there_is_still_something(desk, file_window):
    screen = file_window.diary("week")
    grid = screen.grid
    grid.go_to((rows(screen) - 1, len(grid.model_.grid.lanes) - 1))
    assert QAccessible.queryAccessibleInterface(grid).childCount()  # a screen reader has looked at all of it
    file_window.main.act("later")
    file_window.settle()
    assert grid.currentIndex().row() == rows(screen) - 1
    assert grid.currentIndex().column() == len(grid.model_.grid.lanes) - 1


def test_the_edges_say_nothing_of_a_row_or_a_column_that_is_gone(qtmodeltester):
    model = GridModel()
    for section in (-1, 0, 40):
        for way in Qt.Orientation:
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                assert model.headerData(section, way, role) is None
    assert model.data(model.index(40, 3)) == ""
    qtmodeltester.check(model)
