"""The other forms around a call: move it, cancel it, agree a time to call back."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtWidgets import QWidget

from reception.domain import span
from reception.domain.call import Attempt, CallLine, CancelledBy, Result
from reception.domain.errors import Obstacle, Refusal
from reception.domain.organisation import Organisation
from reception.services import calls, organisation, times
from reception.ui.booking.holding import Holding
from reception.ui.booking.slot_field import SlotField
from reception.ui.context import Context
from reception.ui.widgets import field
from reception.ui.widgets.banner import Banner
from reception.ui.widgets.basics import chip, row
from reception.ui.widgets.dialog import Dialog
from reception.ui.widgets.moment import MomentFields


class MoveForm(Dialog):
    """The next free slots, or any by days; the first is chosen and held, Enter moves."""

    def __init__(self, parent: QWidget, context: Context, line: CallLine) -> None:
        super().__init__(parent, "Move a call", do="Move the call")
        self._context, self._line = context, line
        none = f"{line.clinic.name} has no free slot. Publish some first: Diary, Publish."
        self.to = SlotField("To", context, none, is_open=True)
        self.body.addLayout(
            row(chip(line.patient.name, "booked"), chip(span.moment_text(line.slot.starts_at)), None)
        )
        self.add("slot", self.to)
        self._holding = Holding(context, self, self.note, self._lost)
        self._holding.follow(self.to)
        self.to.input.highlighted.connect(lambda *_: self._holding.typed())
        self.to.handed.connect(self.to.input.setFocus)
        self.to.input.setFocus()
        self.to.load(line.clinic.id, self.refuse)

    def submit(self) -> None:
        """Move the call."""
        slot = self.to.slot
        if slot is None:
            return
        self.busy(True)
        act = partial(calls.move, call=self._line.call, to=slot)
        self._context.background.do(self, act, lambda change: self.accept(), self._refused)

    def _refused(self, obstacle: Obstacle) -> None:
        self.refuse(obstacle)
        if getattr(obstacle, "field", "") == "slot":
            self.to.load_again(self.refuse)

    def _lost(self, refusal: Refusal) -> None:
        """Say that somebody else has the slot by now; another one is for the person to choose."""
        self._refused(refusal)


class CancelForm(Dialog):
    """Who called it off, and why; `by` is who it is to begin with."""

    def __init__(
        self, parent: QWidget, context: Context, line: CallLine, *, by: CancelledBy | None = None
    ) -> None:
        super().__init__(parent, "Cancel a call", do="Cancel the call")
        self._context, self._line = context, line
        self._reasons = Organisation(name="", phone="", email="")
        self.leave.setText("Keep it")
        self.by = field.choice("Cancelled by", [(f"The {one}", one) for one in CancelledBy])
        self.by.input.setCurrentIndex(max(0, self.by.input.findData(by)))
        self.reason = field.choice("Why", [], editable=True)
        self.body.addLayout(
            row(chip(line.patient.name, "booked"), chip(span.moment_text(line.slot.starts_at)), None)
        )
        self.add("by", self.by)
        self.add("reason", self.reason)
        self.by.input.currentIndexChanged.connect(self._suggest)
        self._suggest()
        self.reason.input.setFocus()
        context.background.ask(self, organisation.get, self._know, self.refuse)

    def _know(self, policy: Organisation) -> None:
        """Suggest what the clinics agreed on, unless something was typed or chosen meanwhile."""
        untouched = self.reason.input.currentText() in (
            "",
            *self._reasons.reasons(self.by.input.currentData())[:1],
        )
        self._reasons = policy
        if untouched:
            self._suggest()

    def _suggest(self) -> None:
        self.reason.input.clear()
        for reason in self._reasons.reasons(self.by.input.currentData()):
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
    """When the patient wants to be called back: first a time inside the clinic's hours; any other is warned of."""

    def __init__(self, parent: QWidget, context: Context, line: CallLine, note: str) -> None:
        super().__init__(parent, "Call back", do="Note the time")
        self._context, self._line, self._note = context, line, note
        self.at = MomentFields(span.london(context.now() + timedelta(hours=1)), context.today())
        self.warning = Banner()
        self.body.addLayout(
            row(chip(line.patient.name, "booked"), chip(f"for {span.moment_text(line.due_at)}"), None)
        )
        self.body.addWidget(self.at)
        self.body.addWidget(self.warning)
        self.know({"day": self.at.day, "at": self.at.time})
        self.at.time.input.setFocus()
        self.at.changed.connect(self._check)
        self._waits_for_offer, self._enter_waits = True, False
        self._asked: datetime | None = None
        question = partial(times.call_back_time, clinic=line.clinic.id, now=context.now())
        context.background.ask(self, question, self._offer, self.refuse)

    def _offer(self, offered: datetime | None) -> None:
        """Show a time inside the clinic's hours, unless somebody was faster."""
        if self._waits_for_offer and offered is not None:
            self.at.show_moment(span.london(offered))
        self._waits_for_offer = False
        if self._enter_waits:
            self.submit()

    def _check(self) -> None:
        """Warn of a time at which the clinic is closed."""
        self._waits_for_offer = False
        self._asked = None
        with suppress(Obstacle):  # what cannot be read, or does not exist, is refused when it is noted
            self._asked = asked = self.at.moment()
            question = partial(times.outside_hours, clinic=self._line.clinic.id, at=asked)
            self._context.background.ask(self, question, lambda told: self._warn(asked, told), self.refuse)

    def _warn(self, asked: datetime, sentence: str) -> None:
        if asked == self._asked:
            self.warning.say(sentence, "warn")

    def submit(self) -> None:
        """Record that a call back was asked for."""
        self._enter_waits = self._waits_for_offer
        if self._enter_waits:
            return
        try:
            moment = self.at.moment()
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
        self.at = MomentFields(start, context.today())
        places: list[tuple[str, object]] = [(clinic.name, clinic.id) for clinic in context.clinics]
        self.where = field.choice("Where", places)
        self.where.input.setCurrentIndex(
            max(0, self.where.input.findData(attempt.consultation_clinic or line.clinic.id))
        )
        self.body.addLayout(row(chip(line.patient.name, "done"), None))
        self.body.addWidget(self.at)
        self.add("where", self.where)
        self.know({"day": self.at.day, "at": self.at.time})
        self.at.day.input.setFocus()

    def submit(self) -> None:
        """Note when and where."""
        try:
            moment = self.at.moment()
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
