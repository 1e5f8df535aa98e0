"""The rows of a table: values, and the columns that say what is told of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Column:
    """One column: its name, the text of a value, perhaps a second line or a chip, and its width.

    The width is what it likes to have: it gives what it does not need, and takes what nobody needs; 0 stretches.
    """

    name: str
    text: Callable[[Any], str]
    second: Callable[[Any], str] | None = None
    chip: Callable[[Any], str] | None = None
    bold: bool = False
    width: int = 0
    right: bool = False
    wraps: bool = False
    """Whether a long text may take a second line, where the row is high enough for it."""


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

    def tell_again(self) -> None:
        """Say that something else is told of the same values."""
        if self.values:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.values) - 1, len(self.columns) - 1))

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
