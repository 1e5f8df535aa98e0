"""A slot became free: whoever waits and fits it is named at once, and booked with one key."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from reception.domain import span
from reception.domain.change import Change
from reception.services import waiting
from reception.services.waiting import Fit
from reception.ui import forms
from reception.ui.actions import named
from reception.ui.widgets.basics import button

if TYPE_CHECKING:
    from reception.ui.main_window import MainWindow

NOBODY = (
    "No slot became free that suits somebody who waits. Who waits, and for what, stands beside the diary."
)


class Waits(QObject):
    """Looks after each change whether a slot became free that suits somebody, and offers it to them."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._change: Change | None = None
        self._fit: Fit | None = None

    def changed(self, change: Change) -> None:
        """Look who fits what a change made free."""
        self._fit, self._change = None, change
        ids = waiting.freed(change)
        if ids:
            context = self._window.context
            question = partial(waiting.fit_of, ids=ids, now=context.now())
            context.background.ask(self, question, partial(self._told, change), lambda obstacle: None)

    def leave(self) -> None:
        """Offer nothing of what became free last."""
        self._fit = self._change = None

    def _told(self, change: Change, fit: Fit | None) -> None:
        """Name who fits beside what was done, unless something else was done since."""
        if fit is None or change is not self._change:
            return
        self._fit = fit
        who = self._window.context.privacy.name(fit.patient.name)
        when = span.moment_text(fit.slot.starts_at)
        offer = button("Book", named("fill").key, run=self.book, name=f"Book {who} into {when}")
        self._window.toast.add(f"{who} waits and fits {when}.", offer)

    def book(self) -> None:
        """Open the booking form for who fits, which holds the slot for them while they are called."""
        fit, self._fit = self._fit, None
        if fit is None:
            self._window.context.notice.emit(NOBODY)
        else:
            self._window.toast.hide()
            forms.book(self._window.shown, slot=fit.slot.id, patient=fit.patient)
