"""A change: what one act at the desk alters, each thing before and after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

if TYPE_CHECKING:
    from reception.domain.slot import Slot


class Value(Protocol):
    """A thing of the domain: a frozen dataclass with an id, and its own version."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def id(self) -> int:
        """Return the name of the thing."""
        ...


@dataclass(frozen=True, slots=True)
class Edit:
    """One thing before and after; `None` before is a new thing, `None` after takes it out again."""

    before: Value | None
    after: Value | None

    def reversed(self) -> Edit:
        """Return the edit that takes this one back."""
        return Edit(self.after, self.before)


@dataclass(frozen=True, slots=True)
class Change:
    """One act: what was done (`Booked`), whom or what it concerns, and its edits in the order they are saved.

    `slots` are the rows that a publication among the edits opens: saved with it, and summed up by it
    in the journal.
    """

    action: str
    edits: tuple[Edit, ...]
    subject: str = ""
    slots: tuple[Slot, ...] = ()

    def reversed(self) -> Change:
        """Return the change that takes this one back, last edit first."""
        return Change(self.action, tuple(edit.reversed() for edit in reversed(self.edits)), self.subject)

    def __str__(self) -> str:
        """Return the sentence that the status bar shows."""
        return sentence(self.action, self.subject)


def sentence(action: str, subject: str) -> str:
    """Return `Booked Jane Holt, Thu 26 Nov 10:15`: one word takes its subject at once, several with a colon."""
    if not subject:
        return action
    return f"{action}: {subject}" if " " in action else f"{action} {subject}"
