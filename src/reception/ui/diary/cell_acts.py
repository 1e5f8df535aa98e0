"""What can be done with a cell of the diary: by Enter, by a single key, by its menu."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint

from reception.domain import gap as gaps
from reception.domain import span
from reception.domain.call import CallLine, CallStatus
from reception.domain.patient import Patient
from reception.domain.slot import Slot
from reception.ui import forms
from reception.ui.context import Context
from reception.ui.diary.cell import Cell
from reception.ui.diary.grid import GridView
from reception.ui.diary.menu import LEAVE, OPEN, PRINT_DAY, Entry, entries, of_selection, of_stretch
from reception.ui.diary.slot_acts import SlotActs
from reception.ui.diary.to_move import EMPTY, ToMove
from reception.ui.diary.withdrawn import withdrawn_text
from reception.ui.screen import Screen
from reception.ui.widgets import menus

if TYPE_CHECKING:
    from reception.services.patients import WaitingLine


class CellActs(QObject):
    """Does it, with forms over the window. `waiting` are those on the waiting list, longest first."""

    def __init__(self, screen: Screen, context: Context, grid: GridView, to_move: ToMove) -> None:
        super().__init__(screen)
        self._screen, self._context, self._grid, self._to_move = screen, context, grid, to_move
        self.slots = SlotActs(screen, context, grid)
        self.waiting: Sequence[WaitingLine] = ()
        grid.opened.connect(self.open)
        grid.typed.connect(self.press)
        grid.menu_asked.connect(self.show_menu)

    def open(self, cell: Cell) -> None:
        """Book a free slot, release a blocked one, or show the call that is in it; of an earlier moment its history."""
        if self._grid.read_only:
            self.show_history()
        elif cell.line is not None:
            forms.show_call(self._screen, cell.line)
        elif cell.is_open and cell.slot.starts_at < self._context.now():
            when = span.moment_text(cell.slot.starts_at)
            self._context.notice.emit(f"{when} is over. Choose a later time.")
        elif cell.is_open and cell.held is not None:
            at = span.moment_text(cell.slot.starts_at)
            self._context.notice.emit(f"{at} is being booked by {cell.held.who}. Choose another time.")
        elif cell.is_open and self._to_move.chosen is not None:
            self._put_here(cell)
        elif cell.is_open:
            self.book(cell.slot)
        elif cell.opens:
            when = span.moment_text(cell.slot.starts_at)
            self._context.notice.emit(f"{when} {cell.opens} for booking. Press B to release it now.")
        elif cell.is_withdrawn:
            when, told = span.moment_text(cell.slot.starts_at), withdrawn_text(cell.slot)
            self._context.notice.emit(f"{when} is {told[0].lower()}{told[1:]}. Press W to bring it back.")
        elif cell.gap is not None:
            names = cell.clinic.name, cell.clinician.name
            self._context.notice.emit(gaps.sentence(cell.slot, names, cell.gap))
        else:
            self.press("B")

    def book(self, slot: Slot | None = None, patient: Patient | None = None) -> None:
        """Open the booking form, without a slot on the one under the cursor where it is free and to come."""
        if self._context.is_locked():
            return
        cell = self._grid.current
        if slot is None and cell is not None and cell.is_free:
            slot = cell.slot if cell.slot.starts_at >= self._context.now() else None
        forms.book(self._screen, slot=slot.id if slot is not None else None, patient=patient)
        self._grid.setFocus()

    def press(self, key: str) -> None:
        """Do what a single key means: B, R and W on what is selected, H and A on a slot; the keys of a call."""
        cell = self._grid.current
        if self.slots.knows(key):
            if not self._context.is_locked():
                self.slots.press(key)
            return
        if cell is None:
            return
        means = {one.does for one in entries(cell, self._context.now()) if one is not None}
        if key == "H":
            self.show_history()
        elif self._context.is_locked():
            return
        elif key == "P":
            self.print_sheet()
        elif key == "C" and cell.line is not None:
            self._context.go("patients", cell.line.patient)
        elif key == "K" and cell.is_free:
            self._put_here(cell)
        elif key == "A" and cell.is_free:
            self._look_for_cancelled(cell.slot)
        elif cell.line is not None and (key in means or key == "S"):
            self._do_with_call(cell.line, key)

    def _do_with_call(self, line: CallLine, key: str) -> None:
        """Do what a key means on a call: in its card, or where it opens a form of its own, in that alone."""
        is_booked = line.call.status is CallStatus.BOOKED
        if key == "M" and is_booked:
            forms.move(self._screen, line)
        elif key == "S":
            forms.swap(self._screen, line)
        elif key == "K":
            self._to_move.park_or_take_off(line)
        elif key == "DEL" and is_booked:
            forms.cancel(self._screen, line)
        else:
            forms.show_call(self._screen, line, key)

    def _put_here(self, cell: Cell) -> None:
        """Offer to move a parked call to a free slot."""
        if not self._to_move.parked:
            self._context.notice.emit(EMPTY)
            return
        from reception.services.slots import SlotLine

        line = SlotLine(slot=cell.slot, clinic=cell.clinic, clinician=cell.clinician)
        forms.put_here(self._screen, self._to_move, line)

    def _look_for_cancelled(self, slot: Slot) -> None:
        """Book the call again that was cancelled last in a free slot; say so where there was none."""
        from reception.services import rearranging

        def found(line: CallLine | None) -> None:
            if line is None:
                at = span.moment_text(slot.starts_at)
                self._context.notice.emit(f"No call was cancelled at {at}. Press Enter to book one.")
            else:
                act = partial(rearranging.take_up, call=line.id)
                self._context.background.do(self._screen, act)

        question = partial(rearranging.cancelled_in, slot=slot.id, now=self._context.now())
        self._context.background.ask(self._screen, question, found)

    def show_history(self) -> None:
        """Show what happened to the call under the cursor, or to the slot."""
        cell = self._grid.current
        if cell is not None:
            forms.history(self._screen, self._context, cell.slot, cell.line)

    def print_sheet(self) -> None:
        """Choose a sheet for the patient under the cursor, where there is one."""
        cell = self._grid.current
        if cell is not None and cell.line is not None:
            self._context.go("sheets", cell.line.patient)

    def print_day(self, day: date | None) -> None:
        """Ask how the list of a day, or without one today's, is to be printed; it tells of now."""
        if not self._context.is_locked():
            forms.print_day(self._screen, day)

    def show_menu(self, cell: Cell, place: QPoint) -> None:
        """Open the menu of a cell at a place of the screen."""
        menus.pop_up(self._screen, self._lines(cell), place)

    def _lines(self, cell: Cell) -> list[menus.Line | None]:
        """Return the lines of the menu of a cell, or of all that is selected."""
        read_only, selecting = self._grid.read_only, self._grid.selecting
        if selecting.is_on and not read_only:
            found = of_selection(selecting.chosen)
        else:
            stretch = [] if read_only else of_stretch(self.slots.stretch)
            found = [
                *stretch,
                *entries(cell, self._context.now(), read_only=read_only, parked=self._to_move.ids),
            ]
        lines = [
            None if one is None else menus.Line(one.text, one.key, partial(self._do, cell, one))
            for one in found
        ]
        if not selecting.is_on:
            lines[1:1] = self._of_who_waits(cell)
        return lines

    def _of_who_waits(self, cell: Cell) -> Iterator[menus.Line]:
        """Yield the line that books who has waited longest of those whom a free slot suits."""
        if self._grid.read_only or not cell.is_free or cell.slot.starts_at < self._context.now():
            return
        from reception.services.waiting import suits

        fitting = (line.patient for line in self.waiting if suits(line.entry, cell.slot))
        patient = next(fitting, None)
        if patient is not None:
            who = span.short(self._context.privacy.name(patient.name), 28)
            yield menus.Line(f"Book {who}, who waits…", act=partial(self.book, cell.slot, patient))

    def _do(self, cell: Cell, entry: Entry) -> None:
        if entry.does == LEAVE:
            self._grid.selecting.clear()
        elif entry.does == OPEN:
            self.open(cell)
        elif entry.does == PRINT_DAY:
            self.print_day(span.london_day(cell.slot.starts_at))
        else:
            self.press(entry.does)
