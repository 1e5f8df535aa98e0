"""Scrolling a form to what came up in it, beside the field that is being typed in."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QScrollArea, QWidget

AROUND = 6
"""Pixels that stay in sight around what is scrolled to."""


def show_beside(area: QScrollArea, part: QWidget, keys: QWidget | None) -> QRect:
    """Scroll as little as shows a part of the page, and what has the keys where both have room; return its place."""
    page, room = area.widget(), area.viewport().height() - 2 * AROUND
    if page is None or not page.isAncestorOf(part):
        return QRect()
    place = wanted = _place(part, page)
    if keys is not None and page.isAncestorOf(keys) and (both := place | _place(keys, page)).height() <= room:
        wanted = both
    half = min(wanted.height(), max(room, 0)) // 2
    area.ensureVisible(wanted.left(), wanted.top() + half, 0, half + AROUND)
    return place


def _place(part: QWidget, page: QWidget) -> QRect:
    return QRect(part.mapTo(page, QPoint()), part.size())
