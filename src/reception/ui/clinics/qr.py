"""A QR code, painted black on white in both looks, because phones read it so."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

SIDE = 92
QUIET = 4
"""Empty modules around a code (ISO/IEC 18004)."""


class QrCode(QWidget):
    """One address as a code."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__()
        import segno

        self._modules = [bytes(line) for line in segno.make(text, error="m", micro=False).matrix]
        self.setFixedSize(SIDE, SIDE)
        self.setAccessibleName(name)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the modules."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        side = SIDE / (len(self._modules) + 2 * QUIET)
        for row, line in enumerate(self._modules):
            for column, dark in enumerate(line):
                if dark:
                    place = QRectF((column + QUIET) * side, (row + QUIET) * side, side + 0.3, side + 0.3)
                    painter.fillRect(place, Qt.GlobalColor.black)
        painter.end()
