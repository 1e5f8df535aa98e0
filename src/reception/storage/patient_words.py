"""The words a patient is found by: parts of the name, the number from either end, postcode, birth date."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, delete, insert

from reception.domain.change import Value
from reception.domain.patient import Patient, digits, fold, words
from reception.storage.schema import patient_words as table

BACKWARDS = "<"
"""What begins a number that is kept backwards too, so that its last digits find it as the first ones of a word."""
FEWEST_DIGITS = 3
"""Fewer last digits find too many numbers to be asked for."""
_INSERT = insert(table)


def words_of(patient: Patient) -> frozenset[str]:
    """Return the folded words of one patient."""
    found = {*words(patient.name), *_number_words(patient.phone)}
    if patient.postcode:
        found |= {*fold(patient.postcode).split(), fold(patient.postcode).replace(" ", "")}
    if patient.date_of_birth is not None:
        found.add(patient.date_of_birth.isoformat())
    return frozenset(found)


def _number_words(phone: str) -> Iterator[str]:
    number = digits(phone)
    if not number:
        return
    yield number
    if phone.startswith("+44"):
        yield "0" + number[2:]
        yield number[2:]
    yield BACKWARDS + number[::-1]


def beginnings(typed: str) -> tuple[str, ...]:
    """Return what a word begins with that a folded word finds: itself, and for digits also their end of a number."""
    return (typed, BACKWARDS + typed[::-1]) if are_digits(typed) else (typed,)


def are_digits(typed: str) -> bool:
    """Tell whether a word is part of a number, with digits enough to look for."""
    return len(typed) >= FEWEST_DIGITS and typed.isascii() and typed.isdecimal()


def replace(connection: Connection, before: Value | None, after: Patient) -> None:
    """Bring the words of a patient up to date with an edit."""
    if isinstance(before, Patient):
        if words_of(before) == words_of(after) and before.name == after.name:
            return
        connection.execute(delete(table).where(table.c.patient == after.id))
    name = fold(after.name)
    connection.execute(
        _INSERT, [{"word": word, "name": name, "patient": after.id} for word in sorted(words_of(after))]
    )
