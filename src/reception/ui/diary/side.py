"""Beside the diary: what is free next, who waits and what would suit them, what the colours mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from reception.domain import span
from reception.domain.clinician import Clinician
from reception.domain.ids import ClinicianId
from reception.domain.patient import initials
from reception.services.clinics import ClinicCard
from reception.ui import words
from reception.ui.actions import named
from reception.ui.diary.key import Key
from reception.ui.diary.pinboard import Pinboard
from reception.ui.diary.to_move import ToMove
from reception.ui.theme import Theme
from reception.ui.widgets import menus
from reception.ui.widgets.basics import button, card, clear, column, label, row
from reception.ui.widgets.cut import Cut

if TYPE_CHECKING:
    from reception.services.patients import WaitingLine

WAITING_SHOWN, LEAST_WAITING = 6, 2
"""How many who wait are shown: fewer where calls are on the pinboard."""
WIDTH, HIGH = 236, 960
"""Pixels: of the cards beside the grid, and of a window that has room for all of them."""
MARGINS = (16, 12, 16, 12)
ROOM, GAP = WIDTH - 2 - MARGINS[0] - MARGINS[2], 4
"""Pixels of a line in a card beside the grid, and between a name and what fits."""


class Side(QWidget):
    """Three cards, and the pinboard where it has calls.

    `booking` carries the slot that somebody wants booked, and the patient where there is one; `wanted` the name of
    an action, and `shown` a slot or a patient to go to. With `is_private` it says who waits and who is parked by their
    initials, and not what about.
    """

    booking = Signal(object, object)
    wanted = Signal(str)
    shown = Signal(object)

    def __init__(self, to_move: ToMove, theme: Theme) -> None:
        super().__init__()
        self._to_move = to_move
        self._waiting_shown: tuple[Sequence[WaitingLine], date | None] = (), None
        self.is_private = False
        self.pinboard = Pinboard(to_move, lambda: self.is_private)
        self._free, self._waiting = column(gap=6), column(gap=8)
        free, free_inside = card(margins=MARGINS)
        free_inside.addWidget(label("Next free", "heading"))
        free_inside.addLayout(self._free)
        finding = button(
            "Find a time…",
            named("find slot").key,
            "link",
            partial(self.wanted.emit, "find slot"),
            named("find slot").text,
        )
        free_inside.addLayout(row(None, finding))
        waiting, waiting_inside = card(margins=MARGINS)
        waiting_inside.addWidget(label("Waiting list", "heading"))
        waiting_inside.addLayout(self._waiting)
        waiting_inside.addStretch(1)
        self._key = Key(theme)
        to_move.told.connect(self._show_key)
        layout = column(free, self.pinboard, waiting, self._key, gap=10)
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def _show_key(self) -> None:
        """Show what the colours mean, unless calls are parked and there is room for one of both."""
        is_below, is_high = self.width() > WIDTH, self.window().height() >= HIGH
        self._key.setVisible(is_below or is_high or not self._to_move.parked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Look again whether there is room for the key."""
        super().resizeEvent(event)
        self._show_key()

    def show_free(
        self, cards: Sequence[ClinicCard], people: Mapping[ClinicianId, Clinician], today: date
    ) -> None:
        """Show the next free slot of each clinic."""
        clear(self._free)
        for one in cards:
            if one.next_free is None:
                self._free.addLayout(row(label(one.clinic.name), None, label("none", "muted")))
                continue
            slot = one.next_free
            where = f"{one.clinic.name} · {people[slot.clinician].surname}"
            when = words.relative(slot.starts_at, today)
            act = partial(self.booking.emit, slot, None)
            made = button(when, kind="link", run=act, name=f"Book {where}, {when}")
            told = Cut(where, "small")
            show = menus.Line("Show it in the diary", act=partial(self.shown.emit, slot))
            for part in (told, made):
                menus.offer(part, partial(list, (menus.Line(f"Book {when}…", act=act), show)))
            line = row(told, made)
            line.setStretch(0, 1)
            self._free.addLayout(line)

    def hide_names(self, is_private: bool) -> None:
        """Say who waits and who is parked by their initials, or by their names again."""
        self.is_private = is_private
        waiting, today = self._waiting_shown
        if today is not None:
            self.show_waiting(waiting, today)
        self._to_move.told.emit()

    def show_waiting(self, waiting: Sequence[WaitingLine], today: date) -> None:
        """Show who waits longest, and the first slot that suits them."""
        self._waiting_shown = waiting, today
        clear(self._waiting)
        room = max(WAITING_SHOWN - 2 * len(self._to_move.parked), LEAST_WAITING)
        for line in waiting[:room]:
            since = f"since {span.day_text(span.london_day(line.entry.since))}"
            about = f"{line.entry.about} · {since}" if line.entry.about and not self.is_private else since
            who = initials(line.patient.name) if self.is_private else line.patient.name
            head = self._head(line, who, today)
            self._waiting.addLayout(column(head, label(about, "small", wrap=True), gap=0))
        if not waiting:
            self._waiting.addWidget(label("Nobody is waiting.", "small"))
        elif len(waiting) > room:
            self._waiting.addWidget(label(f"and {len(waiting) - room} more", "small"))

    def _head(self, line: WaitingLine, who: str, today: date) -> QHBoxLayout:
        """Return who waits, and the first slot that suits them; each with its menu."""
        name = Cut(who, "strong")
        name.ensurePolished()
        parts: list[QWidget] = [name]
        lines = [menus.Line("Open their card", act=partial(self.shown.emit, line.patient))]
        if line.fits is not None:
            when = words.relative(line.fits.starts_at, today)
            fits = f"fits {when}"
            act = partial(self.booking.emit, line.fits, line.patient)
            room = ROOM - GAP - name.fontMetrics().horizontalAdvance(who)
            parts.append(_whole((fits, when), room, f"Book {who}, {fits}", act))
            lines.insert(0, menus.Line(f"Book what {fits}…", act=act))
        for part in parts:
            menus.offer(part, partial(list, lines))
        head = row(*parts, gap=GAP)
        head.setStretch(0, 1)
        return head


def _whole(texts: tuple[str, str], room: int, name: str, act: Callable[[], object]) -> QPushButton:
    """Return a button in the look of a chip that is never cut, in fewer words where the name beside it then is not."""
    made = button(texts[0], kind="fits", run=act, name=name)
    made.ensurePolished()
    if made.sizeHint().width() > room:
        made.setText(texts[1])
        if made.sizeHint().width() > room:
            made.setText(texts[0])
    made.setMinimumWidth(made.sizeHint().width())
    return made
