"""Stays: a booked call is let stay where the rota has no hours any more, for every desk, until it is moved."""

from __future__ import annotations

from reception.domain import stay as rules
from reception.domain.call import Call
from reception.domain.change import Change
from reception.domain.ids import CallId, SlotId, StayId
from reception.domain.stay import Stay
from reception.services.calls import get
from reception.services.history import History
from reception.storage.late import calls, stays
from reception.storage.reader import Reader


def let_stay(history: History, call: Call) -> Change:
    """Let a call stay where it was seen; refuse one that is not booked there any more."""

    def rule(reader: Reader) -> Change:
        stay = Stay(id=StayId(history.ids.next()), call=call.id, slot=call.slot)
        return rules.let(stay, get(reader, call.id), stays.of_calls(reader, [call.id]))

    return history.do(rule)


def check_brought_back(reader: Reader, change: Change) -> None:
    """Refuse a redo that lets a call stay where it is not booked any more, or where somebody else has let it."""
    for stay in (edit.after for edit in change.edits if isinstance(edit.after, Stay)):
        rules.check(stay, calls.line(reader, stay.call), stays.of_calls(reader, [stay.call]))


def places(reader: Reader, ids: list[CallId]) -> set[tuple[CallId, SlotId]]:
    """Return in which slots some calls may stay, each with its call."""
    return {(stay.call, stay.slot) for stay in stays.of_calls(reader, ids)}
