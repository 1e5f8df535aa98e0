"""A strip that names the bank holidays that are left out because nobody has decided on them, and the way to decide."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QWidget

from reception.domain.change import Change
from reception.domain.errors import Obstacle
from reception.ui import forms
from reception.ui.actions import named
from reception.ui.context import Context
from reception.ui.widgets.banner import Banner
from reception.ui.widgets.basics import button

if TYPE_CHECKING:
    from reception.desk import Desk
    from reception.domain.holiday import Undecided


class HolidayStrip(Banner):
    """Hidden while there is nothing to decide; looks again only after something that can have changed it."""

    def __init__(self, screen: QWidget, context: Context) -> None:
        key = named("holidays").key
        super().__init__(button("Decide…", key, run=self.decide))
        self._context, self._screen = context, screen
        self._looked_on: date | None = None
        self._found: tuple[Undecided, ...] = ()
        QShortcut(key, screen, self.decide)
        context.background.changed.connect(self._changed)
        context.news.connect(self._look_again)

    def refresh(self) -> None:
        """Show what is known, and look where it may have changed."""
        self._show()
        today = self._context.today()
        if today != self._looked_on:
            self._looked_on = today
            self._context.background.run(self, _read, self._told, self._forget, is_urgent=False)

    def decide(self) -> None:
        """Open the form that decides."""
        forms.holidays(self._screen, self._context)

    def is_open(self, day: date) -> bool:
        """Tell whether a day is to be decided."""
        return any(one.day == day for one in self._found)

    def _told(self, found: tuple[Undecided, ...]) -> None:
        self._found = found
        self._show()

    def _show(self) -> None:
        clinic = self._context.clinic
        asked = [one for one in self._found if clinic is None or clinic in one.clinics]
        if self._context.locked or not asked:
            self.say("")
            return
        from reception.domain import holiday as rules

        self.say(rules.sentence(asked))

    def _forget(self, obstacle: Obstacle) -> None:
        """Look again with the next refresh; what is in the way is told by what the screen itself asks."""
        self._looked_on = None

    def _changed(self, change: Change) -> None:
        from reception.domain.availability import Availability
        from reception.domain.clinician import Clinician
        from reception.domain.closure import Closure
        from reception.domain.gap import OpenDay
        from reception.domain.slot import Publication

        things = (edit.after or edit.before for edit in change.edits)
        if any(isinstance(one, Availability | Clinician | Closure | OpenDay | Publication) for one in things):
            self._look_again()

    def _look_again(self) -> None:
        self._looked_on = None
        if self._screen.isVisible():
            self.refresh()


def _read(desk: Desk) -> tuple[Undecided, ...]:
    from reception.services import holidays

    with desk.store.read() as reader:
        return holidays.ahead(reader, desk.clock())
