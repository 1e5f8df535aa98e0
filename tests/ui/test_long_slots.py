"""A slot longer than a row of the diary is one block: to the eye, the mouse, the keys and a screen reader."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from reception.domain import span
from reception.services import availability
from reception.ui.booking.form import BookingForm
from reception.ui.diary.layout import clock_text
from tests.support.desks import MONDAY, TestDesk
from tests.support.windows import Window

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desk(file_diary) -> TestDesk:
    """One clinician gives half hours on Mondays, the other quarters."""
    made = file_diary.desk("Joe Moss")
    with made.desk.store.read() as reader:
        rules = [one for one in availability.rota(reader) if one.weekday == 0]
    longer = rules[0].clinician
    for rule in rules:
        if rule.clinician == longer:
            availability.edit(made.desk.history, rule, replace(rule, slot_minutes=30))
    made.publish()
    return made


@pytest.fixture
def long(desk, file_window):
    """The first call of half an hour, in the day as it is shown."""
    desk.publish()
    screen = file_window.go("diary")
    screen.views.take("day")
    file_window.settle()
    grid = screen.grid.model_.grid
    place = min(one for one in grid.heights if one[0] > 1)  # below the line of the present moment
    at = span.clock(grid.cells[place].slot.starts_at)
    desk.book(at, clinic=grid.cells[place].clinic.name)
    screen.refresh()
    file_window.settle()
    return place


def middle(window: Window, place: tuple[int, int]) -> QPoint:
    """Return the middle of a row and lane of the grid, whatever covers it."""
    grid = window.screen.grid
    row, lane = place
    y = grid.rowViewportPosition(row) + grid.rowHeight(row) // 2
    return QPoint(grid.columnViewportPosition(lane) + grid.columnWidth(lane) // 2, y)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_is_painted_as_one_block(file_window, long, theme):
    file_window.main.theme.choose(theme)
    grid, (row, lane) = file_window.screen.grid, long
    grid.go_to((row + 6, lane))
    picture = grid.viewport().grab().toImage()
    ink, wash = file_window.main.theme.state("booked")
    left, top = grid.columnViewportPosition(lane), grid.rowViewportPosition(row)
    height = 2 * grid.rowHeight(row)
    right = left + grid.columnWidth(lane) - 8
    assert {picture.pixelColor(left + 1, y).name() for y in range(top, top + height - 1)} == {ink.name()}
    assert {picture.pixelColor(right, y).name() for y in range(top, top + height - 1)} == {wash.name()}
    below = top + height + grid.rowHeight(row) - 1  # a free half hour has no line in its middle either
    assert picture.pixelColor(right, below) == file_window.main.theme.colour("surface")
    assert picture.pixelColor(right, top + height - 1) == file_window.main.theme.colour("line")


def test_it_is_painted_whole_where_its_beginning_is_scrolled_away(file_window, long):
    grid, (row, lane) = file_window.screen.grid, long
    grid.go_to((row + 6, lane))
    grid.verticalScrollBar().setValue(row + 1)
    picture = grid.viewport().grab().toImage()
    assert grid.rowViewportPosition(row + 1) == 0
    wash = file_window.main.theme.state("booked")[1]
    assert picture.pixelColor(grid.columnViewportPosition(lane) + 40, 4) == wash


def test_the_mouse_meets_it_in_each_of_its_rows(desk, file_window, long):
    grid, (row, lane) = file_window.screen.grid, long
    for number in (row, row + 1):
        grid.go_to((row + 6, lane))
        QTest.mouseClick(grid.viewport(), LEFT, pos=middle(file_window, (number, lane)))
        assert grid.current.line.patient.name == "Jane Holt"
        assert (grid.currentIndex().row(), grid.currentIndex().column()) == long


def test_a_call_is_dropped_into_the_second_row_of_a_free_one(desk, file_window, long):
    grid, (row, lane) = file_window.screen.grid, long
    view, to = grid.viewport(), grid.model_.grid.cells[row + 2, lane].slot
    QTest.mousePress(view, LEFT, pos=middle(file_window, (row + 1, lane)))
    QTest.mouseMove(view, middle(file_window, (row + 3, lane)))
    assert grid.over.ghost.text == f"{span.clock(to.starts_at)} J. Holt"
    assert (grid.over.ghost.places, grid.over.ghost.origin) == (((row + 2, lane),), long)
    QTest.mouseRelease(view, LEFT, pos=middle(file_window, (row + 3, lane)))
    file_window.settle()
    assert desk.line().slot == to


def test_the_arrows_step_over_it_as_one_and_a_typed_time_inside_it_finds_it(file_window, long):
    grid, row = file_window.screen.grid, long[0]
    grid.go_to(long)
    grid.setFocus()
    file_window.press("Down")
    assert grid.currentIndex().row() == row + 2
    file_window.press("Up")
    assert grid.currentIndex().row() == row
    inside = clock_text(grid.model_.grid.times[row + 3])
    file_window.type(inside)
    assert grid.currentIndex().row() == row + 2
    file_window.press("Return")
    when = file_window.dialog(BookingForm).when.input.currentText()
    assert when.startswith(f"Mon 23 Nov {clock_text(grid.model_.grid.times[row + 2])}")


def test_a_screen_reader_hears_it_in_each_row_and_no_row_is_missing(file_window, long):
    grid, (row, lane) = file_window.screen.grid, long
    table, across = QAccessible.queryAccessibleInterface(grid), len(grid.model_.grid.lanes) + 1
    assert table.childCount() == (len(grid.model_.grid.times) + 1) * across  # with the headers
    cells = [table.child((number + 1) * across + lane + 1) for number in (row, row + 1)]
    said = [cell.text(QAccessible.Text.Name) for cell in cells]
    assert said[0] == said[1]
    assert "Jane Holt" in said[0]
    begins, ends = (clock_text(grid.model_.grid.times[number]) for number in (row, row + 2))
    assert f"{begins}–{ends}" in said[0]


def test_quarters_beside_it_stay_as_they_are(desk, file_window, long):
    made = file_window.screen.grid.model_.grid
    other = next(number for number in range(len(made.lanes)) if number != long[1])
    assert not [place for place in made.heights if place[1] == other]
    assert made.lanes[other].day == MONDAY
