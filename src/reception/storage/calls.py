"""Calls as they are read: alone, or as lines with all that belongs to them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, exists, false, func, select

from reception.domain.call import Attempt, Call, CallLine, CallStatus, Result
from reception.domain.clinic import Clinic
from reception.domain.clinician import Clinician
from reception.domain.gap import Gap
from reception.domain.ids import LARGEST, CallId, ClinicId, PatientId, SlotId
from reception.domain.organisation import ORGANISATION, USUAL_ATTEMPTS
from reception.domain.patient import Patient
from reception.domain.slot import Slot
from reception.domain.span import Span
from reception.storage import gaps, rows
from reception.storage import lines as journal
from reception.storage import patients as patient_rows
from reception.storage.reader import Reader
from reception.storage.schema import attempts, calls, organisations, patients, slots

GAPS_AT_ONCE = 200
"""How many gaps one question names: SQLite puts no more than five hundred together."""
has_live_call = exists().where(calls.c.slot == slots.c.id, calls.c.status != CallStatus.CANCELLED)
"""True for a slot that a call takes."""

number_is_wrong_now = case(
    (
        calls.c.outcome == Result.WRONG_NUMBER,
        exists().where(
            attempts.c.call == calls.c.id,
            attempts.c.result == Result.WRONG_NUMBER,
            attempts.c.phone == patients.c.phone,
        ),
    ),
    else_=false(),
)
tries_agreed_now = (
    select(organisations.c.attempts).where(organisations.c.id == ORGANISATION).scalar_subquery()
)

# What every booking asks is put together once: that costs more than asking it.
_LIVE_IN = select(*rows.columns(Call)).where(
    calls.c.slot == bindparam("slot"), calls.c.status != CallStatus.CANCELLED
)
_SLOT_AND_LIVE = (
    select(*rows.columns(Slot), *rows.columns(Call))
    .select_from(
        slots.outerjoin(calls, and_(calls.c.slot == slots.c.id, calls.c.status != CallStatus.CANCELLED))
    )
    .where(slots.c.id == bindparam("slot"))
)
_MEANWHILE = (
    select(slots.c.starts_at)
    .select_from(calls.join(slots, calls.c.slot == slots.c.id))
    .where(
        calls.c.patient == bindparam("patient"),
        calls.c.status == CallStatus.BOOKED,
        calls.c.id != bindparam("besides"),
        slots.c.starts_at < bindparam("ends"),
        slots.c.ends_at > bindparam("starts"),
    )
    .order_by(slots.c.starts_at)
    .limit(1)
)


def _lines() -> Select[Any]:
    joined = calls.join(slots, calls.c.slot == slots.c.id).join(patients, calls.c.patient == patients.c.id)
    chosen = (
        *rows.columns(Call),
        *rows.columns(Slot),
        *rows.columns(Patient),
        number_is_wrong_now,
        tries_agreed_now,
    )
    return select(*chosen).select_from(joined)


def _read(reader: Reader, query: Select[Any]) -> list[CallLine]:
    clinics = {clinic.id: clinic for clinic in reader.all(Clinic)}
    clinicians = {clinician.id: clinician for clinician in reader.all(Clinician)}
    found = []
    for row in reader.connection.execute(query):
        call, slot, patient = rows.values(row, Call, Slot, Patient)
        found.append(
            CallLine(
                call=call,
                slot=slot,
                patient=patient,
                clinic=clinics[slot.clinic],
                clinician=clinicians[slot.clinician],
                number_is_wrong=bool(row[-2]),
                tries_agreed=row[-1] or USUAL_ATTEMPTS,
            )
        )
    return found


def _at(clinic: ClinicId | None) -> list[ColumnElement[bool]]:
    return [] if clinic is None else [slots.c.clinic == clinic]


def between(reader: Reader, span: Span, clinic: ClinicId | None = None) -> list[CallLine]:
    """Return every call, cancelled ones too, whose slot starts in a span (UTC), earliest first."""
    query = _lines().where(slots.c.starts_at >= span.start, slots.c.starts_at < span.end, *_at(clinic))
    return _read(reader, query.order_by(slots.c.starts_at, slots.c.clinic, slots.c.clinician, calls.c.id))


def ends_between(
    reader: Reader, span: Span, clinic: ClinicId | None = None
) -> list[tuple[datetime, CallStatus, Result | None]]:
    """Return when (UTC) each call of a span is, where it stands and its outcome; cancelled ones are left out."""
    query = (
        select(slots.c.starts_at, calls.c.status, calls.c.outcome)
        .select_from(calls.join(slots, calls.c.slot == slots.c.id))
        .where(slots.c.starts_at >= span.start, slots.c.starts_at < span.end, *_at(clinic))
        .where(calls.c.status != CallStatus.CANCELLED)
    )
    return [(at, status, outcome) for at, status, outcome in reader.connection.execute(query)]


def unfinished(reader: Reader, before: datetime, clinic: ClinicId | None = None) -> list[CallLine]:
    """Return the calls still booked whose slot started before an instant, earliest first."""
    query = _lines().where(calls.c.status == CallStatus.BOOKED, slots.c.starts_at < before, *_at(clinic))
    return _read(reader, query.order_by(slots.c.starts_at, calls.c.id))


def to_try_again(reader: Reader, span: Span, clinic: ClinicId | None = None) -> list[CallLine]:
    """Return the booked calls whose next try falls into a span (UTC), earliest first."""
    query = _lines().where(
        calls.c.status == CallStatus.BOOKED,
        calls.c.next_try >= span.start,
        calls.c.next_try < span.end,
        *_at(clinic),
    )
    return _read(reader, query.order_by(calls.c.next_try, calls.c.id))


def tried(reader: Reader, span: Span, clinic: ClinicId | None = None, *, since: int = 0) -> list[CallLine]:
    """Return the calls tried in a span (UTC); no attempt of the span has an id below `since`, which saves a scan."""
    of_span = select(attempts.c.call).where(
        attempts.c.id >= since, attempts.c.at >= span.start, attempts.c.at < span.end
    )
    query = _lines().where(calls.c.id.in_(of_span), calls.c.status != CallStatus.CANCELLED, *_at(clinic))
    return _read(reader, query.order_by(calls.c.id))


def line(reader: Reader, call: CallId) -> CallLine | None:
    """Return one call with all that belongs to it, or None."""
    found = _read(reader, _lines().where(calls.c.id == call)) if 0 <= call <= LARGEST else []
    return found[0] if found else None


def some(reader: Reader, ids: Sequence[CallId]) -> dict[CallId, CallLine]:
    """Return several calls by their ids, a thousand in one question; those that are not there are left out."""
    found: dict[CallId, CallLine] = {}
    for some_ids in rows.batches(ids):
        found |= {line.id: line for line in _read(reader, _lines().where(calls.c.id.in_(some_ids)))}
    return found


def of_patient(reader: Reader, patient: PatientId) -> list[CallLine]:
    """Return the calls of a patient, newest first."""
    return _read(reader, _lines().where(calls.c.patient == patient).order_by(slots.c.starts_at.desc()))


def of_patients(reader: Reader, ids: list[PatientId], *, limit: int) -> list[CallLine]:
    """Return the last calls of some patients, newest first."""
    query = _lines().where(calls.c.patient.in_(ids)).order_by(slots.c.starts_at.desc(), calls.c.id)
    return _read(reader, query.limit(limit))


def nearest(
    reader: Reader, own: CallLine, now: datetime, text: str = "", *, elsewhere: bool = False, limit: int
) -> list[CallLine]:
    """Return the other booked calls from an instant (UTC) on, nearest in time to one first: all, or whom a text finds.

    They are those of its own clinic, or those of every other one.
    """
    at = own.slot.starts_at
    query = _lines().where(
        calls.c.status == CallStatus.BOOKED,
        calls.c.id != own.id,
        (slots.c.clinic != own.clinic.id) if elsewhere else (slots.c.clinic == own.clinic.id),
        *patient_rows.are_found(calls.c.patient, text),
    )
    earlier = query.where(slots.c.starts_at >= now, slots.c.starts_at < at)
    later = query.where(slots.c.starts_at >= max(now, at))
    found = [
        *_read(reader, earlier.order_by(slots.c.starts_at.desc(), calls.c.id).limit(limit)),
        *_read(reader, later.order_by(slots.c.starts_at, calls.c.id).limit(limit)),
    ]
    return sorted(found, key=lambda line: (abs(line.slot.starts_at - at), line.id))[:limit]


def booked_in(
    reader: Reader, span: Span, found: Sequence[Gap], clinic: ClinicId | None = None
) -> list[CallLine]:
    """Return the booked calls that start in a span (UTC) and fall into any of some gaps, earliest first."""
    lines: dict[CallId, CallLine] = {}
    for first in range(0, len(found), GAPS_AT_ONCE):
        query = _lines().where(
            calls.c.status == CallStatus.BOOKED,
            gaps.within(found[first : first + GAPS_AT_ONCE], span),
            *_at(clinic),
        )
        lines |= {line.id: line for line in _read(reader, query)}
    return sorted(lines.values(), key=lambda line: (line.slot.starts_at, line.id))


def to_call_back(reader: Reader, span: Span, clinic: ClinicId | None = None) -> list[CallLine]:
    """Return the booked calls of which the next try was agreed for a time in a span (UTC), earliest first."""
    agreed = calls.c.next_try >= span.start, calls.c.next_try < span.end
    query = _lines().where(calls.c.status == CallStatus.BOOKED, *agreed, *_at(clinic))
    return _read(reader, query.order_by(calls.c.next_try, calls.c.id))


def cancelled_in(reader: Reader, slot: SlotId) -> CallLine | None:
    """Return the call of a slot that was cancelled last, as the journal has it, or None."""
    query = _lines().where(calls.c.slot == slot, calls.c.status == CallStatus.CANCELLED)
    found = _read(reader, query.order_by(calls.c.id))
    if len(found) < 2:
        return found[0] if found else None
    told = journal.of_things(reader.connection, [one.id for one in found])
    ended = {
        one.thing: one.seq
        for one in told
        if _is_cancelled(one.edit.after) and not _is_cancelled(one.edit.before)
    }
    return max(found, key=lambda one: (ended.get(one.id, 0), one.id))


def _is_cancelled(value: object) -> bool:
    return isinstance(value, Call) and value.status is CallStatus.CANCELLED


def live_in(reader: Reader, slot: SlotId) -> Call | None:
    """Return the call that takes a slot, or None."""
    found = reader.values(Call, _LIVE_IN, slot=slot)
    return found[0] if found else None


def slot_and_live(reader: Reader, slot: SlotId) -> tuple[Slot, Call | None]:
    """Return a slot and the call that takes it, or None, in one statement; refuse where there is no such slot."""
    row = reader.connection.execute(_SLOT_AND_LIVE, {"slot": slot}).first() if 0 <= slot <= LARGEST else None
    if row is None:
        return reader.get(Slot, slot), None
    end = len(rows.columns(Slot))
    found = rows.build(Slot, row[:end])
    reader.keep(found)
    return found, None if row[end] is None else rows.build(Call, row[end:])


def meanwhile(reader: Reader, call: Call, when: Span) -> datetime | None:
    """Return when another booked call of the same patient starts (UTC) that shares time with a stretch, or None."""
    wanted = {"patient": call.patient, "besides": call.id, "starts": when.start, "ends": when.end}
    found: datetime | None = reader.connection.execute(_MEANWHILE, wanted).scalar()
    return found


def attempts_of(reader: Reader, *ids: CallId) -> list[Attempt]:
    """Return the tries of some calls, oldest first."""
    query = select(*rows.columns(Attempt)).where(attempts.c.call.in_(ids))
    return reader.values(Attempt, query.order_by(attempts.c.at, attempts.c.id))


def first_tries(reader: Reader, span: Span, clinic: ClinicId | None = None) -> tuple[int, int]:
    """Return, for the calls of a span (UTC): how many were tried, and how many were reached at the first try.

    Cancelled calls are left out, as in every count of calls.
    """
    firsts = select(func.min(attempts.c.id)).group_by(attempts.c.call)
    reached = attempts.c.result.not_in([Result.NO_ANSWER, Result.VOICEMAIL, Result.WRONG_NUMBER])
    query = (
        select(func.count(), func.count(case((reached, 1))))
        .select_from(
            attempts.join(calls, attempts.c.call == calls.c.id).join(slots, calls.c.slot == slots.c.id)
        )
        .where(
            and_(slots.c.starts_at >= span.start, slots.c.starts_at < span.end, *_at(clinic)),
            calls.c.status != CallStatus.CANCELLED,
            attempts.c.id.in_(
                firsts.where(
                    attempts.c.call.in_(
                        select(calls.c.id)
                        .join(slots, calls.c.slot == slots.c.id)
                        .where(slots.c.starts_at >= span.start, slots.c.starts_at < span.end)
                    )
                )
            ),
        )
    )
    tried, at_once = reader.connection.execute(query).one()
    return int(tried), int(at_once)
