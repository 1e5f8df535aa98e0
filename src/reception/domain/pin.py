"""The pinboard: calls that are parked there until somebody finds them another time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from reception.domain import span
from reception.domain.call import Call, CallLine, CallStatus
from reception.domain.change import Change, Edit
from reception.domain.errors import Refusal
from reception.domain.ids import CallId, PinId, StaffId


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """A call on the pinboard, since when (UTC) and by whom; it keeps its slot until it is moved."""

    id: PinId
    call: CallId
    at: datetime
    by: StaffId


def park(pin: Pin, line: CallLine, parked: Pin | None) -> Change:
    """Put a booked call on the pinboard; `parked` is its pin where it is there already."""
    check_booked(line.call)
    if parked is not None:
        there = "is on the pinboard already."
        raise Refusal(f"The call of {line.patient.name} {there}", unnamed=f"This call {there}")
    return Change("Parked", (Edit(None, pin),), line.subject)


def check_booked(call: Call) -> None:
    """Refuse a call on the pinboard that needs no other time."""
    if call.status is not CallStatus.BOOKED:
        state = call.status.replace("-", " ")
        raise Refusal(f"This call is {state}, so it needs no other time. Only booked calls are parked.")


def check_parked(pin: Pin | None, line: CallLine) -> None:
    """Refuse to put a call into another slot that is not on the pinboard any more; say how it stands now."""
    if pin is None:
        is_booked = line.call.status is CallStatus.BOOKED
        at = f"booked for {span.moment_text(line.slot.starts_at)}"
        stands = at if is_booked else line.call.status.replace("-", " ")
        raise Refusal(f"This call is not on the pinboard any more: it is {stands} now.")


def take_off(pin: Pin, line: CallLine) -> Change:
    """Take a call off the pinboard; it stays at the time it has."""
    return Change("Took off the pinboard", (Edit(pin, None),), line.subject)
