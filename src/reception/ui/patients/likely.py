"""Who is like the patient whose card is being typed over: said while it is typed."""

from __future__ import annotations

from contextlib import suppress
from functools import partial

from PySide6.QtCore import QObject

from reception.domain import span
from reception.domain.errors import Refusal
from reception.domain.likeness import Alike
from reception.services import likeness
from reception.ui.background import Background
from reception.ui.patients.card import CardView

SIGNS = ("name", "phone", "date_of_birth")
"""The fields that somebody is known again by."""


class LikelyOnCard(QObject):
    """Asks while one of those fields is typed; while one question is being answered only the newest waits."""

    def __init__(self, card: CardView, background: Background) -> None:
        super().__init__(card)
        self._card, self._background = card, background
        self._asked: tuple[object, ...] = ()
        self._is_asking = False
        for name in SIGNS:
            card.fields[name].input.textEdited.connect(lambda *_: self._ask())

    def _typed(self) -> tuple[object, ...]:
        shown = self._card.shown
        return (
            shown.patient.id if shown else None,
            *(self._card.fields[name].input.text() for name in SIGNS),
        )

    def _ask(self) -> None:
        if self._card.shown is None or self._is_asking:
            return
        self._is_asking, self._asked = True, self._typed()
        name, number, born = (self._card.fields[one].input.text() for one in SIGNS)
        day = None
        with suppress(Refusal):  # what is no date yet is nobody's
            day = span.parse_birth(born) if born.strip() else None
        besides = self._card.shown.patient.id
        question = partial(likeness.alike, name=name, number=number, born=day, besides=besides)
        self._background.ask(self, question, self._told, lambda obstacle: self._told(()))

    def _told(self, found: tuple[Alike, ...]) -> None:
        self._is_asking = False
        if self._asked == self._typed():
            self._card.say_alike(found)
        elif self._asked[0] == self._typed()[0]:
            self._ask()
