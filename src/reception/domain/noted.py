"""What left the house: its note stays in the journal, and is nothing that can be taken back."""

from __future__ import annotations

from reception.domain.change import Change
from reception.domain.day_print import DayPrint
from reception.domain.sheet import Print


def is_step(change: Change) -> bool:
    """Tell whether a change can be taken back."""
    return not any(isinstance(edit.after or edit.before, Print | DayPrint) for edit in change.edits)
