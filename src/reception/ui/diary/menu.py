"""The menu of a cell: what can be done there, each with its key."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from reception.domain import span
from reception.domain.call import CallLine, CallStatus, Result
from reception.domain.ids import CallId
from reception.domain.slot import SlotState
from reception.ui.actions import named
from reception.ui.diary.layout import Cell
from reception.ui.today.panel import RESULTS


@dataclass(frozen=True)
class Entry:
    """One line of the menu: its words, its key, and what it does: `open`, `print day`, or what its single key means.

    An outcome has no key here, for figures are read as a time in the grid.
    """

    text: str
    key: str
    does: str

    @property
    def text_with_key(self) -> str:
        """Return the words and the key as a menu takes them, the key at the right."""
        return f"{self.text.replace('&', '&&')}\t{self.key}" if self.key else self.text.replace("&", "&&")


OPEN, PRINT_DAY = "open", "print day"


def entries(
    cell: Cell, now: datetime, *, read_only: bool = False, parked: Collection[CallId] = ()
) -> list[Entry | None]:
    """Return what can be done with a cell at a moment (UTC), and that its history can be read; None parts groups.

    `parked` are the calls on the pinboard.
    """
    history = Entry("History…", named("history").key, "H")
    if read_only:
        return [history]
    day = span.day_text(span.london_day(cell.slot.starts_at))
    paper = Entry(f"Print the list of {day}…", named("print").key, PRINT_DAY)
    return [*_acts(cell, now, parked), None, paper, history]


def _acts(cell: Cell, now: datetime, parked: Collection[CallId]) -> list[Entry | None]:
    if cell.line is not None:
        return _of_call(cell.line, cell.line.id in parked)
    if cell.slot.state is SlotState.BLOCKED or cell.opens:
        return [Entry("Release", "B", "B")]
    book, block = named("book"), Entry("Block…", "B", "B")
    if cell.slot.starts_at < now:
        return [block]
    put = [Entry("Put a parked call here…", "K", "K")] if parked else []
    return [Entry(f"{book.text}…", book.key, OPEN), *put, block]


def _of_call(line: CallLine, is_parked: bool) -> list[Entry | None]:
    printing = Entry("Print a sheet…", named("print sheet").key, "P")
    card = Entry("Patient’s card", named("card").key, "C")
    if line.call.status is not CallStatus.BOOKED:
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
        Entry("Swap with…", "S", "S"),
        Entry("Take off the pinboard" if is_parked else "Park on the pinboard", "K", "K"),
        Entry("Cancel…", "Del", "DEL"),
        printing,
        card,
    ]
