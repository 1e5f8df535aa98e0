"""What the colours of the grid mean: for each state that can be seen a sample of it with its word and its mark."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QWidget

from reception.ui.diary.cell import MOVE, PARKED
from reception.ui.theme import Theme
from reception.ui.widgets.basics import be_plain, card, chip, column, label
from reception.ui.widgets.flow import Flow

CALLS = (
    ("Booked", "booked", "Booked, or reopened: the first call is still to be made"),
    ("Done ✓", "done", "Done: a consultation is booked"),
    ("Parked ◥", PARKED, "Parked on the pinboard: it waits for another time, and keeps this one meanwhile"),
    (MOVE, "bad", "Booked where nothing is offered any more: it needs another time"),
    ("Call back ↩", "call-back", "Asked to be called back"),
    ("No answer · 1/3", "warn", "No answer, voicemail left or not reached, and how many tries were made"),
    ("Not suitable", "neutral", "Not suitable"),
    ("Wrong number !", "bad", "Wrong number, or do not call"),
)
"""Of calls: what is shown, its colour, and all that it stands for."""
SLOTS = (
    ("Free", "free", "Free"),
    ("Being booked", "held", "Being booked at another desk"),
    ("Now", "now", "The present moment"),
    ("Opens later", "held", "Opens for booking on a later day"),
    ("Over, no slot", "over", "Over, or no slot there"),
    ("Withdrawn", "withdrawn", "Withdrawn by somebody; W brings it back"),
    ("Blocked, closed", "blocked", "Blocked, or closed: holiday, closure or leave"),
)
"""Of slots without a call: what is shown, how it is painted, and all that it stands for."""
GROUNDS = {"held": "neutral_wash", "over": "ground", "withdrawn": "ground"}
"""What a sample is filled with, where that is not the surface."""
GAP, ROUND = 4, 9
"""Pixels between samples, and the radius of one."""


class Key(QWidget):
    """A card of samples; the tool tip of each says in full what it stands for, as a screen reader does."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        frame, inside = card(margins=(16, 12, 16, 12))
        inside.addWidget(label("Key", "heading"))
        for made in (
            _flow([chip(text, state) for text, state, _ in CALLS], [told for *_, told in CALLS]),
            _flow([Sample(theme, text, state) for text, state, _ in SLOTS], [told for *_, told in SLOTS]),
        ):
            inside.addWidget(made)
        inside.setSpacing(GAP)
        self.setObjectName("key")
        self.setLayout(column(frame))


class Sample(QLabel):
    """A word on the ground that a slot has in the grid."""

    def __init__(self, theme: Theme, text: str, state: str) -> None:
        super().__init__(text)
        be_plain(self)
        self._theme, self.state = theme, state
        self.setProperty("kind", "sample")
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, and the word on it."""
        painter, line = QPainter(self), self._theme.colour("line")
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), ROUND, ROUND)
        painter.fillPath(shape, self._theme.colour(GROUNDS.get(self.state, "surface")))
        if self.state == "blocked":
            painter.fillPath(shape, QBrush(line, Qt.BrushStyle.BDiagPattern))
        if self.state == "now":
            painter.setClipPath(shape)
            painter.fillRect(0, self.height() - 4, self.width(), 2, self._theme.colour("bad"))
            painter.setClipping(False)
        if self.state == "withdrawn":
            painter.setPen(QPen(self._theme.colour("muted"), 1, Qt.PenStyle.DotLine))
            painter.drawPath(shape)
        elif self.state != "held":
            painter.setPen(QPen(line, 1))
            painter.drawPath(shape)
        painter.end()
        super().paintEvent(event)


def _flow(samples: list[QLabel], told: list[str]) -> QWidget:
    made, flow = QWidget(), Flow(GAP)
    made.setLayout(flow)
    for one, words in zip(samples, told, strict=True):
        one.setToolTip(words)
        one.setAccessibleName(words)
        flow.addWidget(one)
    return made
