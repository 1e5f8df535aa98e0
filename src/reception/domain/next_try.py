"""When to try again: the next attempt after one in vain, and the time a caller asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta

from reception.domain import span
from reception.domain.organisation import Organisation
from reception.domain.span import Span

NOON = 12
"""The hour (London) that parts a day's two halves, for trying again in the other one."""
AFTERNOON = 14
"""The hour (London) from which on a next try in the afternoon half is made, where the clinic is open by then."""
LOOK_AHEAD_DAYS = 60
"""How far ahead an open day is looked for."""
WHOLE_DAY = (0, None)
OTHER_HALF = {True: ((AFTERNOON, None), (NOON, None)), False: ((0, NOON),)}
"""By whether a try was made in the morning: the parts of another day (London's hours) it is next made in."""
OpenOn = Callable[[date], Sequence[Span]]
"""When the calling clinic is open on a day (UTC), earliest first; nothing when it is closed."""


def next_attempt(tries: int, at: datetime, *, policy: Organisation, open_on: OpenOn) -> datetime | None:
    """Return when to try again (UTC): twice on a day, a pause apart, then another day's other half.

    None when the attempts are used up. Never on a closed day, never outside opening hours. A clinic that is never
    open in the other half in the next 60 days is tried when it opens on another day.
    """
    if tries >= policy.attempts:
        return None
    day = span.london_day(at)
    earliest = at + timedelta(minutes=policy.minutes_between_attempts)
    if tries % 2 == 1 and (again := _open_in(open_on(day), Span(earliest, span.day_span(day).end))):
        return again
    parts = OTHER_HALF[span.london(at).hour < NOON]
    for part in (*parts, WHOLE_DAY):
        for later in span.days(day + timedelta(days=1), day + timedelta(days=LOOK_AHEAD_DAYS)):
            wanted = _part_of(later, *part)
            if again := _open_in(open_on(later), Span(max(wanted.start, earliest), wanted.end)):
                return again
    return None


def _part_of(day: date, first: int, last: int | None) -> Span:
    """Return the part of a London day from an hour on, until another, or with none until its end."""
    end = span.day_span(day).end if last is None else span.edge(day, time(last))
    return Span(span.edge(day, time(first)), end)


def _open_in(spans: Sequence[Span], wanted: Span) -> datetime | None:
    """Return the first moment of a stretch of time that is open, or None."""
    found = (max(one.start, wanted.start) for one in spans if one.overlaps(wanted))
    return min((moment for moment in found if moment in wanted), default=None)


def call_back(now: datetime, *, open_on: OpenOn) -> datetime | None:
    """Return the time to offer for a call back (UTC): in an hour, on the quarter, or when the clinic opens next.

    None where it does not open in the next 60 days.
    """
    wall = span.london(now + timedelta(hours=1))
    wanted = span.utc(wall.replace(minute=wall.minute // 15 * 15, second=0, microsecond=0))
    day = span.london_day(wanted)
    for one in span.days(day, day + timedelta(days=LOOK_AHEAD_DAYS)):
        if found := _open_in(open_on(one), Span(wanted, span.day_span(one).end)):
            return found
    return None


def outside_hours(at: datetime, clinic: str, *, open_on: OpenOn) -> str:
    """Return a sentence that warns of a time at which a clinic is closed, or nothing."""
    day = span.london_day(at)
    hours = open_on(day)
    if not hours:
        return f"{clinic} is closed on {span.day_text(day)}, but the call back can be noted all the same."
    if any(at in one for one in hours):
        return ""
    told = ", ".join(f"{span.clock(one.start)}–{span.clock(one.end)}" for one in hours)
    return (
        f"{span.clock(at)} is outside the hours of {clinic} on {span.day_text(day)} "
        f"({told}), but it can be noted all the same."
    )
