"""The calls of a day as pages for whoever makes them: whom to ring, when, and room to write what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from reception import phone
from reception.documents import typeset
from reception.documents.typeset import Typeset
from reception.domain import span
from reception.domain.call import CallLine, CallStatus
from reception.domain.patient import initials

PRIVATE = "Names and numbers of patients: keep this out of sight, and shred it when the day is done."
COLUMNS = (
    ("Time", 7), ("Patient", 20), ("Phone", 15), ("About, needs", 20), ("Clinic", 12), ("Clinician", 15),
    ("So far", 17), ("What came of it", 26),
)  # fmt: skip
"""Each with its share of the width."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayList:
    """The calls of a day, and what filter made the list; `clinic` is empty for all of them."""

    organisation: str
    made_at: datetime
    clinic: str
    lines: tuple[CallLine, ...]
    has_numbers: bool = True


def day_list_pdf(shown: DayList) -> Typeset:
    """Return the pages: every call still to make, by its time; without numbers the patients' initials alone."""
    day = span.london_day(shown.made_at)
    lines = to_make(shown.lines)
    count = "1 call" if len(lines) == 1 else f"{len(lines)} calls"
    left_out = () if shown.has_numbers else ("Phone",)
    columns = [(number, *one) for number, one in enumerate(COLUMNS) if one[0] not in left_out]
    value: dict[str, Any] = {
        "title": f"Calls of {span.day_long(day)} {day.year}",
        "subtitle": f"{shown.clinic or 'All clinics'} · {count} to make · times are London time",
        "organisation": shown.organisation,
        "stamp": f"Printed {span.day_text(day, year=True)}, {span.clock(shown.made_at)}",
        "privacy": PRIVATE if shown.has_numbers else "Initials only. Shred this when the day is done.",
        "columns": [name for _, name, _ in columns],
        "widths": [share for _, _, share in columns],
        "rows": [[_cells(line, shown)[number] for number, _, _ in columns] for line in lines],
    }
    return typeset.pdf("day_list.typ", value, shown.made_at)


def to_make(lines: tuple[CallLine, ...]) -> list[CallLine]:
    """Return the calls that are still to be made, by when they are due."""
    return sorted(
        (line for line in lines if line.call.status is CallStatus.BOOKED), key=lambda line: line.due_at
    )


def _cells(line: CallLine, shown: DayList) -> tuple[str, ...]:
    day, call = span.london_day(shown.made_at), line.call
    is_today = span.london_day(line.due_at) == day
    tried = f"{call.outcome.words}, {call.attempts} of {line.tries_agreed}" if call.outcome else ""
    return (
        span.clock(line.due_at) if is_today else span.moment_text(line.due_at),
        line.patient.name if shown.has_numbers else initials(line.patient.name),
        phone.national(line.patient.phone),
        ", ".join(part for part in (call.about, *line.patient.needs) if part),
        line.clinic.name,
        line.clinician.short_name,
        "Wrong number: fix it first" if line.number_is_wrong else tried,
        "",
    )
