"""Blocking, releasing and withdrawing what is selected in the diary, or the slot under the cursor."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from reception.domain import span
from reception.domain.slot import Slot
from reception.ui import forms
from reception.ui.context import Context
from reception.ui.diary.chosen import Chosen, stretch_of
from reception.ui.diary.layout import no_slot_text
from reception.ui.diary.menu import ALL
from reception.ui.screen import Screen

if TYPE_CHECKING:
    from reception.ui.diary.grid import GridView


class SlotActs(QObject):
    """Does it in one change, with one form where a reason is asked for; calls among the slots are left alone."""

    def __init__(self, screen: Screen, context: Context, grid: GridView) -> None:
        super().__init__(screen)
        self._screen, self._context, self._grid = screen, context, grid
        self._acts = {"B": self.block, "R": self.release, "W": self.withdraw, ALL: self.release_stretch}

    def knows(self, key: str) -> bool:
        """Tell whether a single key means anything here."""
        return key in self._acts

    def press(self, key: str) -> None:
        """Do what a single key means; say so where there is no slot at all."""
        index, grid = self._grid.currentIndex(), self._grid.model_.grid
        if self.chosen.cells:
            self._acts[key]()
        elif index.isValid():
            self._context.notice.emit(no_slot_text(grid, (index.row(), index.column())))

    def named(self) -> dict[str, Callable[[], object]]:
        """Return what can be done by its name in the table of actions."""
        there: dict[str, Callable[[], object]] = {"block": self.block, "withdraw slot": self.withdraw}
        if self.chosen.to_release:
            there |= {"release": self.release, "release all": self.release_stretch}
        return there

    @property
    def chosen(self) -> Chosen:
        """Return what is selected, or the slot under the cursor alone."""
        return self._grid.selecting.chosen

    def block(self) -> None:
        """Ask why, and block what can be; where all of it is blocked, release it."""
        chosen = self.chosen
        if chosen.to_block and not self._opens_later(chosen):
            forms.block(self._screen, *self._with_calls(chosen, chosen.to_block))
        elif chosen.to_release:
            self.give_back(chosen.to_release)
        else:
            self._say_booked(chosen)

    def release(self) -> None:
        """Give back to booking what is blocked, withdrawn, or opens later."""
        chosen = self.chosen
        if chosen.to_release:
            self.give_back(chosen.to_release)
        elif chosen.booked and len(chosen.cells) == len(chosen.booked):
            self._say_booked(chosen)
        elif chosen.cells:
            at = span.moment_text(chosen.cells[0].slot.starts_at)
            self._context.notice.emit(f"{at} is not blocked. Press B to block it.")

    @property
    def stretch(self) -> Chosen:
        """Return the whole stretch around the cursor that was blocked or withdrawn for the same reason."""
        index, grid = self._grid.currentIndex(), self._grid.model_.grid
        return stretch_of(grid, grid.head((index.row(), index.column())))

    def release_stretch(self) -> None:
        """Release the whole stretch around the cursor."""
        stretch = self.stretch
        if stretch.to_release:
            self.give_back(stretch.to_release)
        else:
            self.release()

    def withdraw(self) -> None:
        """Ask why, and withdraw what can be; where all of it is withdrawn, bring it back."""
        chosen = self.chosen
        if chosen.to_withdraw:
            forms.withdraw(self._screen, *self._with_calls(chosen, chosen.to_withdraw))
        elif chosen.to_bring_back:
            self.give_back(chosen.to_bring_back)
        else:
            self._say_booked(chosen)

    def _opens_later(self, chosen: Chosen) -> bool:
        """Tell whether the only slot is one that opens later: it is released then, as it says."""
        return len(chosen.cells) == 1 and bool(chosen.cells[0].opens)

    def _with_calls(self, chosen: Chosen, slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
        """Return slots with those of the calls among them, so that the form can name who stays booked."""
        wanted = {slot.id for slot in slots} | {line.slot.id for line in chosen.booked}
        return tuple(slot for slot in chosen.slots if slot.id in wanted)

    def give_back(self, slots: tuple[Slot, ...]) -> None:
        """Release slots as one change."""
        from reception.services import slots as services

        act = partial(services.release, chosen=slots)
        self._context.background.do(self, act, lambda change: self._grid.selecting.clear())

    def _say_booked(self, chosen: Chosen) -> None:
        if chosen.cells:
            at = span.moment_text(chosen.cells[0].slot.starts_at)
            self._context.notice.emit(f"{at} is booked. Move or cancel the call first.")
