"""Gaps: stretches in which nothing is offered, because a clinic is closed, or a clinician away or retired.

What is published stays as it is: a booked call stays booked, and what is free is not offered while the gap lasts.
So closing, falling ill and coming back change one thing, and undo changes it back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from reception.domain import span
from reception.domain.change import Change, Edit
from reception.domain.errors import Refusal
from reception.domain.ids import ClinicianId, ClinicId, OpenDayId
from reception.domain.slot import Slot, SlotState
from reception.domain.span import Span
from reception.domain.text import clean_text

LONGEST_SLOT = timedelta(hours=1)
"""How far before a gap a slot can start that reaches into it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDay:
    """A day on which a clinic works although it is a bank holiday or closed, or a clinician in spite of leave.

    With neither, every clinic works on it. The rule that it makes an exception of stays as it is. What was closed, and
    who fell ill, after the day was opened holds on it too: ids are ordered by time, and the later word is the true one.
    """

    id: OpenDayId
    day: date
    clinic: ClinicId | None = None
    clinician: ClinicianId | None = None
    reason: str = ""

    def opens(self, clinic: ClinicId, day: date) -> bool:
        """Tell whether it opens a clinic on a day."""
        return self.clinician is None and self.clinic in (None, clinic) and self.day == day

    def is_since(self, absence: int) -> bool:
        """Tell whether it was opened after a closure or leave, by its id, was added; one that is only thought of is."""
        return not self.id or self.id >= absence


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A stretch of time (UTC) in which a clinician, a clinic, or with neither every clinic, offers no slot, and why.

    The clinics in `besides` are open all the same. One that `is_for_good` is of a clinician or clinic that was retired.
    `absence` is the id of the closure or leave it comes from; a bank holiday has none.
    """

    clinic: ClinicId | None = None
    clinician: ClinicianId | None = None
    span: Span
    reason: str = ""
    besides: frozenset[ClinicId] = frozenset()
    is_for_good: bool = False
    absence: int = 0

    @property
    def word(self) -> str:
        """Return what it is in a word: a clinic is closed, a clinician is away."""
        return "Closed" if self.clinician is None else "Away"

    def holds(self, slot: Slot) -> bool:
        """Tell whether a slot falls into it, in whole or in part."""
        return self.takes(slot.clinic, slot.clinician, slot.span)

    def takes(self, clinic: ClinicId, clinician: ClinicianId, when: Span) -> bool:
        """Tell whether a stretch of time (UTC) of a clinician at a clinic falls into it, in whole or in part."""
        return (
            self.clinic in (None, clinic)
            and self.clinician in (None, clinician)
            and clinic not in self.besides
            and when.overlaps(self.span)
        )


def gap_of(slot: Slot, found: Sequence[Gap]) -> Gap | None:
    """Return the gap that a slot falls into, or None where it is offered."""
    return next((gap for gap in found if gap.holds(slot)), None)


def is_free(slot: Slot, found: Sequence[Gap], now: datetime, *, is_booked: bool) -> bool:
    """Tell whether a slot can be booked at a moment (UTC): to come, open and opened, in no gap, and nobody's."""
    is_open = slot.state is SlotState.OPEN and not slot.opens_later(now)
    return is_open and not is_booked and slot.starts_at >= now and gap_of(slot, found) is None


def for_good(window: Span, *, clinic: ClinicId | None = None, clinician: ClinicianId | None = None) -> Gap:
    """Return the gap of a retired clinic or clinician in a stretch of time: no single day is open in spite of it."""
    return Gap(clinic=clinic, clinician=clinician, span=window, reason="Retired", is_for_good=True)


def in_window(found: Iterable[Gap], open_days: Sequence[OpenDay], window: Span) -> tuple[Gap, ...]:
    """Return the gaps that touch a stretch of time, without the days that are open in spite of them."""
    near: Iterator[Gap] = (gap for gap in found if gap.span.overlaps(window))
    for one in open_days:
        near = _all_without(near, one)
    return tuple(gap for gap in near if gap.span.overlaps(window))


def _all_without(found: Iterable[Gap], one: OpenDay) -> Iterator[Gap]:
    for gap in found:
        yield from _without(gap, one)


def _without(gap: Gap, one: OpenDay) -> Iterator[Gap]:
    """Yield what an open day leaves of a gap: what is before it, after it, and the other clinics' part of the day."""
    day = span.day_span(one.day)
    if gap.clinician != one.clinician or not gap.span.overlaps(day) or not one.is_since(gap.absence):
        yield gap
        return
    if one.clinic is not None and gap.clinic not in (None, one.clinic):
        yield gap
        return
    if gap.span.start < day.start:
        yield replace(gap, span=Span(gap.span.start, day.start))
    if one.clinic is not None and gap.clinic is None:
        inside = Span(max(gap.span.start, day.start), min(gap.span.end, day.end))
        yield replace(gap, span=inside, besides=gap.besides | {one.clinic})
    if gap.span.end > day.end:
        yield replace(gap, span=Span(day.end, gap.span.end))


def check_offered(slot: Slot, names: tuple[str, str], found: Sequence[Gap]) -> None:
    """Refuse a slot that falls into a gap; `names` are those of its clinic and its clinician."""
    gap = gap_of(slot, found)
    if gap is not None:
        raise Refusal(sentence(slot, names, gap), field="slot")


def sentence(slot: Slot, names: tuple[str, str], gap: Gap) -> str:
    """Return why a slot in a gap cannot be booked, and what to do; `names` as for `check_offered`."""
    at, state = span.moment_text(slot.starts_at), _state(gap, *names)
    if gap.is_for_good:
        return f"{state}, so {at} is not offered. Choose another time."
    reason = f" ({gap.reason})" if gap.reason else ""
    return f"{state} on {at}{reason}. Choose another time."


def why(gap: Gap, clinic: str, clinician: str) -> str:
    """Return why nothing is offered, with the names of the clinic and the clinician: `Mr Eaton is away: ill`."""
    state = _state(gap, clinic, clinician)
    return f"{state}: {gap.reason}" if gap.reason and not gap.is_for_good else state


def _state(gap: Gap, clinic: str, clinician: str) -> str:
    if gap.clinician is not None:
        return f"{clinician} {'makes no more calls' if gap.is_for_good else 'is away'}"
    return f"{clinic} {'takes no more calls' if gap.is_for_good else 'is closed'}"


def open_day(one: OpenDay, others: Sequence[OpenDay], name: str, found: Sequence[Gap] = ()) -> Change:
    """Let a clinic, a clinician, or with neither every clinic, work on one day all the same.

    One that `found`, the gaps of the day, have overtaken is opened anew.
    """
    span.check_day(one.day)
    before = [other for other in others if _whose(other) == _whose(one)]
    if not all(is_overtaken(other, found) for other in before):
        raise Refusal(f"{name} is open on {span.day_text(one.day, year=True)} already.", field="day")
    made = replace(one, reason=clean_text(one.reason, field="reason"))
    edits = (*(Edit(other, None) for other in before), Edit(None, made))
    return Change("Opened a day", edits, f"{name}, {span.day_text(one.day, year=True)}")


def _whose(one: OpenDay) -> tuple[date, ClinicId | None, ClinicianId | None]:
    return one.day, one.clinic, one.clinician


def is_overtaken(one: OpenDay, found: Iterable[Gap]) -> bool:
    """Tell whether any of some gaps came about after a day was opened, and touches whom it was opened for."""
    day = span.day_span(one.day)
    return any(
        not gap.is_for_good
        and not one.is_since(gap.absence)
        and gap.clinician == one.clinician
        and (None in (gap.clinic, one.clinic) or gap.clinic == one.clinic)
        and gap.span.overlaps(day)
        for gap in found
    )


def close_day(one: OpenDay, name: str) -> Change:
    """Take the exception of one day back: holidays, closures and leave hold on it again."""
    return Change("Closed a day again", (Edit(one, None),), f"{name}, {span.day_text(one.day, year=True)}")
