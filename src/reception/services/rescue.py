"""Rescue: freeze what is free, and list the booked calls that are left, each with two times to move it to.

A clinic that closes and a clinician who is away make a gap: what is free in it is frozen at once, and what is booked
stays booked until somebody has rung the patient. The list is seen from the gaps, so it is empty when, and only when,
everybody has another time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from reception.domain import gap as gap_rules
from reception.domain import rescue as rules
from reception.domain import span
from reception.domain.call import CallLine, CallStatus
from reception.domain.change import Change
from reception.domain.clinic import Clinic
from reception.domain.clinician import Clinician
from reception.domain.closure import EVERYWHERE
from reception.domain.errors import Refusal
from reception.domain.gap import Gap
from reception.domain.ids import CallId, ClinicId, SlotId
from reception.domain.publishing import Plan
from reception.domain.rescue import Rescue
from reception.domain.slot import Slot
from reception.domain.span import Span
from reception.services import offering, organisation, overruling, publishing, stays
from reception.services.history import History
from reception.services.offering import Offered
from reception.services.slots import Names, SlotLine
from reception.storage.late import calls, gaps
from reception.storage.reader import Reader

AHEAD = timedelta(days=366)
"""How far ahead booked calls are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stranded:
    """A booked call that cannot stay where it is, why, and times it could be moved to, the best first.

    One that `may_stay` stands where the rota has no hours any more, which is for people to judge.
    """

    line: CallLine
    why: str
    offers: tuple[SlotLine, ...] = ()
    may_stay: bool = False

    @property
    def id(self) -> CallId:
        """Return the name of the call."""
        return self.line.id


@dataclass(frozen=True, slots=True)
class Misfit:
    """Where a booked call stands that the rota no longer has there, and why."""

    slot: SlotId
    why: str


Misfits = Mapping[CallId, Misfit]


def begin(history: History, wanted: Rescue) -> Change:
    """Freeze what is free in a rescue, as one change; refuse what is over, and who makes or takes no calls any more."""

    def rule(reader: Reader) -> Change:
        name = _name(reader, wanted)
        now = history.now()
        rules.check(wanted, now)
        overruling.come_later(history, reader)
        ids = [history.ids.next() for _ in wanted.absences]
        return rules.freeze(wanted, ids, name, gaps.in_span(reader, wanted.span), now)

    return history.do(rule)


def _name(reader: Reader, wanted: Rescue) -> str:
    if wanted.clinician is not None:
        clinician = reader.get(Clinician, wanted.clinician)
        if clinician.retired:
            raise Refusal(
                f"{clinician.name} is retired and makes no calls. Choose somebody else.", field="what"
            )
        return clinician.name
    if wanted.clinic is None:
        return EVERYWHERE
    clinic = reader.get(Clinic, wanted.clinic)
    if clinic.retired:
        raise Refusal(f"{clinic.name} takes no calls any more. Choose another clinic.", field="what")
    return clinic.name


def stranded(reader: Reader, now: datetime, clinic: ClinicId | None = None) -> list[tuple[CallLine, Gap]]:
    """Return the booked calls of today (at `now`, UTC) and of later days that fall into a gap, earliest first.

    A call that was tried and is to be called back falls where that was agreed for, not where its slot was. That its
    time is over does not take a call off: nobody was there to make it.
    """
    ahead = Span(span.day_span(span.london_day(now)).start, now + AHEAD)
    found = [gap for gap in gaps.in_span(reader, ahead) if clinic is None or gap.clinic in (None, clinic)]
    if not found:
        return []
    lines = [line for line in calls.booked_in(reader, ahead, found, clinic) if line.call.next_try is None]
    lines += calls.to_call_back(reader, ahead, clinic)
    there = ((line, gap_rules.gap_of(_at_due(line), found)) for line in lines)
    in_gaps = [(line, gap) for line, gap in there if gap is not None]
    return sorted(in_gaps, key=lambda one: (one[0].due_at, one[0].id))


def _at_due(line: CallLine) -> Slot:
    """Return the stretch in which a call is to be made, as long as its slot."""
    length = line.slot.ends_at - line.slot.starts_at
    return replace(line.slot, starts_at=line.due_at, ends_at=line.due_at + length)


def to_move(
    reader: Reader, now: datetime, clinic: ClinicId | None = None, misfits: Misfits | None = None
) -> list[Stranded]:
    """Return the calls to move, earliest first, without times to move them to.

    Of some misfits those that still are and that nobody has let stay.
    """
    found = {
        line.id: Stranded(line=line, why=gap_rules.why(gap, line.clinic.name, line.clinician.name))
        for line, gap in stranded(reader, now, clinic)
    }
    known = unsettled(reader, misfits or {})
    for line in calls.some(reader, list(known)).values():
        is_booked = line.call.status is CallStatus.BOOKED and line.slot.starts_at >= now
        if is_booked and line.slot.id == known[line.id].slot and clinic in (None, line.clinic.id):
            why = known[line.id].why
            left = Stranded(line=line, why=f"{why[:1].upper()}{why[1:]}", may_stay=True)
            found.setdefault(line.id, left)
    return sorted(found.values(), key=lambda one: (one.line.due_at, one.id))


def work_list(
    reader: Reader,
    now: datetime,
    clinic: ClinicId | None = None,
    *,
    token: int = 0,
    misfits: Misfits | None = None,
    offered: Offered | None = None,
) -> list[Stranded]:
    """Return the calls to move, earliest first, each with two free times; of its own while enough are free.

    What was `offered` before stays in its place while it is free.
    """
    waiting = to_move(reader, now, clinic, misfits)
    if not waiting:
        return []
    offers = offering.proposals(reader, [one.line for one in waiting], now, token=token, offered=offered)
    names = Names(reader)
    return [replace(one, offers=tuple(map(names.line, offers[one.id]))) for one in waiting]


def misfits_of(reader: Reader, now: datetime, plan: Plan, lines: Sequence[CallLine]) -> Misfits:
    """Return the calls that a plan leaves where the rota has no hours; those in a gap are listed anyway."""
    in_gaps = {line.id for line, _ in stranded(reader, now)}
    left = (line for line in lines if line.id not in in_gaps)
    return {line.id: Misfit(line.slot.id, plan.why(line.slot.id)) for line in left}


def unsettled(reader: Reader, misfits: Misfits) -> Misfits:
    """Return those of some misfits that nobody has let stay where they stand; where there are none, ask nothing."""
    staying = stays.places(reader, list(misfits))
    return {call: one for call, one in misfits.items() if (call, one.slot) not in staying}


def misfits_ahead(reader: Reader, now: datetime) -> Misfits:
    """Return such calls of the weeks ahead, whether they are kept published or were published by hand."""
    policy = organisation.get(reader)
    plan = publishing.plan(reader, now, first=span.london_day(now), weeks=policy.weeks_ahead)
    found = publishing.proposal(reader, plan)
    return misfits_of(reader, now, found.plan, found.calls)
