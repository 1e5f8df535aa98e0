"""The palette's list: a model of entries, and how one is painted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from reception.ui.palette.entries import STATES, Entry
from reception.ui.theme import Theme, sized

Index = QModelIndex | QPersistentModelIndex
ROW = 36
"""Height of an entry in pixels."""
MOST_ROWS, LEAST_ROWS = 9, 2
"""How many entries are shown at once, and how few in a low window."""
MARGIN, PILL, GAP = 14, 64, 12
"""Pixels beside an entry, of the word before it, and between its parts."""


class Entries(QAbstractListModel):
    """The entries that are shown."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: tuple[Entry, ...] = ()

    def show(self, entries: Sequence[Entry]) -> None:
        """Show other entries."""
        self.beginResetModel()
        self.entries = tuple(entries)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return how many entries there are."""
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what an entry says."""
        if not index.isValid() or index.row() >= len(self.entries):
            return None
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return entry.spoken
        return entry if role == Qt.ItemDataRole.UserRole else None


class EntryDelegate(QStyledItemDelegate):
    """Paints an entry: its kind as a pill, what it is, what else to know, its key at the right."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of an entry."""
        return QSize(0, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one entry."""
        entry = index.data(Qt.ItemDataRole.UserRole)
        painter.save()
        rect, chosen = option.rect, bool(option.state & QStyle.StateFlag.State_Selected)
        pointed_at = bool(option.state & QStyle.StateFlag.State_MouseOver)
        ground = "accent_wash" if chosen else "ground" if pointed_at else "surface"
        painter.fillRect(rect, self._theme.colour(ground))
        if chosen:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), self._theme.colour("accent"))
        inside = rect.adjusted(MARGIN, 0, -MARGIN, 0)
        self._pill(painter, QRect(inside.left(), inside.top(), PILL, ROW), entry)
        inside.setLeft(inside.left() + PILL + GAP)
        inside.setRight(inside.right() - self._key(painter, inside, entry.key or ("Enter" if chosen else "")))
        self._words(painter, inside, entry)
        painter.restore()

    def _pill(self, painter: QPainter, rect: QRect, entry: Entry) -> None:
        ink, wash = self._theme.state(STATES.get(entry.kind, "neutral"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(sized(painter.font(), 12))
        pill = rect.adjusted(0, 9, 0, -9)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(wash)
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        painter.setPen(ink)
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, entry.kind.value)

    def _key(self, painter: QPainter, rect: QRect, key: str) -> int:
        """Paint a key at the right; return how much room it took."""
        if not key:
            return 0
        painter.setFont(sized(painter.font(), 12))
        painter.setPen(self._theme.colour("muted"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, key)
        return QFontMetrics(painter.font()).horizontalAdvance(key) + GAP

    def _words(self, painter: QPainter, rect: QRect, entry: Entry) -> None:
        left = rect.left()
        for text, token, pixels, bold in (
            (entry.title, "ink", 13, bool(entry.detail)),
            (entry.detail, "muted", 13, False),
        ):
            painter.setFont(sized(painter.font(), pixels, bold=bold))
            painter.setPen(self._theme.colour(token))
            metrics = QFontMetrics(painter.font())
            place = QRect(left, rect.top(), max(0, rect.right() - left), rect.height())
            flat = " ".join(text.split())
            shown = metrics.elidedText(flat, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
            left += metrics.horizontalAdvance(shown) + GAP


class EntryList(QListView):
    """The list below the field, which keeps the focus. `chosen` carries the entry that was clicked."""

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.entries = Entries()
        self.setModel(self.entries)
        self.setItemDelegate(EntryDelegate(theme, self))
        self.setAccessibleName("Found")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.clicked.connect(lambda index: self.chosen.emit(self.entries.entries[index.row()]))

    def sizeHint(self) -> QSize:
        """Return room for the entries, as far as they are shown at once."""
        return QSize(super().sizeHint().width(), min(len(self.entries.entries), MOST_ROWS) * ROW)

    def minimumSizeHint(self) -> QSize:
        """Return room for a few of them."""
        return QSize(0, min(len(self.entries.entries), LEAST_ROWS) * ROW)

    @property
    def current(self) -> Entry | None:
        """Return the entry that Enter would do, or None."""
        number = self.currentIndex().row()
        return self.entries.entries[number] if 0 <= number < len(self.entries.entries) else None

    def show_entries(
        self, entries: Sequence[Entry], keep: Entry | None = None, *, is_certain: bool = True
    ) -> None:
        """Show other entries, at one that somebody walked to where it is still there, else at the first.

        Where it is not certain which is meant, none is chosen until somebody walks to it.
        """
        self.entries.show(entries)
        kept = next((n for n, one in enumerate(entries) if keep is not None and one == keep), None)
        if kept is not None or is_certain:
            self.go_to(kept or 0)
        self.updateGeometry()

    def go_to(self, number: int) -> None:
        """Choose an entry by its place, or the one nearest to it."""
        last = len(self.entries.entries) - 1
        self.setCurrentIndex(self.entries.index(max(0, min(number, last))))
