"""What the Lists screen shows of a week, read in one go; its rows are the rows of the files, drawn together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from reception.documents import call_list
from reception.documents.call_list import CallList, Row
from reception.domain import span
from reception.domain.call import CallLine, CallStatus
from reception.domain.ids import CallId, ClinicId
from reception.services import lists
from reception.services.lists import WeekBar, WeekTotals
from reception.storage.reader import Reader
from reception.ui.privacy import Privacy
from reception.ui.widgets.table import Column

STATES = {
    CallStatus.BOOKED: "booked",
    CallStatus.DONE: "done",
    CallStatus.NOT_REACHED: "warn",
    CallStatus.CANCELLED: "bad",
}

TOGETHER = ("Needs", "Notes")
"""The columns of a file that share the last one here."""
WIDTHS = {
    "Date": 96, "Time": 54, "Clinic": 88, "Clinician": 110, "Patient": 118, "Phone": 106, "About": 80,
    "Status": 94, "Outcome": 146, "Attempts": 46, "Next try": 100, "Needs, notes": 92,
}  # fmt: skip
"""Pixels; all of them fit into a window of 1366, where the last takes what is left."""
SHORT = {"Attempts": "Tries"}


@dataclass(frozen=True, slots=True)
class WeekBoard:
    """A week's list, its figures, and the weeks before it."""

    shown: CallList
    totals: WeekTotals
    bars: tuple[WeekBar, ...]


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row: the call, and its cells as a file has them."""

    line: CallLine
    cells: Row

    @property
    def id(self) -> CallId:
        """Return the name of the call."""
        return self.line.id


def read(reader: Reader, monday: date, clinic: ClinicId | None, now: datetime) -> WeekBoard:
    """Read what the screen shows of a week, of one clinic or all."""
    shown = lists.week(reader, monday, clinic, now=now)
    return WeekBoard(shown, lists.totals(reader, shown, clinic), tuple(lists.bars(reader, monday, clinic)))


def rows(shown: CallList) -> list[ListRow]:
    """Return the rows of a list."""
    return [ListRow(line, cells) for line, cells in zip(shown.lines, call_list.rows(shown), strict=True)]


def columns(privacy: Privacy) -> list[Column]:
    """Return the columns of the files, in their order, as the desk reads them; needs and notes are one."""
    shown = [(n, name) for n, name in enumerate(call_list.COLUMNS) if name not in TOGETHER]
    return [_column(privacy, *one) for one in (*shown, (-1, "Needs, notes"))]


def _column(privacy: Privacy, number: int, name: str) -> Column:
    texts: dict[str, Callable[[ListRow], str]] = {
        "Date": lambda row: span.day_text(row.cells[0]),
        "Time": lambda row: span.clock(row.line.slot.starts_at),
        "Clinician": lambda row: row.line.clinician.short_name,
        "Patient": lambda row: privacy.name(row.line.patient.name),
        "Phone": lambda row: privacy.number(row.line.patient.phone),
        "About": lambda row: privacy.words(row.line.call.about),
        "Next try": lambda row: _short_moment(row.line.call.next_try),
        "Needs, notes": lambda row: privacy.words(" · ".join(filter(None, map(str, row.cells[-2:])))),
    }
    return Column(
        SHORT.get(name, name),
        texts.get(name, lambda row: str(row.cells[number])),
        bold=name == "Patient",
        chip=(lambda row: STATES[row.line.call.status]) if name == "Status" else None,
        width=WIDTHS[name],
    )


def _short_moment(moment: datetime | None) -> str:
    """Return `26 Nov 14:00`, without the weekday that a narrow column has no room for."""
    return span.moment_text(moment).split(" ", 1)[1] if moment is not None else ""
