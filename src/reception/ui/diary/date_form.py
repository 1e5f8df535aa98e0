"""Which day to show: typed, or chosen in a calendar."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QTableView, QToolButton, QWidget

from reception.domain import day as days
from reception.domain import span
from reception.domain.errors import Refusal
from reception.ui.context import Context
from reception.ui.widgets import field
from reception.ui.widgets.dialog import Dialog

HOW = "26, 26 Nov, 26/11/2026, thu, tomorrow, next week"


class DateForm(Dialog):
    """Enter goes to the day; the arrow keys walk the calendar. `chosen` is told the day."""

    shows_nobody = True

    def __init__(
        self, parent: QWidget, context: Context, first: date, chosen: Callable[[date], object]
    ) -> None:
        super().__init__(parent, "Go to a date", do="Go there")
        self._today, self._chosen = context.today(), chosen
        self.day = field.line("Day", placeholder=HOW)
        self.calendar = QCalendarWidget()
        self.calendar.setAccessibleName("Calendar")
        self.calendar.setLocale(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        self.calendar.setMinimumDate(_qt(span.FIRST_DAY))
        self.calendar.setMaximumDate(_qt(span.LAST_DAY))
        self.calendar.setSelectedDate(_qt(first))
        days = self.calendar.findChild(QTableView)
        assert days is not None
        days.setAccessibleName("Days of the month")
        self._colour(context)
        self.add("day", self.day)
        self.body.addWidget(self.calendar)
        self.day.input.textChanged.connect(self._show_typed)
        self.calendar.activated.connect(lambda chosen_: self.submit())
        self.calendar.clicked.connect(lambda chosen_: self.day.input.clear())
        self.day.input.setFocus()

    def _colour(self, context: Context) -> None:
        """Show weekends in the colour of a day like any other, and today in bold."""
        plain, today = QTextCharFormat(), QTextCharFormat()
        plain.setForeground(context.theme.colour("ink"))
        today.setForeground(context.theme.colour("accent_ink"))
        today.setFontWeight(700)
        for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(weekend, plain)
        self.calendar.setDateTextFormat(_qt(self._today), today)
        for name, icon in (("qt_calendar_prevmonth", "left"), ("qt_calendar_nextmonth", "right")):
            turn = self.calendar.findChild(QToolButton, name)
            if turn is not None:
                turn.setIcon(context.theme.icon(icon))
                turn.setAccessibleName("Earlier month" if icon == "left" else "Later month")

    def _show_typed(self, text: str) -> None:
        """Show in the calendar what is understood so far."""
        with suppress(Refusal):
            self.calendar.setSelectedDate(_qt(days.read_one(text, self._today)))

    def submit(self) -> None:
        """Go to the day that was typed, or to the one chosen in the calendar."""
        text, at = self.day.input.text(), self.calendar.selectedDate()
        try:
            day = days.read_one(text, self._today) if text.strip() else date(at.year(), at.month(), at.day())
        except Refusal as refusal:
            self.refuse(refusal)
            return
        self.accept()
        self._chosen(day)


def _qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
