"""One call over the window, with all that can be done with it: from the diary and the palette."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from reception.domain.call import CallLine
from reception.services import calls
from reception.ui.context import Context
from reception.ui.today.panel import CallPanel
from reception.ui.widgets.basics import button, row

LIKED_HEIGHT, FRAME = 660, 48
"""Pixels: all of a call without its history, and what a window's frame may need on a low screen."""


class CallCard(QDialog):
    """The panel of Today as a form of its own; the keys 1 to 7, P, M, W and Del work."""

    def __init__(self, parent: QWidget, context: Context, line: CallLine) -> None:
        super().__init__(parent)
        self.setWindowTitle(line.patient.name)
        self.setModal(True)
        self.resize(400, min(LIKED_HEIGHT, self.screen().availableGeometry().height() - FRAME))
        self._context, self._line = context, line
        self.panel = CallPanel(context, empty="")
        self.panel.show_call(line)
        self.panel.noted.connect(self.accept)
        self.panel.leaving.connect(self.accept)
        leave = button("Close", "Esc", run=self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.addWidget(self.panel, 1)
        layout.addLayout(row(None, leave))
        for told in (context.background.changed, context.background.refused, context.news):
            told.connect(self._read)
        self.panel.notes.clearFocus()
        leave.setFocus()

    def _read(self) -> None:
        """Show the call as it is now."""
        question = partial(calls.get, call=self._line.id)
        self._context.background.ask(self, question, self.panel.show_call, lambda gone: self.reject())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what single keys mean, unless somebody is writing notes."""
        writing = isinstance(self.focusWidget(), QPlainTextEdit)
        if not writing and event.key() == Qt.Key.Key_Delete:
            self.panel.press("DEL")
        elif not writing and event.text() and event.text().isalnum():
            self.panel.press(event.text().upper())
        else:
            super().keyPressEvent(event)
