"""How the grid is painted: all cells in sight in one go, so that 50 clinicians scroll as one does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from reception.domain import span
from reception.domain.ids import CallId
from reception.domain.slot import SlotState
from reception.ui.diary.cell import PARKED, Cell, surname
from reception.ui.diary.layout import Grid, Place
from reception.ui.diary.strips import Strip, begun_above, block, in_sight
from reception.ui.diary.texts import Briefer, Texts
from reception.ui.theme import Theme

TEXT_LEFT, TEXT_RIGHT, BAR, FLAG = 9, 3, 3, 9
"""Pixels beside the words of a cell, of the bar at the left of a call, and of the flag of one that is parked."""
ROOMY = 220
"""Pixels of a lane in which a call says its patient's whole name, what it is about, their needs and its state."""
PALE, OVER = 160, 56
"""Of 255: how much of a call is covered while it is dragged away, and of a slot that is selected."""


@dataclass(frozen=True)
class Ghost:
    """What is dragged: the places it would take, the place it comes from, and what is said of it there."""

    places: tuple[tuple[int, int], ...]
    origin: tuple[int, int] | None
    text: str
    is_refused: bool


@dataclass(frozen=True)
class Look:
    """What else the grid shows than its cells: the moment, the place with the cursor, whether names are hidden."""

    now: datetime | None = None
    cursor: tuple[int, int] | None = None
    is_private: bool = False
    text_pixels: int = 12
    ghost: Ghost | None = None
    selected: frozenset[Place] = frozenset()
    parked: frozenset[CallId] = frozenset()
    """The calls on the pinboard."""


class GridPainter:
    """Paints the cells; knows the colours of the look in use."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._colours: dict[str, QColor] = {}
        self._states: dict[str, tuple[QColor, QColor]] = {}
        self._texts = Texts()
        self._pixels = self._row = 0
        theme.changed.connect(self._forget)

    def _forget(self) -> None:
        self._colours, self._states = {}, {}

    def colour(self, token: str) -> QColor:
        """Return a token as a colour."""
        if token not in self._colours:
            self._colours[token] = self._theme.colour(token)
        return self._colours[token]

    def _state(self, state: str) -> tuple[QColor, QColor]:
        if state not in self._states:
            self._states[state] = self._theme.state(state)
        return self._states[state]

    # ---- the whole

    def paint(
        self, painter: QPainter, grid: Grid, rows: Sequence[Strip], lanes: Sequence[Strip], look: Look
    ) -> None:
        """Paint the cells of some rows and lanes: ground, then calls and slots, then lines, now and the cursor."""
        if not rows or not lanes:
            return
        self._texts.use(painter.font())
        self._pixels, self._row = look.text_pixels, rows[0].length
        left, top = lanes[0].start, rows[0].start
        right, bottom = lanes[-1].start + lanes[-1].length, rows[-1].start + rows[-1].length
        painter.fillRect(left, top, right - left, bottom - top, self.colour("ground"))
        told = self._paint_plain(painter, grid, rows, lanes)
        line = self.colour("line")
        for row in rows:
            painter.fillRect(left, row.start + row.length - 1, right - left, 1, line)
        for cell, rect in told:
            self._fill(painter, rect, cell, look.parked)
        self._now(painter, grid, rows, lanes, look.now)
        under_cursor = grid.cells.get(look.cursor) if look.cursor is not None else None
        for cell, rect in told:
            if cell is not under_cursor or not cell.is_free:  # which says it itself
                self._tell(
                    painter, rect, cell, look, is_odd=bool(grid.odd) and grid.find(cell.id) in grid.odd
                )
        for lane in lanes:
            painter.fillRect(lane.start + lane.length - 1, top, 1, bottom - top, line)
        for place in look.selected and in_sight(grid, rows, lanes) & look.selected:
            self._selected(painter, block(grid, place, rows, lanes))
        self._cursor(painter, grid, rows, lanes, look)
        if look.ghost is not None:
            self._ghost(painter, grid, look.ghost, rows, lanes)

    def _paint_plain(
        self, painter: QPainter, grid: Grid, rows: Sequence[Strip], lanes: Sequence[Strip]
    ) -> list[tuple[Cell, QRect]]:
        """Paint free slots white, those below one another in one go; return the cells of which more is to be told.

        Those are the calls and what is not free, every slot that is longer than a row, and the odd ones.
        """
        cells, heights, odd, surface = grid.cells, grid.heights, grid.odd, self.colour("surface")
        told: list[tuple[Cell, QRect]] = [] if not heights else begun_above(grid, rows, lanes)
        for lane in lanes:
            number, start, width = lane.number, lane.start, lane.length
            begun = -1
            for row in rows:
                cell = cells.get((row.number, number))
                height = heights.get((row.number, number), 1) if heights else 1
                is_white = cell is not None and cell.is_plain and not cell.is_over and height == 1
                if is_white and begun < 0:
                    begun = row.start
                elif not is_white and begun >= 0:
                    painter.fillRect(start, begun, width, row.start - begun, surface)
                    begun = -1
                is_told = height > 1 or (odd and (row.number, number) in odd)
                if cell is not None and (is_told or not cell.is_plain):
                    told.append((cell, QRect(start, row.start, width, height * row.length)))
            if begun >= 0:
                painter.fillRect(start, begun, width, rows[-1].start + rows[-1].length - begun, surface)
        return told

    def _fill(self, painter: QPainter, rect: QRect, cell: Cell, parked: frozenset[CallId]) -> None:
        """Fill a call with its state's colour, and hatch what is closed or blocked."""
        inside = rect.adjusted(0, 0, 0, -1)
        if cell.is_plain:
            painter.fillRect(inside, self.colour("ground" if cell.is_over else "surface"))
            return
        if cell.line is not None:
            is_parked = cell.is_parked(parked)
            ink, wash = self._state(cell.colour_where(is_parked=is_parked))
            painter.fillRect(inside, wash)
            painter.fillRect(rect.left(), rect.top(), BAR, rect.height() - 1, ink)
            if is_parked:
                self._flag(painter, inside)
            return
        if cell.is_withdrawn:
            painter.setPen(QPen(self.colour("muted"), 1, Qt.PenStyle.DotLine))
            painter.drawRect(inside.adjusted(2, 2, -4, -3))
            return
        if cell.gap is None and cell.slot.state is SlotState.OPEN:
            painter.fillRect(inside, self.colour("neutral_wash"))
            return
        painter.fillRect(inside, self.colour("ground" if cell.is_over else "surface"))
        painter.fillRect(inside, QBrush(self.colour("line"), Qt.BrushStyle.BDiagPattern))

    def _tell(self, painter: QPainter, rect: QRect, cell: Cell, look: Look, *, is_odd: bool) -> None:
        """Say what a cell holds, and before that its time where its row has another one."""
        if cell.is_plain and not is_odd:
            return
        at = f"{span.clock(cell.slot.starts_at)} " if is_odd else ""
        text = f"{at}{cell.text(is_private=look.is_private)}"
        rect = rect.adjusted(0, 0, 0, self._row - rect.height())  # in its first row, however long it is
        if cell.line is None:
            self._text(painter, rect, text, self.colour("muted"))
            return
        is_parked = cell.is_parked(look.parked)
        ink, wash = self._state(cell.colour_where(is_parked=is_parked))
        is_now = look.now is not None and cell.slot.starts_at <= look.now < cell.slot.ends_at
        mark, word = cell.mark, PARKED if is_parked else ""
        briefer = surname if not look.is_private else _without_time if is_odd else None
        if rect.width() >= ROOMY:
            told, mark = cell.full(is_private=look.is_private, is_parked=is_parked)
            text, word, briefer = f"{at}{told}", "", None
        if is_parked:
            rect = rect.adjusted(0, 0, -FLAG // 2, 0)
        self._text(painter, rect, text, ink, mark, wash if is_now else None, word, briefer)

    def _flag(self, painter: QPainter, rect: QRect) -> None:
        """Fill the upper right corner of a call that is parked."""
        right, top = rect.right(), rect.top()
        corner = (QPoint(right - FLAG, top), QPoint(right, top), QPoint(right, top + FLAG))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.colour(PARKED))
        painter.drawPolygon(corner)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    # ---- texts

    def _text(
        self,
        painter: QPainter,
        rect: QRect,
        text: str,
        colour: QColor,
        mark: str = "",
        ground: QColor | None = None,
        word: str = "",
        briefer: Briefer | None = None,
    ) -> None:
        """Paint a text, shorter or cut where there is no room, and behind it its mark, which is never cut.

        With a `ground` it stands on that, where the line of the present moment would run through the letters.
        """
        room = rect.width() - TEXT_LEFT - TEXT_RIGHT
        kept = self._texts.cut(text, mark, room, self._pixels, False, word, briefer)
        left, top, height = rect.left(), rect.top(), rect.height() - 1
        if ground is not None:
            painter.fillRect(left + 6, top, kept[1] + 6, height, ground)
        painter.setPen(colour)
        self._texts.draw(painter, left + TEXT_LEFT, top, height, kept, self._pixels)

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

    def _selected(self, painter: QPainter, rect: QRect | None) -> None:
        """Lay the accent over a selected slot, with a bar at its right."""
        if rect is None:
            return
        over = QColor(self.colour("accent"))
        over.setAlpha(OVER)
        painter.fillRect(rect.adjusted(0, 0, -1, -1), over)
        painter.fillRect(rect.right() - BAR, rect.top(), BAR, rect.height() - 1, self.colour("accent"))

    def _cursor(
        self, painter: QPainter, grid: Grid, rows: Sequence[Strip], lanes: Sequence[Strip], look: Look
    ) -> None:
        """Draw a ring around the place that has the keys; on a free slot its time."""
        if look.cursor is None:
            return
        rect = block(grid, look.cursor, rows, lanes)
        if rect is None:
            return
        cell = grid.cells.get(look.cursor)
        if cell is not None and cell.is_free:
            first = rect.adjusted(0, 0, 0, self._row - rect.height())
            self._text(painter, first, f"{span.clock(cell.slot.starts_at)} free", self.colour("accent_ink"))
        pen = QPen(self.colour("accent"), 2)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def _ghost(
        self, painter: QPainter, grid: Grid, ghost: Ghost, rows: Sequence[Strip], lanes: Sequence[Strip]
    ) -> None:
        """Draw what is dragged, dashed where it would land; where it came from is pale meanwhile."""
        left = block(grid, ghost.origin, rows, lanes) if ghost.origin is not None else None
        if left is not None:
            pale = QColor(self.colour("surface"))
            pale.setAlpha(PALE)
            painter.fillRect(left.adjusted(0, 0, -1, -1), pale)
        blocks = (block(grid, place, rows, lanes) for place in ghost.places)
        found = [rect for rect in blocks if rect is not None]
        if not found:
            return
        whole = found[0]
        for rect in found[1:]:
            whole = whole.united(rect)
        ink, wash = ("bad", "bad_wash") if ghost.is_refused else ("accent", "accent_wash")
        painter.fillRect(whole.adjusted(0, 0, -1, -1), self.colour(wash))
        painter.setPen(QPen(self.colour(ink), 2, Qt.PenStyle.DashLine))
        painter.drawRect(whole.adjusted(1, 1, -2, -2))
        told = self.colour("bad" if ghost.is_refused else "accent_ink")
        first = found[0].adjusted(0, 0, 0, self._row - found[0].height())
        self._text(painter, first, ghost.text, told)


def _without_time(text: str) -> str:
    """Return `J. H.` of `09:40 J. H.`, for narrow places."""
    return text.partition(" ")[2].removeprefix(f"{span.SECOND.strip()} ")
