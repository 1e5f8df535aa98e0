"""A button that names its key in small letters beside its text."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLabel, QPushButton, QStyle, QStyleOptionButton, QStylePainter

GAP, SIDES = 10, 26
"""Pixels between text and key, and those of both edges together."""


class KeyButton(QPushButton):
    """`text` is what the button says; its key stands beside it, and in the tool tip."""

    def __init__(self, text: str, key: str) -> None:
        super().__init__(text)
        self._key = QLabel(key, self)
        self._key.setProperty("kind", "key")
        self._key.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        """Return room for the text and the key."""
        self.ensurePolished()
        self._key.ensurePolished()
        size = super().sizeHint()
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(words + GAP + self._key.sizeHint().width() + SIDES, size.height())

    def minimumSizeHint(self) -> QSize:
        """Return the least room: all of it, since a key cut in two is no key."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the button, then its text left of its key, both in the middle."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        words, key = self.fontMetrics().horizontalAdvance(option.text), self._key.sizeHint()
        left = (self.width() - words - GAP - key.width()) // 2
        self._key.setGeometry(left + words + GAP, 0, key.width(), self.height())
        painter = QStylePainter(self)
        text, option.text = option.text, ""
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        option.text = text
        option.rect.setLeft(left)
        option.rect.setRight(left + words)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonLabel, option)
