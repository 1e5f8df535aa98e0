"""What the forms of closures and of leave share: which days, whole or in part, and what they come to."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import time
from functools import partial
from typing import Any

from PySide6.QtWidgets import QCheckBox, QWidget

from reception.domain.change import Change
from reception.domain.closure import Closure
from reception.domain.errors import Obstacle, Refusal
from reception.domain.ids import CallId
from reception.domain.leave import Leave
from reception.services import absences
from reception.services.absences import Covers, Effect
from reception.services.history import History
from reception.ui.context import Context
from reception.ui.widgets import field
from reception.ui.widgets.basics import label, rename, row
from reception.ui.widgets.days import day_field
from reception.ui.widgets.dialog import Dialog
from reception.ui.widgets.times import TimeEdit

KEEPING = ", keep the calls booked"
"""What the button says besides, once the calls that are booked in it were named."""
USUAL = {"from": time(13), "until": time(11)}
"""An early end starts at 13:00, a late start ends at 11:00, until somebody says otherwise."""


class AbsenceForm(Dialog):
    """Days that are left out: whole, from a time on, or until one. `word` is Closed or Away.

    Where calls are booked in them the first Enter only names them: `named` are those it named.
    """

    def __init__(self, parent: QWidget, context: Context, title: str, do: str, word: str) -> None:
        super().__init__(parent, title, do=do)
        self._context = context
        today = context.today()
        self.first = day_field("First day", today, today=today, field="first")
        self.last = day_field("Last day", today, today=today, field="last")
        self.first.input.settled.connect(self._follow)
        self.early, self.starts = _time("Only from", f"{word} from", USUAL["from"], "starts")
        self.late, self.ends = _time("Only until", f"{word} until", USUAL["until"], "ends")
        self.reason = field.line("Why", placeholder="Christmas, training, …")
        self.told = label("", "small", wrap=True)
        self.named = frozenset[CallId]()
        self._do = do
        self._asked: Closure | Leave | None = None

    def lay_out(self, whose: QWidget) -> None:
        """Put the fields in place, with the one that says whose days they are among them."""
        self.body.addLayout(row(self.first, self.last, gap=10))
        self.body.addLayout(row(self.early, self.starts, 12, self.late, self.ends, None))
        self.body.addWidget(whose)
        self.add("reason", self.reason)
        self.know({"first": self.first, "last": self.last})
        self.body.addWidget(self.told)
        for changed in (
            self.first.input.changed, self.last.input.changed, self.starts.changed, self.ends.changed,
            self.early.toggled, self.late.toggled,
        ):  # fmt: skip
            changed.connect(lambda *_: self.ask())
        self.first.input.setFocus()
        self.ask()

    def _follow(self) -> None:
        """Take the last day along with the first."""
        first = self.first.input.day
        with suppress(Refusal):
            if self.last.input.day < first:
                self.last.input.show_day(first)

    def typed(self) -> Closure | Leave:
        """Return what was typed; its id comes when it is added. Refuse what cannot be read."""
        raise NotImplementedError

    def act(self) -> Callable[[History], Change]:
        """Return what adds it; refuse what cannot be read."""
        raise NotImplementedError

    def days(self) -> dict[str, Any]:
        """Return the days, times and reason that were typed; refuse what cannot be read."""
        return {
            "first": self.first.input.day,
            "last": self.last.input.day,
            "starts": self.starts.value if self.early.isChecked() else None,
            "ends": self.ends.value if self.late.isChecked() else None,
            "reason": self.reason.input.text().strip(),
        }

    def ask(self) -> None:
        """Read what it would come to."""
        self.clear_refusals()
        self.told.setText("")
        self._name(frozenset())
        try:
            self._asked = typed = self.typed()
        except Refusal:
            self._asked = None
            return
        if typed.last < typed.first or (typed.starts and typed.ends and typed.ends <= typed.starts):
            return
        question = partial(absences.effect, absence=typed, now=self._context.now())
        self._context.background.ask(self, question, partial(self._show, typed))

    def _show(self, asked: Closure | Leave, effect: Effect) -> None:
        if asked is self._asked:
            self.told.setText(effect_text(effect))

    def submit(self) -> None:
        """Add it."""
        try:
            act = self.act()
        except Refusal as refusal:
            self.refuse(refusal)
            return
        self.busy(True)
        self._context.background.do(self, act, lambda change: self.accept(), self.refuse)

    def refuse(self, obstacle: Obstacle) -> None:
        """Say what is in the way, and nothing of what it would come to; the next Enter goes on over booked calls."""
        self.told.setText("")
        super().refuse(obstacle)
        if isinstance(obstacle, Covers):
            self._name(obstacle.calls)
            self.doing.setFocus()

    def _name(self, calls: frozenset[CallId]) -> None:
        """Note which calls were named, and let the button say what it does about them."""
        self.named = calls
        rename(self.doing, self._do + (KEEPING if calls else ""), "Enter", self.refusal)


def _time(name: str, spoken: str, usual: time, field_name: str) -> tuple[QCheckBox, TimeEdit]:
    """Return a time, and the tick that puts it to use."""
    tick, at = QCheckBox(name), TimeEdit(usual, field=field_name)
    at.setFixedWidth(at.sizeHint().width())
    at.setAccessibleName(spoken)
    at.setEnabled(False)
    tick.toggled.connect(at.setEnabled)
    return tick, at


def effect_text(effect: Effect) -> str:
    """Return what a closure or leave comes to, and which calls somebody has to move."""
    free = "1 free slot is" if effect.free == 1 else f"{effect.free:,} free slots are"
    told = f"{free} not offered while it lasts." if effect.free else "No free slot falls into it."
    if not effect.booked:
        return f"{told} No call is booked in it."
    calls = "1 call stays booked" if len(effect.booked) == 1 else f"{len(effect.booked):,} calls stay booked"
    return f"{told} {calls}, to be moved or cancelled: {absences.listed(effect.booked)}."
