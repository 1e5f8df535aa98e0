"""The rota on some days: the slots that the weekly rules ask for, and what of them is left out and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from reception.domain import availability, span
from reception.domain import gap as gaps
from reception.domain.availability import Availability
from reception.domain.clinic import Clinic
from reception.domain.clinician import Clinician
from reception.domain.closure import Closure
from reception.domain.gap import Gap, OpenDay
from reception.domain.ids import ClinicianId, ClinicId
from reception.domain.leave import Leave
from reception.domain.slot import Slot
from reception.domain.span import Span

DAY = timedelta(days=1)


class Why(StrEnum):
    """What a slot is left out for."""

    HOLIDAY = "holiday"
    CLOSED = "closed"
    AWAY = "away"


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """What keeps people from working, and the single days that are open in spite of it."""

    holidays: Mapping[date, str] = field(default_factory=dict)
    closures: Sequence[Closure] = ()
    leave: Sequence[Leave] = ()
    open_days: Sequence[OpenDay] = ()

    def gaps(self, first: date, last: date) -> Mapping[date, list[tuple[Why, Gap]]]:
        """Return what is left out on each of some days."""
        window = span.days_span(first, last)
        holidays = (Gap(span=span.day_span(day), reason=name) for day, name in self.holidays.items())
        kinds: tuple[tuple[Why, Iterable[Gap]], ...] = (
            (Why.HOLIDAY, holidays),
            (Why.CLOSED, (gap for one in self.closures for gap in one.gaps)),
            (Why.AWAY, (gap for one in self.leave for gap in one.gaps)),
        )
        found: dict[date, list[tuple[Why, Gap]]] = {}
        for why, some in kinds:
            for gap in gaps.in_window(some, self.open_days, window):
                start, end = max(gap.span.start, window.start), min(gap.span.end, window.end)
                last_moment = end - timedelta(microseconds=1)
                for day in span.days(span.london_day(start), span.london_day(last_moment)):
                    found.setdefault(day, []).append((why, gap))
        return found


@dataclass(frozen=True, slots=True)
class Place:
    """Where and when a slot is."""

    clinic: ClinicId
    clinician: ClinicianId
    span: Span


def place_of(slot: Slot) -> Place:
    """Return where and when a slot is."""
    return Place(slot.clinic, slot.clinician, slot.span)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A day on which slots were left out, and why: the clinics that would work, and who is named.

    With nobody named it is the same for all.
    """

    day: date
    why: Why
    reason: str
    clinics: tuple[ClinicId, ...]
    names: tuple[str, ...] = ()
    is_part: bool = False

    def __str__(self) -> str:
        """Return `Fri 25 Dec 2026 (Christmas Day)`."""
        words = [self.reason] if self.reason or self.why is Why.AWAY else ["closed"]
        if self.is_part:
            words.append("part of the day")
        words += [f"{name} away" for name in self.names] if self.why is Why.AWAY else self.names
        return f"{span.day_text(self.day, year=True)} ({', '.join(word for word in words if word)})"


NOT_IN_ROTA = "no longer in the rota"


class Asked:
    """What the rules ask for on some days, what is left out of it, and what is odd about it.

    A bank holiday is asked for nothing, so `wanted` has only what is not on one. Closures and leave may be taken out
    again, so what falls into one is wanted too; it is `waiting`: there, and not offered while they last.
    """

    def __init__(
        self,
        rules: Sequence[Availability],
        clinics: Mapping[ClinicId, Clinic],
        people: Mapping[ClinicianId, Clinician],
        gaps_of: Mapping[date, list[tuple[Why, Gap]]],
        first: date,
        last: date,
    ) -> None:
        self.wanted: dict[Place, datetime | None] = {}
        self.waiting: set[Place] = set()
        self.warnings: dict[str, None] = {}
        self._clinics, self._people, self._gaps_of = clinics, people, gaps_of
        self._missing: dict[tuple[date, Why, Gap], dict[tuple[ClinicId, ClinicianId], None]] = {}
        for day in span.days(first, last):
            for rule in rules:
                if rule.applies(day):
                    self._take(rule, day, gaps_of.get(day, ()))
                    self._warn(rule, day)

    def _take(self, rule: Availability, day: date, found: Sequence[tuple[Why, Gap]]) -> None:
        opens = rule.opens_at(day)
        for one in rule.spans_on(day):
            place = Place(rule.clinic, rule.clinician, one)
            held = _first_that_takes(found, place)
            if held is None or held[0] is not Why.HOLIDAY:
                self.wanted[place] = opens
            if held is not None:
                self.waiting.add(place)
                self._missing.setdefault((day, *held), {})[rule.clinic, rule.clinician] = None

    def _warn(self, rule: Availability, day: date) -> None:
        where = self._clinics[rule.clinic]
        if availability.is_outside_hours(rule, where):
            said = f"{availability.text(rule)} at {where.name} is outside its opening hours."
            self.warnings[said] = None
        changed = clock_change(rule, day)
        if changed:
            self.warnings[f"{changed} at {where.name}."] = None

    def offers(self, place: Place) -> bool:
        """Tell whether a slot is asked for, and not left out."""
        return place in self.wanted and place not in self.waiting

    def left_out(self) -> Iterator[LeftOut]:
        """Yield the days on which slots are left out, one for each reason."""
        for (day, why, gap), whom in sorted(self._missing.items(), key=lambda one: one[0][0]):
            whole = span.day_span(day)
            clinics = tuple(sorted({clinic for clinic, _ in whom}))
            if why is Why.AWAY:
                names = tuple(dict.fromkeys(self._people[clinician].name for _, clinician in whom))
            elif why is Why.HOLIDAY and not gap.besides:
                names = ()
            else:
                names = tuple(self._clinics[clinic].name for clinic in clinics)
            yield LeftOut(
                day=day, why=why, reason=gap.reason, clinics=clinics, names=names,
                is_part=gap.span.start > whole.start or gap.span.end < whole.end,
            )  # fmt: skip

    def why_not(self, slot: Slot) -> str:
        """Return why a slot is not asked for."""
        clinic, clinician = self._clinics[slot.clinic], self._people[slot.clinician]
        names, whole = (clinic.name, clinician.name), slot.span
        if clinician.retired:
            return gaps.why(gaps.for_good(whole, clinician=clinician.id), *names)
        if clinic.retired:
            return gaps.why(gaps.for_good(whole, clinic=clinic.id), *names)
        found = self._gaps_of.get(span.london_day(slot.starts_at), ())
        held = _first_that_takes(found, place_of(slot))
        return NOT_IN_ROTA if held is None else gaps.why(held[1], *names)


def _first_that_takes(found: Sequence[tuple[Why, Gap]], place: Place) -> tuple[Why, Gap] | None:
    return next((one for one in found if one[1].takes(place.clinic, place.clinician, place.span)), None)


def clock_change(rule: Availability, day: date) -> str:
    """Return what a change of the clocks makes of a rule on a day, or nothing."""
    whole = span.day_span(day)
    change = whole.end - whole.start - DAY
    if not change:
        return ""
    step = rule.slot_minutes + rule.gap_minutes
    long = availability.minutes(rule.ends) - availability.minutes(rule.starts)
    usual, count = (long + rule.gap_minutes) // step, sum(1 for _ in rule.spans_on(day))
    if count == usual:
        return ""
    way = "forward" if change < timedelta() else "back"
    return (
        f"On {span.day_text(day, year=True)} the clocks go {way}: {count} slots instead of {usual} "
        f"for {availability.text(rule)}"
    )
