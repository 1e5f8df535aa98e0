"""The figures of a week beside the chart: each can be counted in the rows below."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from reception.services.lists import Ending, WeekTotals
from reception.ui.widgets.basics import label

PARTS = tuple(ending.value for ending in Ending)
"""Those that add up to the calls booked; they stand a little to the right, and in the chart have the same names."""
NAMES = ("Calls booked", *PARTS, "Cancelled", "Reached at first try")


class Figures(QWidget):
    """Names at the left, numbers at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.numbers: dict[str, QLabel] = {}
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        for number, name in enumerate(NAMES):
            caption, figure = label(name), label("–", "strong")
            figure.setAlignment(Qt.AlignmentFlag.AlignRight)
            caption.setContentsMargins(12 if name in PARTS else 0, 0, 0, 0)
            grid.addWidget(caption, number, 0)
            grid.addWidget(figure, number, 1)
            self.numbers[name] = figure
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(grid)
        layout.addStretch(1)

    def show_totals(self, totals: WeekTotals) -> None:
        """Show the figures of a week."""
        calls, tried = totals.calls, totals.tried
        at_once = totals.reached_at_first_try
        texts = (
            f"{calls} of {totals.slots} slots",
            *(f"{count}{share(count, calls)}" for count in totals.endings.counts),
            str(totals.cancelled),
            f"{at_once} of {tried} tried{share(at_once, tried)}" if tried else "none tried yet",
        )
        for name, text in zip(NAMES, texts, strict=True):
            self.numbers[name].setText(text)
            self.numbers[name].setAccessibleName(f"{name}: {text}")


def share(part: int, whole: int) -> str:
    """Return ` · 39%`, or nothing of nothing."""
    return f" · {round(100 * part / whole)}%" if whole else ""
