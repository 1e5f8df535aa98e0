"""The diary as it was at an earlier moment: chosen by day and time, marked on screen, and nothing changes there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QWidget

from reception.domain import span
from reception.domain.ids import ClinicId
from reception.storage.reader import Reader
from reception.ui import forms
from reception.ui.context import Context
from reception.ui.diary.grid import GridView
from reception.ui.diary.layout import Grid, grid
from reception.ui.widgets.banner import Banner
from reception.ui.widgets.basics import button

if TYPE_CHECKING:
    from reception.services.past import Past

READ_ONLY = "This is the diary as it was: nothing can be changed in it. Press Esc to go back to now."


def read(
    reader: Reader, at: datetime, first: date, last: date, clinic: ClinicId | None, is_week: bool
) -> tuple[Past, Grid]:
    """Read what the grid showed of some days at a moment (UTC)."""
    from reception.services import past

    then = past.board(reader, at, first, last, clinic)
    return then, grid(then.board, then.clinics, then.clinicians, is_week=is_week, now=at)


class AsItWas(QObject):
    """Shows an earlier moment in the grid of a screen, and takes away what would change or tell of now.

    `at` is the moment (UTC), or None for now; `turned` is called when it changes.
    """

    def __init__(
        self,
        screen: QWidget,
        context: Context,
        grid: GridView,
        turned: Callable[[], object],
        of_now: Sequence[QWidget],
    ) -> None:
        super().__init__(screen)
        self.at: datetime | None = None
        self._screen, self._context, self._grid = screen, context, grid
        self._turned, self._of_now = turned, of_now
        self._asked: tuple[object, ...] = ()
        self.banner = Banner(
            button("Another moment…", "Alt+H", run=self.choose), button("Back to now", "Esc", run=self.leave)
        )
        self._escape = QShortcut("Esc", screen, self.leave)
        self._escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._escape.setEnabled(False)
        screen.installEventFilter(self)

    def choose(self) -> None:
        """Ask for a moment."""
        forms.moment(self._screen.window(), self._context, self.show_moment)

    def show_moment(self, at: datetime | None) -> None:
        """Show the diary as it was at a moment (UTC), or with None as it is."""
        self.at = at
        self._grid.read_only = at is not None
        self._context.locked = "" if at is None else READ_ONLY
        self._escape.setEnabled(at is not None)
        for part in self._of_now:
            part.setVisible(at is None)
        self.banner.say(self._sentence(None), "warn")
        self._turned()
        self._grid.setFocus()

    def leave(self) -> None:
        """Go back to now."""
        if self.at is not None:
            self.show_moment(None)

    def show_days(self, first: date, last: date, clinic: ClinicId | None, *, is_week: bool) -> None:
        """Read some days as they were, and show them in the grid."""
        assert self.at is not None
        self._asked = (self.at, first, last, clinic, is_week)
        question = partial(read, at=self.at, first=first, last=last, clinic=clinic, is_week=is_week)
        self._context.background.ask(self, question, partial(self._told, self._asked))

    def _told(self, asked: tuple[object, ...], told: tuple[Past, Grid]) -> None:
        then, grid = told
        if asked == self._asked and self.at == then.at:
            self._grid.show_grid(grid, then.at)
            self.banner.say(self._sentence(then.changes), "warn")

    def _sentence(self, changes: int | None) -> str:
        if self.at is None:
            return ""
        day = span.london_day(self.at)
        year = day.year != self._context.today().year
        since = {None: "", 0: " Nothing was changed since.", 1: " 1 change was made since."}
        more = since.get(changes, f" {changes} changes were made since.")
        return f"The diary as it was on {span.day_text(day, year=year)} at {span.clock(self.at)}, read only.{more}"

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Be back at now when the screen is come back to."""
        if event.type() == QEvent.Type.Hide and not event.spontaneous():
            self.leave()
        return False
