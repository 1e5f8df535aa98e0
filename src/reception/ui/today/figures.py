"""The figures at the top of Today: five cards of one width, whatever they say, or one line where there is no room."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from reception.ui.today.board import FIGURES
from reception.ui.widgets.basics import column, label, row
from reception.ui.widgets.cut import Cut

SHARES = (6, 6, 6, 8, 6)
"""How the width is shared out: the next free slot has more to say than a count."""
ROOM = 700
"""Pixels under which the figures are a line."""


class Figure(QFrame):
    """A number with its name and a note; a text that is too long is cut, and never pushes its neighbours."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._name = name
        self._number, self._note = Cut("–", "big"), Cut("", "small")
        inside = column(label(name, "small"), self._number, self._note, gap=2)
        inside.setContentsMargins(14, 10, 10, 10)
        self.setLayout(inside)

    def show_figure(self, number: str, note: str) -> None:
        """Show a number and a note."""
        for one, text in ((self._number, number), (self._note, note)):
            one.setText(text)
            one.setToolTip(text)
        self.setAccessibleName(f"{self._name}: {number}, {note}")


class Figures(QWidget):
    """Five of them side by side, or the same as one line."""

    def __init__(self) -> None:
        super().__init__()
        self.cards = [Figure(name) for name in FIGURES]
        self._cards, self.line = QWidget(), label("", "muted", wrap=True)
        beside = row(*self.cards, gap=12)
        for number, share in enumerate(SHARES):
            beside.setStretch(number, share)
        self._cards.setLayout(beside)
        self.setLayout(column(self._cards, self.line, gap=0))

    def show_figures(self, shown: tuple[tuple[str, str], ...]) -> None:
        """Show a number and a note in each."""
        for one, (number, note) in zip(self.cards, shown, strict=True):
            one.show_figure(number, note)
        self.line.setText(" · ".join(one.accessibleName() for one in self.cards))

    def fit(self, width: int) -> None:
        """Be cards or a line, as there is room for in a width in pixels."""
        self._cards.setVisible(width >= ROOM)
        self.line.setVisible(width < ROOM)
