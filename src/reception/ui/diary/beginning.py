"""Where the cursor of the grid begins, and what is kept of where it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from PySide6.QtCore import QModelIndex, QPersistentModelIndex

from reception.domain import span
from reception.ui.diary.layout import Grid, Place, minute_of
from reception.ui.diary.place import Place as Kept

Index = QModelIndex | QPersistentModelIndex


class Beginning:
    """`kept` is where somebody was, or wants to be; it is taken where the cursor begins anew.

    `in_middle` says that the place is to be scrolled to the middle then.
    """

    def __init__(self) -> None:
        self.kept: Kept | None = None
        self._begins_anew = self._wants_slot = self.in_middle = False

    def on(self, day: date, at: Kept | None, *, in_middle: bool = False) -> None:
        """Begin on a day when it is shown, at the time of day and the clinician of a place."""
        if at is not None:
            self.kept, self._begins_anew, self.in_middle = replace(at, day=day), True, in_middle
            self._wants_slot = False

    def at_moment(self, moment: datetime, beside: Kept | None) -> None:
        """Begin at a moment (UTC): on the slot of then or the next of its day, best of whoever has a place."""
        day, clinician = span.london_day(moment), beside.clinician if beside is not None else None
        self.on(day, Kept(day, day, minute_of(moment), clinician), in_middle=True)
        self._wants_slot = True

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
            own = [number for number in of_day if grid.lanes[number].clinician == kept.clinician]
            if of_day:
                place = grid.nearest_row(kept.minute), (own or of_day)[0]
                wants_slot, self._wants_slot = self._wants_slot, False
                return slot_from(grid, place[0], (own, of_day)) or place if wants_slot else place
        today = span.london_day(now)
        lane = next((number for number, one in lanes if one.day == today), 0)
        return grid.row_of(now) or 0, lane


def slot_from(grid: Grid, row: int, lanes: Sequence[Sequence[int]]) -> Place | None:
    """Return the first slot that goes on in a row or begins below it, in those lanes that come first and have one."""
    there = [place for place in grid.cells if place[0] + grid.heights.get(place, 1) > row]
    found = (min((place for place in there if place[1] in some), default=None) for some in lanes)
    return next(filter(None, found), None)


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
