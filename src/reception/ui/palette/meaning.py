"""What a line means: the entries it stands for, and whether Enter may do the first of them at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from reception.services.finding import Closeness, closeness
from reception.services.patients import PatientLine
from reception.ui.palette.entries import Entry

MOST = 12
"""How many things a line may mean."""
CHOOSE = "Choose one with ↓, then Enter."


@dataclass(frozen=True, slots=True)
class Meaning:
    """The entries of a line, what to know of them, and whether Enter may do the first one at once."""

    entries: list[Entry] = field(default_factory=list)
    said: str = ""
    is_certain: bool = False
    is_in_the_way: bool = True
    """Whether what is said is an obstacle; else it is only what to choose."""


def closest(found: Sequence[PatientLine], who: str) -> list[PatientLine]:
    """Return the people whose name has the very words, where there are any; else all, as who was found by a number."""
    exact = [
        line for line in found if closeness(who, line.patient.name) in (Closeness.SAME, Closeness.WHOLE_WORDS)
    ]
    return exact or list(found)
