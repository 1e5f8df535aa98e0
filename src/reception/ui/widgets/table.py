"""Tables of values: one model, one delegate, real rows for keyboard and screen reader."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from reception.ui.theme import Theme, sized

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Column:
    """One column: its name, the text of a value, perhaps a second line or a chip, and its width (0 stretches)."""

    name: str
    text: Callable[[Any], str]
    second: Callable[[Any], str] | None = None
    chip: Callable[[Any], str] | None = None
    bold: bool = False
    width: int = 0
    right: bool = False


class Rows(QAbstractTableModel):
    """A tuple of values as rows; each value has an `id`."""

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.values: tuple[Any, ...] = ()

    def show(self, values: Sequence[Any]) -> None:
        """Show other values."""
        self.beginResetModel()
        self.values = tuple(values)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return how many values there are."""
        return 0 if parent.isValid() else len(self.values)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell says; the second line is read with the first."""
        if not index.isValid() or index.row() >= len(self.values):
            return None
        value, column = self.values[index.row()], self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(value)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            second = column.second(value) if column.second else ""
            return f"{column.text(value)}, {second}" if second else column.text(value)
        if role == Qt.ItemDataRole.UserRole:
            return value
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the names of the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].name
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


def paint_chip(painter: QPainter, rect: QRect, text: str, ink: QColor, wash: QColor) -> None:
    """Paint a pill at the left of a rectangle, in the middle of its height."""
    metrics = QFontMetrics(painter.font())
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width() - 18)
    height = metrics.height() + 4
    width = metrics.horizontalAdvance(shown) + 18
    pill = QRect(rect.left(), rect.center().y() - height // 2 + 1, width, height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(wash)
    painter.drawRoundedRect(pill, height / 2, height / 2)
    painter.setPen(ink)
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, shown)


class RowDelegate(QStyledItemDelegate):
    """Paints a cell: text, a second line, a chip; the chosen row has a wash and a bar."""

    def __init__(self, theme: Theme, view: QTableView, height: int) -> None:
        super().__init__(view)
        self._theme = theme
        self._height = height

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row."""
        return QSize(0, self._height)

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
            inside = rect.adjusted(10, 0, -8, -1)
            self._paint_inside(painter, inside, model.columns[index.column()], model.values[index.row()])
        painter.restore()

    def _paint_inside(self, painter: QPainter, rect: QRect, column: Column, value: Any) -> None:
        base = painter.font()
        text = column.text(value)
        if column.chip is not None and text:
            painter.setFont(sized(base, 12))
            paint_chip(painter, rect, text, *self._theme.state(column.chip(value)))
            return
        second = column.second(value) if column.second else ""
        painter.setFont(sized(base, base.pixelSize(), bold=column.bold))
        painter.setPen(self._theme.colour("ink"))
        align = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
        upper = rect.adjusted(0, 7, 0, -rect.height() // 2 + 2) if second else rect
        _draw(painter, upper, text, align)
        if second:
            painter.setFont(sized(base, 12))
            painter.setPen(self._theme.colour("muted"))
            _draw(painter, rect.adjusted(0, rect.height() // 2 - 2, 0, -6), second, align)


def _draw(painter: QPainter, rect: QRect, text: str, align: Qt.AlignmentFlag) -> None:
    flat = " ".join(text.split())
    shown = QFontMetrics(painter.font()).elidedText(flat, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, align | Qt.AlignmentFlag.AlignVCenter, shown)


class Table(QTableView):
    """A table of values. `chosen` carries the value of the current row, `opened` that of Enter or double click."""

    chosen = Signal(object)
    opened = Signal(object)
    typed = Signal(str)

    def __init__(self, name: str, theme: Theme, columns: Sequence[Column], height: int = 36) -> None:
        super().__init__()
        self.rows = Rows(columns)
        self.setModel(self.rows)
        self.setAccessibleName(name)
        self.setItemDelegate(RowDelegate(theme, self, height))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(height)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setFixedHeight(30)
        for number, column in enumerate(columns):
            if column.width:
                self.setColumnWidth(number, column.width)
            else:
                self.horizontalHeader().setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
        self.selectionModel().currentRowChanged.connect(self._moved)
        self.doubleClicked.connect(lambda index: self.opened.emit(self.rows.values[index.row()]))
        theme.changed.connect(self.viewport().update)

    @property
    def current(self) -> Any | None:
        """Return the value of the current row, or None."""
        number = self.currentIndex().row()
        return self.rows.values[number] if 0 <= number < len(self.rows.values) else None

    def show_values(self, values: Sequence[Any]) -> None:
        """Show other values; the current row stays on the same value, in sight, or near where it was."""
        before, place = self.current, self.currentIndex().row()
        number = place
        self.rows.show(values)
        ids = [value.id for value in values]
        if before is not None and before.id in ids:
            number = ids.index(before.id)
        if not values:
            self.chosen.emit(None)
            return
        self.selectRow(min(max(number, 0), len(values) - 1))
        if number != place and before is not None:
            self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)

    def choose(self, id_: int) -> bool:
        """Go to the row of a value; tell whether it is there."""
        for number, value in enumerate(self.rows.values):
            if value.id == id_:
                self.selectRow(number)
                return True
        return False

    def _moved(self, index: QModelIndex, before: QModelIndex) -> None:
        self.chosen.emit(self.rows.values[index.row()] if index.isValid() else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter; hand single keys on."""
        key = event.key()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current is not None:
            self.opened.emit(self.current)
        elif key == Qt.Key.Key_Delete and plain and self.current is not None:
            self.typed.emit("DEL")
        elif plain and event.text() and event.text().isalnum() and self.current is not None:
            self.typed.emit(event.text().upper())
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and self.rows.values:
            self.selectRow(0 if key == Qt.Key.Key_Home else len(self.rows.values) - 1)
        else:
            super().keyPressEvent(event)
