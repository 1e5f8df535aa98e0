"""A wish for a free slot: at which clinics, with whom, on which days, at which times of day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from reception.domain import span
from reception.domain.clinic import Clinic
from reception.domain.clinician import Clinician
from reception.domain.errors import Refusal
from reception.domain.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeWish:
    """Which free slots somebody asks for; times of day are London's, `after` included and `before` not.

    No clinic means every clinic, no clinician anybody, no day any day from `first` to `last`, both included. `left`
    are the words that were not understood, `doubts` the sentences that say what does not fit or may be two things.
    """

    today: date
    clinics: tuple[Clinic, ...] = ()
    chosen_above: bool = False
    anywhere: bool = False
    clinicians: tuple[Clinician, ...] = ()
    days: tuple[date, ...] = ()
    weekdays: tuple[int, ...] = ()
    first: date | None = None
    last: date | None = None
    after: time | None = None
    before: time | None = None
    left: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()

    def wants_day(self, day: date) -> bool:
        """Tell whether a day is one of those asked for."""
        if (self.first is not None and day < self.first) or (self.last is not None and day > self.last):
            return False
        return not (self.days or self.weekdays) or day in self.days or day.weekday() in self.weekdays

    def suits(self, moment: datetime) -> bool:
        """Tell whether a slot that starts at an instant is asked for, by London's day and clock."""
        wall = span.london(moment)
        return (
            self.wants_day(wall.date())
            and (self.after is None or wall.time() >= self.after)
            and (self.before is None or wall.time() < self.before)
        )

    def window(self, day: date) -> Span:
        """Return the part of a day (UTC) that holds every moment asked for, and at a clock change a few more."""
        whole = span.day_span(day)
        start = span.edge(day, self.after) if self.after else whole.start
        end = span.edge(day, self.before, last=True) if self.before else whole.end
        return Span(start, max(start, end))

    @property
    def last_day(self) -> date | None:
        """Return the last day asked for, or None where there is no last one."""
        if self.weekdays or not self.days:
            return self.last
        return min(max(self.days), self.last or max(self.days))

    # ---- what was understood, said back

    def __str__(self) -> str:
        """Return what was understood: `Free slots in Bedford on Tue or Thu after 16:00`."""
        parts = ("Free slots", self.where, self._when(), self.bounds, self.limits)
        return " ".join(part for part in parts if part)

    @property
    def limits(self) -> str:
        """Return between which times of day: `after 16:00`, `after 09:00 and before 11:00`, or nothing."""
        after = f"after {self.after:%H:%M}" if self.after else ""
        before = f"before {self.before:%H:%M}" if self.before else ""
        return " and ".join(limit for limit in (after, before) if limit)

    @property
    def bounds(self) -> str:
        """Return between which days: `from Mon 30 Nov to Sun 6 Dec`, `until Fri 4 Dec`, or nothing."""
        if self.first is None:
            return f"until {self.named(self.last)}" if self.last is not None else ""
        start = f"from {self.named(self.first)}"
        return f"{start} to {self.named(self.last)}" if self.last is not None else start

    @property
    def where(self) -> str:
        """Return at which clinics and with whom: `in Bedford`, `in all clinics with Mr W. Sharples`."""
        people = " or ".join(one.short_name for one in self.clinicians)
        whom = f" with {people}" if people else ""
        if not self.clinics:
            return f"in all clinics{whom}"
        names = " or ".join(clinic.name for clinic in self.clinics)
        return f"in {names} (the clinic chosen above){whom}" if self.chosen_above else f"in {names}{whom}"

    def named(self, day: date) -> str:
        """Return a day, with its year where that is not the present one."""
        return span.day_text(day, year=day.year != self.today.year)

    def _when(self) -> str:
        known = {self.today: "today", self.today + timedelta(days=1): "tomorrow"}
        days = [
            f"{known[day]} ({self.named(day)})" if day in known else f"on {self.named(day)}"
            for day in self.days
        ]
        names = " or ".join(span.DAY_NAMES[number] for number in self.weekdays)
        return " or ".join([*days, *([f"on {names}"] if names else [])])


def check_times(after: time | None, before: time | None) -> None:
    """Refuse two times of day that nothing can lie between."""
    if after is not None and before is not None and before <= after:
        raise Refusal(
            "The time it should be before is not later than the time it should be after.", field="before"
        )
