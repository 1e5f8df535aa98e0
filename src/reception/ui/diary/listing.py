"""One day as a plain list: the same slots, keys and menu as in the grid, a row for each."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QKeyEvent

from reception.domain import span
from reception.domain.patient import initials
from reception.domain.slot import SlotState
from reception.ui import words
from reception.ui.diary.cell import PARKED, Cell
from reception.ui.diary.grid import GridView
from reception.ui.diary.layout import minute_of
from reception.ui.diary.typed import TypedTime, minute_typed
from reception.ui.diary.withdrawn import withdrawn_text
from reception.ui.theme import Theme
from reception.ui.widgets.table import Column, Table

HEIGHT = 30
SELECT_ROW = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows


class DayList(Table):
    """Shows what the grid would; the cursor of both is one, so that whatever is done is done through the grid."""

    def __init__(self, theme: Theme, grid: GridView) -> None:
        self._grid, self._is_filling = grid, False
        columns = (
            Column("Time", lambda cell: span.clock(cell.slot.starts_at), width=64, bold=True),
            Column("Clinician", lambda cell: cell.clinician.name, width=150),
            Column("Clinic", lambda cell: cell.clinic.name, width=100),
            Column("State", self._state, chip=self._colour, width=170),
            Column("Patient", self._who, width=150),
            Column("About", self._about),
        )
        super().__init__("Diary as a list", theme, columns, HEIGHT)
        self._typed_time = TypedTime(self)
        self._typed_time.meant.connect(self._go_to_typed)
        self.setSelectionMode(self.SelectionMode.ContiguousSelection)
        self.chosen.connect(self._follow)
        self.selectionModel().selectionChanged.connect(lambda *_: self._take_selected())
        self.opened.connect(grid.opened)
        self.typed.connect(grid.typed)
        self.menu_asked.connect(grid.menu_asked)
        grid.shown.connect(self.fill)

    def _who(self, cell: Cell) -> str:
        if cell.line is None:
            return ""
        name = cell.line.patient.name
        return initials(name) if self._grid.model_.is_private else name

    def _state(self, cell: Cell) -> str:
        return state_of(cell, is_parked=cell.is_parked(self._grid.model_.parked))

    def _colour(self, cell: Cell) -> str:
        return colour_of(cell, is_parked=cell.is_parked(self._grid.model_.parked))

    def _about(self, cell: Cell) -> str:
        return cell.line.call.about if cell.line is not None and not self._grid.model_.is_private else ""

    def fill(self) -> None:
        """Show the slots of the grid by their time; the row of its cursor is chosen. Nothing is done out of sight."""
        if self.isHidden():
            return
        grid, before = self._grid.model_.grid, self._grid.current
        cells = sorted(grid.cells.items(), key=lambda one: (one[1].slot.starts_at, one[0][1]))
        with self._grid.selecting.kept():
            selected, self._is_filling = self._grid.selecting.ids, True
            self.show_values([cell for _, cell in cells])
            if before is not None:
                self.choose(before.id)
            for row, (_, cell) in enumerate(cells):
                if cell.slot.id in selected:
                    self.selectionModel().select(self.rows.index(row, 0), SELECT_ROW)
            self._is_filling = False

    def _follow(self, cell: Cell | None) -> None:
        """Take the cursor of the grid along."""
        place = self._grid.model_.grid.find(cell.slot.id) if cell is not None else None
        if place is not None:
            self._grid.go_to(place)
            self._take_selected()

    def _take_selected(self) -> None:
        """Let the grid know which rows are selected; one alone is only the cursor."""
        if self._is_filling:
            return
        rows = {index.row() for index in self.selectionModel().selectedRows()}
        values = self.rows.values
        self._grid.selecting.select([values[row].slot.id for row in rows if row < len(values)])

    def _go_to_typed(self, text: str) -> None:
        """Go to the first slot at or after a time that was typed."""
        times = [minute_of(cell.slot.starts_at) for cell in self.rows.values]
        minute = minute_typed(text, times[0], times[-1]) if times else None
        if minute is None:
            self._grid.jump.say_no_time(text)
            return
        self.selectRow(next((n for n, at in enumerate(times) if at >= minute), len(times) - 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Read figures as a time, as the grid does; everything else is as in any table."""
        held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if not held and self._typed_time.takes(event.text()):
            self._typed_time.add(event.text())
            return
        if event.text():
            self._typed_time.finish()
        is_shift = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        if event.key() == Qt.Key.Key_Escape and self._grid.selecting.is_on:
            self.selectRow(self.currentIndex().row())
            return
        if is_shift and event.text().isalpha() and self.current is not None:
            self.typed.emit(f"SHIFT+{event.text().upper()}")
            return
        super().keyPressEvent(event)


def state_of(cell: Cell, *, is_parked: bool = False) -> str:
    """Return how a slot stands, in a word or two."""
    if cell.line is not None:
        word = f"{words.call_word(cell.line)}, {PARKED}" if is_parked else words.call_word(cell.line)
        return f"{word}, to be moved" if cell.needs_another_time else word
    if cell.slot.state is SlotState.BLOCKED:
        return f"Blocked: {cell.slot.reason}" if cell.slot.reason else "Blocked"
    if cell.is_withdrawn:
        return withdrawn_text(cell.slot)
    if cell.gap is not None:
        return f"{cell.gap.word}: {cell.gap.reason}" if cell.gap.reason else cell.gap.word
    if cell.opens:
        return cell.opens.capitalize()
    if cell.held is not None and not cell.is_over:
        return f"Being booked by {cell.held.who}"
    return "Over" if cell.is_over else "Free"


def colour_of(cell: Cell, *, is_parked: bool = False) -> str:
    """Return the colour of how a slot stands."""
    if cell.line is not None:
        return cell.colour_where(is_parked=is_parked)
    return "call-back" if cell.is_free else "neutral"
