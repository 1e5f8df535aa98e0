"""Decide which bank holidays are worked, without publishing more: slots of an opened day come where it is published."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from reception.domain.clinic import Clinic
from reception.domain.errors import Obstacle, Refusal
from reception.domain.holiday import Undecided
from reception.services import holidays
from reception.storage.reader import Reader
from reception.ui.context import Context
from reception.ui.diary.holiday_questions import HolidayQuestions
from reception.ui.widgets.basics import label
from reception.ui.widgets.dialog import Dialog

NOTE = (
    "Slots of a day that is open come at once where the day is published. "
    "What you choose holds for every desk and is kept under Settings, Closures."
)
NOTHING = "Every bank holiday in the weeks that are published is decided."


class HolidayForm(Dialog):
    """Asks about each day of the weeks that are published; those left without an answer are asked about again."""

    shows_nobody = True

    def __init__(self, parent: QWidget, context: Context, day: date | None = None) -> None:
        super().__init__(parent, "Which bank holidays are worked?", do="Decide", width=560)
        self._context, self._day = context, day
        self._has_been_asked = False
        self.questions = HolidayQuestions()
        self.body.addWidget(self.questions)
        self.questions.finished.connect(self.doing.setFocus)
        self.told = label(NOTE, "small", wrap=True)
        self.body.addWidget(self.told)
        self.doing.setEnabled(False)
        context.news.connect(self._ask)
        self._ask()

    def _ask(self) -> None:
        question = partial(_read, context=self._context, day=self._day)
        self._context.background.ask(self, question, self._show, self.refuse)

    def _show(self, told: tuple[tuple[Undecided, ...], list[Clinic]]) -> None:
        found, places = told
        self.questions.ask(found, {one.id: one.name for one in places})
        self.told.setText(NOTE if found else NOTHING)
        self.doing.setEnabled(bool(found))
        if not self._has_been_asked:
            self._has_been_asked = True
            self.questions.setFocus()

    def submit(self) -> None:
        """Decide on the days that were answered."""
        self.clear_refusals()
        made = self.questions.decisions()
        try:
            self.questions.check_begun()
        except Refusal as refusal:
            self.refuse(refusal)
            return
        self.busy(True)
        act = partial(holidays.decide, decisions=made)
        self._context.background.do(self, act, lambda change: self.accept(), self.refuse)

    def refuse(self, obstacle: Obstacle) -> None:
        """Say what is in the way, and go to the first day that is not decided."""
        super().refuse(obstacle)
        self.questions.setFocus()


def _read(reader: Reader, context: Context, day: date | None) -> tuple[tuple[Undecided, ...], list[Clinic]]:
    found = holidays.ahead(reader, context.now()) if day is None else holidays.undecided(reader, day, day)
    return found, reader.all(Clinic)
