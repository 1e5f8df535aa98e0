"""Rescue some days: who is away or which clinic closes, from when to when, and what it comes to before it is done."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, time
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QWidget

from reception.domain import rescue as rules
from reception.domain import span
from reception.domain.clinic import Clinic
from reception.domain.clinician import Clinician
from reception.domain.errors import Obstacle, Refusal
from reception.domain.ids import ClinicianId
from reception.domain.rescue import Rescue
from reception.services import absences, rescue
from reception.services.absences import Effect
from reception.ui.clinics.absence_form import effect_text
from reception.ui.context import Context
from reception.ui.widgets import field
from reception.ui.widgets.basics import column, label, row
from reception.ui.widgets.days import day_field
from reception.ui.widgets.dialog import Dialog
from reception.ui.widgets.times import TimeEdit, time_field

if TYPE_CHECKING:
    from reception.ui.screen import Screen

USUAL_END = time(13)
DAY_BEGINS = time()
EVERYWHERE = "every clinic"
"""What stands for all clinics in the list of what can happen."""
CHOOSE = "Who is away, or what closes?"


class DayForm(Dialog):
    """One change freezes what is free, for part of a day or for many; what is left in it comes up as a list of work.

    It proposes today from now on, or all of a later day, and who is away only where that is in hand.
    """

    def __init__(
        self,
        parent: QWidget,
        context: Context,
        day: date | None = None,
        clinician: ClinicianId | None = None,
    ) -> None:
        super().__init__(parent, "Rescue the day", do="Take no more bookings", width=460)
        self._context = context
        today = context.today()
        self._in_hand, first = clinician, max(day or today, today)
        self.what = field.choice("What happened", [])
        self.first = day_field("First day", first, today=today, field="first")
        self.last = day_field("Last day", first, today=today, field="last")
        self._first_was, self._start_was = first, self._usual_start(first)
        self.starts = time_field("From", self._start_was, field="starts")
        self.starts.input.setAccessibleName("From, on the first day")
        self.is_part, self.ends = QCheckBox("Only until"), TimeEdit(USUAL_END, field="ends")
        self.ends.setAccessibleName("Only until, on the last day")
        self.ends.setEnabled(False)
        self.is_part.toggled.connect(self.ends.setEnabled)
        self.reason = field.line("Why", placeholder="Ill, power cut, …")
        self.told = label("", "small", wrap=True)
        self._asked: Rescue | None = None
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
        self.know({"first": self.first, "last": self.last, "starts": self.starts, "ends": self.last})
        self.body.addWidget(self.told)

    def _connect(self) -> None:
        self.first.input.settled.connect(self._follow)
        for changed in (
            self.what.input.currentIndexChanged, self.first.input.changed, self.last.input.changed,
            self.starts.input.changed, self.ends.changed, self.is_part.toggled,
        ):  # fmt: skip
            changed.connect(lambda *_: self.ask())

    def _usual_start(self, day: date) -> time:
        """Return now for today, and the start of a later day."""
        now = span.london(self._context.now())
        return time(now.hour, now.minute) if day == now.date() else DAY_BEGINS

    def _follow(self) -> None:
        """Take the last day and the usual time along with the first day; a time somebody chose stays."""
        first, before = self.first.input.day, self._first_was
        usual, self._first_was = self._usual_start(first), first
        with suppress(Refusal):
            if self.starts.input.value == self._start_was:
                self.starts.input.show_value(usual)
                self._start_was = usual
        with suppress(Refusal):
            if self.last.input.day < first or self.last.input.day == before:
                self.last.input.show_day(first)

    def _know(self, people: list[Clinician]) -> None:
        """Offer who can be away and what can close: the clinic of the filter first among the clinics."""
        places = sorted(self._context.clinics, key=lambda one: one.id != self._context.clinic)
        working = [person for person in people if not person.retired]
        self.what.input.blockSignals(True)
        self.what.input.addItem(CHOOSE, CHOOSE)
        for person in working:
            self.what.input.addItem(f"{person.name} is away", person)
        for place in places:
            self.what.input.addItem(f"{place.name} closes", place)
        self.what.input.addItem(f"{EVERYWHERE.capitalize()} closes", None)
        in_hand = next((n for n, one in enumerate(working, 1) if one.id == self._in_hand), 0)
        self.what.input.setCurrentIndex(in_hand)
        self.what.input.blockSignals(False)
        self.doing.setEnabled(True)
        self.ask()

    def typed(self) -> Rescue:
        """Return what was typed; refuse what cannot be read."""
        what = self.what.input.currentData()
        if what == CHOOSE:
            raise Refusal("Choose who is away, or what closes.", field="what")
        starts = self.starts.input.value
        return Rescue(
            clinician=what.id if isinstance(what, Clinician) else None,
            clinic=what.id if isinstance(what, Clinic) else None,
            first=self.first.input.day,
            last=self.last.input.day,
            starts=starts if starts != time() else None,
            ends=self.ends.value if self.is_part.isChecked() else None,
            reason=self.reason.input.text().strip(),
        )

    def ask(self) -> None:
        """Read what it would come to."""
        self.clear_refusals()
        self._asked = None
        try:
            self._asked = typed = self.typed()
            rules.check(typed, self._context.now())
        except Refusal:
            self.told.setText("")
            return
        question = partial(absences.effect_of, absences=typed.absences, now=self._context.now())
        self._context.background.ask(self, question, partial(self._show, typed), self.refuse)

    def _show(self, asked: Rescue, effect: Effect) -> None:
        if asked == self._asked:
            self.told.setText(effect_text(effect))

    def submit(self) -> None:
        """Do it, in one change."""
        try:
            act = partial(rescue.begin, wanted=self.typed())
        except Refusal as refusal:
            self.refuse(refusal)
            return
        self.busy(True)
        self._context.background.do(self, act, lambda change: self.accept(), self.refuse)

    def refuse(self, obstacle: Obstacle) -> None:
        """Say what is in the way, and nothing of what it would come to."""
        self.told.setText("")
        super().refuse(obstacle)


def in_hand(screen: Screen) -> tuple[date | None, ClinicianId | None]:
    """Return the day and clinician of the diary’s cursor, where it is among what is shown, or else the day alone."""
    from reception.ui.diary.view import DiaryScreen

    if not isinstance(screen, DiaryScreen):
        return None, None
    place, (first, last) = screen.grid.place_of_cursor(screen.day), screen.span
    if place is None or not first <= place.day <= last:
        return screen.day, None
    cell = screen.grid.current
    return place.day, cell.slot.clinician if cell is not None else place.clinician
