"""Put a parked call into a free slot: whose it is, from when to when, and Enter moves it."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from reception.domain import span
from reception.services import pinboard
from reception.services.pinboard import Parked
from reception.services.slots import SlotLine
from reception.ui.booking.holding import Holding
from reception.ui.booking.slot_field import place_text, time_text
from reception.ui.context import Context
from reception.ui.diary.landing import elsewhere
from reception.ui.diary.to_move import ToMove
from reception.ui.widgets import field
from reception.ui.widgets.basics import chip, label, row
from reception.ui.widgets.dialog import Dialog


class PutForm(Dialog):
    """The parked call that was chosen comes first, or else the one that waits longest; the slot is held meanwhile."""

    def __init__(self, parent: QWidget, context: Context, to_move: ToMove, slot: SlotLine) -> None:
        super().__init__(parent, "Move a parked call here", do="Move it here")
        self._context, self._to_move, self._slot = context, to_move, slot
        parked = sorted(to_move.parked, key=lambda one: one.line.id != to_move.chosen)
        self.call = field.choice("Who", [(_words(one), one) for one in parked])
        self.told = label("", "muted", wrap=True)
        self.body.addLayout(row(chip(time_text(slot), "call-back"), chip(place_text(slot)), None))
        self.add("slot", self.call)
        self.body.addWidget(self.told)
        self._holding = Holding(context, self, self.note, self.refuse)
        self._holding.hold(slot.id)
        self.call.input.currentIndexChanged.connect(lambda *_: self._show())
        for walked in (self.call.input.currentIndexChanged, self.call.input.highlighted):
            walked.connect(lambda *_: self._holding.typed())
        self.call.input.setFocus()
        self._show()

    def _show(self) -> None:
        """Say what will be."""
        self.clear_refusals()
        line = self.call.input.currentData().line
        was, to = span.moment_text(line.slot.starts_at), span.moment_text(self._slot.slot.starts_at)
        there = elsewhere(line, self._slot)
        self.told.setText(f"{line.patient.name} leaves {was}, {line.clinic.name}, and is called {to}{there}.")

    def submit(self) -> None:
        """Move the call."""
        one: Parked = self.call.input.currentData()
        self.busy(True)
        act = partial(pinboard.put, call=one.line.call, to=self._slot.id)
        self._context.background.do(self, act, lambda change: self._done(), self.refuse)

    def _done(self) -> None:
        self._to_move.choose(None)
        self.accept()


def _words(one: Parked) -> str:
    line = one.line
    return (
        f"{span.short(line.patient.name, 28)} · {span.moment_text(line.slot.starts_at)} · {line.clinic.name}"
    )
