"""Which days are shown, in a room that fits the longest of them: what stands beside it never moves."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QLabel

from reception.domain import span
from reception.ui.widgets.basics import be_plain

LAST_YEAR_DAY = date(2026, 12, 28)
"""A Monday whose week ends in another year."""


def text_of(first: date, last: date) -> str:
    """Return `Mon 23 Nov 2026`, `23–28 Nov 2026`; over two months, without the year where it stays the same."""
    if first == last:
        return span.day_text(first, year=True)
    ends = f"{last.day} {span.MONTHS[last.month - 1]}"
    if first.month == last.month:
        return f"{first.day}–{ends} {last.year}"
    year = f" {last.year}" if first.year != last.year else ""
    return f"{first.day} {span.MONTHS[first.month - 1]} – {ends}{year}"


def longest(font: QFont) -> int:
    """Return the pixels of the longest text there is; figures are all as wide as one another."""
    metrics = QFontMetrics(font)
    texts = [text_of(LAST_YEAR_DAY, LAST_YEAR_DAY + timedelta(days=5))]
    for month in range(1, 13):
        texts += [span.day_text(date(2026, month, day), year=True) for day in range(20, 27)]
        texts.append(text_of(date(2026, month, 20), date(2026, month, 25)))
    return max(map(metrics.horizontalAdvance, texts)) + 2


class Heading(QLabel):
    """A title as wide as the longest one, whatever it says."""

    def __init__(self) -> None:
        super().__init__()
        be_plain(self)
        self.setProperty("kind", "title")

    def sizeHint(self) -> QSize:
        """Return the room of the longest text."""
        hint = super().sizeHint()
        return QSize(longest(self.font()), hint.height())

    def minimumSizeHint(self) -> QSize:
        """Return the same: it is never cut."""
        return self.sizeHint()
