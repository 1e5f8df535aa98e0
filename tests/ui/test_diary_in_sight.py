"""Where the cursor and the keys of the diary are: in sight, at now, and in the grid after the mouse."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea

from reception.domain import span
from reception.ui.diary.layout import clock_text
from tests.support.desks import MONDAY, TestDesk
from tests.support.windows import Window


@pytest.fixture
def desk(file_diary) -> TestDesk:
    return file_diary.desk("Joe Moss")


def diary(window: Window, view: str = "week", size: tuple[int, int] = (683, 384)):
    window.main.resize(*size)
    window.go("diary").grid.setFocus()
    return window.diary(view, size)


def page_of(screen) -> QScrollArea:
    return screen.frame._parts.findChild(QScrollArea)


def cursor_of(view, inside: QScrollArea) -> QRect:
    """Return where the cursor of a table is in the window of the page around it."""
    found = view.visualRect(view.currentIndex())
    return QRect(view.viewport().mapTo(inside.viewport(), found.topLeft()), found.size())


@pytest.mark.parametrize("view", ["week", "clinicians", "list"])
def test_the_cell_of_the_cursor_stays_in_sight_where_the_page_scrolls(desk, file_window, view):
    screen = diary(file_window, view)
    page = page_of(screen)
    shown = screen.frame.list if view == "list" else screen.grid
    assert page.verticalScrollBar().maximum() > 0
    for keys in [*["Down"] * 12, *["Up"] * 12, "PageDown", "Right", "End", "Home"]:
        file_window.press(keys)
        assert page.viewport().rect().contains(cursor_of(shown, page)), keys
        assert shown.viewport().rect().contains(shown.visualRect(shown.currentIndex())), keys
    for time in ("1745", "0900"):
        file_window.type(time)
        assert page.viewport().rect().contains(cursor_of(shown, page)), time
    assert QApplication.focusWidget() is shown


def test_who_looks_at_the_cards_below_is_not_called_back_when_the_diary_is_read_again(desk, file_window):
    screen = diary(file_window)
    bar = page_of(screen).verticalScrollBar()
    bar.setValue(bar.maximum())
    there = bar.value()
    desk.book("11:00")
    screen.refresh()
    file_window.settle()
    assert bar.value() == there > 0
    file_window.press("Down")
    assert bar.value() < there


def test_the_diary_comes_up_from_its_upper_end_on_a_low_screen(desk, file_window, clock):
    clock.move(minutes=85)
    desk.book("16:00")
    file_window.main.resize(683, 384)
    screen = file_window.go("diary")
    assert screen.grid.currentIndex().row() > 0
    assert page_of(screen).verticalScrollBar().value() == 0
    file_window.press("Down")
    page = page_of(screen)
    assert page.viewport().rect().contains(cursor_of(screen.grid, page))


def test_a_slot_higher_than_the_page_is_shown_from_its_upper_end(desk, file_window):
    screen = diary(file_window)
    page, grid = page_of(screen), screen.grid
    screen.frame._parts.show_place(grid, QRect(QPoint(0, 0), grid.size() * 4))
    top = grid.mapTo(page.viewport(), QPoint(0, 0)).y()
    assert 0 <= top < page.viewport().height() // 2


# ---- going to now


def cursor_time(screen) -> str:
    """Return the day and the time of the row that has the cursor."""
    index, grid = screen.grid.currentIndex(), screen.grid.model_.grid
    return f"{grid.lanes[index.column()].day_text} {clock_text(grid.times[index.row()])}"


def now_is_seen(screen, now) -> bool:
    """Tell whether the line of now is in sight, in the grid and on the page."""
    grid, page = screen.grid, page_of(screen)
    index = grid.model_.index(grid.model_.grid.row_of(now), grid.currentIndex().column())
    found = grid.visualRect(index)
    at = QRect(grid.viewport().mapTo(page.viewport(), found.topLeft()), found.size())
    return grid.viewport().rect().intersects(found) and page.viewport().rect().intersects(at)


@pytest.mark.parametrize("size", [(1366, 768), (683, 384)])
@pytest.mark.parametrize("view", ["week", "day", "clinicians"])
def test_now_is_gone_to_wherever_the_cursor_was(desk, file_window, clock, view, size):
    clock.move(minutes=85)
    screen = diary(file_window, view, size)
    file_window.type("1745")
    file_window.press("Alt+Right")
    file_window.main.act("now")
    file_window.settle()
    assert screen.days.day == MONDAY
    assert cursor_time(screen) == "Mon 23 10:15"
    assert now_is_seen(screen, clock())
    file_window.type("1745")
    bar = page_of(screen).verticalScrollBar()
    bar.setValue(bar.maximum())
    file_window.main.act("now")
    file_window.settle()
    assert cursor_time(screen) == "Mon 23 10:15"
    assert now_is_seen(screen, clock())


def test_the_page_comes_back_to_now_where_the_cursor_is_there_already(desk, file_window, clock):
    clock.move(minutes=85)
    screen = diary(file_window)
    file_window.main.act("now")
    file_window.settle()
    bar = page_of(screen).verticalScrollBar()
    bar.setValue(bar.maximum())
    assert not now_is_seen(screen, clock())
    file_window.main.act("now")
    file_window.settle()
    assert now_is_seen(screen, clock())


@pytest.mark.parametrize(
    ("minutes", "lane", "to"),
    [
        (-60, 0, (0, "09:00")),  # before the day begins
        (-60, 1, (1, "09:30")),
        (85, 1, (1, "10:15")),
        (185, 0, (0, "13:00")),  # at lunch: the next one
        (185, 1, (1, "12:00")),
        (485, 0, (1, "17:00")),  # no more of one: the other's
        (570, 1, (1, "17:45")),  # the day is over: its end
    ],
)
def test_now_is_the_next_slot_of_today_best_of_whoever_has_the_cursor(
    desk, file_window, clock, minutes, lane, to
):
    clock.move(minutes=minutes)
    screen = diary(file_window, size=(1366, 768))
    screen.grid.go_to((10, lane))
    file_window.main.act("now")
    file_window.settle()
    assert (screen.grid.currentIndex().column(), cursor_time(screen)) == (to[0], f"Mon 23 {to[1]}")


def test_now_is_gone_to_on_a_day_without_slots_too(desk, file_window, clock):
    clock.move(days=6)
    screen = diary(file_window, size=(1366, 768))
    file_window.press("Alt+Left")
    file_window.main.act("now")
    file_window.settle()
    assert screen.days.day == span.london_day(clock()) == MONDAY + timedelta(days=6)


def test_now_is_gone_to_in_the_list(desk, file_window, clock):
    clock.move(minutes=85)
    screen = diary(file_window, "list", (1366, 768))
    file_window.type("1745")
    file_window.main.act("now")
    file_window.settle()
    current = screen.frame.list.current
    assert span.clock(current.slot.starts_at) == "10:15"


# ---- the keys after the mouse


def named(screen, name: str) -> QPushButton:
    return next(one for one in screen.findChildren(QPushButton) if one.accessibleName() == name)


@pytest.mark.parametrize("name", ["View: Day", "View: Clinicians", "Today", "Earlier", "Later"])
def test_what_is_clicked_with_the_mouse_leaves_the_keys_to_the_grid(desk, file_window, name):
    screen = diary(file_window, size=(1366, 768))
    named(screen, "Today").setFocus()
    QTest.mouseClick(named(screen, name), Qt.MouseButton.LeftButton)
    file_window.settle()
    assert file_window.focus is screen.grid
    file_window.type("1045")
    assert cursor_time(screen).endswith("10:45")


def test_a_click_on_the_list_leaves_the_keys_to_it_and_one_on_the_week_to_the_grid(desk, file_window):
    screen = diary(file_window, size=(1366, 768))
    QTest.mouseClick(named(screen, "View: List"), Qt.MouseButton.LeftButton)
    file_window.settle()
    assert file_window.focus is screen.frame.list
    QTest.mouseClick(named(screen, "View: List"), Qt.MouseButton.LeftButton)
    assert file_window.focus is screen.frame.list
    file_window.type("1045")
    assert span.clock(screen.frame.list.current.slot.starts_at) == "10:45"
    QTest.mouseClick(named(screen, "View: Week"), Qt.MouseButton.LeftButton)
    file_window.settle()
    assert file_window.focus is screen.grid


def test_the_keyboard_stays_on_what_it_presses(desk, file_window):
    screen = diary(file_window, size=(1366, 768))
    week, day = named(screen, "View: Week"), named(screen, "View: Day")
    week.setFocus()
    file_window.press("Right")
    assert screen.views.value == "day"
    assert file_window.focus is day
    file_window.press("Left")
    assert file_window.focus is week
    for name in ("Later", "Today"):
        named(screen, name).setFocus()
        file_window.press("Space Return")
        assert file_window.focus is named(screen, name)
    QTest.mousePress(week, Qt.MouseButton.LeftButton)
    QTest.mouseRelease(week, Qt.MouseButton.LeftButton, pos=QPoint(-40, 0))
    week.setFocus()
    file_window.press("Space")
    assert file_window.focus is week
