"""The pinboard: calls that are parked there until somebody finds them another time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from reception.domain.ids import CallId, PinId, StaffId


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """A call on the pinboard, since when (UTC) and by whom; it keeps its slot until it is moved."""

    id: PinId
    call: CallId
    at: datetime
    by: StaffId
