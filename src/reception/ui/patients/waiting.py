"""Put a patient on the waiting list: where, which days, what time of day."""

from __future__ import annotations

from datetime import time
from functools import partial

from PySide6.QtWidgets import QCheckBox, QWidget

from reception.domain import span
from reception.domain.ids import PatientId, WaitingId
from reception.domain.patient import Waiting
from reception.services import patients
from reception.services.patients import PatientCard
from reception.ui.context import Context
from reception.ui.widgets import field
from reception.ui.widgets.basics import label, row
from reception.ui.widgets.dialog import Dialog

TIMES: list[tuple[str, object]] = [
    ("Any time", (None, None)),
    ("Mornings", (None, time(12))),
    ("Afternoons", (time(12), None)),
    ("After 15:30", (time(15, 30), None)),
]


class WaitForm(Dialog):
    """A wish for a call; somebody who waits already is taken off."""

    def __init__(self, parent: QWidget, context: Context, card: PatientCard) -> None:
        waits = bool(card.waiting)
        title = "Take off the waiting list" if waits else "Add to the waiting list"
        super().__init__(parent, title, do="Take off" if waits else "Add")
        self._context, self._card = context, card
        self.body.addWidget(label(card.patient.name, "heading"))
        places: list[tuple[str, object]] = [("Any clinic", None), *((c.name, c.id) for c in context.clinics)]
        self.clinic, self.times = field.choice("Clinic", places), field.choice("Time of day", TIMES)
        self.days = [QCheckBox(name) for name in span.DAY_NAMES[:6]]
        self.about = field.line("About", placeholder="Back pain")
        if waits:
            since = span.day_text(span.london_day(card.waiting[0].since))
            self.body.addWidget(label(f"Waiting since {since}.", "muted"))
            return
        self.body.addLayout(row(self.clinic, self.times, gap=10))
        self.body.addWidget(label("Days; none ticked means any", "small"))
        self.body.addLayout(row(*self.days, None))
        self.add("about", self.about)

    def submit(self) -> None:
        """Add the wish, or take it off."""
        self.busy(True)
        background, patient = self._context.background, self._card.patient
        if self._card.waiting:
            act = partial(patients.leave_waiting, entry=self._card.waiting[0], patient=patient)
            background.do(self, act, lambda change: self.accept(), self.refuse)
            return
        after, before = self.times.input.currentData()
        wish = Waiting(
            id=WaitingId(0),
            patient=PatientId(0),
            clinic=self.clinic.input.currentData(),
            weekdays=tuple(number for number, box in enumerate(self.days) if box.isChecked()),
            after=after,
            before=before,
            since=self._context.now(),
            about=" · ".join(part for part in (self.about.input.text().strip(), self._words()) if part),
        )
        add = partial(patients.wait, name=patient.name, number=patient.phone, wish=wish)
        background.do(self, add, lambda change: self.accept(), self.refuse)

    def _words(self) -> str:
        days = ", ".join(box.text() for box in self.days if box.isChecked())
        times = self.times.input.currentText() if self.times.input.currentIndex() else ""
        return " · ".join(part for part in (days, times) if part)
