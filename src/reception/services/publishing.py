"""Publishing: turn availability into slots for some weeks, see before what that changes, keep it ahead of the day."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from reception.domain import gap as gap_rules
from reception.domain import publishing as rules
from reception.domain import span
from reception.domain.availability import Availability
from reception.domain.call import CallLine, CallStatus
from reception.domain.change import Change, Edit
from reception.domain.clinic import Clinic
from reception.domain.clinician import Clinician
from reception.domain.closure import EVERYWHERE, Closure
from reception.domain.errors import Refusal
from reception.domain.gap import OpenDay
from reception.domain.holiday import DECIDED, Decision
from reception.domain.ids import ClinicianId, OpenDayId, PublicationId, SlotId
from reception.domain.leave import Leave
from reception.domain.organisation import MOST_WEEKS, ORGANISATION, Organisation
from reception.domain.publishing import Plan, There
from reception.domain.rota import Calendar, Why
from reception.domain.slot import Publication, Slot
from reception.domain.staff import PROGRAM
from reception.services import overruling
from reception.services.clinics import bank_holidays
from reception.services.history import History
from reception.storage.late import calls, gaps, holds, slots
from reception.storage.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What publishing would do, and the booked calls that would no longer fit, earliest first."""

    plan: Plan
    calls: tuple[CallLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What publishing did: the change (None where nothing had to change), the plan behind it, the calls to move."""

    change: Change | None
    plan: Plan
    calls: tuple[CallLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Supposing:
    """What a plan takes for true although it is not yet: other rules, days opened or shut, clinicians as they will be;
    whose slots it is of, and whether what is there stays.
    """

    rules: Sequence[Availability] | None = None
    opened: Sequence[OpenDay] = ()
    shut: Sequence[OpenDay] = ()
    people: Sequence[Clinician] = ()
    whose: Collection[ClinicianId] | None = None
    stays: bool = False


AS_IT_IS = Supposing()


def plan(reader: Reader, now: datetime, *, first: date, weeks: int, supposing: Supposing = AS_IT_IS) -> Plan:
    """Return what publishing some weeks would change; refuse a day that is past, and too many weeks."""
    today = span.london_day(now)
    if first < today:
        raise Refusal(
            f"{span.day_text(first, year=True)} is in the past. Publish from {span.day_text(today, year=True)} on.",
            field="from",
        )
    if not 1 <= weeks <= MOST_WEEKS:
        raise Refusal(f"Publish 1 to {MOST_WEEKS} weeks at a time.", field="weeks")
    span.check_day(first, field="from")
    last = first + timedelta(days=7 * weeks - 1)
    span.check_day(last, field="weeks")
    return plan_of_days(reader, now, first, last, supposing)


def plan_of_days(reader: Reader, now: datetime, first: date, last: date, supposing: Supposing) -> Plan:
    """Return what publishing the days from the first to the last, both included, would change."""
    window, whose = span.days_span(first, last), supposing.whose
    asked = supposing.rules if supposing.rules is not None else reader.all(Availability)
    open_days = [one for one in reader.all(OpenDay) if one not in supposing.shut]
    return rules.plan(
        [rule for rule in asked if whose is None or rule.clinician in whose],
        {clinic.id: clinic for clinic in reader.all(Clinic)},
        {clinician.id: clinician for clinician in (*reader.all(Clinician), *supposing.people)},
        Calendar(
            holidays=bank_holidays(first, last),
            closures=reader.all(Closure),
            leave=reader.all(Leave),
            open_days=[*open_days, *supposing.opened],
        ),
        There(
            slots=_of(slots.between(reader, window), whose),
            booked=slots.booked_between(reader, window),
            by_hand=_of(slots.withdrawn_by_hand(reader, window), whose),
            held=holds.between(reader, window, now),
            stays=supposing.stays,
        ),
        first=first,
        last=last,
        now=now,
    )


def _of(found: Sequence[Slot], whose: Collection[ClinicianId] | None) -> Sequence[Slot]:
    return found if whose is None else [slot for slot in found if slot.clinician in whose]


def proposal(reader: Reader, found: Plan) -> Proposal:
    """Return a plan with the calls that it leaves where the rota no longer has them."""
    lost = {one.slot.id for one in found.conflicts}
    lines = calls.between(reader, span.days_span(found.first, found.last)) if lost else []
    still = (line for line in lines if line.slot.id in lost and line.call.status is CallStatus.BOOKED)
    return Proposal(plan=found, calls=tuple(still))


def publish(
    history: History,
    *,
    first: date,
    weeks: int,
    opening: Sequence[OpenDay] = (),
    decisions: Sequence[Decision] = (),
) -> Published:
    """Open the slots that availability asks for; publishing again changes only what is not booked.

    `opening` are days to work on although they would be left out; their ids are given here. Refuse one that is not
    left out anyway. `decisions` say of bank holidays whether they are worked; one without is left out.
    """
    from reception.services import holidays

    seen: list[Proposal] = []

    def rule(reader: Reader) -> Change:
        new = _new_open_days(history, reader, opening)
        _check_left_out(reader, plan(reader, history.now(), first=first, weeks=weeks), new)
        decided, holidays_opened = holidays.made(history, reader, decisions)
        supposing = Supposing(opened=[*new, *holidays_opened])
        found = plan(reader, history.now(), first=first, weeks=weeks, supposing=supposing)
        seen[:] = [proposal(reader, found)]
        if found.is_empty and not new and not decided:
            raise _NothingToDo
        if found.is_empty and not new:
            return Change(DECIDED, decided, holidays.subject(reader, decisions))
        made, opened = publication(history, found)
        days = tuple(edit for one in new for edit in _opened(reader, one))
        subject = f"{span.days_text(found.first, found.last)}, {counts(found)}"
        return Change("Published slots", (*days, *decided, *made), subject, opened)

    change = None
    with suppress(_NothingToDo):
        change = history.do(rule)
    return Published(change=change, plan=seen[0].plan, calls=seen[0].calls)


class _NothingToDo(Exception):  # noqa: N818 (a way out of the transaction, seen by nobody)
    """Everything is already as availability asks."""


def _new_open_days(history: History, reader: Reader, wanted: Sequence[OpenDay]) -> list[OpenDay]:
    """Return the days that are not open already, each with an id."""
    days = {one.day for one in wanted}
    standing = (one for one in reader.all(OpenDay) if one.day in days and not _is_overtaken(reader, one))
    known = {(one.day, one.clinic, one.clinician) for one in standing}
    new = {(one.day, one.clinic, one.clinician): one for one in wanted}
    overruling.come_later(history, reader)
    return [replace(one, id=OpenDayId(history.ids.next())) for key, one in new.items() if key not in known]


def _check_left_out(reader: Reader, found: Plan, new: Sequence[OpenDay]) -> None:
    """Refuse days to open that lie outside the weeks of a plan, or on which nothing is left out anyway."""
    left = [one for one in found.left_out if one.why is not Why.AWAY]
    for one in new:
        if not found.first <= one.day <= found.last:
            raise Refusal(_outside(found, one.day), field="open")
        if not any(it.day == one.day and (one.clinic is None or one.clinic in it.clinics) for it in left):
            where = "any clinic" if one.clinic is None else reader.get(Clinic, one.clinic).name
            raise Refusal(
                f"{span.day_text(one.day, year=True)} is not left out at {where}, so there is nothing to open. "
                "Choose another day or clinic.",
                field="open",
            )


def _outside(found: Plan, day: date) -> str:
    """Return a refusal of a day that the weeks of a plan do not reach."""
    weeks = span.days_text(found.first, found.last)
    way = "Publish more weeks" if day > found.last else "Publish from an earlier day"
    return f"{span.day_text(day, year=True)} is not in {weeks}. {way}, or choose another day."


def _is_overtaken(reader: Reader, one: OpenDay) -> bool:
    return gap_rules.is_overtaken(one, gaps.in_span(reader, span.day_span(one.day)))


def _opened(reader: Reader, one: OpenDay) -> tuple[Edit, ...]:
    name = EVERYWHERE if one.clinic is None else reader.get(Clinic, one.clinic).name
    found = gaps.in_span(reader, span.day_span(one.day))
    return gap_rules.open_day(one, reader.all(OpenDay), name, found).edits


def publication(history: History, found: Plan) -> tuple[tuple[Edit, ...], tuple[Slot, ...]]:
    """Return a plan as the edit that the journal keeps, and the slots that go with it; nothing where it is empty."""
    if found.is_empty:
        return (), ()
    first_slot = history.ids.run(max(1, len(found.opening)))
    opened = tuple(
        Slot(
            id=SlotId(id_), clinic=one.place.clinic, clinician=one.place.clinician,
            starts_at=one.span.start, ends_at=one.span.end, opens_at=one.opens_at,
        )
        for id_, one in enumerate(found.opening, first_slot)
    )  # fmt: skip
    made = Publication(
        id=PublicationId(history.ids.next()),
        first=found.first,
        last=found.last,
        first_slot=SlotId(first_slot),
        opened=len(opened),
        withdrawn=tuple(slot.id for slot in found.withdrawing),
    )
    return (Edit(None, made),), opened


def counts(found: Plan) -> str:
    """Return `2,136 opened, 20 in days left out, 8 withdrawn`."""
    told = [f"{found.offered:,} opened"] if found.offered or not found.waiting else []
    told += [f"{found.waiting:,} in days left out"] if found.waiting else []
    told += [f"{len(found.withdrawing):,} withdrawn"] if found.withdrawing else []
    return ", ".join(told)


def waiting_text(found: Plan) -> str:
    """Return in a sentence which slots of a plan are not offered yet, or nothing."""
    if not found.waiting:
        return ""
    are = "1 slot is" if found.waiting == 1 else f"{found.waiting:,} slots are"
    return f"{are} not offered while a closure or leave lasts."


def keep_ahead(history: History) -> Published | None:
    """Publish the weeks that are always to be published, in the program's own name; None where that is not wished.

    Any number of desks may do it on the same day: who comes second finds nothing to do.
    """
    now = history.now()
    today = span.london_day(now)
    with history.store.read() as reader:
        policy = reader.get(Organisation, ORGANISATION)
        if not policy.publishes_ahead:
            return None
        found = plan(reader, now, first=today, weeks=policy.weeks_ahead)
        if found.is_empty:
            told = proposal(reader, found)
            return Published(change=None, plan=told.plan, calls=told.calls)
    program = History(history.store, history.now, history.ids, PROGRAM, history.desk, run=history.run)
    return publish(program, first=today, weeks=policy.weeks_ahead)
