"""Find a free slot: what suits a wish, and the first of each of the next days that have any."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby, islice

from reception.domain import span
from reception.domain.ids import ClinicianId, SlotId
from reception.domain.slot import Slot
from reception.domain.span import Span
from reception.domain.wish import FreeWish
from reception.services.slots import AHEAD_DAYS, Names, SlotLine
from reception.storage.late import slots
from reception.storage.reader import Reader

DAYS = 10
"""How many days are offered at once."""
SLOTS_OF_DAYS, MORE = 1_000, 4
"""How many slots the first question about them brings, and how many times more each that follows."""
DAYS_AT_FIRST, DAYS_AT_ONCE = 14, 366
"""Of how many days that are asked for the first question is, and at most those that follow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeDay:
    """A day with a free slot: the first one, and all that suit, earliest first."""

    day: date
    slots: tuple[SlotLine, ...]

    @property
    def id(self) -> date:
        """Return the name of the day in a list."""
        return self.day

    @property
    def first(self) -> SlotLine:
        """Return the earliest slot of the day."""
        return self.slots[0]


def next_days(
    reader: Reader,
    wish: FreeWish,
    now: datetime,
    *,
    from_day: date | None = None,
    clinician: ClinicianId | None = None,
    days: int = DAYS,
    token: int = 0,
) -> list[FreeDay]:
    """Return the next days on which something free suits a wish, from an instant (UTC) or a later day on."""
    if from_day is not None:
        span.check_day(from_day, field="from")
    start = now if from_day is None else max(now, span.day_span(from_day).start)
    ahead = Span(start, start + timedelta(days=AHEAD_DAYS))
    names = Names(reader)
    looking = Looking(
        reader=reader,
        wish=wish,
        now=now,
        people=() if clinician is None else (clinician,),
        token=token,
        at_once=SLOTS_OF_DAYS,
    )
    by_day = groupby(looking.suiting(ahead), key=lambda slot: span.london_day(slot.starts_at))
    return [FreeDay(day=day, slots=tuple(map(names.line, those))) for day, those in islice(by_day, days)]


@dataclass(frozen=True, kw_only=True)
class Looking:
    """Looks for the free slots that suit a wish at an instant (UTC); what a `token` holds is free for it.

    It reads the slots of many days in one statement, and more only where these were not enough: a day without any
    takes no statement, and what is published after those that were enough costs nothing.
    """

    reader: Reader
    wish: FreeWish
    now: datetime
    people: Sequence[ClinicianId]
    token: int = 0
    at_once: int

    def suiting(self, ahead: Span) -> Iterator[Slot]:
        """Yield those that start in a span (UTC), earliest first."""
        at_most = DAYS_AT_FIRST
        while windows := list(islice(_windows(self.wish, ahead), at_most)):
            yield from (slot for slot in self._free(_joined(windows)) if self.wish.suits(slot.starts_at))
            left = Span(windows[-1].end, ahead.end)
            is_all = len(windows) < at_most or left.start >= left.end
            later = [] if is_all else self._read([left], 1)
            if not later:
                return
            ahead, at_most = Span(later[0].starts_at, ahead.end), DAYS_AT_ONCE

    def _free(self, windows: Sequence[Span]) -> Iterator[Slot]:
        """Yield the free slots of some windows: some at first, then more at once, so that it is soon all."""
        at_once, before = self.at_once, frozenset[SlotId]()
        while True:
            found = self._read(windows, at_once)
            yield from (slot for slot in found if slot.id not in before)
            if len(found) < at_once:
                return
            last = found[-1].starts_at
            before = frozenset(slot.id for slot in found if slot.starts_at == last)
            windows = [Span(max(one.start, last), one.end) for one in windows if one.end > last]
            at_once *= MORE

    def _read(self, windows: Sequence[Span], limit: int) -> list[Slot]:
        places = [one.id for one in self.wish.clinics]
        return slots.free_within(
            self.reader, windows, places, self.people, now=self.now, token=self.token, limit=limit
        )


def _windows(wish: FreeWish, ahead: Span) -> Iterator[Span]:
    """Yield the part (UTC) of each day of a span that a wish asks for."""
    for day in span.days(span.london_day(ahead.start), span.london_day(ahead.end)):
        if wish.wants_day(day):
            whole = wish.window(day)
            start, end = max(whole.start, ahead.start), min(whole.end, ahead.end)
            if start < end:
                yield Span(start, end)


def _joined(windows: Sequence[Span]) -> list[Span]:
    """Return stretches of time in which those that meet are one."""
    joined: list[Span] = []
    for one in windows:
        meets = bool(joined) and joined[-1].end == one.start
        joined.append(Span(joined.pop().start if meets else one.start, one.end))
    return joined
