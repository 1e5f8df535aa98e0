"""Closures and leave: what one of them comes to, whether it is only thought of or there already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from reception.domain import gap as gap_rules
from reception.domain.call import CallLine, CallStatus
from reception.domain.closure import Closure
from reception.domain.gap import LONGEST_SLOT, OpenDay
from reception.domain.leave import Leave
from reception.domain.span import Span
from reception.storage.late import calls, slots
from reception.storage.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """Free slots that are not offered, and calls that stay booked in it, earliest first."""

    free: int
    booked: tuple[CallLine, ...]


def effect(reader: Reader, absence: Closure | Leave, now: datetime) -> Effect:
    """Return what a closure or leave comes to from a moment (UTC) on, without the days that are open all the same."""
    free, booked = 0, {}
    open_days = reader.all(OpenDay)
    for whole in absence.gaps:
        for gap in gap_rules.in_window([whole], open_days, whole.span):
            if gap.span.end <= now:
                continue
            window = Span(max(now, gap.span.start - LONGEST_SLOT), gap.span.end)
            free += sum(gap.holds(slot) for slot in slots.unbooked_between(reader, window, gap.clinic))
            for line in calls.between(reader, window, gap.clinic):
                if line.call.status is CallStatus.BOOKED and gap.holds(line.slot):
                    booked[line.id] = line
    return Effect(free=free, booked=tuple(booked.values()))
