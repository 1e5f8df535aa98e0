"""Notices that nobody has used the window for a while."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QWindow
from shiboken6 import isValid

SIGNS = frozenset(
    (
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletMove,
        QEvent.Type.TabletPress,
    )
)
"""What tells that somebody is there."""


class Idle(QObject):
    """`over` tells each time that there was no key and no mouse for so many minutes; with 0 it never does.

    It listens where keys and mouse come into a window, not to all that goes on inside, and takes the time alone: the
    timer asks about it when it is over.
    """

    over = Signal()

    def __init__(self, parent: QObject, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self.clock = clock
        self._last, self._seconds = clock(), 0
        self._watched: list[QWindow] = []
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.timeout.connect(self._ask)

    def wait(self, minutes: int) -> None:
        """Wait for so many idle minutes from now on."""
        self._last, self._seconds = self.clock(), 60 * minutes
        if minutes:
            self.timer.start(1000 * self._seconds)
        else:
            self.timer.stop()

    def watch(self, window: QWindow | None) -> None:
        """Take keys and mouse in a window for a sign of somebody."""
        self._watched = [one for one in self._watched if isValid(one)]
        if window is not None:
            window.installEventFilter(self)
            self._watched.append(window)

    def stop(self) -> None:
        """Listen no more: windows that go while Python ends are not to ask it anything."""
        self.timer.stop()
        for window in filter(isValid, self._watched):
            window.removeEventFilter(self)
        self._watched = []

    def _ask(self) -> None:
        left = self._last + self._seconds - self.clock()
        if left <= 0:
            self._last, left = self.clock(), self._seconds
            self.over.emit()
        self.timer.start(round(1000 * left))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note when somebody was there last."""
        if event.type() in SIGNS:
            self._last = self.clock()
        return False
