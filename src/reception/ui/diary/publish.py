"""Publish slots: from which day, how many weeks, and what it would change before it does."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QDateEdit, QSpinBox, QWidget

from reception.domain import span
from reception.domain.availability import MOST_WEEKS, Plan
from reception.domain.change import Change
from reception.services import slots
from reception.services.history import History
from reception.services.slots import Published
from reception.storage.reader import Reader
from reception.ui.context import Context
from reception.ui.widgets.banner import Banner
from reception.ui.widgets.basics import button, chip, label, row, set_chip
from reception.ui.widgets.dialog import Dialog
from reception.ui.widgets.field import Field

WEEKS = 8
EXAMPLE = "The rota is still an example: change it to yours, or keep it, in Settings, Availability, before you publish."


def read(reader: Reader, now: datetime, first: date, weeks: int) -> tuple[Plan, bool]:
    """Return what publishing would change, and whether any of the rota is still the example."""
    plan = slots.plan(reader, now, first=first, weeks=weeks)
    return plan, any(rule.example for rule in slots.rota(reader))


class PublishForm(Dialog):
    """Shows what publishing would do; Enter does it."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(parent, "Publish slots", do="Publish", width=520)
        self._context = context
        today = context.today()
        self.first = Field("From", QDateEdit(QDate(today.year, today.month, today.day)))
        self.first.input.setCalendarPopup(True)
        self.first.input.setDisplayFormat("ddd d MMM yyyy")
        self.first.input.setMinimumDate(QDate(today.year, today.month, today.day))
        self.weeks = Field("Weeks", QSpinBox())
        self.weeks.input.setRange(1, MOST_WEEKS)
        self.weeks.input.setValue(WEEKS)
        self.body.addLayout(row(self.first, self.weeks, gap=10))
        self.know({"from": self.first, "weeks": self.weeks})
        self.opening, self.withdrawing, self.conflicting = chip("", "done"), chip(), chip("", "bad")
        self.told = label("", "muted", wrap=True)
        self.example = Banner(button("Show the rota", run=self._show_rota))
        self.body.addWidget(self.example)
        self.body.addWidget(label("What publishing will change", "heading"))
        self.body.addLayout(row(self.opening, self.withdrawing, self.conflicting, None))
        self.body.addWidget(self.told)
        self.first.input.dateChanged.connect(lambda: self._ask())
        self.weeks.input.valueChanged.connect(lambda: self._ask())
        self.weeks.input.setFocus()
        self._ask()

    def _asked(self) -> tuple[date, int]:
        chosen = self.first.input.date()
        return date(chosen.year(), chosen.month(), chosen.day()), self.weeks.input.value()

    def _ask(self) -> None:
        first, weeks = self._asked()
        question = partial(read, now=self._context.now(), first=first, weeks=weeks)
        self._context.background.ask(self, question, partial(self._show, (first, weeks)), self.refuse)

    def _show(self, asked: tuple[date, int], told: tuple[Plan, bool]) -> None:
        if asked != self._asked():
            return
        plan, is_example = told
        self.clear_refusals()
        self.example.say(EXAMPLE if is_example else "", "warn")
        set_chip(self.opening, f"+ {len(plan.opening)} slots opened", "done")
        set_chip(self.withdrawing, f"{len(plan.withdrawing)} free slots withdrawn", "neutral")
        conflicts = f"{len(plan.conflicts)} booked calls no longer fit" if plan.conflicts else ""
        set_chip(self.conflicting, conflicts, "bad")
        lines = [f"Left out: {'; '.join(map(str, plan.left_out))}."] if plan.left_out else []
        lines += [
            f"{span.moment_text(slot.starts_at)} stays booked: move the call." for slot in plan.conflicts[:8]
        ]
        lines += plan.warnings[:4]
        if plan.is_empty:
            lines.insert(0, "Everything is published already.")
        self.told.setText("\n".join(lines))
        self.doing.setEnabled(not plan.is_empty)

    def _show_rota(self) -> None:
        """Leave, and go where the rota is changed."""
        self.reject()
        self._context.go("settings", "availability")

    def submit(self) -> None:
        """Publish."""
        first, weeks = self._asked()
        self.busy(True)

        def act(history: History) -> Change:
            done: Published = slots.publish(history, first=first, weeks=weeks)
            return done.change or Change("Published slots", (), "nothing to change")

        self._context.background.do(self, act, lambda change: self.accept(), self.refuse)
