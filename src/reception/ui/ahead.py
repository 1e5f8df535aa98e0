"""Keeps the weeks ahead published, where the clinics wish it: when the window opens, and when London's day changes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from reception.domain import span

if TYPE_CHECKING:
    from reception.desk import Desk
    from reception.domain.change import Change
    from reception.services.publishing import Published
    from reception.ui.context import Context

SOON, INTERVAL = 5_000, 60_000
"""Milliseconds until the first look, when the window has long been painted, and between two."""


class Ahead(QObject):
    """Looks once a day, and once more when somebody ticks it; what it publishes is in the program's own name."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._looked_on: date | None = None
        self._first, self._timer = QTimer(self), QTimer(self)
        self._first.setSingleShot(True)
        for timer, wait in ((self._first, SOON), (self._timer, INTERVAL)):
            timer.timeout.connect(self.look)
            timer.start(wait)
        context.background.changed.connect(self._changed)

    def look(self) -> None:
        """Publish what the new day brings, where it has not been looked at yet."""
        today = span.london_day(self._context.now())
        if today != self._looked_on:
            self._looked_on = today
            run = self._context.background.run
            run(self, _keep, self._told, lambda obstacle: self._forget(), is_urgent=False)

    def _forget(self) -> None:
        """Look again at the next minute: the database was in the way."""
        self._looked_on = None

    def _changed(self, change: Change) -> None:
        from reception.domain.organisation import Organisation

        if any(isinstance(edit.after, Organisation) for edit in change.edits):
            self._looked_on = None
            self.look()

    def _told(self, done: Published | None) -> None:
        if done is not None and done.change is not None:
            self._context.notice.emit(told(done.change, len(done.calls)))

    def stop(self) -> None:
        """Look no more."""
        for timer in (self._first, self._timer):
            timer.stop()


def told(change: Change, lost: int) -> str:
    """Return what was published, and how many booked calls no longer fit and where they are named."""
    if not lost:
        return f"{change}."
    fit = "1 booked call no longer fits" if lost == 1 else f"{lost:,} booked calls no longer fit"
    return f"{change}. {fit}: see Settings, Availability."


def _keep(desk: Desk) -> Published | None:
    from reception.services import publishing

    return publishing.keep_ahead(desk.history)
