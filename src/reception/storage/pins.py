"""The pinboard's questions."""

from __future__ import annotations

from sqlalchemy import bindparam, select

from reception.domain.call import Call, CallLine
from reception.domain.clinic import Clinic
from reception.domain.clinician import Clinician
from reception.domain.ids import CallId, ClinicId
from reception.domain.organisation import USUAL_ATTEMPTS
from reception.domain.patient import Patient
from reception.domain.pin import Pin
from reception.domain.slot import Slot
from reception.storage import rows
from reception.storage.calls import number_is_wrong_now, tries_agreed_now
from reception.storage.reader import Reader
from reception.storage.schema import calls, clinicians, clinics, patients, pins, slots, staff

_KINDS = (Pin, Call, Slot, Patient, Clinic, Clinician)

_OF_CALL = select(*rows.columns(Pin)).where(pins.c.call == bindparam("of_call"))


def of_call(reader: Reader, call: CallId) -> Pin | None:
    """Return the pin of a call, or None where it is not parked."""
    return next(iter(reader.values(Pin, _OF_CALL, of_call=call)), None)


def lines(reader: Reader, clinic: ClinicId | None = None) -> list[tuple[Pin, CallLine, str]]:
    """Return the pins of a clinic or of all, longest there first, each with its call and who parked it."""
    joined = (
        pins.join(calls, pins.c.call == calls.c.id)
        .join(slots, calls.c.slot == slots.c.id)
        .join(patients, calls.c.patient == patients.c.id)
        .join(clinics, slots.c.clinic == clinics.c.id)
        .join(clinicians, slots.c.clinician == clinicians.c.id)
        .join(staff, pins.c.by == staff.c.id)
    )
    columns = [column for kind in _KINDS for column in rows.columns(kind)]
    query = select(*columns, staff.c.name, number_is_wrong_now, tries_agreed_now).select_from(joined)
    if clinic is not None:
        query = query.where(slots.c.clinic == clinic)
    found = []
    for row in reader.connection.execute(query.order_by(pins.c.at, pins.c.id)):
        pin, call, slot, patient, where, whose = rows.values(row, *_KINDS)
        line = CallLine(
            call=call,
            slot=slot,
            patient=patient,
            clinic=where,
            clinician=whose,
            number_is_wrong=bool(row[-2]),
            tries_agreed=row[-1] or USUAL_ATTEMPTS,
        )
        found.append((pin, line, str(row[-3])))
    return found
