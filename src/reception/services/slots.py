"""Slots: find the free ones; block, withdraw and release single ones and stretches of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from reception.domain import slot as slot_rules
from reception.domain import span
from reception.domain.call import CallLine
from reception.domain.change import Change
from reception.domain.clinic import Clinic
from reception.domain.clinician import Clinician
from reception.domain.errors import Refusal
from reception.domain.gap import LONGEST_SLOT
from reception.domain.ids import ClinicianId, ClinicId, SlotId
from reception.domain.slot import BlockKind, Slot, SlotState
from reception.domain.span import Span
from reception.services.history import History
from reception.storage.late import calls, slots
from reception.storage.reader import Reader

AHEAD_DAYS = 366
"""How far ahead free slots are looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotLine:
    """A slot with the names of its clinic and clinician."""

    slot: Slot
    clinic: Clinic
    clinician: Clinician

    @property
    def id(self) -> SlotId:
        """Return the name of the slot."""
        return self.slot.id


def free(
    reader: Reader,
    now: datetime,
    *,
    clinic: ClinicId | None = None,
    clinician: ClinicianId | None = None,
    from_day: date | None = None,
    after: time | None = None,
    before: time | None = None,
    limit: int = 10,
    token: int = 0,
) -> list[SlotLine]:
    """Return the next free slots, earliest first; times of day are London's.

    What another desk holds is not free; what the desk with this `token` holds is.
    """
    if from_day is not None:
        span.check_day(from_day, field="from")
    start = now if from_day is None else max(now, span.day_span(from_day).start)
    ahead = Span(start, start + timedelta(days=AHEAD_DAYS))
    wanted = limit if after is None and before is None else None
    names = Names(reader)
    found = slots.free_between(reader, ahead, clinic, clinician, now=now, token=token, limit=wanted)
    return [names.line(slot) for slot in _at_times(found, after, before, limit)]


def is_free(reader: Reader, slot: Slot, now: datetime, *, token: int = 0) -> bool:
    """Tell whether a slot can be booked at an instant, by whoever holds slots with this token."""
    at = Span(slot.starts_at, slot.starts_at + timedelta(microseconds=1))
    found = slots.free_between(reader, at, slot.clinic, slot.clinician, now=now, token=token)
    return slot.starts_at >= now and any(one.id == slot.id for one in found)


def _at_times(found: Iterator[Slot], after: time | None, before: time | None, limit: int) -> Iterator[Slot]:
    given = 0
    for slot in found:
        at = span.london(slot.starts_at).time()
        if (after is None or at >= after) and (before is None or at < before):
            yield slot
            given += 1
            if given == limit:
                return


class Names:
    """The clinics and clinicians of a database, by id."""

    def __init__(self, reader: Reader) -> None:
        self.clinics = {clinic.id: clinic for clinic in reader.all(Clinic)}
        self.clinicians = {clinician.id: clinician for clinician in reader.all(Clinician)}

    def line(self, slot: Slot) -> SlotLine:
        """Return a slot with the names that belong to it."""
        return SlotLine(
            slot=slot, clinic=self.clinics[slot.clinic], clinician=self.clinicians[slot.clinician]
        )


def line(reader: Reader, slot: SlotId) -> SlotLine:
    """Return one slot with the names that belong to it."""
    return Names(reader).line(reader.get(Slot, slot))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A stretch of time (UTC) at a clinic or at every one, of one clinician or of all."""

    clinic: ClinicId | None = None
    clinician: ClinicianId | None = None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """The slots of a stretch: free, blocked, open for booking later, withdrawn by hand; and the calls booked in it."""

    free: tuple[Slot, ...] = ()
    blocked: tuple[Slot, ...] = ()
    later: tuple[Slot, ...] = ()
    withdrawn: tuple[Slot, ...] = ()
    booked: tuple[CallLine, ...] = ()


def touched(reader: Reader, stretch: Stretch, now: datetime) -> Touched:
    """Return the slots that a stretch touches, in whole or in part; those that open after `now` (UTC) are free too."""
    if stretch.span.end <= stretch.span.start:
        raise Refusal("The span ends before it starts. Change one of the times.", field="to")
    around = Span(stretch.span.start - LONGEST_SLOT, stretch.span.end)

    def inside(slot: Slot) -> bool:
        return slot.span.overlaps(stretch.span) and stretch.clinician in (None, slot.clinician)

    there = [slot for slot in slots.between(reader, around, stretch.clinic) if inside(slot)]
    withdrawn = [slot for slot in slots.withdrawn_by_hand(reader, around, stretch.clinic) if inside(slot)]
    return _sorted(reader, [*there, *withdrawn], now)


def among(reader: Reader, chosen: Collection[SlotId], now: datetime) -> Touched:
    """Return how some slots stand by now (UTC), so that what was booked meanwhile can be spared."""
    there = reader.some(Slot, chosen).values()
    return _sorted(reader, sorted(there, key=lambda slot: (slot.starts_at, slot.clinician)), now)


def _sorted(reader: Reader, there: Sequence[Slot], now: datetime) -> Touched:
    taken = slots.booked_among(reader, [slot.id for slot in there])
    free = [slot for slot in there if slot.state is SlotState.OPEN and slot.id not in taken]
    lines: list[CallLine] = []
    if taken:
        booked = [slot.starts_at for slot in there if slot.id in taken]
        lines = calls.between(reader, Span(min(booked), max(booked) + timedelta(microseconds=1)))
    return Touched(
        free=tuple(free),
        blocked=tuple(slot for slot in there if slot.state is SlotState.BLOCKED),
        later=tuple(slot for slot in free if slot.opens_later(now)),
        withdrawn=tuple(slot for slot in there if slot.state is SlotState.WITHDRAWN),
        booked=tuple(one for one in lines if one.slot.id in taken and one.call.is_live),
    )


def block(history: History, chosen: Sequence[Slot], reason: str, kind: BlockKind | None = None) -> Change:
    """Take free slots out of booking for now, with a reason, as one change."""
    return history.do(lambda reader: slot_rules.block(chosen, _booked(reader, chosen), reason, kind))


def withdraw(history: History, chosen: Sequence[Slot], reason: str, kind: BlockKind | None = None) -> Change:
    """Take free or blocked slots out of the diary as one change; publishing does not bring them back."""
    return history.do(lambda reader: slot_rules.withdraw(chosen, _booked(reader, chosen), reason, kind))


def release(history: History, chosen: Sequence[Slot]) -> Change:
    """Give slots back to booking that are blocked, withdrawn by hand, or would open later, as one change."""
    return history.do(lambda reader: slot_rules.release(chosen, history.now()))


def _booked(reader: Reader, chosen: Sequence[Slot]) -> Collection[SlotId]:
    return slots.booked_among(reader, [slot.id for slot in chosen[: slot_rules.MOST_AT_ONCE]])
