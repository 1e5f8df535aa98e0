"""The pinboard: calls that wait there, across weeks, restarts and desks, until somebody finds them another time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from reception.domain import pin as rules
from reception.domain.call import Call, CallLine, CallStatus
from reception.domain.change import Change, Edit
from reception.domain.errors import Refusal
from reception.domain.ids import CallId, ClinicId, PinId, SlotId
from reception.domain.pin import Pin
from reception.services.calls import get, moved
from reception.services.history import History
from reception.storage.late import pins
from reception.storage.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Parked:
    """A call on the pinboard, and who parked it."""

    pin: Pin
    line: CallLine
    by: str


def park(history: History, call: CallId) -> Change:
    """Put a booked call on the pinboard, for every desk to see."""

    def rule(reader: Reader) -> Change:
        pin = Pin(id=PinId(history.ids.next()), call=call, at=history.now(), by=history.staff.id)
        return rules.park(pin, get(reader, call), pins.of_call(reader, call))

    return history.do(rule)


def take_off(history: History, call: CallId) -> Change:
    """Take a call off the pinboard; it stays at the time it has."""

    def rule(reader: Reader) -> Change:
        line, pin = get(reader, call), pins.of_call(reader, call)
        if pin is None:
            there = "is not on the pinboard."
            raise Refusal(f"The call of {line.patient.name} {there}", unnamed=f"This call {there}")
        return rules.take_off(pin, line)

    return history.do(rule)


def put(history: History, call: Call, to: SlotId) -> Change:
    """Move a parked call, as it was seen, into another slot; refuse one that somebody took off or moved meanwhile."""

    def rule(reader: Reader) -> Change:
        rules.check_parked(pins.of_call(reader, call.id), get(reader, call.id))
        return moved(reader, call, to, history.now())

    return history.do(rule)


def park_or_take_off(history: History, call: CallId) -> Change:
    """Put a booked call on the pinboard, or take it off where it is there."""

    def rule(reader: Reader) -> Change:
        line, there = get(reader, call), pins.of_call(reader, call)
        if there is not None:
            return rules.take_off(there, line)
        pin = Pin(id=PinId(history.ids.next()), call=call, at=history.now(), by=history.staff.id)
        return rules.park(pin, line, None)

    return history.do(rule)


def is_parked(reader: Reader, call: CallId) -> bool:
    """Tell whether a call is on the pinboard."""
    return pins.of_call(reader, call) is not None


def parked(reader: Reader, clinic: ClinicId | None = None) -> list[Parked]:
    """Return the pinboard of a clinic or of all, longest parked first."""
    return [Parked(pin=pin, line=line, by=by) for pin, line, by in pins.lines(reader, clinic)]


def cleared(reader: Reader, change: Change) -> Change:
    """Return a change that also takes off the pinboard the calls that it moves or ends.

    That comes first, since undo may put a call there again in the same change, and a call is there once.
    """
    settled = [edit.before.id for edit in change.edits if isinstance(edit.before, Call) and _is_settled(edit)]
    gone = {edit.before for edit in change.edits if isinstance(edit.before, Pin)}
    there = (pin for pin in map(partial(pins.of_call, reader), settled) if pin is not None)
    found = [pin for pin in there if pin not in gone]
    return replace(change, edits=(*(Edit(pin, None) for pin in found), *change.edits)) if found else change


def _is_settled(edit: Edit) -> bool:
    """Tell whether a call needs no other time any more."""
    before, after = edit.before, edit.after
    if not isinstance(before, Call) or not isinstance(after, Call):
        return False
    return after.slot != before.slot or after.status is not CallStatus.BOOKED
