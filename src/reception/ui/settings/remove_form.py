"""Take a weekly rule out: which one, and what that would change, before it is done."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from reception.domain.availability import Availability
from reception.domain.change import Change
from reception.services import availability
from reception.services.history import History
from reception.storage.reader import Reader
from reception.ui.context import Context
from reception.ui.settings.rota_form import RotaForm, Typed
from reception.ui.widgets.basics import label

NOTE = (
    "Slots that are published stay until you publish again; booked calls stay until you move or cancel them."
)


class RemoveForm(RotaForm):
    """Enter takes the rule out; Ctrl+Enter also withdraws what is free of it in the weeks that are published."""

    def __init__(self, parent: QWidget, context: Context, whose: str, rule: Availability, told: str) -> None:
        super().__init__(parent, context, "Remove availability", "Remove", whose)
        self._rule = rule
        self.body.addWidget(label(told, wrap=True))
        self.body.addWidget(label(NOTE, "muted", wrap=True))
        self.lay_out_effect()
        self.ask()

    def typed_rules(self) -> Callable[[Reader], Typed]:
        """Return the rule that goes."""
        return lambda reader: ([self._rule], ())

    def act(self, publish: bool) -> Callable[[History], Change]:
        """Return what takes the rule out."""
        return partial(availability.remove, rule=self._rule, publish=publish)
