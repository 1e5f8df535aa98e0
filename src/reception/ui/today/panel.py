"""One call at the right of Today: the number big, what was said, what came of it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from reception.domain.call import CallLine, CallStatus, Result
from reception.services import calls
from reception.services.calls import CallHistory
from reception.ui import forms
from reception.ui.context import Context
from reception.ui.today.another_day import AnotherDay
from reception.ui.today.call_acts import CallActs
from reception.ui.today.head import CallHead
from reception.ui.today.history import HistoryView
from reception.ui.widgets.basics import button, label, row, rule
from reception.ui.widgets.covered import Covered
from reception.ui.widgets.empty import Empty
from reception.ui.widgets.field import Text
from reception.ui.widgets.flow import Flow
from reception.ui.words import RESULTS

LOWEST_NOTES = 62
"""Pixels; where there is more room the notes have it."""


class CallPanel(QFrame):
    """A call and all that can be done with it.

    `noted` carries the call whose outcome was taken; `freed` tells that the button that had the keys is gone. What
    else can be done with the call is in `acts`.
    """

    noted = Signal(object)
    freed = Signal()

    def __init__(self, context: Context, *, empty: str, shows_history: bool = True) -> None:
        super().__init__()
        self.setObjectName("card")
        self.context = context
        self.line: CallLine | None = None
        self.head = CallHead(context)
        self.another_day = AnotherDay()
        self.another_day.unseen.connect(context.notice)
        self.notes = Text()
        self.notes.setPlaceholderText("Notes about this call…")
        self.notes.setAccessibleName("Notes about this call")
        self.notes.setMinimumHeight(LOWEST_NOTES)
        self.notes.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.notes.setTabChangesFocus(True)
        self.notes.textChanged.connect(self._keep_note)
        context.drafts.went.connect(lambda: self.show_call(self.line))
        self.results: dict[Result, QPushButton] = {}
        self.history = HistoryView(context)
        self._noting = Covered(self.notes, "Notes are hidden.")
        self.past = Covered(self.history, "The history is hidden.")
        context.privacy.turned.connect(self._cover)
        self.acts = CallActs(self)
        self._make_results()
        self._empty = Empty("No call chosen", empty)
        self._full = self._build(shows_history)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._empty)
        layout.addWidget(self._full)
        self.show_call(None)
        self._cover()

    def _make_results(self) -> None:
        for number, result in enumerate(RESULTS):
            kind = "primary" if number == 0 else "plain"
            self.results[result] = button(result.words, str(number + 1), kind, partial(self.record, result))

    def _build(self, shows_history: bool) -> QWidget:
        inside = QWidget()
        body = QVBoxLayout(inside)
        body.setContentsMargins(15, 14, 15, 14)
        body.setSpacing(8)
        body.addWidget(self.head)
        body.addWidget(label("How did it go?", "heading"))
        grid = QGridLayout()
        grid.setSpacing(6)
        first, *others = self.results.values()
        # The longest: beside another it would be cut once the panel scrolls.
        grid.addWidget(first, 0, 0, 1, 2)
        for number, made in enumerate(others, 2):
            grid.addWidget(made, number // 2, number % 2)
        body.addLayout(grid)
        body.addWidget(self.another_day)
        body.addWidget(self._noting, 1)
        body.addLayout(row(*self.acts.buttons.first, gap=6))
        more = Flow()
        for made in self.acts.buttons.more:
            more.addWidget(made)
        body.addLayout(more)
        if shows_history:
            body.addWidget(rule())
            body.addLayout(row(label("History", "heading"), None, self.acts.buttons.history))
            body.addWidget(self.past)
        scroll = QScrollArea()
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return scroll

    # ---- showing

    def show_call(self, line: CallLine | None) -> None:
        """Show a call; what was typed about another one is kept for it."""
        if line is None or self.line is None or line.call != self.line.call:
            self.another_day.forget()
        self.line = line
        self._empty.setVisible(line is None)
        self._full.setVisible(line is not None)
        if line is None:
            return
        if self.notes.toPlainText() != self.context.notes.get(line.id, ""):
            self.notes.setPlainText(self.context.notes.get(line.id, ""))
        self.head.show_line(line, self.context.now())
        self._show_buttons(line)
        self.context.background.ask(
            self, lambda reader: calls.history_of(reader, line.call), partial(self._told, line.id)
        )

    def _cover(self) -> None:
        """Cover notes and history while others can see the screen."""
        for one in (self._noting, self.past):
            one.cover(self.context.is_private)

    def _keep_note(self) -> None:
        """Keep what is typed about a call until it is recorded, whatever is shown meanwhile."""
        if self.line is not None:
            self.context.notes[self.line.id] = self.notes.toPlainText()

    def _show_buttons(self, line: CallLine) -> None:
        """Offer what can be done with a call as it stands."""
        is_booked = line.call.status is CallStatus.BOOKED
        has_keys = self.window().focusWidget()
        for made in (*self.results.values(), self.notes):
            made.setEnabled(is_booked)
        self.acts.show_line(line)
        if has_keys is None or not self.isAncestorOf(has_keys):
            return
        if has_keys.isHidden() or not has_keys.isEnabled():
            self.freed.emit()

    def _told(self, call: int, told: CallHistory) -> None:
        if self.line is None or self.line.id != call:
            return
        self.acts.attempt = told.attempts[-1] if told.attempts else None
        self.history.show_history(self.line, told)

    # ---- doing

    def buttons(self) -> dict[str, QPushButton]:
        """Return the buttons by the names of their actions."""
        results = {f"result {number}": self.results[result] for number, result in enumerate(RESULTS, 1)}
        return results | self.acts.buttons.named() | {"copy number": self.head.copy_button}

    def press(self, key: str) -> None:
        """Do what a single key means: 1 to 7 record, the others are of `acts`."""
        results = {str(number): result for number, result in enumerate(RESULTS, 1)}
        if key in results:
            self.record(results[key])
        else:
            self.acts.press(key)

    def record(self, result: Result) -> None:
        """Record what came of the call; a call back asks for its time first, a call of another day once more."""
        line = self.line
        if line is None or not self.results[result].isEnabled():
            return
        note = self.notes.toPlainText()
        if result is Result.CALL_BACK:
            forms.call_back(self, line, note, partial(self._recorded, line))
        elif self.another_day.lets(line, result, self.context.now(), str(RESULTS.index(result) + 1)):
            act = partial(calls.record, call=line.call, result=result, note=note)
            self.context.background.do(self, act, lambda change: self._recorded(line))

    def _recorded(self, line: CallLine) -> None:
        self.context.notes.pop(line.id, None)
        if self.line is not None and self.line.id == line.id:
            self.notes.clear()
        self.noted.emit(line)

    def write_note(self) -> bool:
        """Go to the notes, unless they are hidden; nothing is recorded from there. Tell whether one can be written."""
        if self._noting.is_on:
            self.context.notice.emit("Notes are hidden. Ctrl+Shift+H shows them.")
        elif self.notes.isEnabled():
            self.notes.setFocus()
            return True
        return False
