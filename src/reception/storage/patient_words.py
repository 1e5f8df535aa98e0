"""The words a patient is found by: parts of the name, the number in any format, postcode, birth date."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, delete, insert

from reception.domain.change import Value
from reception.domain.patient import Patient, digits, fold, words
from reception.storage.schema import patient_words as table

LAST_DIGITS = (6, 4)
"""How many last digits of a number find it too."""
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
    for count in LAST_DIGITS:
        if len(number) > count:
            yield number[-count:]


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
