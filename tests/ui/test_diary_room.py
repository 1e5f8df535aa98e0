"""The room of the diary: what stands above the grid and beside it gives way, and nothing of it is cut."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QPushButton, QScrollArea

from tests.support.desks import Practice, TestDesk
from tests.ui.test_diary_in_sight import page_of

SMALL, CLINIC_PC = (683, 360), (1366, 768)
"""A window of 1366 × 768 at 200 %, with the bars of the system, and at 100 %."""


@pytest.fixture
def desk(file_diary: Practice) -> TestDesk:
    return file_diary.desk("Joe Moss")


def place(part, page: QScrollArea) -> QRect:
    """Return where a part is in the window of the page around it."""
    return QRect(part.mapTo(page.viewport(), QPoint(0, 0)), part.size())


def buttons_above(screen) -> list[QPushButton]:
    top = screen.grid.mapTo(screen, QPoint(0, 0)).y()
    shown = (one for one in screen.findChildren(QPushButton) if one.isVisible())
    return [one for one in shown if one.mapTo(screen, QPoint(0, 0)).y() < top]


def rows_in_sight(screen) -> int:
    """Return how many rows of the grid can be seen whole while the page is not scrolled."""
    grid, page = screen.grid, page_of(screen)
    assert page.verticalScrollBar().value() == 0
    low = min(page.viewport().height(), place(grid.viewport(), page).bottom() + 1)
    return (low - place(grid.viewport(), page).top()) // grid.rowHeight(0)


@pytest.mark.parametrize("view", ["week", "day", "clinicians"])
def test_four_rows_are_seen_on_the_smallest_screen_while_a_strip_is_up(desk, file_window, view):
    desk.publish(weeks=6)
    screen = file_window.diary(view, SMALL)
    screen.away.mark_seen()
    file_window.settle()
    assert "bank holiday" in screen.holidays.sentence
    assert not screen.away.sentence
    assert rows_in_sight(screen) >= 4


@pytest.mark.parametrize("size", [SMALL, (1100, 700), (1280, 720), CLINIC_PC, (1920, 1040)])
def test_nothing_above_the_grid_or_beside_it_is_cut_at_any_width(desk, file_window, size):
    desk.publish(weeks=6)
    screen = file_window.diary(size=size)
    page = page_of(screen)
    assert page.horizontalScrollBar().maximum() == 0
    for one in buttons_above(screen):
        assert page.viewport().rect().contains(place(one, page)), one.accessibleName()
        assert one.width() >= one.sizeHint().width(), one.accessibleName()


def test_views_and_what_is_begun_stand_in_one_row_where_there_is_little_room(desk, file_window):
    screen = file_window.diary(size=SMALL)
    page = page_of(screen)
    views, begun = place(screen.views, page), place(screen.of_now, page)
    assert views.center().y() == pytest.approx(begun.center().y(), abs=1)
    assert views.top() > place(screen.heading, page).bottom()
    assert views.right() < begun.left()


def test_all_above_the_grid_stands_in_one_row_where_there_is_room(desk, file_window):
    screen = file_window.diary(size=CLINIC_PC)
    page = page_of(screen)
    middles = [place(one, page).center().y() for one in (screen.heading, screen.views, screen.of_now)]
    assert max(middles) - min(middles) <= 1
    assert place(screen.of_now, page).right() == pytest.approx(place(screen.grid, page).right() + 1, abs=2)
