"""Open days: a clinic works on a bank holiday or a closed day, or a clinician in spite of leave, on just that day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from reception.domain import gap as rules
from reception.domain import span
from reception.domain.change import Change
from reception.domain.clinic import Clinic
from reception.domain.clinician import Clinician
from reception.domain.closure import EVERYWHERE, Closure
from reception.domain.errors import Refusal
from reception.domain.gap import OpenDay
from reception.domain.ids import OpenDayId
from reception.domain.leave import Leave
from reception.domain.publishing import Plan
from reception.services import overruling, publishing
from reception.services.clinics import bank_holidays
from reception.services.history import History
from reception.services.publishing import Supposing
from reception.storage.late import gaps, publications
from reception.storage.reader import Reader


def name_of(reader: Reader, one: OpenDay) -> str:
    """Return who works on an open day: a clinic, a clinician, or all clinics."""
    if one.clinician is not None:
        return reader.get(Clinician, one.clinician).name
    return EVERYWHERE if one.clinic is None else reader.get(Clinic, one.clinic).name


def open_(history: History, days: Sequence[OpenDay]) -> Change:
    """Open days, and publish them at once where they lie in weeks that are published; ids are given here."""

    def rule(reader: Reader) -> Change:
        overruling.come_later(history, reader)
        made = [replace(one, id=OpenDayId(history.ids.next())) for one in days]
        for one in made:
            _check_left_out(reader, one)
        known = reader.all(OpenDay)
        changes = [
            rules.open_day(
                one,
                [*known, *made[:number]],
                name_of(reader, one),
                gaps.in_span(reader, span.day_span(one.day)),
            )
            for number, one in enumerate(made)
        ]
        edits = tuple(edit for change in changes for edit in change.edits)
        change = Change(changes[0].action, edits, "; ".join(change.subject for change in changes))
        return published(history, reader, change, made)

    return history.do(rule)


def _check_left_out(reader: Reader, one: OpenDay) -> None:
    """Refuse a day on which nothing keeps the clinic or the clinician from working."""
    if one.clinician is not None:
        own = (leave for leave in reader.all(Leave) if leave.clinician == one.clinician)
        is_left_out = any(leave.first <= one.day <= leave.last for leave in own)
    else:
        closures = (shut for shut in reader.all(Closure) if shut.first <= one.day <= shut.last)
        is_closed = any(one.clinic is None or shut.clinic in (None, one.clinic) for shut in closures)
        is_left_out = is_closed or one.day in bank_holidays(one.day, one.day)
    if not is_left_out:
        if one.clinician is None and one.clinic is None:
            said = "No clinic is closed"
        else:
            said = f"{name_of(reader, one)} is not {'closed' if one.clinician is None else 'away'}"
        raise Refusal(
            f"{said} on {span.day_text(one.day, year=True)}, so there is nothing to open. Choose another day.",
            field="day",
        )


def close(history: History, one: OpenDay) -> Change:
    """Take the exception of a day back; what is free on it is withdrawn again where it is a bank holiday.

    A closure or leave that holds again needs nothing: what falls into it is not offered.
    """

    def rule(reader: Reader) -> Change:
        change = rules.close_day(one, name_of(reader, one))
        return published(history, reader, change, shut=[one])

    return history.do(rule)


def published(
    history: History,
    reader: Reader,
    change: Change,
    opened: Sequence[OpenDay] = (),
    shut: Sequence[OpenDay] = (),
) -> Change:
    """Add to a change what it makes of the slots of its days, where they are published, and nothing else."""
    found = plan_of(history, reader, opened, shut)
    if found is None:
        return change
    made, rows = publishing.publication(history, found)
    return Change(change.action, (*change.edits, *made), change.subject, rows)


def plan_of(
    history: History, reader: Reader, opened: Sequence[OpenDay] = (), shut: Sequence[OpenDay] = ()
) -> Plan | None:
    """Return what opening and shutting days makes of the slots of just those, or None where none is published."""
    days, supposing = [*opened, *shut], Supposing(opened=opened, shut=shut)
    now = history.now()
    first, last = max(min(one.day for one in days), span.london_day(now)), max(one.day for one in days)
    if not any(publications.covers(reader, one.day) for one in days) or last < first:
        return None
    return _only(publishing.plan_of_days(reader, now, first, last, supposing), days)


def _only(found: Plan, days: Sequence[OpenDay]) -> Plan:
    """Keep of a plan what is on the days, at the clinics and of the clinicians that are opened or shut."""

    def concerns(clinic: int, clinician: int, at: datetime) -> bool:
        return any(
            one.day == span.london_day(at)
            and one.clinic in (None, clinic)
            and one.clinician in (None, clinician)
            for one in days
        )

    opening = (o for o in found.opening if concerns(o.place.clinic, o.place.clinician, o.span.start))
    withdrawing = (s for s in found.withdrawing if concerns(s.clinic, s.clinician, s.starts_at))
    return replace(found, opening=tuple(opening), withdrawing=tuple(withdrawing))
