"""Since you were away: a strip that says what others changed, and one key that marks it as seen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QWidget

from reception.domain.errors import Obstacle
from reception.domain.ids import ClinicId, StaffId
from reception.domain.look import Look
from reception.ui import forms
from reception.ui.actions import named
from reception.ui.context import Context
from reception.ui.widgets.banner import Banner
from reception.ui.widgets.basics import button

if TYPE_CHECKING:
    from reception.desk import Desk
    from reception.services.looks import Away

NOTHING = "Nobody else has changed anything here since you last looked."


@dataclass(frozen=True)
class _Told:
    staff: StaffId
    clinic: ClinicId | None
    away: Away


class AwayStrip(Banner):
    """Says what others changed at the clinic of the filter since whoever works here last looked; else hidden."""

    def __init__(self, screen: QWidget, context: Context) -> None:
        keys = {name: named(name).key for name in ("away", "seen")}
        self.show_button = button("Show", keys["away"], run=self.show_lines)
        self.seen_button = button("Seen", keys["seen"], run=self.mark_seen)
        super().__init__(self.show_button, self.seen_button)
        self._context = context
        self._told: _Told | None = None
        self._window: QWidget | None = None
        QShortcut(keys["away"], screen, self.show_lines)
        QShortcut(keys["seen"], screen, self.mark_seen)

    def refresh(self) -> None:
        """Read again what others changed, once the screens have read what they show."""
        if self._window is None:
            self._window = self.window()
            self._window.installEventFilter(self)
        first = dict(self._context.first_looks)
        work = partial(_read, clinic=self._context.clinic, first=first)
        self._context.background.run(self, work, self._show, _leave_it, is_urgent=False)

    def _show(self, told: _Told) -> None:
        if told.clinic != self._context.clinic:
            return
        if told.away.since is None:
            self._context.first_looks.setdefault(told.staff, Look(told.away.last, self._context.now()))
        self._told = told
        self.say("" if self._context.locked else told.away.sentence(self._context.today()), "info")

    def show_lines(self) -> None:
        """Show what others changed, line by line."""
        if self._context.is_locked():
            return
        if self._told is None or not self.sentence:
            self._context.notice.emit(NOTHING)
        else:
            forms.away(self.window(), self._context, self._told.away, self.mark_seen)

    def mark_seen(self) -> None:
        """Keep that it was seen, and say no more of it."""
        if self._context.is_locked():
            return
        if self._told is None or not self.sentence:
            self._context.notice.emit(NOTHING)
            return
        told = self._told

        def work(desk: Desk) -> None:
            from reception.services import looks

            looks.see(desk.history, told.away.last, told.clinic)

        self._context.background.run(self, work, lambda nothing: self.refresh())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep up to where it was looked at when the window is closed."""
        if event.type() == QEvent.Type.Close:
            first = dict(self._context.first_looks)
            self._context.background.run(self, partial(_leave, first=first), _leave_it, _leave_it)
        return False


def _read(desk: Desk, clinic: ClinicId | None, first: dict[StaffId, Look]) -> _Told:
    from reception.services import looks

    staff = desk.history.staff.id
    with desk.store.read() as reader:
        return _Told(staff, clinic, looks.away(reader, staff, clinic, first=first.get(staff)))


def _leave(desk: Desk, first: dict[StaffId, Look]) -> None:
    from reception.services import looks

    looks.leave(desk.history, first.get(desk.history.staff.id))


def _leave_it(told: Obstacle | None) -> None:
    """Say nothing: what is in the way is told by what the screen itself asks."""
