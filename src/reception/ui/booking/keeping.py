"""What a booking form keeps while it is typed, the time along with the caller; and what else can be gone on with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from reception.domain import span
from reception.domain.draft import BOOKING
from reception.domain.errors import Obstacle
from reception.domain.ids import PatientId, SlotId
from reception.domain.patient import Patient
from reception.ui.booking.caller import CallerFields
from reception.ui.booking.draft import Draft, draft_of
from reception.ui.booking.slot_field import SlotField
from reception.ui.context import Context
from reception.ui.widgets.basics import button, clear
from reception.ui.widgets.flow import Flow

OTHERS_SHOWN = 3
"""How many other drafts are offered to go on with."""


class Keeping(QObject):
    """The draft of one form: shown again, kept while it is typed, set aside for another caller, forgotten once done.

    Its time comes back with it, and is held again where it is still free. The slot that a form was opened for stays:
    whoever opened it chose that a moment ago. `others` are links to what else lies half typed; `turned` tells that
    another time is shown, or another draft.
    """

    turned = Signal()

    def __init__(
        self,
        context: Context,
        caller: CallerFields,
        when: SlotField,
        failed: Callable[[Obstacle], object],
    ) -> None:
        super().__init__(when)
        self._context, self._caller, self._when, self._failed = context, caller, when, failed
        self._key = ""
        self._opened_for: PatientId | None = None
        self._slot: SlotId | None = None
        self._at_first = Draft()
        self._is_time_of_draft = False
        self.others = Flow()
        caller.replaced.connect(self._set_aside)
        context.drafts.came.connect(self._offer_others)

    def begin(self, patient: Patient | None, slot: SlotId | None) -> None:
        """Show whom the form was opened for, or what was typed last for somebody and not booked."""
        if patient is not None:
            self._caller.pick(patient)
            self._opened_for = patient.id
        self._at_first, self._slot = self._caller.draft(), slot
        drafts = self._context.drafts.named(BOOKING)
        key = _key_of(patient.id) if patient is not None else next(reversed(self._of_anybody()), "")
        if key in drafts:
            self._show(key)
        if not self._is_time_of_draft:
            self._offer_times()
        self._offer_others()
        self._caller.changed.connect(self._keep)
        for chosen in (self._when.input.activated, self._when.handed):
            chosen.connect(self._keep)
        self._when.chosen.connect(self._note_first_time)

    def forget(self) -> None:
        """Keep the draft no longer: it was booked, cleared, or is empty."""
        if self._key:
            self._context.drafts.keep(self._key, None)
        self._key = ""

    def start_anew(self) -> None:
        """Forget the draft, and show an empty form."""
        self.forget()
        self._caller.show_draft(Draft())
        self._let_go_of_time()

    # ---- one draft

    def _show(self, key: str) -> None:
        """Show a draft, and its time unless the form was opened for another; it stays kept."""
        draft = draft_of(self._context.drafts.get(key) or {})
        self._key = key
        if draft.slot is not None and self._slot in (None, draft.slot):
            self._is_time_of_draft = True
            self._when.load(draft.clinic, self._failed, draft.slot)
        self._caller.show_draft(draft, is_for_another_time=draft.slot not in (None, self._when.choice))

    def _offer_times(self) -> None:
        """Offer what the form was opened for, or what is free next."""
        self._when.load(self._context.clinic, self._failed, self._slot)

    def _let_go_of_time(self) -> None:
        """Offer the next free time for another caller, where that of a draft was shown."""
        if self._is_time_of_draft:
            self._is_time_of_draft = False
            self.turned.emit()
            self._offer_times()

    def _typed(self) -> Draft:
        """Return all that is typed or picked, and for which time."""
        line, when = self._when.line, self._kept().when
        if line is not None and line.id == self._when.choice:
            when = span.moment_text(line.slot.starts_at)
        return replace(self._caller.draft(), slot=self._when.choice, clinic=self._when.clinic, when=when)

    def _kept(self) -> Draft:
        return draft_of(self._context.drafts.get(self._key) or {})

    def _keep(self) -> None:
        """Keep what is typed until it is booked or cleared."""
        typed = self._caller.draft()
        if typed.is_empty or typed == self._at_first:
            self.forget()
            return
        draft = self._typed()
        is_of_card = self._opened_for is not None and draft.patient == self._opened_for
        if self._key.startswith(_key_of(None)) != is_of_card:  # it has become, or is no longer, the card's
            self.forget()
        if not self._key:
            self._key = _key_of(self._opened_for) if is_of_card else _new_key(self._context)
        self._context.drafts.keep(self._key, draft.texts())

    def _note_first_time(self) -> None:
        """Keep the time that is offered at first with what was typed before it came."""
        if self._key and self._kept().slot is None:
            self._keep()

    # ---- several

    def _of_anybody(self) -> list[str]:
        """Return the drafts that belong to no patient's card, the oldest first."""
        return [key for key in self._context.drafts.named(BOOKING) if not key.startswith(_key_of(None))]

    def _set_aside(self, before: Draft) -> None:
        """Keep what was typed for one caller, with their time, while another's name is typed over theirs."""
        if before.is_worth_keeping:
            of = self._kept() if self._key else self._typed()
            before = replace(before, slot=of.slot, clinic=of.clinic, when=of.when)
            self._context.drafts.keep(self._key or _new_key(self._context), before.texts())
            self._key = ""
        self.forget()
        self._let_go_of_time()
        self._offer_others()

    def _offer_others(self) -> None:
        """Offer to go on with what else lies half typed."""
        clear(self.others)
        others = [key for key in self._of_anybody() if key != self._key] if self._opened_for is None else []
        for key in others[-OTHERS_SHOWN:]:
            name = draft_of(self._context.drafts.get(key) or {}).name or "somebody without a name"
            text = f"Go on with {span.short(name, 30)}"
            self.others.addWidget(button(text, kind="link", run=partial(self._go_on_with, key)))

    def _go_on_with(self, key: str) -> None:
        """Show another draft; this one stays kept."""
        if self._context.drafts.get(key) is not None:
            self.turned.emit()
            self._show(key)
        self._offer_others()


def _key_of(patient: int | None) -> str:
    """Return the name of the draft of a patient's card, or how all of these begin."""
    return f"{BOOKING} of {patient or ''}"


def _new_key(context: Context) -> str:
    """Return a name for a draft, after all others."""
    number = int(context.now().timestamp())
    taken = context.drafts.named(BOOKING)
    while f"{BOOKING} {number}" in taken:
        number += 1
    return f"{BOOKING} {number}"
