"""Calls that change places: two that swap their times, and a cancelled one that is taken up again."""

from __future__ import annotations

from datetime import datetime

from reception.domain import rearranging as rules
from reception.domain.call import CallLine
from reception.domain.change import Change
from reception.domain.ids import CallId, SlotId
from reception.services.calls import get
from reception.services.history import History
from reception.storage.late import calls
from reception.storage.reader import Reader

PARTNERS = 40
"""How many calls are offered to swap with."""


def partners(reader: Reader, call: CallId, now: datetime, text: str = "") -> list[CallLine]:
    """Return the other booked calls to come: all, or those of the patients that a text finds.

    Those of the same clinic stand first, then those of the others, each nearest in time to this call.
    """
    own = get(reader, call)
    here = calls.nearest(reader, own, now, text, limit=PARTNERS)
    left = PARTNERS - len(here)
    return [*here, *calls.nearest(reader, own, now, text, elsewhere=True, limit=left)] if left else here


def cancelled_in(reader: Reader, slot: SlotId, now: datetime) -> CallLine | None:
    """Return the call that was cancelled last in a slot, where that is still to come and nobody has it since."""
    line = calls.cancelled_in(reader, slot)
    if line is None or line.slot.starts_at < now or calls.live_in(reader, slot) is not None:
        return None
    return line


def swap(history: History, one: CallId, other: CallId) -> Change:
    """Let two booked calls swap their times."""

    def rule(reader: Reader) -> Change:
        return rules.swap(get(reader, one), get(reader, other), now=history.now())

    return history.do(rule)


def take_up(history: History, call: CallId) -> Change:
    """Book a cancelled call again at its old time."""

    def rule(reader: Reader) -> Change:
        line = get(reader, call)
        return rules.take_up(line, calls.live_in(reader, line.slot.id), now=history.now())

    return history.do(rule)
