"""What the Lists screen shows of a week, read in one go; its rows are the rows of the files."""

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
from reception.ui.widgets.table import Column

STATES = {
    CallStatus.BOOKED: "booked",
    CallStatus.DONE: "done",
    CallStatus.NOT_REACHED: "warn",
    CallStatus.CANCELLED: "bad",
}

WIDTHS = (98, 58, 88, 112, 124, 120, 86, 102, 146, 72, 138, 150, 320)
"""Pixels; those up to the next try fit into a window of 1366."""


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


def columns() -> list[Column]:
    """Return the columns of the files, in their order, as the desk reads them."""
    return [_column(number, name) for number, name in enumerate(call_list.COLUMNS)]


def _column(number: int, name: str) -> Column:
    texts: dict[str, Callable[[ListRow], str]] = {
        "Date": lambda row: span.day_text(row.cells[0]),
        "Time": lambda row: span.clock(row.line.slot.starts_at),
        "Clinician": lambda row: row.line.clinician.short_name,
        "Next try": lambda row: span.moment_text(row.line.call.next_try) if row.line.call.next_try else "",
    }
    return Column(
        name,
        texts.get(name, lambda row: str(row.cells[number])),
        bold=name == "Patient",
        chip=(lambda row: STATES[row.line.call.status]) if name == "Status" else None,
        width=WIDTHS[number],
    )
