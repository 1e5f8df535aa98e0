"""One bookable span of one clinician (HL7 FHIR: Slot)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from reception.domain import span
from reception.domain.change import Change, Edit
from reception.domain.errors import Refusal
from reception.domain.ids import ClinicianId, ClinicId, PublicationId, SlotId
from reception.domain.span import Span
from reception.domain.text import clean_text


class SlotState(StrEnum):
    """What is stored of a slot; free and booked are seen from its call, never stored twice."""

    OPEN = "open"
    BLOCKED = "blocked"
    WITHDRAWN = "withdrawn"


class BlockKind(StrEnum):
    """What a blocked slot is for."""

    BREAK = "break"
    MEETING = "meeting"
    PAPERWORK = "paperwork"
    KEPT_FREE = "kept-free"
    OTHER = "other"

    @property
    def words(self) -> str:
        """Return the kind as the desk says it: `Kept free`."""
        return self.value.replace("-", " ").capitalize()


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One bookable span of one clinician; instants are UTC.

    `kind` and `reason` say why it is blocked or withdrawn; before `opens_at` it is not offered yet (None: at once).
    """

    id: SlotId
    clinic: ClinicId
    clinician: ClinicianId
    starts_at: datetime
    ends_at: datetime
    state: SlotState = SlotState.OPEN
    reason: str = ""
    kind: BlockKind | None = None
    opens_at: datetime | None = None

    @property
    def span(self) -> Span:
        """Return when it is."""
        return Span(self.starts_at, self.ends_at)

    def opens_later(self, now: datetime) -> bool:
        """Tell whether it is not open for booking yet at a moment (UTC)."""
        return self.opens_at is not None and now < self.opens_at

    def overlaps(self, other: Slot) -> bool:
        """Tell whether one clinician would be in both at once."""
        return self.clinician == other.clinician and self.span.overlaps(other.span)


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """One act of publishing: the days, the run of slot ids it opened, the free slots it withdrew.

    The journal keeps this one value for thousands of slots; taking it back withdraws what is not booked.
    """

    id: PublicationId
    first: date
    last: date
    first_slot: SlotId
    opened: int
    withdrawn: tuple[int, ...] = ()

    def opens(self, slot: int) -> bool:
        """Tell whether it opened a slot."""
        return self.first_slot <= slot < self.first_slot + self.opened


MOST_AT_ONCE = 2000
"""How many slots one change blocks, releases or withdraws; the journal keeps each of them."""


def block(
    slots: Sequence[Slot], booked: Collection[SlotId], reason: str, kind: BlockKind | None = None
) -> Change:
    """Take free slots out of booking for now."""
    _check_free(slots, booked, (SlotState.OPEN,))
    return _stopped("Blocked", slots, SlotState.BLOCKED, reason, kind)


def withdraw(
    slots: Sequence[Slot], booked: Collection[SlotId], reason: str, kind: BlockKind | None = None
) -> Change:
    """Take free or blocked slots out of the diary; publishing does not bring them back, releasing does."""
    _check_free(slots, booked, (SlotState.OPEN, SlotState.BLOCKED))
    return _stopped("Withdrew", slots, SlotState.WITHDRAWN, reason, kind)


def _check_free(slots: Sequence[Slot], booked: Collection[SlotId], states: Collection[SlotState]) -> None:
    """Refuse slots of which one is booked, or in another state."""
    _check_count(slots)
    for slot in slots:
        if slot.id in booked:
            raise Refusal(f"{span.moment_text(slot.starts_at)} is booked. Move or cancel the call first.")
        if slot.state not in states:
            raise Refusal(f"{span.moment_text(slot.starts_at)} is already {slot.state}.")


def _stopped(
    action: str, slots: Sequence[Slot], state: SlotState, reason: str, kind: BlockKind | None
) -> Change:
    said = clean_text(reason, field="reason")
    edits = tuple(Edit(slot, replace(slot, state=state, reason=said, kind=kind)) for slot in slots)
    return Change(action, edits, several(slots))


def release(slots: Sequence[Slot], now: datetime) -> Change:
    """Give slots back to booking: blocked ones, those withdrawn by hand, and those that would open later.

    One that would open later keeps the moment (UTC) it was released, so that publishing does not shut it again.
    """
    _check_count(slots)
    edits = []
    for slot in slots:
        is_shut = slot.opens_later(now)
        if slot.state is SlotState.OPEN and not is_shut:
            raise Refusal(f"{span.moment_text(slot.starts_at)} is not blocked.")
        opens_at = now if is_shut else slot.opens_at
        freed = replace(slot, state=SlotState.OPEN, reason="", kind=None, opens_at=opens_at)
        edits.append(Edit(slot, freed))
    is_all_withdrawn = all(slot.state is SlotState.WITHDRAWN for slot in slots)
    return Change("Brought back" if is_all_withdrawn else "Released", tuple(edits), several(slots))


def opens_text(slot: Slot, now: datetime) -> str:
    """Return `opens Mon 30 Nov` where a slot is not open for booking yet at a moment (UTC), or nothing."""
    if slot.opens_at is None or not slot.opens_later(now):
        return ""
    day = span.london_day(slot.opens_at)
    is_midnight = span.day_span(day).start == slot.opens_at
    return f"opens {span.day_text(day) if is_midnight else span.moment_text(slot.opens_at)}"


def _check_count(slots: Sequence[Slot]) -> None:
    if not slots:
        raise Refusal("There is no such slot at this time. Choose another time.")
    if len(slots) > MOST_AT_ONCE:
        raise Refusal(f"These are {len(slots):,} slots. Choose at most {MOST_AT_ONCE:,} at a time.")


def several(slots: Sequence[Slot]) -> str:
    """Return `Thu 26 Nov 10:15`, or `Thu 26 Nov 10:15 to 11:30, 5 slots`."""
    first = min(slot.starts_at for slot in slots)
    if len(slots) == 1:
        return span.moment_text(first)
    last = max(slot.ends_at for slot in slots)
    same = span.london_day(first) == span.london_day(last)
    end = span.clock(last) if same else span.moment_text(last)
    return f"{span.moment_text(first)} to {end}, {len(slots):,} slots"
