"""The bank holidays that are still to be decided: each is closed, open, or open at some clinics; nothing is chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QButtonGroup, QCheckBox, QRadioButton, QScrollArea, QWidget

from reception.domain import span
from reception.domain.errors import Refusal
from reception.domain.holiday import Decision, Undecided
from reception.domain.ids import ClinicId
from reception.ui.widgets.basics import button, column, label, row
from reception.ui.widgets.flow import Flow
from reception.ui.widgets.order import keep_order

CLOSED, OPEN, SOME = "Closed", "Open", "Some open"
ALL, REST = "All closed", "The rest closed"


class Question(QWidget):
    """One day: Closed, Open, and with several clinics Some open, with a tick for each; `answered` tells of a choice."""

    answered = Signal()

    def __init__(self, asked: Undecided, names: Mapping[ClinicId, str]) -> None:
        super().__init__()
        self.asked = asked
        day = span.day_text(asked.day, year=True)
        self._group = QButtonGroup(self)
        self.choices: dict[str, QRadioButton] = {}
        places = [names[one] for one in asked.clinics]
        for word in (CLOSED, OPEN, SOME) if len(places) > 1 else (CLOSED, OPEN):
            made = QRadioButton(word)
            made.setAccessibleName(f"{word} on {day}, {asked.name}: {', '.join(places)}")
            self._group.addButton(made)
            self.choices[word] = made
        self.ticks = {one: QCheckBox(name) for one, name in zip(asked.clinics, places, strict=True)}
        for tick in self.ticks.values():
            tick.setAccessibleName(f"{tick.text()} works on {day}")
            tick.toggled.connect(lambda *_: self.answered.emit())
        self._some = QWidget()
        flow = Flow(gap=12)
        for tick in self.ticks.values():
            flow.addWidget(tick)
        self._some.setLayout(flow)
        self._some.hide()
        told = column(label(f"{day} · {asked.name}", "", wrap=True), gap=0)
        told.addWidget(label(", ".join(places), "small", wrap=True))
        top = row(told, *self.choices.values(), gap=8)
        top.setStretch(0, 1)
        self.setLayout(column(top, self._some, gap=2))
        self._group.buttonToggled.connect(self._choose)

    def _choose(self, chosen: QRadioButton, is_on: bool) -> None:
        if is_on:
            self._some.setVisible(chosen.text() == SOME)
            self.answered.emit()

    @property
    def answer(self) -> str:
        """Return what was chosen, or nothing."""
        chosen = self._group.checkedButton()
        return chosen.text() if chosen is not None else ""

    @property
    def parts(self) -> list[QWidget]:
        """Return what Tab comes to, in its order."""
        return [*self.choices.values(), *self.ticks.values()]

    @property
    def opened(self) -> frozenset[ClinicId]:
        """Return the clinics that are to work."""
        if self.answer == OPEN:
            return frozenset(self.asked.clinics)
        ticked = (one for one, tick in self.ticks.items() if tick.isChecked())
        return frozenset(ticked) if self.answer == SOME else frozenset()

    @property
    def is_answered(self) -> bool:
        """Tell whether something was chosen, and of some clinics which."""
        return bool(self.answer) and (self.answer != SOME or bool(self.opened))

    def take(self, answer: str, opened: frozenset[ClinicId]) -> None:
        """Choose what was chosen before."""
        for one, tick in self.ticks.items():
            tick.setChecked(one in opened)
        if answer in self.choices:
            self.choices[answer].setChecked(True)

    def decisions(self) -> list[Decision]:
        """Return what was decided, of each clinic."""
        opened = self.opened
        return [Decision(day=self.asked.day, clinic=one, is_open=one in opened) for one in self.asked.clinics]


class HolidayQuestions(QWidget):
    """A question for each day; `chosen` tells that one was answered. What was answered stays while its day is asked.

    `finished` tells that the last ones were answered in one go: the keys are to go on to what the form is for.
    """

    chosen = Signal()
    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.questions: dict[date, Question] = {}
        self._shown: tuple[Sequence[Undecided], Mapping[ClinicId, str]] | None = None
        self._days = column(gap=8)
        self._all = button(ALL, kind="link", run=self.close_rest)
        self._all.hide()
        self.chosen.connect(self._name_button)
        self.setLayout(column(self._days, row(self._all, None), gap=2))

    def ask(self, asked: Sequence[Undecided], names: Mapping[ClinicId, str]) -> None:
        """Ask about other days."""
        if self._shown == (asked, names):
            return
        self._shown = asked, names
        had_keys, before = self._has_keys(), self.questions
        self.questions = {one.day: self._question(one, names, before.get(one.day)) for one in asked}
        for old in before.values():
            if old not in self.questions.values():
                old.setParent(None)
                old.deleteLater()
        for place, made in enumerate(self.questions.values()):
            self._days.insertWidget(place, made)
            made.show()  # at once, so that it can be given the keys
        keep_order(self, [part for one in self.questions.values() for part in one.parts])
        self._all.setVisible(len(asked) > 1)
        self._name_button()
        if had_keys and not self._has_keys():
            (self if self.questions else self.window()).setFocus()

    def _question(self, asked: Undecided, names: Mapping[ClinicId, str], before: Question | None) -> Question:
        """Return the question of a day: the one that is there, or one for other clinics with what was chosen."""
        if before is not None and before.asked == asked:
            return before
        made = Question(asked, names)
        if before is not None:
            made.take(before.answer, before.opened)
        made.answered.connect(self.chosen)
        return made

    def _has_keys(self) -> bool:
        inside = QApplication.focusWidget()
        return inside is not None and self.isAncestorOf(inside)

    @property
    def _unanswered(self) -> list[Question]:
        """Return the days of which nothing was chosen; one that is open at some clinics was answered in part."""
        return [one for one in self.questions.values() if not one.answer]

    def _name_button(self) -> None:
        """Say which days the button answers."""
        left = len(self._unanswered)
        is_rest = left < len(self.questions)
        self._all.setText(REST if is_rest else ALL)
        self._all.setAccessibleName(f"Closed on {'the rest' if is_rest else 'all'} of these days")
        self._all.setEnabled(left > 0)

    def close_rest(self) -> None:
        """Answer that every day is closed that was not answered; go on, or to what is still to be ticked."""
        for one in self._unanswered:
            one.choices[CLOSED].setChecked(True)
        if self._first_begun() is None:
            self.finished.emit()
        else:
            self.setFocus()

    def decisions(self) -> tuple[Decision, ...]:
        """Return what was decided so far."""
        answered = (one for one in self.questions.values() if one.is_answered)
        return tuple(decision for one in answered for decision in one.decisions())

    def check(self) -> None:
        """Refuse while a day is not decided."""
        self._refuse(self._first_open())

    def check_begun(self) -> None:
        """Refuse a day that is open at some clinics while none is ticked, and, where nothing is decided, any day."""
        begun = self._first_begun()
        self._refuse(self._first_open() if begun is None and not self.decisions() else begun)

    @staticmethod
    def _refuse(open_: Question | None) -> None:
        if open_ is not None:
            day = span.day_text(open_.asked.day, year=True)
            which = " Tick which clinics work." if open_.answer == SOME else " Choose Closed or Open."
            raise Refusal(f"{day} is a bank holiday: is it worked?{which}", field="holidays")

    def _first_begun(self) -> Question | None:
        return next((one for one in self.questions.values() if one.answer and not one.is_answered), None)

    def _first_open(self) -> Question | None:
        return next((one for one in self.questions.values() if not one.is_answered), None)

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Go to the first day that is half decided, else to the first that is not decided, else to the first of all."""
        one = self._first_begun() or self._first_open() or next(iter(self.questions.values()), None)
        if one is None:
            return
        part: QWidget = next(iter((one.ticks if one.answer == SOME else one.choices).values()))
        part.setFocus(reason)
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if around is not None:
            around.ensureWidgetVisible(part)
