"""What goes along while something is dragged: the grid scrolls at its edges, and Esc or another window ends it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QTableView

FAR = 10
"""Pixels that the mouse goes with the button down before anything is dragged."""
EDGE, SCROLL_BEAT = 24, 60
"""Pixels from the edge of the grid at which it scrolls along, and milliseconds from one step to the next."""
ESC, LEFT_WINDOW = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress), QEvent.Type.WindowDeactivate


class Along(QObject):
    """Told where the mouse is (in the grid), from where it goes down to where it goes up.

    `scrolled` tells that something else is under the mouse now, `left` that what is dragged is to be dropped back.
    """

    scrolled = Signal()
    left = Signal()

    def __init__(self, grid: QTableView) -> None:
        super().__init__(grid)
        self._grid, self._at = grid, QPoint()
        self._scrolling = QTimer(self)
        self._scrolling.setInterval(SCROLL_BEAT)
        self._scrolling.timeout.connect(self._scroll)

    def begin(self) -> None:
        """Listen to the keys, wherever they go, and to the window."""
        _app().installEventFilter(self)

    def go(self, at: QPoint) -> None:
        """Scroll along from now on, while the mouse is at an edge."""
        self._at = at
        if not self._scrolling.isActive():
            self._scrolling.start()

    def end(self) -> None:
        """Do nothing any more."""
        self._scrolling.stop()
        _app().removeEventFilter(self)

    def _scroll(self) -> None:
        view = self._grid.viewport()
        if not view.rect().adjusted(-EDGE, -EDGE, EDGE, EDGE).contains(self._at):
            return
        down, across = self._grid.verticalScrollBar(), self._grid.horizontalScrollBar()
        before = down.value(), across.value()
        down.setValue(down.value() + _step(self._at.y(), view.height()))
        across.setValue(across.value() + _step(self._at.x(), view.width()) * EDGE)
        if before != (down.value(), across.value()):
            self.scrolled.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Drop it back with Esc, whatever Esc means elsewhere, and where somebody goes to another window."""
        kind = event.type()
        if kind in ESC and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()  # what is overridden here is no shortcut elsewhere
            if kind == QEvent.Type.KeyPress:
                self.left.emit()
            return True
        if kind == LEFT_WINDOW and watched is self._grid.window():
            self.left.emit()
        return False


def is_far(down: QPoint, at: QPoint) -> bool:
    """Tell whether the mouse went far enough to drag something."""
    return (at - down).manhattanLength() >= FAR


def _app() -> QObject:
    app = QApplication.instance()
    assert app is not None
    return app


def _step(at: int, length: int) -> int:
    """Return which way to scroll where the mouse is near an edge: -1, 0 or 1."""
    return -1 if at < EDGE else 1 if at > length - EDGE else 0
