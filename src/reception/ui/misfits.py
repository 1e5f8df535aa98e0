"""The booked calls that the rota has no hours for any more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from reception.services.rescue import Misfits


class KnownMisfits(QObject):
    """What the look at the weeks kept published found last; `changed` tells that it is others now.

    Those that may stay where they are, which is kept in the diary, are among them.
    """

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.found: Misfits = {}

    def take(self, found: Misfits) -> None:
        """Know others from now on."""
        before, self.found = self.found, dict(found)
        if _places(before) != _places(self.found):
            self.changed.emit()


def _places(found: Misfits) -> Mapping[int, int]:
    return {call: one.slot for call, one in found.items()}
