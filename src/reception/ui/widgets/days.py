"""A field for a day, with a calendar that drops down."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QSize, Qt
from PySide6.QtGui import QFocusEvent, QMouseEvent, QPalette, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QDateEdit

NUMBER = 1
"""The place of the day's number among the parts of the field."""

ROOM = QSize(8, 20)
"""Pixels that the border and the buttons of a calendar need beyond what Qt counts."""


class DayEdit(QDateEdit):
    """Shows `Thu 26 Nov 2026`; no day before `least` can be chosen, where there is one.

    The arrows walk its parts, and Tab goes on to the next field.
    """

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

    def focusNextPrevChild(self, next: bool) -> bool:
        """Leave the field from any of its parts, as from a field of text."""
        self.setCurrentSectionIndex(self.sectionCount() - 1 if next else 0)
        return super().focusNextPrevChild(next)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin with the number of the day, which is what is typed; no weekday can be."""
        super().focusInEvent(event)
        if event.reason() is not Qt.FocusReason.MouseFocusReason:
            self.setCurrentSectionIndex(NUMBER)
            weekday, number, _ = self.text().split(" ", 2)
            self.lineEdit().setSelection(len(weekday) + 1, len(number))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Have the calendar ready before it drops down."""
        self._dress()
        super().mousePressEvent(event)

    def _dress(self) -> None:
        """Show weekends in the calendar as days like any other, in the colours of now."""
        dress(self.calendarWidget())


def dress(calendar: QCalendarWidget) -> None:
    """Give a calendar that drops down a border, Monday first, and weekends that can be read in light and dark."""
    plain = QTextCharFormat()
    plain.setForeground(calendar.palette().color(QPalette.ColorRole.Text))
    for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(weekend, plain)
    calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    calendar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    if (inside := calendar.layout()) is not None:
        inside.setContentsMargins(1, 1, 1, 1)
    calendar.setMinimumSize(calendar.sizeHint() + ROOM)


def _shown(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
