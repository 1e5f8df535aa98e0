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
    """Something the desk can do: its name in the window's code, its words, its key."""

    name: str
    text: str
    key: str = ""


ACTIONS = (
    *(
        Action(f"go {name}", f"Go to {text}", f"Ctrl+{number}")
        for number, (name, text) in enumerate(SCREENS, 1)
    ),
    Action("book", "Book a call", "Ctrl+N"),
    Action("find", "Find anything, or do anything", "Ctrl+K"),
    Action("free", "Find a free slot", "Ctrl+F"),
    Action("undo", "Undo the last change", "Ctrl+Z"),
    Action("redo", "Redo what was undone", "Ctrl+Y"),
    Action("print", "Print", "Ctrl+P"),
    Action("export", "Export this week to Excel", "Ctrl+E"),
    Action("publish", "Publish slots"),
    Action("who", "Change who works at this desk"),
    Action("theme", "Switch between light and dark"),
    Action("keys", "Show all keys", "F1"),
)
