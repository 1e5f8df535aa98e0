"""Book a call: a slot, who is calling, what about. Enter books."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from reception.domain import second_call
from reception.domain.change import Change
from reception.domain.errors import Obstacle, Refusal
from reception.domain.ids import SlotId
from reception.domain.patient import Patient
from reception.services import calls
from reception.ui.booking.already import FIRST, Asking
from reception.ui.booking.caller import CallerFields
from reception.ui.booking.holding import Holding
from reception.ui.booking.keeping import Keeping
from reception.ui.booking.matches import ENTER
from reception.ui.booking.slot_field import SlotField
from reception.ui.context import Context
from reception.ui.widgets.basics import button
from reception.ui.widgets.dialog import Dialog

WIDTH = 540
"""Pixels: the time and the place in one line."""
NO_SLOT = "No slot is free. Publish some first: Diary, Publish."


class BookingForm(Dialog):
    """Type a name or any part of a number; known patients come up; Enter picks, Enter books."""

    keeps_height = True

    def __init__(
        self, parent: QWidget, context: Context, *, slot: SlotId | None = None, patient: Patient | None = None
    ) -> None:
        super().__init__(parent, "Book a call", do=FIRST, width=WIDTH)
        self.context = context
        self._enter_waits = self._asks_second = False
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
        self._asking = Asking(caller.already, self.doing)
        self._keeping = Keeping(context, caller, self.when, self.refuse)
        self._build()
        self._holding = Holding(context, self, self.note, self._lost)
        self._connect()
        self._keeping.begin(patient, slot)
        caller.changed.connect(self._holding.typed)

    def _connect(self) -> None:
        self._holding.follow(self.when)
        self.matches.entered.connect(self.submit)
        self.matches.failed.connect(self.refuse)
        self._keeping.turned.connect(self.clear_refusals)
        self.when.handed.connect(self.who.input.setFocus)
        for told in (self.when.chosen, self.already.told):
            told.connect(self._submit_if_asked)
        self.already.told.connect(self._ask_about_second)
        self.caller.likely.told.connect(self._book_or_ask_about_new)
        for note in (self.already, self.caller.likely):
            note.came_up.connect(partial(self.bring_up, note))
        for typed in (self.who.input.textEdited, self.phone.input.textEdited):
            typed.connect(self._let_enter_go)

    def _build(self) -> None:
        self.add("slot", self.when)
        self.body.addLayout(self._keeping.others)
        self.body.addWidget(self.caller)
        self.know(
            {
                "name": self.who,
                "phone": self.phone,
                "about": self.about,
                "speaking": self.speaking,
                **self.caller.details.fields,
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
        """Book, once it is known whether the time is free and who is like the caller; what is refused stays."""
        self._enter_waits = self.when.is_asking or self.caller.likely.is_asking
        if self._enter_waits:
            return
        self.clear_refusals()
        slot = self.when.slot
        if slot is None or not (self.already.is_asking or self._asking.may_book()):
            return
        try:
            self.caller.check()
        except Refusal as refusal:
            self.refuse(refusal)
            return
        named = frozenset() if self.already.is_asking else self.already.ids
        self.busy(True)
        act = partial(
            calls.book,
            slot=slot,
            caller=replace(self.caller.caller(), named=named),
            about=self.about.input.text(),
            speaking=self.speaking.input.text(),
        )
        self.context.background.do(self, act, self._booked, self._refused)

    def _let_enter_go(self) -> None:
        """Forget an Enter that waits: whoever types on did not mean this."""
        self._enter_waits = False

    def _book_or_ask_about_new(self) -> None:
        """Book for an Enter that waits, unless somebody like them came up since: that is for a person to see first."""
        if self._enter_waits and self.caller.likely.sentence:
            self._enter_waits = False
            self.caller.likely.ask_about_new()
        self._submit_if_asked()

    def _submit_if_asked(self) -> None:
        if self._enter_waits:
            self.submit()

    def refuse(self, obstacle: Obstacle) -> None:
        """Say what is in the way; an Enter that waits is forgotten, since what it was to book may never come."""
        self._enter_waits = False
        super().refuse(obstacle)

    def _booked(self, change: Change) -> None:
        self._keeping.forget()
        self.accept()

    def _refused(self, obstacle: Obstacle) -> None:
        self.refuse(obstacle)
        named = getattr(obstacle, "field", "")
        if named == "slot":
            self.when.load_again(self.refuse)
        elif named == second_call.FIELD:
            self._asks_second = True
            self.already.look_again()
        elif named in self.caller.details.fields:
            self.caller.details.read()

    def _lost(self, refusal: Refusal) -> None:
        """Say that somebody else has the slot by now; whoever is typing goes on."""
        writing = self.focusWidget()
        self.refuse(refusal)
        self.when.load_again(self.refuse)
        if writing is not None:
            writing.setFocus()

    def _ask_about_second(self) -> None:
        """Ask about a second call that the booking itself knew of first."""
        asks, self._asks_second = self._asks_second, False
        if asks and self.already.lines:
            self.clear_refusals()
            self._asking.may_book()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take an Enter that is held down for one: what asks is answered by another."""
        if event.key() in ENTER and event.isAutoRepeat():
            return
        super().keyPressEvent(event)

    def clear(self) -> None:
        """Start anew."""
        self._keeping.start_anew()
        self.clear_refusals()
