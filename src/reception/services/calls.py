"""Calls: book, move, cancel, record, and the lists a desk works from."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime

from reception import phone
from reception.domain import call as rules
from reception.domain import gap as gap_rules
from reception.domain import next_try, outcome, span
from reception.domain.call import Attempt, Call, CallLine, CallStatus, CancelledBy, Result
from reception.domain.change import Change, Edit
from reception.domain.clinic import Clinic
from reception.domain.errors import Refusal
from reception.domain.gap import Gap, gap_of
from reception.domain.ids import AttemptId, CallId, ClinicianId, ClinicId, PatientId, SlotId
from reception.domain.organisation import ORGANISATION, Organisation
from reception.domain.patient import Patient
from reception.domain.slot import Slot, SlotState
from reception.domain.span import Span
from reception.domain.text import clean_text
from reception.services import patients, telling
from reception.services.clinics import open_hours
from reception.services.history import History
from reception.services.ids import first_of
from reception.services.telling import Told
from reception.storage.late import calls, gaps, slots
from reception.storage.late import patients as patient_rows
from reception.storage.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who a call is for, as the form has it: a known patient, or a name and a number."""

    patient: PatientId | None = None
    name: str = ""
    phone: str = ""
    needs: tuple[str, ...] = ()
    privacy_given: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The diary of some days: its slots, the calls in them (cancelled ones left out), and when it is closed."""

    first: date
    last: date
    slots: tuple[Slot, ...]
    lines: tuple[CallLine, ...]
    gaps: tuple[Gap, ...] = ()

    def free(self, now: datetime) -> frozenset[SlotId]:
        """Return the slots that can be booked at a moment (UTC); whether somebody holds one is not known here."""
        booked = {line.slot.id for line in self.lines}
        return frozenset(
            slot.id
            for slot in self.slots
            if gap_rules.is_free(slot, self.gaps, now, is_booked=slot.id in booked)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CallHistory:
    """What happened to a call and its patient: the tries, and all that was done with the sheets given, oldest first."""

    attempts: tuple[Attempt, ...]
    lines: tuple[Told, ...]


def book(history: History, slot: SlotId, caller: Caller, *, about: str = "", speaking: str = "") -> Change:
    """Book a call into a free slot, for a known patient or somebody new."""
    return history.do(lambda reader: _book(history, reader, reader.get(Slot, slot), caller, about, speaking))


def _book(history: History, reader: Reader, slot: Slot, caller: Caller, about: str, speaking: str) -> Change:
    taken_by = calls.live_in(reader, slot.id)
    rules.check_bookable(slot, taken_by, history.now())
    if caller.patient is not None:
        patient, is_new = reader.get(Patient, caller.patient), False
    else:
        patient, is_new = patients.same_or_new(reader, history, caller.name, caller.phone)
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
    """Return a patient with what the form adds: needs, and that the privacy notice was given."""
    given = patient.privacy_given_at or (now if caller.privacy_given else None)
    needs = tuple(dict.fromkeys((*patient.needs, *map(clean_text, caller.needs))))
    return replace(patient, privacy_given_at=given, needs=needs)


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


def move(history: History, call: Call, to: SlotId) -> Change:
    """Move a call to another slot."""
    return history.do(lambda reader: moved(reader, call, to, history.now()))


def moved(reader: Reader, call: Call, to: SlotId, now: datetime) -> Change:
    """Return the change that moves a call to another slot."""
    return rules.move(
        call,
        reader.get(Patient, call.patient),
        reader.get(Slot, call.slot),
        reader.get(Slot, to),
        calls.live_in(reader, to),
        now=now,
    )


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
        open_on = _open_on(reader, slot.clinic, history.now())
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


def _open_on(reader: Reader, clinic: ClinicId, around: datetime) -> next_try.OpenOn:
    hours = open_hours(reader, reader.get(Clinic, clinic), span.london_day(around))
    return lambda day: hours.get(day, ())


def call_back_time(reader: Reader, clinic: ClinicId, now: datetime) -> datetime | None:
    """Return the time to offer for a call back (UTC), inside a clinic's hours; None where it does not open soon."""
    return next_try.call_back(now, open_on=_open_on(reader, clinic, now))


def outside_hours(reader: Reader, clinic: ClinicId, at: datetime) -> str:
    """Return a sentence that warns of a time (UTC) at which a clinic is closed, or nothing."""
    name = reader.get(Clinic, clinic).name
    return next_try.outside_hours(at, name, open_on=_open_on(reader, clinic, at))


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


def board(reader: Reader, first: date, last: date, clinic: ClinicId | None = None) -> Board:
    """Return the diary of some days."""
    window = span.days_span(first, last)
    lines = (line for line in calls.between(reader, window, clinic) if line.call.is_live)
    return Board(
        first=first,
        last=last,
        slots=tuple(slots.between(reader, window, clinic)),
        lines=tuple(lines),
        gaps=gaps.in_span(reader, window),
    )


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
