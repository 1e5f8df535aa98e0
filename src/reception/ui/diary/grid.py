"""The grid as a real table, a model over the layout, and how it is walked; all its cells are painted in one go."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from reception.domain import span
from reception.ui.diary.beginning import Beginning, end_of_lane, place_of
from reception.ui.diary.carried import FollowedTable
from reception.ui.diary.cell import Cell
from reception.ui.diary.headers import DayHeader, TimeHeader
from reception.ui.diary.jumping import TimeJump
from reception.ui.diary.layout import Grid, no_slot_text
from reception.ui.diary.model import GridModel
from reception.ui.diary.over import Over
from reception.ui.diary.painting import GridPainter, Look
from reception.ui.diary.place import USUAL_ZOOM, Place
from reception.ui.diary.selecting import MOVES, Selecting
from reception.ui.diary.strips import strips
from reception.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
ZOOMS = ((18, 11), (21, 12), (25, 12), (31, 13), (38, 14), (48, 16))
"""Pixels of a row and of the text in it, from the smallest to the largest."""
ROW_HEIGHT = ZOOMS[USUAL_ZOOM][0]
NARROWEST_LANE, WIDE_LANE = 68, 150
NOTCH = 120
"""Eighths of a degree of one notch of a wheel, for one step of the zoom."""
ALONE = {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr}


class GridView(FollowedTable):
    """The grid; `opened` carries the cell of Enter or a double click, `typed` a single key.

    `read_only` says that an earlier moment is shown, in which nothing can be changed.

    `begins` knows where the cursor begins, and `over` shows what is dragged and a few words over the grid;
    `said` carries what is to be told of what was typed.
    `menu_asked` carries the cell of a right click or the menu key, and where on the screen its menu is to open;
    `place_menu_asked` the same of a row and lane without a slot. `selecting` knows what is selected.
    """

    opened = Signal(object)
    moved = Signal(object)
    typed = Signal(str)
    menu_asked = Signal(object, QPoint)
    place_menu_asked = Signal(tuple, QPoint)
    said = Signal(str)
    shown = Signal()
    zoomed = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.now: datetime | None = None
        self.read_only = False
        self.begins, self.over = Beginning(), Over(self)
        self.zoom = USUAL_ZOOM
        self.model_ = GridModel()
        self.setModel(self.model_)
        self._painter = GridPainter(theme)
        self.jump = TimeJump(self)
        self.selecting = Selecting(self)
        self._turned = 0
        self.setAccessibleName("Diary")
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._days, self._times = DayHeader(theme, self), TimeHeader(theme, self)
        self.setHorizontalHeader(self._days)
        self.setVerticalHeader(self._times)
        self._times.setMinimumSectionSize(ZOOMS[0][0])
        self._times.setDefaultSectionSize(ROW_HEIGHT)
        self._days.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self._days.setMinimumSectionSize(NARROWEST_LANE)
        self.doubleClicked.connect(lambda index: self._open())
        self.selectionModel().currentChanged.connect(self._leave_selection)
        self.zoomed.connect(self.slid)
        theme.changed.connect(self.viewport().update)

    @property
    def current(self) -> Cell | None:
        """Return the cell that has the cursor."""
        return self.model_.cell(self.currentIndex())

    def _leave_selection(self) -> None:
        self.selecting.clear()
        self.moved.emit(self.current)

    def show_grid(self, grid: Grid, now: datetime) -> None:
        """Show another grid; the cursor stays on its slot, or its place, and what is selected stays so."""
        shown = self.model_.grid
        with self.selecting.kept():
            self._show_grid(grid, now)
        self.selecting.show_again(shown)
        self.shown.emit()

    def _show_grid(self, grid: Grid, now: datetime) -> None:
        before, place = self.current, (self.currentIndex().row(), self.currentIndex().column())
        top = self.verticalScrollBar().value()
        self.now = now
        self._days.show_grid(grid, span.london_day(now))
        self._times.grid = grid
        self.model_.show(grid)
        span_slots(self, grid)
        self.verticalScrollBar().setValue(top)
        found = grid.find(before.slot.id) if before is not None else None
        if grid.lanes and grid.times:
            to = grid.head(self.begins.next(grid, now, place, found))
            if self.begins.in_middle:
                self.scrollTo(self.model_.index(*to), QAbstractItemView.ScrollHint.PositionAtCenter)
            self.go_to(to)
            self.begins.in_middle = False

    def place_of_cursor(self, shown: date) -> Place | None:
        """Return where the cursor is, with the day that is shown; None where there is nothing."""
        return place_of(self.model_.grid, self.currentIndex(), shown)

    def go_to(self, cell_place: tuple[int, int]) -> None:
        """Put the cursor on a place, or on the slot that covers it."""
        self.setCurrentIndex(self.model_.index(*self.model_.grid.head(cell_place)))

    def place_at(self, at: QPoint) -> tuple[int, int] | None:
        """Return the place under a point of the grid, of a longer slot its first one; None outside."""
        index = self.indexAt(at) if self.viewport().rect().contains(at) else QModelIndex()
        return self.model_.grid.head((index.row(), index.column())) if index.isValid() else None

    def place_after(self, key: Qt.Key) -> tuple[int, int] | None:
        """Return where an arrow, Page, Home or End takes the cursor; None for any other key."""
        index = self.currentIndex()
        if key in MOVES:
            index = self.moveCursor(MOVES[key], Qt.KeyboardModifier.NoModifier)
            return (index.row(), index.column()) if index.isValid() else None
        if key not in (Qt.Key.Key_Home, Qt.Key.Key_End) or not index.isValid():
            return None
        return end_of_lane(self.model_.grid, index.column(), first=key == Qt.Key.Key_Home)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Let Shift and the right button mean what is selected first."""
        if not self.selecting.press(event):
            super().mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Make the rows higher or lower with Ctrl, else scroll."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        self._turned += event.angleDelta().y()
        steps = int(self._turned / NOTCH)
        self._turned -= steps * NOTCH
        if steps:
            self.zoom_by(1 if steps > 0 else -1)
        event.accept()

    def _open(self) -> None:
        index = self.currentIndex()
        if self.current is not None:
            self.opened.emit(self.current)
        elif index.isValid():
            self.said.emit(no_slot_text(self.model_.grid, (index.row(), index.column())))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the cell that was clicked, or with the menu key of the one under the cursor."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            place = self.visualRect(self.currentIndex()).center()
        else:
            place = event.pos()
            if self.place_at(place) not in self.selecting.places:
                self.setCurrentIndex(self.indexAt(place))
        index, at = self.currentIndex(), self.viewport().mapToGlobal(place)
        if self.current is not None:
            self.menu_asked.emit(self.current, at)
        elif index.isValid():
            self.place_menu_asked.emit((index.row(), index.column()), at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter; read figures as a time; hand single letters on; arrows walk the grid."""
        held, keypad = event.modifiers(), Qt.KeyboardModifier.KeypadModifier
        plain = held in (Qt.KeyboardModifier.NoModifier, keypad)
        has_command = bool(held & ~(Qt.KeyboardModifier.ShiftModifier | keypad))
        key = event.key()
        if key in ALONE:  # held for what comes next: a colon
            return
        if key == Qt.Key.Key_Escape and self.jump.typed.is_going_on:
            self.jump.typed.forget()
        elif key == Qt.Key.Key_Escape and self.selecting.clear():
            return
        elif not has_command and self.jump.typed.takes(event.text()):
            self.jump.typed.add(event.text())
            return
        else:
            self.jump.typed.finish()
            if not self.selecting.extend_by(key, held):
                self._press(event, plain)

    def _press(self, event: QKeyEvent, plain: bool) -> None:
        """Do what a key means that is no figure."""
        key, index = event.key(), self.currentIndex()
        if plain and key in MOVES:
            self.selecting.clear()  # at the edge too, where the cursor stays
        if plain and key in (Qt.Key.Key_Home, Qt.Key.Key_End) and index.isValid():
            place = self.place_after(Qt.Key(key))
            if place is not None:
                self.go_to(place)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif key == Qt.Key.Key_Delete and plain:
            self.typed.emit("DEL")
        elif plain and event.text() and event.text().isalpha():
            self.typed.emit(event.text().upper())
        elif event.modifiers() == Qt.KeyboardModifier.ShiftModifier and event.text().isalpha():
            self.typed.emit(f"SHIFT+{event.text().upper()}")
        else:
            super().keyPressEvent(event)

    # ---- how it looks

    def hide_names(self, is_private: bool) -> None:
        """Show initials, also to a screen reader; or names again."""
        self.model_.is_private = is_private
        self.viewport().update()
        self.shown.emit()

    def arrange(self, view: str) -> None:
        """Give each clinician a column with room for names, or share the width among all lanes."""
        is_wide = view == "clinicians"
        self._days.setMinimumSectionSize(WIDE_LANE if is_wide else NARROWEST_LANE)
        self._days.put_side_by_side(is_wide)

    def zoom_by(self, step: int) -> None:
        """Make the rows higher or lower; 0 makes them as they usually are."""
        self.zoom_to(USUAL_ZOOM if step == 0 else self.zoom + step)
        self.zoomed.emit(self.zoom)

    def zoom_to(self, number: int) -> None:
        """Use one of the heights of `ZOOMS`; the row of the cursor stays in sight."""
        self.zoom = min(max(number, 0), len(ZOOMS) - 1)
        self._times.setDefaultSectionSize(ZOOMS[self.zoom][0])
        self.scrollTo(self.currentIndex())
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cells that are to be seen."""
        grid, index, dirty = self.model_.grid, self.currentIndex(), event.rect()
        has_keys = self.hasFocus() and index.isValid()
        look = Look(
            now=self.now,
            cursor=(index.row(), index.column()) if has_keys else None,
            is_private=self.model_.is_private,
            text_pixels=ZOOMS[self.zoom][1],
            ghost=self.over.ghost,
            selected=self.selecting.places,
            parked=self.model_.parked,
        )
        rows = strips(self._times, dirty.top(), dirty.bottom())
        lanes = strips(self._days, dirty.left(), dirty.right())
        painter = QPainter(self.viewport())
        self._painter.paint(painter, grid, rows, lanes, look)
        painter.end()


def span_slots(view: QTableView, grid: Grid) -> None:
    """Let the cursor, the mouse and a screen reader meet a slot longer than a row as one."""
    view.clearSpans()
    for (row, lane), height in grid.heights.items():
        view.setSpan(row, lane, height, 1)
