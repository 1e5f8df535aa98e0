"""What is shown over the grid: what is dragged, and a few words at its corner."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QTableView

from reception.ui.diary.painting import Ghost
from reception.ui.widgets.basics import chip, set_chip


class Over:
    """`ghost` is what is dragged, which the grid paints; `hint` the words, once there were any."""

    def __init__(self, grid: QTableView) -> None:
        self._grid = grid
        self.ghost: Ghost | None = None
        self.hint: QLabel | None = None

    def show_ghost(self, ghost: Ghost | None, told: str = "") -> None:
        """Show what is dragged, and in words where it would land, or why it cannot be dropped there."""
        if ghost is None and self.ghost is None:
            return
        self.ghost = ghost
        self.say(told, "bad" if ghost is not None and ghost.is_refused else "call-back")
        self._grid.viewport().update()

    def say(self, text: str, state: str) -> None:
        """Show a few words over the grid, or none."""
        if self.hint is None:
            self.hint = chip("", state)
            self.hint.setParent(self._grid)
        set_chip(self.hint, text, state)
        if text:
            self.hint.adjustSize()
            self.hint.move(self._grid.viewport().x() + 8, self._grid.viewport().y() + 6)
            self.hint.raise_()
