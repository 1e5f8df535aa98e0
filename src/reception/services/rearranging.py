"""Calls that change places: two that swap their times, and a cancelled one that is taken up again."""

from __future__ import annotations

from reception.domain import rearranging as rules
from reception.domain.change import Change
from reception.domain.ids import CallId
from reception.services.calls import get
from reception.services.history import History
from reception.storage.late import calls
from reception.storage.reader import Reader


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
