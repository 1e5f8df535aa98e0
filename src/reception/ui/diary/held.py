"""What other desks are booking at the moment: looked at now and then, for no journal tells of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from reception.domain.hold import Hold
from reception.domain.ids import SlotId
from reception.services import holds
from reception.ui.context import Context

if TYPE_CHECKING:
    from reception.desk import Desk

BEAT = 5_000
"""Milliseconds between two looks."""
T = TypeVar("T")


def answer(desk: Desk, question: Callable[..., T]) -> T:
    """Return the answer to a question that has to know, by its `token`, which desk asks."""
    return desk.store.ask(partial(question, token=desk.history.token))


class HeldWatch(QTimer):
    """Calls `changed` when another desk took up a slot of the days that are shown, or left one."""

    def __init__(
        self,
        screen: QWidget,
        context: Context,
        days: Callable[[], tuple[date, date] | None],
        changed: Callable[[], object],
    ) -> None:
        super().__init__(screen)
        self._screen, self._context, self._days, self._changed = screen, context, days, changed
        self.known: Mapping[SlotId, Hold] = {}
        self.timeout.connect(self.look)
        self.start(BEAT)

    def look(self) -> None:
        """Look once, where the screen is shown and nothing else is on its way."""
        days, background = self._days(), self._context.background
        if days is None or not self._screen.isVisible() or not background.is_idle:
            return
        question = partial(holds.of_others, first=days[0], last=days[1], now=self._context.now())
        background.run(self, partial(answer, question=question), self._told, lambda obstacle: None)

    def _told(self, held: Mapping[SlotId, Hold]) -> None:
        if held.keys() != self.known.keys():
            self._changed()
