"""The history of a slot or a call in a small window: who did what, when, from what to what."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from PySide6.QtWidgets import QWidget

from reception.domain import span
from reception.domain.call import CallLine
from reception.domain.slot import Slot
from reception.services import rearranging, telling
from reception.services.telling import Told
from reception.storage.reader import Reader
from reception.ui.actions import named
from reception.ui.context import Context
from reception.ui.widgets.basics import button, label, row
from reception.ui.widgets.dialog import Dialog
from reception.ui.widgets.segments import Segments
from reception.ui.widgets.table import Column, Table

WIDTH, ROW, HEAD = 720, 46, 34
"""Pixels: of the window, of a row, and of the names of the columns with the edges."""
MOST_ROWS = 9


@dataclass(frozen=True)
class Both:
    """The history of a call, where there is one, and of a slot, the newest first; a cancelled call that fits again."""

    call: tuple[Told, ...]
    slot: tuple[Told, ...]
    again: CallLine | None = None


class HistoryForm(Dialog):
    """The newest first. Of a call, or with the other segment of its slot and every call that was in it."""

    def __init__(self, parent: QWidget, context: Context, slot: Slot, line: CallLine | None) -> None:
        kind = "slot" if line is None else "call"
        super().__init__(parent, f"History of this {kind}", do="Close", width=min(WIDTH, parent.width() - 40))
        self.leave.hide()
        self._both = Both((), ())
        self._context, self._of = context, (slot, line)
        columns = [
            Column("When", lambda one: span.moment_text(one.at), bold=True, width=150),
            Column("What", lambda one: one.text, lambda one: one.who, wraps=True),
        ]
        self.table = Table("History", context.theme, columns, height=ROW)
        self.table.horizontalHeader().sectionResized.connect(lambda *_: self._grow())
        self.table.opened.connect(lambda one: self.accept())
        self.table.typed.connect(lambda key: self._book_again() if key == named("again").key else None)
        self.again_button = button("", named("again").key, run=self._book_again)
        self.again_button.hide()
        self.buttons.insertWidget(0, self.again_button)
        self.views = Segments("History of", [("call", "This call"), ("slot", "Its slot")])
        self.views.choose(kind)
        self.views.setVisible(line is not None)
        self.views.chosen.connect(lambda value: self._show())
        self._said = label("Reading…", "muted")
        self.body.addWidget(label(subject(slot, line), "strong", wrap=True))
        self.body.addLayout(row(self.views, None))
        self.body.addWidget(self._said)
        self.body.addWidget(self.table, 1)
        self.table.setFocus()
        self._read()

    def _read(self) -> None:
        slot, line = self._of
        question = partial(read, slot=slot, line=line, now=self._context.now())
        self._context.background.ask(self, question, self._told, self.refuse)

    def _told(self, both: Both) -> None:
        """Show it; of an earlier moment nothing is booked again."""
        self._both = replace(both, again=None) if self._context.locked else both
        both = self._both
        self.again_button.setVisible(both.again is not None)
        if both.again is not None:
            words = f"Book {span.short(both.again.patient.name, 30)} again"
            self.again_button.setText(words)
            self.again_button.setAccessibleName(words)
        self._show()

    def _book_again(self) -> None:
        """Book the call that was cancelled last again at its old time."""
        if self._both.again is not None:
            self.clear_refusals()
            act = partial(rearranging.take_up, call=self._both.again.id)
            self._context.background.do(self, act, lambda change: self._read(), self.refuse)

    def _show(self) -> None:
        lines = self._both.slot if self.views.value == "slot" else self._both.call
        self._said.setVisible(not lines)
        self._said.setText("Nothing was done to it yet.")
        self.table.show_values(lines)
        self._grow()

    def _grow(self) -> None:
        """Show as many rows as there is room for."""
        height = max(self.table.verticalHeader().length(), 2 * ROW)
        self.table.setMinimumHeight(min(height, MOST_ROWS * ROW) + HEAD)


def read(reader: Reader, slot: Slot, line: CallLine | None, now: datetime) -> Both:
    """Return what happened to a slot, and to the call in it; and what was cancelled there and can be booked again."""
    call = () if line is None else telling.history_of_call(reader, line.call)
    again = rearranging.cancelled_in(reader, slot.id, now)
    return Both(call[::-1], telling.history_of_slot(reader, slot.id)[::-1], again)


def subject(slot: Slot, line: CallLine | None) -> str:
    """Return which slot or call it is: `Jane Holt, Thu 26 Nov 10:15–10:30, London, Mr Oliver Eaton`."""
    when = f"{span.moment_text(slot.starts_at)}–{span.clock(slot.ends_at)}"
    return when if line is None else f"{line.patient.name}, {when}, {line.clinic.name}, {line.clinician.name}"
