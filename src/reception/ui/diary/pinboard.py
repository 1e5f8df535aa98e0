"""The pinboard beside the diary: the calls that are parked there, by whom, and the way to another time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from reception.domain import span
from reception.domain.patient import initials
from reception.ui.diary.to_move import ToMove
from reception.ui.widgets import menus
from reception.ui.widgets.basics import button, card, chip, clear, column, label, row
from reception.ui.widgets.cut import Cut

if TYPE_CHECKING:
    from reception.services.pinboard import Parked

SHOWN = 3
"""How many parked calls are shown at once: the others come up as these go."""
HOW = "Now choose a free slot and press Enter."


class Pinboard(QWidget):
    """A card for each parked call, with initials alone where others can see the screen.

    `opened` carries the call that is to be shown, `chosen` that one is to be placed, `made` the rows with their calls.
    """

    opened = Signal(object)
    chosen = Signal()
    made = Signal(object)

    def __init__(self, to_move: ToMove, is_private: Callable[[], bool]) -> None:
        super().__init__()
        self._to_move, self._is_private = to_move, is_private
        self._keeps_still = self._is_stale = False
        self._rows: QVBoxLayout = column(gap=8)
        frame, inside = card()
        inside.addLayout(row(label("Pinboard", "heading"), None, chip("Parked ◥", "parked")))
        inside.addLayout(self._rows)
        self.setLayout(column(frame))
        self.hide()
        self._leaving = QShortcut("Esc", self, partial(to_move.choose, None))
        to_move.told.connect(self._show)

    def keep_still(self, keeps_still: bool) -> None:
        """Leave the rows as they are while one of them is under the mouse; show later what came meanwhile."""
        self._keeps_still = keeps_still
        if self._is_stale and not keeps_still:
            QTimer.singleShot(0, self, self._show)  # the row that was let go of has still to hear of it

    def _show(self) -> None:
        """Show who is parked; one whose button has the keys keeps them."""
        self._is_stale = self._keeps_still
        if self._keeps_still:
            return
        parked, held = self._to_move.parked, self._held()
        clear(self._rows)
        self._leaving.setEnabled(self._to_move.chosen is not None)  # else Esc means what it does elsewhere
        self.setVisible(bool(parked))
        rows = {self._row(one): one for one in parked[:SHOWN]}
        for made in rows:
            self._rows.addWidget(made)
        self.made.emit(rows)
        if len(parked) > SHOWN:
            self._rows.addWidget(
                label(f"and {len(parked) - SHOWN} more: press K on a free slot", "small", wrap=True)
            )
        again = next((one for one in self.findChildren(QPushButton) if one.accessibleName() == held), None)
        if again is not None:
            again.setFocus()

    def _held(self) -> str:
        inside = self.window().focusWidget()
        return inside.accessibleName() if inside is not None and self.isAncestorOf(inside) else ""

    def _row(self, one: Parked) -> QWidget:
        line = one.line
        is_chosen = self._to_move.chosen == line.id
        when = span.moment_text(line.slot.starts_at)
        who = initials(line.patient.name) if self._is_private() else line.patient.name
        name = Cut(who, "strong")
        opening = _button(when, f"Open {who}, {when}", partial(self.opened.emit, line), "link")
        head = row(name, opening, gap=4)
        head.setStretch(0, 1)
        words = "Leave it" if is_chosen else "Move…"
        placing = _button(words, f"{words} {who}", partial(self._place, one), "fits")
        by = label(HOW if is_chosen else f"by {one.by}", "small", wrap=True)
        below = row(by, placing, gap=4)
        below.setStretch(0, 1)
        made = QWidget()
        made.setLayout(column(head, below, gap=0))
        menus.offer(made, partial(self._lines, one))
        return made

    def _lines(self, one: Parked) -> list[menus.Line | None]:
        """Return what can be done with a parked call."""
        is_chosen = self._to_move.chosen == one.line.id
        return [
            menus.Line("Open", "", partial(self.opened.emit, one.line)),
            menus.Line("Leave it" if is_chosen else "Move…", "", partial(self._place, one)),
            menus.Line("Take off the pinboard", "", partial(self._to_move.park_or_take_off, one.line)),
        ]

    def _place(self, one: Parked) -> None:
        """Let the next free slot be for a call, or leave it."""
        is_chosen = self._to_move.chosen == one.line.id
        self._to_move.choose(None if is_chosen else one.line.id)
        if not is_chosen:
            self.chosen.emit()


def _button(text: str, name: str, act: Callable[[], object], kind: str) -> QPushButton:
    made = button(text, kind=kind, run=act, name=name)
    made.ensurePolished()
    made.setMinimumWidth(made.sizeHint().width())
    return made
