"""The form of an open day: who works on it although it is a holiday, closed, or leave."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QCheckBox, QWidget

from reception.domain.clinic import Clinic
from reception.domain.clinician import Clinician
from reception.domain.errors import Refusal
from reception.domain.gap import OpenDay
from reception.domain.ids import OpenDayId
from reception.services import open_days
from reception.ui.context import Context
from reception.ui.widgets import field
from reception.ui.widgets.basics import column, label
from reception.ui.widgets.days import day_field
from reception.ui.widgets.dialog import Dialog

NOTE = (
    "The rota, the closure or leave stay as they are: this is for one day alone. "
    "Where the day is published, its slots open at once."
)


class OpenDayForm(Dialog):
    """A day, and the clinics, or the clinicians, who work on it all the same."""

    shows_nobody = True

    def __init__(
        self,
        parent: QWidget,
        context: Context,
        whose: Sequence[Clinic] | Sequence[Clinician],
        day: date | None = None,
    ) -> None:
        super().__init__(parent, "Work on a day all the same", do="Open this day")
        self._context = context
        today = context.today()
        self.day = day_field("Day", max(day or today, today), today=today, least=today)
        self.ticks = {one: QCheckBox(one.name) for one in whose}
        if len(self.ticks) == 1:
            next(iter(self.ticks.values())).setChecked(True)
        self.reason = field.line("Why", placeholder="Catching up, a busy week, …")
        self.add("day", self.day)
        self.body.addWidget(label("Who works", "small"))
        self.body.addLayout(column(*self.ticks.values(), gap=4))
        self.add("reason", self.reason)
        self.body.addWidget(label(NOTE, "small", wrap=True))
        self.day.input.setFocus()

    def submit(self) -> None:
        """Open the day."""
        self.clear_refusals()
        chosen = [one for one, tick in self.ticks.items() if tick.isChecked()]
        if not chosen:
            self.refuse(Refusal("Tick who works on this day."))
            return
        try:
            day = self.day.input.day
        except Refusal as refusal:
            self.refuse(refusal)
            return
        self.busy(True)
        reason = self.reason.input.text().strip()
        days = [
            OpenDay(
                id=OpenDayId(0), day=day, reason=reason,
                clinic=one.id if isinstance(one, Clinic) else None,
                clinician=one.id if isinstance(one, Clinician) else None,
            )
            for one in chosen
        ]  # fmt: skip
        act = partial(open_days.open_, days=days)
        self._context.background.do(self, act, lambda change: self.accept(), self.refuse)
