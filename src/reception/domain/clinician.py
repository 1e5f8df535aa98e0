"""Who makes the calls (HL7 FHIR: Practitioner)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reception.domain.change import Change, Edit
from reception.domain.errors import Refusal
from reception.domain.ids import ClinicianId, StaffId
from reception.domain.patient import clean_name, fold
from reception.domain.staff import Role, Staff, with_name
from reception.domain.text import clean_text

"""Characters of a title and of qualifications: they stand in narrow places."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clinician:
    """A person who makes discovery calls."""

    id: ClinicianId
    name: str
    qualifications: str = ""
    title: str = ""
    retired: bool = False

    @property
    def short_name(self) -> str:
        """Return `Mr O. Eaton` for narrow places."""
        words = self.name.split()
        if len(words) < 3:
            return self.name
        return f"{words[0]} {words[1][0]}. {' '.join(words[2:])}"

    @property
    def surname(self) -> str:
        """Return the last word of the name."""
        return self.name.split()[-1]


def add(clinician: Clinician, id_: StaffId, everybody: Sequence[Clinician], staff: Sequence[Staff]) -> Change:
    """Add who makes calls, and put them on the staff list, or mark them there as a clinician."""
    clinician = _checked(clinician, everybody)
    known = with_name(clinician.name, staff)
    person = known or Staff(id=id_, name=clinician.name)
    person = replace(person, role=Role.CLINICIAN, clinician=clinician.id, retired=False)
    return Change("Added a clinician", (Edit(None, clinician), Edit(known, person)), clinician.name)


def edit(seen: Clinician, new: Clinician, everybody: Sequence[Clinician], staff: Sequence[Staff]) -> Change:
    """Change what is known of a clinician; the staff list follows the name."""
    new = _checked(new, everybody)
    if new == seen:
        raise Refusal("Nothing was changed.")
    edits = [Edit(seen, new)]
    person = _person(seen, staff)
    if person is not None and new.name != seen.name:
        other = with_name(new.name, [one for one in staff if one.id != person.id])
        if other is not None:
            raise Refusal(f"{other.name} is another person on the staff list.", field="name")
        edits.append(Edit(person, replace(person, name=new.name)))
    return Change("Edited a clinician", tuple(edits), new.name)


def retire(clinician: Clinician, staff: Sequence[Staff], *, retired: bool = True) -> Change:
    """Let a clinician make no more calls, or again; booked calls stay as they are, free slots are not offered."""
    edits = [Edit(clinician, replace(clinician, retired=retired))]
    person = _person(clinician, staff)
    if person is not None and person.retired != retired:
        edits.append(Edit(person, replace(person, retired=retired)))
    return Change(
        "Retired a clinician" if retired else "Brought back a clinician", tuple(edits), clinician.name
    )


def _checked(clinician: Clinician, everybody: Sequence[Clinician]) -> Clinician:
    """Return it with its texts tidied; refuse a blank name and one that another clinician has."""
    made = replace(
        clinician,
        name=clean_name(clinician.name, ask="Type the clinician’s name."),
        title=clean_text(clinician.title, field="title"),
        qualifications=clean_text(clinician.qualifications, field="qualifications"),
    )
    check_name(made, everybody)
    return made


def check_name(clinician: Clinician, everybody: Sequence[Clinician]) -> None:
    """Refuse a name that another clinician has."""
    for other in everybody:
        if other.id != clinician.id and fold(other.name) == fold(clinician.name):
            end = "; bring them back instead" if other.retired else ""
            raise Refusal(f"{other.name} is already a clinician{end}.", field="name")


def _person(clinician: Clinician, staff: Sequence[Staff]) -> Staff | None:
    return next((person for person in staff if person.clinician == clinician.id), None)
