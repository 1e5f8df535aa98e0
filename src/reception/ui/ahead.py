"""Keeps the weeks ahead published, where the clinics wish it: when the window opens, and when London's day changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from reception.domain import span

if TYPE_CHECKING:
    from reception.desk import Desk
    from reception.domain.change import Change
    from reception.services.publishing import Published
    from reception.services.rescue import Misfits
    from reception.ui.context import Context

SOON, INTERVAL = 5_000, 60_000
"""Milliseconds until the first look, when the window has long been painted, and between two."""


@dataclass(frozen=True)
class _Kept:
    published: Published | None
    misfits: Misfits


class Ahead(QObject):
    """Looks once a day, and once more when somebody ticks it; what it publishes is in the program's own name.

    The booked calls that the rota has no hours for any more come up among those that need another time, whether
    anything was published or not; a change of the rota lets it look at them again.
    """

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
        context.news.connect(self._heard)

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
        from reception.domain.availability import Availability
        from reception.domain.gap import OpenDay
        from reception.domain.organisation import Organisation
        from reception.domain.slot import Publication

        things = [edit.after or edit.before for edit in change.edits]
        if any(isinstance(one, Organisation) for one in things):
            self._looked_on = None
            self.look()
        elif any(isinstance(one, Availability | OpenDay | Publication) for one in things):
            self._look_for_misfits()

    def _heard(self) -> None:
        """Look whether another desk has settled what is known here."""
        if self._context.misfits.are_any:
            self._look_for_misfits()

    def _look_for_misfits(self) -> None:
        """Look for booked calls without hours, and publish nothing; not before the first look."""
        if self._looked_on is not None:
            run, told = self._context.background.run, self._context.misfits.take
            run(self, _find, told, lambda obstacle: None, is_urgent=False)

    def _told(self, kept: _Kept) -> None:
        self._context.misfits.take(kept.misfits)
        done = kept.published
        if done is not None and done.change is not None:
            self._context.notice.emit(told(done.change, len(self._context.misfits.open)))

    def stop(self) -> None:
        """Look no more."""
        for timer in (self._first, self._timer):
            timer.stop()


def told(change: Change, lost: int) -> str:
    """Return what was published, and how many booked calls no longer fit and what shows them."""
    if not lost:
        return f"{change}."
    fit = "1 booked call no longer fits" if lost == 1 else f"{lost:,} booked calls no longer fit"
    return f"{change}. {fit}: press Alt+R."


def _keep(desk: Desk) -> _Kept:
    from reception.services import publishing, rescue

    done = publishing.keep_ahead(desk.history)
    if done is None:
        return _Kept(None, {})
    with desk.store.read() as reader:
        return _Kept(done, rescue.misfits_of(reader, desk.clock(), done.plan, done.calls))


def _find(desk: Desk) -> Misfits:
    from reception.services import rescue

    with desk.store.read() as reader:
        return rescue.misfits_ahead(reader, desk.clock())
