"""A month to choose a day from."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QEvent, QLocale, QSize, Qt
from PySide6.QtGui import QPalette, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QTableView, QToolButton

from reception.domain import span

ROOM = QSize(8, 20)
"""Pixels that the border and the buttons need beyond what Qt counts."""
BOLD = 700
TURNS = {"qt_calendar_prevmonth": "Earlier month", "qt_calendar_nextmonth": "Later month"}
"""What Qt calls the buttons that turn the page, and what a screen reader says."""


class Calendar(QCalendarWidget):
    """Monday first, weekends in the colour of days like any other, today in bold; no day before `least`."""

    def __init__(self, today: date, least: date = span.FIRST_DAY) -> None:
        super().__init__()
        self._today = today
        self.setAccessibleName("Calendar")
        self.setLocale(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
        self.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        self.setMinimumDate(_qt(least))
        self.setMaximumDate(_qt(span.LAST_DAY))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        month = self.findChild(QTableView)
        assert month is not None
        month.setAccessibleName("Days of the month")
        for name, spoken in TURNS.items():
            turn = self.findChild(QToolButton, name)
            assert turn is not None
            turn.setAccessibleName(spoken)
        if (inside := self.layout()) is not None:
            inside.setContentsMargins(1, 1, 1, 1)

    @property
    def day(self) -> date:
        """Return the day that is selected."""
        shown = self.selectedDate()
        return date(shown.year(), shown.month(), shown.day())

    def show_day(self, day: date) -> None:
        """Select a day, and show its month."""
        self.setSelectedDate(_qt(day))

    def event(self, event: QEvent) -> bool:
        """Take the colours of now when it comes up, or when they change."""
        if event.type() in (QEvent.Type.Polish, QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._colour()
        return super().event(event)

    def _colour(self) -> None:
        plain, today = QTextCharFormat(), QTextCharFormat()
        plain.setForeground(self.palette().color(QPalette.ColorRole.Text))
        today.setForeground(self.palette().color(QPalette.ColorRole.Link))
        today.setFontWeight(BOLD)
        for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.setWeekdayTextFormat(weekend, plain)
        self.setDateTextFormat(_qt(self._today), today)
        self.setMinimumSize(self.sizeHint() + ROOM)


def _qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
