"""Book a call: a slot, who is calling, what about. Enter books."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QCheckBox, QWidget

from reception import phone
from reception.domain import span
from reception.domain.change import Change
from reception.domain.errors import Obstacle
from reception.domain.ids import SlotId
from reception.domain.patient import Patient
from reception.services import calls
from reception.services.calls import Caller
from reception.ui.booking.already import Already
from reception.ui.booking.draft import Draft
from reception.ui.booking.matches import Matches
from reception.ui.booking.slot_field import SlotField
from reception.ui.context import Context
from reception.ui.widgets import field
from reception.ui.widgets.basics import button, label, row
from reception.ui.widgets.dialog import Dialog

NO_SLOT = "No slot is free. Publish some first: Diary, Publish."


class BookingForm(Dialog):
    """Type a name or any part of a number; known patients come up; Enter picks, Enter books."""

    def __init__(
        self, parent: QWidget, context: Context, *, slot: SlotId | None = None, patient: Patient | None = None
    ) -> None:
        super().__init__(parent, "Book a call", do="Book the call")
        self.context = context
        self._patient: Patient | None = None
        self._draft_of = patient.id if patient else None
        self._ticked_for_known = False
        self.when = SlotField("When", context, NO_SLOT)
        self.who = field.line("Who is calling?", placeholder="Name, or any part of a number")
        self.matches = Matches(context, self.who.input)
        self.hint = label("Enter picks · type a new name to add somebody", "small", wrap=True)
        self.already = Already(context)
        self.phone = field.line("Phone", placeholder="07700 900123")
        self.about = field.line("About", placeholder="Back pain")
        self.speaking = field.line("Speaking, if not the patient", placeholder="Parent, carer, …")
        self.privacy = QCheckBox("Privacy notice given")
        self._build()
        self.who.input.textEdited.connect(self._typed)
        self.matches.picked.connect(self._pick)
        self.matches.found.connect(self._hint)
        self.matches.entered.connect(self.submit)
        self.matches.failed.connect(self.refuse)
        self.phone.input.textEdited.connect(self._forget_patient)
        self._restore(context.drafts.get(self._draft_of), patient)
        self.when.load(context.clinic, self.refuse, slot)

    def _build(self) -> None:
        self.add("slot", self.when)
        self.add("name", self.who)
        self.body.addWidget(self.matches)
        self.body.addWidget(self.hint)
        self.body.addWidget(self.already)
        self.body.addLayout(row(self.phone, self.about, gap=10))
        self.add("speaking", self.speaking)
        self.body.addWidget(self.privacy)
        self.body.addStretch(1)
        self.know({"phone": self.phone, "about": self.about, "patient": self.who, "at": self.when})
        self.clear_button = button("Clear", kind="quiet", run=self.clear, name="Clear what was typed")
        self.buttons.insertWidget(0, self.clear_button)
        self.who.input.setFocus()

    # ---- the patient

    def _typed(self, text: str) -> None:
        self._forget_patient()
        self.matches.ask(text)

    def _hint(self, text: str, finds_anybody: bool) -> None:
        self.hint.setText(hint(text, finds_anybody))

    def _pick(self, patient: Patient) -> None:
        """Take a known patient; the next Enter books."""
        self._patient = patient
        self.who.input.setText(patient.name)
        self.phone.input.setText(phone.national(patient.phone))
        if patient.privacy_given_at is not None and not self.privacy.isChecked():
            self._ticked_for_known = True
            self.privacy.setChecked(True)
        needs = f" · needs {', '.join(patient.needs)}" if patient.needs else ""
        self.hint.setText(
            f"Known since {span.day_text(span.london_day(patient.known_since))}{needs} · Enter books"
        )
        self.already.ask(self._who())

    def _forget_patient(self) -> None:
        """Take what is typed for somebody new; the known patient's tick goes with them."""
        if self._patient is not None:
            self.hint.setText("With another name or number this is somebody new")
        if self._ticked_for_known:
            self.privacy.setChecked(False)
        self._patient, self._ticked_for_known = None, False
        self.already.ask(self._who())

    def _who(self) -> Caller:
        """Return who calls, as far as it is known."""
        known = self._patient.id if self._patient else None
        return Caller(patient=known, name=self.who.input.text(), phone=self.phone.input.text())

    # ---- doing it

    def submit(self) -> None:
        """Book; what is refused is said beside its field, and nothing typed is lost."""
        self.clear_refusals()
        slot = self.when.slot
        if slot is None:
            return
        self.busy(True)
        act = partial(
            calls.book,
            slot=slot,
            caller=replace(self._who(), privacy_given=self.privacy.isChecked()),
            about=self.about.input.text(),
            speaking=self.speaking.input.text(),
        )
        self.context.background.do(self, act, self._booked, self._refused)

    def _booked(self, change: Change) -> None:
        self.context.drafts.pop(self._draft_of, None)
        self.accept()

    def _refused(self, obstacle: Obstacle) -> None:
        self.refuse(obstacle)
        if getattr(obstacle, "field", "") == "slot":
            self.when.load(self.context.clinic, self.refuse)

    # ---- what was typed

    def _restore(self, draft: Draft | None, patient: Patient | None) -> None:
        """Show the patient the form was opened for, and over that what was typed before and not booked."""
        if patient is not None:
            self._pick(patient)
        self._at_first = self._typed_so_far()
        if draft is None:
            return
        if (draft.name, draft.phone) != (self._at_first.name, self._at_first.phone):
            self._patient = None
        self.who.input.setText(draft.name)
        self.phone.input.setText(draft.phone)
        self.about.input.setText(draft.about)
        self.speaking.input.setText(draft.speaking)
        self.privacy.setChecked(draft.privacy_given)
        self.hint.setText("This is what you typed before · Clear starts anew")
        self.already.ask(self._who())

    def _typed_so_far(self) -> Draft:
        name, number, about, speaking = (
            one.input.text() for one in (self.who, self.phone, self.about, self.speaking)
        )
        return Draft(name, number, about, speaking, self.privacy.isChecked())

    def clear(self) -> None:
        """Start anew."""
        for one in (self.who, self.phone, self.about, self.speaking):
            one.input.clear()
        self._forget_patient()
        self.privacy.setChecked(False)
        self.matches.forget()
        self.clear_refusals()
        self.who.input.setFocus()

    def done(self, result: int) -> None:
        """Keep what was typed when the form is left without booking."""
        if not result:
            draft = self._typed_so_far()
            self.context.drafts.pop(self._draft_of, None)
            if not draft.is_empty and draft != self._at_first:
                self.context.drafts[self._draft_of] = draft
        super().done(result)


def hint(text: str, finds_anybody: bool) -> str:
    """Return what to do next with what was typed."""
    if finds_anybody:
        return "Enter picks · type a new name to add somebody"
    if text.strip()[:1] in ("+", "0"):
        return "Nobody known has this number · type the name here, the number below"
    return "Nobody known by that name · Tab to the phone adds somebody new"
