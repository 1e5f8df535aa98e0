"""One bookable span of one clinician (HL7 FHIR: Slot)."""

from __future__ import annotations

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


def block(slot: Slot, is_booked: bool, reason: str) -> Change:
    """Take a free slot out of booking for now."""
    if is_booked:
        raise Refusal(f"{span.moment_text(slot.starts_at)} is booked. Move or cancel the call first.")
    if slot.state is not SlotState.OPEN:
        raise Refusal(f"{span.moment_text(slot.starts_at)} is already {slot.state}.")
    blocked = replace(slot, state=SlotState.BLOCKED, reason=clean_text(reason, field="reason"))
    return Change("Blocked", (Edit(slot, blocked),), span.moment_text(slot.starts_at))


def release(slot: Slot) -> Change:
    """Give a slot back to booking: one that is blocked, or that would open later."""
    if slot.state is not SlotState.BLOCKED and (slot.state is not SlotState.OPEN or slot.opens_at is None):
        raise Refusal(f"{span.moment_text(slot.starts_at)} is not blocked.")
    return Change(
        "Released",
        (Edit(slot, replace(slot, state=SlotState.OPEN, reason="", kind=None, opens_at=None)),),
        span.moment_text(slot.starts_at),
    )
