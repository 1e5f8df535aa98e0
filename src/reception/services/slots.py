"""Slots: publish them from availability, find the free ones, block and release them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from reception.domain import availability as rules
from reception.domain import slot as slot_rules
from reception.domain import span
from reception.domain.availability import Availability, Plan
from reception.domain.change import Change, Edit
from reception.domain.clinic import Clinic
from reception.domain.clinician import Clinician
from reception.domain.closure import Closure
from reception.domain.errors import Refusal
from reception.domain.ids import AvailabilityId, ClinicianId, ClinicId, PublicationId, SlotId
from reception.domain.slot import Publication, Slot
from reception.domain.span import Span
from reception.services.clinics import bank_holidays
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What publishing did: the change (None where nothing had to change) and the plan behind it."""

    change: Change | None
    plan: Plan


def plan(reader: Reader, now: datetime, *, first: date, weeks: int) -> Plan:
    """Return what publishing some weeks would change; refuse a day that is past, and too many weeks."""
    today = span.london_day(now)
    if first < today:
        raise Refusal(
            f"{span.day_text(first, year=True)} is in the past. Publish from {today} on.", field="from"
        )
    if not 1 <= weeks <= rules.MOST_WEEKS:
        raise Refusal(f"Publish 1 to {rules.MOST_WEEKS} weeks at a time.", field="weeks")
    span.check_day(first, field="from")
    last = first + timedelta(days=7 * weeks - 1)
    span.check_day(last, field="weeks")
    window = span.days_span(first, last)
    calling = {clinician.id for clinician in reader.all(Clinician) if not clinician.retired}
    found = rules.plan(
        [rule for rule in reader.all(Availability) if rule.clinician in calling],
        {clinic.id: clinic for clinic in reader.all(Clinic)},
        reader.all(Closure),
        bank_holidays(first, last),
        slots.between(reader, window),
        slots.booked_between(reader, window),
        first=first,
        last=last,
    )
    return _from_now(found, now)


def _from_now(found: Plan, now: datetime) -> Plan:
    """Leave the part of today that is over as it is."""
    return replace(
        found,
        opening=tuple(one for one in found.opening if one[2].start >= now),
        withdrawing=tuple(slot for slot in found.withdrawing if slot.starts_at >= now),
        conflicts=tuple(slot for slot in found.conflicts if slot.starts_at >= now),
    )


def publish(history: History, *, first: date, weeks: int) -> Published:
    """Open the slots that availability asks for; publishing again changes only what is not booked."""
    seen: list[Plan] = []

    def rule(reader: Reader) -> Change:
        seen[:] = [plan(reader, history.now(), first=first, weeks=weeks)]
        if seen[0].is_empty:
            raise _NothingToDo
        return _publication(history, seen[0])

    try:
        change = history.do(rule)
    except _NothingToDo:
        return Published(change=None, plan=seen[0])
    return Published(change=change, plan=seen[0])


class _NothingToDo(Exception):  # noqa: N818 (a way out of the transaction, seen by nobody)
    """Everything is already as availability asks."""


def _publication(history: History, found: Plan) -> Change:
    first_slot = history.ids.run(max(1, len(found.opening)))
    opened = tuple(
        Slot(id=SlotId(id_), clinic=clinic, clinician=clinician, starts_at=one.start, ends_at=one.end)
        for id_, (clinic, clinician, one) in enumerate(found.opening, first_slot)
    )
    publication = Publication(
        id=PublicationId(history.ids.next()),
        first=found.first,
        last=found.last,
        first_slot=SlotId(first_slot),
        opened=len(opened),
        withdrawn=tuple(slot.id for slot in found.withdrawing),
    )
    days = span.days_text(found.first, found.last)
    counts = f"{len(opened)} opened"
    if publication.withdrawn:
        counts += f", {len(publication.withdrawn)} withdrawn"
    return Change("Published slots", (Edit(None, publication),), f"{days}, {counts}", opened)


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
    names = _Names(reader)
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


class _Names:
    """The clinics and clinicians of a database, by id."""

    def __init__(self, reader: Reader) -> None:
        self.clinics = {clinic.id: clinic for clinic in reader.all(Clinic)}
        self.clinicians = {clinician.id: clinician for clinician in reader.all(Clinician)}

    def line(self, slot: Slot) -> SlotLine:
        return SlotLine(
            slot=slot, clinic=self.clinics[slot.clinic], clinician=self.clinicians[slot.clinician]
        )


def line(reader: Reader, slot: SlotId) -> SlotLine:
    """Return one slot with the names that belong to it."""
    return _Names(reader).line(reader.get(Slot, slot))


def block(history: History, slot: Slot, reason: str) -> Change:
    """Take a free slot out of booking for now, with a reason."""
    return history.do(
        lambda reader: slot_rules.block(slot, calls.live_in(reader, slot.id) is not None, reason)
    )


def release(history: History, slot: Slot) -> Change:
    """Give a blocked slot back to booking."""
    return history.do(lambda reader: slot_rules.release(slot))


def rota(reader: Reader) -> list[Availability]:
    """Return every weekly rule, by weekday and time."""
    return sorted(reader.all(Availability), key=lambda rule: (rule.weekday, rule.starts, rule.valid_from))


def add_availability(history: History, rule: Availability, weekdays: Collection[int] = ()) -> Change:
    """Add a weekly rule, on its own weekday or on several; ids are given here."""
    first, *also = [
        replace(rule, id=AvailabilityId(history.ids.next()), weekday=weekday, example=False)
        for weekday in (sorted(weekdays) or [rule.weekday])
    ]
    return history.do(lambda reader: rules.add(first, reader.all(Availability), also))


def keep_availability(history: History, clinician: Clinician) -> Change:
    """Take over the example rota of a clinician as it is."""

    def rule(reader: Reader) -> Change:
        own = [one for one in rota(reader) if one.clinician == clinician.id]
        return rules.keep(own, clinician.name)

    return history.do(rule)


def edit_availability(history: History, seen: Availability, new: Availability) -> Change:
    """Change a weekly rule; it is no longer the example."""
    made = replace(new, example=False)
    return history.do(lambda reader: rules.edit(seen, made, reader.all(Availability)))


def remove_availability(history: History, rule: Availability) -> Change:
    """Take a weekly rule out."""
    return history.do(lambda reader: rules.remove(rule))
