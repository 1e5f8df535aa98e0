"""A sentence over the foot of the window that offers Undo or Redo, and goes by itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QPoint, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QEnterEvent
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from reception.ui.widgets.basics import label, row

SECONDS, WITH_OFFER = 8, 20
"""How long it stays, and how long where it offers what else could be done: somebody may be asked first."""
GAP = 14
"""Pixels between the sentence, its button and the edges."""
BESIDE = 60
"""Pixels above the window's lower edge; what reaches further down stands beside the sentence, not above it."""


class Toast(QFrame):
    """Names the last change; stays while the mouse is on it. `placed` tells that it stands, as high as it needs.

    It stands right of `rail` and left of `beside`, where these are there.
    """

    placed = Signal()

    def __init__(self, parent: QWidget, undo: Callable[[], object], redo: Callable[[], object]) -> None:
        super().__init__(parent)
        self._over = parent
        self.beside: QWidget | None = None
        self.rail: QWidget | None = None
        self.setObjectName("toast")
        self._sentence = label("")
        self._offers = {"Undo": QPushButton("Undo"), "Redo": QPushButton("Redo")}
        for made, act in zip(self._offers.values(), (undo, redo), strict=True):
            made.clicked.connect(partial(_run, act))
        self._more: list[QPushButton] = []
        self._row = row(self._sentence, *self._offers.values(), gap=GAP)
        self._row.setContentsMargins(GAP, 8, GAP, 8)
        self.setLayout(self._row)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def say(self, sentence: str, *, offers_undo: bool, offers_redo: bool = False) -> None:
        """Show a sentence, to the screen reader too."""
        self._sentence.setText(sentence)
        self.setAccessibleName(sentence)
        self._offers["Undo"].setVisible(offers_undo)
        self._offers["Redo"].setVisible(offers_redo)
        for made in self._more:
            self._drop(made)
        self._more.clear()
        self._appear()

    def add(self, sentence: str, offer: QPushButton) -> None:
        """Say one thing more beside what is said, and offer what to do about it, for a while from now on."""
        said = self._sentence.text()
        whole = f"{said}{'' if said.endswith('.') else '.'} {sentence}" if said else sentence
        self._sentence.setText(whole)
        self.setAccessibleName(whole)
        offer.clicked.connect(self.hide)
        self._more.append(offer)
        self._row.insertWidget(1, offer)
        offer.show()
        self._appear()

    def _appear(self) -> None:
        self.show()
        self.place()
        self.raise_()
        self._go_later()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _go_later(self) -> None:
        self._timer.start((WITH_OFFER if self._more else SECONDS) * 1000)

    def _drop(self, made: QPushButton) -> None:
        self._row.removeWidget(made)
        made.hide()
        made.deleteLater()

    @property
    def sentence(self) -> str:
        """Return what it says, or nothing."""
        return "" if self.isHidden() else self._sentence.text()

    def place(self) -> None:
        """Stand in the middle above the status bar, right of the rail and left of what stands there already.

        A long sentence is wrapped, and its button stays in sight.
        """
        parent, first, last = self._over, self._first(), self._last()
        for part in (self._sentence, *self._offers.values(), *self._more):
            part.ensurePolished()  # what is measured before it has its style is measured too small
        offers = [made for made in self._offers.values() if not made.isHidden()] + self._more
        beside = sum(made.sizeHint().width() + GAP for made in offers)
        room = last - first - 40 - 2 * GAP - beside
        needed = self._sentence.fontMetrics().horizontalAdvance(self._sentence.text()) + 4
        self._sentence.setWordWrap(needed > room)
        self._sentence.setFixedWidth(min(needed, room))
        self.adjustSize()
        middle = (parent.width() - self.width()) // 2
        left = max(first + GAP, min(middle, last - self.width() - GAP))
        self.move(left, parent.height() - self.height() - 40)
        self.placed.emit()

    def _first(self) -> int:
        """Return where the rail ends, which is never covered."""
        rail = self.rail
        return 0 if rail is None else rail.mapTo(self._over, QPoint(rail.width(), 0)).x()

    def _last(self) -> int:
        """Return up to where the window's width is free where this stands."""
        beside, whole = self.beside, self._over.width()
        if beside is None or beside.isHidden() or beside.geometry().bottom() < self._over.height() - BESIDE:
            return whole
        return beside.x()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay while somebody points at it."""
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Go a while after."""
        self._go_later()


def _run(act: Callable[[], object], checked: bool = False) -> None:
    act()
