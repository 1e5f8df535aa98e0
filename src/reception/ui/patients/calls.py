"""The calls of a patient on their card, and the way back for one that was cancelled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from reception.domain import span
from reception.domain.call import CallLine, CallStatus
from reception.ui import words
from reception.ui.actions import named
from reception.ui.theme import Theme
from reception.ui.widgets.basics import button, card, column, label, row
from reception.ui.widgets.table import Column, Table

CALL_COLUMNS = (
    Column("When", lambda line: span.moment_text(line.slot.starts_at), width=132),
    Column("Clinic", lambda line: line.clinic.name, width=88),
    Column("About", lambda line: line.call.about),
    Column(
        "State",
        lambda line: words.call_word(line),
        chip=lambda line: words.call_state(line.call),
        width=156,
    ),
)


class CallsCard(QWidget):
    """The newest first; `again` carries a cancelled call to come that is to be booked again."""

    again = Signal(object)

    def __init__(self, theme: Theme, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now
        self.table = Table("Calls of this patient", theme, CALL_COLUMNS, height=34)
        self.again_button = button("Book it again", named("again").key, "link", self._book_again)
        self.again_button.hide()
        self.setLayout(column(titled("Calls and tries", self.table, self.again_button)))
        self.table.chosen.connect(lambda line: self.again_button.setVisible(self._can_be_again(line)))
        self.table.typed.connect(lambda key: self._book_again() if key == named("again").key else None)

    def _can_be_again(self, line: CallLine | None) -> bool:
        if line is None or line.call.status is not CallStatus.CANCELLED:
            return False
        return line.slot.starts_at >= self._now()

    def _book_again(self) -> None:
        line: CallLine | None = self.table.current
        if self._can_be_again(line):
            self.again.emit(line)


def titled(heading: str, table: Table, beside: QWidget | None = None) -> QFrame:
    """Return a table in a frame with its heading, and what stands beside that."""
    frame, inside = card(margins=(1, 8, 1, 4), gap=4)
    title = label(heading, "heading")
    title.setContentsMargins(12, 4, 0, 0)
    head = row(title, None) if beside is None else row(title, None, beside)
    inside.addLayout(head)
    inside.addWidget(table, 1)
    return frame
