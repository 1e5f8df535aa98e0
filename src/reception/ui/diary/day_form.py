"""Rescue the day: who is away or which clinic closes, from when to when, and what it comes to before it is done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from functools import partial

from PySide6.QtCore import Qt, QTime
from PySide6.QtWidgets import QCheckBox, QTimeEdit, QWidget

from reception.domain import span
from reception.domain.change import Change
from reception.domain.clinic import Clinic
from reception.domain.clinician import Clinician
from reception.domain.closure import Closure
from reception.domain.ids import ClosureId, LeaveId
from reception.domain.leave import Leave
from reception.services import absences, closures, leave
from reception.services.absences import Effect
from reception.services.history import History
from reception.ui.clinics.absence_form import effect_text
from reception.ui.context import Context
from reception.ui.widgets import field
from reception.ui.widgets.basics import label, row
from reception.ui.widgets.dialog import Dialog
from reception.ui.widgets.field import Field
from reception.ui.widgets.numbers import clock

USUAL_END = QTime(13, 0)
EVERYWHERE = "every clinic"
"""What stands for all clinics in the list of what can happen."""


class DayForm(Dialog):
    """One change freezes what is free; the calls that are left in it come up as a list of work by themselves."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(parent, "Rescue the day", do="Offer nothing then", width=460)
        self._context = context
        now = span.london(context.now()).time()
        self.what = field.choice("What happened", [])
        self.starts = Field("From", clock(QTime(now.hour, now.minute)))
        self.is_part, self.ends = QCheckBox("Only until"), clock(USUAL_END)
        self.ends.setAccessibleName("Only until")
        self.ends.setEnabled(False)
        self.is_part.toggled.connect(self.ends.setEnabled)
        self.reason = field.line("Why", placeholder="Ill, power cut, …")
        self.told = label("", "small", wrap=True)
        self.add("what", self.what)
        times = row(self.starts, 12, self.is_part, self.ends, None)
        for part in (self.is_part, self.ends):
            times.setAlignment(part, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(times)
        self.add("reason", self.reason)
        self.know({"starts": self.starts, "ends": self.starts})
        self.body.addWidget(self.told)
        for changed in (self.what.input.currentIndexChanged, self.starts.input.timeChanged, self.ends.timeChanged,
                        self.is_part.toggled):  # fmt: skip
            changed.connect(lambda *_: self.ask())
        self.doing.setEnabled(False)
        self.what.input.setFocus()
        context.background.ask(self, lambda reader: reader.all(Clinician), self._know, self.refuse)

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

    def typed(self) -> Closure | Leave:
        """Return what was typed, as what keeps today's slots from being offered; its id comes when it is added."""
        what = self.what.input.currentData()
        today = self._context.today()
        starts = _read(self.starts.input)
        ends = _read(self.ends) if self.is_part.isChecked() else None
        reason = self.reason.input.text().strip()
        if isinstance(what, Clinician):
            return Leave(
                id=LeaveId(0),
                clinician=what.id,
                first=today,
                last=today,
                starts=starts,
                ends=ends,
                reason=reason,
            )
        where = what.id if isinstance(what, Clinic) else None
        return Closure(
            id=ClosureId(0), clinic=where, first=today, last=today, starts=starts, ends=ends, reason=reason
        )

    def ask(self) -> None:
        """Read what it would come to."""
        self.clear_refusals()
        typed = self.typed()
        if typed.starts and typed.ends and typed.ends <= typed.starts:
            self.told.setText("")
            return
        question = partial(absences.effect, absence=typed, now=self._context.now())
        self._context.background.ask(self, question, partial(self._show, typed), self.refuse)

    def _show(self, asked: Closure | Leave, effect: Effect) -> None:
        if self.typed() == asked:
            self.told.setText(effect_text(effect))

    def submit(self) -> None:
        """Do it, in one change."""
        self.busy(True)
        self._context.background.do(self, self._act(), lambda change: self.accept(), self.refuse)

    def _act(self) -> Callable[[History], Change]:
        typed, what = self.typed(), self.what.input.currentData()
        if isinstance(typed, Leave):
            return partial(leave.take, leave=typed)
        return partial(closures.close, closure=typed, clinic=what)


def _read(edit: QTimeEdit) -> time:
    at = edit.time()
    return time(at.hour(), at.minute())
