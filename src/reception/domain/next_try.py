"""When to try again: the next attempt after one in vain, and the time a caller asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from reception.domain import span
from reception.domain.organisation import Organisation
from reception.domain.span import Span

NOON = 12
"""The hour (London) that parts a day's two halves, for trying again in the other one."""
AFTERNOON = 14
"""The hour (London) of a next try in the afternoon half."""
LOOK_AHEAD_DAYS = 60
"""How far ahead an open day is looked for."""
OpenOn = Callable[[date], Span | None]
"""When the calling clinic is open on a day, or None when it is closed."""


def next_attempt(tries: int, at: datetime, *, policy: Organisation, open_on: OpenOn) -> datetime | None:
    """Return when to try again (UTC): twice on a day, a pause apart, then another day's other half.

    None when the attempts are used up. Never on a closed day, never outside opening hours.
    """
    if tries >= policy.attempts:
        return None
    day = span.london_day(at)
    if tries % 2 == 1:
        again = at + timedelta(minutes=policy.minutes_between_attempts)
        hours = open_on(day)
        if hours is not None and again in hours:
            return max(again, hours.start)
    was_morning = span.london(at).hour < NOON
    for later in span.days(day + timedelta(days=1), day + timedelta(days=LOOK_AHEAD_DAYS)):
        hours = open_on(later)
        if hours is None:
            continue
        afternoon = span.edge(later, time(AFTERNOON))
        return afternoon if was_morning and afternoon in hours else hours.start
    return None


def call_back(now: datetime, *, open_on: OpenOn) -> datetime | None:
    """Return the time to offer for a call back (UTC): in an hour, on the quarter, or when the clinic opens next.

    None where it does not open in the next 60 days.
    """
    wall = span.london(now + timedelta(hours=1))
    wanted = span.utc(wall.replace(minute=wall.minute // 15 * 15, second=0, microsecond=0))
    day = span.london_day(wanted)
    for one in span.days(day, day + timedelta(days=LOOK_AHEAD_DAYS)):
        hours = open_on(one)
        if hours is not None and wanted < hours.end:
            return max(wanted, hours.start)
    return None


def outside_hours(at: datetime, clinic: str, *, open_on: OpenOn) -> str:
    """Return a sentence that warns of a time at which a clinic is closed, or nothing."""
    day = span.london_day(at)
    hours = open_on(day)
    if hours is None:
        return f"{clinic} is closed on {span.day_text(day)}, but the call back can be noted all the same."
    if at in hours:
        return ""
    return (
        f"{span.clock(at)} is outside the hours of {clinic} on {span.day_text(day)} "
        f"({span.clock(hours.start)}–{span.clock(hours.end)}), but it can be noted all the same."
    )
