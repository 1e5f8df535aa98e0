"""What suits those who wait: the first free slot of each, and who fits a slot that has just become free."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from reception.domain import span
from reception.domain.call import Call
from reception.domain.change import Change, Edit
from reception.domain.ids import ClinicId, SlotId, WaitingId
from reception.domain.offering import one_each
from reception.domain.patient import Patient, Waiting
from reception.domain.slot import Slot, SlotState
from reception.domain.span import Span
from reception.storage.late import patients, slots
from reception.storage.reader import Reader

FITS_DAYS = 14
"""How far ahead a slot is looked for that suits somebody who waits."""
FEWEST, EACH, MORE = 50, 4, 4
"""How many free slots are read at first, at least and for each who waits; and how many times more each time after."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """Somebody who waits, and a free slot that suits them."""

    entry: Waiting
    patient: Patient
    slot: Slot


def first_fits(
    reader: Reader, entries: Sequence[Waiting], now: datetime, clinic: ClinicId | None = None
) -> dict[WaitingId, Slot]:
    """Return for each who waits, longest first, the first slot free at an instant that was given to nobody before.

    A few slots are read at first, and more of them only for those whom none of these suits, where it could suit them;
    so it costs as much as there are people waiting, not as much as is published.
    """
    given: dict[WaitingId, Slot] = {}
    taken: set[SlotId] = set()
    ahead = Span(now, now + timedelta(days=FITS_DAYS))
    most = max(FEWEST, EACH * len(entries))
    free = list(slots.free_between(reader, ahead, clinic, now=now, limit=most)) if entries else []
    while True:
        left = [entry for entry in entries if entry.id not in given]
        given |= one_each(((entry.id, _suiting(entry, free)) for entry in left), taken)
        left = [entry for entry in left if entry.id not in given]
        if not left or len(free) < most:
            return given
        most *= MORE
        windows = list(_windows(left, Span(free[-1].starts_at, ahead.end)))
        places = {clinic} if clinic is not None else {entry.clinic for entry in left}
        wanted = [one for one in places if one is not None] if None not in places else []
        free = slots.free_within(reader, windows, wanted, now=now, limit=most)


def _suiting(entry: Waiting, free: Sequence[Slot]) -> Iterator[Slot]:
    return (slot for slot in free if suits(entry, slot))


def suits(entry: Waiting, slot: Slot) -> bool:
    """Tell whether a slot would be welcome to somebody who waits, by London's day and clock."""
    wall = span.london(slot.starts_at)
    return entry.suits(slot.clinic, wall.weekday(), wall.time())


def _windows(entries: Sequence[Waiting], ahead: Span) -> Iterator[Span]:
    """Yield the parts (UTC) of each day ahead that anybody wants."""
    from reception.domain.wish import FreeWish

    for day in span.days(span.london_day(ahead.start), span.london_day(ahead.end)):
        wanting = [one for one in entries if not one.weekdays or day.weekday() in one.weekdays]
        if not wanting:
            continue
        after = min(one.after or time.min for one in wanting)
        ends = [one.before for one in wanting if one.before is not None]
        before = max(ends) if len(ends) == len(wanting) else None
        window = FreeWish(today=day, after=after, before=before).window(day)
        part = Span(max(window.start, ahead.start), min(window.end, ahead.end))
        if part.start < part.end:
            yield part


# ---- a slot that has just become free


def freed(change: Change) -> tuple[SlotId, ...]:
    """Return the slots that a change may have made free: a call left them, or they were released."""
    return tuple(dict.fromkeys(slot for edit in change.edits for slot in _freed(edit)))


def _freed(edit: Edit) -> Iterator[SlotId]:
    before, after = edit.before, edit.after
    if isinstance(before, Call) and before.is_live:
        stays = isinstance(after, Call) and after.is_live and after.slot == before.slot
        yield from () if stays else (before.slot,)
    elif isinstance(before, Slot) and isinstance(after, Slot):
        is_released = before.state is not SlotState.OPEN and after.state is SlotState.OPEN
        yield from (after.id,) if is_released else ()


def fit_of(reader: Reader, ids: Sequence[SlotId], now: datetime) -> Fit | None:
    """Return who has waited longest of those whom one of some slots suits, with the earliest that does, or None."""
    entries = patients.waiting_list(reader) if ids else []
    soon = now + timedelta(days=FITS_DAYS)
    known = reader.some(Slot, ids).values() if entries else []
    there = sorted(one.starts_at for one in known if now <= one.starts_at < soon)
    if not there:
        return None
    around = Span(there[0], there[-1] + timedelta(microseconds=1))
    free = [slot for slot in slots.free_between(reader, around, now=now) if slot.id in ids]
    fits = (Fit(entry=e, patient=p, slot=slot) for e, p in entries for slot in free if suits(e, slot))
    return next(fits, None)
