"""A day and a time beside one another, London's."""

from __future__ import annotations

from datetime import date, datetime, time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from reception.domain import span
from reception.domain.day import Looks
from reception.ui.widgets.basics import row
from reception.ui.widgets.days import day_field
from reception.ui.widgets.times import time_field


class MomentFields(QWidget):
    """`changed` tells that somebody chose another day or time."""

    changed = Signal()

    def __init__(self, first: datetime, today: date, looks: Looks = Looks.AHEAD) -> None:
        super().__init__()
        self.day = day_field("Day", first.date(), today=today, looks=looks)
        self.time = time_field("Time", first.time(), field="at")
        self.setLayout(row(self.day, self.time, gap=10))
        self.show_moment(first)
        for one in (self.day.input, self.time.input):
            one.changed.connect(self.changed)

    def show_moment(self, wall: datetime) -> None:
        """Show London's wall time, down to the quarter of an hour; `changed` is not told."""
        self.blockSignals(True)
        self.day.input.show_day(wall.date())
        self.time.input.show_value(time(wall.hour, wall.minute // 15 * 15))
        self.blockSignals(False)

    @property
    def typed(self) -> tuple[date, time]:
        """Return the day and the time that are shown; refuse what cannot be read."""
        return self.day.input.day, self.time.input.value

    def moment(self) -> datetime:
        """Return the instant (UTC); refuse one that is missing, or that comes twice: which one cannot be said here."""
        day, at = self.typed
        return span.instant_by_hand(day, at, field="at")
