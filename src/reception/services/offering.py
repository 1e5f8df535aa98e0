"""Offering: which free times are proposed for calls that need another one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import islice

from reception.domain.call import CallLine
from reception.domain.ids import CallId, ClinicId, SlotId
from reception.domain.offering import in_place, one_each
from reception.domain.slot import Slot
from reception.domain.span import Span
from reception.storage.late import slots
from reception.storage.reader import Reader

AHEAD = timedelta(days=28)
"""How far after its own time another one is proposed for a call."""
EACH = 2
Offered = Mapping[CallId, Sequence[SlotId]]
"""What was proposed for each call before."""


class Free:
    """Free slots, earliest first, of each clinic and of all."""

    def __init__(self, found: Sequence[Slot]) -> None:
        self._all = list(found)
        self._by_id = {one.id: one for one in found}
        self._of: dict[ClinicId, list[Slot]] = {}
        for one in found:
            self._of.setdefault(one.clinic, []).append(one)

    def still(self, offered: Sequence[SlotId]) -> list[Slot]:
        """Return those of some slots that are free."""
        return [self._by_id[one] for one in offered if one in self._by_id]

    def best(self, line: CallLine) -> Iterator[Slot]:
        """Yield them as they suit a call: its own clinic on or after its time, then any clinic, then what is before it.

        A call by phone can come from each clinic. What is before its own time is better than nothing, the nearer the
        better.
        """
        own, at = self._of.get(line.slot.clinic, []), line.due_at
        for some in (own, self._all):
            yield from islice(some, _place(some, at), None)
        for some in (own, self._all):
            yield from (some[number] for number in range(_place(some, at) - 1, -1, -1))


def _place(found: Sequence[Slot], at: datetime) -> int:
    return bisect_left(found, at, key=lambda one: one.starts_at)


def proposals(
    reader: Reader,
    lines: Sequence[CallLine],
    now: datetime,
    *,
    token: int = 0,
    offered: Offered | None = None,
) -> dict[CallId, list[Slot]]:
    """Return for each call, earliest first, the free times that are proposed for it, the earliest first.

    Each gets one before any gets a second, and none is proposed twice while enough are free; where they are not, one
    that is proposed for another call too is better than none. What another desk than that with this `token` holds is
    not free. What was `offered` before stays, in its place, while it is free: somebody may be saying it on the phone.
    """
    before = offered or {}
    first, last = max(now, lines[0].due_at), lines[-1].due_at + AHEAD

    def free_in(window: Span) -> list[Slot]:
        return list(slots.free_between(reader, window, now=now, token=token))

    after = free_in(Span(first, last))
    free = Free(after)
    given = _given(lines, free, before)
    if now < first and any(len(own) < EACH for own in given.values()):
        free = Free([*free_in(Span(now, first)), *after])
        given = _given(lines, free, before)
    for line in lines:
        _fill_up(given[line.id], free.best(line))
    return {call: in_place(own, before.get(call, ())) for call, own in given.items()}


def _given(lines: Sequence[CallLine], free: Free, offered: Offered) -> dict[CallId, list[Slot]]:
    given = {line.id: free.still(offered.get(line.id, ())) for line in lines}
    taken = {one.id for own in given.values() for one in own}
    for number in range(EACH):
        wanting = (line for line in lines if len(given[line.id]) <= number)
        for call, best in one_each(((line.id, free.best(line)) for line in wanting), taken).items():
            given[call].append(best)
    return given


def _fill_up(own: list[Slot], best: Iterator[Slot]) -> None:
    """Propose what is proposed for others too, where a call would have too few."""
    while len(own) < EACH:
        more = next((one for one in best if one not in own), None)
        if more is None:
            return
        own.append(more)
