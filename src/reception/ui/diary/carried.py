"""A table that lets something else follow the mouse over it."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QTableView


class Follower(Protocol):
    """Follows the mouse; each tells whether it took the event, so that the table does nothing about it."""

    def press(self, event: QMouseEvent) -> bool:
        """Take note of where the mouse went down."""

    def move(self, event: QMouseEvent) -> bool:
        """Follow the mouse while a button is down."""

    def release(self, event: QMouseEvent) -> bool:
        """Do what the mouse was moved for."""


class FollowedTable(QTableView):
    """Its mouse is told to a `follower` first.

    `slid` tells that something else may be under the mouse though that kept still, `hidden` that nothing is any more.
    """

    slid = Signal()
    hidden = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.follower: Follower | None = None
        # told once the rows and columns have moved
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.valueChanged.connect(self.slid, Qt.ConnectionType.QueuedConnection)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell that the columns have other widths, once they have."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self.slid.emit)

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell that it is out of sight."""
        super().hideEvent(event)
        self.hidden.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell where the mouse goes down."""
        if self.follower is None or not self.follower.press(event):
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell where the mouse goes."""
        if self.follower is None or not self.follower.move(event):
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell where the mouse goes up."""
        if self.follower is None or not self.follower.release(event):
            super().mouseReleaseEvent(event)
