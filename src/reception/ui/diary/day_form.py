"""Rescue some days: who is away or which clinic closes, from when to when, and what it comes to before it is done."""

from __future__ import annotations

from datetime import date, time
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QTime
from PySide6.QtWidgets import QCheckBox, QTimeEdit, QWidget

from reception.domain import rescue as rules
from reception.domain import span
from reception.domain.clinic import Clinic
from reception.domain.clinician import Clinician
from reception.domain.errors import Obstacle, Refusal
from reception.domain.rescue import Rescue
from reception.services import absences, rescue
from reception.services.absences import Effect
from reception.ui.clinics.absence_form import effect_text
from reception.ui.context import Context
from reception.ui.widgets import field
from reception.ui.widgets.basics import column, label, row
from reception.ui.widgets.days import DayEdit
from reception.ui.widgets.dialog import Dialog
from reception.ui.widgets.field import Field
from reception.ui.widgets.numbers import clock

if TYPE_CHECKING:
    from reception.ui.screen import Screen

USUAL_END = QTime(13, 0)
DAY_BEGINS = QTime(0, 0)
EVERYWHERE = "every clinic"
"""What stands for all clinics in the list of what can happen."""


class DayForm(Dialog):
    """One change freezes what is free, for part of a day or for many; what is left in it comes up as a list of work.

    It proposes today from now on, or all of a later day.
    """

    def __init__(self, parent: QWidget, context: Context, day: date | None = None) -> None:
        super().__init__(parent, "Rescue the day", do="Take no more bookings then", width=460)
        self._context = context
        first = max(day or context.today(), context.today())
        self.what = field.choice("What happened", [])
        self.first, self.last = Field("First day", DayEdit(first)), Field("Last day", DayEdit(first))
        self._first_was, self._start_was = self.first.input.date(), self._usual_start(first)
        self.starts = Field("From", clock(self._start_was))
        self.starts.input.setAccessibleName("From, on the first day")
        self.is_part, self.ends = QCheckBox("Only until"), clock(USUAL_END)
        self.ends.setAccessibleName("Only until, on the last day")
        self.ends.setEnabled(False)
        self.is_part.toggled.connect(self.ends.setEnabled)
        self.reason = field.line("Why", placeholder="Ill, power cut, …")
        self.told = label("", "small", wrap=True)
        self._lay_out()
        self._connect()
        self.doing.setEnabled(False)
        self.what.input.setFocus()
        context.background.ask(self, lambda reader: reader.all(Clinician), self._know, self.refuse)

    def _lay_out(self) -> None:
        self.add("what", self.what)
        until = column(label(" ", "small"), row(self.is_part, self.ends), None, gap=3)
        for part in ((self.first, self.starts), (self.last, until)):
            line = row(*part, gap=12)
            line.setStretch(0, 3)
            line.setStretch(1, 2)
            self.body.addLayout(line)
        self.add("reason", self.reason)
        self.know({"first": self.first, "last": self.last, "ends": self.last})
        self.body.addWidget(self.told)

    def _connect(self) -> None:
        self.first.input.dateChanged.connect(self._follow)
        for changed in (
            self.what.input.currentIndexChanged, self.first.input.dateChanged, self.last.input.dateChanged,
            self.starts.input.timeChanged, self.ends.timeChanged, self.is_part.toggled,
        ):  # fmt: skip
            changed.connect(lambda *_: self.ask())

    def _usual_start(self, day: date) -> QTime:
        """Return now for today, and the start of a later day."""
        now = span.london(self._context.now())
        return QTime(now.hour, now.minute) if day == now.date() else DAY_BEGINS

    def _follow(self, first: QDate) -> None:
        """Take the last day and the usual time along with the first day; a time somebody chose stays.

        Enter alone, which Qt also tells, changes nothing.
        """
        if first == self._first_was:
            return
        usual, last = self._usual_start(self.first.input.day), self.last.input.date()
        if self.starts.input.time() == self._start_was:
            self.starts.input.setTime(usual)
            self._start_was = usual
        if last < first or last == self._first_was:
            self.last.input.setDate(first)
        self._first_was = first

    def _know(self, people: list[Clinician]) -> None:
        """Offer who can be away and what can close: the clinic of the filter first among the clinics."""
        places = sorted(self._context.clinics, key=lambda one: one.id != self._context.clinic)
        self.what.input.blockSignals(True)
        for person in people:
            if not person.retired:
                self.what.input.addItem(f"{person.name} is away", person)
        for place in places:
            self.what.input.addItem(f"{place.name} closes", place)
        self.what.input.addItem(f"{EVERYWHERE.capitalize()} closes", None)
        self.what.input.setCurrentIndex(0)
        self.what.input.blockSignals(False)
        self.doing.setEnabled(True)
        self.ask()

    def typed(self) -> Rescue:
        """Return what was typed."""
        what = self.what.input.currentData()
        starts = _read(self.starts.input)
        return Rescue(
            clinician=what.id if isinstance(what, Clinician) else None,
            clinic=what.id if isinstance(what, Clinic) else None,
            first=self.first.input.day,
            last=self.last.input.day,
            starts=starts if starts != time() else None,
            ends=_read(self.ends) if self.is_part.isChecked() else None,
            reason=self.reason.input.text().strip(),
        )

    def ask(self) -> None:
        """Read what it would come to."""
        self.clear_refusals()
        typed = self.typed()
        try:
            rules.check(typed, self._context.now())
        except Refusal:
            self.told.setText("")
            return
        question = partial(absences.effect_of, absences=typed.absences, now=self._context.now())
        self._context.background.ask(self, question, partial(self._show, typed), self.refuse)

    def _show(self, asked: Rescue, effect: Effect) -> None:
        if self.typed() == asked:
            self.told.setText(effect_text(effect))

    def submit(self) -> None:
        """Do it, in one change."""
        self.busy(True)
        act = partial(rescue.begin, wanted=self.typed())
        self._context.background.do(self, act, lambda change: self.accept(), self.refuse)

    def refuse(self, obstacle: Obstacle) -> None:
        """Say what is in the way, and nothing of what it would come to."""
        self.told.setText("")
        super().refuse(obstacle)


def day_in_hand(screen: Screen) -> date | None:
    """Return the day of the diary's cursor, where it is among those that are shown, or else the day that is shown."""
    from reception.ui.diary.view import DiaryScreen

    if not isinstance(screen, DiaryScreen):
        return None
    place, (first, last) = screen.grid.place_of_cursor(screen.day), screen.span
    return place.day if place is not None and first <= place.day <= last else screen.day


def _read(edit: QTimeEdit) -> time:
    at = edit.time()
    return time(at.hour(), at.minute())
