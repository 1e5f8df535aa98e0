"""A menu made from the one table of actions: what can be done with what is chosen, in its words and with its keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QPushButton

from reception.ui.actions import named
from reception.ui.widgets.menus import Line

RESULT = "result "


def of_buttons(buttons: Mapping[str, QPushButton]) -> list[Line | None]:
    """Return a line for each button, by the name of its action, that can be pressed now."""
    there = {name: one.click for name, one in buttons.items() if one.isVisible() and one.isEnabled()}
    return of_acts(there)


def of_acts(acts: Mapping[str, Callable[[], object]]) -> list[Line | None]:
    """Return a line for each act; the outcomes of a call are a group of their own."""
    groups: tuple[list[Line | None], list[Line | None]] = ([], [])
    for name, act in acts.items():
        action = named(name)
        groups[not name.startswith(RESULT)].append(Line(action.text, action.key, act))
    return [*groups[0], None, *groups[1]] if all(groups) else [*groups[0], *groups[1]]
