"""Book a call: a slot, who is calling, what about. Enter books."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QWidget

from reception.domain import span
from reception.domain.change import Change
from reception.domain.errors import Obstacle, Refusal
from reception.domain.ids import SlotId
from reception.domain.patient import Patient
from reception.services import calls
from reception.ui.booking.caller import CallerFields
from reception.ui.booking.draft import Draft, draft_of
from reception.ui.booking.holding import Holding
from reception.ui.booking.slot_field import SlotField
from reception.ui.context import Context
from reception.ui.drafts import BOOKING
from reception.ui.widgets.basics import button, clear
from reception.ui.widgets.dialog import Dialog
from reception.ui.widgets.flow import Flow

NO_SLOT = "No slot is free. Publish some first: Diary, Publish."
OTHERS_SHOWN = 3
"""How many other drafts are offered to go on with."""


class BookingForm(Dialog):
    """Type a name or any part of a number; known patients come up; Enter picks, Enter books."""

    def __init__(
        self, parent: QWidget, context: Context, *, slot: SlotId | None = None, patient: Patient | None = None
    ) -> None:
        super().__init__(parent, "Book a call", do="Book the call", width=460)
        self.context = context
        self._opened_for = patient.id if patient else None
        self._key = ""
        self.when = SlotField("When", context, NO_SLOT)
        self.caller = caller = CallerFields(context)
        self.who, self.phone, self.about, self.speaking = (
            caller.who,
            caller.phone,
            caller.about,
            caller.speaking,
        )
        self.privacy, self.matches, self.hint, self.already = (
            caller.privacy,
            caller.matches,
            caller.hint,
            caller.already,
        )
        self._others = Flow()
        self._build()
        caller.replaced.connect(self._set_aside)
        caller.matches.entered.connect(self.submit)
        caller.matches.failed.connect(self.refuse)
        self._begin(patient)
        caller.changed.connect(self._keep)
        self._holding = Holding(context, self.when, self.note, self._lost)
        caller.changed.connect(self._holding.typed)
        context.drafts.came.connect(self._offer_others)
        self.when.load(context.clinic, self.refuse, slot)

    def _build(self) -> None:
        self.add("slot", self.when)
        self.body.addLayout(self._others)
        self.body.addWidget(self.caller)
        self.know(
            {
                "name": self.who,
                "phone": self.phone,
                "about": self.about,
                "speaking": self.speaking,
                "patient": self.who,
                "at": self.when,
            }
        )
        self.body.addStretch(1)
        self.clear_button = button("Clear", kind="quiet", run=self.clear, name="Clear what was typed")
        self.buttons.insertWidget(0, self.clear_button)
        self.who.input.setFocus()

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
            caller=replace(self.caller.caller(), privacy_given=self.privacy.isChecked()),
            about=self.about.input.text(),
            speaking=self.speaking.input.text(),
        )
        self.context.background.do(self, act, self._booked, self._refused)

    def _booked(self, change: Change) -> None:
        self._forget()
        self.accept()

    def _refused(self, obstacle: Obstacle) -> None:
        self.refuse(obstacle)
        if getattr(obstacle, "field", "") == "slot":
            self.when.load_again(self.context.clinic, self.refuse)

    def _lost(self, refusal: Refusal) -> None:
        """Say that somebody else has the slot by now; whoever is typing goes on."""
        writing = self.focusWidget()
        self.refuse(refusal)
        self.when.load_again(self.context.clinic, self.refuse)
        if writing is not None:
            writing.setFocus()

    def done(self, result: int) -> None:
        """Give the slot back when the form is left; a booking has used it up."""
        self._holding.leave()
        super().done(result)

    # ---- what was typed

    def _begin(self, patient: Patient | None) -> None:
        """Show whom the form was opened for, or what was typed last for somebody and not booked."""
        if patient is not None:
            self.caller.pick(patient)
        self._at_first = self.caller.draft()
        drafts = self.context.drafts.named(BOOKING)
        key = _key_of(patient.id) if patient is not None else next(reversed(self._of_anybody()), "")
        if key in drafts:
            self._key = key
            self.caller.show_draft(draft_of(drafts[key]))
        self._offer_others()

    def _of_anybody(self) -> list[str]:
        """Return the drafts that belong to no patient's card, the oldest first."""
        return [key for key in self.context.drafts.named(BOOKING) if not key.startswith(_key_of(None))]

    def _keep(self) -> None:
        """Keep what is typed until it is booked or cleared."""
        draft = self.caller.draft()
        if draft.is_empty or draft == self._at_first:
            self._forget()
            return
        is_of_card = self._opened_for is not None and draft.patient == self._opened_for
        if self._key.startswith(_key_of(None)) != is_of_card:  # it has become, or is no longer, the card's
            self._forget()
        if not self._key:
            self._key = _key_of(self._opened_for) if is_of_card else self._new_key()
        self.context.drafts.keep(self._key, draft.texts())

    def _new_key(self) -> str:
        """Return a name for a draft, after all others."""
        number = int(self.context.now().timestamp())
        taken = self.context.drafts.named(BOOKING)
        while f"{BOOKING} {number}" in taken:
            number += 1
        return f"{BOOKING} {number}"

    def _forget(self) -> None:
        """Keep the draft no longer: it was booked, cleared, or is empty."""
        if self._key:
            self.context.drafts.keep(self._key, None)
        self._key = ""

    def _set_aside(self, before: Draft) -> None:
        """Keep what was typed for one caller, while another's name is typed over theirs."""
        if before.is_worth_keeping:
            self.context.drafts.keep(self._key or self._new_key(), before.texts())
            self._key = ""
        self._forget()
        self._offer_others()

    def _offer_others(self) -> None:
        """Offer to go on with what else lies half typed."""
        clear(self._others)
        others = [key for key in self._of_anybody() if key != self._key] if self._opened_for is None else []
        for key in others[-OTHERS_SHOWN:]:
            name = draft_of(self.context.drafts.get(key) or {}).name or "somebody without a name"
            text = f"Go on with {span.short(name, 30)}"
            self._others.addWidget(button(text, kind="link", run=partial(self._go_on_with, key)))

    def _go_on_with(self, key: str) -> None:
        """Show another draft; this one stays kept."""
        texts = self.context.drafts.get(key)
        if texts is not None:
            self._key = key
            self.clear_refusals()
            self.caller.show_draft(draft_of(texts))
        self._offer_others()

    def clear(self) -> None:
        """Start anew."""
        self._forget()
        self.caller.show_draft(Draft())
        self.clear_refusals()


def _key_of(patient: int | None) -> str:
    """Return the name of the draft of a patient's card, or how all of these begin."""
    return f"{BOOKING} of {patient or ''}"
