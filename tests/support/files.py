"""A diary in a file, as a test takes hold of it."""

from __future__ import annotations

from pathlib import Path

from reception import desk as desks
from tests.support.desks import Practice


def path_of(diary: Practice) -> Path:
    """Return where a diary in a file lies."""
    assert isinstance(diary.settings.database, Path)
    return diary.settings.database


def reopen(diary: Practice) -> None:
    """Open a diary as a next start would, and close it."""
    desks.open_(diary.settings, diary.clock).close()
