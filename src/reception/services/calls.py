"""Calls: book, move, cancel, record, and the lists a desk works from."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime

from reception import phone
from reception.domain import call as rules
from reception.domain import details as details_rules
from reception.domain import outcome, second_call, span
from reception.domain.call import Attempt, Call, CallLine, CallStatus, CancelledBy, Result
from reception.domain.change import Change, Edit
from reception.domain.clinic import Clinic
from reception.domain.details import Details
from reception.domain.errors import Refusal
from reception.domain.ids import AttemptId, CallId, ClinicId, PatientId, SlotId
from reception.domain.organisation import ORGANISATION, Organisation
from reception.domain.patient import Patient
from reception.domain.slot import Slot
from reception.domain.span import Span
from reception.domain.text import clean_text
from reception.services import patients, telling, times
from reception.services.history import History
from reception.services.ids import first_of
from reception.services.telling import Told
from reception.storage.late import calls
from reception.storage.late import patients as patient_rows
from reception.storage.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who a call is for, as the form has it: a known patient, or a name and a number.

    `details` are what they told, typed over what the form had `seen` of them; None where it showed nothing. `named`
    are the booked calls of theirs that were asked about before another is made; None asks about none.
    """

    patient: PatientId | None = None
    name: str = ""
    phone: str = ""
    details: Details = details_rules.NONE
    seen: Details | None = None
    privacy_given: bool = False
    named: frozenset[CallId] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallHistory:
    """What happened to a call and its patient: the tries, and all that was done with the sheets given, oldest first."""

    attempts: tuple[Attempt, ...]
    lines: tuple[Told, ...]


def book(history: History, slot: SlotId, caller: Caller, *, about: str = "", speaking: str = "") -> Change:
    """Book a call into a free slot, for a known patient or somebody new."""
    return history.do(lambda reader: _book(history, reader, slot, caller, about, speaking))


def _book(history: History, reader: Reader, to: SlotId, caller: Caller, about: str, speaking: str) -> Change:
    slot, taken_by = calls.slot_and_live(reader, to)
    rules.check_bookable(slot, taken_by, history.now())
    if caller.patient is not None:
        patient, is_new = reader.get(Patient, caller.patient), False
    else:
        patient, is_new = patients.same_or_new(reader, history, caller.name, caller.phone)
    if caller.named is not None and not is_new:
        second_call.check(booked_for(reader, Caller(patient=patient.id)), caller.named)
    call = Call(
        id=CallId(history.ids.next()),
        slot=slot.id,
        patient=patient.id,
        about=clean_text(about, field="about"),
        speaking=clean_text(speaking, field="speaking"),
        booked_at=history.now(),
        booked_by=history.staff.id,
    )
    known = _with_details(patient, caller, history.now())
    change = rules.book(slot, taken_by, known if is_new else patient, is_new, call, now=history.now())
    extra = [Edit(patient, known)] if known != patient and not is_new else []
    extra += [] if is_new else _no_longer_waiting(reader, patient.id)
    return replace(change, edits=(*change.edits, *extra))


def _with_details(patient: Patient, caller: Caller, now: datetime) -> Patient:
    """Return a patient with what the form adds: what they told, and that the privacy notice was given."""
    given = patient.privacy_given_at or (now if caller.privacy_given else None)
    return replace(details_rules.told(patient, caller.details, caller.seen), privacy_given_at=given)


def _no_longer_waiting(reader: Reader, patient: PatientId) -> list[Edit]:
    """Return the edits that take a patient off the waiting list, because they have a call now."""
    return [Edit(entry, replace(entry, open=False)) for entry in patient_rows.open_entries(reader, patient)]


def booked_for(reader: Reader, caller: Caller) -> list[CallLine]:
    """Return the calls still booked for whoever calls, earliest first; none for somebody new."""
    patient = caller.patient
    if patient is None:
        with suppress(Refusal):  # what is no number yet is nobody's
            known = patients.same(reader, caller.name, phone.parse(caller.phone))
            patient = known.id if known else None
    if patient is None:
        return []
    lines = calls.of_patient(reader, patient)
    return [line for line in reversed(lines) if line.call.status is CallStatus.BOOKED]


def move(history: History, call: Call, to: SlotId) -> Change:
    """Move a call to another slot."""
    return history.do(lambda reader: moved(reader, call, to, history.now()))


def moved(reader: Reader, call: Call, to: SlotId, now: datetime) -> Change:
    """Return the change that moves a call to another slot; it names the clinic where that is another one."""
    old, new, taken_by = reader.get(Slot, call.slot), reader.get(Slot, to), calls.live_in(reader, to)
    change = rules.move(call, reader.get(Patient, call.patient), old, new, taken_by, now=now)
    if new.clinic == old.clinic:
        return change
    return replace(change, subject=f"{change.subject}, {reader.get(Clinic, new.clinic).name}")


def cancel(history: History, call: Call, *, by: CancelledBy, reason: str) -> Change:
    """Cancel a call, with who and why."""
    return history.do(
        lambda reader: rules.cancel(
            call, reader.get(Patient, call.patient), reader.get(Slot, call.slot), by=by, reason=reason
        )
    )


def record(
    history: History,
    call: Call,
    result: Result,
    *,
    note: str = "",
    call_back_at: datetime | None = None,
    consultation_at: datetime | None = None,
    consultation_clinic: ClinicId | None = None,
) -> Change:
    """Record what came of a try; a call-back needs its time (UTC)."""

    def rule(reader: Reader) -> Change:
        patient, slot = reader.get(Patient, call.patient), reader.get(Slot, call.slot)
        attempt = Attempt(
            id=AttemptId(history.ids.next()),
            call=call.id,
            at=history.now(),
            by=history.staff.id,
            phone=patient.phone,
            result=result,
            note=note,
            consultation_at=consultation_at,
            consultation_clinic=consultation_clinic,
        )
        open_on = times.open_on(reader, slot.clinic, history.now())
        policy = reader.get(Organisation, ORGANISATION)
        known = Caller(patient=patient.id)
        is_last = result is Result.DO_NOT_CALL
        return outcome.record(
            call,
            patient,
            slot,
            attempt,
            policy=policy,
            open_on=open_on,
            call_back_at=call_back_at,
            others=[line for line in booked_for(reader, known) if line.id != call.id] if is_last else (),
            waiting=patient_rows.open_entries(reader, patient.id) if is_last else (),
        )

    return history.do(rule)


def note_consultation(
    history: History, call: Call, attempt: Attempt, *, at: datetime | None, clinic: ClinicId | None
) -> Change:
    """Say when (UTC) and where the consultation is that a call ended with."""
    return history.do(
        lambda reader: outcome.note_consultation(
            attempt, reader.get(Patient, call.patient), reader.get(Slot, call.slot), at=at, clinic=clinic
        )
    )


def give_up(history: History, call: Call) -> Change:
    """Close a call as not reached, once its attempts are used up."""

    def rule(reader: Reader) -> Change:
        policy = reader.get(Organisation, ORGANISATION)
        patient, slot = reader.get(Patient, call.patient), reader.get(Slot, call.slot)
        return outcome.give_up(call, patient, slot, policy=policy)

    return history.do(rule)


def reopen(history: History, call: Call) -> Change:
    """Take up again a call that was closed by mistake."""
    return history.do(
        lambda reader: outcome.reopen(call, reader.get(Patient, call.patient), reader.get(Slot, call.slot))
    )


def edit(history: History, seen: Call, new: Call) -> Change:
    """Change what is noted of a call."""
    return history.do(
        lambda reader: rules.edit(seen, new, reader.get(Patient, seen.patient), reader.get(Slot, seen.slot))
    )


def get(reader: Reader, call: CallId) -> CallLine:
    """Return a call with all that belongs to it; refuse one that is not there."""
    found = calls.line(reader, call)
    if found is None:
        raise Refusal(f"There is no call {call}. Look for it in the list of its week.", field="id")
    return found


def of_week(reader: Reader, monday: date, clinic: ClinicId | None = None) -> list[CallLine]:
    """Return the calls of an ISO week, cancelled ones too, earliest first."""
    span.check_day(monday, field="week")
    return calls.between(reader, span.days_span(monday, date.fromordinal(monday.toordinal() + 6)), clinic)


def today(reader: Reader, now: datetime, clinic: ClinicId | None = None) -> list[CallLine]:
    """Return the day's work: what is due and overdue, what comes, what waits for another day, what has ended."""
    day = span.day_span(span.london_day(now))
    tried = calls.tried(reader, day, clinic, since=first_of(day.start))
    found: dict[CallId, CallLine] = {}
    for line in (
        *calls.unfinished(reader, day.start, clinic),
        *calls.to_try_again(reader, day, clinic),
        *calls.between(reader, day, clinic),
        *tried,
    ):
        found.setdefault(line.id, line)
    tried_ids = {line.id for line in tried}
    shown = [line for line in found.values() if _is_for(line, day, line.id in tried_ids)]
    return sorted(shown, key=lambda line: _place(line, now, day))


def due_on(reader: Reader, day: date, clinic: ClinicId | None = None) -> list[CallLine]:
    """Return the calls still booked that are due on a day to come, as they are booked by now, earliest first."""
    of_day = span.day_span(day)
    found = {
        line.id: line
        for line in (*calls.between(reader, of_day, clinic), *calls.to_try_again(reader, of_day, clinic))
        if line.call.status is CallStatus.BOOKED and line.due_at in of_day
    }
    return sorted(found.values(), key=lambda line: (line.due_at, line.id))


def held_on(reader: Reader, day: date, clinic: ClinicId | None = None) -> list[CallLine]:
    """Return the calls of a day by its slots, cancelled ones left out, earliest first."""
    return [line for line in calls.between(reader, span.day_span(day), clinic) if line.call.is_live]


def _is_for(line: CallLine, day: Span, was_tried: bool) -> bool:
    """Tell whether a call belongs to a day: it is of the day, was tried on it, or is to be tried by its end."""
    if line.call.status is CallStatus.CANCELLED:
        return False
    if line.call.status is not CallStatus.BOOKED or line.due_at < day.end:
        return True
    return line.slot.starts_at in day or (was_tried and line.call.next_try is not None)


def _place(line: CallLine, now: datetime, day: Span) -> tuple[int, datetime, int]:
    if line.call.status is not CallStatus.BOOKED:
        return 3, line.slot.starts_at, line.id
    if line.is_due(now):
        return 0, line.due_at, line.id
    return (1 if line.due_at < day.end else 2), line.due_at, line.id


def history_of(reader: Reader, call: Call) -> CallHistory:
    """Return the tries of a call, and what the journal says of it, its patient and the sheets they were given."""
    tries = tuple(calls.attempts_of(reader, call.id))
    return CallHistory(attempts=tries, lines=telling.history_of_call(reader, call))
