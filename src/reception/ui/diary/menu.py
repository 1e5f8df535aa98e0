"""The menu of a cell: what can be done there, each with its key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from reception.domain.call import CallStatus, Result
from reception.domain.slot import SlotState
from reception.ui.actions import named
from reception.ui.diary.layout import Cell
from reception.ui.today.panel import RESULTS


@dataclass(frozen=True)
class Entry:
    """One line of the menu: its words, its key, and what it does: `open`, `print`, or what its single key means.

    An outcome has no key here, for figures are read as a time in the grid.
    """

    text: str
    key: str
    does: str

    @property
    def text_with_key(self) -> str:
        """Return the words and the key as a menu takes them, the key at the right."""
        return f"{self.text.replace('&', '&&')}\t{self.key}" if self.key else self.text.replace("&", "&&")


OPEN, PRINT = "open", "print"


def entries(cell: Cell, now: datetime, *, read_only: bool = False) -> list[Entry | None]:
    """Return what can be done with a cell at a moment (UTC), and that its history can be read; None parts groups."""
    history = Entry("History…", named("history").key, "H")
    return [history] if read_only else [*_acts(cell, now), None, history]


def _acts(cell: Cell, now: datetime) -> list[Entry | None]:
    if cell.line is not None:
        return _of_call(cell.line.call.status is CallStatus.BOOKED)
    if cell.slot.state is SlotState.BLOCKED:
        return [Entry("Release", "B", "B")]
    book, block = named("book"), Entry("Block…", "B", "B")
    if cell.slot.starts_at < now:
        return [block]
    return [Entry(f"{book.text}…", book.key, OPEN), block]


def _of_call(is_booked: bool) -> list[Entry | None]:
    printing = Entry("Print a sheet…", named("print").key, PRINT)
    card = Entry("Patient’s card", named("card").key, "C")
    if not is_booked:
        return [Entry("Open", "Enter", OPEN), printing, card]
    asks_more = {Result.CALL_BACK: "…"}
    outcomes = [
        Entry(result.words + asks_more.get(result, ""), "", str(number))
        for number, result in enumerate(RESULTS, 1)
    ]
    return [
        Entry("Open", "Enter", OPEN),
        None,
        *outcomes,
        None,
        Entry("Move…", "M", "M"),
        Entry("Cancel…", "Del", "DEL"),
        printing,
        card,
    ]
