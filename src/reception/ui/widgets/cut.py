"""A line that is cut where there is no room for all of it; the tool tip has the rest."""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from reception.ui.widgets.basics import be_plain

RIGHT = 0x82
"""To the right, and in the middle of the height, by Qt's numbers: its own painting of text would ask for a name in
`Qt`, and the first of them takes a tenth of a start to the frame."""


class Cut(QLabel):
    """Ends in three dots; never rich text, so that nobody's name is read as markup."""

    def __init__(self, text: str = "", kind: str = "", *, at_right: bool = False) -> None:
        super().__init__()
        be_plain(self)
        self._whole = ""
        if at_right:
            self.setProperty("alignment", RIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if kind:
            self.setProperty("kind", kind)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show a text; all of it is in the tool tip, and read to whom it is read aloud."""
        self._whole = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self._fit()

    def text(self) -> str:
        """Return the whole text, however much of it is shown."""
        return self._whole

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        super().setText(cut(self._whole, self.fontMetrics(), self.contentsRect().width()))


def cut(text: str, metrics: QFontMetrics, width: int) -> str:
    """Return a text, shortened and with three dots where it is wider than so many pixels."""
    if not text or metrics.horizontalAdvance(text) <= width:
        return text
    while text and metrics.horizontalAdvance(f"{text}…") > width:
        text = text[:-1].rstrip()
    return f"{text}…"
