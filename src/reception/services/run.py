"""One running copy of the program, as it holds slots for its forms."""

from __future__ import annotations

from dataclasses import dataclass, field

from reception.domain.ids import SlotId
from reception.storage.marks import Mark


@dataclass(frozen=True, slots=True)
class Run:
    """Its name there, its mark on this PC where it has one, and the slots it holds now."""

    token: int
    mark: Mark | None = None
    held: set[SlotId] = field(default_factory=set)

    def begin_to_hold(self) -> None:
        """Set the mark that tells, should this copy end without giving them back, that nobody needs its slots."""
        if self.mark is not None:
            self.mark.set()

    def end(self, *, gave_back: bool) -> None:
        """Take the mark away; it stays for the next start where slots could not be given back."""
        if self.mark is not None:
            self.mark.take_away(is_needed=not gave_back)
