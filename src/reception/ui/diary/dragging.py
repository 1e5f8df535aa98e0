"""Dragging in the grid: a booked call to a free slot to move it, or over free slots to block them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent

from reception.domain import span
from reception.domain.call import CallStatus
from reception.domain.slot import SlotState
from reception.services import calls
from reception.ui import forms
from reception.ui.context import Context
from reception.ui.diary.grid import GridView
from reception.ui.diary.layout import Cell, clock_text
from reception.ui.diary.painting import Ghost
from reception.ui.screen import Screen

FAR = 10
"""Pixels that the mouse goes with the button down before anything is dragged."""
EDGE, SCROLL_BEAT = 24, 60
"""Pixels from the edge of the grid at which it scrolls along, and milliseconds from one step to the next."""

BESIDE = "Drop it beside the diary to park it. Esc drops it back."

Place = tuple[int, int]


@dataclass
class _Drag:
    """What is dragged: from which cell, where the mouse went down, and where it is."""

    cell: Cell
    place: Place
    down: QPoint
    at: QPoint
    is_going: bool = False


class Dragging(QObject):
    """Follows the mouse over the grid. Esc drops what is dragged back where it came from.

    `let_go` carries a call that was dropped outside the grid, and where on the screen.
    """

    let_go = Signal(object, QPoint)

    def __init__(self, screen: Screen, context: Context, grid: GridView) -> None:
        super().__init__(screen)
        self._screen, self._context, self._grid = screen, context, grid
        self._drag: _Drag | None = None
        self._scrolling = QTimer(self)
        self._scrolling.setInterval(SCROLL_BEAT)
        self._scrolling.timeout.connect(self._scroll)
        grid.follower = self

    # ---- the mouse

    def press(self, event: QMouseEvent) -> bool:
        """Take note of what is under the mouse where it goes down."""
        self._end()
        index = self._grid.indexAt(event.position().toPoint())
        cell = self._grid.model_.cell(index)
        if event.button() == Qt.MouseButton.LeftButton and cell is not None and not self._grid.read_only:
            at = event.position().toPoint()
            self._drag = _Drag(cell, (index.row(), index.column()), at, at)
        return False

    def move(self, event: QMouseEvent) -> bool:
        """Drag it along, once the mouse has gone far enough."""
        drag = self._drag
        if drag is None:
            return False
        drag.at = event.position().toPoint()
        is_far = (drag.at - drag.down).manhattanLength() >= FAR
        if not drag.is_going and is_far and (is_movable(drag.cell) or drag.cell.is_free):
            drag.is_going = True
            self._scrolling.start()
        if drag.is_going:
            self._show(drag)
        return True

    def leave(self) -> bool:
        """Drop what is dragged back where it came from; tell whether anything was."""
        is_going = self._drag is not None and self._drag.is_going
        self._end()
        return is_going

    def release(self, event: QMouseEvent) -> bool:
        """Drop it where the mouse is."""
        drag = self._drag
        if drag is None:
            return False
        is_going, at = drag.is_going, event.globalPosition().toPoint()
        place = self._place(drag)
        self._end()
        if not is_going:
            return False
        if drag.cell.line is None:
            self._block(drag)
        elif place is None:
            self.let_go.emit(drag.cell.line, at)
        else:
            self._drop(drag, place)
        return True

    def _end(self) -> None:
        self._drag = None
        self._scrolling.stop()
        self._grid.show_ghost(None)

    def _place(self, drag: _Drag) -> Place | None:
        """Return the place under the mouse; None outside the grid."""
        if not self._grid.viewport().rect().contains(drag.at):
            return None
        index = self._grid.indexAt(drag.at)
        return (index.row(), index.column()) if index.isValid() else None

    def _scroll(self) -> None:
        """Scroll along while the mouse is at an edge."""
        drag, view = self._drag, self._grid.viewport()
        if drag is None:
            return
        down, across = self._grid.verticalScrollBar(), self._grid.horizontalScrollBar()
        down.setValue(down.value() + _step(drag.at.y(), view.height()))
        across.setValue(across.value() + _step(drag.at.x(), view.width()) * EDGE)
        self._show(drag)

    # ---- what is shown while dragging

    def _show(self, drag: _Drag) -> None:
        place = self._place(drag)
        if drag.cell.line is None:
            ghost = self._block_ghost(drag)
            self._grid.show_ghost(ghost, ghost.text)
        elif place is None:
            self._grid.show_ghost(Ghost((), drag.place, "", is_refused=False), BESIDE)
        else:
            self._grid.show_ghost(*self._move_ghost(drag, place))

    def _move_ghost(self, drag: _Drag, place: Place) -> tuple[Ghost, str]:
        grid = self._grid.model_.grid
        cell = grid.cells.get(place)
        why = "" if place == drag.place else why_not(cell, self._context.now())
        name = drag.cell.text(is_private=self._grid.model_.is_private)
        at = grid.times[place[0]]
        told = f"{name} → {clock_text(at)}"
        where = (
            "" if cell is None else f"{name} → {span.moment_text(cell.slot.starts_at)}, {cell.clinician.name}"
        )
        return Ghost((place,), drag.place, told, is_refused=bool(why)), why or where

    def _block_ghost(self, drag: _Drag) -> Ghost:
        places = self._stretch(drag)
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

    # ---- what is done at the end

    def _drop(self, drag: _Drag, place: Place) -> None:
        """Move a call to the slot it was dropped on; where that cannot be, say why and leave it."""
        cell, line = self._grid.model_.grid.cells.get(place), drag.cell.line
        if place == drag.place or line is None:
            return
        why = why_not(cell, self._context.now())
        if why or cell is None:
            self._context.notice.emit(why)
            return
        self._grid.go_to(place)
        act = partial(calls.move, call=line.call, to=cell.slot.id)
        self._context.background.do(self._screen, act)

    def _block(self, drag: _Drag) -> None:
        cells = self._grid.model_.grid.cells
        forms.block(self._screen, *(cells[place].slot for place in self._stretch(drag)))


def is_movable(cell: Cell) -> bool:
    """Tell whether a cell has a call that can be moved."""
    return cell.line is not None and cell.line.call.status is CallStatus.BOOKED


def why_not(cell: Cell | None, now: datetime) -> str:
    """Return why no call can be moved to a cell at a moment (UTC), or nothing where one can."""
    if cell is None:
        return "There is no slot here. Drop it on a free one."
    at = span.clock(cell.slot.starts_at)
    if cell.line is not None:
        return f"{at} is taken. Drop it on a free slot."
    if cell.slot.state is SlotState.BLOCKED:
        return f"{at} is blocked{_because(cell.slot.reason)}. Drop it on a free slot."
    if cell.gap is not None:
        return f"{at} is closed{_because(cell.gap.reason)}. Drop it on a free slot."
    if cell.opens:
        return f"{at} {cell.opens} for booking. Drop it on a free slot."
    if cell.held is not None:
        return f"{at} is being booked by {cell.held.who}. Drop it on another slot."
    return f"{at} is over. Drop it on a later slot." if cell.slot.starts_at < now else ""


def _because(reason: str) -> str:
    return f" ({reason})" if reason else ""


def _step(at: int, length: int) -> int:
    """Return which way to scroll where the mouse is near an edge: -1, 0 or 1."""
    return -1 if at < EDGE else 1 if at > length - EDGE else 0
