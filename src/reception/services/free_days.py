"""Find a free slot: the first free one of each of the next days that suit a wish."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from reception.domain import span
from reception.domain.ids import ClinicianId
from reception.domain.slot import Slot
from reception.domain.span import Span
from reception.domain.wish import FreeWish
from reception.services.slots import AHEAD_DAYS, Names, SlotLine
from reception.storage.late import slots
from reception.storage.reader import Reader

DAYS = 10
"""How many days are offered at once."""


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
    """Return the next days on which something free suits a wish, from an instant (UTC) or a later day on.

    It goes from one day with a free slot to the next, so what it costs grows with the days it returns and with those
    between that do not suit, not with how much is published.
    """
    if from_day is not None:
        span.check_day(from_day, field="from")
    start = now if from_day is None else max(now, span.day_span(from_day).start)
    end = start + timedelta(days=AHEAD_DAYS)
    names = Names(reader)
    wanted = {one.id for one in wish.clinics}
    one_clinic = next(iter(wanted)) if len(wanted) == 1 else None
    found: list[FreeDay] = []

    def free(window: Span, limit: int | None) -> list[Slot]:
        return list(
            slots.free_between(reader, window, one_clinic, clinician, now=now, token=token, limit=limit)
        )

    while len(found) < days and (wish.last_day is None or span.london_day(start) <= wish.last_day):
        following = free(Span(start, end), 1)
        if not following:
            break
        day = span.london_day(following[0].starts_at)
        if wish.wants_day(day):
            window = wish.window(day)
            there = free(Span(max(window.start, start), max(window.end, start)), None)
            suits = (one for one in there if wish.suits(one.starts_at))
            lines = tuple(names.line(one) for one in suits if not wanted or one.clinic in wanted)
            found += [FreeDay(day=day, slots=lines)] if lines else []
        start = span.day_span(day).end
    return found
