"""A widget that hands the keys on to one inside it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


class Starting(QWidget):
    """Says where the keys go first. Not Qt's focus proxy: with one, Tab leaps over what stands before it."""

    _start: QWidget | None = None

    def start_at(self, inside: QWidget) -> None:
        """Say which widget gets the keys that this one is given."""
        self._start = inside

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Give the keys to the widget inside."""
        if self._start is None:
            super().setFocus(reason)
        else:
            self._start.setFocus(reason)
