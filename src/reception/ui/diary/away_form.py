"""What others changed since somebody last looked, line by line."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QWidget

from reception.domain import span
from reception.services.looks import Away
from reception.ui.actions import named
from reception.ui.context import Context
from reception.ui.widgets.basics import button, label
from reception.ui.widgets.dialog import Dialog
from reception.ui.widgets.table import Column, Table

WIDTH, ROW, HEAD, MOST_ROWS = 720, 46, 34, 9
"""Pixels: of the list, of a row, of its head; and how many rows are seen at once."""


class AwayForm(Dialog):
    """What others changed, the newest first; Enter goes to the call or slot."""

    def __init__(self, parent: QWidget, context: Context, away: Away, seen: Callable[[], object]) -> None:
        super().__init__(parent, "Since you were away", do="Go there", width=min(WIDTH, parent.width() - 40))
        self._context = context
        self.leave.setText("Close")
        columns = [
            Column("When", lambda one: span.moment_text(one.at), bold=True, width=150),
            Column("What", lambda one: one.text, lambda one: one.who),
        ]
        self.table = Table("What others changed", context.theme, columns, height=ROW)
        self.table.show_values(away.lines[::-1])
        self.table.setMinimumHeight(min(max(len(away.lines), 2), MOST_ROWS) * ROW + HEAD)
        self.table.opened.connect(lambda one: self.submit())
        self.body.addWidget(label(away.sentence(context.today()), wrap=True))
        self.body.addWidget(self.table, 1)
        self.seen_button = button("Seen", named("seen").key, run=partial(self._see, seen))
        self.buttons.insertWidget(0, self.seen_button)
        QShortcut(named("seen").key, self, self.seen_button.click)
        self.table.setFocus()

    def _see(self, seen: Callable[[], object]) -> None:
        self.accept()
        seen()

    def submit(self) -> None:
        """Go to where the line leads."""
        chosen = self.table.current
        self.accept()
        if chosen is not None:
            self._context.go("diary", chosen.slot or chosen.day)
