"""Of an open day and a closure or leave the later holds: a new one gets an id after those it may overrule."""

from __future__ import annotations

from reception.domain.closure import Closure
from reception.domain.gap import OpenDay
from reception.domain.leave import Leave
from reception.services.history import History
from reception.storage.reader import Reader


def come_later(history: History, reader: Reader) -> None:
    """Let ids go on after those of all closures, leave and open days, whatever the clock of this desk says."""
    known: list[Closure | Leave | OpenDay] = [*reader.all(Closure), *reader.all(Leave), *reader.all(OpenDay)]
    history.ids.be_later_than(one.id for one in known)
