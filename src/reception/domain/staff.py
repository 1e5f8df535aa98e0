"""Who works at a desk, and what each role may do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reception.domain.ids import ClinicianId, StaffId


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
