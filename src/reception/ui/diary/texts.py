"""Texts that are painted again and again: cut to their room and laid out once, then kept."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QStaticText

from reception.ui.theme import sized

MOST_KEPT = 8192
Kept = tuple[QStaticText, int]


class Texts:
    """Draws plain texts in one font family; a mark behind a text is never cut."""

    def __init__(self) -> None:
        self._base = QFont()
        self._in_use: tuple[int, bool] | None = None
        self._fonts: dict[tuple[int, bool], tuple[QFont, QFontMetrics]] = {}
        self._kept: dict[tuple[str, str, int, int, bool], Kept] = {}

    def use(self, base: QFont) -> None:
        """Take the family and features of a font; who paints says so first."""
        self._in_use = None
        if base != self._base:
            self._base, self._fonts, self._kept = QFont(base), {}, {}

    def font(self, pixels: int, *, bold: bool = False) -> tuple[QFont, QFontMetrics]:
        """Return a font of a size, and how wide its letters are."""
        found = self._fonts.get((pixels, bold))
        if found is None:
            font = sized(self._base, pixels, bold=bold)
            self._fonts[pixels, bold] = found = font, QFontMetrics(font)
        return found

    def cut(self, text: str, mark: str, room: int, pixels: int, bold: bool = False) -> Kept:
        """Return a text and its mark laid out in a width of some pixels, and how wide they are."""
        key = (text, mark, room, pixels, bold)
        known = self._kept.get(key)
        if known is not None:
            return known
        font, metrics = self.font(pixels, bold=bold)
        behind = f" {mark}" if mark else ""
        left = room - metrics.horizontalAdvance(behind)
        shown = metrics.elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, left) + behind
        made = QStaticText(shown)
        made.setTextFormat(Qt.TextFormat.PlainText)  # so that nobody's name is read as markup
        made.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
        made.prepare(font=font)
        if len(self._kept) > MOST_KEPT:
            self._kept = {}
        self._kept[key] = found = made, metrics.horizontalAdvance(shown)
        return found

    def draw(
        self, painter: QPainter, left: int, top: int, height: int, kept: Kept, pixels: int, bold: bool = False
    ) -> None:
        """Draw what `cut` returned, in the middle of a height, with the pen in use."""
        font, metrics = self.font(pixels, bold=bold)
        if self._in_use != (pixels, bold):
            painter.setFont(font)
            self._in_use = pixels, bold
        painter.drawStaticText(left, top + (height - metrics.height()) // 2, kept[0])
