"""The slot that a form keeps while it is open: taken, kept longer by typing, given back; its time is shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QDialog, QLabel

from reception.desk import Desk
from reception.domain.errors import Obstacle, Refusal
from reception.domain.ids import CallId, SlotId
from reception.services import holds
from reception.services.holds import LASTS, Held
from reception.ui.booking.slot_field import SlotField
from reception.ui.context import Context

SECOND = 1000
"""Milliseconds between two looks at the clock."""
LONGER_AFTER = timedelta(seconds=15)
"""How much of the time is over before a stroke asks for more: not every one is to write into the diary."""
AGAIN_AFTER = timedelta(seconds=5)
"""How long after a try that the diary did not answer the next one is made, without a stroke."""


class Holding(QObject):
    """Holds one slot for a form until it is left. Where the diary cannot be written, the form works without.

    What failed is tried again: with the next stroke, and every few seconds for as long as a hold would last.
    `lost` is called with the refusal of a slot that somebody else has by now.
    """

    def __init__(
        self, context: Context, form: QDialog, shown: QLabel, lost: Callable[[Refusal], object]
    ) -> None:
        super().__init__(form)
        self._context, self._shown, self._lost = context, shown, lost
        self._slot: SlotId | None = None
        self._of: CallId | None = None
        self._until: datetime | None = None
        self._asked = self._tried = context.now()
        self._is_asking = self._has_failed = False
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._tick)
        form.finished.connect(lambda result: self.leave())

    def follow(self, when: SlotField) -> None:
        """Hold the slot that is chosen in a field, and whichever is chosen next."""
        when.chosen.connect(lambda: self.hold(when.line.id if when.line is not None else None))

    def hold(self, slot: SlotId | None, of: CallId | None = None) -> None:
        """Hold a slot in place of the one before, or none; `of` is the booked call that has it."""
        if slot != self._slot:
            self.leave()
            self._slot, self._of = slot, of
            self._asked = self._context.now()
            self._take()
            self._show()

    def typed(self) -> None:
        """Keep the slot longer, or take it again where its time ran out or it could not be had."""
        self._asked = now = self._context.now()
        if not self._is_asking and (self._until is None or self._until - now < LASTS - LONGER_AFTER):
            self._take()

    def leave(self) -> None:
        """Give the slot back."""
        slot = self._slot
        self._forget()
        if slot is not None:
            work = partial(_give_back, slot=slot)
            self._context.background.run(self._context, work, lambda done: None, lambda obstacle: None)

    def _forget(self) -> None:
        self._clock.stop()
        self._slot = self._until = None
        self._is_asking = self._has_failed = False

    def _take(self) -> None:
        """Ask for the slot that is wanted; what is held until then stays so until the answer."""
        if self._slot is not None:
            self._is_asking, self._has_failed, self._tried = True, False, self._context.now()
            work, failed = partial(_take, slot=self._slot, of=self._of), partial(self._refused, self._slot)
            self._context.background.run(self, work, partial(self._taken, self._slot), failed)

    def _taken(self, slot: SlotId, held: Held) -> None:
        if slot == self._slot:
            self._is_asking = False
            self._until = self._context.now() + held.lasts
            self._clock.start(SECOND)
            self._show()

    def _refused(self, slot: SlotId, obstacle: Obstacle) -> None:
        if slot != self._slot:
            return
        if isinstance(obstacle, Refusal):
            self._forget()
            self._show()
            self._lost(obstacle)
        else:
            self._is_asking, self._has_failed = False, True
            self._clock.start(SECOND)
            self._show()

    def _tick(self) -> None:
        """Show the time, and try again what failed; not for somebody who has left the keys alone for long."""
        now = self._context.now()
        if self._has_failed and now - self._tried >= AGAIN_AFTER and now - self._asked < LASTS:
            self._take()
        self._show()

    def _show(self) -> None:
        """Show how long the slot is still kept."""
        left = self._until - self._context.now() if self._until is not None else timedelta()
        seconds = max(0, round(left.total_seconds()))
        if seconds:
            self._shown.setText(f"Held for you {seconds // 60}:{seconds % 60:02}")
        else:
            self._shown.setText("Not held any more" if self._until is not None else "")


def _take(desk: Desk, slot: SlotId, of: CallId | None) -> Held:
    return holds.take(desk.history, slot, of)


def _give_back(desk: Desk, slot: SlotId) -> None:
    holds.give_back(desk.history, slot)
