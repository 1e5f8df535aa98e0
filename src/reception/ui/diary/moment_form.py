"""Which earlier moment of the diary to show."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtWidgets import QWidget

from reception.domain import span
from reception.domain.day import Looks
from reception.domain.errors import Refusal
from reception.services import past
from reception.ui.context import Context
from reception.ui.widgets.basics import label
from reception.ui.widgets.dialog import Dialog
from reception.ui.widgets.moment import MomentFields

BACK = timedelta(hours=1)
"""How far back the form begins."""


class MomentForm(Dialog):
    """Which moment; `chosen` is told the instant (UTC)."""

    shows_nobody = True

    def __init__(self, parent: QWidget, context: Context, chosen: Callable[[datetime], object]) -> None:
        super().__init__(parent, "The diary as it was", do="Show it")
        self._context, self._chosen = context, chosen
        self.moment = MomentFields(span.london(context.now() - BACK), context.today(), Looks.BACK)
        self.body.addWidget(label("At which moment? It is shown to read only.", "muted", wrap=True))
        self.body.addWidget(self.moment)
        self.know({"day": self.moment.day, "at": self.moment.time})
        self.moment.changed.connect(self.clear_refusals)
        self.moment.day.setFocus()

    def submit(self) -> None:
        """See that the diary was there at that moment, and show it."""
        try:
            at = self.moment.moment()
        except Refusal as refusal:
            self.refuse(refusal)
            return
        self.busy(True)
        question = partial(past.check, at=at, now=self._context.now())
        self._context.background.ask(self, question, lambda nothing: self._done(at), self.refuse)

    def _done(self, at: datetime) -> None:
        self.busy(False)
        self.accept()
        self._chosen(at)
