"""The same in fewer words, for the narrow columns of a week: each form is whole words, the longest first."""

from __future__ import annotations

import re

from reception.domain.closure import EVERYWHERE

BOTH_TIMES = re.compile(r" from (\d\d:\d\d) until (\d\d:\d\d)$")
TIMES = re.compile(r" (from|until) \d\d:\d\d.*$")
BETWEEN = " + "
"""What stands between the clinics of a lane."""


def notes(note: str) -> tuple[str, ...]:
    """Return what there is to know of a day or of somebody: `Away from 13:00: Ill`, `Away from 13:00`, `Away`."""
    if not note:
        return ()
    first = note.partition("; ")[0]
    head = first.partition(": ")[0]
    plain = TIMES.sub("", head)
    forms = (note, first, head, BOTH_TIMES.sub(r" \1–\2", head), plain, _least(plain))
    return tuple(dict.fromkeys(forms))


def _least(plain: str) -> str:
    if plain.endswith(" closed"):
        return "Closed" if plain == f"{EVERYWHERE} closed" else "Partly closed"
    return "Bank holiday" if plain.endswith(" bank holiday") else plain.partition(", ")[0]


def places(clinics: str) -> tuple[str, ...]:
    """Return where somebody works on a day, or at how many clinics."""
    count = clinics.count(BETWEEN) + 1
    return (clinics, f"{count} clinics") if count > 1 else (clinics,) if clinics else ()
