"""Days on which a clinic is closed, and the gaps they make in what can be booked (FHIR: availabilityExceptions)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from reception.domain import span
from reception.domain.change import Change, Edit
from reception.domain.errors import Refusal
from reception.domain.ids import ClinicId, ClosureId
from reception.domain.slot import Slot
from reception.domain.span import Span
from reception.domain.text import clean_text

EVERYWHERE = "All clinics"
LONGEST_SLOT = timedelta(hours=1)
"""How far before a gap a slot can start that reaches into it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """Days on which a clinic (or, with no clinic, every clinic) is closed, whole or from a time on."""

    id: ClosureId
    clinic: ClinicId | None
    first: date
    last: date
    starts: time | None = None
    ends: time | None = None
    reason: str = ""

    def closes(self, clinic: ClinicId, day: date) -> bool:
        """Tell whether it touches a clinic on a day."""
        return self.clinic in (None, clinic) and self.first <= day <= self.last

    def span_on(self, day: date) -> Span:
        """Return the closed part of one of its days."""
        whole = span.day_span(day)
        start = span.edge(day, self.starts) if self.starts else whole.start
        end = span.edge(day, self.ends, last=True) if self.ends else whole.end
        return Span(start, end)

    @property
    def gaps(self) -> Iterator[Gap]:
        """Yield the stretches it closes: one for whole days, one for each day where it has times."""
        if self.starts is None and self.ends is None:
            yield Gap(clinic=self.clinic, span=span.days_span(self.first, self.last), reason=self.reason)
            return
        for day in span.days(self.first, self.last):
            yield Gap(clinic=self.clinic, span=self.span_on(day), reason=self.reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A stretch of time (UTC) in which a clinic, or with none every clinic, offers no slot, and why.

    A slot in a gap stays as it is: what is booked stays booked, and what is free is not offered while the gap lasts.
    """

    clinic: ClinicId | None
    span: Span
    reason: str = ""

    def holds(self, slot: Slot) -> bool:
        """Tell whether a slot falls into it, in whole or in part."""
        return self.clinic in (None, slot.clinic) and slot.span.overlaps(self.span)


def gaps(closures: Sequence[Closure], window: Span) -> tuple[Gap, ...]:
    """Return the gaps that closures make in a stretch of time."""
    first, last = span.london_day(window.start), span.london_day(window.end)
    near = (one for one in closures if one.first <= last and one.last >= first)
    return tuple(gap for one in near for gap in one.gaps if gap.span.overlaps(window))


def gap_of(slot: Slot, found: Sequence[Gap]) -> Gap | None:
    """Return the gap that a slot falls into, or None where it is offered."""
    return next((gap for gap in found if gap.holds(slot)), None)


def check_offered(slot: Slot, clinic_name: str, found: Sequence[Gap]) -> None:
    """Refuse a slot that falls into a gap."""
    gap = gap_of(slot, found)
    if gap is not None:
        raise Refusal(closed_sentence(slot, clinic_name, gap), field="slot")


def closed_sentence(slot: Slot, clinic_name: str, gap: Gap) -> str:
    """Return why a slot in a gap cannot be booked, and what to do."""
    why = f" ({gap.reason})" if gap.reason else ""
    return f"{clinic_name} is closed on {span.moment_text(slot.starts_at)}{why}. Choose another time."


def close(closure: Closure, clinic_name: str) -> Change:
    """Add days on which a clinic is closed."""
    span.check_day(closure.first, field="first")
    span.check_day(closure.last, field="last")
    closure = replace(closure, reason=clean_text(closure.reason, field="reason"))
    if closure.last < closure.first:
        raise Refusal("The last day is before the first. Change one of them.", field="last")
    if closure.starts and closure.ends and closure.ends <= closure.starts:
        raise Refusal("The closure ends before it starts. Change one of the times.", field="ends")
    return Change("Closed a clinic", (Edit(None, closure),), f"{clinic_name}, {closure_text(closure)}")


def reopen(closure: Closure, clinic_name: str) -> Change:
    """Take a closure out again: what is free in it is offered again."""
    return Change("Took out a closure", (Edit(closure, None),), f"{clinic_name}, {closure_text(closure)}")


def closure_text(closure: Closure) -> str:
    """Return `Closed Fri 25 Dec – Mon 28 Dec` or `Closing early Thu 24 Dec 13:00`."""
    days = span.day_text(closure.first)
    if closure.last != closure.first:
        days += f" – {span.day_text(closure.last)}"
    if closure.starts and not closure.ends:
        return f"Closing early {days} {closure.starts:%H:%M}"
    if closure.ends and not closure.starts:
        return f"Opening late {days} {closure.ends:%H:%M}"
    if closure.starts and closure.ends:
        return f"Closed {days} {closure.starts:%H:%M}–{closure.ends:%H:%M}"
    return f"Closed {days}"
