"""Holds: a desk keeps a slot while somebody fills in the form, and gives it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from reception.domain import call as call_rules
from reception.domain import span
from reception.domain.hold import Hold
from reception.domain.ids import CallId, SlotId
from reception.domain.slot import Slot
from reception.services.history import History
from reception.storage import marks
from reception.storage.late import calls, holds
from reception.storage.reader import Reader

LASTS = timedelta(minutes=3)
"""How long a slot is held after the last key that was typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A slot that is held here now, and for how long from the moment it was asked for."""

    slot: Slot
    lasts: timedelta = LASTS


def take(history: History, slot: SlotId, of: CallId | None = None) -> Held:
    """Hold a slot, or hold it longer; refuse one that cannot be booked or that another desk holds.

    The slot of a booked call can be held for whoever is about to give that call another time.
    """
    from reception.services import guard

    history.run.begin_to_hold()
    with history.store.write() as writer:
        found = writer.get(Slot, slot)
        now = history.now()
        taken_by = calls.live_in(writer, slot)
        if of is None:
            call_rules.check_bookable(found, taken_by, now)
            guard.check_open(writer, found)
        elif taken_by is None or taken_by.id != of:
            raise call_rules.left(found)
        guard.check_not_held(writer, found, history.token, now)
        wanted = Hold(slot=slot, token=history.token, desk=history.desk, who=history.staff.name, until=now)
        holds.sweep(writer, now)
        holds.take(writer, wanted, LASTS, now)
    history.held.add(slot)
    return Held(slot=found)


def give_back(history: History, slot: SlotId | None = None) -> None:
    """Let go of a slot, or of every slot this desk holds."""
    with history.store.write() as writer:
        holds.give_back(writer, history.token, slot)
    if slot is None:
        history.held.clear()
    else:
        history.held.discard(slot)


def give_back_of_ended(history: History, marks_folder: Path) -> None:
    """Let go of what other copies of the program on this PC held that are over for certain, by a crash perhaps."""
    with marks.ended(marks_folder) as tokens:
        if tokens:
            with history.store.write() as writer:
                for token in tokens:
                    holds.give_back(writer, token)


def of_others(reader: Reader, first: date, last: date, now: datetime, token: int) -> dict[SlotId, Hold]:
    """Return what other desks than that with this `token` hold on some days, at an instant (UTC)."""
    found = holds.between(reader, span.days_span(first, last), now)
    return {slot: hold for slot, hold in found.items() if hold.token != token}
