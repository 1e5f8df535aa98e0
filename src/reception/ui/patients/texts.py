"""What a card says of a patient, in words."""

from __future__ import annotations

from reception import phone
from reception.domain import span
from reception.domain.patient import Patient
from reception.services.patients import PatientCard


def texts(patient: Patient) -> dict[str, str]:
    """Return what the fields of a card say of a patient."""
    return {
        "name": patient.name,
        "phone": phone.national(patient.phone),
        "email": patient.email,
        "date_of_birth": span.birth_text(patient.date_of_birth) if patient.date_of_birth else "",
        "postcode": patient.postcode,
        "preferred_times": patient.preferred_times,
        "needs": ", ".join(patient.needs),
    }


def all_of(patient: Patient) -> dict[str, object]:
    """Return what all of a card says of a patient: the fields, the clinic, the tick."""
    return {**texts(patient), "clinic": patient.preferred_clinic, "do_not_call": patient.do_not_call}


def noted(patient: Patient) -> str:
    """Return what to know before calling: `Needs large print · Prefers mornings`."""
    times = patient.preferred_times
    told = (
        f"Needs {', '.join(patient.needs)}" if patient.needs else "",
        "Asked not to be called" if patient.do_not_call else "",
        f"Prefers {times[:1].lower()}{times[1:]}" if times and (patient.needs or patient.do_not_call) else "",
    )
    return " · ".join(one for one in told if one)


def about(told: PatientCard) -> str:
    """Return the line below the name: born when, postcode, since when known, privacy notice, waiting."""
    patient = told.patient
    given = patient.privacy_given_at
    privacy = (
        f"privacy notice given {span.day_text(span.london_day(given))}"
        if given
        else "privacy notice not given yet"
    )
    parts = (
        f"Born {span.birth_text(patient.date_of_birth)}" if patient.date_of_birth else "",
        patient.postcode,
        f"known since {span.birth_text(span.london_day(patient.known_since))}",
        privacy,
        "on the waiting list" if told.waiting else "",
    )
    line = " · ".join(part for part in parts if part)
    return f"{line[:1].upper()}{line[1:]}"
