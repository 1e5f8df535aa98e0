"""Walk the rows of a table with the arrow keys while typing into the field that finds them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from reception.ui.widgets.table import Table

STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class Walking(QObject):
    """Lives as long as its field; the keys stay in the field."""

    def __init__(self, field: QLineEdit, table: Table) -> None:
        super().__init__(field)
        self._table = table
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go a row up or down."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = STEPS.get(Qt.Key(event.key()))
            if step is not None:
                number = self._table.currentIndex().row() + step
                self._table.selectRow(max(0, min(number, len(self._table.rows.values) - 1)))
                return True
        return super().eventFilter(watched, event)
