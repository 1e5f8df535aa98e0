"""Dragging in the grid: a booked call to another time, over free slots to block them, over blocked to release them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent

from reception.domain import span
from reception.domain.call import CallStatus
from reception.domain.slot import Slot, SlotState
from reception.ui import forms
from reception.ui.diary.along import Along, is_far
from reception.ui.diary.cell import Cell
from reception.ui.diary.chosen import count_text, times_text
from reception.ui.diary.grid import GridView
from reception.ui.diary.landing import Dragged, Landing
from reception.ui.diary.painting import Ghost
from reception.ui.diary.selecting import inside
from reception.ui.screen import Screen

BESIDE = "Drop it beside the diary to park it. Esc drops it back."

Place = tuple[int, int]


@dataclass
class _Drag:
    """What is dragged: from which cell, where the mouse went down, and where it is.

    `swept` are the slots that a drag without a call names.
    """

    cell: Cell
    down: QPoint
    at: QPoint
    call: Dragged | None
    is_going: bool = False
    swept: tuple[Slot, ...] = ()


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
        grid.shown.connect(self._look_again)
        grid.slid.connect(self._show)
        grid.hidden.connect(self._end)
        grid.follower = self

    # ---- the mouse

    def press(self, event: QMouseEvent) -> bool:
        """Take note of what is under the mouse where it goes down."""
        self._end()
        at = event.position().toPoint()
        place = self._grid.place_at(at)
        cell = self._grid.model_.grid.cells.get(place) if place is not None else None
        if event.button() == Qt.MouseButton.LeftButton and cell is not None and not self._grid.read_only:
            from reception.services import calls

            call = Dragged(cell.line, calls.move, BESIDE) if cell.line is not None else None
            self._drag = _Drag(cell, at, at, call)
            self._along.begin()
        return False

    def move(self, event: QMouseEvent) -> bool:
        """Drag it along, once the mouse has gone far enough."""
        drag = self._drag
        if drag is None:
            return False
        drag.at = event.position().toPoint()
        if is_far(drag.down, drag.at) and (is_movable(drag.cell) or is_swept(drag.cell)):
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
        at = event.position().toPoint()
        if drag.is_going and at != drag.at:
            drag.at = at
            self._show()
        self._end()
        if not drag.is_going:
            return False
        if drag.call is None:
            self._sweep(drag)
        elif not self._landing.drop(drag.call):
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
        if drag is None or not drag.is_going:
            return
        if drag.call is not None:
            self._landing.show(drag.call, drag.at)
        else:
            ghost = self._sweep_ghost(drag)
            self._grid.over.show_ghost(ghost, ghost.text)

    def _look_again(self) -> None:
        """Show what it would do in what is shown by now; drop it back where it cannot go on from where it began."""
        drag = self._drag
        if drag is None:
            return
        grid, call = self._grid.model_.grid, self._landing.as_it_is(drag.call) if drag.call else None
        place = grid.find(drag.cell.slot.id)
        now = grid.cells[place] if place is not None else None
        is_there = call is not None if drag.call else now is not None and _is_alike(now, drag.cell)
        if is_there and not self._grid.read_only:
            drag.cell, drag.call = now or drag.cell, call
            self._show()
            return
        self._end()
        if not drag.is_going or self._grid.read_only:
            return
        if drag.call is not None:
            self._landing.say_gone(drag.call)
        else:
            self._grid.said.emit(_why_ended(drag.cell, now))

    def _sweep_ghost(self, drag: _Drag) -> Ghost:
        places, cells = self._swept(drag), self._grid.model_.grid.cells
        drag.swept = slots = tuple(cells[place].slot for place in places)
        if not places:
            return Ghost((), None, "", is_refused=False)
        is_one = len({place[1] for place in places}) == 1
        which = times_text(slots) if is_one else f"{count_text(len(slots))}, {times_text(slots)}"
        return Ghost(tuple(places), None, f"{_verb(drag.cell)} {which}", is_refused=False)

    def _swept(self, drag: _Drag) -> list[Place]:
        """Return the slots between where the mouse went down and where it is that are as the first one: free, or not.

        In one lane that is as far as they go; across lanes whatever stands between them is left alone.
        """
        grid = self._grid.model_.grid
        begun = grid.find(drag.cell.slot.id)
        if begun is None:
            return []
        row, lane = begun
        across = self._grid.columnAt(drag.at.x())
        at = self._grid.rowAt(drag.at.y())
        to = at if at >= 0 else (0 if drag.at.y() < 0 else len(grid.times) - 1)
        if across not in (lane, -1):
            there = set(inside(grid, begun, (to, across)))
            return sorted(one for one in there if one in grid.cells and _is_alike(grid.cells[one], drag.cell))
        found: list[Place] = []
        for number in range(row, to + (1 if to >= row else -1), 1 if to >= row else -1):
            cell = grid.cells.get((number, lane))
            if cell is None:
                continue
            if not _is_alike(cell, drag.cell):
                break
            found.append((number, lane))
        return sorted(found)

    def _sweep(self, drag: _Drag) -> None:
        """Select the slots that the ghost names, and release them, or ask why they are to be blocked."""
        slots = drag.swept
        if not slots:
            return
        if drag.cell.is_free:
            self._grid.selecting.select([slot.id for slot in slots])
            forms.block(self._screen, *slots)
        else:
            from reception.services import slots as services

            release = partial(services.release, chosen=slots)
            self._screen.context.background.do(self._screen, release)


def is_swept(cell: Cell) -> bool:
    """Tell whether a drag that begins at a cell blocks or releases all that it goes over."""
    return cell.is_free or (cell.line is None and cell.slot.state is not SlotState.OPEN)


def _is_alike(cell: Cell, first: Cell) -> bool:
    """Tell whether a drag that began at another cell takes this one too."""
    if first.is_free:
        return cell.is_free
    return is_swept(cell) and cell.slot.state is first.slot.state


def _why_ended(first: Cell, now: Cell | None) -> str:
    """Return why a drag over slots ended that began at a cell, which is another one now or not in sight."""
    at = span.moment_text(first.slot.starts_at)
    if now is None:
        return f"{at} is not shown any more. Begin at another slot."
    if first.is_free:
        return f"{at} is not free any more. Begin at a free slot."
    return f"{at} has just been changed. Begin at another slot."


def _verb(cell: Cell) -> str:
    """Return what a drag that begins at a cell does."""
    return "Block" if cell.is_free else "Bring back" if cell.is_withdrawn else "Release"


def is_movable(cell: Cell) -> bool:
    """Tell whether a cell has a call that can be moved."""
    return cell.line is not None and cell.line.call.status is CallStatus.BOOKED
