"""Dragging in the grid: a booked call to a free slot to move it, or over free slots to block them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent

from reception.domain import span
from reception.domain.call import CallStatus
from reception.services import calls
from reception.ui import forms
from reception.ui.diary.along import Along, is_far
from reception.ui.diary.cell import Cell
from reception.ui.diary.grid import GridView
from reception.ui.diary.landing import Dragged, Landing
from reception.ui.diary.painting import Ghost
from reception.ui.screen import Screen

BESIDE = "Drop it beside the diary to park it. Esc drops it back."

Place = tuple[int, int]


@dataclass
class _Drag:
    """What is dragged: from which cell, where the mouse went down, and where it is."""

    cell: Cell
    place: Place
    down: QPoint
    at: QPoint
    call: Dragged | None
    is_going: bool = False


class Dragging(QObject):
    """Follows the mouse over the grid. Esc drops what is dragged back where it came from.

    `let_go` carries a call that was dropped outside the grid, and where on the screen.
    """

    let_go = Signal(object, QPoint)

    def __init__(self, screen: Screen, grid: GridView, landing: Landing) -> None:
        super().__init__(screen)
        self._screen, self._grid, self._landing = screen, grid, landing
        self._drag: _Drag | None = None
        self._along = Along(grid)
        self._along.scrolled.connect(self._show)
        self._along.left.connect(self._end)
        grid.follower = self

    # ---- the mouse

    def press(self, event: QMouseEvent) -> bool:
        """Take note of what is under the mouse where it goes down."""
        self._end()
        at = event.position().toPoint()
        place = self._grid.place_at(at)
        cell = self._grid.model_.grid.cells.get(place) if place is not None else None
        if event.button() == Qt.MouseButton.LeftButton and cell is not None and not self._grid.read_only:
            assert place is not None
            call = Dragged(cell.line, calls.move, BESIDE) if cell.line is not None else None
            self._drag = _Drag(cell, place, at, at, call)
            self._along.begin()
        return False

    def move(self, event: QMouseEvent) -> bool:
        """Drag it along, once the mouse has gone far enough."""
        drag = self._drag
        if drag is None:
            return False
        drag.at = event.position().toPoint()
        if is_far(drag.down, drag.at) and (is_movable(drag.cell) or drag.cell.is_free):
            drag.is_going = True
        if drag.is_going:
            self._along.go(drag.at)
            self._show()
        return True

    def release(self, event: QMouseEvent) -> bool:
        """Drop it where the mouse is."""
        drag = self._drag
        if drag is None:
            return False
        drag.at = event.position().toPoint()
        self._end()
        if not drag.is_going:
            return False
        if drag.call is None:
            self._block(drag)
        elif not self._landing.drop(drag.call, drag.at):
            self.let_go.emit(drag.call.line, event.globalPosition().toPoint())
        return True

    def _end(self) -> None:
        if self._drag is not None:
            self._drag = None
            self._along.end()
            self._grid.over.show_ghost(None)

    # ---- what is shown while dragging, and done at the end

    def _show(self) -> None:
        drag = self._drag
        if drag is None:
            return
        if drag.call is not None:
            self._landing.show(drag.call, drag.at)
        else:
            ghost = self._block_ghost(drag)
            self._grid.over.show_ghost(ghost, ghost.text)

    def _block_ghost(self, drag: _Drag) -> Ghost:
        places = self._stretch(drag)
        if not places:
            return Ghost((), None, "", is_refused=False)
        cells = self._grid.model_.grid.cells
        first, last = cells[places[0]].slot, cells[places[-1]].slot
        told = f"Block {span.clock(first.starts_at)}–{span.clock(last.ends_at)}"
        return Ghost(tuple(places), None, told, is_refused=False)

    def _stretch(self, drag: _Drag) -> list[Place]:
        """Return the free slots of one lane from where the mouse went down to where it is, as far as they go."""
        grid, (row, lane) = self._grid.model_.grid, drag.place
        at = self._grid.rowAt(drag.at.y())
        to = at if at >= 0 else (0 if drag.at.y() < 0 else len(grid.times) - 1)
        found: list[Place] = []
        for number in range(row, to + (1 if to >= row else -1), 1 if to >= row else -1):
            cell = grid.cells.get((number, lane))
            if cell is None:
                continue
            if not cell.is_free:
                break
            found.append((number, lane))
        return sorted(found)

    def _block(self, drag: _Drag) -> None:
        """Ask why the slots are to be blocked; say so where the first of them was taken meanwhile."""
        cells, places = self._grid.model_.grid.cells, self._stretch(drag)
        if places:
            forms.block(self._screen, *(cells[place].slot for place in places))
        else:
            at = span.moment_text(drag.cell.slot.starts_at)
            self._screen.context.notice.emit(f"{at} is not free any more. Begin at a free slot.")


def is_movable(cell: Cell) -> bool:
    """Tell whether a cell has a call that can be moved."""
    return cell.line is not None and cell.line.call.status is CallStatus.BOOKED
