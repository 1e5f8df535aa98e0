"""Rescue: the booked calls that stand where nothing is offered any more, each with two times to move it to.

A clinic that closes and a clinician who is away make a gap: what is free in it is frozen at once, and what is booked
stays booked until somebody has rung the patient. The list is seen from the gaps, so it is empty when, and only when,
everybody has another time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from reception.domain import gap as rules
from reception.domain.call import CallLine
from reception.domain.gap import Gap
from reception.domain.ids import CallId, ClinicId, SlotId
from reception.domain.slot import Slot
from reception.domain.span import Span
from reception.services.slots import Names, SlotLine
from reception.storage.late import calls, gaps, slots
from reception.storage.reader import Reader

AHEAD = timedelta(days=366)
"""How far ahead booked calls are looked at."""
OFFER_AHEAD = timedelta(days=28)
"""How far after its own time another one is proposed for a call."""
OFFERS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Stranded:
    """A booked call in a gap, why nothing is offered there, and times it could be moved to, the best first."""

    line: CallLine
    gap: Gap
    offers: tuple[SlotLine, ...]

    @property
    def id(self) -> CallId:
        """Return the name of the call."""
        return self.line.id

    @property
    def why(self) -> str:
        """Return why it cannot stay: `Mr Eaton is away: ill`."""
        return rules.why(self.gap, self.line.clinic.name, self.line.clinician.name)


def stranded(reader: Reader, now: datetime, clinic: ClinicId | None = None) -> list[tuple[CallLine, Gap]]:
    """Return the booked calls to come (from `now`, UTC) that fall into a gap, earliest first."""
    ahead = Span(now, now + AHEAD)
    found = [gap for gap in gaps.in_span(reader, ahead) if clinic is None or gap.clinic in (None, clinic)]
    there = []
    for line in calls.booked_in(reader, ahead, found, clinic):
        gap = rules.gap_of(line.slot, found)
        if gap is not None:
            there.append((line, gap))
    return there


def work_list(
    reader: Reader, now: datetime, clinic: ClinicId | None = None, *, token: int = 0
) -> list[Stranded]:
    """Return the calls to move, earliest first, each with two free times; no time is proposed twice.

    Best is the same clinic on or after the call's own time, then any clinic: a call by phone can come from each.
    """
    waiting = stranded(reader, now, clinic)
    if not waiting:
        return []
    first = waiting[0][0].slot.starts_at
    last = waiting[-1][0].slot.starts_at
    window = Span(max(now, first), last + OFFER_AHEAD)
    free = list(slots.free_between(reader, window, now=now, token=token))
    names = Names(reader)
    given: set[SlotId] = set()
    made = []
    for line, gap in waiting:
        best = _best(line, free, given)
        given |= {one.id for one in best}
        made.append(Stranded(line=line, gap=gap, offers=tuple(map(names.line, best))))
    return made


def _best(line: CallLine, free: Sequence[Slot], given: set[SlotId]) -> list[Slot]:
    """Return the first free times of the call's own clinic, filled up from the others, from the call's time on."""
    left = [one for one in free if one.id not in given and one.starts_at >= line.slot.starts_at]
    own = list(islice((one for one in left if one.clinic == line.slot.clinic), OFFERS))
    others = islice((one for one in left if one.clinic != line.slot.clinic), OFFERS - len(own))
    return sorted([*own, *others], key=lambda one: one.starts_at)
