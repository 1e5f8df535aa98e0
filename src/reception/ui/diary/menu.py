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
from reception.ui.diary.cell import Cell
from reception.ui.diary.chosen import Chosen, count_text, times_text
from reception.ui.today.another_day import is_of_later_day
from reception.ui.widgets.menus import with_key
from reception.ui.words import RESULTS


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
        """Return the words and the key as a menu takes them."""
        return with_key(self.text, self.key)


OPEN, PRINT_DAY, LEAVE, ALL = "open", "print day", "leave", "SHIFT+R"


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
        return _of_call(cell.line, now, cell.line.id in parked)
    withdraw = Entry("Withdraw…", "W", "W")
    if cell.is_withdrawn:
        return [Entry("Bring it back", "W", "W")]
    if cell.slot.state is SlotState.BLOCKED or cell.opens:
        return [Entry("Release", "R", "R"), withdraw]
    book, block = named("book"), Entry("Block…", "B", "B")
    if cell.slot.starts_at < now:
        return [block, withdraw]
    put = [Entry("Put a parked call here…", "K", "K")] if parked else []
    return [Entry(f"{book.text}…", book.key, OPEN), *put, block, withdraw]


def of_stretch(stretch: Chosen) -> list[Entry | None]:
    """Return what can be done with a whole blocked or withdrawn stretch, where it is longer than one slot."""
    if len(stretch.cells) < 2:
        return []
    verb = "Bring back" if stretch.cells[0].is_withdrawn else "Release"
    which = f"{times_text(stretch.slots)}, {count_text(len(stretch.slots))}"
    return [Entry(f"{verb} {which}", named("release all").key, ALL)]


def of_selection(chosen: Chosen) -> list[Entry | None]:
    """Return what can be done with all that is selected, each with how many slots it is for."""
    acts = (
        ("Block", "…", "B", chosen.to_block),
        ("Release", "", "R", chosen.to_release),
        ("Withdraw", "…", "W", chosen.to_withdraw),
    )
    found: list[Entry | None] = [
        Entry(f"{verb} {count_text(len(those))}{more}", key, key) for verb, more, key, those in acts if those
    ]
    return [*found, None, Entry("Leave the selection", "Esc", LEAVE)]


def _of_call(line: CallLine, now: datetime, is_parked: bool) -> list[Entry | None]:
    printing = Entry("Print a sheet…", named("print sheet").key, "P")
    card = Entry("Patient’s card", named("card").key, "C")
    if line.call.status is not CallStatus.BOOKED:
        return [Entry("Open", "Enter", OPEN), printing, card]
    return [
        Entry("Open", "Enter", OPEN),
        None,
        *_outcomes(line, now),
        Entry("Move…", "M", "M"),
        Entry("Swap with…", "S", "S"),
        Entry("Take off the pinboard" if is_parked else "Park on the pinboard", "K", "K"),
        Entry("Cancel…", "Del", "DEL"),
        printing,
        card,
    ]


def _outcomes(line: CallLine, now: datetime) -> list[Entry | None]:
    """Return what may come of a call, and a line below; nothing of one for a later day, which nobody has rung yet."""
    if is_of_later_day(line, now):
        return []
    asks_more = {Result.CALL_BACK: "…"}
    found: list[Entry | None] = [
        Entry(result.words + asks_more.get(result, ""), "", str(number))
        for number, result in enumerate(RESULTS, 1)
    ]
    return [*found, None]
