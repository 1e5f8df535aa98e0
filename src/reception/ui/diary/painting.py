"""How the grid is painted: all cells in sight in one go, so that 50 clinicians scroll as one does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPen

from reception.domain import span
from reception.ui.diary.layout import Cell, Grid
from reception.ui.theme import Theme, sized

TEXT_LEFT, TEXT_RIGHT, BAR, MARK_GAP = 9, 3, 3, 4
"""Pixels beside the words of a cell, of the bar at the left of a call, and before a mark."""
MOST_KEPT = 4096
"""Texts of which it is known how they are cut."""


@dataclass(frozen=True)
class Strip:
    """A row or a column in sight: its number, where it begins and how long it is, in pixels."""

    number: int
    start: int
    length: int


@dataclass(frozen=True)
class Look:
    """What else the grid shows than its cells: the moment, the place with the cursor, whether names are hidden."""

    now: datetime | None = None
    cursor: tuple[int, int] | None = None
    is_private: bool = False
    text_pixels: int = 12


class GridPainter:
    """Paints the cells; knows the colours of the look in use and how texts are cut."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._colours: dict[str, QColor] = {}
        self._states: dict[str, tuple[QColor, QColor]] = {}
        self._cut: dict[tuple[str, str, int], tuple[str, int]] = {}
        self._base, self._font = QFont(), QFont()
        self._metrics = QFontMetrics(self._font)
        self._pixels = 0
        theme.changed.connect(self._forget)

    def _forget(self) -> None:
        self._colours, self._states, self._pixels = {}, {}, 0

    def colour(self, token: str) -> QColor:
        """Return a token as a colour."""
        if token not in self._colours:
            self._colours[token] = self._theme.colour(token)
        return self._colours[token]

    def _state(self, state: str) -> tuple[QColor, QColor]:
        if state not in self._states:
            self._states[state] = self._theme.state(state)
        return self._states[state]

    def _use_font(self, painter: QPainter, pixels: int) -> None:
        base = painter.font()
        if pixels != self._pixels or base != self._base:
            self._base, self._font, self._pixels = base, sized(base, pixels), pixels
            self._metrics = QFontMetrics(self._font)
            self._cut = {}
        painter.setFont(self._font)

    # ---- the whole

    def paint(
        self, painter: QPainter, grid: Grid, rows: Sequence[Strip], lanes: Sequence[Strip], look: Look
    ) -> None:
        """Paint the cells of some rows and lanes: ground, then calls and slots, then lines, now and the cursor."""
        if not rows or not lanes:
            return
        self._use_font(painter, look.text_pixels)
        left, top = lanes[0].start, rows[0].start
        right, bottom = lanes[-1].start + lanes[-1].length, rows[-1].start + rows[-1].length
        painter.fillRect(left, top, right - left, bottom - top, self.colour("ground"))
        cells, surface = grid.cells, self.colour("surface")
        told: list[tuple[Cell, QRect]] = []
        for lane in lanes:
            number, start, width = lane.number, lane.start, lane.length
            for row in rows:
                cell = cells.get((row.number, number))
                if cell is None:
                    continue
                if cell.is_plain:
                    if not cell.is_over:
                        painter.fillRect(start, row.start, width, row.length, surface)
                else:
                    told.append((cell, QRect(start, row.start, width, row.length)))
        line = self.colour("line")
        for row in rows:
            painter.fillRect(left, row.start + row.length - 1, right - left, 1, line)
        for cell, rect in told:
            self._fill(painter, rect, cell)
        self._now(painter, grid, rows, lanes, look.now)
        for cell, rect in told:
            self._tell(painter, rect, cell, look)
        for lane in lanes:
            painter.fillRect(lane.start + lane.length - 1, top, 1, bottom - top, line)
        self._cursor(painter, grid, rows, lanes, look)

    def _fill(self, painter: QPainter, rect: QRect, cell: Cell) -> None:
        """Fill a call with its state's colour, and hatch what is closed or blocked."""
        inside = rect.adjusted(0, 0, 0, -1)
        if cell.line is not None:
            ink, wash = self._state(cell.colour)
            painter.fillRect(inside, wash)
            painter.fillRect(rect.left(), rect.top(), BAR, rect.height() - 1, ink)
            return
        painter.fillRect(inside, self.colour("ground" if cell.is_over else "surface"))
        painter.fillRect(inside, QBrush(self.colour("line"), Qt.BrushStyle.BDiagPattern))

    def _tell(self, painter: QPainter, rect: QRect, cell: Cell, look: Look) -> None:
        text = cell.text(is_private=look.is_private)
        if cell.line is None:
            self._text(painter, rect, text, self.colour("muted"))
            return
        ink, wash = self._state(cell.colour)
        is_now = look.now is not None and cell.slot.starts_at <= look.now < cell.slot.ends_at
        self._text(painter, rect, text, ink, cell.mark, wash if is_now else None)

    # ---- texts

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
        shown, wide = self._fitted(text, mark, rect.width() - TEXT_LEFT - TEXT_RIGHT)
        if ground is not None:
            painter.fillRect(rect.left() + 6, rect.top(), wide + 6, rect.height() - 1, ground)
        painter.setPen(colour)
        base = rect.top() + (rect.height() - 1 + self._metrics.ascent() - self._metrics.descent()) // 2
        painter.drawText(rect.left() + TEXT_LEFT, base, shown)

    def _fitted(self, text: str, mark: str, room: int) -> tuple[str, int]:
        """Return a text with its mark as it fits into a width, and how wide it is."""
        known = self._cut.get((text, mark, room))
        if known is not None:
            return known
        behind = f" {mark}" if mark else ""
        left = room - self._metrics.horizontalAdvance(behind)
        shown = self._metrics.elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, left) + behind
        if len(self._cut) > MOST_KEPT:
            self._cut = {}
        self._cut[text, mark, room] = found = shown, self._metrics.horizontalAdvance(shown)
        return found

    # ---- the present, and the cursor

    def _now(
        self,
        painter: QPainter,
        grid: Grid,
        rows: Sequence[Strip],
        lanes: Sequence[Strip],
        now: datetime | None,
    ) -> None:
        """Draw the line of the present moment across the lanes of its day."""
        if now is None:
            return
        at, today = grid.row_of(now), span.london_day(now)
        row = next((one for one in rows if one.number == at), None)
        if row is None:
            return
        wall = span.london(now)
        part = (wall.hour * 60 + wall.minute - grid.times[row.number]) / grid.step
        top = row.start + int(part * row.length)
        for lane in lanes:
            if grid.lanes[lane.number].day == today:
                painter.fillRect(lane.start, top, lane.length, 2, self.colour("bad"))

    def _cursor(
        self, painter: QPainter, grid: Grid, rows: Sequence[Strip], lanes: Sequence[Strip], look: Look
    ) -> None:
        """Draw a ring around the place that has the keys; on a free slot its time."""
        if look.cursor is None:
            return
        row = next((one for one in rows if one.number == look.cursor[0]), None)
        lane = next((one for one in lanes if one.number == look.cursor[1]), None)
        if row is None or lane is None:
            return
        rect = QRect(lane.start, row.start, lane.length, row.length)
        cell = grid.cells.get(look.cursor)
        if cell is not None and cell.is_free:
            self._text(painter, rect, f"{span.clock(cell.slot.starts_at)} free", self.colour("accent_ink"))
        pen = QPen(self.colour("accent"), 2)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.drawRect(rect.adjusted(1, 1, -2, -2))
