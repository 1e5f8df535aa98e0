"""The edges of the grid: days with their lanes across, times down."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QTableView

from reception.domain import span
from reception.ui.diary.layout import Grid, Lane, clock_text
from reception.ui.diary.painting import Strip
from reception.ui.diary.texts import Texts
from reception.ui.theme import Theme, sized

BAND, LANE_LINE, BELOW = 24, 15, 4
"""Pixels of a day's band, of one line of a lane below it, and of what stays empty below both."""
HEIGHT = BAND + 2 * LANE_LINE + BELOW
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
        self._texts = Texts()
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

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lanes in sight, and once for each day its band."""
        painter, dirty = QPainter(self.viewport()), event.rect()
        self._texts.use(self.font())
        painter.fillRect(dirty, self._theme.colour("surface"))
        line, height = self._theme.colour("line"), self.height()
        painter.fillRect(dirty.left(), height - 1, dirty.width(), 1, line)
        seen: set[date] = set()
        for strip in strips(self, dirty.left(), dirty.right()):
            if strip.number >= len(self.grid.lanes):
                break
            lane, rect = self.grid.lanes[strip.number], QRect(strip.start, 0, strip.length, height)
            if self._is_side_by_side:
                self._paint_clinician(painter, rect, lane)
            else:
                self._paint_lane(painter, rect, lane)
                if lane.day not in seen:
                    self._paint_band(painter, lane)
                seen.add(lane.day)
            ends_day = strip.number == self._bands[lane.day][1]
            top = 0 if ends_day or self._is_side_by_side else BAND
            painter.fillRect(rect.right(), top, 1, height - top, line)
        painter.end()

    def _paint_band(self, painter: QPainter, lane: Lane) -> None:
        """Paint the day of a lane, and how much of it is free."""
        first, last, free = self._bands[lane.day]
        left = self.sectionViewportPosition(first)
        right = self.sectionViewportPosition(last) + self.sectionSize(last)
        band = QRect(left + EDGE, 0, right - left - EDGE, BAND)
        token = "accent_ink" if lane.day == self._today else "ink"
        wide = self._text(painter, band, lane.day_text, 13, token, bold=True) + 6
        if lane.clinician is None:
            return
        count, note, metrics = f"{free} free", self.grid.notes.get(lane.day, ""), self._texts.font(12)[1]
        room = band.width() - wide
        if note:  # where there is no room for both, it goes before the count, which lanes have too
            both = metrics.horizontalAdvance(note) + metrics.horizontalAdvance(count) + 6
            left = room if both > room and first != last else room - metrics.horizontalAdvance(count) - 6
            taken = self._text(painter, QRect(band.left() + wide, 0, left, BAND), note, 12, "warn") + 6
            wide, room = wide + taken, room - taken
        if room >= metrics.horizontalAdvance(count):
            self._text(painter, band.adjusted(wide, 0, 0, 0), count, 12, "muted")

    def _paint_clinician(self, painter: QPainter, rect: QRect, lane: Lane) -> None:
        """Paint who works, and below it where and how much of it is free."""
        inside = QRect(rect.left() + EDGE, rect.top() + BELOW // 2, rect.width() - EDGE - 2, LANE_LINE)
        self._text(painter, inside, lane.title, 13, "ink", bold=True)
        second = f"{lane.free} free · {lane.second}" if lane.clinician is not None else lane.second
        note = lane.note or (self.grid.notes.get(lane.day, "") if lane.clinician is not None else "")
        self._second(painter, inside.translated(0, LANE_LINE), note, second, 12)

    def _paint_lane(self, painter: QPainter, rect: QRect, lane: Lane) -> None:
        """Paint who works, how much of it is free where it is not said above, and below it where."""
        inside = QRect(rect.left() + EDGE, rect.top() + BAND, rect.width() - EDGE - 2, LANE_LINE)
        below = inside.translated(0, LANE_LINE)
        taken = self._text(painter, inside, lane.title, 12, _token(lane)) + EDGE
        first, last, _ = self._bands[lane.day]
        if lane.clinician is not None and first != last:
            count, metrics = str(lane.free), self._texts.font(12)[1]
            widths = {shown: metrics.horizontalAdvance(shown) + 2 for shown in (f"{count} free", count)}
            shown = next((one for one, wide in widths.items() if taken + wide <= inside.width()), count)
            line = inside if taken + widths[shown] <= inside.width() else below  # where the place makes room
            left = line.width() - widths[shown]
            self._text(painter, line.adjusted(left, 0, 0, 0), shown, 12, "muted")
            below = below.adjusted(0, 0, -widths[shown] - 2, 0) if line is below else below
        self._second(painter, below, lane.note, lane.second, 11)

    def _second(self, painter: QPainter, rect: QRect, note: str, text: str, pixels: int) -> None:
        """Paint the second line of a lane: what there is to know of it first."""
        wide = self._text(painter, rect, note, pixels, "warn") + 6 if note else 0
        if wide < rect.width():
            self._text(painter, rect.adjusted(wide, 0, 0, 0), text, pixels, "muted")

    def _text(
        self, painter: QPainter, rect: QRect, text: str, pixels: int, token: str, bold: bool = False
    ) -> int:
        """Paint a text in a rectangle, and return how wide it is."""
        kept = self._texts.cut(text, "", rect.width(), pixels, bold)
        painter.setPen(self._theme.colour(token))
        self._texts.draw(painter, rect.left(), rect.top(), rect.height(), kept, pixels, bold)
        return kept[1]


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


def _token(lane: Lane) -> str:
    """Return the colour of the first line of a lane: why a day is empty stands out."""
    if lane.clinician is not None:
        return "ink"
    return "warn" if lane.second else "muted"


def header_text(lane: Lane, day_note: str = "") -> str:
    """Return a lane in words, for a screen reader and for the mouse: nothing is cut."""
    if lane.clinician is None:
        return ", ".join(part for part in (span.day_text(lane.day), lane.title, lane.second) if part)
    parts = (span.day_text(lane.day), day_note, lane.title, lane.second, f"{lane.free} free", lane.note)
    return ", ".join(part for part in parts if part)


def strips(header: QHeaderView, first: int, last: int) -> list[Strip]:
    """Return the sections of a header between two pixels of the viewport."""
    number, count = header.visualIndexAt(max(first, 0)), header.count()
    found: list[Strip] = []
    start = header.sectionViewportPosition(number) if number >= 0 else 0
    while 0 <= number < count and start <= last:
        length = header.sectionSize(number)
        found.append(Strip(number, start, length))
        start += length
        number += 1
    return found
