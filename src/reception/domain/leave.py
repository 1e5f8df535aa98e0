"""Days on which a clinician is away (HL7 FHIR: PractitionerRole.notAvailable)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time

from reception.domain import absence
from reception.domain.change import Change, Edit
from reception.domain.gap import Gap
from reception.domain.ids import ClinicianId, LeaveId
from reception.domain.text import clean_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave:
    """Days on which a clinician makes no calls at any clinic, whole or from a time on; times are London's."""

    id: LeaveId
    clinician: ClinicianId
    first: date
    last: date
    starts: time | None = None
    ends: time | None = None
    reason: str = ""

    @property
    def gaps(self) -> Iterator[Gap]:
        """Yield the stretches (UTC) in which the clinician is away."""
        for one in absence.spans(self):
            yield Gap(clinician=self.clinician, span=one, reason=self.reason, absence=self.id)


def take(leave: Leave, clinician_name: str, today: date | None = None) -> Change:
    """Add days on which a clinician is away; they are told with their year where it is not that of `today`."""
    leave = replace(leave, reason=clean_text(leave.reason, field="reason"))
    absence.check(leave, "The leave")
    return Change("Added leave", (Edit(None, leave),), _subject(leave, clinician_name, today))


def end(leave: Leave, clinician_name: str, today: date | None = None) -> Change:
    """Take leave out again: what is free in it is offered again."""
    return Change("Took out leave", (Edit(leave, None),), _subject(leave, clinician_name, today))


def _subject(leave: Leave, clinician_name: str, today: date | None) -> str:
    return f"{clinician_name}, {absence.text(leave, 'Away', today)}"
