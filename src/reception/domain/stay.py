"""Stays: booked calls that may stay where they are, though the rota has no hours there any more."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from reception.domain import span
from reception.domain.call import CallLine, CallStatus
from reception.domain.change import Change, Edit
from reception.domain.errors import Refusal
from reception.domain.ids import CallId, SlotId, StayId


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """That a call may stay in a slot; it holds while the call is booked there, and again where it comes back."""

    id: StayId
    call: CallId
    slot: SlotId


def let(stay: Stay, line: CallLine, there: Collection[Stay]) -> Change:
    """Let a booked call stay where it is; `there` are the stays that it has already."""
    check(stay, line, there)
    return Change("Let it stay", (Edit(None, stay),), line.subject)


def check(stay: Stay, line: CallLine | None, there: Collection[Stay]) -> None:
    """Refuse to let a call stay where it is not booked any more, and where it has a stay among those `there`."""
    if line is None:
        raise Refusal("This call is gone by now, so there is nothing to let stay.")
    is_booked = line.call.status is CallStatus.BOOKED
    if not is_booked or line.slot.id != stay.slot:
        at = f"booked for {span.moment_text(line.slot.starts_at)}"
        stands = at if is_booked else line.call.status.replace("-", " ")
        raise Refusal(f"This call is {stands} by now, so there is nothing to let stay.")
    if any(one.slot == stay.slot and one.id != stay.id for one in there):
        raise Refusal("Somebody else has let this call stay by now.")
