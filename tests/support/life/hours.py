"""The hours of a rota, worked out minute by minute, and the slots that publishing them must come to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from reception.domain.availability import Availability
from reception.domain.change import Edit
from reception.domain.ids import ClinicianId, ClinicId, PublicationId, SlotId
from reception.domain.slot import Publication, Slot
from reception.domain.span import Span

LONDON = ZoneInfo("Europe/London")
MINUTE = timedelta(minutes=1)
NewId = Callable[[type[Any]], Any]
"""Gives the id of the new thing of a kind."""
Edits = tuple[Edit, ...]


@cache
def on_clock(day: date, starts: time, ends: time) -> tuple[Span, ...]:
    """Return the minutes of a London day whose wall time lies between two, found one by one, those in a row as one."""
    first = datetime.combine(day, time(), UTC) - timedelta(hours=2)
    walls = ((first + MINUTE * n, (first + MINUTE * n).astimezone(LONDON)) for n in range(28 * 60))
    found: list[Span] = []
    for at, wall in walls:
        if wall.date() == day and starts <= wall.time() < ends:
            begun = found.pop().start if found and found[-1].end == at else at
            found.append(Span(begun, at + MINUTE))
    return tuple(found)


def london_day(moment: datetime) -> date:
    """Return the day that London's clocks show."""
    return moment.astimezone(LONDON).date()


def days_from(first: date, last: date) -> list[date]:
    """Return each day from the first to the last, both included."""
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def works_on(rule: Availability, day: date) -> bool:
    """Tell whether a weekly rule holds on a day."""
    monday, first = (one - timedelta(days=one.weekday()) for one in (day, rule.valid_from))
    return (
        day.weekday() == rule.weekday
        and rule.valid_from <= day <= (rule.valid_to or date.max)
        and (monday - first).days // 7 % rule.every_weeks == 0
    )


def spans_of(rule: Availability, day: date) -> Iterator[Span]:
    """Yield the slots of a rule on a day, each as long as it says in minutes that pass, not in what clocks show."""
    for stretch in on_clock(day, rule.starts, rule.ends) if works_on(rule, day) else ():
        at = stretch.start
        while at + MINUTE * rule.slot_minutes <= stretch.end:
            yield Span(at, at + MINUTE * rule.slot_minutes)
            at += MINUTE * (rule.slot_minutes + rule.gap_minutes)


def opens_on(rule: Availability, day: date) -> datetime | None:
    """Return the London midnight from which on the slots of a day can be booked, or None for at once."""
    if not rule.opens_days_before:
        return None
    return on_clock(day - timedelta(days=rule.opens_days_before), time(), time.max)[0].start


@dataclass(frozen=True, order=True)
class Place:
    """Where and when a slot is; earlier ones come first."""

    start: datetime
    clinician: ClinicianId
    clinic: ClinicId
    end: datetime

    @property
    def span(self) -> Span:
        """Return when it is."""
        return Span(self.start, self.end)


def place_of(slot: Slot) -> Place:
    """Return where and when a slot is."""
    return Place(slot.starts_at, slot.clinician, slot.clinic, slot.ends_at)


@dataclass(frozen=True)
class Plan:
    """What publishing must do: the slots to open, from when each can be booked, and the slots to withdraw."""

    first: date
    last: date
    opening: Mapping[Place, datetime | None]
    withdrawing: frozenset[int] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to do."""
        return not self.opening and not self.withdrawing

    def edits(self, new: NewId) -> Edits:
        """Return the publication it comes to, or nothing."""
        if self.is_empty:
            return ()
        made = Publication(
            id=PublicationId(new(Publication)), first=self.first, last=self.last, first_slot=SlotId(new(Slot)),
            opened=len(self.opening), withdrawn=tuple(sorted(self.withdrawing)),
        )  # fmt: skip
        return (Edit(None, made),)
