"""How many copies: typed, by the arrow keys, or with a button at each side for the mouse."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from reception.ui.widgets.basics import button, column, label, row
from reception.ui.widgets.starting import Starting

MOST = 99


class Copies(Starting):
    """A number from 1 to 99; nothing typed is 1."""

    def __init__(self) -> None:
        super().__init__()
        self.input = QLineEdit("1")
        self.input.setValidator(QIntValidator(1, MOST, self))
        self.input.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.input.setAccessibleName("Copies")
        self.input.setFixedWidth(46)
        fewer = button("−", kind="quiet", run=partial(self.step, -1), name="One copy fewer")
        more = button("+", kind="quiet", run=partial(self.step, 1), name="One copy more")
        for one in (fewer, more):
            one.setFixedWidth(24)
        self.setLayout(column(label("Copies", "small"), row(fewer, self.input, more, gap=2), gap=3))
        self.start_at(self.input)

    @property
    def value(self) -> int:
        """Return the number of copies."""
        typed = self.input.text()
        return min(max(int(typed), 1), MOST) if typed.isdecimal() else 1

    def step(self, by: int) -> None:
        """Ask for more copies, or fewer."""
        self.input.setText(str(min(max(self.value + by, 1), MOST)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the arrow keys count."""
        by = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
        else:
            self.step(by)
