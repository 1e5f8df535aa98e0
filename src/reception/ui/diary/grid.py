"""The grid as a real table, a model over the layout, and how it is walked; all its cells are painted in one go."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLabel

from reception.domain import span
from reception.ui.diary.carried import FollowedTable
from reception.ui.diary.headers import DayHeader, TimeHeader, strips
from reception.ui.diary.jumping import TimeJump
from reception.ui.diary.layout import Cell, Grid
from reception.ui.diary.model import GridModel
from reception.ui.diary.painting import Ghost, GridPainter, Look
from reception.ui.diary.place import USUAL_ZOOM, Place
from reception.ui.theme import Theme
from reception.ui.widgets.basics import chip, set_chip

Index = QModelIndex | QPersistentModelIndex
ZOOMS = ((18, 11), (21, 12), (25, 12), (31, 13), (38, 14), (48, 16))
"""Pixels of a row and of the text in it, from the smallest to the largest."""
ROW_HEIGHT = ZOOMS[USUAL_ZOOM][0]
NARROWEST_LANE, WIDE_LANE = 64, 150
ALONE = {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr}


class GridView(FollowedTable):
    """The grid; `opened` carries the cell of Enter or a double click, `typed` a single key.

    `read_only` says that an earlier moment is shown, in which nothing can be changed.

    `place` is where the cursor begins, and `said` carries what is to be told of what was typed.
    `menu_asked` carries the cell of a right click or the menu key, and where on the screen its menu is to open;
    `place_menu_asked` the same of a row and lane without a slot.
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
        self.place: Place | None = None
        self._begins_anew = False
        self.zoom = USUAL_ZOOM
        self.model_ = GridModel()
        self.setModel(self.model_)
        self._painter = GridPainter(theme)
        self.jump = TimeJump(self)
        self._hint: QLabel | None = None
        self._ghost: Ghost | None = None
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
        self._days.show_grid(grid, span.london_day(now))
        self._times.grid = grid
        self.model_.show(grid)
        self._span_slots(grid)
        self.verticalScrollBar().setValue(top)
        found = grid.find(before.slot.id) if before is not None else None
        if self._begins_anew or place[0] < 0:
            row, lane = self._start(grid, now)
        else:
            row, lane = found or place
        self._begins_anew = False
        if grid.lanes and grid.times:
            self.go_to((min(row, len(grid.times) - 1), min(lane, len(grid.lanes) - 1)))
        self.shown.emit()

    def _span_slots(self, grid: Grid) -> None:
        """Let the cursor, the mouse and a screen reader meet a slot longer than a row as one."""
        self.clearSpans()
        for (row, lane), height in grid.heights.items():
            self.setSpan(row, lane, height, 1)

    def _start(self, grid: Grid, now: datetime) -> tuple[int, int]:
        """Return where the cursor begins: where it was kept, else at the present moment."""
        place, lanes = self.place, list(enumerate(grid.lanes))
        if place is not None:
            of_day = [number for number, one in lanes if one.day == place.day]
            own = (number for number in of_day if grid.lanes[number].clinician == place.clinician)
            lane = next(own, of_day[0] if of_day else None)
            if lane is not None:
                return grid.nearest_row(place.minute), lane
        today = span.london_day(now)
        lane = next((number for number, one in lanes if one.day == today), 0)
        return grid.row_of(now) or 0, lane

    def begin_on(self, day: date) -> None:
        """Let the cursor stand on a day when it is shown, at the time of day where it is now."""
        before = self.place_of_cursor(day)
        if before is not None:
            self.place, self._begins_anew = replace(before, day=day), True

    def place_of_cursor(self, shown: date) -> Place | None:
        """Return where the cursor is, with the day that is shown; None where there is nothing."""
        index, grid = self.currentIndex(), self.model_.grid
        if not index.isValid():
            return None
        lane = grid.lanes[index.column()]
        return Place(shown, lane.day, grid.times[index.row()], lane.clinician)

    def go_to(self, cell_place: tuple[int, int]) -> None:
        """Put the cursor on a place, or on the slot that covers it."""
        self.setCurrentIndex(self.model_.index(*self.model_.grid.head(cell_place)))

    def place_at(self, at: QPoint) -> tuple[int, int] | None:
        """Return the place under a point of the grid, of a longer slot its first one; None outside."""
        index = self.indexAt(at) if self.viewport().rect().contains(at) else QModelIndex()
        return self.model_.grid.head((index.row(), index.column())) if index.isValid() else None

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
        elif not has_command and self.jump.typed.takes(event.text()):
            self.jump.typed.add(event.text())
            return
        else:
            self.jump.typed.finish()
            if not self._walk(key, plain):
                self._press(event, plain)

    def _walk(self, key: int, plain: bool) -> bool:
        """Go to the first or the last slot of the lane; tell whether the key was for that."""
        if not plain or key not in (Qt.Key.Key_Home, Qt.Key.Key_End) or not self.currentIndex().isValid():
            return False
        lane = self.currentIndex().column()
        rows = [row for row, number in self.model_.grid.cells if number == lane]
        if rows:
            self.go_to((min(rows) if key == Qt.Key.Key_Home else max(rows), lane))
        return True

    def _press(self, event: QKeyEvent, plain: bool) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif event.key() == Qt.Key.Key_Delete and plain:
            self.typed.emit("DEL")
        elif plain and event.text() and event.text().isalpha():
            self.typed.emit(event.text().upper())
        else:
            super().keyPressEvent(event)

    # ---- what is shown over it

    def show_ghost(self, ghost: Ghost | None, told: str = "") -> None:
        """Show what is dragged, and in words where it would land, or why it cannot be dropped there."""
        if ghost is None and self._ghost is None:
            return
        self._ghost = ghost
        self.show_hint(told, "bad" if ghost is not None and ghost.is_refused else "call-back")
        self.viewport().update()

    def show_hint(self, text: str, state: str) -> None:
        """Show a few words over the grid, or none."""
        if self._hint is None:
            self._hint = chip("", state)
            self._hint.setParent(self)
        set_chip(self._hint, text, state)
        if text:
            self._hint.adjustSize()
            self._hint.move(self.viewport().x() + 8, self.viewport().y() + 6)
            self._hint.raise_()

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
            ghost=self._ghost,
        )
        rows = strips(self._times, dirty.top(), dirty.bottom())
        lanes = strips(self._days, dirty.left(), dirty.right())
        painter = QPainter(self.viewport())
        self._painter.paint(painter, grid, rows, lanes, look)
        painter.end()
