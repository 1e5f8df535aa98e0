"""The calls of a day as pages for whoever makes them: whom to ring, when, and room to write what came of it.

Of a day that is over they tell what came of each call.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from reception import phone
from reception.documents import typeset
from reception.documents.typeset import Typeset
from reception.domain import span
from reception.domain.call import CallLine, CallStatus
from reception.domain.patient import initials

NAMED, INITIALS = (
    "Names and numbers of patients: keep this out of sight, and shred it",
    "Initials only. Shred this",
)
COLUMNS = (
    ("Time", 7), ("Patient", 20), ("Phone", 15), ("About, needs", 20), ("Clinic", 12), ("Clinician", 15),
    ("So far", 17), ("What came of it", 26),
)  # fmt: skip
"""Each with its share of the width."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayList:
    """The calls of a day, and what filter made the list; `clinic` and `clinician` are empty for all of them."""

    organisation: str
    made_at: datetime
    day: date
    clinic: str
    clinician: str = ""
    lines: tuple[CallLine, ...]
    has_numbers: bool = True

    @property
    def is_over(self) -> bool:
        """Tell whether the day is over, so that nobody is to be called on it any more."""
        return self.day < span.london_day(self.made_at)

    @property
    def is_to_come(self) -> bool:
        """Tell whether more can be booked before the day begins."""
        return self.day > span.london_day(self.made_at)


def day_list_pdf(shown: DayList) -> Typeset:
    """Return the pages: every call by its time; without numbers the patients' initials alone."""
    left_out = ({"Phone"} if not shown.has_numbers else set()) | ({"So far"} if shown.is_over else set())
    columns = [(number, *one) for number, one in enumerate(COLUMNS) if one[0] not in left_out]
    until = "when it is no longer needed." if shown.is_over else "when the day is done."
    value: dict[str, Any] = {
        "title": f"Calls of {span.day_long(shown.day)} {shown.day.year}",
        "subtitle": subtitle(shown),
        "organisation": shown.organisation,
        "stamp": f"Printed {span.day_text(span.london_day(shown.made_at), year=True)}, {span.clock(shown.made_at)}",
        "privacy": f"{NAMED if shown.has_numbers else INITIALS} {until}",
        "columns": [name for _, name, _ in columns],
        "widths": [share for _, _, share in columns],
        "rows": [[_cells(line, shown)[number] for number, _, _ in columns] for line in shown.lines],
    }
    return typeset.pdf("day_list.typ", value, shown.made_at)


def subtitle(shown: DayList) -> str:
    """Return of whom the list is, how many calls it has and how they stand: `London · 3 calls to make · …`."""
    count = "1 call" if len(shown.lines) == 1 else f"{len(shown.lines)} calls"
    them = "it" if len(shown.lines) == 1 else "them"
    stands = f"{count} to make"
    if shown.is_over:
        stands = f"The day is over: {count}, and what came of {them}"
    elif shown.is_to_come:
        stands = f"{count} to make, as booked by now"
    whose = (shown.clinic or "All clinics", shown.clinician or "all clinicians")
    return " · ".join((*whose, stands, "times are London time"))


def _cells(line: CallLine, shown: DayList) -> tuple[str, ...]:
    call = line.call
    at = line.slot.starts_at if shown.is_over else line.due_at
    return (
        span.clock(at) if span.london_day(at) == shown.day else span.moment_text(at),
        line.patient.name if shown.has_numbers else initials(line.patient.name),
        phone.national(line.patient.phone),
        ", ".join(part for part in (call.about, *line.patient.needs) if part),
        line.clinic.name,
        line.clinician.short_name,
        "Wrong number: fix it first" if line.number_is_wrong else _tried(line),
        came_of(line) if shown.is_over else "",
    )


def _tried(line: CallLine) -> str:
    call = line.call
    return f"{call.outcome.words}, {call.attempts} of {line.tries_agreed}" if call.outcome else ""


def came_of(line: CallLine) -> str:
    """Return what came of a call of a day that is over: its outcome, or how far it got and when it is tried next."""
    call = line.call
    if call.status is CallStatus.NOT_REACHED:
        return "Not reached"
    if call.status is CallStatus.DONE and call.outcome is not None:
        return call.outcome.words
    if line.number_is_wrong:
        return "Wrong number"
    tried = _tried(line) or "Nothing noted yet"
    return f"{tried}; next try {span.moment_text(call.next_try)}" if call.next_try else tried
