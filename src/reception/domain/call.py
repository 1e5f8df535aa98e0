"""A discovery call and its life (HL7 FHIR: Appointment). The clinician calls; the desk books and records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from reception.domain import span
from reception.domain.change import Change, Edit
from reception.domain.clinic import Clinic
from reception.domain.clinician import Clinician
from reception.domain.errors import Refusal
from reception.domain.ids import AttemptId, CallId, ClinicId, PatientId, SlotId, StaffId
from reception.domain.organisation import USUAL_ATTEMPTS
from reception.domain.patient import Patient, check_may_be_called
from reception.domain.slot import Slot, SlotState
from reception.domain.text import LONGEST_NOTE, clean_edit, clean_text


class CallStatus(StrEnum):
    """Where a call stands; due is computed from the time, never stored."""

    BOOKED = "booked"
    DONE = "done"
    NOT_REACHED = "not-reached"
    CANCELLED = "cancelled"


class Result(StrEnum):
    """What came of one try."""

    CONSULTATION_BOOKED = "consultation-booked"
    CALL_BACK = "call-back"
    NO_ANSWER = "no-answer"
    VOICEMAIL = "voicemail"
    NOT_SUITABLE = "not-suitable"
    WRONG_NUMBER = "wrong-number"
    DO_NOT_CALL = "do-not-call"

    @property
    def words(self) -> str:
        """Return the result as the desk says it: `Consultation booked`."""
        text = self.value.replace("-", " ")
        return {"voicemail": "Voicemail left", "call-back": "Call back"}.get(self.value, text.capitalize())


class CancelledBy(StrEnum):
    """Who called it off."""

    PATIENT = "patient"
    CLINICIAN = "clinician"
    CLINIC = "clinic"


LONGEST_NOTES = 5 * LONGEST_NOTE
"""Characters that the notes of a call may have: those of all its tries stand together."""
ENDING = {Result.CONSULTATION_BOOKED, Result.NOT_SUITABLE, Result.DO_NOT_CALL}
UNANSWERED = {Result.NO_ANSWER, Result.VOICEMAIL}


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One discovery call; instants are UTC. `attempts` and `outcome` sum up its tries."""

    id: CallId
    slot: SlotId
    patient: PatientId
    about: str = ""
    speaking: str = ""
    status: CallStatus = CallStatus.BOOKED
    outcome: Result | None = None
    attempts: int = 0
    next_try: datetime | None = None
    notes: str = ""
    cancelled_by: CancelledBy | None = None
    cancel_reason: str = ""
    booked_at: datetime
    booked_by: StaffId

    @property
    def is_live(self) -> bool:
        """Tell whether it takes its slot."""
        return self.status is not CallStatus.CANCELLED


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One try to reach the patient: which number, by whom, when (UTC), and its result."""

    id: AttemptId
    call: CallId
    at: datetime
    by: StaffId
    phone: str
    result: Result
    note: str = ""
    consultation_at: datetime | None = None
    consultation_clinic: ClinicId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallLine:
    """A call with all that a line about it tells; `tries_agreed` is how often the clinics try to reach somebody."""

    call: Call
    slot: Slot
    patient: Patient
    clinic: Clinic
    clinician: Clinician
    number_is_wrong: bool = False
    tries_agreed: int = USUAL_ATTEMPTS

    @property
    def id(self) -> CallId:
        """Return the name of the call."""
        return self.call.id

    @property
    def due_at(self) -> datetime:
        """Return when the patient is next to be called (UTC)."""
        return self.call.next_try or self.slot.starts_at

    @property
    def has_no_try_left(self) -> bool:
        """Tell whether its tries are used up in vain, so that a person is to close it."""
        used_up = self.call.attempts >= self.tries_agreed
        return self.call.status is CallStatus.BOOKED and used_up and self.call.outcome in UNANSWERED

    def is_due(self, now: datetime) -> bool:
        """Tell whether somebody should be calling: the time has come and nothing ended it."""
        return self.call.status is CallStatus.BOOKED and self.due_at <= now

    @property
    def subject(self) -> str:
        """Return `Jane Holt, Thu 26 Nov 10:15`."""
        return about(self.patient, self.slot)


def about(patient: Patient, slot: Slot) -> str:
    """Return whom and when a change concerns: `Jane Holt, Thu 26 Nov 10:15`."""
    return f"{patient.name}, {span.moment_text(slot.starts_at)}"


def taken(slot: Slot) -> Refusal:
    """Return the sentence for a slot that somebody else has."""
    return Refusal(
        f"{span.moment_text(slot.starts_at)} has just been taken. Choose another time.", field="slot"
    )


def left(slot: Slot) -> Refusal:
    """Return the sentence for a call that has left its slot meanwhile."""
    at = span.moment_text(slot.starts_at)
    return Refusal(f"The call of {at} was moved or cancelled meanwhile. Choose another one.", field="with")


def already(lines: Sequence[CallLine]) -> str:
    """Return which calls a patient has, or nothing: `Jane Holt already has a call on Thu 26 Nov 10:15 in London.`"""
    if not lines:
        return ""
    calls = [f"{span.moment_text(line.slot.starts_at)} in {line.clinic.name}" for line in lines]
    what = "a call" if len(calls) == 1 else "calls"
    return f"{lines[0].patient.name} already has {what} on {' and '.join(calls)}."


def check_bookable(slot: Slot, taken_by: Call | None, now: datetime) -> None:
    """Refuse a slot that is past, booked, blocked, withdrawn, or not open for booking yet."""
    if taken_by is not None:
        raise taken(slot)
    if slot.state is SlotState.BLOCKED:
        why = f" ({slot.reason})" if slot.reason else ""
        raise Refusal(
            f"{span.moment_text(slot.starts_at)} is blocked{why}. Choose another time.", field="slot"
        )
    if slot.state is SlotState.WITHDRAWN:
        raise Refusal(
            f"{span.moment_text(slot.starts_at)} is no longer offered. Choose another time.", field="slot"
        )
    if slot.starts_at < now:
        raise Refusal(
            f"{span.moment_text(slot.starts_at)} is in the past. Choose a later time.", field="slot"
        )
    if slot.opens_at is not None and slot.opens_later(now):
        raise Refusal(
            f"{span.moment_text(slot.starts_at)} opens for booking on {span.moment_text(slot.opens_at)}. "
            "Release it to book it now, or choose another time.",
            field="slot",
        )


def book(
    slot: Slot, taken_by: Call | None, patient: Patient, is_new: bool, call: Call, *, now: datetime
) -> Change:
    """Book a discovery call into a free slot, adding the patient where they are new."""
    check_bookable(slot, taken_by, now)
    check_may_be_called(patient)
    edits = (Edit(None, patient),) if is_new else ()
    return Change("Booked", (*edits, Edit(None, call)), about(patient, slot))


def move(
    call: Call, patient: Patient, old: Slot, to: Slot, taken_by: Call | None, *, now: datetime
) -> Change:
    """Move a booked call to another slot; a fixed time for the next try goes with the old slot."""
    if call.status is not CallStatus.BOOKED:
        raise Refusal(f"This call is {call.status.replace('-', ' ')}, so it cannot be moved. Book a new one.")
    if to.id == old.id:
        raise Refusal(
            f"The call is already at {span.moment_text(to.starts_at)}. Choose another time.", field="slot"
        )
    check_bookable(to, taken_by, now)
    check_may_be_called(patient)
    moved = replace(call, slot=to.id, next_try=None)
    old_time, new_time = span.moment_text(old.starts_at), span.moment_text(to.starts_at)
    return Change("Moved", (Edit(call, moved),), f"{patient.name}, {old_time} to {new_time}")


def cancel(call: Call, patient: Patient, slot: Slot, *, by: CancelledBy, reason: str) -> Change:
    """Cancel a booked call, with who and why; its slot is free again."""
    if call.status is CallStatus.CANCELLED:
        raise Refusal(f"This call was already cancelled by the {call.cancelled_by}: {call.cancel_reason}.")
    if call.status is not CallStatus.BOOKED:
        raise Refusal(f"This call is {call.status.replace('-', ' ')}, so it cannot be cancelled.")
    reason = clean_text(reason, field="reason")
    if not reason:
        raise Refusal("Say why the call is cancelled, in a few words.", field="reason")
    after = replace(
        call,
        status=CallStatus.CANCELLED,
        cancelled_by=by,
        cancel_reason=reason,
        next_try=None,
    )
    return Change("Cancelled", (Edit(call, after),), about(patient, slot))


def edit(seen: Call, new: Call, patient: Patient, slot: Slot) -> Change:
    """Change what is noted of a call: what it is about, who speaks, the notes."""
    new = replace(
        new,
        about=clean_edit(seen.about, new.about, field="about"),
        speaking=clean_edit(seen.speaking, new.speaking, field="speaking"),
        notes=clean_edit(seen.notes, new.notes, field="notes", lines=True, limit=LONGEST_NOTES),
    )
    if new == seen:
        raise Refusal("Nothing was changed.")
    return Change("Edited the call", (Edit(seen, new),), about(patient, slot))
