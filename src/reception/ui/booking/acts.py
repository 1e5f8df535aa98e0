"""The other forms around a call: move it, cancel it, agree a time to call back."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from PySide6.QtCore import QDate, QTime
from PySide6.QtWidgets import QDateEdit, QTimeEdit, QWidget

from reception.domain import span
from reception.domain.call import Attempt, CallLine, CancelledBy, Result
from reception.domain.errors import Obstacle
from reception.services import calls, slots
from reception.services.slots import SlotLine
from reception.ui.booking.form import OFFERED, slot_text
from reception.ui.context import Context
from reception.ui.widgets import field
from reception.ui.widgets.basics import chip, row
from reception.ui.widgets.dialog import Dialog
from reception.ui.widgets.field import Field

REASONS = {
    CancelledBy.PATIENT: ("No longer needed", "Ill", "Booked elsewhere", "Could not make the time"),
    CancelledBy.CLINICIAN: ("Ill", "Running late", "On leave"),
    CancelledBy.CLINIC: ("Clinic closed", "Booked by mistake"),
}
"""Suggestions; any words are a reason."""


class MoveForm(Dialog):
    """The next free slots; the first is chosen, Enter moves."""

    def __init__(self, parent: QWidget, context: Context, line: CallLine) -> None:
        super().__init__(parent, "Move a call", do="Move the call")
        self._context, self._line = context, line
        self.to = field.choice("To", [])
        self.body.addLayout(
            row(chip(line.patient.name, "booked"), chip(span.moment_text(line.slot.starts_at)), None)
        )
        self.add("slot", self.to)
        self.to.input.setMaxVisibleItems(14)
        self.to.input.setFocus()
        self._load()

    def _load(self) -> None:
        clinic = self._line.clinic.id
        question = partial(slots.free, now=self._context.now(), clinic=clinic, limit=OFFERED)
        self._context.background.ask(self, question, self._offer, self.refuse)

    def _offer(self, found: list[SlotLine]) -> None:
        self.to.input.clear()
        for line in found:
            self.to.input.addItem(slot_text(line), line.id)
        if not found:
            self.to.refuse(f"{self._line.clinic.name} has no free slot. Publish some first: Diary, Publish.")

    def submit(self) -> None:
        """Move the call."""
        slot = self.to.input.currentData()
        if slot is None:
            self.to.refuse("Choose a time first.")
            return
        self.busy(True)
        act = partial(calls.move, call=self._line.call, to=slot)
        self._context.background.do(self, act, lambda change: self.accept(), self._refused)

    def _refused(self, obstacle: Obstacle) -> None:
        self.refuse(obstacle)
        if getattr(obstacle, "field", "") == "slot":
            self._load()


class CancelForm(Dialog):
    """Who called it off, and why."""

    def __init__(self, parent: QWidget, context: Context, line: CallLine) -> None:
        super().__init__(parent, "Cancel a call", do="Cancel the call")
        self._context, self._line = context, line
        self.leave.setText("Keep it")
        self.by = field.choice("Cancelled by", [(f"The {by}", by) for by in CancelledBy])
        self.reason = field.choice("Why", [], editable=True)
        self.body.addLayout(
            row(chip(line.patient.name, "booked"), chip(span.moment_text(line.slot.starts_at)), None)
        )
        self.add("by", self.by)
        self.add("reason", self.reason)
        self.by.input.currentIndexChanged.connect(self._suggest)
        self._suggest()
        self.reason.input.setFocus()

    def _suggest(self) -> None:
        self.reason.input.clear()
        for reason in REASONS[self.by.input.currentData()]:
            self.reason.input.addItem(reason)

    def submit(self) -> None:
        """Cancel the call."""
        self.busy(True)
        act = partial(
            calls.cancel,
            call=self._line.call,
            by=self.by.input.currentData(),
            reason=self.reason.input.currentText(),
        )
        self._context.background.do(self, act, lambda change: self.accept(), self.refuse)


class CallBackForm(Dialog):
    """When the patient wants to be called back, London time."""

    def __init__(self, parent: QWidget, context: Context, line: CallLine, note: str) -> None:
        super().__init__(parent, "Call back", do="Note the time")
        self._context, self._line, self._note = context, line, note
        start = span.london(context.now() + timedelta(hours=1))
        self.day = Field("Day", QDateEdit(QDate(start.year, start.month, start.day)))
        self.day.input.setCalendarPopup(True)
        self.day.input.setDisplayFormat("ddd d MMM yyyy")
        self.time = Field("Time", QTimeEdit(QTime(start.hour, start.minute // 15 * 15)))
        self.time.input.setDisplayFormat("HH:mm")
        self.body.addLayout(row(chip(line.patient.name, "booked"), None))
        self.body.addLayout(row(self.day, self.time, gap=10))
        self.know({"at": self.time})
        self.time.input.setFocus()

    def submit(self) -> None:
        """Record that a call back was asked for."""
        day, at = self.day.input.date().toPython(), self.time.input.time().toPython()
        try:
            moment = span.instant(day, at, field="at")  # type: ignore[arg-type]
        except Obstacle as obstacle:
            self.refuse(obstacle)
            return
        self.busy(True)
        act = partial(
            calls.record, call=self._line.call, result=Result.CALL_BACK, note=self._note, call_back_at=moment
        )
        self._context.background.do(self, act, lambda change: self.accept(), self.refuse)


class ConsultationForm(Dialog):
    """When and where the consultation is that a call ended with."""

    def __init__(self, parent: QWidget, context: Context, line: CallLine, attempt: Attempt) -> None:
        super().__init__(parent, "The consultation", do="Note it")
        self._context, self._line, self._attempt = context, line, attempt
        start = span.london(attempt.consultation_at or context.now() + timedelta(days=1))
        self.day = Field("Day", QDateEdit(QDate(start.year, start.month, start.day)))
        self.day.input.setCalendarPopup(True)
        self.day.input.setDisplayFormat("ddd d MMM yyyy")
        self.time = Field("Time", QTimeEdit(QTime(start.hour, start.minute // 15 * 15)))
        self.time.input.setDisplayFormat("HH:mm")
        places: list[tuple[str, object]] = [(clinic.name, clinic.id) for clinic in context.clinics]
        self.where = field.choice("Where", places)
        self.where.input.setCurrentIndex(
            max(0, self.where.input.findData(attempt.consultation_clinic or line.clinic.id))
        )
        self.body.addLayout(row(chip(line.patient.name, "done"), None))
        self.body.addLayout(row(self.day, self.time, gap=10))
        self.add("where", self.where)
        self.know({"at": self.time})
        self.day.input.setFocus()

    def submit(self) -> None:
        """Note when and where."""
        day, at = self.day.input.date().toPython(), self.time.input.time().toPython()
        try:
            moment = span.instant(day, at, field="at")  # type: ignore[arg-type]
        except Obstacle as obstacle:
            self.refuse(obstacle)
            return
        self.busy(True)
        act = partial(
            calls.note_consultation,
            call=self._line.call,
            attempt=self._attempt,
            at=moment,
            clinic=self.where.input.currentData(),
        )
        self._context.background.do(self, act, lambda change: self.accept(), self.refuse)
