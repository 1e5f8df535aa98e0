"""A small field that finds the patient a sheet is for."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from reception import phone
from reception.domain.patient import Patient
from reception.services import patients
from reception.services.patients import PatientLine
from reception.ui.context import Context
from reception.ui.widgets import field
from reception.ui.widgets.basics import column
from reception.ui.widgets.starting import Starting

FOUND = 5
ROW = 26
"""Pixels of one found patient."""


class PatientFinder(Starting):
    """Type a name or any part of a number, Enter picks; `picked` carries the patient, or None."""

    picked = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.patient: Patient | None = None
        self.field = field.line("For", placeholder="Nobody in particular")
        self.field.input.setClearButtonEnabled(True)
        self.field.input.setAccessibleName("For which patient")
        self.matches = QListWidget()
        self.matches.setAccessibleName("Known patients")
        self.matches.hide()
        self.setLayout(column(self.field, self.matches, gap=4))
        self.field.input.textChanged.connect(self._typed)
        self.field.input.installEventFilter(self)
        self.matches.itemClicked.connect(self._picked_item)
        self.start_at(self.field.input)

    def choose(self, patient: Patient | None) -> None:
        """Take a patient, and tell."""
        self.patient = patient
        self.field.input.blockSignals(True)
        self.field.input.setText(patient.name if patient else "")
        self.field.input.setCursorPosition(0)
        self.field.input.blockSignals(False)
        self.field.clear_refusal()
        self.matches.hide()
        self.picked.emit(patient)

    def is_typed(self) -> bool:
        """Tell whether something was typed of which no patient was picked."""
        return self.patient is None and bool(self.field.input.text().strip())

    def _typed(self, text: str) -> None:
        if self.patient is not None:
            self.patient = None
            self.picked.emit(None)
        if len(text.strip()) < 2:
            self.matches.hide()
            return
        self._context.background.ask(
            self, partial(patients.find, text=text, limit=FOUND), partial(self._found, text)
        )

    def _found(self, text: str, found: list[PatientLine]) -> None:
        if text != self.field.input.text() or self.patient is not None:
            return
        self.matches.clear()
        for line in found:
            item = QListWidgetItem(f"{line.patient.name} · {phone.national(line.patient.phone)}")
            item.setData(Qt.ItemDataRole.UserRole, line.patient)
            self.matches.addItem(item)
        self.matches.setFixedHeight(ROW * len(found) + 4)
        self.matches.setVisible(bool(found))
        self.matches.setCurrentRow(0)
        if not found:
            self.field.refuse("Nobody known is called that. Leave it empty, or add the patient first.")

    def _picked_item(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.choose(item.data(Qt.ItemDataRole.UserRole))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk the matches with the arrow keys, pick with Enter, let go with Esc."""
        is_key = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if watched is not self.field.input or not is_key or self.matches.isHidden():
            return super().eventFilter(watched, event)
        assert isinstance(event, QKeyEvent)
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None:
            self.matches.setCurrentRow((self.matches.currentRow() + step) % self.matches.count())
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._picked_item(self.matches.currentItem())
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.matches.hide()
            return True
        return super().eventFilter(watched, event)
