"""The pages of a PDF as pictures, for the preview and for paper: the very file that is saved."""

from __future__ import annotations

import math
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


def strip(pdf: bytes, number: int, *, dots_per_inch: float, first: int, rows: int) -> PagePicture:
    """Return some rows of dots of a page as its whole picture has them; fewer at its end."""
    with _opened(pdf) as document:
        return _drawn(document, number, dots_per_inch, first, rows)


def rows_of(size: PageSize, dots_per_inch: float) -> int:
    """Return how many rows of dots the picture of a page has."""
    return math.ceil(size.height * (dots_per_inch / POINTS_PER_INCH))


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


def _drawn(
    document: pypdfium2.PdfDocument, number: int, dots: float, first: int = 0, rows: int | None = None
) -> PagePicture:
    page = document[number]
    below = 0 if rows is None else max(0, rows_of(PageSize(*page.get_size()), dots) - first - rows)
    scale = dots / POINTS_PER_INCH
    crop = (0.0, _points_of(below, scale), 0.0, _points_of(first, scale))
    bitmap = page.render(scale=scale, rev_byteorder=True, crop=crop)
    try:
        pixels = bytes(bitmap.buffer)
        return PagePicture(pixels, bitmap.width, bitmap.height, bitmap.stride, *page.get_size())
    finally:
        bitmap.close()
        page.close()


def _points_of(rows: int, scale: float) -> float:
    """Return a length that is cut off as just so many rows; the library rounds up."""
    return (rows - 0.5) / scale if rows else 0.0
