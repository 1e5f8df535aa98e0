"""Staff: who works at the desk."""

from __future__ import annotations

from reception.domain.change import Change, Edit
from reception.domain.errors import Refusal
from reception.domain.ids import StaffId
from reception.domain.patient import clean_name, fold
from reception.domain.staff import Role, Staff
from reception.services.history import History
from reception.storage.reader import Reader


def working(reader: Reader) -> list[Staff]:
    """Return the people on the staff list, in the order they were added."""
    return [person for person in reader.all(Staff) if not person.retired]


def find(reader: Reader, name: str) -> Staff | None:
    """Return a person by name, in any case, or None."""
    wanted = fold(name)
    return next((person for person in working(reader) if fold(person.name) == wanted), None)


def add(history: History, name: str, role: Role = Role.RECEPTIONIST) -> Staff:
    """Put a person on the staff list; refuse a blank name and one that is on it."""
    person = Staff(id=StaffId(history.ids.next()), name=clean_name(name), role=role)

    def rule(reader: Reader) -> Change:
        if find(reader, person.name) is not None:
            raise Refusal(f"{person.name} is already on the staff list.", field="name")
        return Change("Add to the staff list", (Edit(None, person),), person.name)

    history.do(rule)
    return person


def named_or_new(history: History, name: str) -> tuple[Staff, bool]:
    """Return a person by name, and whether they are new: a receptionist, added along with their first change."""
    with history.store.read() as reader:
        known = find(reader, name)
    if known is not None:
        return known, False
    return Staff(id=StaffId(history.ids.next()), name=clean_name(name)), True
