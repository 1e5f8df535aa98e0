"""A line that is read as a value, and written out in full when it is left."""

from __future__ import annotations

from contextlib import suppress
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPalette

from reception.domain.errors import Refusal
from reception.ui.widgets.field import Line

T = TypeVar("T")
STEPS = {
    Qt.Key.Key_Up: (1, 0),
    Qt.Key.Key_Down: (-1, 0),
    Qt.Key.Key_PageUp: (0, 1),
    Qt.Key.Key_PageDown: (0, -1),
}
"""By how many small and how many large steps a key goes on."""
NO_HANDS = (
    Qt.FocusReason.MouseFocusReason,
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
)
"""Ways to come here that leave alone what is selected."""
EDGE, APART = 8, 10
"""Pixels at the right of what is understood, and between it and what was typed."""


class Typed(Line, Generic[T]):
    """`changed` tells of every text, `settled` of a value that another was made to, `unread` why a text is none.

    While somebody types, what is understood stands at the right. What cannot be read stays as it was typed.
    """

    changed, settled, unread = Signal(), Signal(), Signal(str)

    def __init__(self, value: T) -> None:
        super().__init__()
        self._value = value
        self.setText(self.written(value))
        self.textChanged.connect(lambda text: self.changed.emit())
        self.editingFinished.connect(self.settle)

    def read(self, text: str) -> T:
        """Return what a text means; refuse what means nothing."""
        raise NotImplementedError

    def written(self, value: T, *, is_short: bool = False) -> str:
        """Return a value as it stands in the line, or in a few letters beside what is typed."""
        raise NotImplementedError

    def stepped(self, value: T, small: int, large: int) -> T:
        """Return the value that is so many steps on."""
        raise NotImplementedError

    @property
    def value(self) -> T:
        """Return what stands in the line; refuse what cannot be read."""
        return self._value if self._is_written_out else self.read(self.text())

    def check(self) -> None:
        """Refuse what cannot be read."""
        if not self._is_written_out:
            self.read(self.text())

    @property
    def _is_written_out(self) -> bool:
        return self.text() == self.written(self._value)

    def show_value(self, value: T) -> None:
        """Show another value."""
        has_changed, self._value = value != self._value, value
        self.setText(self.written(value))
        if has_changed:
            self.settled.emit()

    def settle(self) -> None:
        """Write out what was typed, where it can be read."""
        try:
            self.show_value(self.value)
        except Refusal as refusal:
            self.unread.emit(refusal.sentence)

    def step(self, event: QKeyEvent) -> bool:
        """Go on by the steps of a key, from what can be read; return whether it is such a key."""
        steps = STEPS.get(Qt.Key(event.key()))
        if steps is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        with suppress(Refusal):
            self.show_value(self.stepped(self.value, *steps))
            self.selectAll()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the arrows go on."""
        if not self.step(event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin with all of it selected, so that what is typed takes its place."""
        super().focusInEvent(event)
        if event.reason() not in NO_HANDS:
            self.selectAll()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show what is understood, where there is room beside what was typed."""
        super().paintEvent(event)
        if self._is_written_out:
            return
        with suppress(Refusal):
            told, typed = self.written(self.value, is_short=True), self.text()
            inside, measure = self.rect().adjusted(EDGE, 0, -EDGE, 0), self.fontMetrics()
            if (
                measure.horizontalAdvance(told) + measure.horizontalAdvance(typed) + 2 * APART
                <= inside.width()
            ):
                painter = QPainter(self)
                painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
                painter.drawText(inside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, told)
                painter.end()
