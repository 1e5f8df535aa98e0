"""Find a patient by anything: the field, and the list it fills."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from reception import phone
from reception.domain import span
from reception.domain.ids import PatientId
from reception.domain.patient import Patient
from reception.services import patients
from reception.services.patients import PatientLine
from reception.storage.reader import Reader
from reception.ui import words
from reception.ui.context import Context
from reception.ui.widgets.basics import card, column, label, row
from reception.ui.widgets.field import Find
from reception.ui.widgets.table import Column, Table

FOUND = 50
WIDE, NARROW = 340, 200
"""Pixels of the list."""


class Finder(QWidget):
    """Without a text the newest are shown; the arrows walk the list while somebody types.

    While the list is read again (`is_reading`), nobody chooses anything; `read` tells that it was.
    """

    read = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._wanted: PatientId | None = None
        self._looked_for: tuple[PatientId, str] | None = None
        self.is_reading = False
        self.search = Find("Find a patient", "Name, number, postcode, birth date")
        self.hint = label("", "small")
        self.table = Table("Patients", context.theme, self._columns(), height=50)
        self.table.horizontalHeader().hide()
        frame, inside = card(margins=(1, 12, 1, 4), gap=6)
        top = row(self.search)
        top.setContentsMargins(12, 0, 12, 0)
        self.hint.setContentsMargins(12, 0, 0, 2)
        inside.addLayout(top)
        inside.addWidget(self.hint)
        inside.addWidget(self.table, 1)
        self.setLayout(column(frame))
        self.search.textChanged.connect(lambda text: self.ask())
        self.search.installEventFilter(self)
        self._hide_names()
        context.privacy.turned.connect(self._hide_names)

    def _hide_names(self) -> None:
        """Show who is listed by their initials while others can see the screen, and dots for what was typed."""
        self.search.hide_text(self._context.is_private)
        self.table.tell_again()

    def _columns(self) -> list[Column]:
        return [
            Column(
                "Patient",
                lambda line: self._context.privacy.name(line.patient.name),
                lambda line: self._context.privacy.number(line.patient.phone),
                bold=True,
            ),
            Column("State", self._state, chip=lambda line: "booked" if line.next_call else "warn", width=174),
        ]

    def _state(self, line: PatientLine) -> str:
        if line.next_call is not None:
            when = words.relative(line.next_call, self._context.today())
            return f"Call {when.replace('T', 't', 1) if when.startswith('Tod') else when}"
        if line.waits_since is not None:
            day = span.london_day(line.waits_since)
            return f"Waiting since {day.day} {span.MONTHS[day.month - 1]}"
        return ""

    def arrange(self, is_narrow: bool) -> None:
        """Leave the card the room that the list can spare."""
        self.setFixedWidth(NARROW if is_narrow else WIDE)
        self.table.setColumnHidden(1, is_narrow)

    def ask(self) -> None:
        """Read whom the text finds."""
        text = self.search.text()
        self._context.background.ask(self, partial(_find, text=text), partial(self._found, text))

    def _found(self, text: str, told: tuple[list[PatientLine], int]) -> None:
        if text != self.search.text():
            return
        found, total = told
        self.hint.setText(f"{len(found)} of {total:,}" if text else f"The newest of {total:,}")
        self.is_reading = True
        self.table.show_values(found)
        self.is_reading = False
        self.read.emit()
        if self._wanted is not None and self.table.choose(self._wanted):
            self._wanted = None

    def go_to(self, patient: Patient) -> None:
        """Find one patient, by their number."""
        self.look_for(patient.id, phone.national(patient.phone))

    def look_for(self, patient: PatientId, text: str) -> None:
        """Find one patient by a text that finds them."""
        self._wanted, self._looked_for = patient, (patient, text)
        self.search.setText(text)

    def let_go(self, patient: PatientId) -> None:
        """Read again without a patient; the text that was to find them alone goes."""
        if self._looked_for == (patient, self.search.text()):
            self.search.clear()  # and that reads again
        else:
            self.ask()

    def mark(self, patient: PatientId) -> None:
        """Let the list mark a patient, or nobody where they are not in it."""
        if not self.table.choose(patient):
            self.table.setCurrentIndex(QModelIndex())
            self.table.clearSelection()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk the list with the arrow keys while typing."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                number = self.table.currentIndex().row() + step
                self.table.selectRow(max(0, min(number, len(self.table.rows.values) - 1)))
                return True
        return super().eventFilter(watched, event)


def _find(reader: Reader, text: str) -> tuple[list[PatientLine], int]:
    return patients.find(reader, text, limit=FOUND), patients.count(reader)
