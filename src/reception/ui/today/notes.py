"""Notes about calls that are not recorded yet: kept by call, and given back when an outcome is taken back."""

from __future__ import annotations

from reception.domain.call import Attempt
from reception.domain.change import Change
from reception.ui.drafts import Notes


def taken_back(change: Change) -> Attempt | None:
    """Return the try whose outcome a change takes back, or None."""
    gone = (edit.before for edit in change.edits if edit.after is None)
    return next((one for one in gone if isinstance(one, Attempt)), None)


def keep_true(notes: Notes, change: Change) -> None:
    """Give the note of an outcome that was taken back to its call again; one that was recorded is no longer open."""
    gone = taken_back(change)
    if gone is not None and gone.note:
        typed = notes.get(gone.call)
        notes[gone.call] = "\n".join(text for text in (gone.note, typed) if text)
    for made in (edit.after for edit in change.edits if edit.before is None):
        if isinstance(made, Attempt) and notes.get(made.call).strip() == made.note:
            notes.pop(made.call, None)
