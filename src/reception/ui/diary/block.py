"""Block free slots, with a reason and what they are for."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from reception.domain.slot import BlockKind, Slot, several
from reception.services import slots
from reception.ui.context import Context
from reception.ui.widgets import field
from reception.ui.widgets.basics import chip, row
from reception.ui.widgets.dialog import Dialog

REASONS = ("Meeting", "Break", "Away", "Kept for a colleague")
"""Suggestions; any words, or none, are a reason."""
KINDS: list[tuple[str, object]] = [("–", None), *((kind.words, kind) for kind in BlockKind)]
MEANT = {"Meeting": BlockKind.MEETING, "Break": BlockKind.BREAK, "Kept for a colleague": BlockKind.KEPT_FREE}
"""What a suggested reason is of, until somebody says otherwise."""


class BlockForm(Dialog):
    """Why slots are kept out of booking; Enter blocks them, and the key B releases them again."""

    shows_nobody = True

    def __init__(self, parent: QWidget, context: Context, *chosen: Slot) -> None:
        title = "Block a slot" if len(chosen) == 1 else f"Block {len(chosen)} slots"
        super().__init__(parent, title, do="Block it" if len(chosen) == 1 else "Block them")
        self._context, self._chosen = context, chosen
        self.reason = field.choice("Why", [(reason, reason) for reason in REASONS], editable=True)
        self.kind = field.choice("Kind", KINDS)
        self.body.addLayout(row(chip(several(chosen), "neutral"), None))
        self.add("reason", self.reason)
        self.add("kind", self.kind)
        self._is_kind_chosen = False
        self.kind.input.activated.connect(self._choose_kind)
        self.reason.input.editTextChanged.connect(self._mean)
        self._mean(self.reason.input.currentText())
        self.reason.input.setFocus()

    def _choose_kind(self) -> None:
        self._is_kind_chosen = True

    def _mean(self, reason: str) -> None:
        """Take the kind along with a reason that says it, until somebody chooses one."""
        if not self._is_kind_chosen:
            self.kind.input.setCurrentIndex([value for _, value in KINDS].index(MEANT.get(reason)))

    def submit(self) -> None:
        """Block the slots, as one change."""
        self.busy(True)
        act = partial(
            slots.block,
            chosen=self._chosen,
            reason=self.reason.input.currentText(),
            kind=self.kind.input.currentData(),
        )
        self._context.background.do(self, act, lambda change: self.accept(), self.refuse)
