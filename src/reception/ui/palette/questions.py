"""What the palette asks the database: one question at a time, always the newest."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from reception.domain.deed import Deed
from reception.domain.errors import Obstacle
from reception.domain.wish import FreeWish
from reception.services import finding
from reception.services.finding import Found, Known
from reception.ui.context import Context
from reception.ui.palette import asking
from reception.ui.palette.asking import Answer

Wish = FreeWish | Deed
"""A line that was understood: as a wish for free slots, or as something to do."""


class Questions(QObject):
    """Asks while somebody types: while one question is being answered only the newest text waits.

    So nothing has to be slowed down, and a slow answer never makes a queue. Answers to texts that
    are no longer there are dropped.
    """

    answered = Signal()
    failed = Signal(str)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._knows = self._is_asking = False
        self._wanted: tuple[str, Wish | None] | None = None
        self.known, self.answer = Known(), Answer()
        context.background.ask(self, partial(finding.known, now=context.now()), self._know, self._fail_known)

    @property
    def found(self) -> Found:
        """Return what was found last."""
        return self.answer.found

    @property
    def is_waiting(self) -> bool:
        """Tell whether anything that was asked is still to be answered."""
        return self._wanted is not None or not self._knows

    def ask(self, text: str, wish: Wish | None) -> None:
        """Ask what a text finds; what was asked before and is not answered yet is dropped."""
        self._wanted = (text, wish)
        if not self._is_asking:
            self._send(text, wish)

    def forget(self) -> None:
        """Ask nothing any more, and know of nothing found."""
        self._wanted, self.answer = None, Answer()

    def _send(self, text: str, wish: Wish | None) -> None:
        self._is_asking = True
        question = partial(asking.answer, text=text, now=self._context.now(), wish=wish)
        asked = (text, wish)
        self._context.background.ask(self, question, partial(self._told, asked), partial(self._fail, asked))

    def _told(self, asked: tuple[str, Wish | None], answer: Answer) -> None:
        self._is_asking = False
        if self._wanted == asked:
            self.answer, self._wanted = answer, None
            self.answered.emit()
        elif self._wanted is not None:
            self._send(*self._wanted)

    def _know(self, known: Known) -> None:
        self.known, self._knows = known, True
        self.answered.emit()

    def _fail(self, asked: tuple[str, Wish | None], obstacle: Obstacle) -> None:
        self._told(asked, Answer())
        self.failed.emit(obstacle.sentence)

    def _fail_known(self, obstacle: Obstacle) -> None:
        self._know(Known())
        self.failed.emit(obstacle.sentence)
