"""Where the rules of a week stand on the board, and how they read: plain arithmetic and words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from reception.domain import span
from reception.domain.availability import Availability, minutes

SUNDAY = 6
EARLIEST, LATEST = 9, 18
"""The hours that are always on the board."""


@dataclass(frozen=True, slots=True)
class Place:
    """A rule in its day: from and to in minutes after midnight, in one of the lanes that share the day's width."""

    rule: Availability
    start: int
    end: int
    lane: int
    lanes: int


def hours(rules: Sequence[Availability]) -> tuple[int, int]:
    """Return the first and the last hour of a board that holds all the rules."""
    first = min([EARLIEST, *(rule.starts.hour for rule in rules)])
    last = max([LATEST, *(-(-minutes(rule.ends) // 60) for rule in rules)])
    return first, last


def weekdays(rules: Sequence[Availability]) -> range:
    """Return Monday to Saturday, and Sunday where somebody calls on it."""
    return range(SUNDAY + 1 if any(rule.weekday == SUNDAY for rule in rules) else SUNDAY)


def places(rules: Sequence[Availability]) -> list[Place]:
    """Return where each rule stands; rules of the same hours in different weeks share the width."""
    found: list[Place] = []
    for weekday in range(SUNDAY + 1):
        of_day = sorted((r for r in rules if r.weekday == weekday), key=lambda r: (r.starts, r.ends, r.id))
        group: list[Availability] = []
        for rule in of_day:
            if group and rule.starts >= max(one.ends for one in group):
                found += _side_by_side(group)
                group = []
            group.append(rule)
        found += _side_by_side(group)
    return found


def _side_by_side(group: Sequence[Availability]) -> list[Place]:
    """Give each rule of a group that hangs together the first lane that is free for it."""
    ends: list[time] = []
    lanes = []
    for rule in group:
        lane = next((number for number, end in enumerate(ends) if end <= rule.starts), len(ends))
        ends[lane : lane + 1] = [rule.ends]
        lanes.append(lane)
    return [
        Place(rule, minutes(rule.starts), minutes(rule.ends), lane, len(ends))
        for rule, lane in zip(group, lanes, strict=True)
    ]


# ---- words


def hours_text(rule: Availability) -> str:
    """Return `09:00–12:00`."""
    return f"{rule.starts:%H:%M}–{rule.ends:%H:%M}"


def slots_text(rule: Availability) -> str:
    """Return `12 slots of 15 min, gaps of 5 min`."""
    step = rule.slot_minutes + rule.gap_minutes
    count = max(0, (minutes(rule.ends) - minutes(rule.starts) + rule.gap_minutes) // step)
    text = f"{count} slot{'' if count == 1 else 's'} of {rule.slot_minutes} min"
    return f"{text}, gaps of {rule.gap_minutes} min" if rule.gap_minutes else text


def repeat_text(rule: Availability, today: date) -> str:
    """Return `every week`, or `every 2 weeks, next Mon 30 Nov`."""
    if rule.every_weeks == 1:
        return "every week"
    start = max(today, rule.valid_from)
    days = (start + timedelta(days=ahead) for ahead in range(7 * rule.every_weeks + 7))
    following = next((day for day in days if rule.applies(day)), None)
    text = f"every {rule.every_weeks} weeks"
    return f"{text}, next {span.day_text(following)}" if following else text


def opens_text(rule: Availability) -> str:
    """Return `opens 7 days before`, or nothing where its slots open at once."""
    days = rule.opens_days_before
    return f"opens {days} day{'' if days == 1 else 's'} before" if days else ""


def valid_text(rule: Availability) -> str:
    """Return `from 23 Nov 2026`, with its last day where it has one."""
    text = f"from {span.day_text(rule.valid_from, year=True)}"
    return text if rule.valid_to is None else f"{text} to {span.day_text(rule.valid_to, year=True)}"
