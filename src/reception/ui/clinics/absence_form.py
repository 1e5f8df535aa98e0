"""What the forms of closures and of leave share: which days, whole or in part, and what they come to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from functools import partial
from typing import Any

from PySide6.QtCore import QDate, QTime
from PySide6.QtWidgets import QCheckBox, QTimeEdit, QWidget

from reception.domain import span
from reception.domain.change import Change
from reception.domain.closure import Closure
from reception.domain.errors import Obstacle
from reception.domain.leave import Leave
from reception.services import absences
from reception.services.absences import Effect
from reception.services.history import History
from reception.ui.context import Context
from reception.ui.widgets import field
from reception.ui.widgets.basics import label, row
from reception.ui.widgets.days import DayEdit
from reception.ui.widgets.dialog import Dialog
from reception.ui.widgets.field import Field
from reception.ui.widgets.numbers import clock

BOOKED_SHOWN = 5
USUAL = {"from": QTime(13, 0), "until": QTime(11, 0)}
"""An early end starts at 13:00, a late start ends at 11:00, until somebody says otherwise."""


class AbsenceForm(Dialog):
    """Days that are left out: whole, from a time on, or until one. `word` is Closed or Away."""

    def __init__(self, parent: QWidget, context: Context, title: str, do: str, word: str) -> None:
        super().__init__(parent, title, do=do)
        self._context = context
        today = context.today()
        self.first, self.last = Field("First day", DayEdit(today)), Field("Last day", DayEdit(today))
        self._first_was = self.first.input.date()
        self.first.input.dateChanged.connect(self._follow)
        self.early, self.starts = _time("Only from", f"{word} from", USUAL["from"])
        self.late, self.ends = _time("Only until", f"{word} until", USUAL["until"])
        self.reason = field.line("Why", placeholder="Christmas, training, …")
        self.told = label("", "small", wrap=True)

    def lay_out(self, whose: QWidget) -> None:
        """Put the fields in place, with the one that says whose days they are among them."""
        self.body.addLayout(row(self.first, self.last, gap=10))
        self.body.addLayout(row(self.early, self.starts, 12, self.late, self.ends, None))
        self.body.addWidget(whose)
        self.add("reason", self.reason)
        self.know({"first": self.first, "last": self.last})
        self.body.addWidget(self.told)
        for changed in (
            self.first.input.dateChanged, self.last.input.dateChanged, self.starts.timeChanged,
            self.ends.timeChanged, self.early.toggled, self.late.toggled,
        ):  # fmt: skip
            changed.connect(lambda *_: self.ask())
        self.first.input.setFocus()
        self.ask()

    def _follow(self, first: QDate) -> None:
        """Take the last day along with the first; Enter alone, which Qt also tells, changes nothing."""
        if first != self._first_was and self.last.input.date() < first:
            self.last.input.setDate(first)
        self._first_was = first

    def typed(self) -> Closure | Leave:
        """Return what was typed; its id comes when it is added."""
        raise NotImplementedError

    def act(self) -> Callable[[History], Change]:
        """Return what adds it."""
        raise NotImplementedError

    def days(self) -> dict[str, Any]:
        """Return the days, times and reason that were typed."""
        return {
            "first": self.first.input.day,
            "last": self.last.input.day,
            "starts": _read(self.starts) if self.early.isChecked() else None,
            "ends": _read(self.ends) if self.late.isChecked() else None,
            "reason": self.reason.input.text().strip(),
        }

    def ask(self) -> None:
        """Read what it would come to."""
        self.clear_refusals()
        typed = self.typed()
        if typed.last < typed.first or (typed.starts and typed.ends and typed.ends <= typed.starts):
            self.told.setText("")
            return
        question = partial(absences.effect, absence=typed, now=self._context.now())
        self._context.background.ask(self, question, partial(self._show, typed))

    def _show(self, asked: Closure | Leave, effect: Effect) -> None:
        typed = self.typed()
        if _same_but_reason(typed, asked):
            self.told.setText(effect_text(effect))

    def submit(self) -> None:
        """Add it."""
        self.busy(True)
        self._context.background.do(self, self.act(), lambda change: self.accept(), self.refuse)

    def refuse(self, obstacle: Obstacle) -> None:
        """Say what is in the way, and nothing of what it would come to."""
        self.told.setText("")
        super().refuse(obstacle)


def _same_but_reason(one: Closure | Leave, other: Closure | Leave) -> bool:
    def key(absence: Closure | Leave) -> tuple[object, ...]:
        whose = absence.clinic if isinstance(absence, Closure) else absence.clinician
        return type(absence), whose, absence.first, absence.last, absence.starts, absence.ends

    return key(one) == key(other)


def _time(name: str, spoken: str, usual: QTime) -> tuple[QCheckBox, QTimeEdit]:
    """Return a time, and the tick that puts it to use."""
    tick, at = QCheckBox(name), clock(usual)
    at.setAccessibleName(spoken)
    at.setEnabled(False)
    tick.toggled.connect(at.setEnabled)
    return tick, at


def _read(edit: QTimeEdit) -> time:
    at = edit.time()
    return time(at.hour(), at.minute())


def effect_text(effect: Effect) -> str:
    """Return what a closure or leave comes to, and which calls somebody has to move."""
    free = "1 free slot is" if effect.free == 1 else f"{effect.free:,} free slots are"
    told = f"{free} not offered while it lasts." if effect.free else "No free slot falls into it."
    if not effect.booked:
        return f"{told} No call is booked in it."
    names = [
        f"{line.patient.name} {span.moment_text(line.slot.starts_at)}"
        for line in effect.booked[:BOOKED_SHOWN]
    ]
    more = len(effect.booked) - BOOKED_SHOWN
    listed = "; ".join(names) + (f"; and {more} more" if more > 0 else "")
    calls = "1 call stays booked" if len(effect.booked) == 1 else f"{len(effect.booked):,} calls stay booked"
    return f"{told} {calls}, to be moved or cancelled: {listed}."
