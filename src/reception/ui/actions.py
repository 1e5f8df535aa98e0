"""Every action in one table: the rail, the keys and the palette are made from it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

SCREENS = (
    ("today", "Today"),
    ("diary", "Diary"),
    ("patients", "Patients"),
    ("clinics", "Clinics"),
    ("sheets", "Sheets"),
    ("lists", "Lists"),
    ("settings", "Settings"),
)


class Action(NamedTuple):
    """Something the desk can do: its name in the window's code, its words, its key, other words it is found by."""

    name: str
    text: str
    key: str = ""
    also: tuple[str, ...] = ()
    on: tuple[str, ...] = ()
    """The screens it is done on, with what is shown or chosen there; none stands for everywhere."""


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
    Action("export", "Export this week to Excel", "Ctrl+E", ("call list", "xlsx", "save")),
    Action("csv", "Export this week to CSV", also=("call list", "save", "comma")),
    Action("import", "Import a sheet", also=("article", "new sheet", "text", "markdown")),
    Action("fill", "Book who waits into the slot that became free", "Alt+B", ("waiting list", "offer")),
    Action("find slot", "Find a free slot by days and times", "Ctrl+Shift+F", ("first free", "next free")),
    Action("rescue", "Show the calls that need another time", "Alt+R", ("rescue", "move", "work list")),
    Action(
        "rescue day",
        "Rescue the day: somebody is away, or a clinic closes",
        "Alt+Shift+R",
        ("ill", "sick", "closed", "leave"),
    ),
    Action("copy confirmation", "Copy the confirmation of the last booking", "Ctrl+Shift+C", ("clipboard",)),
    Action("email confirmation", "Email the confirmation of the last booking", "Ctrl+Shift+E", ("mail",)),
    Action("text confirmation", "Text the confirmation of the last booking", "Ctrl+Shift+T", ("sms",)),
    Action("publish", "Publish slots", "Alt+P", also=("rota", "open slots")),
    Action("who", "Change who works at this desk", also=("sign in", "staff", "user")),
    Action("theme", "Switch between light and dark", also=("theme", "colours")),
    Action(
        "privacy",
        "Hide names and numbers, or show them",
        "Ctrl+Shift+H",
        ("privacy", "initials", "private", "cover"),
    ),
    Action("keys", "Show all keys", "F1", ("help", "shortcuts", "keyboard", "?")),
)
ON_SCREENS = (
    *(
        Action(f"result {number}", text, str(number), ("outcome", "record"), ("today",))
        for number, text in enumerate(
            (
                "Record: consultation booked",
                "Record: call back",
                "Record: no answer",
                "Record: voicemail left",
                "Record: not suitable",
                "Record: wrong number",
                "Record: do not call",
            ),
            1,
        )
    ),
    Action("print sheet", "Print a sheet for this patient", "P", ("give",), ("today", "diary")),
    Action(
        "print day", "Print today’s list", "", ("calls of today", "paper", "clinician"), ("today", "diary")
    ),
    Action(
        "print shown day",
        "Print the list of the day that is shown",
        "",
        ("calls of the day", "paper", "clinician"),
        ("diary",),
    ),
    Action("move", "Move this call", "M", ("another slot",), ("today",)),
    Action("swap", "Swap this call with another", "S", ("change places",), ("today",)),
    Action(
        "park", "Park this call on the pinboard, or take it off", "K", ("pinboard", "pin"), ("today", "diary")
    ),
    Action("cancel", "Cancel this call", "Del", (), ("today",)),
    Action("again", "Book this cancelled call again", "A", ("un-cancel", "take up"), ("today", "patients")),
    Action("consultation", "Note when and where the consultation is", "W", (), ("today",)),
    Action("give up", "Close this call as not reached", "", ("no try left",), ("today",)),
    Action("reopen", "Reopen this call", "", ("take up again",), ("today",)),
    Action("card", "Open the card of this patient", "C", ("details", "fix the number"), ("today", "diary")),
    Action("copy number", "Copy the number of this patient", "", ("phone", "clipboard"), ("today",)),
    Action("earlier", "Show the week or day before", "Alt+Left", ("previous", "back"), ("diary", "lists")),
    Action("later", "Show the week or day after", "Alt+Right", ("next", "forward"), ("diary", "lists")),
    Action("now", "Show today, or this week", "", ("back to now",), ("diary", "lists")),
    Action("date", "Go to a date in the diary", "Ctrl+G", ("day", "calendar", "jump"), ("diary",)),
    Action("week view", "Show a week in the diary", "Alt+1", (), ("diary",)),
    Action("day view", "Show a day in the diary", "Alt+2", (), ("diary",)),
    Action("clinicians view", "Show clinicians side by side in the diary", "Alt+3", ("columns",), ("diary",)),
    Action("list view", "Show a day of the diary as a list", "Alt+4", ("plain", "screen reader"), ("diary",)),
    Action("larger", "Make the rows of the diary higher", "Ctrl++", ("zoom in",), ("diary",)),
    Action("smaller", "Make the rows of the diary lower", "Ctrl+-", ("zoom out",), ("diary",)),
    Action("usual size", "Make the rows of the diary as high as usual", "Ctrl+0", ("zoom",), ("diary",)),
    Action("block", "Block this slot, or release it", "B", ("meeting", "leave"), ("diary",)),
    Action("release", "Release what is blocked here", "R", ("unblock", "open again"), ("diary",)),
    Action("release all", "Release the whole blocked stretch", "Shift+R", ("unblock", "meeting"), ("diary",)),
    Action(
        "history",
        "Show the history of this call or slot",
        "H",
        ("who", "when", "journal"),
        ("today", "diary"),
    ),
    Action(
        "as it was", "Show the diary as it was", "Alt+H", ("past", "earlier moment", "history"), ("diary",)
    ),
    Action("as it is", "Show the diary as it is now", "", ("back to now",), ("diary",)),
    Action("away", "Show what others changed since you last looked", "Alt+A", ("news",), ("today", "diary")),
    Action("seen", "Mark what others changed as seen", "Alt+S", ("news", "away"), ("today", "diary")),
    Action(
        "extra session",
        "Add an extra session on this day",
        "Alt+E",
        ("single slot", "extra slot", "more slots", "hours", "overtime"),
        ("diary",),
    ),
    Action("work on day", "Work on this day all the same", "Alt+W", ("open", "holiday", "leave"), ("diary",)),
    Action(
        "holidays",
        "Decide which bank holidays are worked",
        "Alt+D",
        ("holiday", "open", "closed", "christmas", "undecided"),
        ("diary",),
    ),
    Action("save patient", "Save this patient", "Ctrl+S", ("card",), ("patients",)),
    Action("wait", "Put this patient on the waiting list, or take them off", "", ("queue",), ("patients",)),
    Action("save pdf", "Save this sheet as PDF", "Ctrl+Shift+P", ("file",), ("sheets",)),
    Action("approve", "Approve this sheet", "", ("clinician", "draft"), ("sheets",)),
    Action("withdraw", "Withdraw this sheet", "", ("take out of use",), ("sheets",)),
    Action(
        "withdraw slot",
        "Withdraw this slot, or bring it back",
        "W",
        ("remove", "take out", "delete"),
        ("diary",),
    ),
    Action("standard", "Print in 14 pt", "", ("text size", "standard"), ("sheets",)),
    Action("large", "Print in 18 pt, large", "", ("text size",), ("sheets",)),
    Action("giant", "Print in 24 pt, giant", "", ("text size",), ("sheets",)),
)
"""What is done on one screen. Its key is bound there, for the same key may mean something else elsewhere."""
CALL_KEYS = frozenset(
    one.key.upper() for one in ON_SCREENS if "today" in one.on and one.key and "+" not in one.key
)
"""The single keys that mean something on a call, wherever it is shown."""
CHANGING = frozenset(("book", "undo", "redo", "find slot", "rescue", "rescue day", "publish"))
"""The actions of everywhere that change what is there now: none of them is done while an earlier moment is shown."""
OF_SCREEN = frozenset(
    ("week view", "day view", "clinicians view", "list view", "date", "as it was", "holidays", "print day")
)
"""The actions of a screen as a whole: nothing is to be chosen there first, so that they can be asked for anywhere."""
USEFUL = ("book", "free", "print", "export", "undo", "publish")
"""The actions offered before anything is typed."""


def in_settings(sections: Iterable[tuple[str, str]]) -> tuple[Action, ...]:
    """Return the actions of Settings: going to each section, by its name and words, and what its buttons begin."""
    go = tuple(Action(f"settings {name}", f"Go to Settings: {text}", also=(text,)) for name, text in sections)
    return (
        *go,
        Action("settings clinicians add", "Add a clinician", also=("new clinician",)),
        Action("settings staff add", "Add somebody to the staff", also=("new person", "user")),
        Action("settings closures add", "Add a closure", also=("close a clinic", "holiday")),
        Action(
            "settings closures open_day", "Work on a bank holiday or closed day", also=("open", "holiday")
        ),
        Action("settings leave add", "Add leave of a clinician", also=("away", "ill", "holiday")),
        Action("settings availability copy", "Copy a week of availability", also=("rota", "same hours")),
        Action("settings pc rename", "Rename this desk"),
        Action("settings database check", "Check the database", also=("sound", "damaged")),
    )


def of_clinics(clinics: Iterable[tuple[int, str]]) -> tuple[Action, ...]:
    """Return the actions on clinics, by their ids and names: the filter at the top, and the buttons of Clinics."""
    known = tuple(clinics)
    every = Action("filter", "Show all clinics", also=("filter", "every clinic"))
    return (
        every,
        *(Action(f"filter {id_}", f"Show only {name}", also=("filter",)) for id_, name in known),
        *(
            Action(f"{act} {id_}", f"{text} {name}", also=also, on=("clinics",))
            for id_, name in known
            for act, text, also in (
                ("address", "Copy the address of", ("clipboard",)),
                ("map", "Open a map of", ("directions",)),
                ("edit", "Edit", ("change", "phone", "hours")),
                ("close", "Add a closure of", ("holiday",)),
            )
        ),
    )


def named(name: str) -> Action:
    """Return an action by its name in the window's code."""
    return next(action for action in (*ACTIONS, *ON_SCREENS) if action.name == name)
