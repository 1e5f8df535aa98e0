"""Lists: the weekly call list, its totals, and its files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from reception.documents import csv_file, files, xlsx_file
from reception.documents.call_list import CallList
from reception.documents.day_list import DayList
from reception.domain import span
from reception.domain.call import CallLine, CallStatus, Result
from reception.domain.clinic import Clinic
from reception.domain.clinician import Clinician
from reception.domain.errors import Refusal
from reception.domain.ids import ClinicianId, ClinicId
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


class Ending(StrEnum):
    """What came of a call, for figures and chart alike: each call that is not cancelled is one of these."""

    CONSULTATION = "Consultations booked"
    OTHER = "Other outcome"
    NOT_REACHED = "Not reached"
    STILL_TO_CALL = "Still to call"


Ends = Iterable[tuple[CallStatus, Result | None]]


@dataclass(frozen=True, slots=True)
class Endings:
    """How many calls there are of each ending, in the order of the endings."""

    counts: tuple[int, ...] = (0,) * len(Ending)

    @property
    def calls(self) -> int:
        """Return how many calls there are, without the cancelled ones."""
        return sum(self.counts)

    def of(self, ending: Ending) -> int:
        """Return how many calls ended so."""
        return self.counts[list(Ending).index(ending)]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekTotals:
    """What came of a week's calls; with `cancelled`, the endings add up to the number of lines.

    Of `tried` calls some were reached at the first try.
    """

    slots: int
    endings: Endings
    tried: int
    reached_at_first_try: int
    cancelled: int

    @property
    def calls(self) -> int:
        """Return how many calls there are, without the cancelled ones."""
        return self.endings.calls


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekBar:
    """One week of the chart: the same endings as in that week's figures."""

    monday: date
    endings: Endings


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


def day(
    reader: Reader,
    now: datetime,
    clinic: ClinicId | None = None,
    *,
    on: date | None = None,
    clinician: ClinicianId | None = None,
    has_numbers: bool = True,
) -> DayList:
    """Return the list of a day as made at an instant (UTC), of one clinic or all and one clinician or all.

    It has the calls that are still to be made today or on a day to come, or those of a day that is over.
    """
    shown_day = on or span.london_day(now)
    span.check_day(shown_day)
    chosen = reader.get(Clinic, clinic) if clinic is not None else None
    lines = _of_day(reader, shown_day, now, clinic)
    return DayList(
        organisation=reader.get(Organisation, ORGANISATION).name,
        made_at=now,
        day=shown_day,
        clinic=chosen.name if chosen else "",
        clinician=reader.get(Clinician, clinician).name if clinician is not None else "",
        lines=tuple(line for line in lines if clinician in (None, line.clinician.id)),
        has_numbers=has_numbers,
    )


def _of_day(reader: Reader, shown: date, now: datetime, clinic: ClinicId | None) -> list[CallLine]:
    today = span.london_day(now)
    if shown < today:
        return call_service.held_on(reader, shown, clinic)
    if shown > today:
        return call_service.due_on(reader, shown, clinic)
    end = span.day_span(today).end
    due = (one for one in call_service.today(reader, now, clinic) if one.call.status is CallStatus.BOOKED)
    return sorted((line for line in due if line.due_at < end), key=lambda line: line.due_at)


def totals(reader: Reader, shown: CallList, clinic: ClinicId | None = None) -> WeekTotals:
    """Return the figures of a list; they add up to its lines."""
    window = span.days_span(shown.monday, shown.monday + timedelta(days=6))
    tried, at_once = calls.first_tries(reader, window, clinic)
    live = [(line.call.status, line.call.outcome) for line in shown.lines if line.call.is_live]
    return WeekTotals(
        slots=slots.count_between(reader, window, clinic),
        endings=endings(live),
        tried=tried,
        reached_at_first_try=at_once,
        cancelled=len(shown.lines) - len(live),
    )


def endings(ends: Ends) -> Endings:
    """Count calls by what came of them; one that was reopened, or waits for its next try, is still to call."""
    counted = Counter(_ending(status, outcome) for status, outcome in ends)
    return Endings(tuple(counted[ending] for ending in Ending))


def _ending(status: CallStatus, outcome: Result | None) -> Ending:
    if status is CallStatus.DONE:
        return Ending.CONSULTATION if outcome is Result.CONSULTATION_BOOKED else Ending.OTHER
    return Ending.NOT_REACHED if status is CallStatus.NOT_REACHED else Ending.STILL_TO_CALL


def bars(reader: Reader, monday: date, clinic: ClinicId | None = None) -> list[WeekBar]:
    """Return the weeks up to one, oldest first; cancelled calls are left out."""
    mondays = [monday - timedelta(weeks=back) for back in range(WEEKS_SHOWN - 1, -1, -1)]
    window = span.days_span(mondays[0], monday + timedelta(days=6))
    weeks: dict[date, list[tuple[CallStatus, Result | None]]] = {one: [] for one in mondays}
    for starts_at, status, outcome in calls.ends_between(reader, window, clinic):
        weeks[span.monday(span.london_day(starts_at))].append((status, outcome))
    return [WeekBar(monday=one, endings=endings(ends)) for one, ends in weeks.items()]


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
