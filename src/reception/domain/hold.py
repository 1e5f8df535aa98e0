"""A hold: a slot is kept for whoever fills in the form. A lease, not history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from reception.domain.ids import SlotId


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """Who keeps a slot, at which desk, until when (UTC); `token` is the run of the program that does."""

    slot: SlotId
    token: int
    desk: str
    who: str
    until: datetime
