"""Block a free slot, with a reason."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from reception.domain import span
from reception.domain.slot import Slot
from reception.services import slots
from reception.ui.context import Context
from reception.ui.widgets import field
from reception.ui.widgets.basics import chip, row
from reception.ui.widgets.dialog import Dialog

REASONS = ("Meeting", "Break", "Away", "Kept for a colleague")
"""Suggestions; any words, or none, are a reason."""


class BlockForm(Dialog):
    """Why the slot is kept out of booking; Enter blocks it, and the key B releases it again."""

    def __init__(self, parent: QWidget, context: Context, slot: Slot) -> None:
        super().__init__(parent, "Block a slot", do="Block it")
        self._context, self._slot = context, slot
        self.reason = field.choice("Why", [(reason, reason) for reason in REASONS], editable=True)
        self.body.addLayout(row(chip(span.moment_text(slot.starts_at), "neutral"), None))
        self.add("reason", self.reason)
        self.reason.input.setFocus()

    def submit(self) -> None:
        """Block the slot."""
        self.busy(True)
        act = partial(slots.block, slot=self._slot, reason=self.reason.input.currentText())
        self._context.background.do(self, act, lambda change: self.accept(), self.refuse)
