"""Texts that are painted again and again: cut to their room and laid out once, then kept."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QStaticText, QTextOption

from reception.ui.theme import sized

MOST_KEPT = 8192
LEAST_LETTERS = 2
"""Fewer of a name, its three dots counted as one, say nothing: then its mark stands alone."""
_LEFT = QTextOption()  # a name that is read from the right stands where names stand, its mark behind it
_LEFT.setTextDirection(Qt.LayoutDirection.LeftToRight)
_LEFT.setWrapMode(QTextOption.WrapMode.NoWrap)
Kept = tuple[QStaticText, int]
Briefer = Callable[[str], str]
Key = tuple[str, str, int, int, bool, str, Briefer | None]


class Texts:
    """Draws plain texts in one font family; a mark behind a text is never cut."""

    def __init__(self) -> None:
        self._base = QFont()
        self._in_use: tuple[int, bool] | None = None
        self._fonts: dict[tuple[int, bool], tuple[QFont, QFontMetrics]] = {}
        self._kept: dict[Key, Kept] = {}

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

    def cut(
        self,
        text: str,
        mark: str,
        room: int,
        pixels: int,
        bold: bool = False,
        word: str = "",
        briefer: Briefer | None = None,
    ) -> Kept:
        """Return a text and its mark laid out in a width of some pixels, and how wide they are.

        A `word` stands behind both where there is room for it. `briefer` makes a text shorter before it is cut.
        """
        key = (text, mark, room, pixels, bold, word, briefer)
        known = self._kept.get(key)
        if known is not None:
            return known
        font, metrics = self.font(pixels, bold=bold)
        shown = fitted(" ".join(text.split()), mark, word, briefer, metrics, room)
        made = QStaticText(shown)
        made.setTextFormat(Qt.TextFormat.PlainText)  # so that nobody's name is read as markup
        made.setTextOption(_LEFT)
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


def fitted(text: str, mark: str, word: str, briefer: Briefer | None, metrics: QFontMetrics, room: int) -> str:
    """Return the most of a text, its mark and a word that some pixels have room for; the mark is always whole."""
    brief = briefer(text) if briefer is not None else text
    behind = f" {mark}" if mark else ""
    said = [f"{name}{behind} · {word}" for name in (text, brief) if word]
    said += [f"{text}{behind}", f"{brief}{behind}"]
    found = next((one for one in said if metrics.horizontalAdvance(one) <= room), "")
    if found:
        return found
    left = room - metrics.horizontalAdvance(behind)
    cut = metrics.elidedText(brief, Qt.TextElideMode.ElideRight, left)
    return mark if mark and len(cut) < LEAST_LETTERS else f"{cut}{behind}"
