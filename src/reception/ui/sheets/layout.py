"""Where the pages of a sheet stand below one another: plain arithmetic in pixels of the window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reception.documents.pages import PageSize

GAP = 16
"""Pixels around and between pages."""
REAL_SIZE = 96 / 72
"""Pixels for one point at 100 %."""
ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)


@dataclass(frozen=True, slots=True)
class Box:
    """Where one page stands, from the top left of all pages."""

    number: int
    left: float
    top: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        """Return the lower edge."""
        return self.top + self.height


def fit_width(sizes: Sequence[PageSize], width: float) -> float:
    """Return the pixels for one point at which the widest page fills a width."""
    widest = max((size.width for size in sizes), default=1.0)
    return max(width - 2 * GAP, 80.0) / widest


def boxes(sizes: Sequence[PageSize], scale: float, width: float) -> tuple[Box, ...]:
    """Return pages below one another, each in the middle of a width."""
    found, top = [], float(GAP)
    whole = max(width, max((size.width * scale for size in sizes), default=0.0) + 2 * GAP)
    for number, size in enumerate(sizes):
        box = Box(number, (whole - size.width * scale) / 2, top, size.width * scale, size.height * scale)
        found.append(box)
        top = box.bottom + GAP
    return tuple(found)


def extent(placed: Sequence[Box]) -> tuple[float, float]:
    """Return the width and height that all pages take, with the space around them."""
    if not placed:
        return 0.0, 0.0
    return max(box.left + box.width for box in placed) + GAP, placed[-1].bottom + GAP


def in_view(placed: Sequence[Box], top: float, height: float) -> tuple[Box, ...]:
    """Return the pages of which anything is seen."""
    return tuple(box for box in placed if box.bottom > top and box.top < top + height)


def page_at(placed: Sequence[Box], top: float, height: float) -> int:
    """Return the number of the page that most is seen of; the first where none is."""

    def seen(box: Box) -> float:
        return min(box.bottom, top + height) - max(box.top, top)

    return max(placed, key=lambda box: (round(seen(box)), -box.number)).number if placed else 0


def next_zoom(now: float, step: int) -> float:
    """Return the zoom one step up or down from the present one."""
    if step > 0:
        return next((zoom for zoom in ZOOMS if zoom > now + 0.01), ZOOMS[-1])
    return next((zoom for zoom in reversed(ZOOMS) if zoom < now - 0.01), ZOOMS[0])
