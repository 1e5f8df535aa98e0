"""Tables of values: one model, one delegate, real rows for keyboard and screen reader."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView

from reception.ui.theme import Theme
from reception.ui.widgets.cells import RING, RowDelegate, width_of
from reception.ui.widgets.fitting import fitted
from reception.ui.widgets.rows import Column, Rows

__all__ = ("Column", "Rows", "Table")
MEASURED = 120
"""How many rows tell how wide the words of a column are."""


class Table(QTableView):
    """A table of values. `chosen` carries the value of the current row, `opened` that of Enter or double click.

    `menu_asked` carries that of a right click or the menu key, and where on the screen its menu is to open.
    """

    chosen = Signal(object)
    opened = Signal(object)
    typed = Signal(str)
    menu_asked = Signal(object, QPoint)

    def __init__(self, name: str, theme: Theme, columns: Sequence[Column], height: int = 36) -> None:
        super().__init__()
        self.rows = Rows(columns)
        self._theme = theme
        self._needed: list[int] = []
        self._is_fitting = self._was_dragged = False
        self._wraps = any(column.wraps for column in columns)
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
        self.horizontalHeader().sectionResized.connect(self._resized)
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
        self._needed = []
        self._fit()
        ids = [value.id for value in values]
        if before is not None and before.id in ids:
            number = ids.index(before.id)
        if not values:
            self.chosen.emit(None)
            return
        self.selectRow(min(max(number, 0), len(values) - 1))
        if number != place and before is not None:
            self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)
            bar, height = self.verticalScrollBar(), self.verticalHeader().defaultSectionSize()
            bar.setValue(-(-bar.value() // height) * height)  # the first row in sight is seen whole

    def tell_again(self) -> None:
        """Show the same values, of which something else is told by now."""
        self.rows.tell_again()
        self._needed = []
        self._fit()

    def choose(self, id_: int) -> bool:
        """Go to the row of a value; tell whether it is there."""
        for number, value in enumerate(self.rows.values):
            if value.id == id_:
                self.selectRow(number)
                return True
        return False

    # ---- room

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room among the columns."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Let no words be cut while room stands empty, unless somebody chose the widths."""
        if self._is_fitting:
            return
        if self._was_dragged:
            self._give_rows_room()
            return
        if not self._needed:
            has_head, values = not self.horizontalHeader().isHidden(), self.rows.values[:MEASURED]
            self._needed = [width_of(c, values, self.font(), has_head=has_head) for c in self.rows.columns]
        shown = [n for n in range(len(self.rows.columns)) if not self.isColumnHidden(n)]
        liked = [self.rows.columns[n].width for n in shown]
        needed = [self._needed[n] for n in shown]
        self._is_fitting = True
        for number, width in zip(shown, fitted(liked, needed, self.viewport().width()), strict=True):
            if width:
                self.setColumnWidth(number, width)
        self._is_fitting = False
        self._give_rows_room()

    def _give_rows_room(self) -> None:
        """Let each row be as high as all of its text, where some of it wraps."""
        if self._wraps:
            self.resizeRowsToContents()

    def _resized(self, number: int, before: int, now: int) -> None:
        """Keep to the widths from when somebody dragged one with the mouse."""
        can_be = self.horizontalHeader().sectionResizeMode(number) is QHeaderView.ResizeMode.Interactive
        is_pressed = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        self._was_dragged = self._was_dragged or (can_be and is_pressed and not self._is_fitting)
        if not self._is_fitting:
            self._give_rows_room()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows; where there are none, the keys are shown by a ring around their place."""
        super().paintEvent(event)
        if self.hasFocus() and not self.rows.values:
            painter = QPainter(self.viewport())
            painter.setPen(QPen(self._theme.colour("accent"), RING))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))

    def _moved(self, index: QModelIndex, before: QModelIndex) -> None:
        self.chosen.emit(self.rows.values[index.row()] if index.isValid() else None)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the row that was clicked, or with the menu key of the current one."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            place = self.visualRect(self.currentIndex()).center()
        else:
            place = QPoint(event.pos())
            clicked = self.indexAt(place)
            if not clicked.isValid():
                return
            if not self.selectionModel().isSelected(clicked):
                self.setCurrentIndex(clicked)
        if self.current is not None:
            self.menu_asked.emit(self.current, self.viewport().mapToGlobal(place))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter; hand single keys on."""
        key = event.key()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current is not None:
            self.opened.emit(self.current)
        elif key == Qt.Key.Key_Delete and plain and self.current is not None:
            self.typed.emit("DEL")
        elif plain and event.text() and event.text().isalnum() and self.current is not None:
            if not event.isAutoRepeat():  # a key held down is meant for one row alone
                self.typed.emit(event.text().upper())
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and self.rows.values:
            self.selectRow(0 if key == Qt.Key.Key_Home else len(self.rows.values) - 1)
        else:
            super().keyPressEvent(event)
