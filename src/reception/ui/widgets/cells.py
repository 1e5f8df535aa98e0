"""The cells of a table: how one is painted, and how wide its words are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from reception.ui.theme import Theme, sized
from reception.ui.widgets.rows import Column, Index, Rows

LEFT, RIGHT, PILL = 10, 8, 18
"""Pixels beside the words of a cell, and around those of a chip."""
SMALL = 12
"""Pixels of the text of a chip and of a second line."""
ABOVE, BELOW = 2, 6
"""Pixels above the first and below the last of several lines."""
RING = 2
"""Pixels of the line around the row that has the keys."""


def width_of(column: Column, values: Sequence[Any], base: QFont, *, has_head: bool) -> int:
    """Return how wide the words of a column are, in pixels, with what stands around them."""
    first = QFontMetrics(sized(base, SMALL if column.chip else base.pixelSize(), bold=column.bold))
    small = QFontMetrics(sized(base, SMALL))
    widths = [small.horizontalAdvance(column.name) + RIGHT] if has_head else [0]
    pill = PILL if column.chip else 0
    widths += [first.horizontalAdvance(_flat(text)) + pill for text in {column.text(one) for one in values}]
    if column.second is not None:
        widths += [small.horizontalAdvance(_flat(text)) for text in {column.second(one) for one in values}]
    return max(widths) + LEFT + RIGHT + 1


def paint_chip(painter: QPainter, rect: QRect, text: str, ink: QColor, wash: QColor) -> None:
    """Paint a pill at the left of a rectangle, in the middle of its height."""
    metrics = QFontMetrics(painter.font())
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width() - PILL)
    height = metrics.height() + 4
    width = metrics.horizontalAdvance(shown) + PILL
    pill = QRect(rect.left(), rect.center().y() - height // 2 + 1, width, height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(wash)
    painter.drawRoundedRect(pill, height / 2, height / 2)
    painter.setPen(ink)
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, shown)


class RowDelegate(QStyledItemDelegate):
    """Paints a cell: text, a second line, a chip; the chosen row has a wash and a bar, and with the keys a ring."""

    def __init__(self, theme: Theme, view: QTableView, height: int) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._height = height

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row; of one that wraps as many lines as its text takes."""
        model = index.model()
        if not isinstance(model, Rows) or not model.columns[index.column()].wraps:
            return QSize(0, self._height)
        column, value = model.columns[index.column()], model.values[index.row()]
        base = self._view.font()
        metrics = QFontMetrics(sized(base, base.pixelSize(), bold=column.bold))
        lines = _wrapped(metrics, option.rect.width() - LEFT - RIGHT, column.text(value))
        below = _height_below(base, column, value)
        several = ABOVE + len(lines) * metrics.height() + below + BELOW if len(lines) > 1 else 0
        return QSize(0, max(self._height, several))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        painter.save()
        rect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, self._theme.colour("accent_wash" if chosen else "surface"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, self._theme.colour("line"))
        if chosen and index.column() == 0:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), self._theme.colour("accent"))
        model = index.model()
        if isinstance(model, Rows):
            inside = rect.adjusted(LEFT, 0, -RIGHT, -1)
            self._paint_inside(painter, inside, model.columns[index.column()], model.values[index.row()])
        if self._view.hasFocus() and index.row() == self._view.currentIndex().row():
            self._paint_ring(painter, rect, index.column())
        painter.restore()

    def _paint_ring(self, painter: QPainter, rect: QRect, column: int) -> None:
        """Paint a cell's part of the ring around its row."""
        # A chip's; between pixels it would be pale.
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        colour, header = self._theme.colour("accent"), self._view.horizontalHeader()
        shown = [n for n in range(header.count()) if not header.isSectionHidden(header.logicalIndex(n))]
        painter.fillRect(rect.left(), rect.top(), rect.width(), RING, colour)
        painter.fillRect(rect.left(), rect.bottom() - RING + 1, rect.width(), RING, colour)
        if header.visualIndex(column) == shown[0]:
            painter.fillRect(rect.left(), rect.top(), RING, rect.height(), colour)
        if header.visualIndex(column) == shown[-1]:
            painter.fillRect(rect.right() - RING + 1, rect.top(), RING, rect.height(), colour)

    def _paint_inside(self, painter: QPainter, rect: QRect, column: Column, value: Any) -> None:
        base = painter.font()
        text = column.text(value)
        if column.chip is not None and text:
            painter.setFont(sized(base, SMALL))
            paint_chip(painter, rect, text, *self._theme.state(column.chip(value)))
            return
        second = column.second(value) if column.second else ""
        painter.setFont(sized(base, base.pixelSize(), bold=column.bold))
        painter.setPen(self._theme.colour("ink"))
        align = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
        lines, step = [text], painter.fontMetrics().height()
        if column.wraps:
            room = rect.height() - ABOVE - _height_below(base, column, value)
            lines = _wrapped(painter.fontMetrics(), rect.width(), text, max(2, room // step))
        upper = rect.adjusted(0, 7, 0, -rect.height() // 2 + 2) if second else rect
        if len(lines) > 1:
            upper = QRect(rect.left(), rect.top() + ABOVE, rect.width(), step)
        for number, line in enumerate(lines):
            _draw(painter, upper.translated(0, number * step), line, align)
        if second:
            painter.setFont(sized(base, SMALL))
            painter.setPen(self._theme.colour("muted"))
            is_one = len(lines) == 1
            lower = rect.adjusted(
                0, rect.height() // 2 - 2 if is_one else len(lines) * step, 0, -6 if is_one else 0
            )
            _draw(painter, lower, second, align)


def _height_below(base: QFont, column: Column, value: Any) -> int:
    """Return the height of the second line of a value, which stands below all others."""
    return QFontMetrics(sized(base, SMALL)).height() if column.second and column.second(value) else 0


def _wrapped(metrics: QFontMetrics, width: int, text: str, most: int = 0) -> list[str]:
    """Return a text parted between words into lines of a width, all of it or `most`, of which the last has the rest."""
    lines: list[str] = []
    words = text.split()
    while words and len(lines) + 1 != most:
        count = 1
        while count < len(words) and metrics.horizontalAdvance(" ".join(words[: count + 1])) <= width:
            count += 1
        lines.append(" ".join(words[:count]))
        words = words[count:]
    return [*lines, " ".join(words)] if words or not lines else lines


def _draw(painter: QPainter, rect: QRect, text: str, align: Qt.AlignmentFlag) -> None:
    shown = QFontMetrics(painter.font()).elidedText(_flat(text), Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, align | Qt.AlignmentFlag.AlignVCenter, shown)


def _flat(text: str) -> str:
    return " ".join(text.split())
