"""The booked calls that the rota has no hours for any more, and those of them that may stay all the same."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from reception import settings
from reception.domain.errors import Unavailable
from reception.settings import Settings

if TYPE_CHECKING:
    from reception.domain.call import Call
    from reception.services.rescue import Misfits

STAYING = "calls_that_stay"
"""The name by which it is remembered which calls may stay."""
REMEMBERED = 200


class KnownMisfits(QObject):
    """What the look at the weeks kept published found last; `changed` tells that it is others now.

    Which of them may stay is kept on this PC, so that nobody here is asked about them again.
    """

    changed = Signal()

    def __init__(self, kept: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._settings = kept
        self._found: Misfits = {}
        self._staying = [one for one in settings.remembered(kept, STAYING).split(",") if one]

    @property
    def open(self) -> Misfits:
        """Return those that are still to be settled."""
        return {call: one for call, one in self._found.items() if _name(call, one.slot) not in self._staying}

    @property
    def are_any(self) -> bool:
        """Tell whether any was found, settled or not."""
        return bool(self._found)

    def take(self, found: Misfits) -> None:
        """Know others from now on."""
        before, self._found = self.open, dict(found)
        if _places(before) != _places(self.open):
            self.changed.emit()

    def let_stay(self, call: Call) -> None:
        """Ask no more about a call, as long as it stays where it is."""
        self._staying = [*self._staying, _name(call.id, call.slot)][-REMEMBERED:]
        with suppress(Unavailable):
            settings.remember(self._settings, **{STAYING: ",".join(self._staying)})
        self.changed.emit()


def _name(call: int, slot: int) -> str:
    return f"{call}:{slot}"


def _places(found: Misfits) -> Mapping[int, int]:
    return {call: one.slot for call, one in found.items()}
