"""What was done: the lines of the journal, and what undo and redo make of them (FHIR: AuditEvent)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from reception.domain.change import Edit, sentence
from reception.domain.ids import ChangeId, StaffId

KEPT = 50
"""How many of their last changes a person can undo, and redo."""


class Way(StrEnum):
    """How a change came about."""

    DO = "do"
    UNDO = "undo"
    REDO = "redo"

    @property
    def back(self) -> str:
        """Return what becomes of a step: `taken back`, or `brought back`."""
        return "brought back" if self is Way.REDO else "taken back"

    def told(self, deed: str) -> str:
        """Return a deed as it came about: `Undone: booked Jane Holt`."""
        word = {Way.UNDO: "Undone", Way.REDO: "Redone"}.get(self)
        return f"{word}: {deed[:1].lower()}{deed[1:]}" if word else deed


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One change in the journal: who did what to whom, when (UTC); an undo or redo names what it reverses."""

    seq: int
    change: ChangeId
    at: datetime
    staff: StaffId
    who: str
    desk: str
    way: Way
    action: str
    subject: str
    reverses: ChangeId | None = None

    @property
    def deed(self) -> str:
        """Return what was done, without to whom: `Booked`, `Undone: booked`."""
        return self.way.told(self.action)

    @property
    def sentence(self) -> str:
        """Return what happened in the desk's words."""
        return self.way.told(sentence(self.action, self.subject))


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the journal: what was done, and the thing before and after.

    `spared` are the slots of a publication that this line left as they were.
    """

    entry: Entry
    thing: int
    edit: Edit
    spared: frozenset[int] = frozenset()

    @property
    def seq(self) -> int:
        """Return the number of the line."""
        return self.entry.seq


@dataclass(frozen=True, slots=True)
class Steps:
    """What one person can take back, and bring back: the next one last."""

    undo: tuple[Entry, ...] = ()
    redo: tuple[Entry, ...] = ()


def steps(entries: Sequence[Entry], dropped: frozenset[ChangeId] = frozenset(), limit: int = KEPT) -> Steps:
    """Replay one person's entries, oldest first, into what can be undone and redone.

    A step in `dropped` is passed over; a new act forgets what could be redone. The last entries alone give the last
    steps: an older one can only be taken off by what comes after it.
    """
    undo: list[Entry] = []
    redo: list[Entry] = []
    by_change = {entry.change: entry for entry in entries}
    for entry in entries:
        if entry.way is Way.DO:
            undo.append(entry)
            redo.clear()
            continue
        source, target = (undo, redo) if entry.way is Way.UNDO else (redo, undo)
        reversed_one = by_change.get(entry.reverses) if entry.reverses is not None else None
        if reversed_one is not None and reversed_one in source:
            source.remove(reversed_one)
        target.append(entry)
    kept = [tuple(entry for entry in stack if entry.change not in dropped)[-limit:] for stack in (undo, redo)]
    return Steps(*kept)
