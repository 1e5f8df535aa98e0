"""The list of a day on paper: personal data that left the screen, so the journal tells of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from reception.domain import span
from reception.domain.change import Change, Edit
from reception.domain.ids import ClinicianId, ClinicId, PrintId, StaffId


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPrint:
    """One printing of the list of a day (London's): whose calls, with names and numbers or initials alone, when (UTC).

    Without a clinic, or a clinician, it is the list of all of them.
    """

    id: PrintId
    day: date
    clinic: ClinicId | None = None
    clinician: ClinicianId | None = None
    has_numbers: bool
    staff: StaffId
    at: datetime


def note(made: DayPrint, of: str) -> Change:
    """Note that a list was printed; `of` says whose calls are on it."""
    what = "with names and numbers" if made.has_numbers else "initials alone"
    return Change(
        "Printed the list of a day",
        (Edit(None, made),),
        f"{span.day_text(made.day, year=True)}, {of}, {what}",
    )
