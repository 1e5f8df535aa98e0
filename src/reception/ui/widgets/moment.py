"""A day and a time beside one another, London's."""

from __future__ import annotations

from datetime import date, datetime, time

from PySide6.QtCore import QTime, Signal
from PySide6.QtWidgets import QWidget

from reception.domain import span
from reception.domain.errors import Refusal
from reception.ui.widgets.basics import row
from reception.ui.widgets.days import DayEdit
from reception.ui.widgets.field import Field
from reception.ui.widgets.numbers import clock


class MomentFields(QWidget):
    """`changed` tells that somebody chose another day or time."""

    changed = Signal()

    def __init__(self, first: datetime) -> None:
        super().__init__()
        self.day = Field("Day", DayEdit(first.date()))
        self.time = Field("Time", clock(QTime()))
        self.setLayout(row(self.day, self.time, gap=10))
        self.show_moment(first)
        self.day.input.dateChanged.connect(lambda: self.changed.emit())
        self.time.input.timeChanged.connect(lambda: self.changed.emit())

    def show_moment(self, wall: datetime) -> None:
        """Show London's wall time, down to the quarter of an hour; `changed` is not told."""
        for one in (self.day.input, self.time.input):
            one.blockSignals(True)
        self.day.input.show_day(wall.date())
        self.time.input.setTime(QTime(wall.hour, wall.minute // 15 * 15))
        for one in (self.day.input, self.time.input):
            one.blockSignals(False)

    @property
    def typed(self) -> tuple[date, time]:
        """Return the day and the time that are shown."""
        at = self.time.input.time()
        return self.day.input.day, time(at.hour(), at.minute())

    def moment(self) -> datetime:
        """Return the instant (UTC); refuse one that is missing, or that comes twice: which one cannot be said here."""
        day, at = self.typed
        if len(span.candidates(day, at)) > 1:
            raise Refusal(
                f"{at:%H:%M} on {span.day_text(day)} comes twice: the clocks go back. Choose another time.",
                field="at",
            )
        return span.instant(day, at, field="at")
