"""Keeps the weeks ahead published, where the clinics wish it: when the window opens, and when London's day changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
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
    """What was done and found, as of a line of the journal; so many misfits were `left` to be settled."""

    published: Published | None
    misfits: Misfits | None
    line: int
    left: int = 0


class Ahead(QObject):
    """Looks once a day, and once more when somebody ticks it; what it publishes is in the program's own name.

    The booked calls that the rota has no hours for any more come up among those that need another time, whether
    anything was published or not; a change of the rota lets it look at them again.
    """

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._looked_on: date | None = None
        self._line = 0
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
        """Look whether another desk has changed what the rota has hours for; moved calls are seen anyway."""
        self._look_for_misfits(since=self._line)

    def _look_for_misfits(self, since: int = 0) -> None:
        """Look for booked calls without hours, and publish nothing; not before the first look."""
        if self._looked_on is not None:
            run, find = self._context.background.run, partial(_find, since=since)
            run(self, find, self._found, lambda obstacle: None, is_urgent=False)

    def _found(self, kept: _Kept) -> None:
        self._line = kept.line
        if kept.misfits is not None:
            self._context.misfits.take(kept.misfits)

    def _told(self, kept: _Kept) -> None:
        self._found(kept)
        done = kept.published
        if done is not None and done.change is not None:
            self._context.notice.emit(told(done.change, kept.left))

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
    from reception.services import history, publishing, rescue

    done = publishing.keep_ahead(desk.history)
    with desk.store.read() as reader:
        line = history.last_line(reader)
        if done is None:
            return _Kept(None, rescue.misfits_ahead(reader, desk.clock()), line)
        found = rescue.misfits_of(reader, desk.clock(), done.plan, done.calls)
        return _Kept(done, found, line, len(rescue.unsettled(reader, found)))


def _find(desk: Desk, since: int) -> _Kept:
    """Plan anew, which takes long where many work, only if the rota changed since a line of the journal."""
    from reception.domain.availability import Availability
    from reception.domain.clinician import Clinician
    from reception.domain.closure import Closure
    from reception.domain.gap import OpenDay
    from reception.domain.leave import Leave
    from reception.domain.organisation import Organisation
    from reception.domain.slot import Publication
    from reception.services import history, rescue

    kinds = (Availability, Clinician, Closure, Leave, OpenDay, Organisation, Publication)
    with desk.store.read() as reader:
        line = history.last_line(reader)
        if not history.has_changed(reader, kinds, since):
            return _Kept(None, None, line)
        return _Kept(None, rescue.misfits_ahead(reader, desk.clock()), line)
