"""What can be done with a day of the diary, and with a place in it where no slot is: more hours, and working anyway."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QShortcut

from reception.domain import span
from reception.domain.availability import Availability
from reception.domain.clinician import Clinician
from reception.domain.ids import ClinicId
from reception.ui import forms
from reception.ui.actions import named
from reception.ui.context import Context
from reception.ui.diary.as_it_was import READ_ONLY
from reception.ui.diary.grid import GridView
from reception.ui.diary.layout import Grid, Lane
from reception.ui.diary.place import Place as Kept
from reception.ui.widgets.menus import Line

if TYPE_CHECKING:
    from reception.ui.diary.view import DiaryScreen

Place = tuple[int | None, int]
"""A row, or none at the edge, and a lane."""


class DayActs(QObject):
    """Does it by keys for the day of the cursor; `lines` tells what of it makes sense in the menu of a place."""

    def __init__(self, screen: DiaryScreen, context: Context, grid: GridView) -> None:
        super().__init__(screen)
        self._screen, self._context, self._grid = screen, context, grid
        for name, act in self.acts().items():
            QShortcut(named(name).key, screen, act)

    def acts(self) -> dict[str, Callable[[], object]]:
        """Return what can be done with the day of the cursor, by name in the table of actions."""
        return {"extra session": self.add_session, "work on day": self.work}

    def lines(self, place: Place) -> list[Line]:
        """Return what can be done with a place."""
        lane, work = self._lane(place), named("work on day").key
        found = [Line("Add an extra session…", named("extra session").key, partial(self.add_session, place))]
        if self._screen.holidays.is_open(lane.day):
            decide = partial(forms.holidays, self._screen, self._context, lane.day)
            found.append(Line("Is this bank holiday worked?…", named("holidays").key, decide))
        person = self._away(place)
        if person is not None:
            away = partial(forms.open_day, self._screen, self._context, [person], lane.day)
            found.append(Line(f"{person.name} works in spite of leave…", work, away))
        if lane.day in self._shown.notes:
            found.append(Line("Work on this day…", "" if person else work, partial(self._open_clinics, lane)))
        return found

    def add_session(self, place: Place | None = None) -> None:
        """Ask for more hours, on the day, with the clinician and from the time of a place, or of the cursor."""
        from reception.ui.diary.session_form import Start

        if self._is_locked():
            return
        row, number = place or self._cursor()
        lane = self._shown.lanes[number] if 0 <= number < len(self._shown.lanes) else None
        day = lane.day if lane is not None else self._screen.day
        minute = self._shown.times[row] if row is not None and 0 <= row < len(self._shown.times) else None
        clinician = lane.clinician if lane is not None else None
        start = Start(day, clinician, self._clinic_near(row or 0, number), minute)
        forms.session(self._screen, self._context, start, self._show_session)

    def _show_session(self, session: Availability) -> None:
        """Go to the first slot of a session that was added."""
        day, minute = session.valid_from, session.starts.hour * 60 + session.starts.minute
        self._grid.begins.on(day, Kept(day, day, minute, session.clinician), in_middle=True)
        self._screen.go_to(day)

    def _clinic_near(self, row: int, number: int) -> ClinicId | None:
        """Return where whoever has a lane works nearest to a row."""
        own = ((abs(at - row), cell) for (at, lane), cell in self._shown.cells.items() if lane == number)
        nearest = min(own, key=lambda one: one[0], default=None)
        return nearest[1].slot.clinic if nearest is not None else None

    def work(self) -> None:
        """Ask who works on the day of the cursor all the same, where anything keeps somebody from it."""
        place = self._cursor()
        if self._is_locked() or not 0 <= place[1] < len(self._shown.lanes):
            return
        lane, person = self._lane(place), self._away(place)
        if person is not None:
            forms.open_day(self._screen, self._context, [person], lane.day)
        elif lane.day in self._shown.notes:
            self._open_clinics(lane)
        else:
            day = span.day_text(lane.day)
            self._context.notice.emit(f"Nothing is closed on {day}. Press Alt+E for an extra session.")

    def _open_clinics(self, lane: Lane) -> None:
        forms.open_day(self._screen, self._context, self._context.clinics, lane.day)

    def _away(self, place: Place) -> Clinician | None:
        """Return whose lane it is, where they are on leave."""
        if not self._lane(place).note:
            return None
        of_lane = (cell for (_, lane), cell in self._shown.cells.items() if lane == place[1])
        return next((cell.clinician for cell in of_lane), None)

    def _lane(self, place: Place) -> Lane:
        return self._shown.lanes[place[1]]

    def _cursor(self) -> Place:
        index = self._grid.currentIndex()
        return index.row(), index.column()

    @property
    def _shown(self) -> Grid:
        return self._grid.model_.grid

    def _is_locked(self) -> bool:
        if self._grid.read_only:
            self._context.notice.emit(READ_ONLY)
        return self._grid.read_only
