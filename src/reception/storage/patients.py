"""Finding patients: by any word of a name, a number in any format, a postcode or a birth date."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime

from sqlalchemy import ColumnElement, FromClause, and_, bindparam, func, literal, or_, select, union_all

from reception.domain import span
from reception.domain.call import CallStatus
from reception.domain.ids import ClinicId, PatientId
from reception.domain.patient import Patient, Waiting, digits, fold
from reception.domain.patient import words as name_words
from reception.storage import patient_words, rows
from reception.storage.reader import Reader
from reception.storage.schema import calls, patients, prints, slots, waiting
from reception.storage.schema import patient_words as words

PREFIX_END = "\U0010ffff"


def search_words(text: str) -> tuple[str, ...]:
    """Return the folded words of what was typed; a number in any format is one word, and so is a birth date."""
    text = "".join(c for c in text if c.isspace() or unicodedata.category(c) not in ("Cc", "Cs")).strip()
    number = digits(text)
    day = _day(text)
    if day or re.fullmatch(r"(?a)\d{4}-\d\d-\d\d", text):
        return (day or text,)
    if len(number) >= patient_words.FEWEST_DIGITS and re.fullmatch(r"[+\d\s().\-/]+", text):
        if text.startswith("+"):
            number = re.sub(r"^440", "44", number)
        return (number.removeprefix("00") if number.startswith("0044") else number,)
    return tuple(_day(word) or word for word in fold(text).split())


def _day(text: str) -> str:
    """Return a birth date as the index has it, `1971-05-04`, or nothing where a text is no date."""
    day = span.read_day(text)
    return day.isoformat() if day else ""


def find(reader: Reader, text: str, *, limit: int = 20) -> list[Patient]:
    """Return the patients whose words begin with every word typed, in the order of the index.

    A number is found by its last digits too, after those that begin with them, and then by any others in it.
    """
    typed = search_words(text)
    if not typed:
        return recent(reader, limit=limit)
    first = max(range(len(typed)), key=lambda place: len(typed[place]))
    others = [_has(words.c.patient, word) for place, word in enumerate(typed) if place != first]
    found: dict[int, None] = {}
    for beginning in patient_words.beginnings(typed[first]):
        if len(found) < limit:
            matches = select(words.c.patient).where(_begins(words, beginning), *others)
            ordered = matches.order_by(words.c.word, words.c.name).limit(limit * 4)
            found |= dict.fromkeys(reader.connection.execute(ordered).scalars())
    if len(found) < limit and patient_words.are_digits(typed[first]):
        others = [_has(patients.c.id, word) for place, word in enumerate(typed) if place != first]
        inside = select(patients.c.id).where(_is_inside(typed[first]), *others)
        ordered = inside.order_by(patients.c.phone, patients.c.id).limit(limit)
        found |= dict.fromkeys(reader.connection.execute(ordered).scalars())
    return _in_order(reader, list(found)[:limit])


def are_found(patient: ColumnElement[PatientId], text: str) -> list[ColumnElement[bool]]:
    """Return the conditions that a patient of other rows is one whom a text finds; none where nothing is typed."""
    return [_has(patient, word) for word in search_words(text)]


def _has(patient: ColumnElement[PatientId], word: str) -> ColumnElement[bool]:
    """Return the condition that a patient is found by a word."""
    own = words.alias()
    fits = or_(*(_begins(own, beginning) for beginning in patient_words.beginnings(word)))
    found = select(literal(1)).where(own.c.patient == patient, fits).exists()
    if not patient_words.are_digits(word):
        return found
    whole = patients.alias()
    return or_(found, select(literal(1)).where(whole.c.id == patient, _is_inside(word, whole)).exists())


def _is_inside(figures: str, table: FromClause = patients) -> ColumnElement[bool]:
    """Return the condition that figures stand together somewhere in a number."""
    condition: ColumnElement[bool] = table.c.phone.contains(figures)
    return condition


def _begins(table: FromClause, beginning: str) -> ColumnElement[bool]:
    return and_(table.c.word >= beginning, table.c.word < beginning + PREFIX_END)


def _in_order(reader: Reader, ids: list[int]) -> list[Patient]:
    query = select(*rows.columns(Patient)).where(patients.c.id.in_(ids))
    by_id = {patient.id: patient for patient in reader.values(Patient, query)}
    return [by_id[PatientId(id_)] for id_ in ids]


def recent(reader: Reader, *, limit: int = 20) -> list[Patient]:
    """Return the patients who became known last, newest first."""
    query = select(*rows.columns(Patient)).order_by(patients.c.id.desc()).limit(limit)
    return reader.values(Patient, query)


def count(reader: Reader) -> int:
    """Return how many patients there are."""
    return int(reader.connection.execute(select(func.count()).select_from(patients)).scalar_one())


_WITH_PHONE = (
    select(*rows.columns(Patient)).where(patients.c.phone == bindparam("phone")).order_by(patients.c.id)
)
_NAMES_WITH_PHONE = select(patients.c.id, patients.c.name).where(patients.c.phone == bindparam("phone"))
_WAITS = select(*rows.columns(Waiting)).where(
    waiting.c.open == True,  # noqa: E712 (SQL)
    waiting.c.patient == bindparam("patient"),
)


def with_phone(reader: Reader, phone: str) -> list[Patient]:
    """Return the patients who share a number (E.164)."""
    return reader.values(Patient, _WITH_PHONE, phone=phone)


def names_with_phone(reader: Reader, phone: str) -> list[tuple[PatientId, str]]:
    """Return the ids and names of the patients who share a number (E.164)."""
    found = reader.connection.execute(_NAMES_WITH_PHONE, {"phone": phone})
    return [(PatientId(row.id), row.name) for row in found]


def maybe_the_same(
    reader: Reader, number: tuple[str, str], name: str, born: date | None = None, *, limit: int = 200
) -> list[Patient]:
    """Return the patients whose number ends as one does, who have its name and beginning, or were born on a day.

    `number` is the end and the beginning of a number, both empty where there is none. One statement, indexed.
    """
    tail, beginning = number
    signs = []
    if tail:
        longest = max(name_words(name), key=len, default="")
        namesake = and_(words.c.word == longest, words.c.name == fold(name), _has(words.c.patient, beginning))
        signs = [_begins(words, patient_words.BACKWARDS + tail[::-1]), namesake]
    signs += [words.c.word == born.isoformat()] if born is not None else []
    if not signs:
        return []
    found = select(words.c.patient).where(or_(*signs)).limit(limit)
    return reader.values(Patient, select(*rows.columns(Patient)).where(patients.c.id.in_(found)))


def is_needed(reader: Reader, patient: PatientId, *, besides: frozenset[int]) -> bool:
    """Tell whether anything still refers to a patient, besides things that are about to go."""
    uses = union_all(
        *(select(table.c.id).where(table.c.patient == patient) for table in (calls, waiting, prints))
    )
    return any(id_ not in besides for (id_,) in reader.connection.execute(uses))


def waiting_list(reader: Reader, clinic: ClinicId | None = None) -> list[tuple[Waiting, Patient]]:
    """Return who is waiting, longest first."""
    query = (
        select(*rows.columns(Waiting), *rows.columns(Patient))
        .join(patients, waiting.c.patient == patients.c.id)
        .where(waiting.c.open == True)  # noqa: E712 (SQL)
        .order_by(waiting.c.since, waiting.c.id)
    )
    if clinic is not None:
        query = query.where(or_(waiting.c.clinic == clinic, waiting.c.clinic.is_(None)))
    found = (rows.values(row, Waiting, Patient) for row in reader.connection.execute(query))
    return [(entry, patient) for entry, patient in found]


def open_entries(reader: Reader, patient: PatientId) -> list[Waiting]:
    """Return the open entries of a patient on the waiting list."""
    return reader.values(Waiting, _WAITS, patient=patient)


def next_calls(reader: Reader, ids: list[PatientId]) -> dict[PatientId, datetime]:
    """Return when each of some patients has their next booked call (UTC)."""
    query = (
        select(calls.c.patient, func.min(slots.c.starts_at))
        .join(slots, calls.c.slot == slots.c.id)
        .where(calls.c.patient.in_(ids), calls.c.status == CallStatus.BOOKED)
        .group_by(calls.c.patient)
    )
    return {PatientId(patient): at for patient, at in reader.connection.execute(query)}
