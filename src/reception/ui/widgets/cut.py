"""A line that is cut where there is no room for all of it; the tool tip has the rest."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy

from reception.ui.widgets.basics import be_plain


class Cut(QLabel):
    """Ends in three dots; never rich text, so that nobody's name is read as markup."""

    def __init__(self, text: str = "", kind: str = "", *, at_right: bool = False) -> None:
        super().__init__(text)
        be_plain(self)
        self._at_right = at_right
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setToolTip(text)
        if kind:
            self.setProperty("kind", kind)

    def setText(self, text: str) -> None:
        """Show a text, and all of it in the tool tip."""
        super().setText(text)
        self.setToolTip(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint as much as there is room for."""
        if not self.text():
            return
        from PySide6.QtCore import Qt  # the first name of Qt takes 9 ms, which no first frame waits for

        side = Qt.AlignmentFlag.AlignRight if self._at_right else Qt.AlignmentFlag.AlignLeft
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(self.rect(), side | Qt.AlignmentFlag.AlignVCenter, shown)
