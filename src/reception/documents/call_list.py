"""The weekly call list as rows: the same thirteen columns for every kind of file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from reception import phone
from reception.domain import span
from reception.domain.call import CallLine

COLUMNS = (
    "Date", "Time", "Clinic", "Clinician", "Patient", "Phone", "About",
    "Status", "Outcome", "Attempts", "Next try", "Needs", "Notes",
)  # fmt: skip
"""In this order; new ones only at the end."""
RUNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
"""What a spreadsheet takes for the start of a formula, in full width too (OWASP, CSV injection)."""
Row = tuple[date, time, str, str, str, str, str, str, str, int, datetime | None, str, str]
"""Times and the next try are London wall time, without a zone, as spreadsheets have them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallList:
    """The calls of a week, and what filter made the list; `clinic` is empty for all of them."""

    organisation: str
    monday: date
    clinic: str
    made_at: datetime
    lines: tuple[CallLine, ...]

    @property
    def title(self) -> str:
        """Return `Weekly call list, 2026-W48, 23–29 November 2026, all clinics`."""
        days = span.days_text(self.monday, self.monday + timedelta(days=6))
        return f"Weekly call list, {span.week_text(self.monday)}, {days}, {self.clinic or 'all clinics'}"


def rows(shown: CallList) -> Iterator[Row]:
    """Yield the cells of each line."""
    for line in shown.lines:
        wall = span.london(line.slot.starts_at)
        call = line.call
        next_try = (
            span.london(call.next_try).replace(tzinfo=None, second=0, microsecond=0)
            if call.next_try
            else None
        )
        yield (
            wall.date(),
            wall.time(),
            line.clinic.name,
            line.clinician.name,
            line.patient.name,
            phone.national(line.patient.phone),
            call.about,
            call.status.value.replace("-", " ").capitalize(),
            call.outcome.words if call.outcome else "",
            call.attempts,
            next_try,
            ", ".join(line.patient.needs),
            _notes(line),
        )


def _notes(line: CallLine) -> str:
    """Return the notes, for a cancelled call by whom and why, and in the hour that comes twice which one is meant."""
    call = line.call
    told = [call.notes] if call.notes else []
    if span.clock(line.slot.starts_at).endswith(span.SECOND):
        told.append(f"{span.london(line.slot.starts_at):%H:%M} of winter time, after the clocks went back")
    if call.cancelled_by is not None:
        told.append(f"Cancelled by the {call.cancelled_by}: {call.cancel_reason}")
    return "\n".join(told)


def is_risky(text: str) -> bool:
    """Tell whether a spreadsheet would take a text for a formula."""
    return text.startswith(RUNS) or text.lstrip().startswith(RUNS[:8])
