"""Selecting several slots of the grid: a rectangle from where it began to the cursor, by keys or mouse."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QLabel, QTableView

from reception.domain.ids import SlotId
from reception.ui.diary.chosen import Chosen, chosen_in
from reception.ui.diary.layout import Grid, Place
from reception.ui.widgets.basics import chip, set_chip

if TYPE_CHECKING:
    from reception.ui.diary.grid import GridView

Moves = QAbstractItemView.CursorAction
MOVES = {
    Qt.Key.Key_Up: Moves.MoveUp,
    Qt.Key.Key_Down: Moves.MoveDown,
    Qt.Key.Key_Left: Moves.MoveLeft,
    Qt.Key.Key_Right: Moves.MoveRight,
    Qt.Key.Key_PageUp: Moves.MovePageUp,
    Qt.Key.Key_PageDown: Moves.MovePageDown,
}
KEYS = "B blocks, R releases, W withdraws. Esc leaves them."
EDGE = 8
"""Pixels between the words about what is selected and the edge of the grid."""


class Selecting(QObject):
    """Keeps the selected slots by their names, so that they stay selected when the diary is read again.

    `changed` tells that others are selected, or none.
    """

    changed = Signal()

    def __init__(self, grid: GridView) -> None:
        super().__init__(grid)
        self._grid = grid
        self.ids: frozenset[SlotId] = frozenset()
        self.places: frozenset[Place] = frozenset()
        self._began: Place | None = None
        self._is_still = False
        self._told: QLabel | None = None

    @property
    def is_on(self) -> bool:
        """Tell whether more than the slot under the cursor is selected."""
        return bool(self.ids)

    @property
    def chosen(self) -> Chosen:
        """Return the selected cells, or the one under the cursor alone."""
        if self.is_on:
            return chosen_in(self._grid.model_.grid, set(self.places))
        current = self._grid.current
        return Chosen(()) if current is None else Chosen((current,))

    # ---- selecting

    def extend_by(self, key: int, held: Qt.KeyboardModifier) -> bool:
        """Take the cursor along with Shift and a key and select up to there; tell whether the key was for that."""
        is_shift = held & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.ShiftModifier
        place = self._grid.place_after(Qt.Key(key)) if is_shift and not self._grid.read_only else None
        if place is not None:
            self.extend(place)
        return place is not None

    def press(self, event: QMouseEvent) -> bool:
        """Select up to where the mouse goes down with Shift; keep what is selected under its right button."""
        place = self._grid.place_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.RightButton:
            return place in self.places
        is_shift = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        if (
            event.button() != Qt.MouseButton.LeftButton
            or not is_shift
            or place is None
            or self._grid.read_only
        ):
            return False
        self.extend(place)
        self._grid.setFocus()
        return True

    def extend(self, to: Place) -> None:
        """Select all slots between where it began, or the cursor, and a place, which gets the cursor."""
        index = self._grid.currentIndex()
        began = self._began or (max(index.row(), 0), max(index.column(), 0))
        with self.kept():
            self._grid.go_to(to)
        grid = self._grid.model_.grid
        self._began = began
        self.select({grid.cells[place].id for place in inside(grid, began, to) if place in grid.cells})

    def select(self, ids: Collection[SlotId]) -> None:
        """Select some slots; fewer than two are no more than the cursor."""
        grid = self._grid.model_.grid
        places = {id_: place for id_ in ids if (place := grid.find(id_)) is not None}
        self.ids = frozenset(places) if len(places) > 1 or self._began is not None else frozenset()
        self.places = frozenset(places.values()) if self.ids else frozenset()
        self._mark()
        self._tell()
        self._grid.viewport().update()
        self.changed.emit()

    def clear(self) -> bool:
        """Select nothing but the cursor; tell whether there was anything else."""
        was_on = self.is_on or self._began is not None
        if was_on and not self._is_still:
            self._began = None
            self.select(())
        return was_on

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Keep what is selected while the cursor moves."""
        self._is_still, before = True, self._is_still
        try:
            yield
        finally:
            self._is_still = before

    def show_again(self, before: Grid) -> None:
        """Find the selected slots in a grid that was read again; in another one a new selection begins anew."""
        if not self.is_on:
            return
        now = self._grid.model_.grid
        if lanes(before) != lanes(now) or before.times != now.times:
            self._began = None
        self.select(self.ids)

    # ---- telling

    def _mark(self) -> None:
        """Let a screen reader know which cells are selected."""
        model, selection = self._grid.model_, QItemSelection()
        for row, lane in self.places:
            index = model.index(row, lane)
            selection.select(index, index)
        if not self.places and self._grid.currentIndex().isValid():
            selection.select(self._grid.currentIndex(), self._grid.currentIndex())
        self._grid.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _tell(self) -> None:
        """Say how many are selected: at the edge of the grid away from the cursor, and to a screen reader."""
        if self._told is None:
            if not self.is_on:
                return
            self._told = chip("", "call-back")
        shown = self._grid.focusProxy()  # the list, where that is shown
        view = shown if isinstance(shown, QTableView) else self._grid
        if self._told.parent() is not view:
            self._told.setParent(view)
        told = self.chosen.sentence if self.is_on else ""
        set_chip(self._told, f"{told}. {KEYS}" if told else "", "call-back")
        if not told:
            return
        _put_beside(self._told, view, [] if view is not self._grid else _calls_in_sight(self._grid))
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(view, told))


def _put_beside(told: QLabel, view: QTableView, calls: Sequence[QRect]) -> None:
    """Put words over no call and not over the cursor: as near to the lower edge, or to the upper one, as can be."""
    room, cursor = view.viewport().rect(), view.visualRect(view.currentIndex())
    told.adjustSize()
    right = max(EDGE, room.right() - EDGE - told.width())
    low = max(EDGE, room.bottom() - EDGE - told.height())
    heights = range(EDGE, low + 1, EDGE)
    is_low = cursor.center().y() > room.height() // 2
    places = [QPoint(x, y) for y in (heights if is_low else reversed(heights)) for x in (EDGE, right)]
    taken = (*calls, cursor)
    size = told.size()
    usual = QPoint(EDGE, EDGE if is_low else low)
    free = (at for at in places if not any(QRect(at, size).intersects(one) for one in taken))
    told.move(next(free, usual) + view.viewport().pos())
    told.raise_()


def _calls_in_sight(view: GridView) -> list[QRect]:
    """Return where the calls are painted."""
    room, model = view.viewport().rect(), view.model_
    found = [view.visualRect(model.index(*place)) for place, cell in model.grid.cells.items() if cell.line]
    return [one for one in found if one.intersects(room)]


def inside(grid: Grid, one: Place, other: Place) -> Iterator[Place]:
    """Yield the places of a rectangle; of a longer slot that reaches into it where that begins."""
    top, bottom = sorted((one[0], other[0]))
    left, right = sorted((one[1], other[1]))
    for row in range(top, bottom + 1):
        for lane in range(left, right + 1):
            yield grid.head((row, lane))


def lanes(grid: Grid) -> list[tuple[object, object]]:
    """Return the days and clinicians of a grid's lanes."""
    return [(lane.day, lane.clinician) for lane in grid.lanes]
