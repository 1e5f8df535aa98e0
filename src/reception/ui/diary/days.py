"""Which days the diary shows: a week or a day, turned, gone to, and asked for."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from reception.domain import span
from reception.ui import forms
from reception.ui.diary.grid import GridView
from reception.ui.diary.heading import text_of
from reception.ui.widgets.segments import Segments

if TYPE_CHECKING:
    from reception.ui.diary.view import DiaryScreen


class Days(QObject):
    """`day` is the one that was gone to last; `turned` tells that others are to be shown."""

    turned = Signal()

    def __init__(self, screen: DiaryScreen, grid: GridView, views: Segments, day: date) -> None:
        super().__init__(screen)
        self._screen, self._grid, self._views = screen, grid, views
        self.day = day
        grid.shown.connect(self._name)

    def _name(self) -> None:
        """Say which days are shown, once they are; what is told of others, which come yet, changes nothing."""
        lanes, (first, last) = self._grid.model_.grid.lanes, self.span
        if not lanes or first <= lanes[0].day <= last:
            self._screen.heading.setText(self.text)

    @property
    def is_week(self) -> bool:
        """Tell whether a week is shown."""
        return bool(self._views.value == "week")

    @property
    def span(self) -> tuple[date, date]:
        """Return the first and the last day that are shown."""
        if not self.is_week:
            return self.day, self.day
        first = span.monday(self.day)
        return first, first + timedelta(days=6)

    @property
    def chosen(self) -> date:
        """Return the day with the cursor, or the one that is shown alone."""
        first, last = self.span
        place = self._grid.place_of_cursor(self.day)
        return place.day if place is not None and first <= place.day <= last else self.day

    @property
    def text(self) -> str:
        """Return which days are shown, a week without its Sunday where that has no column."""
        first, last = self.span
        has_last = first == last or any(lane.day == last for lane in self._grid.model_.grid.lanes)
        return text_of(first, last if has_last else last - timedelta(days=1))

    def turn(self, step: int) -> None:
        """Show the days before or after."""
        self.go_to(self.day + timedelta(days=step * (7 if self.is_week else 1)))

    def go_today(self) -> None:
        """Show today with the cursor on now, or on the next slot."""
        now = self._screen.context.now()
        self._grid.begins.at_moment(now, self._grid.place_of_cursor(self.day))
        self.go_to(span.london_day(now))

    def go_to(self, day: date) -> None:
        """Show another day."""
        self.day = day
        self.turned.emit()

    def ask(self) -> None:
        """Ask for a day, and show it with the cursor on it."""
        forms.date(self._screen, self.day, self.show)

    def show(self, day: date) -> None:
        """Show a day with the cursor on it."""
        self._grid.begins.on(day, self._grid.place_of_cursor(day))
        self.go_to(day)
        self._grid.setFocus()
