"""The pinboard: calls that wait there, across weeks, restarts and desks, until somebody finds them another time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from reception.domain import pin as rules
from reception.domain.call import Call, CallLine, CallStatus
from reception.domain.change import Change, Edit
from reception.domain.errors import Refusal
from reception.domain.ids import CallId, ClinicId, PinId
from reception.domain.pin import Pin
from reception.domain.staff import Staff
from reception.services.calls import get
from reception.services.history import History
from reception.storage.late import calls, pins
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
            raise Refusal(f"The call of {line.patient.name} is not on the pinboard.")
        return rules.take_off(pin, line)

    return history.do(rule)


def parked(reader: Reader, clinic: ClinicId | None = None) -> list[Parked]:
    """Return the pinboard of a clinic or of all, longest parked first."""
    found = sorted(reader.all(Pin), key=lambda pin: (pin.at, pin.id))
    lines = calls.some(reader, [pin.call for pin in found])
    people = {one.id: one.name for one in reader.all(Staff)}
    return [
        Parked(pin=pin, line=lines[pin.call], by=people.get(pin.by, ""))
        for pin in found
        if clinic in (None, lines[pin.call].slot.clinic)
    ]


def cleared(reader: Reader, change: Change) -> Change:
    """Return a change that also takes off the pinboard the calls that it moves or ends."""
    settled = [edit.before.id for edit in change.edits if isinstance(edit.before, Call) and _is_settled(edit)]
    found = [pin for pin in map(partial(pins.of_call, reader), settled) if pin is not None]
    return replace(change, edits=(*change.edits, *(Edit(pin, None) for pin in found))) if found else change


def _is_settled(edit: Edit) -> bool:
    """Tell whether a call needs no other time any more."""
    before, after = edit.before, edit.after
    if not isinstance(before, Call) or not isinstance(after, Call):
        return False
    return after.slot != before.slot or after.status is not CallStatus.BOOKED
