"""The pages of a PDF as pictures, for the preview and for paper: the very file that is saved."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pypdfium2

POINTS_PER_INCH = 72
_ONE_AT_A_TIME = Lock()
"""The library that draws pages must not be used by two threads at once."""


@dataclass(frozen=True, slots=True)
class PageSize:
    """The size of a page in points."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PagePicture:
    """One page: its pixels (RGB, 8 bits each, rows of `stride` bytes) and its size in points."""

    pixels: bytes
    width: int
    height: int
    stride: int
    width_points: float
    height_points: float


def sizes(pdf: bytes) -> tuple[PageSize, ...]:
    """Return the size of every page, in order."""
    with _opened(pdf) as document:
        return tuple(PageSize(*document.get_page_size(number)) for number in range(len(document)))


def picture(pdf: bytes, number: int, *, dots_per_inch: float) -> PagePicture:
    """Return one page, counted from 0, drawn at a resolution."""
    with _opened(pdf) as document:
        return _drawn(document, number, dots_per_inch)


def pictures(pdf: bytes, *, dots_per_inch: float) -> list[PagePicture]:
    """Return every page of a PDF, drawn at a resolution."""
    with _opened(pdf) as document:
        return [_drawn(document, number, dots_per_inch) for number in range(len(document))]


@contextmanager
def _opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    import pypdfium2

    with _ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(pdf)
        try:
            yield document
        finally:
            document.close()


def _drawn(document: pypdfium2.PdfDocument, number: int, dots_per_inch: float) -> PagePicture:
    page = document[number]
    bitmap = page.render(scale=dots_per_inch / POINTS_PER_INCH, rev_byteorder=True)
    try:
        pixels = bytes(bitmap.buffer)
        return PagePicture(pixels, bitmap.width, bitmap.height, bitmap.stride, *page.get_size())
    finally:
        bitmap.close()
        page.close()
