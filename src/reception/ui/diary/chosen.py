"""Some slots of the diary together, and what can be done with them: plain values, no Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reception.domain import span
from reception.domain.call import CallLine
from reception.domain.slot import Slot, SlotState
from reception.ui.diary.cell import Cell
from reception.ui.diary.layout import Grid, Place


@dataclass(frozen=True)
class Chosen:
    """The cells in the order of time; one that is booked is left as it is by all of this."""

    cells: tuple[Cell, ...]

    @property
    def slots(self) -> tuple[Slot, ...]:
        """Return their slots."""
        return tuple(cell.slot for cell in self.cells)

    @property
    def booked(self) -> tuple[CallLine, ...]:
        """Return the calls among them."""
        return tuple(cell.line for cell in self.cells if cell.line is not None)

    @property
    def to_block(self) -> tuple[Slot, ...]:
        """Return those that nobody is booked in and that are neither blocked nor withdrawn."""
        return self._those(lambda cell: cell.slot.state is SlotState.OPEN)

    @property
    def to_release(self) -> tuple[Slot, ...]:
        """Return those that are blocked, withdrawn, or open for booking later."""
        return self._those(lambda cell: cell.slot.state is not SlotState.OPEN or bool(cell.opens))

    @property
    def to_withdraw(self) -> tuple[Slot, ...]:
        """Return those that nobody is booked in and that are in the diary."""
        return self._those(lambda cell: not cell.is_withdrawn)

    @property
    def to_bring_back(self) -> tuple[Slot, ...]:
        """Return those that are withdrawn."""
        return self._those(lambda cell: cell.is_withdrawn)

    def _those(self, fits: Callable[[Cell], bool]) -> tuple[Slot, ...]:
        return tuple(cell.slot for cell in self.cells if cell.line is None and fits(cell))

    @property
    def sentence(self) -> str:
        """Return how many they are and how they stand: `5 slots selected: 3 free, 1 blocked, 1 booked`."""
        later, gone = sum(bool(cell.opens) for cell in self.cells), len(self.to_bring_back)
        counts = (
            (len(self.to_block) - later, "free"),
            (len(self.to_release) - later - gone, "blocked"),
            (later, "not open yet"),
            (gone, "withdrawn"),
            (len(self.booked), "booked"),
        )
        parts = ", ".join(f"{count} {word}" for count, word in counts if count > 0)
        told = f"{count_text(len(self.cells))} selected"
        return f"{told}: {parts}" if parts else told


def count_text(count: int) -> str:
    """Return `1 slot` or `5 slots`."""
    return "1 slot" if count == 1 else f"{count:,} slots"


def chosen_in(grid: Grid, places: set[Place]) -> Chosen:
    """Return what stands at some places, in the order of time."""
    found = [(grid.cells[place], place[1]) for place in places if place in grid.cells]
    found.sort(key=lambda one: (one[0].slot.starts_at, one[1]))
    return Chosen(tuple(cell for cell, _ in found))


def stretch_of(grid: Grid, place: Place) -> Chosen:
    """Return the blocked or withdrawn slots around one, of its lane, that touch one another and say the same."""
    cell = grid.cells.get(place)
    if cell is None:
        return Chosen(())
    lane = sorted((row for row, number in grid.cells if number == place[1]))
    at, cells = lane.index(place[0]), [grid.cells[row, place[1]] for row in lane]
    first = last = at
    while first > 0 and _goes_on(cells[first - 1], cells[first]):
        first -= 1
    while last + 1 < len(cells) and _goes_on(cells[last], cells[last + 1]):
        last += 1
    return Chosen(tuple(cells[first : last + 1]))


def _goes_on(one: Cell, other: Cell) -> bool:
    """Tell whether the second of two neighbours is blocked or withdrawn for the same reason as the first."""
    a, b = one.slot, other.slot
    is_same = (a.state, a.reason, a.kind, a.clinic) == (b.state, b.reason, b.kind, b.clinic)
    return is_same and a.state is not SlotState.OPEN and one.line is None and other.line is None


def times_text(slots: tuple[Slot, ...]) -> str:
    """Return `11:15–12:00` of slots of one day."""
    first, last = min(one.starts_at for one in slots), max(one.ends_at for one in slots)
    return f"{span.clock(first)}–{span.clock(last)}"
