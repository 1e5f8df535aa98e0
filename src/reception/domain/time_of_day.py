"""A time of day as people type it."""

from __future__ import annotations

import re
from datetime import time

FIRST_AFTERNOON_HOUR, LAST_AFTERNOON_HOUR = 1, 7
"""A bare hour from 1 to 7 is one of the afternoon: no clinic calls anybody at 4 in the morning."""
NOON = time(12)


def read_clock(word: str) -> time | None:
    """Read a time of day as people type it (`4`, `16`, `4pm`, `16:30`, `4.30`, `1630`, `noon`), or None."""
    if word in ("noon", "midday"):
        return NOON
    match = re.fullmatch(r"(?a)(\d{1,2})(?:[:.]?(\d\d))?(am|pm)?", word)
    if match is None:
        return None
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3]
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif FIRST_AFTERNOON_HOUR <= hour <= LAST_AFTERNOON_HOUR and not match[1].startswith("0"):
        hour += 12
    return time(hour, minute) if hour < 24 and minute < 60 else None
