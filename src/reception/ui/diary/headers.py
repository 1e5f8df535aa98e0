"""The edges of the grid: days with their lanes across, times down."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QTableView

from reception.domain import span
from reception.ui.diary.layout import Grid, Lane, clock_text
from reception.ui.theme import Theme, sized

BAND, LANE_LINE = 26, 15
"""Pixels of a day's band, and of one line of a lane below it."""
HEIGHT = BAND + 2 * LANE_LINE + 6
WIDTH = 52
EDGE = 8


class DayHeader(QHeaderView):
    """A band for each day with what is free, and below it who works where."""

    def __init__(self, theme: Theme, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._theme = theme
        self.grid = Grid()
        self._today: date | None = None
        self._bands: dict[date, tuple[int, int, int]] = {}
        self._is_side_by_side = False
        self.setFixedHeight(HEIGHT)
        self.setHighlightSections(False)

    def show_grid(self, grid: Grid, today: date) -> None:
        """Show the lanes of another grid; the day of now stands out."""
        self.grid, self._today, self._bands = grid, today, {}
        for number, lane in enumerate(grid.lanes):
            first, _, free = self._bands.get(lane.day, (number, number, 0))
            self._bands[lane.day] = first, number, free + lane.free

    def put_side_by_side(self, is_side_by_side: bool) -> None:
        """Say of each clinician alone what is free, where all are of one day; or of each day."""
        self._is_side_by_side = is_side_by_side
        self.setFixedHeight(HEIGHT - BAND if is_side_by_side else HEIGHT)
        self.viewport().update()

    def paintSection(self, painter: QPainter, rect: QRect, number: int) -> None:
        """Paint a lane's part of its day's band, and the lane."""
        if not 0 <= number < len(self.grid.lanes):
            return
        painter.save()
        painter.setClipRect(rect)
        lane = self.grid.lanes[number]
        painter.fillRect(rect, self._theme.colour("surface"))
        if self._is_side_by_side:
            self._paint_clinician(painter, rect, lane)
        else:
            self._paint_band(painter, rect, lane)
            self._paint_lane(painter, rect, lane)
        line = self._theme.colour("line")
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, line)
        ends_day = number + 1 == len(self.grid.lanes) or self.grid.lanes[number + 1].day != lane.day
        top = rect.top() if ends_day or self._is_side_by_side else rect.top() + BAND
        painter.fillRect(rect.right(), top, 1, rect.height(), line)
        painter.restore()

    def _band(self, lane: Lane, rect: QRect) -> QRect:
        """Return the rectangle of a lane's whole day."""
        first, last, _ = self._bands[lane.day]
        left = self.sectionViewportPosition(first)
        right = self.sectionViewportPosition(last) + self.sectionSize(last)
        return QRect(left + EDGE, rect.top(), right - left - EDGE, BAND)

    def _paint_band(self, painter: QPainter, rect: QRect, lane: Lane) -> None:
        band = self._band(lane, rect)
        bold = sized(self.font(), 13, bold=True)
        self._text(painter, band, lane.day_text, bold, "accent_ink" if lane.day == self._today else "ink")
        free = self._bands[lane.day][2]
        if lane.clinician is not None:
            after = band.adjusted(QFontMetrics(bold).horizontalAdvance(lane.day_text) + 6, 0, 0, 0)
            self._text(painter, after, f"{free} free", sized(self.font(), 12), "muted")

    def _paint_clinician(self, painter: QPainter, rect: QRect, lane: Lane) -> None:
        """Paint who works, and below it where and how much of it is free."""
        inside = QRect(rect.left() + EDGE, rect.top() + 4, rect.width() - EDGE - 2, LANE_LINE)
        self._text(painter, inside, lane.title, sized(self.font(), 13, bold=True), "ink")
        second = f"{lane.free} free · {lane.second}" if lane.clinician is not None else lane.second
        self._text(painter, inside.translated(0, LANE_LINE), second, sized(self.font(), 12), "muted")

    def _paint_lane(self, painter: QPainter, rect: QRect, lane: Lane) -> None:
        """Paint who works, how much of it is free where there is room and it is not said above, and below it where."""
        inside = QRect(rect.left() + EDGE, rect.top() + BAND, rect.width() - EDGE - 2, LANE_LINE)
        font, token = sized(self.font(), 12), "ink" if lane.clinician else "muted"
        self._text(painter, inside, lane.title, font, token)
        self._text(painter, inside.translated(0, LANE_LINE), lane.second, sized(self.font(), 11), "muted")
        first, last, _ = self._bands[lane.day]
        metrics, count = QFontMetrics(font), str(lane.free)
        taken = metrics.horizontalAdvance(lane.title) + EDGE
        for shown in (f"{count} free", count):
            width = metrics.horizontalAdvance(shown)
            if lane.clinician is not None and first != last and taken + width <= inside.width():
                right = inside.adjusted(inside.width() - width - 2, 0, 0, 0)
                self._text(painter, right, shown, font, "muted")
                return

    def _text(self, painter: QPainter, rect: QRect, text: str, font: QFont, token: str) -> None:
        painter.setFont(font)
        painter.setPen(self._theme.colour(token))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


class TimeHeader(QHeaderView):
    """The hours and half hours; every row has its time for a screen reader."""

    def __init__(self, theme: Theme, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Vertical, view)
        self._theme = theme
        self.grid = Grid()
        self.setFixedWidth(WIDTH)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def paintSection(self, painter: QPainter, rect: QRect, number: int) -> None:
        """Paint a time at the top of its row."""
        painter.save()
        painter.fillRect(rect, self._theme.colour("surface"))
        painter.fillRect(rect.right(), rect.top(), 1, rect.height(), self._theme.colour("line"))
        if number < len(self.grid.times) and self.grid.times[number] % 30 == 0:
            painter.setFont(sized(self.font(), 12))
            painter.setPen(self._theme.colour("muted"))
            align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(rect.adjusted(0, 0, -EDGE, 0), align, clock_text(self.grid.times[number]))
        painter.restore()


def header_text(lane: Lane) -> str:
    """Return a lane in words, for a screen reader."""
    where = f", {lane.second}, {lane.free} free" if lane.clinician is not None else ""
    return f"{span.day_text(lane.day)}, {lane.title}{where}"
