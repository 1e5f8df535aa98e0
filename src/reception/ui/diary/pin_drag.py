"""Dragging a call out of the pinboard onto a free slot of the grid, with the mouse alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QPushButton, QWidget

from reception.ui.diary.along import Along, is_far
from reception.ui.diary.landing import Dragged, Landing

if TYPE_CHECKING:
    from reception.services.pinboard import Parked
    from reception.ui.diary.grid import GridView
    from reception.ui.diary.pinboard import Pinboard

BESIDE = "Drop it on a free slot. Esc drops it back."
OFF = "This call is not on the pinboard any more. Choose another one."
HOW = "Drag it onto a free slot of the diary, or press Move…"


@dataclass
class _Held:
    """A call under the button of the mouse: where that went down on the screen."""

    call: Dragged
    down: QPoint
    is_going: bool = False


class PinDrag(QObject):
    """Follows the mouse from the rows of the pinboard, which keep still meanwhile, whatever other desks do."""

    def __init__(self, board: Pinboard, grid: GridView, landing: Landing) -> None:
        super().__init__(board)
        self._board, self._grid, self._landing = board, grid, landing
        self._rows: dict[QWidget, Parked] = {}
        self._held: _Held | None = None
        self._at = QPoint()
        self._along = Along(grid)
        self._along.scrolled.connect(self._show)
        self._along.left.connect(self._end)
        grid.shown.connect(self._look_again)
        grid.slid.connect(self._show)
        grid.hidden.connect(self._end)
        board.made.connect(self.follow)

    def follow(self, rows: dict[QWidget, Parked]) -> None:
        """Follow the mouse from other rows than before."""
        self._rows = {}
        for row, one in rows.items():
            row.setToolTip(HOW)
            row.setCursor(Qt.CursorShape.OpenHandCursor)
            for part in (row, *row.findChildren(QWidget)):
                self._rows[part] = one
                part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what the mouse does on a row, its buttons too, as long as it is no click."""
        if not isinstance(event, QMouseEvent) or not isinstance(watched, QWidget):
            return False
        at, kind = event.globalPosition().toPoint(), event.type()
        if kind == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
            self._press(self._rows.get(watched), at)
        elif kind == QEvent.Type.MouseMove and self._held is not None:
            return self._move(self._held, at, watched)
        elif kind == QEvent.Type.MouseButtonRelease and self._held is not None:
            return self._release(self._held, at)
        return False

    def _press(self, one: Parked | None, at: QPoint) -> None:
        """Take note of the call under the mouse."""
        self._end()
        if one is not None:
            from reception.services import pinboard

            self._held = _Held(Dragged(one.line, pinboard.put, BESIDE), at)
            self._board.keep_still(True)
            self._along.begin()

    def _move(self, held: _Held, at: QPoint, on: QWidget) -> bool:
        """Drag it along, once the mouse has gone far enough; a button under it is no longer pressed then."""
        if not held.is_going and is_far(held.down, at):
            held.is_going = True
            if isinstance(on, QPushButton):
                on.setDown(False)
        if held.is_going:
            self._at = self._grid.viewport().mapFromGlobal(at)
            self._along.go(self._at)
            self._show()
        return held.is_going

    def _release(self, held: _Held, at: QPoint) -> bool:
        """Drop it where the mouse is; outside the grid it stays where it was."""
        here = self._grid.viewport().mapFromGlobal(at)
        if held.is_going and here != self._at:
            self._at = here
            self._show()
        self._end()
        if held.is_going:
            self._landing.drop(held.call)
        return held.is_going

    def _look_again(self) -> None:
        """Show where it would land in what is shown by now; drop it back where another desk was faster."""
        held = self._held
        if held is None:
            return
        call = self._landing.as_it_is(held.call)
        if call is not None and call.line.id in self._grid.model_.parked:
            held.call = call
            self._show()
            return
        self._end()
        if held.is_going and call is None:
            self._landing.say_gone(held.call)
        elif held.is_going and not self._grid.read_only:
            self._grid.said.emit(OFF)

    def _show(self) -> None:
        if self._held is not None and self._held.is_going:
            self._landing.show(self._held.call, self._at)

    def _end(self) -> None:
        if self._held is not None:
            self._held = None
            self._along.end()
            self._grid.over.show_ghost(None)
            self._board.keep_still(False)
