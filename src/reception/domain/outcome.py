"""What came of a call: each try with its result, what that does to the call, and when to try next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from reception.domain import span
from reception.domain.call import (
    ENDING,
    UNANSWERED,
    Attempt,
    Call,
    CallLine,
    CallStatus,
    CancelledBy,
    Result,
    about,
    cancel,
)
from reception.domain.change import Change, Edit
from reception.domain.errors import Refusal
from reception.domain.ids import ClinicId
from reception.domain.next_try import OpenOn, next_attempt
from reception.domain.organisation import Organisation
from reception.domain.patient import Patient, Waiting, check_may_be_called
from reception.domain.slot import Slot
from reception.domain.text import clean_text

DO_NOT_CALL_REASON = "asked not to be called"


def stop_calling(
    patient: Patient, others: Sequence[CallLine], waiting: Sequence[Waiting]
) -> tuple[tuple[Edit, ...], str]:
    """Cancel the other booked calls of somebody who asked not to be called, and let them wait no longer.

    Return the edits, and what they come to in words: `, and cancelled Mon 30 Nov 15:00`.
    """
    edits: list[Edit] = []
    for line in others:
        off = cancel(line.call, patient, line.slot, by=CancelledBy.PATIENT, reason=DO_NOT_CALL_REASON)
        edits += off.edits
    edits += [Edit(entry, replace(entry, open=False)) for entry in waiting]
    *first, last = [span.moment_text(line.slot.starts_at) for line in others] or [""]
    told = f", and cancelled {', '.join(first)}{' and ' if first else ''}{last}" if last else ""
    told += ", and taken off the waiting list" if waiting else ""
    return tuple(edits), told


def record(
    call: Call,
    patient: Patient,
    slot: Slot,
    attempt: Attempt,
    *,
    policy: Organisation,
    open_on: OpenOn,
    call_back_at: datetime | None = None,
    others: Sequence[CallLine] = (),
    waiting: Sequence[Waiting] = (),
) -> Change:
    """Record what came of a try, and when to try next: never before the time that was agreed.

    `others` and `waiting` are the patient's other booked calls and their wishes: with do-not-call they end too.
    """
    if call.status is not CallStatus.BOOKED:
        raise Refusal(
            f"This call is already {call.status.replace('-', ' ')}. Undo that or reopen the call first."
        )
    attempt = replace(attempt, note=clean_text(attempt.note, field="note", lines=True))
    _check_consultation(attempt, attempt.consultation_at)
    next_try: datetime | None = None
    if attempt.result is Result.CALL_BACK:
        next_try = _call_back(call_back_at, attempt.at)
    elif attempt.result in UNANSWERED:
        again = next_attempt(call.attempts + 1, attempt.at, policy=policy, open_on=open_on)
        next_try = max(again, slot.starts_at) if again is not None else None
    edits: tuple[Edit, ...] = (Edit(None, attempt), Edit(call, _tried(call, attempt, next_try)))
    told = ""
    if attempt.result is Result.DO_NOT_CALL:
        ended, told = stop_calling(patient, others, waiting)
        marked = () if patient.do_not_call else (Edit(patient, replace(patient, do_not_call=True)),)
        edits = (*edits, *ended, *marked)
    return Change(f"Recorded “{attempt.result.words}”", edits, about(patient, slot) + told)


def _tried(call: Call, attempt: Attempt, next_try: datetime | None) -> Call:
    """Return a call after one try more."""
    return replace(
        call,
        status=CallStatus.DONE if attempt.result in ENDING else CallStatus.BOOKED,
        outcome=attempt.result,
        attempts=call.attempts + 1,
        next_try=next_try,
        notes="\n".join(text for text in (call.notes, attempt.note) if text),
    )


def _call_back(at: datetime | None, now: datetime) -> datetime:
    """Return the time a caller asked for; refuse none and one in the past."""
    if at is None:
        raise Refusal("Say when to call back, as a day and a time.", field="at")
    if at <= now:
        when = span.moment_text(at, beside=now)
        raise Refusal(f"{when} is in the past. Choose a later time to call back.", field="at")
    return at


def give_up(call: Call, patient: Patient, slot: Slot, *, policy: Organisation) -> Change:
    """Close a call as not reached, once its attempts are used up."""
    if call.status is not CallStatus.BOOKED:
        raise Refusal(f"This call is already {call.status.replace('-', ' ')}.")
    if call.attempts < policy.attempts or call.outcome not in UNANSWERED:
        tried = (
            f"has been tried {call.attempts} of {policy.attempts} times. "
            "Try again, or cancel the call with a reason."
        )
        raise Refusal(f"{patient.name} {tried}", unnamed=f"This patient {tried}")
    after = replace(call, status=CallStatus.NOT_REACHED, next_try=None)
    return Change("Closed as not reached", (Edit(call, after),), about(patient, slot))


def reopen(call: Call, patient: Patient, slot: Slot) -> Change:
    """Take up again a call that was closed by mistake; its tries stay."""
    if call.status not in (CallStatus.DONE, CallStatus.NOT_REACHED):
        raise Refusal(f"This call is {call.status}, so there is nothing to reopen.")
    check_may_be_called(patient)
    after = replace(call, status=CallStatus.BOOKED, next_try=None)
    return Change("Reopened", (Edit(call, after),), about(patient, slot))


def note_consultation(
    attempt: Attempt, patient: Patient, slot: Slot, *, at: datetime | None, clinic: ClinicId | None
) -> Change:
    """Say when (UTC) and where the consultation is that a call ended with; None is not known."""
    if attempt.result is not Result.CONSULTATION_BOOKED:
        raise Refusal("This call did not end with a consultation, so there is no time to note.")
    _check_consultation(attempt, at)
    noted = replace(attempt, consultation_at=at, consultation_clinic=clinic)
    if noted == attempt:
        raise Refusal("Nothing was changed.")
    return Change("Noted the consultation", (Edit(attempt, noted),), about(patient, slot))


def _check_consultation(attempt: Attempt, at: datetime | None) -> None:
    """Refuse a consultation (UTC) that was before the call in which it was booked."""
    if at is not None and at <= attempt.at:
        day = span.day_text(span.london_day(at), year=True)
        raise Refusal(f"{day} {span.clock(at)} was before the call itself. Choose a later time.", field="at")
