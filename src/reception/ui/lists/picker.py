"""Which week is shown: its days, the weeks beside it, and a field for any other."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QPushButton, QSizePolicy, QWidget

from reception.domain import span
from reception.domain.errors import Refusal
from reception.services import lists
from reception.ui.widgets.basics import button, label, restyle, row
from reception.ui.widgets.field import Line


class WeekPicker(QWidget):
    """`chosen` carries the Monday of the week somebody wants, or None for this week, whenever that is."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.monday = date(2000, 1, 3)
        self.days = _part("", "middle", self._go_to_field)
        self.days.setToolTip("Go to another week (Alt+W)")
        self.field = Line()
        self.field.setAccessibleName("Week")
        self.field.setPlaceholderText("2026-W48")
        self.field.setToolTip("Any week, as 2026-W48, or 48 for a week of the year that is shown (Alt+W)")
        self.field.setFixedWidth(96)
        self.field.returnPressed.connect(self._typed)
        self.field.textEdited.connect(lambda text: self.refuse(""))
        self.sentence = label("", "refusal", wrap=True)
        self.sentence.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._lay_out()

    def _lay_out(self) -> None:
        earlier = _part("‹", "first", partial(self.turn, -1), "Week before (Alt+Left)")
        later = _part("›", "last", partial(self.turn, 1), "Week after (Alt+Right)")
        caption = label("&Week")
        caption.setBuddy(self.field)
        this_week = button("This week", run=partial(self.chosen.emit, None))
        turning = row(earlier, self.days, later, gap=0)
        self._parts = row(row(turning, this_week, 8, caption, self.field, None), self.sentence)
        self._parts.setStretch(1, 1)
        self.setLayout(self._parts)

    def narrow(self, is_narrow: bool) -> None:
        """Put the sentence below the field, or beside it."""
        way = QBoxLayout.Direction
        self._parts.setDirection(way.TopToBottom if is_narrow else way.LeftToRight)

    def show_week(self, monday: date) -> None:
        """Show which week it is; a sentence about another one goes."""
        if monday != self.monday:
            self.refuse("")
            self.field.setText(span.week_text(monday))
        self.monday = monday
        days = span.days_text(monday, monday + timedelta(days=6))
        self.days.setText(days)
        self.days.setAccessibleName(f"{span.week_text(monday)}, {days}. Go to another week.")

    def turn(self, step: int) -> None:
        """Ask for the week some weeks later, or earlier."""
        self._ask(self.monday + timedelta(weeks=step))

    def _typed(self) -> None:
        try:
            monday = read_week(self.field.text(), self.monday)
        except Refusal as refusal:
            self.refuse(refusal.sentence)
            return
        self._ask(monday)
        self.field.selectAll()

    def _ask(self, monday: date) -> None:
        try:
            lists.check_week(monday)
        except Refusal as refusal:
            self.refuse(refusal.sentence)
            return
        self.refuse("")
        self.field.setText(span.week_text(monday))
        self.chosen.emit(monday)

    def refuse(self, sentence: str) -> None:
        """Say beside the field what is wrong with it; nothing takes the sentence away."""
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))
        self.field.setAccessibleDescription(sentence)
        restyle(self.field, "refused", bool(sentence))

    def _go_to_field(self) -> None:
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()


def _part(text: str, place: str, run: Callable[[], object], name: str = "") -> QPushButton:
    made = button(text, kind="segment", run=run, name=name)
    made.setProperty("place", place)
    return made


def read_week(text: str, shown: date) -> date:
    """Read a week, or its number alone as one of the ISO year that is shown; refuse what is none."""
    alone = re.fullmatch(r"(?ai)(?:week|w)?\s*(\d{1,2})", text.strip())
    return span.parse_week(f"{shown.isocalendar().year}-W{int(alone[1]):02}" if alone else text)
