"""Who calls when: the weekly rules, and the slots they come to (HL7 FHIR: Schedule)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from reception.domain import span
from reception.domain.change import Change, Edit
from reception.domain.clinic import Clinic
from reception.domain.closure import Closure
from reception.domain.errors import Refusal
from reception.domain.ids import AvailabilityId, ClinicianId, ClinicId, SlotId
from reception.domain.slot import Slot, SlotState
from reception.domain.span import Span

SHORTEST_MINUTES, LONGEST_MINUTES = 5, 60
MOST_WEEKS = 53


@dataclass(frozen=True, slots=True, kw_only=True)
class Availability:
    """A weekly rule: weekday (Monday is 0), from and to in London wall time, slots one after another.

    Its slots can be booked from `opens_days_before` days before their own day on; 0 is from their publication on.
    """

    id: AvailabilityId
    clinician: ClinicianId
    clinic: ClinicId
    weekday: int
    starts: time
    ends: time
    slot_minutes: int = 15
    gap_minutes: int = 0
    valid_from: date
    valid_to: date | None = None
    every_weeks: int = 1
    example: bool = False
    opens_days_before: int = 0

    def applies(self, day: date) -> bool:
        """Tell whether the rule holds on a day; every n weeks counts from the week of `valid_from`."""
        if day.weekday() != self.weekday or day < self.valid_from:
            return False
        if self.valid_to is not None and day > self.valid_to:
            return False
        weeks = (span.monday(day) - span.monday(self.valid_from)).days // 7
        return weeks % self.every_weeks == 0

    def spans_on(self, day: date) -> Iterator[Span]:
        """Yield the slots of a day, in elapsed time: a clock change neither loses nor doubles one."""
        if not self.applies(day):
            return
        start, end = span.edge(day, self.starts), span.edge(day, self.ends, last=True)
        length, step = (
            timedelta(minutes=self.slot_minutes),
            timedelta(minutes=self.slot_minutes + self.gap_minutes),
        )
        while start + length <= end:
            yield Span(start, start + length)
            start += step


def text(rule: Availability) -> str:
    """Return `Monday 09:00–12:00`."""
    return f"{span.DAY_NAMES_LONG[rule.weekday]} {rule.starts:%H:%M}–{rule.ends:%H:%M}"


def check(rule: Availability, others: Sequence[Availability]) -> None:
    """Refuse a rule that is empty, out of bounds, or that overlaps another of the same clinician."""
    if rule.ends <= rule.starts:
        raise Refusal(f"{text(rule)} ends before it starts. Change one of the times.", field="ends")
    if not SHORTEST_MINUTES <= rule.slot_minutes <= LONGEST_MINUTES:
        raise Refusal(f"A slot lasts {SHORTEST_MINUTES} to {LONGEST_MINUTES} minutes.", field="slot_minutes")
    if not 0 <= rule.gap_minutes <= LONGEST_MINUTES:
        raise Refusal(f"A gap lasts 0 to {LONGEST_MINUTES} minutes.", field="gap_minutes")
    if not 1 <= rule.every_weeks <= 8:
        raise Refusal("A rule repeats every 1 to 8 weeks.", field="every_weeks")
    if rule.valid_to is not None and rule.valid_to < rule.valid_from:
        raise Refusal("The rule ends before its first day. Change one of the dates.", field="valid_to")
    span.check_day(rule.valid_from, field="valid_from")
    if rule.valid_to is not None:
        span.check_day(rule.valid_to, field="valid_to")
    for other in others:
        if other.id != rule.id and clash(rule, other):
            raise Refusal(
                f"It overlaps {text(other)} of the same clinician. Change one of them.", field="starts"
            )


def clash(one: Availability, other: Availability) -> bool:
    """Tell whether two rules ever put a clinician in two places at once."""
    if one.clinician != other.clinician or one.weekday != other.weekday:
        return False
    if one.starts >= other.ends or other.starts >= one.ends:
        return False
    first = max(one.valid_from, other.valid_from)
    last = min(one.valid_to or span.LAST_DAY, other.valid_to or span.LAST_DAY)
    if first > last:
        return False
    first += timedelta(days=(one.weekday - first.weekday()) % 7)
    rounds = one.every_weeks * other.every_weeks
    meetings = (first + timedelta(weeks=week) for week in range(rounds))
    return any(day <= last and one.applies(day) and other.applies(day) for day in meetings)


def add(rule: Availability, others: Sequence[Availability], also: Sequence[Availability] = ()) -> Change:
    """Add a weekly rule, and `also` the same hours on other weekdays."""
    added = (rule, *also)
    for number, one in enumerate(added):
        check(one, [*others, *added[:number]])
    subject = text(rule) + (f" and {len(also)} more" if also else "")
    return Change("Added availability", tuple(Edit(None, one) for one in added), subject)


def keep(rules: Sequence[Availability], whose: str) -> Change:
    """Take example rules over as they are."""
    edits = tuple(Edit(rule, replace(rule, example=False)) for rule in rules if rule.example)
    if not edits:
        raise Refusal("No rule of this rota is an example any more.")
    return Change("Kept the example rota", edits, whose)


def edit(seen: Availability, new: Availability, others: Sequence[Availability]) -> Change:
    """Change a weekly rule."""
    if new == seen:
        raise Refusal("Nothing was changed.")
    check(new, others)
    return Change("Edited availability", (Edit(seen, new),), text(new))


def remove(rule: Availability) -> Change:
    """Take a weekly rule out; slots already published stay until publishing again."""
    return Change("Removed availability", (Edit(rule, None),), text(rule))


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A day that publishing left out: which clinics, and why."""

    day: date
    clinics: tuple[str, ...]
    reason: str

    def __str__(self) -> str:
        """Return `Fri 25 Dec 2026 (Christmas Day)`."""
        where = f", {', '.join(self.clinics)}" if self.clinics else ""
        return f"{span.day_text(self.day, year=True)} ({self.reason}{where})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What publishing would do: spans to open, free slots to withdraw, booked ones that no longer fit."""

    first: date
    last: date
    opening: tuple[tuple[ClinicId, ClinicianId, Span], ...]
    withdrawing: tuple[Slot, ...]
    conflicts: tuple[Slot, ...]
    left_out: tuple[LeftOut, ...]
    warnings: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to change."""
        return not self.opening and not self.withdrawing


def plan(
    rules: Sequence[Availability],
    clinics: Mapping[ClinicId, Clinic],
    closures: Sequence[Closure],
    holidays: Mapping[date, str],
    existing: Sequence[Slot],
    booked: Collection[SlotId],
    *,
    first: date,
    last: date,
) -> Plan:
    """Compare what the rules ask for with the slots that are there (none of them withdrawn)."""
    wanted: dict[tuple[ClinicId, ClinicianId, Span], None] = {}
    warnings: dict[str, None] = {}
    working = [rule for rule in rules if rule.clinic in clinics and not clinics[rule.clinic].retired]
    for day in span.days(first, last):
        if day in holidays:
            continue
        for rule in working:
            shut = [c.span_on(day) for c in closures if c.closes(rule.clinic, day)]
            for one in rule.spans_on(day):
                if not any(one.overlaps(gap) for gap in shut):
                    wanted[rule.clinic, rule.clinician, one] = None
        warnings.update(dict.fromkeys(_outside_hours(working, clinics, day)))
    there = {(slot.clinic, slot.clinician, slot.span): slot for slot in existing}
    stale = [slot for key, slot in there.items() if key not in wanted and slot.state is SlotState.OPEN]
    conflicts = tuple(slot for slot in stale if slot.id in booked)
    kept = [slot for slot in existing if slot.id in booked or slot.state is SlotState.BLOCKED]
    opening = _not_overlapping([key for key in wanted if key not in there], kept)
    return Plan(
        first=first,
        last=last,
        opening=opening,
        withdrawing=tuple(slot for slot in stale if slot.id not in booked),
        conflicts=conflicts,
        left_out=tuple(left_out(working, clinics, closures, holidays, first=first, last=last)),
        warnings=tuple(warnings),
    )


def _not_overlapping(
    wanted: list[tuple[ClinicId, ClinicianId, Span]], kept: Sequence[Slot]
) -> tuple[tuple[ClinicId, ClinicianId, Span], ...]:
    """Leave out what would put a clinician in two places at once."""
    taken: dict[tuple[ClinicianId, date], list[Span]] = {}
    for slot in kept:
        taken.setdefault((slot.clinician, slot.starts_at.date()), []).append(slot.span)
    chosen = []
    for clinic, clinician, one in sorted(wanted, key=lambda w: (w[2].start, w[1], w[0])):
        around = [
            other
            for day in (one.start.date() - timedelta(days=1), one.start.date(), one.end.date())
            for other in taken.get((clinician, day), ())
        ]
        if not any(one.overlaps(other) for other in around):
            chosen.append((clinic, clinician, one))
            taken.setdefault((clinician, one.start.date()), []).append(one)
    return tuple(chosen)


def _outside_hours(
    rules: Sequence[Availability], clinics: Mapping[ClinicId, Clinic], day: date
) -> Iterator[str]:
    """Yield a warning for each rule that reaches outside its clinic's opening hours."""
    for rule in rules:
        if rule.applies(day) and is_outside_hours(rule, clinics[rule.clinic]):
            yield f"{text(rule)} at {clinics[rule.clinic].name} is outside its opening hours."


def is_outside_hours(rule: Availability, clinic: Clinic) -> bool:
    """Tell whether a rule reaches outside the opening hours of its clinic."""
    hours = [h for h in clinic.hours if h.weekday == rule.weekday]
    return not any(h.opens <= rule.starts and rule.ends <= h.closes for h in hours)


def left_out(
    rules: Sequence[Availability],
    clinics: Mapping[ClinicId, Clinic],
    closures: Sequence[Closure],
    holidays: Mapping[date, str],
    *,
    first: date,
    last: date,
) -> Iterator[LeftOut]:
    """Yield the days between two on which somebody would have called but for a holiday or a closure."""
    for day in span.days(first, last):
        due = {rule.clinic for rule in rules if rule.applies(day)}
        if not due:
            continue
        if day in holidays:
            yield LeftOut(day=day, clinics=(), reason=holidays[day])
            continue
        for closure in closures:
            shut = tuple(clinics[c].name for c in sorted(due) if closure.closes(c, day))
            if shut:
                reason = closure.reason or "closed"
                if closure.starts or closure.ends:
                    reason = f"{reason}, part of the day"
                yield LeftOut(day=day, clinics=shut, reason=reason)
