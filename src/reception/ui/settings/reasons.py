"""The reasons that are suggested when a call is cancelled: one to a line, by who cancels."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from reception.domain.call import CancelledBy
from reception.domain.errors import Obstacle
from reception.domain.organisation import Organisation
from reception.services import organisation
from reception.ui.context import Context
from reception.ui.settings.meanwhile import meanwhile
from reception.ui.widgets import field
from reception.ui.widgets.basics import label
from reception.ui.widgets.dialog import Dialog
from reception.ui.widgets.field import Field

HEIGHT = 92
"""Pixels: four lines of each are seen at once."""


class ReasonsForm(Dialog):
    """One reason to a line; Ctrl+Enter saves."""

    shows_nobody = True

    def __init__(self, parent: QWidget, context: Context, policy: Organisation) -> None:
        super().__init__(parent, "Reasons for cancelling", do="Save")
        self._context, self._policy = context, policy
        self.texts: dict[str, Field[QPlainTextEdit]] = {}
        self.body.addWidget(
            label("One to a line. They are suggestions: any other words stay a reason.", "small", wrap=True)
        )
        for by in CancelledBy:
            self.texts[by] = field.text(f"By the {by}", "\n".join(policy.reasons(by)), height=HEIGHT)
            self.add(str(by), self.texts[by])
        self.texts[CancelledBy.PATIENT].input.setFocus()

    def submit(self) -> None:
        """Save them, for every desk of the diary."""
        self.clear_refusals()
        self.busy(True)
        typed = {str(by): one.input.toPlainText().splitlines() for by, one in self.texts.items()}
        act = partial(organisation.edit_reasons, seen=self._policy, reasons=typed)
        self._context.background.do(self, act, lambda change: self.accept(), self.refuse)

    def refuse(self, obstacle: Obstacle) -> None:
        """Say what is in the way, and what somebody else made of it."""
        said, now = meanwhile(obstacle, Organisation, lambda policy: f"{len(policy.cancel_reasons)} reasons")
        if now is not None:
            self._policy = now
        super().refuse(said)
