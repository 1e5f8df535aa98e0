"""Patients: find them, know them again, keep their card, and the waiting list."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from reception import phone
from reception.domain import outcome, span
from reception.domain import patient as rules
from reception.domain.call import CallLine, CallStatus
from reception.domain.change import Change
from reception.domain.errors import Refusal
from reception.domain.ids import ClinicId, PatientId, PrintId, WaitingId
from reception.domain.patient import Patient, Waiting, clean_name, fold
from reception.domain.slot import Slot
from reception.services.history import History
from reception.storage.late import calls, patients, sheets
from reception.storage.reader import Reader

if TYPE_CHECKING:
    from reception.domain.likeness import Alike
    from reception.domain.sheet import Print, Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingLine:
    """Somebody who waits, and the first free slot that would suit them and is proposed to nobody who waits longer."""

    entry: Waiting
    patient: Patient
    fits: Slot | None

    @property
    def id(self) -> WaitingId:
        """Return the name of the entry."""
        return self.entry.id


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientLine:
    """A patient as a list shows them: with their next call, or that they wait."""

    patient: Patient
    next_call: datetime | None
    waits_since: datetime | None

    @property
    def id(self) -> PatientId:
        """Return the name of the patient."""
        return self.patient.id


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetGiven:
    """A sheet that a patient was given."""

    given: Print
    sheet: Sheet

    @property
    def id(self) -> PrintId:
        """Return the name of the print."""
        return self.given.id


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientCard:
    """All that is known of a patient."""

    patient: Patient
    calls: tuple[CallLine, ...]
    waiting: tuple[Waiting, ...]
    alike: tuple[Alike, ...]
    sheets: tuple[SheetGiven, ...] = ()


def find(reader: Reader, text: str, *, limit: int = 20) -> list[PatientLine]:
    """Return the patients that a text finds, or without one those who became known last."""
    found = patients.find(reader, text, limit=limit)
    coming = patients.next_calls(reader, [patient.id for patient in found])
    waiting = {patient.id: entry.since for entry, patient in patients.waiting_list(reader)}
    return [PatientLine(patient=p, next_call=coming.get(p.id), waits_since=waiting.get(p.id)) for p in found]


def count(reader: Reader) -> int:
    """Return how many patients are known."""
    return patients.count(reader)


def card(reader: Reader, patient: PatientId) -> PatientCard:
    """Return all that is known of a patient; refuse one who is not there."""
    from reception.services import likeness

    known = reader.find(Patient, patient)
    if known is None:
        raise Refusal("There is no such patient. Look them up again.", field="id")
    return PatientCard(
        patient=known,
        calls=tuple(calls.of_patient(reader, patient)),
        waiting=tuple(entry for entry, who in patients.waiting_list(reader) if who.id == patient),
        alike=likeness.alike(reader, known.name, known.phone, known.date_of_birth, besides=patient),
        sheets=tuple(SheetGiven(given=g, sheet=s) for g, s in sheets.given_to(reader, patient)),
    )


def same(reader: Reader, name: str, number: str) -> Patient | None:
    """Return the patient with this number (E.164) and this name, folded; a family shares a number."""
    wanted = fold(name)
    found = next((p for p in patients.with_phone(reader, number) if fold(p.name) == wanted), None)
    if found is None:
        reader.unknown.add((wanted, number))
    return found


def same_or_new(reader: Reader, history: History, name: str, number: str) -> tuple[Patient, bool]:
    """Return who this is, and whether they are new; refuse what is no name or no number."""
    cleaned, e164 = clean_name(name), phone.parse(number)
    known = same(reader, cleaned, e164)
    if known is not None:
        return known, False
    fresh = Patient(id=PatientId(history.ids.next()), name=cleaned, phone=e164, known_since=history.now())
    return fresh, True


def edit(history: History, seen: Patient, new: Patient) -> Change:
    """Change a patient's card, from what the person saw to what they typed; do-not-call ends what is booked."""
    if new.date_of_birth is not None and new.date_of_birth > span.london_day(history.now()):
        raise Refusal("The date of birth is in the future. Type it as 4 May 1971.", field="date_of_birth")
    checked = replace(
        new,
        name=clean_name(new.name),
        phone=phone.parse(new.phone),
        postcode=" ".join(new.postcode.upper().split()),
        needs=tuple(dict.fromkeys(need.strip() for need in new.needs if need.strip())),
    )

    def rule(reader: Reader) -> Change:
        change = rules.edit(seen, checked)
        if checked.do_not_call and not seen.do_not_call:
            booked = [
                line for line in calls.of_patient(reader, seen.id) if line.call.status is CallStatus.BOOKED
            ]
            ended, told = outcome.stop_calling(checked, booked[::-1], patients.open_entries(reader, seen.id))
            return replace(change, edits=(*ended, *change.edits), subject=change.subject + told)
        return change

    return history.do(rule)


def wait(history: History, name: str, number: str, wish: Waiting) -> Change:
    """Put somebody on the waiting list; `wish` says where, when and about what."""

    def rule(reader: Reader) -> Change:
        patient, is_new = same_or_new(reader, history, name, number)
        entry = replace(
            wish, id=WaitingId(history.ids.next()), patient=patient.id, since=history.now(), open=True
        )
        return rules.wait(entry, patient, is_new)

    return history.do(rule)


def leave_waiting(history: History, entry: Waiting, patient: Patient) -> Change:
    """Take somebody off the waiting list."""
    return history.do(lambda reader: rules.leave_waiting(entry, patient))


def waiting(reader: Reader, now: datetime, clinic: ClinicId | None = None) -> list[WaitingLine]:
    """Return who waits, longest first, each with a slot of their own: the first free one of a fortnight that suits.

    Of one clinic, those who want it or any, and its slots alone.
    """
    from reception.services.waiting import first_fits

    waits = patients.waiting_list(reader, clinic)
    fits = first_fits(reader, [entry for entry, _ in waits], now, clinic)
    return [WaitingLine(entry=entry, patient=p, fits=fits.get(entry.id)) for entry, p in waits]
