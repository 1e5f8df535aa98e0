"""Where the cursor of the grid begins, and what is kept of where it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from PySide6.QtCore import QModelIndex, QPersistentModelIndex

from reception.domain import span
from reception.ui.diary.layout import Grid, Place
from reception.ui.diary.place import Place as Kept

Index = QModelIndex | QPersistentModelIndex


class Beginning:
    """`kept` is where somebody was, or wants to be; it is taken where the cursor begins anew.

    `in_middle` says that the place is to be scrolled to the middle then.
    """

    def __init__(self) -> None:
        self.kept: Kept | None = None
        self._begins_anew = self.in_middle = False

    def on(self, day: date, at: Kept | None, *, in_middle: bool = False) -> None:
        """Begin on a day when it is shown, at the time of day and the clinician of a place."""
        if at is not None:
            self.kept, self._begins_anew, self.in_middle = replace(at, day=day), True, in_middle

    def next(self, grid: Grid, now: datetime, before: Place, found: Place | None) -> Place:
        """Return where the cursor stands in another grid: on its slot, where that was `found`, or else its place."""
        begins, self._begins_anew = self._begins_anew or before[0] < 0, False
        row, lane = self._start(grid, now) if begins else found or before
        return min(row, len(grid.times) - 1), min(lane, len(grid.lanes) - 1)

    def _start(self, grid: Grid, now: datetime) -> Place:
        """Return where the cursor begins: where it was kept, else at the present moment."""
        kept, lanes = self.kept, list(enumerate(grid.lanes))
        if kept is not None:
            of_day = [number for number, one in lanes if one.day == kept.day]
            own = (number for number in of_day if grid.lanes[number].clinician == kept.clinician)
            lane = next(own, of_day[0] if of_day else None)
            if lane is not None:
                return grid.nearest_row(kept.minute), lane
        today = span.london_day(now)
        lane = next((number for number, one in lanes if one.day == today), 0)
        return grid.row_of(now) or 0, lane


def end_of_lane(grid: Grid, lane: int, *, first: bool) -> Place | None:
    """Return where the first or the last slot of a lane begins; None where it has none."""
    rows = [row for row, number in grid.cells if number == lane]
    return ((min if first else max)(rows), lane) if rows else None


def place_of(grid: Grid, index: Index, shown: date) -> Kept | None:
    """Return what is kept of a cell, with the day that is shown; None where there is nothing."""
    if not index.isValid():
        return None
    lane = grid.lanes[index.column()]
    return Kept(shown, lane.day, grid.times[index.row()], lane.clinician)
