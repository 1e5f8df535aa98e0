"""A small field that finds the patient a sheet is for."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem

from reception.domain.patient import Patient
from reception.services import patients
from reception.services.patients import PatientLine
from reception.ui.context import Context
from reception.ui.widgets import field
from reception.ui.widgets.basics import column
from reception.ui.widgets.starting import Starting

FOUND = 5
ECHO = QLineEdit.EchoMode
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
        context.privacy.turned.connect(self._hide_names)
        self.start_at(self.field.input)

    def choose(self, patient: Patient | None) -> None:
        """Take a patient, and tell."""
        self.patient = patient
        self._show_patient()
        self.field.clear_refusal()
        self.matches.hide()
        self.picked.emit(patient)

    def _show_patient(self) -> None:
        """Show whom it is for, or nobody; nothing of it counts as typed."""
        told = self._context.privacy.name(self.patient.name) if self.patient else ""
        self.field.input.blockSignals(True)
        self.field.input.setText(told)
        self.field.input.setCursorPosition(0)
        self.field.input.blockSignals(False)

    def _hide_names(self) -> None:
        """Show initials while others can see the screen, and dots for what is half typed."""
        if self.patient is not None:
            self._show_patient()
        is_typed = self._context.is_private and self.is_typed()
        self.field.input.setEchoMode(ECHO.Password if is_typed else ECHO.Normal)
        self.matches.hide()
        self.matches.clear()

    def is_typed(self) -> bool:
        """Tell whether something was typed of which no patient was picked."""
        return self.patient is None and bool(self.field.input.text().strip())

    def _typed(self, text: str) -> None:
        if self.patient is not None:
            self.patient = None
            self.picked.emit(None)
        if not text:
            self.field.input.setEchoMode(ECHO.Normal)
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
            privacy, patient = self._context.privacy, line.patient
            item = QListWidgetItem(f"{privacy.name(patient.name)} · {privacy.number(patient.phone)}")
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
