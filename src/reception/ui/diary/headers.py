"""The edges of the grid: days with their lanes across, times down."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QTableView

from reception.domain import span
from reception.ui.diary import shorter
from reception.ui.diary.layout import Grid, Lane, clock_text
from reception.ui.diary.strips import strips
from reception.ui.diary.texts import Texts
from reception.ui.theme import Theme, sized

BAND, LANE_LINE, BELOW = 24, 15, 4
"""Pixels of a day's band, of one line of a lane below it, and of what stays empty below both."""
HEIGHT = BAND + 2 * LANE_LINE + BELOW
WIDTH = 52
HALF_HOUR = 30
EDGE, LANE_EDGE, GAP = 8, 6, 6
"""Pixels beside the words: where there is room, in the lanes of a week, and between two of them."""
SIZES = (12, 11, 10)
"""Pixels of the words of a lane: smaller before they are cut."""
Forms = tuple[str, ...]


class DayHeader(QHeaderView):
    """A band for each day with what is free, and below it who works where."""

    def __init__(self, theme: Theme, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._theme = theme
        self.grid = Grid()
        self._today: date | None = None
        self._bands: dict[date, tuple[int, int, int]] = {}
        self._is_side_by_side = False
        self._evened = -1, SIZES[0]
        self._texts = Texts()
        self.setFixedHeight(HEIGHT)
        self.setHighlightSections(False)

    def show_grid(self, grid: Grid, today: date) -> None:
        """Show the lanes of another grid; the day of now stands out."""
        self.grid, self._today, self._bands, self._evened = grid, today, {}, (-1, SIZES[0])
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
        even = 0 if self._is_side_by_side else self._even()
        for strip in strips(self, dirty.left(), dirty.right()):
            if strip.number >= len(self.grid.lanes):
                break
            lane, rect = self.grid.lanes[strip.number], QRect(strip.start, 0, strip.length, height)
            if self._is_side_by_side:
                self._paint_clinician(painter, rect, lane)
            else:
                self._paint_lane(painter, rect, lane, even)
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
        band = QRect(left + LANE_EDGE, 0, right - left - LANE_EDGE, BAND)
        token = "accent_ink" if lane.day == self._today else "ink"
        wide = self._text(painter, band, lane.day_text, 13, token, bold=True) + GAP
        if lane.clinician is None:
            return
        count, forms = f"{free} free", self._noted_above(lane)
        room, beside = band.width() - wide, self._width(count, 12) + GAP
        if forms:  # where there is no room for both, it goes before the count, which lanes have too
            both = self._width(forms[0], 12) + beside
            has_room = self._counts_above(lane) if first == last else both <= room
            left = room - beside if has_room else room
            taken = (
                self._words(painter, QRect(band.left() + wide, 0, left, BAND), forms, (12, 11), "warn") + GAP
            )
            wide, room = wide + taken, room - taken
        if room >= beside - GAP:
            self._text(painter, band.adjusted(wide, 0, 0, 0), count, 12, "muted")

    def _noted_above(self, lane: Lane) -> Forms:
        """Return what there is to know of a day, where its band has room for it: a lane alone says it below else."""
        first, last, _ = self._bands[lane.day]
        known = shorter.notes(self.grid.notes.get(lane.day, ""))
        return known if first != last or self._least(known) <= self._beside_day(lane) else ()

    def _counts_above(self, lane: Lane) -> bool:
        """Tell whether the band of a day with one clinician has room for what is free of it, and for its note."""
        first, last, free = self._bands[lane.day]
        known, count = self._noted_above(lane), self._width(f"{free} free", 12)
        noted = self._least(known) + GAP if known else 0
        return first == last and noted + count <= self._beside_day(lane)

    def _beside_day(self, lane: Lane) -> int:
        """Return the pixels beside the name of a day that has one lane."""
        day = self._texts.font(13, bold=True)[1].horizontalAdvance(lane.day_text) + GAP
        return self.sectionSize(self._bands[lane.day][0]) - LANE_EDGE - day

    def _least(self, forms: Forms) -> int:
        return min((self._width(one, 11) for one in forms), default=0)

    def _paint_clinician(self, painter: QPainter, rect: QRect, lane: Lane) -> None:
        """Paint who works, and below it where and how much of it is free."""
        inside = QRect(rect.left() + EDGE, rect.top() + BELOW // 2, rect.width() - EDGE - 2, LANE_LINE)
        self._text(painter, inside, lane.title, 13, "ink", bold=True)
        second = f"{lane.free} free · {lane.second}" if lane.clinician is not None else lane.second
        note = lane.note or (self.grid.notes.get(lane.day, "") if lane.clinician is not None else "")
        self._second(painter, inside.translated(0, LANE_LINE), note, (second,), (12,))

    def _paint_lane(self, painter: QPainter, rect: QRect, lane: Lane, even: int) -> None:
        """Paint who works, no larger than the others, how much of it is free if that is not said above, and where."""
        inside = QRect(rect.left() + LANE_EDGE, rect.top() + BAND, rect.width() - LANE_EDGE - 2, LANE_LINE)
        below = inside.translated(0, LANE_LINE)
        if lane.clinician is None:
            self._words(painter, inside, shorter.notes(lane.title), SIZES, _token(lane))
            self._words(painter, below, (lane.second,), SIZES[1:], "muted")
            return
        pixels, count = (0, "") if self._counts_above(lane) else self._beside(lane, inside.width(), even)
        self._words(painter, inside, (lane.title,), (pixels,) if pixels else SIZES, "ink")
        if count:
            line, size = (inside, pixels) if pixels else (below, SIZES[0])
            wide = self._width(count, size) + 2
            self._text(painter, line.adjusted(line.width() - wide, 0, 0, 0), count, size, "muted")
            below = below if pixels else below.adjusted(0, 0, -wide - 2, 0)
        note = lane.note or ("" if self._noted_above(lane) else self.grid.notes.get(lane.day, ""))
        self._second(painter, below, note, shorter.places(lane.second), SIZES[1:])

    def _even(self) -> int:
        """Return the size in which every name that can has its count beside it: in one line none is larger."""
        width = self.length()
        if width != self._evened[0]:
            found = (
                self._beside(lane, self.sectionSize(number) - LANE_EDGE - 2, SIZES[0])[0]
                for number, lane in enumerate(self.grid.lanes)
                if lane.clinician is not None and not self._counts_above(lane)
            )
            self._evened = width, min((pixels for pixels in found if pixels), default=SIZES[0])
        return self._evened[1]

    def _beside(self, lane: Lane, room: int, largest: int) -> tuple[int, str]:
        """Return what is said of how much is free, and how large it stands beside the name; 0 where it cannot."""
        said = [(SIZES[0], f"{lane.free} free")] if largest == SIZES[0] else []
        said += [(pixels, str(lane.free)) for pixels in SIZES if pixels <= largest]
        for pixels, count in said:
            if self._width(lane.title, pixels) + LANE_EDGE + self._width(count, pixels) + 2 <= room:
                return pixels, count
        return 0, str(lane.free)

    def _second(
        self, painter: QPainter, rect: QRect, note: str, forms: Forms, sizes: tuple[int, ...]
    ) -> None:
        """Paint the second line of a lane: what there is to know of it first, and where only if that is whole."""
        known, room, pixels = shorter.notes(note), rect.width(), sizes[0]
        if not known:
            self._words(painter, rect, forms, sizes, "muted")
            return
        widths = [self._width(one, pixels) + GAP for one in known]
        least = min((self._width(one, pixels) for one in forms), default=0)
        both = next((one for one, wide in zip(known, widths, strict=True) if wide + least <= room), None)
        taken = self._words(painter, rect, known if both is None else (both,), sizes, "warn") + GAP
        if both is not None:
            self._words(painter, rect.adjusted(taken, 0, 0, 0), forms, (pixels,), "muted")

    def _width(self, text: str, pixels: int) -> int:
        return self._texts.font(pixels)[1].horizontalAdvance(text)

    def _words(self, painter: QPainter, rect: QRect, forms: Forms, sizes: tuple[int, ...], token: str) -> int:
        """Paint the longest of some forms that is whole, in the largest size that it is whole in."""
        room = rect.width()
        there = ((one, pixels) for one in forms for pixels in sizes if self._width(one, pixels) <= room)
        text, pixels = next(there, (forms[-1] if forms else "", sizes[-1]))
        return self._text(painter, rect, text, pixels, token)

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
        painter.setFont(sized(self.font(), 12))
        painter.setPen(self._theme.colour("muted"))
        align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect.adjusted(0, 0, -EDGE, 0), align, self.said(number))
        painter.restore()

    def said(self, number: int) -> str:
        """Return what stands beside a row: each half hour its time, and below that where it comes again."""
        times = self.grid.times
        if number < len(times) and times[number] % HALF_HOUR == 0:
            return clock_text(times[number])
        is_below = 0 < number < len(times) and times[number - 1] % HALF_HOUR == 0
        return span.SECOND.strip() if is_below and self.grid.is_second(number) else ""


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
