"""The form of a closure: which days, whole or in part, and what it comes to before it is added."""

from __future__ import annotations

from datetime import date, time
from functools import partial

from PySide6.QtCore import QDate, QTime
from PySide6.QtWidgets import QCheckBox, QDateEdit, QTimeEdit, QWidget

from reception.domain import span
from reception.domain.clinic import Clinic
from reception.domain.closure import Closure
from reception.domain.ids import ClosureId
from reception.services import closures
from reception.services.closures import Effect
from reception.ui.context import Context
from reception.ui.widgets import field
from reception.ui.widgets.basics import label, row
from reception.ui.widgets.dialog import Dialog
from reception.ui.widgets.field import Field
from reception.ui.widgets.numbers import clock

BOOKED_SHOWN = 5
USUAL = {"from": QTime(13, 0), "until": QTime(11, 0)}
"""An early closing starts at 13:00, a late opening ends at 11:00, until somebody says otherwise."""


class ClosureForm(Dialog):
    """Days on which a clinic, or every clinic, is closed: whole, from a time on, or until one."""

    def __init__(self, parent: QWidget, context: Context, clinic: Clinic | None) -> None:
        super().__init__(parent, "Add a closure", do="Close these days")
        self._context, self._clinic = context, clinic
        today = context.today()
        start = QDate(today.year, today.month, today.day)
        self.first, self.last = Field("First day", QDateEdit(start)), Field("Last day", QDateEdit(start))
        for one in (self.first, self.last):
            one.input.setCalendarPopup(True)
            one.input.setDisplayFormat("ddd d MMM yyyy")
        self._first_was = start
        self.first.input.dateChanged.connect(self._follow)
        self.early, self.starts = _time("Only from", "Closed from", USUAL["from"])
        self.late, self.ends = _time("Only until", "Closed until", USUAL["until"])
        self.everywhere = QCheckBox("At every clinic")
        self.everywhere.setChecked(clinic is None)
        self.everywhere.setEnabled(clinic is not None)
        self.reason = field.line("Why", placeholder="Christmas, training, …")
        self.told = label("", "small", wrap=True)
        self.body.addLayout(row(self.first, self.last, gap=10))
        self.body.addLayout(row(self.early, self.starts, 12, self.late, self.ends, None))
        self.body.addWidget(self.everywhere)
        self.add("reason", self.reason)
        self.know({"last": self.last})
        self.body.addWidget(self.told)
        for changed in (
            self.first.input.dateChanged, self.last.input.dateChanged, self.starts.timeChanged,
            self.ends.timeChanged, self.early.toggled, self.late.toggled, self.everywhere.toggled,
        ):  # fmt: skip
            changed.connect(lambda *_: self._ask())
        self.first.input.setFocus()
        self._ask()

    def _follow(self, first: QDate) -> None:
        """Take the last day along with the first; Enter alone, which Qt also tells, changes nothing."""
        if first != self._first_was and self.last.input.date() < first:
            self.last.input.setDate(first)
        self._first_was = first

    def _typed(self) -> Closure:
        """Return the closure as it was typed; its id comes when it is added."""
        clinic = None if self.everywhere.isChecked() or self._clinic is None else self._clinic.id
        first, last = self.first.input.date(), self.last.input.date()
        return Closure(
            id=ClosureId(0),
            clinic=clinic,
            first=date(first.year(), first.month(), first.day()),
            last=date(last.year(), last.month(), last.day()),
            starts=_read(self.starts) if self.early.isChecked() else None,
            ends=_read(self.ends) if self.late.isChecked() else None,
            reason=self.reason.input.text().strip(),
        )

    def _ask(self) -> None:
        """Read what the closure would come to."""
        typed = self._typed()
        if typed.last < typed.first or (typed.starts and typed.ends and typed.ends <= typed.starts):
            self.told.setText("")
            return
        question = partial(closures.effect, closure=typed, now=self._context.now())
        self._context.background.ask(self, question, partial(self._show, typed))

    def _show(self, asked: Closure, effect: Effect) -> None:
        typed = self._typed()
        if (typed.clinic, typed.first, typed.last, typed.starts, typed.ends) == (
            asked.clinic, asked.first, asked.last, asked.starts, asked.ends,
        ):  # fmt: skip
            self.told.setText(effect_text(effect))

    def submit(self) -> None:
        """Add the closure."""
        clinic = None if self.everywhere.isChecked() else self._clinic
        self.busy(True)
        act = partial(closures.close, closure=self._typed(), clinic=clinic)
        self._context.background.do(self, act, lambda change: self.accept(), self.refuse)


def _time(name: str, spoken: str, usual: QTime) -> tuple[QCheckBox, QTimeEdit]:
    """Return a time, and the tick that puts it to use."""
    tick, at = QCheckBox(name), clock(usual)
    at.setAccessibleName(spoken)
    at.setEnabled(False)
    tick.toggled.connect(at.setEnabled)
    return tick, at


def _read(field: QTimeEdit) -> time:
    at = field.time()
    return time(at.hour(), at.minute())


def effect_text(effect: Effect) -> str:
    """Return what a closure comes to, and which calls somebody has to move."""
    free = "1 free slot is" if effect.free == 1 else f"{effect.free} free slots are"
    told = f"{free} not offered while it lasts." if effect.free else "No free slot falls into it."
    if not effect.booked:
        return f"{told} No call is booked in it."
    names = [
        f"{line.patient.name} {span.moment_text(line.slot.starts_at)}"
        for line in effect.booked[:BOOKED_SHOWN]
    ]
    more = len(effect.booked) - BOOKED_SHOWN
    listed = "; ".join(names) + (f"; and {more} more" if more > 0 else "")
    calls = "1 call stays booked" if len(effect.booked) == 1 else f"{len(effect.booked)} calls stay booked"
    return f"{told} {calls}, to be moved or cancelled: {listed}."
