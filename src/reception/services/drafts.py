"""Drafts: what somebody typed at this desk and did not do yet; neither journalled nor undone."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from reception.domain.draft import Draft, Texts
from reception.domain.errors import Obstacle
from reception.domain.patient import Patient, digits, fold
from reception.domain.staff import Staff
from reception.services.history import History
from reception.storage.late import calls, drafts, patients
from reception.storage.reader import Reader

MOST_PATIENTS = 50
"""How many patients of a text are looked at."""


def of(history: History, person: Staff) -> dict[str, Texts]:
    """Return what a person left half typed at this desk, by the name of its form, the oldest first."""
    with history.store.read() as reader:
        found: dict[str, Texts] = drafts.of_person(reader, history.desk, person)
    return found


def keep(history: History, person: Staff, forms: Mapping[str, Texts | None]) -> None:
    """Keep what a person has half typed, by form, or with None forget it."""
    with history.store.write() as writer:
        drafts.keep(writer, history.desk, person, forms, history.now())


def take_up(history: History, person: Staff) -> dict[str, Texts]:
    """Return what a person left half typed at this desk, once all that nobody touched for two weeks is forgotten."""
    with suppress(Obstacle):  # where nothing can be written now, the next start does it
        _tidy(history, person)
    return of(history, person)


def _tidy(history: History, person: Staff) -> None:
    with history.store.read() as reader:
        if not drafts.are_to_tidy(reader, history.desk, person, history.now()):
            return
    with history.store.write() as writer:
        drafts.sweep(writer, history.now())
        drafts.adopt(writer, history.desk, person)


def of_patient(reader: Reader, patient: Patient) -> list[Draft]:
    """Return every draft, at any desk, about a patient: by their id, their calls, or their name and number as typed."""
    return _about(reader, drafts.every(reader), [patient])


def find(reader: Reader, text: str) -> list[Draft]:
    """Return every draft about whom a text finds, known as a patient or only typed; the oldest first."""
    everything = drafts.every(reader)
    known = _about(reader, everything, patients.find(reader, text, limit=MOST_PATIENTS)) if everything else []
    return [draft for draft in everything if draft in known or draft.mentions(text)]


def whom(reader: Reader, draft: Draft) -> str:
    """Return the name of whom a draft is about, or nothing where no name was typed."""
    if draft.names:
        return draft.names[0]
    line = calls.line(reader, draft.call) if draft.call is not None else None
    return line.patient.name if line else ""


def _about(reader: Reader, everything: list[Draft], who: list[Patient]) -> list[Draft]:
    if not everything or not who:
        return []
    ids = [patient.id for patient in who]
    theirs = {line.id for one in ids for line in calls.of_patient(reader, one)}
    return [
        draft
        for draft in everything
        if draft.patient in ids or draft.call in theirs or any(_is_typed(draft, patient) for patient in who)
    ]


def _is_typed(draft: Draft, patient: Patient) -> bool:
    """Tell whether a patient's number was typed, or their name."""
    number = digits(patient.phone).removeprefix("44")
    return any(one.endswith(number) for one in draft.numbers) or any(
        fold(name) == fold(patient.name) for name in draft.names
    )
