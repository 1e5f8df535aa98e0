"""The calls that whoever calls has already: said as soon as they are known, and asked about before a second one."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QPushButton

from reception.domain.call import CallLine, already
from reception.domain.errors import Obstacle
from reception.domain.ids import CallId
from reception.services import calls
from reception.services.calls import Caller
from reception.ui.context import Context
from reception.ui.widgets.banner import Banner
from reception.ui.widgets.basics import rename

FIRST, SECOND = "Book the call", "Book a second call"
AGAIN = "Enter again books a second one."


class Already(Banner):
    """Names them; hidden where there are none. `told` tells that the answer about whoever is typed has come.

    `came_up` tells that it says something else.
    """

    told = Signal()
    came_up = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._asked = Caller()
        self.is_asking = False
        self.lines: tuple[CallLine, ...] = ()

    @property
    def ids(self) -> frozenset[CallId]:
        """Return the calls that are named."""
        return frozenset(line.id for line in self.lines)

    def ask(self, caller: Caller) -> None:
        """Look for the calls of somebody; answers about somebody else are dropped."""
        caller = Caller(patient=caller.patient, name=caller.name, phone=caller.phone)
        if caller != self._asked:
            self._asked = caller
            self.look_again()

    def look_again(self) -> None:
        """Look for the calls of the same person, of whom more may be known by now."""
        self.is_asking = True
        question = partial(calls.booked_for, caller=self._asked)
        told, failed = partial(self._told, self._asked), partial(self._failed, self._asked)
        self._context.background.ask(self, question, told, failed)

    def _told(self, caller: Caller, found: list[CallLine]) -> None:
        if caller == self._asked:
            self.is_asking, self.lines = False, tuple(found)
            self._say(already(found))
            self.told.emit()

    def _failed(self, caller: Caller, obstacle: Obstacle) -> None:
        self._context.background.refused.emit(obstacle)
        self._told(caller, [])

    def _say(self, sentence: str) -> None:
        is_new = sentence not in ("", self.sentence)
        self.say(sentence, "warn")
        if is_new:
            self.came_up.emit()

    def ask_about_second(self) -> None:
        """Say that the next Enter books a second call."""
        sentence = f"{already(self.lines)} {AGAIN}"
        self._say(sentence)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))


class Asking(QObject):
    """Lets the button say that it books a second call, and the first Enter from a field only go to that button."""

    def __init__(self, about: Already, doing: QPushButton) -> None:
        super().__init__(doing)
        self._about, self._doing = about, doing
        self._meant = self._said = frozenset[CallId]()
        about.told.connect(self._name_button)
        doing.pressed.connect(self._mean)

    def _name_button(self) -> None:
        text = SECOND if self._about.lines else FIRST
        rename(self._doing, text, "Enter", already(self._about.lines))

    def _mean(self) -> None:
        """Take note of what the button said when it was pressed."""
        self._meant = self._about.ids

    def may_book(self) -> bool:
        """Tell whether a call may be booked; where a second one was not asked about yet, ask."""
        answered = self._meant | (self._said if self._doing.hasFocus() else frozenset())
        self._meant = frozenset()
        if self._about.ids <= answered:
            return True
        self._said = self._about.ids
        self._about.ask_about_second()
        self._doing.setFocus()
        return False
