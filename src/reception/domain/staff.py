"""Who works at a desk, and what each role may do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from reception.domain.change import Change, Edit
from reception.domain.errors import Refusal
from reception.domain.ids import ClinicianId, StaffId
from reception.domain.patient import clean_name, fold


class Role(StrEnum):
    """What a person is at the desk."""

    RECEPTIONIST = "receptionist"
    MANAGER = "manager"
    CLINICIAN = "clinician"


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """A person who works with the program; a clinician is also on the list of those who call."""

    id: StaffId
    name: str
    role: Role = Role.RECEPTIONIST
    clinician: ClinicianId | None = None
    retired: bool = False

    @property
    def initials(self) -> str:
        """Return the letters for the round badge: first and last word."""
        words = [
            word for word in self.name.split() if word.rstrip(".").casefold() not in {"mr", "mrs", "ms", "dr"}
        ]
        return "".join(word[0].upper() for word in (words[:1] + words[1:][-1:])) or "?"


PROGRAM = Staff(id=StaffId(0), name="Reception", role=Role.MANAGER)
"""Who writes what the program itself adds: the first contents, and people who start to work with it."""


ASK = "Type a name."


def with_name(name: str, everybody: Sequence[Staff]) -> Staff | None:
    """Return the person of a name, in any case and with or without accents, or None."""
    wanted = fold(name)
    return next((person for person in everybody if fold(person.name) == wanted), None)


def add(person: Staff, everybody: Sequence[Staff]) -> Change:
    """Put a person on the staff list; whoever was taken off it comes back as who they were."""
    person = replace(person, name=clean_name(person.name, ask=ASK))
    known = with_name(person.name, everybody)
    if known is not None and not known.retired:
        raise Refusal(f"{known.name} is already on the staff list.", field="name")
    if known is not None:
        person = replace(known, name=person.name, role=person.role, retired=False)
    return Change("Added to the staff list", (Edit(known, person),), person.name)


def edit(seen: Staff, new: Staff, everybody: Sequence[Staff]) -> Change:
    """Change a person's name or role."""
    new = replace(new, name=clean_name(new.name, ask=ASK))
    if new == seen:
        raise Refusal("Nothing was changed.")
    if seen.clinician is not None and new.name != seen.name:
        raise Refusal(f"{seen.name} makes calls: change the name under Clinicians.", field="name")
    check_name(new, everybody)
    return Change("Edited the staff list", (Edit(seen, new),), new.name)


def check_name(person: Staff, everybody: Sequence[Staff]) -> None:
    """Refuse a name that somebody else has: the desk and the command line know people by their names."""
    other = with_name(person.name, [one for one in everybody if one.id != person.id])
    if other is not None:
        where = "was taken off" if other.retired else "is already on"
        raise Refusal(f"{other.name} {where} the staff list. Choose another name.", field="name")


def retire(person: Staff) -> Change:
    """Take a person off the staff list; what they did keeps their name."""
    if person.clinician is not None:
        raise Refusal(f"{person.name} makes calls: retire them under Clinicians.")
    return Change("Taken off the staff list", (Edit(person, replace(person, retired=True)),), person.name)
