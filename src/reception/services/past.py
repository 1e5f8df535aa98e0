"""The diary as it was at an earlier moment: read only, from the journal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from reception.domain import gap as gap_rules
from reception.domain import span
from reception.domain.call import Attempt, Call, CallLine, Result
from reception.domain.clinic import Clinic
from reception.domain.clinician import Clinician
from reception.domain.closure import Closure
from reception.domain.errors import Refusal
from reception.domain.gap import Gap, OpenDay
from reception.domain.ids import ClinicianId, ClinicId, SlotId
from reception.domain.leave import Leave
from reception.domain.patient import Patient
from reception.domain.slot import Slot, SlotState
from reception.domain.span import Span
from reception.services.boards import Board
from reception.storage.late import calls, gaps, past, slots
from reception.storage.late import lines as journal_lines
from reception.storage.reader import Reader

if TYPE_CHECKING:
    from reception.storage.past import Before


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """Some days of the diary as they were at a moment (UTC), with the names of then; `changes` were made since."""

    at: datetime
    board: Board
    clinics: Mapping[ClinicId, Clinic]
    clinicians: Mapping[ClinicianId, Clinician]
    changes: int


def check(reader: Reader, at: datetime, now: datetime) -> None:
    """Refuse a moment that is still to come, and one before the diary was begun."""
    if at > now:
        when = span.moment_text(at, beside=now)
        raise Refusal(f"{when} is still to come. Choose an earlier time.", field="at")
    begins = journal_lines.begins(reader.connection)
    if begins is None or at < begins:
        since = f" before {_with_year(begins)}" if begins else ""
        raise Refusal(f"Nothing was written{since}. Choose a later time.", field="at")


def _with_year(moment: datetime) -> str:
    return f"{span.day_text(span.london_day(moment), year=True)} {span.clock(moment)}"


def board(reader: Reader, at: datetime, first: date, last: date, clinic: ClinicId | None = None) -> Past:
    """Return the diary of some days as it was at a moment (UTC)."""
    window = span.days_span(first, last)
    then = past.Before(reader.connection, journal_lines.line_at(reader.connection, at))
    places = {one.id: one for one in then.all(Clinic, reader.all(Clinic))}
    people = {one.id: one for one in then.all(Clinician, reader.all(Clinician))}
    there = then.slots(reader, window)
    shown = {id_: slot for id_, slot in there.items() if clinic in (None, slot.clinic)}
    lines = _lines(reader, then, window, shown, places, people)
    offered = (slot for slot in shown.values() if slot.state is not SlotState.WITHDRAWN)
    return Past(
        at=at,
        board=Board(
            first=first,
            last=last,
            slots=tuple(sorted(offered, key=_place)),
            lines=tuple(sorted(lines, key=lambda line: (*_place(line.slot), line.id))),
            gaps=_gaps(reader, then, window, places, people),
            withdrawn=tuple(sorted(_by_hand(reader, window, shown.values()), key=_place)),
        ),
        clinics=places,
        clinicians=people,
        changes=len(then.changes),
    )


def _by_hand(reader: Reader, window: Span, there: Iterable[Slot]) -> Iterator[Slot]:
    """Yield the withdrawn slots of some that people withdrew: those with a reason, and those that are as they were.

    What a publication withdraws was free before, and so has no reason.
    """
    gone = [slot for slot in there if slot.state is SlotState.WITHDRAWN]
    yield from (slot for slot in gone if slot.reason or slot.kind)
    silent = [slot for slot in gone if not slot.reason and not slot.kind]
    if silent:
        still = {slot.id: slot for slot in slots.withdrawn_by_hand(reader, window)}
        yield from (slot for slot in silent if slot == still.get(slot.id))


def _place(slot: Slot) -> tuple[datetime, int, int]:
    return slot.starts_at, slot.clinic, slot.clinician


def _lines(
    reader: Reader,
    then: Before,
    window: Span,
    there: Mapping[SlotId, Slot],
    places: Mapping[ClinicId, Clinic],
    people: Mapping[ClinicianId, Clinician],
) -> Iterator[CallLine]:
    """Yield the calls that were in some slots, with their patients as they were."""
    now = {line.id: line for line in calls.between(reader, window)}
    booked = [call for call in then.all(Call, (line.call for line in now.values())) if call.slot in there]
    live = [call for call in booked if call.is_live]
    known = {line.patient.id: line.patient for line in now.values()}
    missing = {call.patient for call in live} - known.keys()
    known |= {one.id: one for one in reader.some(Patient, missing).values()}
    known |= {one.id: one for one in then.of(Patient).values() if one is not None}
    wrong = _wrong_numbers(reader, then, live)
    for call in live:
        slot, patient = there[call.slot], known[call.patient]
        yield CallLine(
            call=call,
            slot=slot,
            patient=patient,
            clinic=places[slot.clinic],
            clinician=people[slot.clinician],
            number_is_wrong=(call.id, patient.phone) in wrong,
        )


def _wrong_numbers(reader: Reader, then: Before, live: Iterable[Call]) -> set[tuple[int, str]]:
    """Return the calls whose number was wrong by then, each with the number that was."""
    asked = [call.id for call in live if call.outcome is Result.WRONG_NUMBER]
    tries = then.all(Attempt, calls.attempts_of(reader, *asked)) if asked else []
    return {(one.call, one.phone) for one in tries if one.result is Result.WRONG_NUMBER}


def _gaps(
    reader: Reader,
    then: Before,
    window: Span,
    places: Mapping[ClinicId, Clinic],
    people: Mapping[ClinicianId, Clinician],
) -> tuple[Gap, ...]:
    absences, _, opened = gaps.behind(reader, window, always=True)
    closures = then.all(Closure, (one for one in absences if isinstance(one, Closure)))
    leaves = then.all(Leave, (one for one in absences if isinstance(one, Leave)))
    all_gaps = [gap for one in closures for gap in one.gaps] + [gap for one in leaves for gap in one.gaps]
    retired = [gap_rules.for_good(window, clinic=one.id) for one in places.values() if one.retired]
    retired += [gap_rules.for_good(window, clinician=one.id) for one in people.values() if one.retired]
    return (*retired, *gap_rules.in_window(all_gaps, then.all(OpenDay, opened), window))
