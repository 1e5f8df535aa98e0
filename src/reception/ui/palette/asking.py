"""What a line brings from the database: what is found, and what else in the diary a booking may mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from reception.domain.deed import BookDeed, Deed
from reception.domain.ids import SlotId
from reception.domain.slot import Slot, SlotState
from reception.domain.wish import FreeWish
from reception.services import finding, slots
from reception.services.finding import Found
from reception.services.slots import Names, SlotLine, Stretch
from reception.storage.reader import Reader

MOST_DAYS = 2
"""On how many days of a booking the diary is looked at whole: `mon`, said on a Monday, may be two."""


@dataclass(frozen=True, slots=True)
class Other:
    """A slot that a line fits as well and that cannot be booked, and why: `taken`, `over`."""

    line: SlotLine
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was found; and where one slot alone is free, the others that the line fits, or None where nobody looked."""

    found: Found = field(default_factory=Found)
    others: tuple[Other, ...] | None = None


def answer(reader: Reader, text: str, now: datetime, wish: FreeWish | Deed | None) -> Answer:
    """Return what a line brings at an instant (UTC)."""
    found = finding.find(reader, text, now, wish)
    if not isinstance(wish, BookDeed) or len(found.slots) != 1 or not found.patients:
        return Answer(found=found)
    days = [day for day in wish.free.days if wish.free.wants_day(day)]
    if not 1 <= len(days) <= MOST_DAYS:
        return Answer(found=found)
    names = Names(reader)
    others = (other for day in days for other in _others(reader, wish.free, day, now, names))
    free = found.slots[0].id
    return Answer(found=found, others=tuple(other for other in others if other.line.id != free))


def _others(reader: Reader, wish: FreeWish, day: date, now: datetime, names: Names) -> Iterator[Other]:
    """Yield the slots of a day that a wish fits, earliest first, with why each is not free."""
    window = wish.window(day)
    if window.start == window.end:
        return
    there = slots.touched(reader, Stretch(span=window), now)
    taken = {line.slot.id for line in there.booked}
    every = (*there.free, *there.blocked, *(line.slot for line in there.booked))
    for slot in sorted(every, key=lambda one: (one.starts_at, one.clinic, one.clinician)):
        if _is_wished(wish, slot):
            yield Other(names.line(slot), _why(slot, taken, now))


def _is_wished(wish: FreeWish, slot: Slot) -> bool:
    return (
        wish.suits(slot.starts_at)
        and (not wish.clinics or slot.clinic in [one.id for one in wish.clinics])
        and (not wish.clinicians or slot.clinician in [one.id for one in wish.clinicians])
    )


def _why(slot: Slot, taken: set[SlotId], now: datetime) -> str:
    if slot.starts_at < now:
        return "over"
    if slot.id in taken:
        return "taken"
    return "blocked" if slot.state is SlotState.BLOCKED else "not free"
