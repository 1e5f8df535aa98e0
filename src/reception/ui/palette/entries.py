"""What stands in the palette's list: entries made of what was found, ranked in groups."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from reception import phone
from reception.domain import span
from reception.domain.call import CallLine, CallStatus
from reception.domain.clinic import Clinic
from reception.domain.patient import Patient, initials
from reception.services.finding import Closeness, Found, Known, closeness
from reception.services.patients import PatientLine
from reception.services.sheets import SheetLine
from reception.services.slots import SlotLine
from reception.ui import words
from reception.ui.actions import ACTIONS, SCREENS, USEFUL, Action

MOST_SHEETS, MOST_CLINICS, MOST_ACTIONS = 5, 4, 6
ALL_KEYS = "?"
"""A line that begins with it lists every action with its key."""


class Kind(StrEnum):
    """What an entry is, in the word that stands before it."""

    DO = "Do"
    PATIENT = "Patient"
    CALL = "Call"
    FREE = "Free"
    SHEET = "Sheet"
    CLINIC = "Clinic"
    ACTION = "Action"


STATES = {
    Kind.DO: "call-back",
    Kind.PATIENT: "booked",
    Kind.FREE: "done",
    Kind.SHEET: "warn",
    Kind.CLINIC: "call-back",
}
"""The colour of each kind; the others are neutral."""


@dataclass(frozen=True)
class Entry:
    """One line of the list: its kind, what it is, what else to know of it, its key, and the thing itself."""

    kind: Kind
    title: str
    detail: str = ""
    key: str = ""
    thing: object = None

    @property
    def spoken(self) -> str:
        """Return the line as a screen reader says it."""
        return ", ".join(part for part in (self.kind.value, self.title, self.detail, self.key) if part)


@dataclass(frozen=True, slots=True)
class Again:
    """To book a cancelled call again at its old time."""

    line: CallLine


@dataclass(frozen=True)
class Offer:
    """Every action there is, and the names of those of one screen that can be done now with what it shows."""

    actions: tuple[Action, ...] = ACTIONS
    here: frozenset[str] = frozenset()

    @property
    def now(self) -> tuple[Action, ...]:
        """Return the actions that can be done now."""
        return tuple(one for one in self.actions if not one.on or one.name in self.here)


EVERYWHERE = Offer()
Ranked = list[tuple[Closeness, Entry]]


def ranked(
    typed: str,
    found: Found,
    known: Known,
    clinics: Sequence[Clinic],
    now: datetime,
    offer: Offer = EVERYWHERE,
) -> list[Entry]:
    """Return what fits a line; a group that it names exactly comes first, otherwise people come first."""
    groups = (
        [(_close(typed, line.patient.name), patient_entry(line, now)) for line in found.patients],
        [
            (_close(typed, line.patient.name), entry)
            for line in found.calls
            for entry in call_entries(line, now)
        ],
        _fitting(((slot_entry(line), (line.clinic.name,)) for line in known.next_free), typed, MOST_CLINICS),
        _fitting(
            ((sheet_entry(line), (line.sheet.title, line.sheet.topic)) for line in known.sheets),
            typed,
            MOST_SHEETS,
        ),
        _fitting(((clinic_entry(one), (one.name, *one.address)) for one in clinics), typed, MOST_CLINICS),
        _fitting(
            ((action_entry(one), (one.text, *one.also)) for one in offer.now if one.name != "find"),
            typed,
            MOST_ACTIONS,
        ),
    )
    filled = [group for group in groups if group]
    filled.sort(key=lambda group: min(fit for fit, _ in group))
    return [entry for group in filled for _, entry in group]


def _close(typed: str, name: str) -> Closeness:
    """Return how well a person fits; who was found by a number or a birth date fits as a beginning does."""
    fit = closeness(typed, name)
    return Closeness.BEGINNINGS if fit is None else fit


def _fitting(offered: Iterable[tuple[Entry, tuple[str, ...]]], typed: str, most: int) -> Ranked:
    found = [(fit, entry) for entry, names in offered if (fit := closeness(typed, *names)) is not None]
    return sorted(found, key=lambda one: one[0])[:most]


def wished(found: Found, now: datetime) -> list[Entry]:
    """Return the free slots of a wish, and the people that words left over might mean."""
    people = [patient_entry(line, now) for line in found.patients]
    return [slot_entry(line) for line in found.slots] + people


def keys(typed: str, offer: Offer = EVERYWHERE) -> list[Entry]:
    """Return every action of every screen, those with a key first, or those that fit what follows the question mark."""
    rest = typed.removeprefix(ALL_KEYS).strip()
    known = sorted(offer.actions, key=lambda one: not one.key)
    fits = (
        one for one in known if not rest or closeness(rest, one.text, one.key, *one.also, *one.on) is not None
    )
    return [action_entry(action) for action in fits]


def offered(known: Known, recent: Sequence[str], offer: Offer = EVERYWHERE) -> list[Entry]:
    """Return what is offered before anything is typed: the next free slots, the actions used last, useful ones."""
    there = {action.name: action for action in offer.now}
    names = dict.fromkeys([name for name in recent if name in there] + list(USEFUL))
    actions = [action_entry(there[name]) for name in list(names)[:MOST_ACTIONS]]
    return [slot_entry(line) for line in known.next_free] + actions


# ---- one entry of each kind


def patient_entry(line: PatientLine, now: datetime) -> Entry:
    """Return a patient with their number, next call or wait, and needs."""
    patient = line.patient
    parts = [phone.national(patient.phone)]
    if line.next_call is not None:
        parts.append(f"call {_moment(line.next_call, now)}")
    if line.waits_since is not None:
        parts.append(f"waiting since {_day(span.london_day(line.waits_since), now)}")
    parts += [f"needs {', '.join(patient.needs)}"] if patient.needs else []
    parts += ["do not call"] if patient.do_not_call else []
    return Entry(Kind.PATIENT, patient.name, " · ".join(parts), thing=patient)


def call_entry(line: CallLine, now: datetime) -> Entry:
    """Return a call with its time, clinic and where it stands."""
    parts = (_moment(line.slot.starts_at, now), line.clinic.name, words.call_word(line))
    return Entry(Kind.CALL, line.patient.name, " · ".join(parts), thing=line)


def private(entry: Entry) -> Entry:
    """Return an entry as it is shown while others can see the screen: people by their initials, without a number."""
    patient = _whose(entry.thing)
    if patient is None:
        return entry
    number = phone.national(patient.phone)
    parts = [one for one in entry.detail.split(" · ") if one != number and not one.startswith("needs ")]
    title, detail = (
        text.replace(f", {number}", "").replace(patient.name, initials(patient.name))
        for text in (entry.title, " · ".join(parts))
    )
    return replace(entry, title=title, detail=detail)


def _whose(thing: object) -> Patient | None:
    """Return the patient that an entry is about, or None."""
    if isinstance(thing, Again):
        thing = thing.line
    found = thing if isinstance(thing, Patient) else getattr(thing, "patient", None)
    return found if isinstance(found, Patient) else None


def call_entries(line: CallLine, now: datetime) -> list[Entry]:
    """Return a call, and for a cancelled one to come that it can be booked again."""
    shown = [call_entry(line, now)]
    if line.call.status is CallStatus.CANCELLED and line.slot.starts_at >= now:
        detail = f"{_moment(line.slot.starts_at, now)} · {line.clinic.name}"
        shown.append(Entry(Kind.DO, f"Book {line.patient.name} again", detail, thing=Again(line)))
    return shown


def slot_entry(line: SlotLine) -> Entry:
    """Return a free slot with its clinic and clinician."""
    times = f"{span.moment_text(line.slot.starts_at)}–{span.clock(line.slot.ends_at)}"
    return Entry(Kind.FREE, times, f"{line.clinic.name} · {line.clinician.name}", thing=line.slot)


def sheet_entry(line: SheetLine) -> Entry:
    """Return a version of a sheet with its state."""
    return Entry(
        Kind.SHEET, line.sheet.title, f"version {line.sheet.version} · {line.state}", thing=line.sheet
    )


def clinic_entry(clinic: Clinic) -> Entry:
    """Return a clinic with its address and number."""
    address = ", ".join(clinic.address)
    return Entry(Kind.CLINIC, clinic.name, f"{address} · {phone.national(clinic.phone)}", thing=clinic)


def action_entry(action: Action) -> Entry:
    """Return an action with its key, and the screens it is done on where that is not everywhere."""
    where = " and ".join(dict(SCREENS)[name] for name in action.on)
    return Entry(Kind.ACTION, action.text, f"on {where}" if where else "", action.key, action)


def _moment(moment: datetime, now: datetime) -> str:
    return f"{_day(span.london_day(moment), now)} {span.clock(moment)}"


def _day(day: date, now: datetime) -> str:
    """Return a day, with its year where that is not the present one."""
    return span.day_text(day, year=day.year != span.london_day(now).year)
