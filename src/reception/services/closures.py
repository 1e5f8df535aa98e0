"""Closures: add one, see before what it will change, take it out again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from reception.domain import closure as rules
from reception.domain.call import CallLine, CallStatus
from reception.domain.change import Change
from reception.domain.clinic import Clinic
from reception.domain.closure import Closure
from reception.domain.gap import LONGEST_SLOT
from reception.domain.ids import ClosureId
from reception.domain.span import Span
from reception.services.history import History
from reception.storage import calls, slots
from reception.storage.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What a closure comes to: free slots that are not offered, and calls that stay booked in it, earliest first."""

    free: int
    booked: tuple[CallLine, ...]


def effect(reader: Reader, closure: Closure, now: datetime) -> Effect:
    """Return what a closure, planned or there already, comes to from a moment (UTC) on."""
    free, booked = 0, {}
    for gap in closure.gaps:
        if gap.span.end <= now:
            continue
        window = Span(max(now, gap.span.start - LONGEST_SLOT), gap.span.end)
        free += sum(gap.holds(slot) for slot in slots.unbooked_between(reader, window, gap.clinic))
        for line in calls.between(reader, window, gap.clinic):
            if line.call.status is CallStatus.BOOKED and gap.holds(line.slot):
                booked[line.id] = line
    return Effect(free=free, booked=tuple(booked.values()))


def close(history: History, closure: Closure, clinic: Clinic | None) -> Change:
    """Close a clinic, or with none all of them, for the days and times of a closure; its id is given here."""
    id_ = ClosureId(history.ids.next())
    made = replace(closure, id=id_, clinic=clinic.id if clinic else None)
    return history.do(lambda reader: rules.close(made, clinic.name if clinic else rules.EVERYWHERE))


def reopen(history: History, closure: Closure, name: str) -> Change:
    """Take a closure out again: what is free in it is offered again."""
    return history.do(lambda reader: rules.reopen(closure, name))
