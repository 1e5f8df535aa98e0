"""What a line that books a call may mean: whom, and into which slot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from reception import phone
from reception.domain import span
from reception.domain.deed import BookDeed
from reception.domain.patient import Patient, words
from reception.domain.slot import Slot
from reception.services.finding import MOST_PATIENTS, MOST_SLOTS
from reception.services.patients import PatientLine
from reception.services.slots import SlotLine
from reception.ui.palette.asking import Answer, Other
from reception.ui.palette.entries import Entry, Kind, patient_entry, slot_entry
from reception.ui.palette.meaning import CHOOSE, MOST, Meaning, closest

ASKS = "Enter opens the form, which asks about a second one."
MOST_NAMED = 2
"""How many slots that are not free are named."""


@dataclass(frozen=True, slots=True)
class Booking:
    """To book a call for somebody known, into a slot; where it would be their second one the form asks."""

    patient: Patient
    slot: Slot
    is_second: bool = False


@dataclass(frozen=True, slots=True)
class NewBooking:
    """To open the booking form on a slot, with a name or a number that nobody known has."""

    slot: Slot
    name: str
    number: str = ""


def booking(deed: BookDeed, answer: Answer, now: datetime) -> Meaning:
    """Return what a booking may mean; Enter does it at once only where all that was said fits one thing."""
    if deed.free.doubts:
        return Meaning(said=" ".join(deed.free.doubts))
    found = answer.found
    people = closest(found.patients, deed.name or deed.who)
    others = [patient_entry(line, now) for line in found.patients if line not in people]
    slots = found.slots or found.near
    if not deed.who:
        return Meaning([slot_entry(slot) for slot in slots][:MOST], "Say for whom too: a name or a number.")
    if not people:
        return _for_somebody_new(deed, slots)
    if not slots:
        return Meaning(others, "No slot like that is free. Try another day or another clinic.")
    alike = len({line.patient.name for line in people}) < len(people)
    each = slots[: max(1, MOST // len(people))]
    asked = [_book_entry(line, slot, has_number=alike) for line in people for slot in each]
    said, is_clear = _choice(deed, answer, people)
    return Meaning([*asked[:MOST], *others], said, is_clear, is_in_the_way=not found.slots)


def _for_somebody_new(deed: BookDeed, slots: Sequence[SlotLine]) -> Meaning:
    if deed.strange:
        return Meaning(said=deed.strange)
    new = [replace(slot_entry(one), thing=NewBooking(one.slot, deed.name, deed.number)) for one in slots]
    called = f"is called “{span.short(deed.name)}”" if deed.name else ""
    has = "has that number" if deed.number else ""
    who = " and ".join(part for part in (called, has) if part)
    return Meaning(new[:MOST], f"{_unread(deed)}Nobody known {who}. Choose a slot to add them.")


def _choice(deed: BookDeed, answer: Answer, people: Sequence[PatientLine]) -> tuple[str, bool]:
    """Return what has to be chosen or known, and whether all is clear."""
    slots = answer.found.slots
    if not slots and deed.at is not None:
        return f"{deed.at:%H:%M} is not free there. These times are. {CHOOSE}", False
    if len(people) == len(slots) == 1:
        doubt = _doubt(deed, slots[0], answer.others, people[0].patient)
        has = people[0].next_call
        second = f"There is a call on {span.moment_text(has)} already. {ASKS}" if has is not None else ""
        return doubt or second, not doubt
    who = f"{_count(len(people), MOST_PATIENTS)} patients fit “{span.short(deed.said)}”. "
    when = f"{_count(len(slots), MOST_SLOTS)} slots fit. "
    return f"{who if len(people) > 1 else ''}{when if len(slots) > 1 else ''}{CHOOSE}", False


def _count(number: int, most: int) -> str:
    """Return a number; of what is only looked up as far as the most of it, that there may be more."""
    return f"{number}" if number < most else f"At least {number}"


def _doubt(deed: BookDeed, free: SlotLine, others: Sequence[Other] | None, patient: Patient) -> str:
    """Return why the only slot that is free may not be the one that is meant, or its patient; or nothing."""
    if others is None:
        return "1 slot fits. Say which day is meant, or choose with ↓, then Enter."
    if others:
        return _not_free(free, others)
    unread = _unread(deed, patient)
    return f"{unread}{CHOOSE}" if unread else ""


def _not_free(free: SlotLine, others: Sequence[Other]) -> str:
    if len(others) > MOST_NAMED:
        return f"{len(others)} other slots fit and are not free. {CHOOSE}"
    named = (f"{_named(other.line, free)} is {other.why}" for other in others)
    return f"{', and '.join(named)}. {CHOOSE}"


def _named(other: SlotLine, free: SlotLine) -> str:
    """Return a slot by its time and clinic, and by its clinician where the free one has the same."""
    moment = f"{span.moment_text(other.slot.starts_at)} in {other.clinic.name}"
    is_same = (other.slot.starts_at, other.clinic.id) == (free.slot.starts_at, free.clinic.id)
    return f"{moment} with {other.clinician.short_name}" if is_same else moment


def _unread(deed: BookDeed, patient: Patient | None = None) -> str:
    """Return the sentence about a word beside the name that may be a part of it, as of this patient’s; or nothing."""
    theirs = set(words(patient.name)) - set(words(deed.name)) if patient is not None else set()
    doubtful = [one for one in deed.beside if theirs & set(words(one))]
    word = next(iter([*deed.unsure, *doubtful]), None)
    return f"“{span.short(word)}” is not read as part of the name. " if word is not None else ""


def _book_entry(line: PatientLine, slot: SlotLine, *, has_number: bool) -> Entry:
    patient = line.patient
    at, has = span.moment_text(slot.slot.starts_at), line.next_call
    parts = [f"has one {span.moment_text(has)}"] if has else []
    parts += ["do not call"] if patient.do_not_call else []
    parts += [slot.clinic.name, slot.clinician.short_name]
    parts += [phone.national(patient.phone)] if has_number else []
    title = f"Book a second call for {patient.name}, {at}" if has else f"Book {patient.name} into {at}"
    thing = Booking(patient, slot.slot, is_second=has is not None)
    return Entry(Kind.DO, title, " · ".join(parts), thing=thing)
