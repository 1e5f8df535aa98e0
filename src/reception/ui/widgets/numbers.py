"""Fields for numbers, with the room at the left that other fields have."""

from __future__ import annotations

from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QAbstractSpinBox, QSpinBox

LEFT = 8
"""Pixels before the figures: Qt's style sheets reach other fields' text, but not that of these."""
FARTHEST = 99_999
"""What can be typed, below zero too; no number at all counts as one further down."""
NOTHING = -FARTHEST - 1
MOST_FIGURES = len(str(FARTHEST))


class Number(QSpinBox):
    """A whole number as it was typed, also one that is too small or too large, so that it is refused in a sentence.

    Qt would drop a figure, or put back what was there before, without a word. The arrows stay between `least` and
    `most`; `zero` is what 0 is called, where it is called something.
    """

    def __init__(self, least: int, most: int, *, zero: str = "") -> None:
        super().__init__()
        self.least, self.most, self._zero = least, most, zero
        self.setRange(NOTHING, FARTHEST)
        self.setToolTip(f"{least} to {most}")

    def validate(self, text: str, at: int) -> tuple[QValidator.State, str, int]:
        """Let any whole number be typed, and none."""
        typed, zero = text.strip().casefold(), self._zero.casefold()
        if typed in ("", zero) or _is_whole(typed):
            return QValidator.State.Acceptable, text, at
        is_begun = typed == "-" or zero.startswith(typed)
        return (QValidator.State.Intermediate if is_begun else QValidator.State.Invalid), text, at

    def valueFromText(self, text: str) -> int:
        """Read what was typed."""
        typed = text.strip()
        if typed and typed.casefold() == self._zero.casefold():
            return 0
        return int(typed) if _is_whole(typed) else NOTHING

    def textFromValue(self, value: int) -> str:
        """Write a number, or nothing."""
        if value == NOTHING:
            return ""
        return self._zero if self._zero and value == 0 else str(value)

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:
        """Let the arrows go as far as there is any sense in it."""
        flags = QAbstractSpinBox.StepEnabledFlag
        up = flags.StepUpEnabled if self.value() < self.most else flags.StepNone
        return up | (flags.StepDownEnabled if self.value() > self.least else flags.StepNone)

    def stepBy(self, steps: int) -> None:
        """Go by steps, and never out of the bounds; from outside, to the nearer one."""
        self.setValue(min(max(self.value() + steps * self.singleStep(), self.least), self.most))
        self.selectAll()


def _is_whole(typed: str) -> bool:
    """Tell whether a text is a whole number that can be typed; thousands of figures are none, which Python refuses."""
    figures = typed.removeprefix("-")
    return figures.isascii() and figures.isdecimal() and len(figures) <= MOST_FIGURES


def number(least: int, most: int, value: int, *, step: int = 1, zero: str = "") -> Number:
    """Return a field for a whole number; the arrows go by steps, and `zero` is what 0 is called."""
    made = Number(least, most, zero=zero)
    made.setSingleStep(step)
    made.setValue(value)
    made.lineEdit().setTextMargins(LEFT, 0, 0, 0)
    return made
