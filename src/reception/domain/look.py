"""Looks: up to which line of the journal somebody has seen what changed at a clinic."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

ALL = 0
"""Stands for all clinics."""


@dataclass(frozen=True, slots=True)
class Look:
    """The number of the last line that was seen, and when (UTC) it was looked at."""

    seq: int
    at: datetime
