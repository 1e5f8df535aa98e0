"""The diary of some days: what its grid is painted from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from reception.domain import gap as gap_rules
from reception.domain import span
from reception.domain.call import CallLine
from reception.domain.gap import Gap
from reception.domain.ids import ClinicId, SlotId
from reception.domain.slot import Slot, SlotState
from reception.storage.late import calls, gaps, slots
from reception.storage.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The diary of some days: its slots, the calls in them (cancelled ones left out), and when it is closed.

    `withdrawn` are the slots that people took out of the diary; what a publication took out is not told of.
    """

    first: date
    last: date
    slots: tuple[Slot, ...]
    lines: tuple[CallLine, ...]
    gaps: tuple[Gap, ...] = ()
    withdrawn: tuple[Slot, ...] = ()

    def free(self, now: datetime) -> frozenset[SlotId]:
        """Return the slots that can be booked at a moment (UTC); whether somebody holds one is not known here."""
        booked = {line.slot.id for line in self.lines}
        return frozenset(
            slot.id
            for slot in self.slots
            if gap_rules.is_free(slot, self.gaps, now, is_booked=slot.id in booked)
        )


def of_days(reader: Reader, first: date, last: date, clinic: ClinicId | None = None) -> Board:
    """Return the diary of some days."""
    window = span.days_span(first, last)
    lines = (line for line in calls.between(reader, window, clinic) if line.call.is_live)
    shown = slots.shown(reader, window, clinic)
    return Board(
        first=first,
        last=last,
        slots=tuple(slot for slot in shown if slot.state is not SlotState.WITHDRAWN),
        lines=tuple(lines),
        gaps=gaps.in_span(reader, window),
        withdrawn=tuple(slot for slot in shown if slot.state is SlotState.WITHDRAWN),
    )
