"""Where the cursor and the keys of the diary are: in sight, at now, and in the grid after the mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QScrollArea

from tests.support.desks import TestDesk
from tests.support.windows import Window


@pytest.fixture
def desk(file_diary) -> TestDesk:
    return file_diary.desk("Joe Moss")


def diary(window: Window, view: str = "week", size: tuple[int, int] = (683, 384)):
    window.main.resize(*size)
    screen = window.go("diary")
    screen.grid.setFocus()
    window.main.act(f"{view} view")
    window.settle()
    return screen


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


def test_a_slot_higher_than_the_page_is_shown_from_its_upper_end(desk, file_window):
    screen = diary(file_window)
    page, grid = page_of(screen), screen.grid
    screen.frame._parts.show_place(grid, QRect(QPoint(0, 0), grid.size() * 4))
    top = grid.mapTo(page.viewport(), QPoint(0, 0)).y()
    assert 0 <= top < page.viewport().height() // 2
