"""The grid as a model: times down, lanes across, and what each cell says to eyes and to a screen reader."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from reception.domain import span
from reception.domain.ids import CallId
from reception.domain.patient import initials
from reception.domain.slot import SlotState
from reception.ui import words
from reception.ui.diary.cell import Cell
from reception.ui.diary.headers import header_text
from reception.ui.diary.layout import Grid

Index = QModelIndex | QPersistentModelIndex


class GridModel(QAbstractTableModel):
    """Times down, lanes across."""

    def __init__(self) -> None:
        super().__init__()
        self.grid = Grid()
        self.is_private = False
        self.parked: frozenset[CallId] = frozenset()

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
        """Return what a place holds; a longer slot is in each of its rows."""
        place = self.grid.head((index.row(), index.column()))
        return self.grid.cells.get(place) if index.isValid() else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell says, and for the screen reader all of it."""
        cell = self.cell(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text(is_private=self.is_private) if cell else ""
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self._described(cell) if cell else "no slot"
        return None

    def _described(self, cell: Cell) -> str:
        return described(cell, is_private=self.is_private, is_parked=cell.is_parked(self.parked))

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the days and clinicians across, the times down; None where the view asks for one that is gone."""
        is_time = orientation is Qt.Orientation.Vertical
        if not 0 <= section < len(self.grid.times if is_time else self.grid.lanes):
            return None
        if role == Qt.ItemDataRole.DisplayRole and is_time:
            return self.grid.clock(section)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) and not is_time:
            return self._header(section)
        return None

    def _header(self, section: int) -> str:
        lane = self.grid.lanes[section]
        return header_text(lane, self.grid.notes.get(lane.day, ""))


def described(cell: Cell, *, is_private: bool = False, is_parked: bool = False) -> str:
    """Return a cell in words: when, where, and who or that it is free; in privacy view initials alone."""
    when = f"{span.moment_text(cell.slot.starts_at)}–{span.clock(cell.slot.ends_at)}, {cell.clinic.name}"
    if cell.line is not None:
        name, about = cell.line.patient.name, cell.line.call.about
        who = initials(name) if is_private else f"{name}, {about}" if about else name
        parked = ", parked on the pinboard" if is_parked else ""
        return f"{when}: {who}, {words.call_word(cell.line)}{parked}{_why_move(cell)}"
    if cell.slot.state is SlotState.BLOCKED:
        kind = f", {cell.slot.kind.words.lower()}" if cell.slot.kind else ""
        return f"{when}: blocked{kind}{f', {cell.slot.reason}' if cell.slot.reason else ''}"
    if cell.is_withdrawn:
        kind = f", {cell.slot.kind.words.lower()}" if cell.slot.kind else ""
        return f"{when}: withdrawn{kind}{f', {cell.slot.reason}' if cell.slot.reason else ''}"
    if cell.gap is not None:
        return f"{when}: closed{f', {cell.gap.reason}' if cell.gap.reason else ''}"
    if cell.opens:
        return f"{when}: {cell.opens} for booking"
    if cell.held is not None and not cell.is_over:
        return f"{when}: being booked by {cell.held.who} at {cell.held.desk}"
    return f"{when}: over, nobody was booked" if cell.is_over else f"{when}: free"


def _why_move(cell: Cell) -> str:
    """Return that a call needs another time, and why; nothing where it does not."""
    if not cell.needs_another_time or cell.gap is None:
        return ""
    return f", needs another time: {cell.gap.reason or 'closed'}"
