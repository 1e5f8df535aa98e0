"""Somebody known who may be the one that is typed anew: named while typing, or before they are booked; taken by key."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame

from reception.domain import likeness as rules
from reception.domain import span
from reception.domain.errors import Obstacle
from reception.domain.likeness import SHOWN, Alike
from reception.services import likeness
from reception.services.calls import Caller
from reception.ui.context import Context
from reception.ui.widgets.basics import be_plain, button, clear, column, label
from reception.ui.widgets.flow import Flow

AGAIN = "Enter again books somebody new."


class Likely(QFrame):
    """Hidden where nobody is like what is typed; `picked` carries the patient who was taken.

    `told` tells that the answer about whoever is typed has come, `is_asking` that it has not, and `came_up` that it
    says something else. While one question is being answered only the newest waits, so typing never makes a queue.
    """

    picked, told, came_up = Signal(object), Signal(), Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._wanted: tuple[str, str] = ("", "")
        self.is_asking = False
        self.setObjectName("banner")
        self.setProperty("kind", "info")
        self._sentence, self._takers = label("", wrap=True), Flow()
        be_plain(self._sentence)
        inside = column(self._sentence, self._takers, gap=4)
        inside.setContentsMargins(12, 8, 12, 8)
        self.setLayout(inside)
        self._found: tuple[Alike, ...] = ()
        for number in range(SHOWN):
            QShortcut(QKeySequence(f"Alt+{number + 1}"), self, partial(self._take, number))
        self.hide()

    @property
    def sentence(self) -> str:
        """Return what it says, or nothing."""
        return "" if self.isHidden() else self._sentence.text()

    def ask(self, caller: Caller) -> None:
        """Look for somebody like what is typed; whoever was picked is known, and like nobody else."""
        wanted = ("", "") if caller.patient is not None else (caller.name, caller.phone)
        if wanted == self._wanted:
            return
        self._wanted = wanted
        if not any(wanted):
            self._show(())
        elif not self.is_asking:
            self._send()

    def _send(self) -> None:
        self.is_asking, asked = True, self._wanted
        question = partial(likeness.alike, name=asked[0], number=asked[1])
        self._context.background.ask(self, question, partial(self._told, asked), partial(self._failed, asked))

    def _failed(self, asked: tuple[str, str], obstacle: Obstacle) -> None:
        """Say nothing: what is in the way is told by what is done."""
        self._told(asked, ())

    def _told(self, asked: tuple[str, str], found: tuple[Alike, ...]) -> None:
        self.is_asking = False
        if asked != self._wanted and any(self._wanted):
            self._send()
            return
        if asked == self._wanted:
            self._show(found)
        self.told.emit()

    def ask_about_new(self) -> None:
        """Say that the next Enter books somebody new all the same."""
        sentence = f"{rules.told(self._found)} {AGAIN}"
        self._sentence.setText(sentence)
        self.setAccessibleName(sentence)
        self.came_up.emit()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def _show(self, found: tuple[Alike, ...]) -> None:
        """Name them, each with the key that takes them."""
        before, sentence = self.sentence, rules.told(found)
        self._found = found
        clear(self._takers)
        for number, one in enumerate(found[:SHOWN]):
            key = f"Alt+{number + 1}"
            who = f"It is {span.short(one.patient.name, 24)}"
            take = partial(self._take, number)
            made = button(f"{who.replace('&', '&&')} · {key}", kind="link", run=take, name=f"{who}, {key}")
            self._takers.addWidget(made)
        self._sentence.setText(sentence)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))
        if sentence and sentence != before:
            keys = " ".join(
                f"Alt+{number} is {one.patient.name}." for number, one in enumerate(found[:SHOWN], 1)
            )
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, f"{sentence} {keys}"))
            self.came_up.emit()

    def _take(self, number: int) -> None:
        """Take one of them."""
        if number < len(self._found):
            self.picked.emit(self._found[number].patient)
