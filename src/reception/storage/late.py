"""The rooms of storage that open when they are first used, because SQLAlchemy behind them takes long to import.

What is taken from here is what the module of that name holds. A start's first questions, which come with an
EarlyReader, are answered by `early`.
"""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from reception.storage.early import READS, EarlyReader
from reception.storage.rooms import Room


class _Late(Room):
    """A room whose reads an EarlyReader may ask for too."""

    def __getattr__(self, wanted: str) -> Any:
        found = (
            partial(_read, self._name, wanted)
            if (self._name, wanted) in READS
            else _there(self._name, wanted)
        )
        setattr(self, wanted, found)
        return found


def _there(module: str, wanted: str) -> Any:
    return getattr(import_module(f"reception.storage.{module}"), wanted)


def _read(module: str, wanted: str, reader: object, *words: object, **named: object) -> Any:
    answer = READS[module, wanted] if isinstance(reader, EarlyReader) else _there(module, wanted)
    return answer(reader, *words, **named)


if TYPE_CHECKING:
    from reception.storage import calls as calls
    from reception.storage import drafts as drafts
    from reception.storage import gaps as gaps
    from reception.storage import holds as holds
    from reception.storage import journal as journal
    from reception.storage import lines as lines
    from reception.storage import looks as looks
    from reception.storage import past as past
    from reception.storage import patients as patients
    from reception.storage import pins as pins
    from reception.storage import publications as publications
    from reception.storage import sheets as sheets
    from reception.storage import slots as slots
    from reception.storage import stays as stays
else:
    calls, drafts, gaps, holds, journal, lines, looks = map(
        _Late, ("calls", "drafts", "gaps", "holds", "journal", "lines", "looks")
    )
    past, patients, pins, publications, sheets, slots, stays = map(
        _Late, ("past", "patients", "pins", "publications", "sheets", "slots", "stays")
    )
