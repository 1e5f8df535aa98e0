"""A field for a day, with a calendar that drops down."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QDateEdit


class DayEdit(QDateEdit):
    """Shows `Thu 26 Nov 2026`; no day before `least` can be chosen, where there is one."""

    def __init__(self, day: date, least: date | None = None) -> None:
        super().__init__(_shown(day))
        self.setCalendarPopup(True)
        self.setDisplayFormat("ddd d MMM yyyy")
        if least is not None:
            self.setMinimumDate(_shown(least))

    @property
    def day(self) -> date:
        """Return the day that is shown."""
        shown = self.date()
        return date(shown.year(), shown.month(), shown.day())

    def show_day(self, day: date) -> None:
        """Show another day."""
        self.setDate(_shown(day))


def _shown(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
