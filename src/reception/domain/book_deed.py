"""What a line that begins with `book` asks for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import time

from reception.domain import span
from reception.domain.wish import FreeWish


@dataclass(frozen=True, slots=True, kw_only=True)
class BookDeed:
    """To book a call: for whom, at which time of London's day, and into which slots; `at` None is any time.

    `who` is what the patient is looked up by, `said` the same as it was typed. Where nobody is found by it, `name`
    and `number` are those of somebody new, unless `strange` says which word of them is not understood.
    `beside` are the words next to the name that were read as something else. Of those, `unsure` may as well be a
    part of the name.
    """

    who: str
    at: time | None
    free: FreeWish
    said: str = ""
    name: str = ""
    number: str = ""
    strange: str = ""
    beside: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()

    @property
    def any_time(self) -> FreeWish:
        """Return the same slots at any time of the days that were said."""
        return replace(self.free, after=None, before=None) if self.at is not None else self.free

    def __str__(self) -> str:
        """Return what was understood: `Book “holt” on Thu 26 Nov at 10:15 in London`."""
        whom = f"“{span.short(self.said)}”" if self.said else "a call"
        named = " or ".join(map(self.free.named, self.free.days))
        on = f"on {named}" if named else self.free.bounds
        limits = "" if self.at is not None else self.free.limits
        parts = ["Book", whom, on, f"at {self.at:%H:%M}" if self.at else "", limits]
        return " ".join([*(part for part in parts if part), self.free.where])
