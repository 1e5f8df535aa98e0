"""The weekly rules of one clinician as blocks in a week; each block is a button that the keyboard reaches."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from reception.domain import span
from reception.domain.availability import Availability, minutes
from reception.ui.settings import layout
from reception.ui.settings.layout import Place
from reception.ui.theme import Theme, sized
from reception.ui.widgets.order import keep_order

HEADER, GUTTER, PAD = 26, 42, 4
HOUR, ROUND = 32, 4
"""Least pixels of an hour, and the roundness of a block."""


@dataclass(frozen=True)
class Shown:
    """A rule with the words and the colour its block has."""

    rule: Availability
    clinic: str
    state: str
    note: str
    spoken: str


class Block(QAbstractButton):
    """One rule: its hours, its clinic, what is special about it."""

    asked = Signal(str)

    def __init__(self, board: QWidget, theme: Theme, shown: Shown) -> None:
        super().__init__(board)
        self.shown = shown
        self._theme = theme
        self.setCheckable(True)
        self.setAutoExclusive(True)  # a screen reader calls it one of several, not a box to tick
        self.setAccessibleName(shown.spoken)
        self.setToolTip(shown.spoken)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a wash with a bar at its left; chosen has a frame, focus a thicker one."""
        ink, wash = self._theme.state(self.shown.state)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(wash)
        painter.drawRoundedRect(self.rect(), ROUND, ROUND)
        painter.fillRect(0, 2, 3, self.height() - 4, ink)
        if self.isChecked():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(self._theme.colour("ink" if self.hasFocus() else "accent"))
            width = 2 if self.hasFocus() else 1
            pen = painter.pen()
            pen.setWidth(width)
            painter.setPen(pen)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), ROUND, ROUND)
        self._paint_words(painter)
        painter.end()

    def _paint_words(self, painter: QPainter) -> None:
        ink, _ = self._theme.state(self.shown.state)
        painter.setFont(sized(self.font(), 12))
        painter.setPen(ink)
        metrics = QFontMetrics(painter.font())
        room = QRect(9, 3, self.width() - 12, self.height() - 6)
        hours = layout.hours_text(self.shown.rule)
        if metrics.horizontalAdvance(hours) > room.width():
            start, _, end = hours.partition("–")
            lines = [f"{start}–", end]
        else:
            lines = [hours]
        lines += [part for part in (self.shown.clinic, self.shown.note) if part]
        step = min(metrics.height() + 1, max(11, room.height() // max(1, min(len(lines), 3))))
        for number, text in enumerate(lines[: max(1, room.height() // step)]):
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(
                room.x(), room.y() + number * step, room.width(), step, Qt.AlignmentFlag.AlignLeft, shown
            )

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the rule."""
        self.asked.emit("open")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter or the space bar, remove with Delete, walk with the arrows."""
        told = {
            Qt.Key.Key_Return: "open", Qt.Key.Key_Enter: "open", Qt.Key.Key_Space: "open",
            Qt.Key.Key_Delete: "remove", Qt.Key.Key_Up: "up", Qt.Key.Key_Down: "down",
            Qt.Key.Key_Left: "left", Qt.Key.Key_Right: "right", Qt.Key.Key_Home: "first", Qt.Key.Key_End: "last",
        }.get(Qt.Key(event.key()))  # fmt: skip
        if told is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        else:
            self.asked.emit(told)


class WeekBoard(QWidget):
    """Days side by side. `chosen` carries a rule, `opened` and `removed` too, `wanted` a weekday and an hour."""

    chosen = Signal(object)
    opened = Signal(object)
    removed = Signal(object)
    wanted = Signal(int, int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName("Week of availability")
        self.blocks: list[Block] = []
        self._places: dict[int, Place] = {}
        self._hours, self._days = (layout.EARLIEST, layout.LATEST), layout.weekdays(())
        theme.changed.connect(self.update)

    @property
    def current(self) -> Availability | None:
        """Return the rule that is chosen, or None."""
        return next((block.shown.rule for block in self.blocks if block.isChecked()), None)

    def show_rules(self, shown: Sequence[Shown]) -> None:
        """Show other rules; the choice stays on the same rule, or goes to the first."""
        before, had_focus = self.current, any(block.hasFocus() for block in self.blocks)
        for old in self.blocks:
            old.hide()
            old.deleteLater()
        rules = [one.rule for one in shown]
        found = layout.places(rules)
        self._places = {place.rule.id: place for place in found}
        self._hours, self._days = layout.hours(rules), layout.weekdays(rules)
        by_id = {one.rule.id: one for one in shown}
        self.blocks = [self._make(by_id[place.rule.id]) for place in found]
        keep_order(self, self.blocks)
        self.setMinimumHeight(HEADER + HOUR * (self._hours[1] - self._hours[0]) + PAD)
        self._lay_out()
        ids = [block.shown.rule.id for block in self.blocks]
        self.choose(before.id if before is not None and before.id in ids else next(iter(ids), None))
        if had_focus:
            self.focus_current()
        self.update()

    def _make(self, shown: Shown) -> Block:
        block = Block(self, self._theme, shown)
        block.asked.connect(lambda what: self._asked(block, what))
        block.clicked.connect(lambda: self.choose(shown.rule.id, focus=True))
        block.show()
        return block

    def choose(self, id_: int | None, *, focus: bool = False) -> None:
        """Choose a rule; the chosen one alone is in the tab order."""
        for block in self.blocks:
            is_it = block.shown.rule.id == id_
            if is_it:
                block.setChecked(True)  # Qt lets go of the one before
            block.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_it else Qt.FocusPolicy.ClickFocus)
            if is_it and focus:
                block.setFocus()
        self.chosen.emit(self.current)

    def focus_current(self) -> None:
        """Go to the chosen block."""
        for block in self.blocks:
            if block.isChecked():
                block.setFocus()

    def _asked(self, block: Block, what: str) -> None:
        rule = block.shown.rule
        acts: dict[str, Callable[[], object]] = {
            "open": lambda: self.opened.emit(rule),
            "remove": lambda: self.removed.emit(rule),
        }
        if what in acts:
            self.choose(rule.id)
            acts[what]()
            return
        to = self._beside(rule, what)
        if to is not None:
            self.choose(to.id, focus=True)

    def _beside(self, rule: Availability, way: str) -> Availability | None:
        """Return the rule that an arrow key goes to."""
        rules = [block.shown.rule for block in self.blocks]
        number = rules.index(rule)
        if way in ("first", "last"):
            return rules[0 if way == "first" else -1]
        if way in ("up", "down"):
            other = number + (1 if way == "down" else -1)
            return rules[other] if 0 <= other < len(rules) and rules[other].weekday == rule.weekday else None
        step = 1 if way == "right" else -1
        days = sorted(
            {one.weekday for one in rules if (one.weekday - rule.weekday) * step > 0}, reverse=step < 0
        )
        near = [one for one in rules if days and one.weekday == days[0]]
        start = minutes(rule.starts)
        return min(near, key=lambda one: abs(minutes(one.starts) - start), default=None)

    # ---- where things stand

    def _column(self, weekday: int) -> QRect:
        width = (self.width() - GUTTER) / len(self._days)
        left = GUTTER + round(width * weekday)
        return QRect(left, HEADER, round(GUTTER + width * (weekday + 1)) - left, self.height() - HEADER - PAD)

    def _height_of(self, minutes: int) -> int:
        first, last = (60 * hour for hour in self._hours)
        return HEADER + round((self.height() - HEADER - PAD) * (minutes - first) / (last - first))

    def _lay_out(self) -> None:
        for block in self.blocks:
            place, column = self._places[block.shown.rule.id], self._column(block.shown.rule.weekday)
            width = (column.width() - 2 * PAD) / place.lanes
            top = self._height_of(place.start)
            left = column.left() + PAD + round(width * place.lane)
            gap = 2 if place.lanes > 1 else 0
            block.setGeometry(left, top + 1, round(width) - gap, self._height_of(place.end) - top - 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the blocks follow the size."""
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the names of the days, the hours, and the lines between them."""
        painter = QPainter(self)
        line, muted, ink = (self._theme.colour(name) for name in ("line", "muted", "ink"))
        for hour in range(self._hours[0], self._hours[1], 3):
            y = self._height_of(60 * hour)
            painter.setFont(sized(self.font(), 11))
            painter.setPen(muted)
            painter.drawText(0, y - 1, GUTTER - 6, 16, Qt.AlignmentFlag.AlignRight, f"{hour:02}:00")
        painter.setFont(sized(self.font(), 12, bold=True))
        for weekday in self._days:
            column = self._column(weekday)
            painter.fillRect(column.left(), 0, 1, self.height(), line)
            painter.setPen(ink)
            name = column.adjusted(8, -HEADER, 0, 0)
            painter.drawText(
                name.left(), 0, name.width(), HEADER, Qt.AlignmentFlag.AlignVCenter, span.DAY_NAMES[weekday]
            )
        painter.end()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask for a new rule where nothing is."""
        where: QPoint = event.position().toPoint()
        for weekday in self._days:
            if self._column(weekday).contains(where):
                share = (where.y() - HEADER) / max(1, self.height() - HEADER - PAD)
                self.wanted.emit(weekday, int(self._hours[0] + share * (self._hours[1] - self._hours[0])))
