"""The days with something free, each of which opens to all its free times."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QModelIndex, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent

from reception.domain import span
from reception.domain.ids import SlotId
from reception.services.free_days import FreeDay
from reception.services.slots import SlotLine
from reception.ui.theme import Theme
from reception.ui.widgets.table import Column, Table

ROW = 34
"""Height of a row in pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeLine:
    """A day with its first free slot, or below it one of its times."""

    of: FreeDay
    at: SlotLine | None = None
    is_open: bool = False

    @property
    def id(self) -> date | SlotId:
        """Return the name of the day, or of the slot."""
        return self.of.day if self.at is None else self.at.id

    @property
    def slot(self) -> SlotLine:
        """Return the slot that is chosen with it."""
        return self.of.first if self.at is None else self.at

    @property
    def day_text(self) -> str:
        """Return the day, once above its times."""
        return span.day_text(self.of.day) if self.at is None else ""

    @property
    def count_text(self) -> str:
        """Return how many are free, and whether they are shown below."""
        return "" if self.at is not None else f"{len(self.of.slots)} {'▾' if self.is_open else '▸'}"


COLUMNS = (
    Column("Day", lambda one: one.day_text, bold=True, width=110),
    Column("Free", lambda one: span.clock(one.slot.slot.starts_at), width=90),
    Column("Clinic", lambda one: one.slot.clinic.name, width=120),
    Column("Clinician", lambda one: one.slot.clinician.name),
    Column("Times", lambda one: one.count_text, width=70, right=True),
)


class FreeTable(Table):
    """Right, or a click, opens a day, and Left closes it; up and down walk days and times."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("Free days", theme, COLUMNS, height=ROW)
        self._days: tuple[FreeDay, ...] = ()
        self._open: frozenset[date] = frozenset()
        self.clicked.connect(self._clicked)

    def sizeHint(self) -> QSize:
        """Ask for no more room than it must have: on a low screen the form would scroll around it."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def show_days(self, days: Sequence[FreeDay]) -> None:
        """Show other days; those that were open stay open."""
        self._days = tuple(days)
        self.show_values(tuple(self._lines()))

    def _lines(self) -> Iterator[FreeLine]:
        for day in self._days:
            yield FreeLine(of=day, is_open=day.day in self._open)
            if day.day in self._open:
                yield from (FreeLine(of=day, at=slot) for slot in day.slots)

    def turn(self, day: date) -> None:
        """Open a day, or close it; the day is chosen then."""
        is_open = day in self._open
        self._open = self._open - {day} if is_open else self._open | {day}
        self.show_values(tuple(self._lines()))
        self._go_to(day)
        of = next(one for one in self._days if one.day == day)
        count = "1 time" if len(of.slots) == 1 else f"{len(of.slots)} times"
        told = f"{span.day_text(day)} closed" if is_open else f"{count} on {span.day_text(day)}"
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, told))

    def _go_to(self, day: date, *, further: int = 0) -> None:
        """Choose the row of a day, or one below it."""
        rows = [line.id for line in self.rows.values]
        self.selectRow(min(rows.index(day) + further, len(rows) - 1))

    def _clicked(self, index: QModelIndex) -> None:
        line: FreeLine = self.rows.values[index.row()]
        if line.at is None:
            self.turn(line.of.day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open and close with Right and Left, as in a tree."""
        line: FreeLine | None = self.current
        if line is None or event.key() not in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            super().keyPressEvent(event)
            return
        is_shown = line.of.day in self._open
        if event.key() == Qt.Key.Key_Right and line.at is None:
            self._go_to(line.of.day, further=1) if is_shown else self.turn(line.of.day)
        elif event.key() == Qt.Key.Key_Left and line.at is not None:
            self._go_to(line.of.day)
        elif event.key() == Qt.Key.Key_Left and is_shown:
            self.turn(line.of.day)
