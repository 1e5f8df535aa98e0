"""News from other desks: looks for journal lines that were not written here."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from reception.services import history
from reception.ui.background import Background

INTERVAL = 1500
"""Milliseconds between two looks; one look reads the end of one index."""


class Live(QObject):
    """Tells when the journal grew by another's hand."""

    news = Signal()

    def __init__(self, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._background = background
        self._seen: int | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(INTERVAL)
        self.seen_own()

    def look(self) -> None:
        """Look once, unless the last look is still on its way."""
        if self._background.is_idle:
            self._background.ask(self, history.last_line, self._told, lambda obstacle: None)

    def seen_own(self) -> None:
        """Take what the journal has now for known: who made a change reads again after asking this."""
        self._background.ask(self, history.last_line, self._know, lambda obstacle: None)

    def _know(self, seq: int) -> None:
        self._seen = seq

    def _told(self, seq: int) -> None:
        grew = self._seen is not None and seq > self._seen
        self._seen = seq
        if grew:
            self.news.emit()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()
