"""A sentence over the foot of the window that offers Undo, and goes by itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QEnterEvent
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from reception.ui.widgets.basics import label, row

SECONDS = 8


class Toast(QFrame):
    """Names the last change; stays while the mouse is on it."""

    def __init__(self, parent: QWidget, undo: Callable[[], object]) -> None:
        super().__init__(parent)
        self._over = parent
        self.setObjectName("toast")
        self._sentence = label("")
        self._undo = QPushButton("Undo")
        self._undo.clicked.connect(undo)
        layout = row(self._sentence, self._undo, gap=14)
        layout.setContentsMargins(14, 8, 10, 8)
        self.setLayout(layout)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def say(self, sentence: str, *, offers_undo: bool) -> None:
        """Show a sentence, to the screen reader too."""
        self._sentence.setText(sentence)
        self.setAccessibleName(sentence)
        self._undo.setVisible(offers_undo)
        self.adjustSize()
        self.place()
        self.show()
        self.raise_()
        self._timer.start(SECONDS * 1000)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    @property
    def sentence(self) -> str:
        """Return what it says, or nothing."""
        return "" if self.isHidden() else self._sentence.text()

    def place(self) -> None:
        """Stand in the middle above the status bar."""
        parent = self._over
        self.setMaximumWidth(parent.width() - 40)
        self.adjustSize()
        self.move((parent.width() - self.width()) // 2, parent.height() - self.height() - 40)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay while somebody points at it."""
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Go a while after."""
        self._timer.start(SECONDS * 1000)
