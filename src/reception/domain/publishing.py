"""Publishing: what the weekly rules ask for, compared with the slots that are there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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
from reception.domain.ids import ClinicianId, ClinicId, SlotId
from reception.domain.leave import Leave
from reception.domain.slot import Slot, SlotState
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


@dataclass(frozen=True, slots=True, kw_only=True)
class There:
    """The slots that are there: open and blocked ones, which of them a call takes, and what people withdrew by hand."""

    slots: Sequence[Slot] = ()
    booked: Collection[SlotId] = ()
    by_hand: Sequence[Slot] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where and when a slot is."""

    clinic: ClinicId
    clinician: ClinicianId
    span: Span


def _place(slot: Slot) -> Place:
    return Place(slot.clinic, slot.clinician, slot.span)


@dataclass(frozen=True, slots=True)
class Offer:
    """A slot to open, and from when (UTC) it can be booked; None is at once."""

    place: Place
    opens_at: datetime | None = None

    @property
    def span(self) -> Span:
        """Return when it is."""
        return self.place.span


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


@dataclass(frozen=True, slots=True)
class Misfit:
    """A booked slot that publishing would not open, and why: `London is closed: Training`."""

    slot: Slot
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What publishing would do: slots to open, free ones to withdraw, booked ones that no longer fit."""

    first: date
    last: date
    opening: tuple[Offer, ...] = ()
    withdrawing: tuple[Slot, ...] = ()
    conflicts: tuple[Misfit, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to change."""
        return not self.opening and not self.withdrawing

    def why(self, slot: SlotId) -> str:
        """Return why a booked slot no longer fits, or nothing where it does."""
        return next((one.why for one in self.conflicts if one.slot.id == slot), "")


def plan(
    rules: Sequence[Availability],
    clinics: Mapping[ClinicId, Clinic],
    people: Mapping[ClinicianId, Clinician],
    calendar: Calendar,
    there: There,
    *,
    first: date,
    last: date,
    now: datetime,
) -> Plan:
    """Compare what the rules ask for with what is there; what is booked, blocked, or begun by `now` (UTC) stays.

    What somebody withdrew by hand stays withdrawn. Publishing a plan and planning again finds nothing to do.
    """
    working = [one for one in rules if not clinics[one.clinic].retired and not people[one.clinician].retired]
    asked = _Asked(working, clinics, people, calendar.gaps(first, last), first, last)
    wanted = {place: opens for place, opens in asked.wanted.items() if place.span.start >= now}
    fixed = [slot for slot in there.slots if _stays(slot, there.booked, now)]
    chosen = _not_overlapping(wanted, fixed, there.by_hand)
    free = [slot for slot in there.slots if not _stays(slot, there.booked, now)]
    kept = {_place(slot) for slot in free if _is_as_asked(slot, chosen, now)}
    offers = (Offer(place, _later(wanted[place], now)) for place in chosen if place not in kept)
    return Plan(
        first=first,
        last=last,
        opening=tuple(offers),
        withdrawing=tuple(slot for slot in free if _place(slot) not in kept),
        conflicts=tuple(
            Misfit(slot, asked.why_not(slot))
            for slot in there.slots
            if slot.id in there.booked and slot.starts_at >= now and _place(slot) not in wanted
        ),
        left_out=tuple(asked.left_out()),
        warnings=tuple(asked.warnings),
    )


def _stays(slot: Slot, booked: Collection[SlotId], now: datetime) -> bool:
    return slot.id in booked or slot.state is not SlotState.OPEN or slot.starts_at < now


def _later(opens_at: datetime | None, now: datetime) -> datetime | None:
    """Return an opening that is still to come; what is over is the same as none."""
    return opens_at if opens_at is not None and opens_at > now else None


def _is_as_asked(slot: Slot, chosen: Mapping[Place, datetime | None], now: datetime) -> bool:
    """Tell whether a free slot stays as it is: one that has opened once, by hand or by its day, is not shut again."""
    place = _place(slot)
    if place not in chosen:
        return False
    has_opened = slot.opens_at is not None and slot.opens_at <= now
    return has_opened or slot.opens_at == _later(chosen[place], now)


def _not_overlapping(
    wanted: Mapping[Place, datetime | None], fixed: Sequence[Slot], by_hand: Sequence[Slot]
) -> dict[Place, datetime | None]:
    """Leave out what is there for good, was taken out by hand, or would put a clinician in two places at once."""
    taken: dict[tuple[ClinicianId, date], list[Span]] = {}

    def take(clinician: ClinicianId, one: Span) -> None:
        for day in {one.start.date(), one.end.date()}:
            taken.setdefault((clinician, day), []).append(one)

    for slot in (*fixed, *by_hand):
        take(slot.clinician, slot.span)
    chosen: dict[Place, datetime | None] = {}
    for place in sorted(wanted, key=lambda one: (one.span.start, one.clinician, one.clinic)):
        one = place.span
        around = {one.start.date(), one.end.date()}
        if not any(one.overlaps(other) for day in around for other in taken.get((place.clinician, day), ())):
            chosen[place] = wanted[place]
            take(place.clinician, one)
    return chosen


class _Asked:
    """What the rules ask for on some days, what is left out of it, and what is odd about it."""

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
            held = _first_that_takes(found, Place(rule.clinic, rule.clinician, one))
            if held is None:
                self.wanted[Place(rule.clinic, rule.clinician, one)] = opens
            else:
                self._missing.setdefault((day, *held), {})[rule.clinic, rule.clinician] = None

    def _warn(self, rule: Availability, day: date) -> None:
        where = self._clinics[rule.clinic]
        if availability.is_outside_hours(rule, where):
            said = f"{availability.text(rule)} at {where.name} is outside its opening hours."
            self.warnings[said] = None
        changed = _clock_change(rule, day)
        if changed:
            self.warnings[f"{changed} at {where.name}."] = None

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
        held = _first_that_takes(found, _place(slot))
        return NOT_IN_ROTA if held is None else gaps.why(held[1], *names)


def _first_that_takes(found: Sequence[tuple[Why, Gap]], place: Place) -> tuple[Why, Gap] | None:
    return next((one for one in found if one[1].takes(place.clinic, place.clinician, place.span)), None)


def _clock_change(rule: Availability, day: date) -> str:
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
