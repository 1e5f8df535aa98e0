"""What there is to know of a day and of a lane: a bank holiday, a closure, leave. Words alone, no Qt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from reception.domain import span
from reception.domain.clinic import Clinic
from reception.domain.closure import EVERYWHERE
from reception.domain.gap import Gap
from reception.domain.ids import ClinicianId, ClinicId
from reception.services.boards import Board
from reception.services.clinics import bank_holidays


def of_days(board: Board, clinics: Mapping[ClinicId, Clinic]) -> dict[date, str]:
    """Return what there is to know of each of some days; where there is nothing, it is left out."""
    holidays = bank_holidays(board.first, board.last)
    found = {
        day: of_day(day, holidays.get(day, ""), board.gaps, clinics)
        for day in span.days(board.first, board.last)
    }
    return {day: note for day, note in found.items() if note}


def of_day(
    day: date,
    holiday: str,
    gaps: Iterable[Gap],
    clinics: Mapping[ClinicId, Clinic],
) -> str:
    """Return `Boxing Day`, `Christmas Day: London closed`, `London closed: Training`."""
    whole = span.day_span(day)
    closed = [
        one for one in gaps if one.clinician is None and not one.is_for_good and one.span.overlaps(whole)
    ]
    own = [one for one in closed if one.reason == holiday] if holiday else []
    parts = [f"{holiday}: {_names(own, clinics)} closed" if own else holiday]
    for reason in dict.fromkeys(one.reason for one in closed if one not in own):
        some = [one for one in closed if one.reason == reason]
        said = f"{_names(some, clinics)} closed{_times(some[0], day)}"
        parts.append(f"{said}: {reason}" if reason else said)
    return "; ".join(part for part in parts if part)


def of_leave(day: date, clinician: ClinicianId, gaps: Sequence[Gap]) -> str:
    """Return `Away: Ill`, with times where it is part of a day, or nothing."""
    whole = span.day_span(day)
    away = (one for one in gaps if one.clinician == clinician and not one.is_for_good)
    parts = [
        f"Away{_times(one, day)}" + (f": {one.reason}" if one.reason else "")
        for one in away
        if one.span.overlaps(whole)
    ]
    return "; ".join(dict.fromkeys(parts))


def _names(found: Sequence[Gap], clinics: Mapping[ClinicId, Clinic]) -> str:
    if any(one.clinic is None and not one.besides for one in found):
        return EVERYWHERE
    ids = dict.fromkeys(one.clinic for one in found if one.clinic is not None)
    names = [clinics[one].name for one in ids]
    besides = {one for gap in found if gap.clinic is None for one in gap.besides}
    if besides:
        names.insert(0, f"{EVERYWHERE} but {', '.join(sorted(clinics[one].name for one in besides))}")
    return ", ".join(names)


def _times(gap: Gap, day: date) -> str:
    """Return ` from 13:00`, ` until 10:00` or both where a gap takes a part of a day."""
    whole = span.day_span(day)
    starts = f" from {span.clock(gap.span.start)}" if gap.span.start > whole.start else ""
    ends = f" until {span.clock(gap.span.end)}" if gap.span.end < whole.end else ""
    return starts + ends
