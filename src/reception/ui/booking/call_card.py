"""One call over the window, with all that can be done with it: from the diary and the palette."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from reception.domain.call import Call, CallLine, CallStatus
from reception.domain.change import Change
from reception.services import calls
from reception.ui.actions import ACTIONS, CALL_KEYS
from reception.ui.context import Context
from reception.ui.today.panel import CallPanel
from reception.ui.widgets.basics import button, card, column, label, row, scrolled

LIKED_HEIGHT, FRAME = 620, 48
"""Pixels: all of a call without its history, and what a window's frame may need on a low screen."""
PANEL, HISTORY = 400, 300
"""Pixels: the width of the call, and of its history beside it where the screen has room for both."""
STAYS = ("undo", "redo", "theme")
"""The keys of the window that leave the card open."""
PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class CallCard(QDialog):
    """The panel of Today as a form of its own, its history beside it.

    The single keys of a call work, and so do the keys of the window, which mostly leave the card first. Any other
    letter begins a note, so that what is typed here is never taken for an outcome.
    """

    def __init__(self, parent: QWidget, context: Context, line: CallLine) -> None:
        super().__init__(parent)
        self.setModal(True)
        room = self.screen().availableGeometry()
        is_wide = room.width() >= PANEL + HISTORY + FRAME
        self.resize(PANEL + HISTORY if is_wide else PANEL, min(LIKED_HEIGHT, room.height() - FRAME))
        self._context, self._line = context, line
        self._name_it()
        context.privacy.turned.connect(self._name_it)
        self.panel = CallPanel(context, empty="", shows_history=not is_wide)
        self.panel.show_call(line)
        self.panel.noted.connect(lambda *noted: self.accept())
        self.panel.acts.leaving.connect(self.accept)
        self._leave = button("Close", "Esc", run=self.reject)
        self._lay_out(is_wide)
        context.background.changed.connect(self._changed)
        for told in (context.background.changed, context.background.refused, context.news):
            told.connect(self._read)
        for action in ACTIONS:
            if action.key and action.name != "privacy":  # that key works in every form
                QShortcut(QKeySequence(action.key), self, partial(self._act, action.name))
        self.panel.notes.clearFocus()
        self._leave.setFocus()

    def _lay_out(self, is_wide: bool) -> None:
        parts = row(self.panel, gap=12)
        if is_wide:
            frame, inside = card()
            inside.addLayout(row(label("History", "heading"), None, self.panel.acts.buttons.history))
            page = QWidget()
            page.setLayout(column(self.panel.past, None))
            inside.addWidget(scrolled(page))
            parts.addWidget(frame)
            parts.setStretch(0, PANEL)
            parts.setStretch(1, HISTORY)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.addLayout(parts, 1)
        layout.addLayout(row(label("Any other letter begins a note.", "small"), None, self._leave))

    def _name_it(self) -> None:
        """Call the window by whom it shows."""
        self.setWindowTitle(self._context.privacy.name(self._line.patient.name))

    def _read(self) -> None:
        """Show the call as it is now."""
        question = partial(calls.get, call=self._line.id)
        self._context.background.ask(self, question, self.panel.show_call, lambda gone: self.reject())

    def _changed(self, change: Change) -> None:
        """Go once the call was moved or cancelled from here: what was wanted is done."""
        for edit in change.edits:
            before, after = edit.before, edit.after
            if not isinstance(before, Call) or not isinstance(after, Call) or after.id != self._line.id:
                continue
            if before.slot != after.slot or after.status is CallStatus.CANCELLED:
                QTimer.singleShot(0, self, self.accept)

    def _act(self, name: str) -> None:
        """Do what a key of the window means, without the card where it leads elsewhere."""
        if name == "print":
            self.panel.acts.print_sheet()
            return
        if name not in STAYS:
            self.reject()
        self._context.go(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what single keys mean, unless somebody is writing notes."""
        text = event.text()
        key = "DEL" if event.key() == Qt.Key.Key_Delete else text.upper()
        if isinstance(self.focusWidget(), QPlainTextEdit) or event.modifiers() not in (
            *PLAIN,
            Qt.KeyboardModifier.ShiftModifier,
        ):
            super().keyPressEvent(event)
        elif text == "?":
            self._act("keys")
        elif key in CALL_KEYS:
            if not event.isAutoRepeat():
                self.panel.press(key)
        elif text.isalpha() and self.panel.write_note():
            self.panel.notes.insertPlainText(text)
        else:
            super().keyPressEvent(event)
