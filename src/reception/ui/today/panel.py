"""One call at the right of Today: the number big, what was said, what came of it."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from reception import phone
from reception.domain import span
from reception.domain.call import Attempt, CallLine, CallStatus, Result
from reception.domain.change import Change
from reception.services import calls
from reception.services.calls import CallHistory
from reception.ui import forms, words
from reception.ui.context import Context
from reception.ui.widgets.basics import button, chip, clear, column, label, row, rule, set_chip
from reception.ui.widgets.empty import Empty
from reception.ui.widgets.field import Text

RESULTS = (
    Result.CONSULTATION_BOOKED,
    Result.CALL_BACK,
    Result.NO_ANSWER,
    Result.VOICEMAIL,
    Result.NOT_SUITABLE,
    Result.WRONG_NUMBER,
    Result.DO_NOT_CALL,
)
"""In the order of their keys, 1 to 7."""
HISTORY_SHOWN = 12


class CallPanel(QFrame):
    """A call and all that can be done with it."""

    noted = Signal()

    def __init__(self, context: Context, *, empty: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self.context = context
        self.line: CallLine | None = None
        self._attempt: Attempt | None = None
        self.name = label("", "title", wrap=True)
        self.due = chip()
        self.phone = label("", "phone", copy=True)
        self.where = label("", "muted", wrap=True)
        self.chips = QWidget()
        self._chips = row(gap=6)
        self.chips.setLayout(self._chips)
        self.notes = Text()
        self.notes.setPlaceholderText("Notes about this call…")
        self.notes.setAccessibleName("Notes about this call")
        self.notes.setFixedHeight(62)
        self.notes.setTabChangesFocus(True)
        self.notes.textChanged.connect(self._keep_note)
        self.results: dict[Result, QPushButton] = {}
        self._history = column(gap=4)
        self._empty = Empty("No call chosen", empty)
        self._full = self._build()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._empty)
        layout.addWidget(self._full)
        self.show_call(None)

    def _build(self) -> QWidget:
        inside = QWidget()
        body = QVBoxLayout(inside)
        body.setContentsMargins(16, 14, 16, 14)
        body.setSpacing(8)
        top = row(self.name, self.due)
        top.setStretch(0, 1)
        body.addLayout(top)
        body.addLayout(
            row(self.phone, button("Copy", kind="plain", run=self.copy, name="Copy the number"), None)
        )
        body.addWidget(self.where)
        body.addWidget(self.chips)
        body.addWidget(label("How did it go?", "heading"))
        body.addLayout(self._result_buttons())
        body.addWidget(self.notes)
        self.move_button = button("Move", "M", run=self.move_call)
        self.cancel_button = button("Cancel", "Del", run=self.cancel)
        self.close_button = button("Close: not reached", run=self.give_up)
        self.reopen_button = button("Reopen", run=self.reopen)
        self.consultation_button = button("When and where…", "W", run=self.note_consultation)
        body.addLayout(
            row(
                self.move_button,
                self.cancel_button,
                self.close_button,
                self.reopen_button,
                self.consultation_button,
            )
        )
        body.addWidget(rule())
        body.addWidget(label("History", "heading"))
        body.addLayout(self._history)
        body.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return scroll

    def _result_buttons(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(6)
        for number, result in enumerate(RESULTS):
            kind = "primary" if number == 0 else "plain"
            made = button(result.words, str(number + 1), kind, partial(self.record, result))
            self.results[result] = made
            grid.addWidget(made, number // 2, number % 2)
        return grid

    # ---- showing

    def show_call(self, line: CallLine | None) -> None:
        """Show a call; what was typed about another one is kept for it."""
        self.line, self._attempt = line, None
        self._empty.setVisible(line is None)
        self._full.setVisible(line is not None)
        if line is None:
            return
        if self.notes.toPlainText() != self.context.notes.get(line.id, ""):
            self.notes.setPlainText(self.context.notes.get(line.id, ""))
        self._show(line, self.context.now())
        self.context.background.ask(
            self, lambda reader: calls.history_of(reader, line.call), partial(self._told, line.id)
        )

    def _keep_note(self) -> None:
        """Keep what is typed about a call until it is recorded, whatever is shown meanwhile."""
        if self.line is not None:
            self.context.notes[self.line.id] = self.notes.toPlainText()

    def _show(self, line: CallLine, now: datetime) -> None:
        self.name.setText(line.patient.name)
        state = "booked" if line.call.status is CallStatus.BOOKED else words.call_state(line.call)
        set_chip(self.due, words.due_text(line, now), state)
        self.phone.setText(phone.national(line.patient.phone))
        times = f"{span.moment_text(line.slot.starts_at)}–{span.clock(line.slot.ends_at)}"
        self.where.setText(f"{line.clinician.name} · {line.clinic.name} · {times}")
        self._show_chips(line)
        is_booked = line.call.status is CallStatus.BOOKED
        for made in (*self.results.values(), self.move_button, self.cancel_button):
            made.setEnabled(is_booked)
        self.notes.setEnabled(is_booked)
        used_up = is_booked and line.call.attempts > 0 and line.call.next_try is None
        missed = line.call.outcome in (Result.NO_ANSWER, Result.VOICEMAIL)
        self.close_button.setVisible(used_up and missed)
        self.reopen_button.setVisible(line.call.status in (CallStatus.DONE, CallStatus.NOT_REACHED))
        for made in (self.move_button, self.cancel_button):
            made.setVisible(is_booked)
        self.consultation_button.setVisible(line.call.outcome is Result.CONSULTATION_BOOKED and not is_booked)

    def _show_chips(self, line: CallLine) -> None:
        clear(self._chips)
        call, patient = line.call, line.patient
        shown = [(words.call_word(call), words.call_state(call))]
        shown += [(call.about, "neutral")] if call.about else []
        shown += [(f"{call.speaking} speaks", "neutral")] if call.speaking else []
        shown += [(need.capitalize(), "warn") for need in patient.needs]
        if line.number_is_wrong:
            shown.append(("Wrong number", "bad"))
        if patient.do_not_call:
            shown.append(("Do not call", "bad"))
        if patient.privacy_given_at is not None:
            shown.append(("Privacy notice given", "done"))
        for text, state in shown[:5]:
            self._chips.addWidget(chip(span.short(text, 26), state))
        self._chips.addStretch(1)

    def _told(self, call: int, told: CallHistory) -> None:
        if self.line is None or self.line.id != call:
            return
        self._attempt = told.attempts[-1] if told.attempts else None
        clear(self._history)
        if self._attempt is not None and self._attempt.consultation_at is not None:
            self._history.addWidget(label(self._consultation(self._attempt), "strong", wrap=True))
        for entry in reversed(told.entries[-HISTORY_SHOWN:]):
            done = entry.deed if entry.subject == self.line.subject else entry.sentence
            made = label(f"{span.moment_text(entry.at)}  {done} · {entry.who}", "small", wrap=True)
            self._history.addWidget(made)
        if self.line.call.notes:
            self._history.addWidget(label(self.line.call.notes, wrap=True))

    def _consultation(self, attempt: Attempt) -> str:
        """Return when and where the consultation is."""
        known = {clinic.id: clinic.name for clinic in self.context.clinics}
        where = known.get(attempt.consultation_clinic) if attempt.consultation_clinic else None
        when = span.moment_text(attempt.consultation_at) if attempt.consultation_at else ""
        return f"Consultation {when}" + (f", {where}" if where else "")

    # ---- doing

    def copy(self) -> None:
        """Put the number on the clipboard."""
        if self.line is not None:
            QGuiApplication.clipboard().setText(phone.national(self.line.patient.phone))
            self.context.notice.emit("The number was copied.")

    def press(self, key: str) -> None:
        """Do what a single key means: 1 to 7, M, Del, W."""
        if key in ("1", "2", "3", "4", "5", "6", "7"):
            self.record(RESULTS[int(key) - 1])
        elif key == "M":
            self.move_call()
        elif key == "DEL":
            self.cancel()
        elif key == "W":
            self.note_consultation()

    def record(self, result: Result) -> None:
        """Record what came of the call; a call back asks for its time first."""
        line = self.line
        if line is None or not self.results[result].isEnabled():
            return
        note = self.notes.toPlainText()
        if result is Result.CALL_BACK:
            forms.call_back(self, line, note, partial(self._recorded, line))
            return
        act = partial(calls.record, call=line.call, result=result, note=note)
        self.context.background.do(self, act, lambda change: self._recorded(line))

    def _recorded(self, line: CallLine) -> None:
        self.context.notes.pop(line.id, None)
        if self.line is not None and self.line.id == line.id:
            self.notes.clear()
        self.noted.emit()

    def move_call(self) -> None:
        """Ask for another slot."""
        if self.line is not None and self.move_button.isEnabled():
            forms.move(self, self.line)

    def cancel(self) -> None:
        """Ask who cancels and why."""
        if self.line is not None and self.cancel_button.isEnabled():
            forms.cancel(self, self.line)

    def note_consultation(self) -> None:
        """Ask when and where the consultation is."""
        if self.line is not None and self._attempt is not None and not self.consultation_button.isHidden():
            forms.consultation(self, self.line, self._attempt)

    def give_up(self) -> None:
        """Close the call as not reached."""
        if self.line is not None:
            self._do(partial(calls.give_up, call=self.line.call))

    def reopen(self) -> None:
        """Take the call up again."""
        if self.line is not None:
            self._do(partial(calls.reopen, call=self.line.call))

    def _do(self, act: partial[Change]) -> None:
        self.context.background.do(self, act)
