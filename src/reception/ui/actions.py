"""Every action in one table: the rail, the keys and the palette are made from it."""

from __future__ import annotations

from dataclasses import dataclass

SCREENS = (
    ("today", "Today"),
    ("diary", "Diary"),
    ("patients", "Patients"),
    ("clinics", "Clinics"),
    ("sheets", "Sheets"),
    ("lists", "Lists"),
    ("settings", "Settings"),
)


@dataclass(frozen=True)
class Action:
    """Something the desk can do: its name in the window's code, its words, its key, other words it is found by."""

    name: str
    text: str
    key: str = ""
    also: tuple[str, ...] = ()


ACTIONS = (
    *(
        Action(f"go {name}", f"Go to {text}", f"Ctrl+{number}", (text,))
        for number, (name, text) in enumerate(SCREENS, 1)
    ),
    Action("book", "Book a call", "Ctrl+N", ("new call", "appointment")),
    Action("find", "Find anything, or do anything", "Ctrl+K", ("search", "palette")),
    Action("free", "Find a free slot", "Ctrl+F", ("next free",)),
    Action("undo", "Undo the last change", "Ctrl+Z", ("take back",)),
    Action("redo", "Redo what was undone", "Ctrl+Y", ("bring back",)),
    Action("print", "Print", "Ctrl+P"),
    Action("export", "Export this week to Excel", "Ctrl+E", ("call list", "csv", "xlsx", "save")),
    Action("publish", "Publish slots", also=("rota", "open slots")),
    Action("who", "Change who works at this desk", also=("sign in", "staff", "user")),
    Action("theme", "Switch between light and dark", also=("theme", "colours")),
    Action("keys", "Show all keys", "F1", ("help", "shortcuts", "keyboard", "?")),
)
USEFUL = ("book", "free", "print", "export", "undo", "publish")
"""The actions offered before anything is typed."""


def named(name: str) -> Action:
    """Return an action by its name in the window's code."""
    return next(action for action in ACTIONS if action.name == name)
