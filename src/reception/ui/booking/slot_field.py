"""Which slot: the next free ones to choose from."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox

from reception.domain import span
from reception.domain.errors import Obstacle
from reception.domain.ids import ClinicId, SlotId
from reception.services import slots
from reception.services.slots import SlotLine
from reception.storage.reader import Reader
from reception.ui.context import Context
from reception.ui.widgets.field import Field

OFFERED = 40
"""How many of the next free slots are offered."""
ROWS_SHOWN = 14


class SlotField(Field[QComboBox]):
    """The earliest is chosen at first; `none` is said where no slot is free."""

    def __init__(self, name: str, context: Context, none: str) -> None:
        super().__init__(name, QComboBox())
        self._context, self._none = context, none
        self.input.setMaxVisibleItems(ROWS_SHOWN)
        self.input.activated.connect(self.clear_refusal)

    @property
    def slot(self) -> SlotId | None:
        """Return the slot that is chosen; say so where there is none."""
        chosen: SlotId | None = self.input.currentData()
        if chosen is None:
            self.refuse("Choose a time first.")
        return chosen

    def load(
        self, clinic: ClinicId | None, failed: Callable[[Obstacle], object], wanted: SlotId | None = None
    ) -> None:
        """Read the next free slots of a clinic, or all; a `wanted` one comes first."""
        now = self._context.now()

        def question(reader: Reader) -> list[SlotLine]:
            found = slots.free(reader, now, clinic=clinic, limit=OFFERED)
            if wanted is None:
                return found
            return [slots.line(reader, wanted), *(line for line in found if line.id != wanted)]

        self._context.background.ask(self, question, self._offer, failed)

    def _offer(self, found: list[SlotLine]) -> None:
        self.input.clear()
        for line in found:
            self.input.addItem(slot_text(line), line.id)
        if not found:
            writing = self.window().focusWidget()
            self.refuse(self._none)
            if writing is not None:
                writing.setFocus()


def slot_text(line: SlotLine) -> str:
    """Return `Thu 26 Nov 10:15–10:30 · London · Mr Oliver Eaton`."""
    times = f"{span.moment_text(line.slot.starts_at)}–{span.clock(line.slot.ends_at)}"
    return f"{times} · {line.clinic.name} · {line.clinician.name}"
