"""Publishing: what the rota asks for on some days, compared with the slots that are there."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from reception.domain.availability import Availability
from reception.domain.clinic import Clinic
from reception.domain.clinician import Clinician
from reception.domain.ids import ClinicianId, ClinicId, SlotId
from reception.domain.rota import Asked, Calendar, LeftOut, Place, place_of
from reception.domain.slot import Slot, SlotState
from reception.domain.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class There:
    """The slots that are there: open and blocked ones, which of them a call takes, and what people withdrew by hand.

    Those that are `held` somebody is just booking: they stay until the next time.

    Where all of it `stays`, nothing is withdrawn, and nothing opened beside it.
    """

    slots: Sequence[Slot] = ()
    booked: Collection[SlotId] = ()
    by_hand: Sequence[Slot] = ()
    held: Collection[SlotId] = ()
    stays: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """A slot to open, and from when (UTC) it can be booked; None is at once.

    One that `waits` falls into a closure or leave: it is there, and offered as soon as that is taken out.
    """

    place: Place
    opens_at: datetime | None = None
    waits: bool = False

    @property
    def span(self) -> Span:
        """Return when it is."""
        return self.place.span


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

    @property
    def waiting(self) -> int:
        """Return how many of the slots to open are not offered while a closure or leave lasts."""
        return sum(one.waits for one in self.opening)

    @property
    def offered(self) -> int:
        """Return how many of the slots to open can be booked, now or from a day to come."""
        return len(self.opening) - self.waiting

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

    What somebody withdrew by hand stays withdrawn. A closure or leave withdraws nothing and keeps nothing from being
    opened: it is not offered while it lasts, and is the moment it is taken out. Publishing a plan and planning again
    finds nothing to do.
    """
    working = [one for one in rules if not clinics[one.clinic].retired and not people[one.clinician].retired]
    asked = Asked(working, clinics, people, calendar.gaps(first, last), first, last)
    wanted = {place: opens for place, opens in asked.wanted.items() if place.span.start >= now}
    fixed = [slot for slot in there.slots if _stays(slot, there, now)]
    chosen = _not_overlapping(wanted, fixed, there.by_hand)
    free = [slot for slot in there.slots if not _stays(slot, there, now)]
    kept = {place_of(slot) for slot in free if _is_as_asked(slot, chosen, now)}
    offers = (
        Offer(place, _later(wanted[place], now), place in asked.waiting)
        for place in chosen
        if place not in kept
    )
    return Plan(
        first=first,
        last=last,
        opening=tuple(offers),
        withdrawing=tuple(slot for slot in free if place_of(slot) not in kept),
        conflicts=tuple(
            Misfit(slot, asked.why_not(slot))
            for slot in there.slots
            if slot.id in there.booked and slot.starts_at >= now and not asked.offers(place_of(slot))
        ),
        left_out=tuple(asked.left_out()),
        warnings=tuple(asked.warnings),
    )


def _stays(slot: Slot, there: There, now: datetime) -> bool:
    is_taken = slot.id in there.booked or slot.id in there.held
    return there.stays or is_taken or slot.state is not SlotState.OPEN or slot.starts_at < now


def _later(opens_at: datetime | None, now: datetime) -> datetime | None:
    """Return an opening that is still to come; what is over is the same as none."""
    return opens_at if opens_at is not None and opens_at > now else None


def _is_as_asked(slot: Slot, chosen: Mapping[Place, datetime | None], now: datetime) -> bool:
    """Tell whether a free slot stays as it is: one that has opened once, by hand or by its day, is not shut again."""
    place = place_of(slot)
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
