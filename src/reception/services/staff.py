"""Staff: who works at the desk."""

from __future__ import annotations

from reception.domain import staff as rules
from reception.domain.change import Change
from reception.domain.errors import Refusal
from reception.domain.ids import StaffId
from reception.domain.patient import clean_name
from reception.domain.staff import ASK, PROGRAM, Role, Staff
from reception.services.history import History
from reception.storage.reader import Reader


def working(reader: Reader) -> list[Staff]:
    """Return the people on the staff list, in the order they were added."""
    return [person for person in reader.all(Staff) if not person.retired]


def find(reader: Reader, name: str) -> Staff | None:
    """Return a person by name, in any case, or None."""
    return rules.with_name(name, working(reader))


def put_on_list(history: History, name: str, role: Role) -> Change:
    """Put a person on the staff list; refuse a blank name and one that is on it."""

    def rule(reader: Reader) -> Change:
        person = Staff(id=StaffId(history.ids.next()), name=name, role=role)
        return rules.add(person, reader.all(Staff))

    return history.do(rule)


def add(history: History, name: str, role: Role = Role.RECEPTIONIST) -> Staff:
    """Put a person on the staff list, and return them."""
    added = put_on_list(history, name, role).edits[0].after
    assert isinstance(added, Staff)
    return added


def welcome(history: History, name: str, role: Role = Role.RECEPTIONIST) -> Staff:
    """Add who is about to work here; in the program's own name while nobody on the list works at this desk."""
    with history.store.read() as reader:
        is_known = reader.find(Staff, history.staff.id) is not None
    own = history if is_known else History(history.store, history.now, history.ids, PROGRAM, history.desk)
    return add(own, name, role)


def edit(history: History, seen: Staff, new: Staff) -> Change:
    """Change a person's name or role."""
    return history.do(lambda reader: rules.edit(seen, new, reader.all(Staff)))


def retire(history: History, person: Staff) -> Change:
    """Take a person off the staff list; refuse whoever works at this desk."""
    if person.id == history.staff.id:
        raise Refusal(f"{person.name} works at this desk now. Let somebody else sign in first.")
    return history.do(lambda reader: rules.retire(person))


def named_or_new(history: History, name: str, known: StaffId | None = None) -> tuple[Staff, bool]:
    """Return a person by name, and whether they are new: a receptionist, added along with their first change.

    Whoever is `known` by id is that person under any name: they may have been renamed since.
    """

    def on_list(reader: Reader) -> Staff | None:
        people = working(reader)
        return next((one for one in people if one.id == known), None) or rules.with_name(name, people)

    found = history.store.ask(on_list)
    if found is not None:
        return found, False
    return Staff(id=StaffId(history.ids.next()), name=clean_name(name, ask=ASK)), True
