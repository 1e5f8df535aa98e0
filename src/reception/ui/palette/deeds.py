"""What a line that asks for something may mean: one entry for each thing it can be, and never a guess."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from reception import phone
from reception.domain import span
from reception.domain.deed import FORMAT_NAMES, BookDeed, Deed, PrintDeed, PrintListDeed, WeekDeed
from reception.domain.patient import Patient
from reception.domain.sheet import Edition, SheetState
from reception.domain.slot import Slot
from reception.services import sheets
from reception.services.finding import Closeness, Found, Known, closeness
from reception.services.patients import PatientLine
from reception.services.sheets import SheetLine
from reception.services.slots import SlotLine
from reception.ui.palette.entries import Entry, Kind, patient_entry, slot_entry
from reception.ui.sheets.asked import Asked

MOST = 12
"""How many things a line may mean."""
ASKS = "Enter opens the form, which asks about a second one."
CHOOSE = "Choose one with ↓, then Enter."


@dataclass(frozen=True, slots=True)
class Booking:
    """To book a call for somebody known, into a slot; where it would be their second one the form asks."""

    patient: Patient
    slot: Slot
    is_second: bool = False


@dataclass(frozen=True, slots=True)
class NewBooking:
    """To open the booking form on a slot, with a name that nobody known has."""

    slot: Slot
    name: str


@dataclass(frozen=True, slots=True)
class Week:
    """To show the calls of a week, or to export them (`xlsx`, `csv`)."""

    monday: date
    format: str = ""


@dataclass(frozen=True, slots=True)
class Meaning:
    """The entries of a line, what to know of them, and whether Enter may do the first one at once."""

    entries: list[Entry] = field(default_factory=list)
    said: str = ""
    is_certain: bool = False
    is_in_the_way: bool = True
    """Whether what is said is an obstacle; else it is only what to choose."""


def meaning(deed: Deed, found: Found, known: Known, now: datetime) -> Meaning:
    """Return what a deed may mean, by what was found."""
    if isinstance(deed, BookDeed):
        return _booking(deed, found, now)
    if isinstance(deed, PrintDeed):
        return _printing(deed, found, known, now)
    if isinstance(deed, PrintListDeed):
        return _print_list(deed)
    return _week(deed)


# ---- book


def _booking(deed: BookDeed, found: Found, now: datetime) -> Meaning:
    if deed.free.doubts:
        return Meaning(said=" ".join(deed.free.doubts))
    people = _closest(found.patients, deed.who)
    others = [patient_entry(line, now) for line in found.patients if line not in people]
    slots = found.slots or found.near
    if not deed.who:
        return Meaning([slot_entry(slot) for slot in slots][:MOST], "Say for whom too: a name or a number.")
    if not people:
        new = [_new_entry(slot, deed.who) for slot in slots]
        return Meaning(
            new[:MOST], f"Nobody known is called “{span.short(deed.who)}”. Choose a slot to add them."
        )
    if not slots:
        return Meaning(others, "No slot like that is free. Try another day or another clinic.")
    alike = len({line.patient.name for line in people}) < len(people)
    asked = [_book_entry(line, slot, has_number=alike) for line in people for slot in slots]
    is_there = bool(found.slots)
    said = _choices(deed, found, people)
    return Meaning([*asked[:MOST], *others], said, is_there and len(asked) == 1, is_in_the_way=not is_there)


def _choices(deed: BookDeed, found: Found, people: Sequence[PatientLine]) -> str:
    """Return what has to be chosen, or nothing where all is clear."""
    if not found.slots and deed.at is not None:
        return f"{deed.at:%H:%M} is not free there. These times are. {CHOOSE}"
    if len(people) == len(found.slots) == 1 and people[0].next_call is not None:
        return f"There is a call on {span.moment_text(people[0].next_call)} already. {ASKS}"
    who = f"{len(people)} patients fit “{span.short(deed.who)}”. " if len(people) > 1 else ""
    when = f"{len(found.slots)} slots fit. " if len(found.slots) > 1 else ""
    return f"{who}{when}{CHOOSE}" if who or when else ""


def _closest(found: Sequence[PatientLine], who: str) -> list[PatientLine]:
    """Return the people whose name has the very words, where there are any; else all, as who was found by a number."""
    exact = [
        line for line in found if closeness(who, line.patient.name) in (Closeness.SAME, Closeness.WHOLE_WORDS)
    ]
    return exact or list(found)


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


def _new_entry(slot: SlotLine, name: str) -> Entry:
    return replace(slot_entry(slot), thing=NewBooking(slot.slot, name))


# ---- print


def _printing(deed: PrintDeed, found: Found, known: Known, now: datetime) -> Meaning:
    people: list[PatientLine | None] = [*_closest(found.patients, deed.who)] if deed.who else [None]
    there = [(fit, line) for line in known.sheets if (fit := _fit(deed, line)) is not None]
    same = [line for fit, line in there if fit is Closeness.SAME]
    fitting = same or [line for _, line in there]
    if not fitting:
        return Meaning(said=f"No sheet is called “{span.short(deed.title)}”. Ctrl+5 shows all there are.")
    if not people:
        return Meaning(said=f"Nobody known is called “{span.short(deed.who)}”.")
    asked = [_print_entry(deed, line, one) for one in people for line in fitting]
    which = f"{len(fitting)} sheets fit. " if len(fitting) > 1 else ""
    whom = f"{len(people)} patients fit. " if len(people) > 1 else ""
    said = f"{which}{whom}{CHOOSE}" if which or whom else ""
    return Meaning(asked[:MOST], said, len(asked) == 1, is_in_the_way=False)


def _fit(deed: PrintDeed, line: SheetLine) -> Closeness | None:
    if line.state is SheetState.WITHDRAWN:
        return None
    return closeness(deed.title, line.sheet.title, line.sheet.topic)


def _print_entry(deed: PrintDeed, line: SheetLine, whom: PatientLine | None) -> Entry:
    patient = whom.patient if whom is not None else None
    need = sheets.edition_for(patient) if patient is not None else Edition.STANDARD
    edition = deed.edition or need
    title = f"Print {span.short(line.sheet.title, 60)}, {edition.points} pt"
    about = f"version {line.sheet.version} · {line.state}"
    told = f"for {patient.name}, {phone.national(patient.phone)}" if patient else "for nobody in particular"
    return Entry(Kind.DO, title, f"{told} · {about}", thing=Asked(line.sheet, edition, patient))


def _print_list(deed: PrintListDeed) -> Meaning:
    if deed.doubts:
        return Meaning(said=" ".join(deed.doubts))
    return Meaning([Entry(Kind.DO, str(deed), thing=deed)], "", True)


# ---- week


def _week(deed: WeekDeed) -> Meaning:
    if deed.monday is None:
        return Meaning()
    does = (
        f"Export week {deed.week} to {FORMAT_NAMES[deed.format]}" if deed.format else f"Show week {deed.week}"
    )
    days = span.days_text(deed.monday, deed.monday + timedelta(days=6))
    return Meaning([Entry(Kind.DO, does, days, thing=Week(deed.monday, deed.format))], "", True)
