"""Which day to show: typed, or chosen in a calendar."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date

from PySide6.QtWidgets import QWidget

from reception.domain import day as days
from reception.domain.day import Looks
from reception.domain.errors import Refusal
from reception.ui.context import Context
from reception.ui.widgets import field
from reception.ui.widgets.calendar import Calendar
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
        self.calendar = Calendar(self._today)
        self.calendar.show_day(first)
        self.add("day", self.day)
        self.body.addWidget(self.calendar)
        self.day.input.textChanged.connect(self._show_typed)
        self.calendar.activated.connect(lambda chosen_: self.submit())
        self.calendar.clicked.connect(lambda chosen_: self.day.input.clear())
        self.day.input.setFocus()

    def _read(self, text: str) -> date:
        return days.read_one(text, self._today, looks=Looks.NEAREST)

    def _show_typed(self, text: str) -> None:
        """Show in the calendar what is understood so far."""
        with suppress(Refusal):
            self.calendar.show_day(self._read(text))

    def submit(self) -> None:
        """Go to the day that was typed, or to the one chosen in the calendar."""
        text = self.day.input.text()
        try:
            day = self._read(text) if text.strip() else self.calendar.day
        except Refusal as refusal:
            self.refuse(refusal)
            return
        self.accept()
        self._chosen(day)
