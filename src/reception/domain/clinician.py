"""Who makes the calls (HL7 FHIR: Practitioner)."""

from __future__ import annotations

from dataclasses import dataclass

from reception.domain.ids import ClinicianId


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
