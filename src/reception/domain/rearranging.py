"""Two calls that swap their times, and a cancelled call that is taken up again; neither ever makes an overlap."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from reception.domain import span
from reception.domain.call import Call, CallLine, CallStatus, about, check_bookable
from reception.domain.change import Change, Edit
from reception.domain.errors import Refusal
from reception.domain.patient import check_may_be_called
from reception.domain.slot import SlotState


def swap(one: CallLine, other: CallLine, *, now: datetime) -> Change:
    """Let two booked calls swap their times and clinicians, where both times are still to come (`now` is UTC)."""
    if one.id == other.id:
        raise Refusal("Choose two different calls to swap.", field="with")
    for line in (one, other):
        if line.call.status is not CallStatus.BOOKED:
            state = line.call.status.replace("-", " ")
            told = f"is {state}, so it cannot be swapped. Choose a call that is booked."
            unnamed = f"The call at {span.moment_text(line.slot.starts_at)} {told}"
            raise Refusal(f"The call of {line.subject} {told}", field="with", unnamed=unnamed)
        if line.slot.starts_at < now:
            raise Refusal(
                f"{span.moment_text(line.slot.starts_at)} is in the past. Swap calls that are still to come.",
                field="with",
            )
        if line.slot.state is not SlotState.OPEN:
            raise Refusal(
                f"{span.moment_text(line.slot.starts_at)} is {line.slot.state} by now, so nobody can be moved "
                "to it. Move the call to a free time.",
                field="with",
            )
        check_may_be_called(line.patient)
    edits = (
        Edit(one.call, replace(one.call, slot=other.slot.id, next_try=None)),
        Edit(other.call, replace(other.call, slot=one.slot.id, next_try=None)),
    )
    return Change("Swapped", edits, f"{one.subject}, and {other.subject}")


def take_up(line: CallLine, taken_by: Call | None, *, now: datetime) -> Change:
    """Book a cancelled call again at its old time, if that is still free and to come (`now` is UTC)."""
    call = line.call
    if call.status is not CallStatus.CANCELLED:
        state = call.status.replace("-", " ")
        raise Refusal(
            f"This call is {state}, so there is nothing to take up again. Choose one that is cancelled."
        )
    check_bookable(line.slot, taken_by, now)
    check_may_be_called(line.patient)
    after = replace(call, status=CallStatus.BOOKED, cancelled_by=None, cancel_reason="")
    return Change("Booked again", (Edit(call, after),), about(line.patient, line.slot))
