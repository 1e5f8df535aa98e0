"""A diary as it is after years: many slots behind it, and the calls of this week and the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, time, timedelta
from itertools import count, islice
from typing import Any

from sqlalchemy import Table, insert

from reception.desk import Desk
from reception.domain import span
from reception.domain.call import CallStatus
from reception.domain.clinic import Clinic
from reception.domain.clinician import Clinician
from reception.domain.ids import ClinicianId, PatientId
from reception.domain.patient import Patient, fold
from reception.domain.slot import SlotState
from reception.domain.staff import Staff
from reception.storage import patient_words, rows, schema
from reception.storage.store import Writer

CLINICIANS = 4
OPENS, SLOTS_A_DAY = time(9), 32
KNOWN_SINCE = span.instant(date(2020, 1, 1), OPENS)
BATCH = 5_000
Row = dict[str, Any]


def fill(desk: Desk, slots: int, today: date) -> None:
    """Store so many slots, the last at the end of next week; three of four have a call, ten calls a patient."""
    ids = desk.history.ids
    with desk.store.write() as writer:
        clinics = [clinic.id for clinic in writer.all(Clinic)]
        booked_by = writer.all(Staff)[0].id
        for number in range(CLINICIANS - len(writer.all(Clinician))):
            another = Clinician(
                id=ClinicianId(ids.next()), name=f"Dr Number {number}", qualifications="", title=""
            )
            writer.connection.execute(insert(schema.clinicians), rows.columns_of(another))
        people = [one.id for one in writer.all(Clinician)]
        patients = [_patient(number, ids.next()) for number in range(slots // 13 + 1)]
        words = ((word, one) for one in patients for word in patient_words.words_of(one))
        _insert(writer, schema.patients, map(rows.columns_of, patients))
        _insert(
            writer,
            schema.patient_words,
            ({"word": word, "name": fold(one.name), "patient": one.id} for word, one in words),
        )
        _insert(writer, schema.slots, _slots(slots, today, clinics, people))
        booked = (slot for slot in _slots(slots, today, clinics, people) if slot["id"] % 4)
        _insert(writer, schema.calls, (_call(slot, patients, today, booked_by) for slot in booked))


def _insert(writer: Writer, table: Table, values: Iterable[Row]) -> None:
    left = iter(values)
    while some := list(islice(left, BATCH)):
        writer.connection.execute(insert(table), some)


def _slots(wanted: int, today: date, clinics: list[Any], people: list[Any]) -> Iterator[Row]:
    """Yield slots of a quarter of an hour, the latest day first, Sundays left out."""
    day, number = span.monday(today) + timedelta(days=12), count(1)
    while True:
        opens = span.instant(day, OPENS)
        for turn in range(SLOTS_A_DAY):
            for place, person in enumerate(people):
                starts = opens + turn * timedelta(minutes=15)
                id_ = next(number)
                if id_ > wanted:
                    return
                yield {
                    "id": id_, "clinic": clinics[place % len(clinics)], "clinician": person, "starts_at": starts,
                    "ends_at": starts + timedelta(minutes=15), "state": SlotState.OPEN, "reason": "",
                    "withdrawn_by": None,
                }  # fmt: skip
        day -= timedelta(days=2 if day.weekday() == 0 else 1)


def _patient(number: int, id_: int) -> Patient:
    return Patient(
        id=PatientId(id_), name=f"Caller Number{number}", phone=f"+4477009{number % 100_000:05}",
        known_since=KNOWN_SINCE,
    )  # fmt: skip


def _call(slot: Row, patients: list[Patient], today: date, booked_by: int) -> Row:
    is_past = slot["ends_at"] < span.day_span(today).start
    number = slot["id"]
    return {
        "id": number, "slot": number, "patient": patients[number % len(patients)].id, "about": "Back pain",
        "speaking": "", "status": CallStatus.DONE if is_past else CallStatus.BOOKED, "outcome": None,
        "attempts": int(is_past), "next_try": None, "notes": "", "cancelled_by": None, "cancel_reason": "",
        "booked_at": KNOWN_SINCE, "booked_by": booked_by,
    }  # fmt: skip
