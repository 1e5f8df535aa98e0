"""A day that is typed as people write it, or chosen in a calendar that drops down."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from reception.domain import day as days
from reception.domain import span
from reception.domain.day import Looks
from reception.domain.errors import Refusal
from reception.ui.widgets.basics import column
from reception.ui.widgets.calendar import Calendar
from reception.ui.widgets.field import Field
from reception.ui.widgets.typed import Typed

HOW = "26 Nov, 26/11, thu, tomorrow"
WEEK = 7
LETTERS = len("Wed 30 Sep 2026")


class DayLine(Typed[date]):
    """Shows `Thu 26 Nov 2026`; reads whatever `domain.day` reads. The arrows go on by days, Page by weeks."""

    def __init__(self, day: date, today: date, least: date, field: str, looks: Looks) -> None:
        self.today, self.least, self._field, self._looks = today, least, field, looks
        super().__init__(day)

    def read(self, text: str) -> date:
        """Read a day; refuse one before the first that can be chosen."""
        day = days.read_one(text, self.today, looks=self._looks, field=self._field)
        if day < self.least:
            next_one = days.read_one(text, self.today, looks=Looks.FAR_AHEAD)
            or_so = f", or write {span.birth_text(next_one)}" if next_one >= self.least else ""
            raise Refusal(
                f"{span.day_text(day, year=True)} is over. Choose a later day{or_so}.", field=self._field
            )
        return day

    def written(self, value: date, *, is_short: bool = False) -> str:
        """Return `Thu 26 Nov 2026`, or without a year that goes without saying."""
        return span.day_text(value, year=not is_short or value.year != self.today.year)

    def stepped(self, value: date, small: int, large: int) -> date:
        """Return a day so many days and weeks on, within those of a diary."""
        day = value + timedelta(days=small + WEEK * large)
        return min(max(day, self.least), span.LAST_DAY)


class DayEdit(QComboBox):
    """A day, typed or chosen; `changed`, `settled` and `unread` are the line's."""

    def __init__(
        self,
        day: date,
        *,
        today: date,
        least: date = span.FIRST_DAY,
        field: str = "day",
        looks: Looks = Looks.AHEAD,
    ) -> None:
        super().__init__()
        self.line = DayLine(day, today, least, field, looks)
        self.changed, self.settled, self.unread = self.line.changed, self.line.settled, self.line.unread
        self.setEditable(True)
        self.setLineEdit(self.line)
        self.show_day(day)  # Qt takes out what stands in it
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setCompleter(None)  # type: ignore[arg-type]  # it would eat the first Enter
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(LETTERS)
        self.setIconSize(QSize(0, 0))
        self.setToolTip(f"{HOW}; F4 opens the calendar")

    @property
    def day(self) -> date:
        """Return the day that stands there; refuse what cannot be read."""
        return self.line.value

    def show_day(self, day: date) -> None:
        """Show another day."""
        self.line.show_value(day)

    def showPopup(self) -> None:
        """Drop a calendar down; what is chosen there is the day."""
        try:
            day = self.day
        except Refusal:
            day = self.line.today
        calendar = Calendar(self.line.today, self.line.least)
        calendar.show_day(day)
        _Popup(self, calendar, self._take).show_below()

    def _take(self, day: date) -> None:
        self.show_day(day)
        self.line.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the arrows go on by days: there is no list to walk."""
        if not self.line.step(event):
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what scrolls."""
        event.ignore()


class _Popup(QWidget):
    """The calendar below its field, or above where there is more room; Esc and a click beside it close it."""

    def __init__(self, below: QWidget, calendar: Calendar, take: Callable[[date], object]) -> None:
        super().__init__(below, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._below, self._calendar, self._take = below, calendar, take
        self.setLayout(column(calendar, gap=0))
        for chosen in (calendar.clicked, calendar.activated):
            chosen.connect(lambda day: self._choose())

    def _choose(self) -> None:
        """Take the day once, though Qt tells of a click on it twice."""
        if self.isVisible():
            self.close()
            self._take(self._calendar.day)

    def show_below(self) -> None:
        """Show it where it fits on the screen."""
        self.adjustSize()
        field, screen = self._below, self._below.screen().availableGeometry()
        at = field.mapToGlobal(QPoint(0, field.height() + 2))
        if at.y() + self.height() > screen.bottom():
            at = field.mapToGlobal(QPoint(0, -self.height() - 2))
        right, bottom = screen.right() - self.width(), screen.bottom() - self.height()
        self.move(max(screen.left(), min(at.x(), right)), max(screen.top(), min(at.y(), bottom)))
        self.show()
        self._calendar.setFocus()


def day_field(
    name: str,
    day: date,
    *,
    today: date,
    least: date = span.FIRST_DAY,
    field: str = "day",
    looks: Looks = Looks.AHEAD,
) -> Field[DayEdit]:
    """Return a field for a day, `field` in refusals; when it is left it says what cannot be read."""
    made = Field(name, DayEdit(day, today=today, least=least, field=field, looks=looks))
    made.input.changed.connect(made.clear_refusal)
    made.input.unread.connect(made.say)
    return made
