"""The grid as a real table: a model over the layout, and a delegate that paints it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QBrush, QColor, QContextMenuEvent, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from reception.domain import span
from reception.domain.slot import SlotState
from reception.ui import words
from reception.ui.diary.headers import DayHeader, TimeHeader, header_text
from reception.ui.diary.layout import Cell, Grid, clock_text
from reception.ui.theme import Theme, sized

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 25
NARROWEST_LANE = 64


class GridModel(QAbstractTableModel):
    """Times down, lanes across."""

    def __init__(self) -> None:
        super().__init__()
        self.grid = Grid()

    def show(self, grid: Grid) -> None:
        """Show another grid."""
        self.beginResetModel()
        self.grid = grid
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return how many times there are."""
        return 0 if parent.isValid() else len(self.grid.times)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many lanes there are."""
        return 0 if parent.isValid() else len(self.grid.lanes)

    def cell(self, index: Index) -> Cell | None:
        """Return what a place holds."""
        return self.grid.cells.get((index.row(), index.column())) if index.isValid() else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell says, and for the screen reader all of it."""
        cell = self.cell(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text() if cell else ""
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return described(cell) if cell else "no slot"
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the days and clinicians across, the times down."""
        if role == Qt.ItemDataRole.DisplayRole:
            if orientation is Qt.Orientation.Vertical:
                return clock_text(self.grid.times[section])
            return header_text(self.grid.lanes[section])
        return None


def described(cell: Cell) -> str:
    """Return a cell in words: when, where, and who or that it is free."""
    when = f"{span.moment_text(cell.slot.starts_at)}–{span.clock(cell.slot.ends_at)}, {cell.clinic.name}"
    if cell.line is not None:
        about = f", {cell.line.call.about}" if cell.line.call.about else ""
        return f"{when}: {cell.line.patient.name}{about}, {words.call_word(cell.line)}"
    if cell.slot.state is SlotState.BLOCKED:
        return f"{when}: blocked{f', {cell.slot.reason}' if cell.slot.reason else ''}"
    if cell.gap is not None:
        return f"{when}: closed{f', {cell.gap.reason}' if cell.gap.reason else ''}"
    return f"{when}: over, nobody was booked" if cell.is_over else f"{when}: free"


class GridDelegate(QStyledItemDelegate):
    """Paints a slot: white when free, its state's colour and a word when booked, hatched when blocked."""

    def __init__(self, theme: Theme, view: GridView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size of a cell."""
        return QSize(NARROWEST_LANE, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        painter.save()
        rect = option.rect
        cell = self._view.model_.cell(index)
        if cell is None:
            painter.fillRect(rect, self._theme.colour("ground"))
        elif cell.line is not None:
            self._paint_call(painter, rect, cell, index)
        else:
            self._paint_slot(painter, rect, cell, index)
        self._lines(painter, rect)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(self._pen("accent", 2))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
            if cell is not None and cell.is_free:
                self._text(
                    painter, rect, f"{span.clock(cell.slot.starts_at)} free", self._theme.colour("accent_ink")
                )
        if cell is None or cell.is_open:
            self._now(painter, rect, index)
        painter.restore()

    def _pen(self, token: str, width: int) -> Any:
        from PySide6.QtGui import QPen

        pen = QPen(self._theme.colour(token), width)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        return pen

    def _paint_slot(self, painter: QPainter, rect: QRect, cell: Cell, index: Index) -> None:
        """Paint a slot without a call: white while it can be booked, as the ground once it is over."""
        painter.fillRect(rect, self._theme.colour("ground" if cell.is_over else "surface"))
        if not cell.is_open:
            painter.fillRect(rect, QBrush(self._theme.colour("line"), Qt.BrushStyle.BDiagPattern))
            self._now(painter, rect, index)
            self._text(painter, rect, cell.text(), self._theme.colour("muted"))

    def _paint_call(self, painter: QPainter, rect: QRect, cell: Cell, index: Index) -> None:
        line = cell.line
        assert line is not None
        ink, wash = self._theme.state(words.call_state(line.call))
        painter.fillRect(rect, wash)
        painter.fillRect(rect.left(), rect.top(), 3, rect.height(), ink)
        marks = {
            "done": "✓",
            "warn": f"· {words.tries_word(line).replace(' of ', '/')}",
            "bad": "!",
            "call-back": "↩",
        }
        self._now(painter, rect, index)
        behind = wash if self._now_top(rect, index) is not None else None
        self._text(painter, rect, cell.text(), ink, marks.get(words.call_state(line.call), ""), behind)

    def _text(
        self,
        painter: QPainter,
        rect: QRect,
        text: str,
        colour: QColor,
        mark: str = "",
        ground: QColor | None = None,
    ) -> None:
        """Paint a text, cut where there is no room, and behind it its mark, which is never cut.

        With a `ground` it stands on that, where the line of the present moment would run through the letters.
        """
        painter.setFont(sized(painter.font(), 12))
        painter.setPen(colour)
        metrics, middle = QFontMetrics(painter.font()), Qt.AlignmentFlag.AlignVCenter
        inside = rect.adjusted(9, 0, -3, -1)
        room = inside.width() - (metrics.horizontalAdvance(mark) + 4 if mark else 0)
        shown = metrics.elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, room)
        if ground is not None:
            wide = metrics.horizontalAdvance(shown) + (metrics.horizontalAdvance(mark) + 4 if mark else 0)
            painter.fillRect(rect.left() + 6, rect.top(), wide + 6, rect.height() - 1, ground)
        painter.drawText(inside, middle | Qt.AlignmentFlag.AlignLeft, shown)
        if mark:
            behind = inside.adjusted(metrics.horizontalAdvance(shown) + 4, 0, 0, 0)
            painter.drawText(behind, middle | Qt.AlignmentFlag.AlignLeft, mark)

    def _lines(self, painter: QPainter, rect: QRect) -> None:
        colour = self._theme.colour("line")
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colour)
        painter.fillRect(rect.right(), rect.top(), 1, rect.height(), colour)

    def _now(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Draw the line of the present moment."""
        top = self._now_top(rect, index)
        if top is not None:
            painter.fillRect(rect.left(), top, rect.width(), 2, self._theme.colour("bad"))

    def _now_top(self, rect: QRect, index: Index) -> int | None:
        """Return where the line of the present moment crosses a cell, or None."""
        now, grid = self._view.now, self._view.model_.grid
        if now is None or grid.lanes[index.column()].day != span.london_day(now):
            return None
        if grid.row_of(now) != index.row():
            return None
        wall = span.london(now)
        part = (wall.hour * 60 + wall.minute - grid.times[index.row()]) / grid.step
        return rect.top() + int(part * rect.height())


class GridView(QTableView):
    """The grid; `opened` carries the cell of Enter or a double click, `typed` a single key.

    `read_only` says that an earlier moment is shown, in which nothing can be changed.

    `menu_asked` carries the cell of a right click or the menu key, and where on the screen its menu is to open.
    """

    opened = Signal(object)
    moved = Signal(object)
    typed = Signal(str)
    menu_asked = Signal(object, QPoint)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.now: datetime | None = None
        self.read_only = False
        self.model_ = GridModel()
        self.setModel(self.model_)
        self.setItemDelegate(GridDelegate(theme, self))
        self.setAccessibleName("Diary")
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._days, self._times = DayHeader(theme, self), TimeHeader(theme, self)
        self.setHorizontalHeader(self._days)
        self.setVerticalHeader(self._times)
        self._times.setDefaultSectionSize(ROW_HEIGHT)
        self._days.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self._days.setMinimumSectionSize(NARROWEST_LANE)
        self.doubleClicked.connect(lambda index: self._open())
        self.selectionModel().currentChanged.connect(lambda *_: self.moved.emit(self.current))
        theme.changed.connect(self.viewport().update)

    @property
    def current(self) -> Cell | None:
        """Return the cell that has the cursor."""
        return self.model_.cell(self.currentIndex())

    def show_grid(self, grid: Grid, now: datetime) -> None:
        """Show another grid; the cursor stays on its slot, or its place."""
        before, place = self.current, (self.currentIndex().row(), self.currentIndex().column())
        top = self.verticalScrollBar().value()
        self.now = now
        today = span.london_day(now)
        self._days.grid = self._times.grid = grid
        self._days.today_lane = next((n for n, lane in enumerate(grid.lanes) if lane.day == today), -1)
        self.model_.show(grid)
        self.verticalScrollBar().setValue(top)
        found = grid.find(before.slot.id) if before is not None else None
        row, lane = found or (place if place[0] >= 0 else self._start(grid, now))
        if grid.lanes and grid.times:
            self.setCurrentIndex(
                self.model_.index(min(row, len(grid.times) - 1), min(lane, len(grid.lanes) - 1))
            )

    def _start(self, grid: Grid, now: datetime) -> tuple[int, int]:
        today = span.london_day(now)
        lane = next((number for number, one in enumerate(grid.lanes) if one.day == today), 0)
        return grid.row_of(now) or 0, lane

    def go_to(self, cell_place: tuple[int, int]) -> None:
        """Put the cursor on a place."""
        self.setCurrentIndex(self.model_.index(*cell_place))

    def _open(self) -> None:
        if self.current is not None:
            self.opened.emit(self.current)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the cell that was clicked, or with the menu key of the one under the cursor."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            place = self.visualRect(self.currentIndex()).center()
        else:
            place = event.pos()
            self.setCurrentIndex(self.indexAt(place))
        if self.current is not None:
            self.menu_asked.emit(self.current, self.viewport().mapToGlobal(place))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter; hand single keys on; arrows walk the grid."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif event.key() == Qt.Key.Key_Delete and plain:
            self.typed.emit("DEL")
        elif plain and event.text() and event.text().isalnum():
            self.typed.emit(event.text().upper())
        else:
            super().keyPressEvent(event)
