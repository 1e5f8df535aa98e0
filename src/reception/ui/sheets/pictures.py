"""The pictures of one document's pages: those that are there, and those that were asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtGui import QImage

from reception.documents.pages import PagePicture


@dataclass(frozen=True, slots=True)
class PageWish:
    """A page that is to be drawn: of which document, which one (from 0), how fine (dots per inch)."""

    pdf: bytes
    number: int
    dots: float


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page as it was drawn: how fine, and the picture."""

    dots: float
    image: QImage


class Pictures:
    """Begins anew with each document, and forgets pages that nobody is near."""

    def __init__(self) -> None:
        self.pdf = b""
        self._drawn: dict[int, Drawn] = {}
        self._asked: set[PageWish] = set()

    def start(self, pdf: bytes) -> None:
        """Begin with another document; what was asked of the last one is no longer wanted."""
        self.pdf = pdf
        self._drawn = {}
        self._asked = set()

    def at(self, number: int) -> Drawn | None:
        """Return a page as it was drawn last, or None."""
        return self._drawn.get(number)

    def has(self, numbers: Iterable[int], dots: float) -> bool:
        """Tell whether these pages are there, as fine as they are shown."""
        return all(number in self._drawn and self._drawn[number].dots == dots for number in numbers)

    def wants(self, wish: PageWish) -> bool:
        """Tell whether a page is still to be drawn."""
        return wish in self._asked

    def near(self, numbers: list[int], dots: float) -> list[PageWish]:
        """Keep only these pages, and return the ones that are now to be drawn, first things first."""
        self._drawn = {number: one for number, one in self._drawn.items() if number in numbers}
        wanted = [PageWish(self.pdf, number, dots) for number in numbers if not self.has((number,), dots)]
        fresh = [wish for wish in wanted if wish not in self._asked]
        self._asked = set(wanted)
        return fresh

    def take(self, wish: PageWish, made: PagePicture, ratio: float) -> None:
        """Keep a page that was asked for; `ratio` is how many dots this screen has for a pixel."""
        if wish not in self._asked:
            return
        self._asked = self._asked - {wish}
        image = QImage(made.pixels, made.width, made.height, made.stride, QImage.Format.Format_RGB888).copy()
        image.setDevicePixelRatio(ratio)
        self._drawn[wish.number] = Drawn(wish.dots, image)
