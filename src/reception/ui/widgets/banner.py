"""A line inside a screen that says something to know, perhaps with a button."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QWidget

from reception.ui.widgets.basics import label, restyle, row

LOW = 2
"""Pixels above and below what it says where there is little room."""
AGAIN = 100
"""Milliseconds after which it is looked again whether what is dragged was let go."""


class Banner(QFrame):
    """Hidden until it has something to say: `info`, `warn` or `bad`.

    It comes and goes at once, unless `waits` says that something is dragged that would land beside its place.
    """

    waits: Callable[[], bool] | None = None

    def __init__(self, *beside: QWidget, margins: tuple[int, int, int, int] = (12, 8, 12, 8)) -> None:
        super().__init__()
        self.setObjectName("banner")
        self._sentence = label("", wrap=True)
        self._row, self._margins = row(self._sentence, *beside), margins
        self._row.setStretch(0, 1)
        self._row.setContentsMargins(*margins)
        self.setLayout(self._row)
        self._says = False
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.timeout.connect(self._come_or_go)
        self.hide()

    def say(self, sentence: str, kind: str = "info") -> None:
        """Show a sentence; an empty one hides the banner."""
        self._sentence.setText(sentence)
        self.setAccessibleName(sentence)
        restyle(self, "kind", kind)
        restyle(self._sentence, "kind", "")
        self._says = bool(sentence)
        self._come_or_go()

    def squeeze(self, is_low: bool) -> None:
        """Have next to nothing above and below what it says, where each line of the screen counts."""
        left, top, right, bottom = self._margins
        self._row.setContentsMargins(left, LOW if is_low else top, right, LOW if is_low else bottom)

    def _come_or_go(self) -> None:
        if self._says is self.isHidden() and self.waits is not None and self.waits():
            self._waiting.start(AGAIN)
        else:
            self.setVisible(self._says)

    @property
    def sentence(self) -> str:
        """Return what it says, or nothing."""
        return "" if self.isHidden() else self._sentence.text()
