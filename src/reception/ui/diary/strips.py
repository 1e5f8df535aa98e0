"""The rows and columns of the grid that are in sight, and where what is in them is painted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QHeaderView

from reception.ui.diary.cell import Cell
from reception.ui.diary.layout import Grid, Place


@dataclass(frozen=True)
class Strip:
    """A row or a column in sight: its number, where it begins and how long it is, in pixels."""

    number: int
    start: int
    length: int


def strips(header: QHeaderView, first: int, last: int) -> list[Strip]:
    """Return the sections of a header between two pixels of the viewport."""
    number, count = header.visualIndexAt(max(first, 0)), header.count()
    found: list[Strip] = []
    start = header.sectionViewportPosition(number) if number >= 0 else 0
    while 0 <= number < count and start <= last:
        length = header.sectionSize(number)
        found.append(Strip(number, start, length))
        start += length
        number += 1
    return found


def block(grid: Grid, place: Place, rows: Sequence[Strip], lanes: Sequence[Strip]) -> QRect | None:
    """Return where a slot is painted, all rows of it, also where it begins above those in sight; None out of sight."""
    lane = next((one for one in lanes if one.number == place[1]), None)
    first, height = place[0] - rows[0].number, grid.heights.get(place, 1)
    if lane is None or first >= len(rows) or first + height <= 0:
        return None
    length = rows[0].length
    return QRect(lane.start, rows[0].start + first * length, lane.length, height * length)


def in_sight(grid: Grid, rows: Sequence[Strip], lanes: Sequence[Strip]) -> set[Place]:
    """Return the places that can be seen; of a slot that goes on over several rows, where it begins."""
    return {grid.head((row.number, lane.number)) for row in rows for lane in lanes}


def begun_above(grid: Grid, rows: Sequence[Strip], lanes: Sequence[Strip]) -> list[tuple[Cell, QRect]]:
    """Return the slots that begin above the rows in sight and go on in them, and where each is painted."""
    top, length = rows[0], rows[0].length
    found = []
    for lane in lanes:
        place = grid.head((top.number, lane.number))
        if place[0] != top.number:
            above, height = top.number - place[0], grid.heights[place]
            rect = QRect(lane.start, top.start - above * length, lane.length, height * length)
            found.append((grid.cells[place], rect))
    return found
