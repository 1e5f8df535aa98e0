"""Times as they are typed or offered: which slot of a clinic one means, and whether anybody is there then."""

from __future__ import annotations

from datetime import datetime

from reception.domain import next_try, span
from reception.domain.call import CallLine
from reception.domain.clinic import Clinic
from reception.domain.errors import Refusal
from reception.domain.gap import gap_of
from reception.domain.ids import ClinicianId, ClinicId
from reception.domain.slot import Slot, SlotState
from reception.services.clinics import open_hours
from reception.storage.late import calls, gaps, slots
from reception.storage.reader import Reader


def check_to_come(at: datetime, now: datetime) -> None:
    """Refuse an instant that is over, with its year: a slip of the year looks like any other day."""
    if at < now:
        day = span.day_text(span.london_day(at), year=True)
        raise Refusal(f"{day} {span.clock(at)} is in the past. Choose a later time.", field="at")


def slot_to_move_to(reader: Reader, line: CallLine, at: datetime, clinic: Clinic) -> Slot:
    """Return the slot a call is moved to: its own clinician's, or another's where only that one is free."""
    if (at, clinic.id) == (line.slot.starts_at, line.clinic.id):
        return line.slot
    return slot_at(reader, at, clinic, rather=line.clinician.id)


def slot_at(
    reader: Reader,
    at: datetime,
    clinic: Clinic,
    clinician: ClinicianId | None = None,
    *,
    rather: ClinicianId | None = None,
) -> Slot:
    """Return the slot of a clinic at an instant; where several have one the free one, of `rather` if it can be."""
    found = [s for s in slots.at(reader, at, clinic.id) if clinician in (None, s.clinician)]
    if not found:
        raise Refusal(
            f"{clinic.name} has no slot at {span.moment_text(at)}. Look for a free one, and choose that.",
            field="at",
        )
    found.sort(key=lambda slot: rather is not None and slot.clinician != rather)
    closed = gaps.in_span(reader, found[0].span)
    offered = [s for s in found if s.state is SlotState.OPEN and gap_of(s, closed) is None]
    free = [s for s in offered if calls.live_in(reader, s.id) is None]
    return (free or offered or found)[0]


def open_on(reader: Reader, clinic: ClinicId, around: datetime) -> next_try.OpenOn:
    """Return when a clinic is open on each day around an instant (UTC)."""
    hours = open_hours(reader, reader.get(Clinic, clinic), span.london_day(around))
    return lambda day: hours.get(day, ())


def call_back_time(reader: Reader, clinic: ClinicId, now: datetime) -> datetime | None:
    """Return the time to offer for a call back (UTC), inside a clinic's hours; None where it does not open soon."""
    return next_try.call_back(now, open_on=open_on(reader, clinic, now))


def outside_hours(reader: Reader, clinic: ClinicId, at: datetime) -> str:
    """Return a sentence that warns of a time (UTC) at which a clinic is closed, or nothing."""
    name = reader.get(Clinic, clinic).name
    return next_try.outside_hours(at, name, open_on=open_on(reader, clinic, at))
