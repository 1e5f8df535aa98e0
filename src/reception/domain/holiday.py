"""Bank holidays: whether a clinic works on one is decided once, for each day by itself; until then nothing is offered.

A day that is worked is an open day, and one that is not is a closure, so both are known wherever those are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reception.domain import absence, span
from reception.domain.availability import Availability
from reception.domain.closure import Closure
from reception.domain.gap import OpenDay
from reception.domain.ids import ClinicId

DECIDED = "Decided on holidays"
NAMED = 3
"""How many days a sentence names one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Whether a clinic works on a bank holiday."""

    day: date
    clinic: ClinicId
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Undecided:
    """A bank holiday, and the clinics that would work on it by the rota while nobody has said whether they do."""

    day: date
    name: str
    clinics: tuple[ClinicId, ...]


def undecided(
    rules: Iterable[Availability],
    holidays: Mapping[date, str],
    closures: Sequence[Closure],
    open_days: Sequence[OpenDay],
) -> tuple[Undecided, ...]:
    """Return the holidays that are still to be decided, the next first."""
    working, found = list(rules), []
    for day, name in sorted(holidays.items()):
        asked = sorted({rule.clinic for rule in working if rule.applies(day)})
        open_ = tuple(one for one in asked if state(one, day, closures, open_days) is None)
        if open_:
            found.append(Undecided(day=day, name=name, clinics=open_))
    return tuple(found)


def state(
    clinic: ClinicId, day: date, closures: Sequence[Closure], open_days: Sequence[OpenDay]
) -> bool | None:
    """Tell whether a clinic works on a holiday, or None where nobody has said so: the later word is the true one."""
    shut = [one.id for one in closures if absence.is_whole(one) and one.closes(clinic, day)]
    opened = [one for one in open_days if one.opens(clinic, day)]
    if not shut and not opened:
        return None
    return any(one.is_since(max(shut, default=0)) for one in opened)


def days_text(found: Sequence[Undecided]) -> str:
    """Return `Fri 25 Dec, Sat 26 Dec and Mon 28 Dec`, with more than some days `… and 2 more`."""
    named = [span.day_text(one.day) for one in found[:NAMED]]
    more = len(found) - len(named)
    if more:
        return f"{', '.join(named)} and {more} more"
    return " and ".join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named)


def sentence(found: Sequence[Undecided]) -> str:
    """Return that holidays are left out until somebody decides, or nothing where all are decided."""
    if not found:
        return ""
    is_, it_ = ("is a bank holiday", "is it") if len(found) == 1 else ("are bank holidays", "are they")
    return f"{days_text(found)} {is_} and left out: {it_} worked?"


def subject(decisions: Sequence[Decision], names: Mapping[ClinicId, str]) -> str:
    """Return `Fri 25 Dec 2026 closed; Sat 26 Dec 2026 open at Bedford`."""
    told = []
    for day in sorted({one.day for one in decisions}):
        of_day = [one for one in decisions if one.day == day]
        opened = [names[one.clinic] for one in of_day if one.is_open]
        closed = [names[one.clinic] for one in of_day if not one.is_open]
        parts = [
            f"{word} at {', '.join(some)}" for word, some in (("open", opened), ("closed", closed)) if some
        ]
        told.append(f"{span.day_text(day, year=True)} {', '.join(parts)}")
    return "; ".join(told)
