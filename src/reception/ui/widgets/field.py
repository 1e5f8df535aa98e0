"""A labelled input with a place for what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from reception.ui.widgets.basics import label, restyle
from reception.ui.widgets.starting import Starting

W = TypeVar("W", bound=QWidget, covariant=True)


class Line(QLineEdit):
    """One line of text; Ctrl+Z and Ctrl+Y that mean nothing to the text go on to the window."""

    def event(self, event: QEvent) -> bool:
        """Leave a stroke alone that would take nothing back here."""
        nothing = not self.isUndoAvailable(), not self.isRedoAvailable()
        return _goes_on(event, *nothing) or super().event(event)


class Find(Line):
    """A find box. What was typed before it was left is a question that was answered, not text to take back."""

    def __init__(self, name: str, placeholder: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setClearButtonEnabled(True)

    def hide_text(self, is_hidden: bool) -> None:
        """Show dots for what is typed while others can see the screen, to a screen reader too; or the text again."""
        self.setEchoMode(self.EchoMode.Password if is_hidden else self.EchoMode.Normal)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Let Ctrl+Z be the window's when the keys come back, until more is typed."""
        super().focusOutEvent(event)
        to_another_program = QApplication.activeModalWidget() is None
        if event.reason() is Qt.FocusReason.PopupFocusReason:
            return
        if event.reason() is Qt.FocusReason.ActiveWindowFocusReason and to_another_program:
            return
        self.setText(self.text())


class Text(QPlainTextEdit):
    """Several lines of text; Ctrl+Z and Ctrl+Y that mean nothing to the text go on to the window."""

    def event(self, event: QEvent) -> bool:
        """Leave a stroke alone that would take nothing back here."""
        words = self.document()
        return _goes_on(event, not words.isUndoAvailable(), not words.isRedoAvailable()) or super().event(
            event
        )


def _goes_on(event: QEvent, no_undo: bool, no_redo: bool) -> bool:
    """Tell whether a stroke is an undo or redo for which there is nothing to do, and hand it on."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    keys = QKeySequence.StandardKey
    if (no_undo and event.matches(keys.Undo)) or (no_redo and event.matches(keys.Redo)):
        event.ignore()
        return True
    return False


class Field(Starting, Generic[W]):
    """A label above, an input, and a sentence below that appears when the input is refused."""

    def __init__(self, name: str, inside: W) -> None:
        super().__init__()
        self.input = inside
        self._sentence = label("", "refusal", wrap=True)
        self._sentence.hide()
        self.caption = label(name, "small")
        self.caption.setBuddy(inside)
        inside.setAccessibleName(name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addWidget(self.caption)
        layout.addWidget(inside)
        layout.addWidget(self._sentence)
        layout.addStretch(1)
        self.start_at(inside)

    def refuse(self, sentence: str) -> None:
        """Say what is wrong, beside the input, and go there."""
        self.say(sentence)
        self.input.setFocus()

    def say(self, sentence: str) -> None:
        """Say what is wrong, beside the input; whoever is writing elsewhere goes on."""
        self._sentence.setText(sentence)
        self._sentence.show()
        self.input.setAccessibleDescription(sentence)
        restyle(self.input, "refused", True)

    def clear_refusal(self) -> None:
        """Take the sentence away."""
        if not self._sentence.isHidden():
            self._sentence.hide()
            self.input.setAccessibleDescription("")
            restyle(self.input, "refused", False)

    @property
    def refusal(self) -> str:
        """Return the sentence that is shown, or nothing."""
        return "" if self._sentence.isHidden() else self._sentence.text()


def meet(fields: Mapping[str, Field[QLineEdit]], before: Mapping[str, str], now: Mapping[str, str]) -> str:
    """Show in untouched fields what somebody else made of them; return what they made of the touched ones."""
    both = []
    for name, one in fields.items():
        typed = one.input.text()
        if typed == before[name]:
            one.input.setText(now[name])
        elif now[name] not in (before[name], typed):
            both.append(f"{one.caption.text()} is now “{now[name]}”")
    return ", ".join(both)


def line(name: str, text: str = "", placeholder: str = "") -> Field[QLineEdit]:
    """Return a field for one line of text."""
    inside = Line(text)
    inside.setPlaceholderText(placeholder)
    made = Field(name, inside)
    inside.textChanged.connect(made.clear_refusal)
    return made


def text(name: str, content: str = "", placeholder: str = "", height: int = 64) -> Field[QPlainTextEdit]:
    """Return a field for several lines."""
    inside = Text(content)
    inside.setPlaceholderText(placeholder)
    inside.setFixedHeight(height)
    inside.setTabChangesFocus(True)
    made = Field(name, inside)
    inside.textChanged.connect(made.clear_refusal)
    return made


def choice(name: str, choices: list[tuple[str, object]], *, editable: bool = False) -> Field[QComboBox]:
    """Return a field that offers choices, each a text and the value it stands for."""
    inside = QComboBox()
    inside.setEditable(editable)
    for shown, value in choices:
        inside.addItem(shown, value)
    made = Field(name, inside)
    inside.activated.connect(made.clear_refusal)
    if editable:
        inside.setCompleter(None)  # type: ignore[arg-type]  # it would eat the first Enter
        inside.editTextChanged.connect(made.clear_refusal)
    return made
