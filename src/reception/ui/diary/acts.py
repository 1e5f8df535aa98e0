"""What the table of actions can do on the diary, by name, and the keys that do it there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QShortcut

from reception.ui.actions import named

if TYPE_CHECKING:
    from reception.ui.diary.view import DiaryScreen

VIEWS = ("week", "day", "clinicians", "list")
Acts = dict[str, Callable[[], object]]
ON_CALL = {"card": "C", "park": "K", "print sheet": "P"}
"""The actions on the call under the cursor, by their names in the table, with their keys."""


def acts_of(screen: DiaryScreen) -> Acts:
    """Return what can be done with the days that are shown, and with the slot under the cursor."""
    there = _moving(screen)
    there["now"] = screen.days.go_today
    if screen.grid.current is not None:
        there["history"] = screen.cell_acts.show_history
    if screen.past.at is not None:
        return there | {"as it is": screen.past.leave}
    return there | _of_now(screen)


def _moving(screen: DiaryScreen) -> Acts:
    """Return what has a key of its own wherever the keys are on the screen."""
    return {
        **{f"{name} view": partial(screen.views.take, name) for name in VIEWS},
        "earlier": partial(screen.days.turn, -1),
        "later": partial(screen.days.turn, 1),
        "date": screen.days.ask,
        "as it was": screen.past.choose,
        "larger": partial(screen.grid.zoom_by, 1),
        "smaller": partial(screen.grid.zoom_by, -1),
        "usual size": partial(screen.grid.zoom_by, 0),
    }


def _of_now(screen: DiaryScreen) -> Acts:
    """Return what changes something, or tells of now: nothing for an earlier moment."""
    there: Acts = {
        "print day": partial(screen.cell_acts.print_day, None),
        "print shown day": screen.print_it,
        "holidays": screen.holidays.decide,
        **screen.day_acts.acts(),
    }
    if screen.away.sentence:
        there |= {"away": screen.away.show_lines, "seen": screen.away.mark_seen}
    cell = screen.grid.current
    if screen.grid.selecting.is_on or (cell is not None and cell.line is None):
        return there | screen.cell_acts.slots.named()
    if cell is None:
        return there
    return there | {name: partial(screen.cell_acts.press, key) for name, key in ON_CALL.items()}


def bind_keys(screen: DiaryScreen) -> None:
    """Let the keys of the table of actions work wherever the keys are on the screen."""
    for name, act in _moving(screen).items():
        QShortcut(named(name).key, screen, act)
    QShortcut("Ctrl+=", screen, partial(screen.grid.zoom_by, 1))
