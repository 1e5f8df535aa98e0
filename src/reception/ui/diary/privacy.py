"""Privacy view of the diary: initials while others can see the screen, and a strip that says so."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from reception.ui.actions import named
from reception.ui.context import Context
from reception.ui.diary.grid import GridView
from reception.ui.diary.side import Side
from reception.ui.widgets.banner import Banner
from reception.ui.widgets.basics import button

PRIVACY = "Privacy view: the diary and the find box show initials, and no numbers."


class PrivacyStrip(Banner):
    """Tells the grid and what stands beside it to hide names; `turned` is called when that changes."""

    def __init__(self, context: Context, grid: GridView, side: Side, turned: Callable[[], object]) -> None:
        super().__init__(button("Show names", named("privacy").key, run=partial(context.go, "privacy")))
        self._context, self._grid, self._side, self._turned = context, grid, side, turned
        context.private_turned.connect(self._turn)

    def show_state(self) -> None:
        """Show initials while others can see the screen, and say so; else names."""
        is_private = self._context.is_private
        self._grid.hide_names(is_private)
        self._side.is_private = is_private
        self.say(PRIVACY if is_private else "", "info")

    def _turn(self) -> None:
        self.show_state()
        self._turned()
