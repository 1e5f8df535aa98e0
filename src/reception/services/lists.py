"""Lists: the weekly call list, its totals, and its files."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from reception.documents import csv_file, files, xlsx_file
from reception.documents.call_list import CallList
from reception.domain import span
from reception.domain.call import UNANSWERED, CallStatus, Result
from reception.domain.clinic import Clinic
from reception.domain.errors import Refusal
from reception.domain.ids import ClinicId
from reception.domain.organisation import ORGANISATION, Organisation
from reception.services import calls as call_service
from reception.storage import places
from reception.storage.late import calls, slots
from reception.storage.reader import Reader
from reception.storage.store import Store

FORMATS = ("csv", "xlsx")
WEEKS_SHOWN = 8
"""How many weeks the chart looks back, this one included."""


YEARS = range(2000, 2100)
"""The ISO years that have a list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekTotals:
    """What came of a week's calls.

    `calls` leaves out the cancelled ones, and is the sum of consultations, other outcomes, not reached and
    still to call; with `cancelled` it is the number of lines. Of `tried` calls some were reached at the first try.
    """

    slots: int
    calls: int
    tried: int
    reached_at_first_try: int
    consultations: int
    other_outcome: int
    not_reached: int
    still_to_call: int
    cancelled: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekBar:
    """One week of the chart: how many calls ended in a consultation, in no answer, in anything else."""

    monday: date
    consultations: int
    no_answer: int
    other: int

    @property
    def calls(self) -> int:
        """Return how many calls there were, without the cancelled ones."""
        return self.consultations + self.no_answer + self.other


def check_week(monday: date) -> None:
    """Refuse a week too far away to have a list."""
    year = monday.isocalendar().year
    if year not in YEARS:
        raise Refusal(
            f"There is no call list for {year}. Choose a week from {YEARS[0]} to {YEARS[-1]}.", field="week"
        )


def week(reader: Reader, monday: date, clinic: ClinicId | None = None, *, now: datetime) -> CallList:
    """Return the call list of an ISO week, of one clinic or all, as made at an instant (UTC)."""
    check_week(monday)
    chosen = reader.get(Clinic, clinic) if clinic is not None else None
    return CallList(
        organisation=reader.get(Organisation, ORGANISATION).name,
        monday=monday,
        clinic=chosen.name if chosen else "",
        made_at=now,
        lines=tuple(call_service.of_week(reader, monday, clinic)),
    )


def totals(reader: Reader, shown: CallList, clinic: ClinicId | None = None) -> WeekTotals:
    """Return the figures of a list; they add up to its lines."""
    window = span.days_span(shown.monday, shown.monday + timedelta(days=6))
    tried, at_once = calls.first_tries(reader, window, clinic)
    live = [line.call for line in shown.lines if line.call.is_live]
    consultations = sum(_is_consultation(call.status, call.outcome) for call in live)
    return WeekTotals(
        slots=slots.count_between(reader, window, clinic),
        calls=len(live),
        tried=tried,
        reached_at_first_try=at_once,
        consultations=consultations,
        other_outcome=sum(call.status is CallStatus.DONE for call in live) - consultations,
        not_reached=sum(call.status is CallStatus.NOT_REACHED for call in live),
        still_to_call=sum(call.status is CallStatus.BOOKED for call in live),
        cancelled=len(shown.lines) - len(live),
    )


def _is_consultation(status: CallStatus, outcome: Result | None) -> bool:
    """Tell whether a call ended in a consultation; one that was reopened has not ended."""
    return status is CallStatus.DONE and outcome is Result.CONSULTATION_BOOKED


def bars(reader: Reader, monday: date, clinic: ClinicId | None = None) -> list[WeekBar]:
    """Return the weeks up to one, oldest first; cancelled calls are left out."""
    mondays = [monday - timedelta(weeks=back) for back in range(WEEKS_SHOWN - 1, -1, -1)]
    window = span.days_span(mondays[0], monday + timedelta(days=6))
    weeks: dict[date, list[tuple[CallStatus, Result | None]]] = {one: [] for one in mondays}
    for starts_at, status, outcome in calls.ends_between(reader, window, clinic):
        weeks[span.monday(span.london_day(starts_at))].append((status, outcome))
    return [_bar(one, ends) for one, ends in weeks.items()]


def _bar(monday: date, ends: list[tuple[CallStatus, Result | None]]) -> WeekBar:
    booked = sum(_is_consultation(status, outcome) for status, outcome in ends)
    missed = sum(status is CallStatus.NOT_REACHED or outcome in UNANSWERED for status, outcome in ends)
    return WeekBar(monday=monday, consultations=booked, no_answer=missed, other=len(ends) - booked - missed)


def export(store: Store, shown: CallList, path: Path, format_: str) -> None:
    """Write a list as a file, whole or not at all; refuse the diary's own place and one that takes none."""
    places.keep_off(path, store.own)
    write: Callable[[CallList], bytes] = {"csv": csv_file.call_list, "xlsx": xlsx_file.call_list}[format_]
    files.replace(path, write(shown))


def file_name(monday: date, clinic: str, format_: str) -> str:
    """Return the name a list is offered under: `calls-2026-W48-london.xlsx`; no clinic stands for all."""
    place = re.sub(r"[^\w]+", "-", clinic.casefold()).strip("-")
    parts = ("calls", span.week_text(monday), place)
    return "-".join(part for part in parts if part) + f".{format_}"
