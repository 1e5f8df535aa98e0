"""A slot became free: whoever waits and fits it is named at once, and booked with one key."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton

from reception.domain import span
from reception.domain.change import Change
from reception.services import waiting
from reception.services.waiting import Fit
from reception.ui import forms
from reception.ui.actions import named

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
        self._fit: Fit | None = None

    def changed(self, change: Change) -> None:
        """Look who fits what a change made free."""
        self._fit = None
        ids = waiting.freed(change)
        if ids:
            context = self._window.context
            question = partial(waiting.fit_of, ids=ids, now=context.now())
            context.background.ask(self, question, self._told, lambda obstacle: None)

    def _told(self, fit: Fit | None) -> None:
        """Name who fits beside what was done."""
        self._fit = fit
        if fit is None:
            return
        who = self._window.context.privacy.name(fit.patient.name)
        when = span.moment_text(fit.slot.starts_at)
        offer = QPushButton("Book")
        offer.setAccessibleName(f"Book {who} into {when}")
        offer.setToolTip(f"{named('fill').text} ({named('fill').key})")
        offer.clicked.connect(self.book)
        self._window.toast.add(f"{who} waits and fits {when}.", offer)

    def book(self) -> None:
        """Open the booking form for who fits, which holds the slot for them while they are called."""
        fit, self._fit = self._fit, None
        if fit is None:
            self._window.context.notice.emit(NOBODY)
        else:
            self._window.toast.hide()
            forms.book(self._window.shown, slot=fit.slot.id, patient=fit.patient)
