"""Eight weeks as bars: how many calls, and what came of them, in numbers, patterns and colours."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QBrush,
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from reception.domain import span
from reception.services.lists import Ending, WeekBar
from reception.ui.theme import Theme, sized

PARTS = tuple(ending.value for ending in Ending)
"""From the foot of a bar to its top: the endings of the figures beside the chart, in their order and words."""
LOOKS: tuple[tuple[str, Qt.BrushStyle | None], ...] = (
    ("done", None),
    ("neutral", None),
    ("warn", Qt.BrushStyle.BDiagPattern),
    ("booked", Qt.BrushStyle.Dense7Pattern),
)
"""The state whose colours each part has, and its pattern; the first is full, the second framed alone."""
ABOVE, BELOW = 18, 20
"""Pixels for the sum above a bar and the day below it."""
BAR = 36
"""The most a bar is wide."""


def sentence(bar: WeekBar) -> str:
    """Return a bar in words: `Week of 16 Nov: 41 calls; consultations booked 23, other outcome 5, …`."""
    calls = bar.endings.calls
    if not calls:
        return f"Week of {_day(bar)}: no calls"
    parts = ", ".join(
        f"{name.lower()} {count}" for count, name in zip(bar.endings.counts, PARTS, strict=True)
    )
    return f"Week of {_day(bar)}: {'1 call' if calls == 1 else f'{calls} calls'}; {parts}"


def heights(bar: WeekBar, most: int, room: int) -> tuple[int, ...]:
    """Return how high each part is, in pixels; a part that is there can be seen."""
    return tuple(max(3, round(count * room / most)) if count else 0 for count in bar.endings.counts)


def _day(bar: WeekBar) -> str:
    return span.day_text(bar.monday).split(" ", 1)[1]


class BarChart(QWidget):
    """Bars that can be walked with the arrow keys; Enter or a click goes to a week (`opened`)."""

    opened = Signal(object)
    pointed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.bars: tuple[WeekBar, ...] = ()
        self.at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName("Calls and what came of them, by week")
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Return room for eight bars."""
        return QSize(460, 132)

    def minimumSizeHint(self) -> QSize:
        """Return the least that can be read."""
        return QSize(300, 110)

    def show_bars(self, bars: tuple[WeekBar, ...]) -> None:
        """Show other weeks; the last one is the one in the list."""
        self.bars = bars
        self.setAccessibleDescription(". ".join(sentence(bar) for bar in bars))
        self._point(len(bars) - 1)

    def _point(self, number: int) -> None:
        self.at = min(max(number, 0), len(self.bars) - 1)
        self.update()
        if self.bars:
            told = sentence(self.bars[self.at])
            self.setAccessibleName(told)
            self.pointed.emit(told)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))

    # ---- where things are

    def place(self, number: int) -> QRect:
        """Return the strip of a bar, from the sum above to the day below."""
        width = self.width() / max(1, len(self.bars))
        left = round(number * width)
        return QRect(left, 0, round((number + 1) * width) - left, self.height())

    def _under(self, point: QPoint) -> int | None:
        return next((n for n in range(len(self.bars)) if self.place(n).contains(point)), None)

    # ---- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bars."""
        painter = QPainter(self)
        most = max((bar.endings.calls for bar in self.bars), default=0)
        painter.setPen(self._theme.colour("line"))
        painter.drawLine(0, self.height() - BELOW, self.width(), self.height() - BELOW)
        for number in range(len(self.bars)):
            self._paint_bar(painter, number, max(1, most))
        if self.bars and not most:
            painter.setPen(self._theme.colour("muted"))
            painter.setFont(self.font())
            middle = self.rect().adjusted(0, 0, 0, -BELOW)
            painter.drawText(middle, Qt.AlignmentFlag.AlignCenter, "No calls in these eight weeks")

    def _paint_bar(self, painter: QPainter, number: int, most: int) -> None:
        bar, strip = self.bars[number], self.place(number)
        width = min(BAR, strip.width() - 8)
        left, foot = strip.center().x() - width // 2, self.height() - BELOW
        for part, height in enumerate(heights(bar, most, foot - ABOVE)):
            if height:
                foot -= height
                self._paint_part(painter, QRect(left, foot, width, height), part, bar.endings.counts[part])
        is_shown = number == len(self.bars) - 1
        painter.setFont(sized(self.font(), 12, bold=is_shown))
        painter.setPen(self._theme.colour("ink"))
        if bar.endings.calls:
            above = QRect(strip.left(), foot - ABOVE, strip.width(), ABOVE)
            painter.drawText(above, Qt.AlignmentFlag.AlignCenter, str(bar.endings.calls))
        painter.setPen(self._theme.colour("ink" if is_shown else "muted"))
        below = QRect(strip.left(), self.height() - BELOW, strip.width(), BELOW)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, _day(bar))
        if self.hasFocus() and number == self.at:
            painter.setPen(QPen(self._theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(strip.adjusted(2, 1, -2, -1), 4, 4)

    def _paint_part(self, painter: QPainter, rect: QRect, part: int, count: int) -> None:
        ink = paint_sample(painter, rect, part, self._theme)
        if rect.height() < 16:
            return
        painter.setFont(sized(self.font(), 11))
        text = str(count)
        state, pattern = LOOKS[part]
        if pattern is not None:
            width = painter.fontMetrics().horizontalAdvance(text) + 6
            pill = QRect(rect.center().x() - width // 2, rect.center().y() - 6, width, 13)
            painter.fillRect(pill, self._theme.state(state)[1])
        painter.setPen(ink)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)

    # ---- keyboard and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk the weeks with the arrow keys, go to one with Enter."""
        keys = {
            Qt.Key.Key_Left: self.at - 1,
            Qt.Key.Key_Right: self.at + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(self.bars) - 1,
        }
        to = keys.get(Qt.Key(event.key()))
        if to is not None and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._point(to)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.bars:
            self.opened.emit(self.bars[self.at].monday)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go to the week that was clicked."""
        number = self._under(event.position().toPoint())
        if number is not None and event.button() is Qt.MouseButton.LeftButton:
            self.opened.emit(self.bars[number].monday)

    def event(self, event: QEvent) -> bool:
        """Say the bar under the mouse in words."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            number = self._under(event.pos())
            if number is not None:
                QToolTip.showText(event.globalPos(), f"{sentence(self.bars[number])}. Click to see it.", self)
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show which bar the keys are on."""
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Stop showing it, and go back to the week in the list."""
        self._point(len(self.bars) - 1)


def paint_sample(painter: QPainter, rect: QRect, part: int, theme: Theme) -> QColor:
    """Paint a rectangle as a part of a bar: full, framed, striped or dotted; return the ink of a number on it."""
    if part == 0:
        painter.fillRect(rect, theme.colour("accent"))
        return theme.colour("on_accent")
    state, pattern = LOOKS[part]
    ink, wash = theme.state(state)
    painter.fillRect(rect, wash)
    if pattern is not None:
        painter.fillRect(rect, QBrush(ink, pattern))
    painter.setPen(ink)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(0, 0, -1, -1))
    return ink


class Sample(QWidget):
    """A small square in the legend, painted as a part of a bar."""

    def __init__(self, part: int, theme: Theme) -> None:
        super().__init__()
        self._part, self._theme = part, theme
        self.setFixedSize(12, 12)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the square."""
        paint_sample(QPainter(self), self.rect(), self._part, self._theme)
