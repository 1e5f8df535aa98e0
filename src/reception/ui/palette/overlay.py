"""A panel over the whole window, which it dims; a click beside the panel leaves.

Nothing is seen through it: it shows the window as that was when the panel came up. Whether windows can be seen through
depends on the desk of the operating system, and where nobody blends them black would stand instead.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPixmap, QShowEvent
from PySide6.QtWidgets import QFrame, QLayout, QVBoxLayout, QWidget

from reception.ui.widgets.basics import row
from reception.ui.widgets.covered import Covered, Form

WIDTH, TOP, SIDES = 680, 86, 16
"""Pixels: how wide the panel likes to be, how far below the top it stands, and the least room beside it."""
TENTH = 10
"""In a low window the panel stands no lower than this part of its height."""
DIM = QColor(12, 20, 28, 110)
ROUND = 8
"""Pixels of the panel's corners, as in the style sheet."""
SHADOW, SHADOW_STEP, SHADOW_WIDTH = QColor(0, 0, 0, 12), 2, 14


class Overlay(Form):
    """Lies exactly over its window and follows it; `inside` is the column of the panel."""

    def __init__(self, parent: QWidget, title: str) -> None:
        super().__init__(parent, title)
        self.below = parent.window()
        self._seen = QPixmap()
        self.setWindowFlags(Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setModal(True)
        self.inside = QVBoxLayout(self.whole)
        self.inside.setContentsMargins(0, 0, 0, 0)
        self.inside.setSpacing(0)
        for watched in (self.below, self.panel):
            watched.installEventFilter(self)
        self.fit()

    def lay_over(self, covered: Covered) -> None:
        """Put what can be covered into the panel."""
        self.panel = QFrame()
        self.panel.setObjectName("palette")
        inside = QVBoxLayout(self.panel)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(covered)
        self._around = QVBoxLayout(self)
        self._around.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._around.addLayout(row(None, self.panel, None, gap=0))
        self._around.addStretch(1)

    def look_again(self) -> None:
        """Show the window as it is now, where it shows something else than when the panel came up."""
        self._seen = QPixmap()
        self._look()
        self.update()

    def look_twice(self) -> None:
        """Show the window as it is now, at once; and once more when it has made room for what is new in it."""
        self.look_again()
        QTimer.singleShot(0, self, self.look_again)

    def fit(self) -> None:
        """Lie over the window as it is now."""
        below = self.below
        self.panel.setFixedWidth(min(WIDTH, below.width() - 2 * SIDES))
        top = min(TOP, below.height() // TENTH)
        self._around.setContentsMargins(SIDES, top, SIDES, SIDES)
        self.setGeometry(QRect(below.mapToGlobal(below.rect().topLeft()), below.size()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window."""
        if watched is self.below and event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self.fit()
            self._look()
        elif watched is self.panel and event.type() == QEvent.Type.Resize:
            self.update()  # its shadow too
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        """Lie over the window from the first moment."""
        self.fit()
        self._look()
        super().showEvent(event)

    def _look(self) -> None:
        """Take the window's picture, dimmed; while the panel is there only where the window changed its size."""
        if self.isVisible() and self._seen.deviceIndependentSize().toSize() == self.below.size():
            return
        self._seen = self.below.grab()
        painter = QPainter(self._seen)
        painter.fillRect(self._seen.rect(), DIM)
        painter.end()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show the dimmed window, and let the panel cast a shadow."""
        panel = self.panel.geometry()
        if panel.adjusted(0, ROUND, 0, -ROUND).contains(event.rect()):
            return  # nothing of it shows through the panel
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._seen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(SHADOW)
        for grown in range(1, SHADOW_WIDTH, SHADOW_STEP):
            edge = panel.adjusted(-grown, 4 - grown, grown, 4 + grown)
            painter.drawRoundedRect(edge, ROUND + grown, ROUND + grown)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Leave, where somebody clicks beside the panel."""
        if not self.panel.geometry().contains(event.position().toPoint()):
            self.reject()
