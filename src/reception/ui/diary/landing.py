"""Where a call that is dragged would land: shown in the grid meanwhile, and moved there when it is dropped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint

from reception.domain import span
from reception.domain.call import Call, CallLine, CallStatus
from reception.domain.change import Change
from reception.domain.ids import SlotId
from reception.domain.patient import initials
from reception.domain.slot import SlotState
from reception.services.history import History
from reception.ui import forms
from reception.ui.context import Context
from reception.ui.diary.cell import Cell, short_name
from reception.ui.diary.grid import GridView
from reception.ui.diary.painting import Ghost
from reception.ui.screen import Screen

if TYPE_CHECKING:
    from reception.services.slots import SlotLine


@dataclass(frozen=True)
class Dragged:
    """A call on its way: what moves it to a slot, and what is said of it outside the grid."""

    line: CallLine
    move: Callable[[History, Call, SlotId], Change]
    beside: str


@dataclass(frozen=True)
class Aim:
    """What the ghost names: whether it is in the grid at all, and the slot there, where there is one."""

    is_inside: bool = False
    slot: SlotId | None = None


class Landing:
    """The same for a call of the grid and for one of the pinboard: it lands on what the ghost named last."""

    def __init__(self, screen: Screen, context: Context, grid: GridView) -> None:
        self._screen, self._context, self._grid = screen, context, grid
        self._aim = Aim()

    def show(self, dragged: Dragged, at: QPoint) -> None:
        """Show where a call would land at a place of the grid, or why it cannot."""
        grid, place = self._grid.model_.grid, self._grid.place_at(at)
        cell, origin = grid.cells.get(place) if place is not None else None, grid.find(dragged.line.slot.id)
        self._aim = Aim(place is not None, cell.slot.id if cell is not None else None)
        if place is None:
            self._grid.over.show_ghost(Ghost((), origin, "", is_refused=False), dragged.beside)
            return
        name, partner = self._name(dragged.line), self._partner(dragged, cell)
        if partner is not None:
            swapped = f"{span.clock(partner.slot.starts_at)} ⇄ {self._name(partner)}"
            told = f"Swap the times of {name} and {self._name(partner)}{elsewhere(dragged.line, partner)}…"
            self._grid.over.show_ghost(Ghost((place,), origin, swapped, is_refused=False), told)
            return
        why = "" if place == origin else why_not(cell, self._context.now())
        at_clock = grid.clock(place[0]) if cell is None else span.clock(cell.slot.starts_at)
        when = "" if cell is None else _words(dragged.line, cell)
        ghost = Ghost((place,), origin, f"{at_clock} {name}", is_refused=bool(why))
        self._grid.over.show_ghost(ghost, why or f"{name} → {when}")

    def drop(self, dragged: Dragged) -> bool:
        """Move a call to the slot that the ghost names, or say why not; tell whether that is in the grid at all."""
        aim, line = self._aim, dragged.line
        if not aim.is_inside or aim.slot == line.slot.id:
            return aim.is_inside
        place = self._grid.model_.grid.find(aim.slot) if aim.slot is not None else None
        cell = self._grid.model_.grid.cells[place] if place is not None else None
        partner = self._partner(dragged, cell)
        if partner is not None:
            forms.swap(self._screen, line, partner)
            return True
        why = why_not(cell, self._context.now())
        if why or cell is None or place is None:
            self._context.notice.emit(why)
            return True
        self._grid.go_to(place)
        self._grid.setFocus()
        call, to = line.call, cell.slot.id
        self._context.background.do(self._screen, lambda history: dragged.move(history, call, to))
        return True

    def as_it_is(self, dragged: Dragged) -> Dragged | None:
        """Return what is dragged as the grid shows it by now; None where it was moved away or ended meanwhile.

        On other days than its own it stays as it was seen.
        """
        cells, line = self._grid.model_.grid.cells, dragged.line
        of_call = [cell.line for cell in cells.values() if cell.line is not None and cell.line.id == line.id]
        if not of_call:
            is_left = self._grid.model_.grid.find(line.slot.id) is not None
            return None if is_left else dragged
        now = of_call[0]
        is_same = now.slot.id == line.slot.id and now.call.status is CallStatus.BOOKED
        return replace(dragged, line=now) if is_same else None

    def say_gone(self, dragged: Dragged) -> None:
        """Say why a call is not dragged any longer."""
        name = self._name(dragged.line)
        self._context.notice.emit(
            f"The call of {name} has just been moved or ended. Drag it from where it stands now."
        )

    def _partner(self, dragged: Dragged, cell: Cell | None) -> CallLine | None:
        """Return the call in a cell, where the one that is dragged can change places with it."""
        line, now = cell.line if cell is not None else None, self._context.now()
        if line is None or line.id == dragged.line.id:
            return None
        both = (line, dragged.line)
        is_to_come = all(one.slot.starts_at >= now and one.call.status is CallStatus.BOOKED for one in both)
        return line if is_to_come else None

    def _name(self, line: CallLine) -> str:
        """Return whose call it is, as the grid says it."""
        name = line.patient.name
        return initials(name) if self._grid.model_.is_private else short_name(name)


def elsewhere(line: CallLine, to: Cell | CallLine | SlotLine) -> str:
    """Return that a slot is at another clinic than a call is now, and at which; nothing where it is not."""
    return "" if to.clinic.id == line.clinic.id else f", another clinic: {to.clinic.name}"


def _words(line: CallLine, cell: Cell) -> str:
    """Return when, with whom, and where that is another clinic."""
    return f"{span.moment_text(cell.slot.starts_at)}, {cell.clinician.name}{elsewhere(line, cell)}"


def why_not(cell: Cell | None, now: datetime) -> str:
    """Return why no call can be moved to a cell at a moment (UTC), or nothing where one can."""
    if cell is None:
        return "There is no slot here. Drop it on a free one."
    at = span.clock(cell.slot.starts_at)
    if cell.line is not None:
        return f"{at} is taken. Drop it on a free slot."
    if cell.slot.state is SlotState.BLOCKED:
        return f"{at} is blocked{_because(cell.slot.reason)}. Drop it on a free slot."
    if cell.is_withdrawn:
        return f"{at} is withdrawn{_because(cell.slot.reason)}. Drop it on a free slot."
    if cell.gap is not None:
        return f"{at} is closed{_because(cell.gap.reason)}. Drop it on a free slot."
    if cell.opens:
        return f"{at} {cell.opens} for booking. Drop it on a free slot."
    if cell.held is not None:
        return f"{at} is being booked by {cell.held.who}. Drop it on another slot."
    return f"{at} is over. Drop it on a later slot." if cell.slot.starts_at < now else ""


def _because(reason: str) -> str:
    return f" ({reason})" if reason else ""
