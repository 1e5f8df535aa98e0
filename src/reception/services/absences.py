"""Closures and leave: what they come to, whether they are only thought of or there already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from reception.domain import gap as gap_rules
from reception.domain import span
from reception.domain.call import CallLine, CallStatus
from reception.domain.closure import Closure
from reception.domain.errors import Refusal
from reception.domain.gap import LONGEST_SLOT, Gap, OpenDay
from reception.domain.ids import LARGEST, CallId
from reception.domain.leave import Leave
from reception.domain.slot import Slot
from reception.domain.span import Span
from reception.storage.late import calls, gaps, slots
from reception.storage.reader import Reader

NAMED = 5
"""How many booked calls are named one by one."""


class Covers(Refusal):
    """Calls are booked in a closure or leave, and not all were named to whoever adds it; `calls` are all of them."""

    def __init__(self, booked: Sequence[CallLine]) -> None:
        self.calls = frozenset(line.id for line in booked)
        is_one = len(booked) == 1
        there = f"{'1 call is' if is_one else f'{len(booked):,} calls are'} booked in it"
        self.told = f"{there}: {listed(booked)}."
        it = "it" if is_one else "them"
        then = f"Move {it} first, or keep {it} booked until you have rung."
        super().__init__(f"{self.told} {then}", unnamed=f"{there}. {then}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """Free slots that are offered no more, and calls that stay booked in it, earliest first."""

    free: int
    booked: tuple[CallLine, ...]


def effect(reader: Reader, absence: Closure | Leave, now: datetime) -> Effect:
    """Return what a closure or leave comes to from a moment (UTC) on, without the days that are open all the same."""
    return effect_of(reader, (absence,), now)


def effect_of(reader: Reader, absences: Sequence[Closure | Leave], now: datetime) -> Effect:
    """Return what some closures or leave come to together; what is not offered for another reason is not counted."""
    own = [gap for gap in _gaps(reader, absences) if gap.span.end > now]
    others = _others(reader, own)
    free, booked = set(), {}
    for clinic in dict.fromkeys(gap.clinic for gap in own):
        of_clinic = _ByDay(gap for gap in own if gap.clinic == clinic)
        window = Span(max(now, of_clinic.span.start - LONGEST_SLOT), of_clinic.span.end)
        for slot in slots.unbooked_between(reader, window, clinic):
            if of_clinic.hold(slot) and gap_rules.gap_of(slot, others) is None:
                free.add(slot.id)
        for line in calls.between(reader, window, clinic):
            if line.call.status is CallStatus.BOOKED and of_clinic.hold(line.slot):
                booked[line.id] = line
    return Effect(free=len(free), booked=tuple(sorted(booked.values(), key=lambda line: line.slot.starts_at)))


def check_named(
    reader: Reader, absence: Closure | Leave, now: datetime, named: Collection[CallId] | None
) -> None:
    """Refuse a closure or leave over booked calls (from `now`, UTC, on) besides those `named`; None asks about none."""
    booked = () if named is None else effect(reader, absence, now).booked
    if not all(line.id in (named or ()) for line in booked):
        raise Covers(booked)


def listed(booked: Sequence[CallLine]) -> str:
    """Return `Jane Holt Mon 23 Nov 10:00; Tom Reed Mon 23 Nov 11:15`, the first few of many."""
    names = [f"{line.patient.name} {span.moment_text(line.slot.starts_at)}" for line in booked[:NAMED]]
    more = len(booked) - NAMED
    return "; ".join(names) + (f"; and {more:,} more" if more > 0 else "")


class _ByDay:
    """Gaps, at least one, by the days (UTC) that they touch: a long closure of every afternoon has one a day."""

    def __init__(self, gaps: Iterable[Gap]) -> None:
        self._gaps: defaultdict[date, list[Gap]] = defaultdict(list)
        starts, ends = [], []
        for gap in gaps:
            starts.append(gap.span.start)
            ends.append(gap.span.end)
            for number in range((gap.span.end.date() - gap.span.start.date()).days + 1):
                self._gaps[gap.span.start.date() + timedelta(days=number)].append(gap)
        self.span = Span(min(starts), max(ends))

    def hold(self, slot: Slot) -> bool:
        """Tell whether a slot lies in one of them."""
        days = {slot.starts_at.date(), slot.ends_at.date()}
        return any(gap.holds(slot) for day in days for gap in self._gaps.get(day, ()))


def _gaps(reader: Reader, absences: Sequence[Closure | Leave]) -> Iterator[Gap]:
    """Yield the gaps that closures and leave make; one that is only thought of is later than every open day."""
    open_days = reader.all(OpenDay)
    for absence in absences:
        for whole in absence.gaps:
            known = replace(whole, absence=whole.absence or LARGEST)
            yield from gap_rules.in_window([known], open_days, whole.span)


def _others(reader: Reader, own: Sequence[Gap]) -> list[Gap]:
    """Return the gaps of the same time that other closures, leave or retirement make."""
    if not own:
        return []
    ids = {gap.absence for gap in own}
    around = Span(min(gap.span.start for gap in own), max(gap.span.end for gap in own))
    return [gap for gap in gaps.in_span(reader, around) if gap.absence not in ids]
