"""Bank holidays: which of them nobody has decided on, and deciding whether clinics work on them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from reception.domain import closure as closure_rules
from reception.domain import gap as gap_rules
from reception.domain import holiday as rules
from reception.domain import span
from reception.domain.availability import Availability
from reception.domain.change import Change, Edit
from reception.domain.clinic import Clinic
from reception.domain.clinician import Clinician
from reception.domain.closure import Closure
from reception.domain.errors import Refusal
from reception.domain.gap import OpenDay
from reception.domain.holiday import Decision, Undecided
from reception.domain.ids import ClinicId, ClosureId, OpenDayId
from reception.services import overruling
from reception.services.clinics import bank_holidays
from reception.services.history import History
from reception.storage.late import gaps, publications
from reception.storage.reader import Reader


def undecided(reader: Reader, first: date, last: date) -> tuple[Undecided, ...]:
    """Return the holidays from the first to the last day on which somebody would work, and nobody said whether."""
    found = bank_holidays(first, last)
    if not found:
        return ()
    clinics = {one.id for one in reader.all(Clinic) if not one.retired}
    people = {one.id for one in reader.all(Clinician) if not one.retired}
    working = (one for one in reader.all(Availability) if one.clinic in clinics and one.clinician in people)
    return rules.undecided(working, found, reader.all(Closure), reader.all(OpenDay))


def ahead(reader: Reader, now: datetime) -> tuple[Undecided, ...]:
    """Return those of the days that are published, from today on."""
    today = span.london_day(now)
    last = publications.last_day(reader, today)
    return () if last is None else undecided(reader, today, last)


def decide(history: History, decisions: Sequence[Decision]) -> Change:
    """Say of holidays whether clinics work on them, as one change; what is published of an opened day comes at once."""
    from reception.services import open_days

    def rule(reader: Reader) -> Change:
        edits, opened = made(history, reader, decisions)
        if not edits:
            raise Refusal("Somebody else has decided all of this by now.", field="holidays")
        change = Change(rules.DECIDED, edits, subject(reader, decisions))
        return open_days.published(history, reader, change, opened) if opened else change

    return history.do(rule)


def subject(reader: Reader, decisions: Sequence[Decision]) -> str:
    """Return decisions in words, for the journal."""
    return rules.subject(decisions, _names(reader))


def made(
    history: History, reader: Reader, decisions: Sequence[Decision]
) -> tuple[tuple[Edit, ...], list[OpenDay]]:
    """Return the edits that decisions come to, and the open days among them; what is decided the same is left.

    Refuse one that somebody else has decided otherwise.
    """
    new = [one for one in decisions if _is_new(reader, one)]
    overruling.come_later(history, reader)
    opened = [
        OpenDay(id=OpenDayId(history.ids.next()), day=one.day, clinic=one.clinic, reason=_holiday(one.day))
        for one in new
        if one.is_open
    ]
    edits = [edit for one in opened for edit in _opening(reader, one)]
    names = _names(reader)
    for day in sorted({one.day for one in new}):
        closed = {one.clinic for one in new if one.day == day and not one.is_open}
        for clinic in [None] if closed and closed == names.keys() else sorted(closed):
            edits += _closing(
                history, clinic, day, closure_rules.EVERYWHERE if clinic is None else names[clinic]
            )
    return tuple(edits), opened


def _names(reader: Reader) -> dict[ClinicId, str]:
    return {one.id: one.name for one in reader.all(Clinic) if not one.retired}


def _is_new(reader: Reader, decision: Decision) -> bool:
    known = rules.state(decision.clinic, decision.day, reader.all(Closure), reader.all(OpenDay))
    if known is None or known is decision.is_open:
        return known is None
    is_ = f"{reader.get(Clinic, decision.clinic).name} is {'open' if known else 'closed'}"
    raise Refusal(
        f"Somebody else has decided on {span.day_text(decision.day, year=True)} by now: {is_}. "
        "Change it under Settings, Closures, if it should be otherwise.",
        field="holidays",
    )


def _opening(reader: Reader, one: OpenDay) -> tuple[Edit, ...]:
    name = reader.get(Clinic, one.clinic).name if one.clinic is not None else closure_rules.EVERYWHERE
    return gap_rules.open_day(
        one, reader.all(OpenDay), name, gaps.in_span(reader, span.day_span(one.day))
    ).edits


def _closing(history: History, clinic: ClinicId | None, day: date, name: str) -> tuple[Edit, ...]:
    shut = Closure(id=ClosureId(history.ids.next()), clinic=clinic, first=day, last=day, reason=_holiday(day))
    return closure_rules.close(shut, name).edits


def _holiday(day: date) -> str:
    return bank_holidays(day, day).get(day, "")
