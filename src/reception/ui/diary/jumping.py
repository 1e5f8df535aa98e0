"""Going to a time that is typed into the grid, and saying where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from reception.ui.diary.layout import clock_text
from reception.ui.diary.typed import TypedTime, minute_typed

if TYPE_CHECKING:
    from reception.ui.diary.grid import GridView


class TimeJump(QObject):
    """Reads the figures that are typed; what is no time brings the cursor back to where it was."""

    def __init__(self, grid: GridView) -> None:
        super().__init__(grid)
        self._grid = grid
        self._origin = 0, 0
        self.typed = TypedTime(self)
        self.typed.shown.connect(self._show)
        self.typed.meant.connect(self._go)

    def say_no_time(self, text: str) -> None:
        """Say that what was typed is no time."""
        self._grid.said.emit(f"“{text}” is not a time. Type it as 10, 1015 or 10:15.")

    def _show(self, text: str) -> None:
        """Show what is typed so far over the grid."""
        if len(text) == 1:
            index = self._grid.currentIndex()
            self._origin = max(index.row(), 0), max(index.column(), 0)
        self._grid.over.say(f"Go to {text}" if text else "", "call-back")

    def _go(self, text: str) -> None:
        """Go to the slot or the row of a time that was typed, in the lane of the cursor; say where there is none."""
        grid = self._grid.model_.grid
        if not grid.times or not grid.lanes:
            return
        first, last = grid.times[0], grid.times[-1]
        minute = minute_typed(text, first, last)
        if minute is None:
            self._grid.go_to(self._origin)
            self.say_no_time(text)
            return
        self._grid.go_to(grid.at(minute, max(self._grid.currentIndex().column(), 0)))
        if not first <= minute < last + grid.step:
            ends = f"{clock_text(first)} to {clock_text(last + grid.step)}"
            self._grid.said.emit(f"{clock_text(minute)} is not shown: the diary goes from {ends} here.")
