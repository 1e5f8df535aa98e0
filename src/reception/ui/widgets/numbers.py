"""Fields for numbers and times of day, with the room at the left that other fields have."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QTime
from PySide6.QtWidgets import QAbstractSpinBox, QLineEdit, QSpinBox, QTimeEdit

LEFT = 8
"""Pixels before the figures: Qt's style sheets reach other fields' text, but not that of these."""
S = TypeVar("S", bound=QAbstractSpinBox)


def number(least: int, most: int, value: int, *, step: int = 1) -> QSpinBox:
    """Return a field for a whole number; the arrows go by steps."""
    made = QSpinBox()
    made.setRange(least, most)
    made.setSingleStep(step)
    made.setValue(value)
    return _padded(made)


def clock(value: QTime) -> QTimeEdit:
    """Return a field for a time of day."""
    made = QTimeEdit(value)
    made.setDisplayFormat("HH:mm")
    return _padded(made)


def _padded(made: S) -> S:
    for line in made.findChildren(QLineEdit):
        line.setTextMargins(LEFT, 0, 0, 0)
    return made
