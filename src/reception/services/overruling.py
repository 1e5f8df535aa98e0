"""Of an open day and a closure or leave the later holds: a new one gets an id after those it may overrule.

So the same closure or leave may come once more where an open day came in between, and else not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from reception.domain.closure import Closure
from reception.domain.errors import Refusal
from reception.domain.gap import OpenDay, in_window
from reception.domain.leave import Leave
from reception.services.history import History
from reception.storage.reader import Reader

A = TypeVar("A", Closure, Leave)


def come_later(history: History, reader: Reader) -> None:
    """Let ids go on after those of all closures, leave and open days, whatever the clock of this desk says."""
    known: list[Closure | Leave | OpenDay] = [*reader.all(Closure), *reader.all(Leave), *reader.all(OpenDay)]
    history.ids.be_later_than(one.id for one in known)


def check_is_new(reader: Reader, made: A, told: str) -> None:
    """Refuse a closure or leave of the same days and times as one that holds on all of them; `told` is what it says."""
    open_days = reader.all(OpenDay)
    for known in reader.all(type(made)):
        if replace(known, id=made.id, reason=made.reason) == made and _holds(known, open_days):
            raise Refusal(f"{told}, is noted already.", field="first")


def _holds(known: Closure | Leave, open_days: Sequence[OpenDay]) -> bool:
    """Tell whether no open day came after it that takes any of its time away."""
    return all(in_window([gap], open_days, gap.span) == (gap,) for gap in known.gaps)
