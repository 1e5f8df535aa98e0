"""Which slot: what is chosen as two chips, and the next free ones to choose another from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QPushButton, QStyledItemDelegate, QVBoxLayout, QWidget

from reception.desk import Desk
from reception.domain import span
from reception.domain.errors import Obstacle
from reception.domain.ids import ClinicId, SlotId
from reception.services import slots
from reception.services.slots import SlotLine
from reception.ui import forms
from reception.ui.booking.times_list import TimesList
from reception.ui.context import Context
from reception.ui.widgets.basics import button, chip, column, row
from reception.ui.widgets.field import Field
from reception.ui.widgets.flow import Flow

OFFERED = 40
"""How many of the next free slots are offered."""
ROWS_SHOWN = 8
NAME_LIMIT = 28
"""Characters of a clinic's or clinician's name, beyond which it is cut with an ellipsis."""
GONE = " · gone"
BY_DAYS = "Ctrl+Shift+F"
"""The key that finds a free slot in the window does so in a form."""
LIST = (
    "QComboBox { combobox-popup: 0; } QComboBox QAbstractItemView::item { min-height: 28px; padding: 0 9px; }"
)
"""Fusion's own list ignores how many rows it may show."""
AROUND = 56
"""Pixels of a list's field beside its text: padding, border and arrow."""


@dataclass(frozen=True)
class _Offer:
    """The next free slots; and what was wanted, which may be free no longer."""

    found: tuple[SlotLine, ...]
    wanted: SlotLine | None = None
    is_gone: bool = False


class SlotField(Field[QComboBox]):
    """The earliest is chosen at first; `none` is said where no slot is free.

    What was chosen and is free no longer stays where it is, marked, until the person chooses: nothing is swapped
    for it. `chosen` tells that another slot is chosen, or none; `choice` is also one that is gone by now, or that is
    looked for still (`is_asking`), and `clinic` the one whose slots are offered, or None for all. `handed` tells that
    one was found by days, which reaches every slot there is.
    """

    chosen = Signal()
    handed = Signal()

    def __init__(self, name: str, context: Context, none: str, *, is_open: bool = False) -> None:
        super().__init__(name, QComboBox())
        self._context, self._none = context, none
        self._lines: dict[int, SlotLine] = {}
        self._asked = 0
        self.is_asking = self._is_handed = False
        self._say_failed: Callable[[Obstacle], object] = context.background.refused.emit
        self.clinic: ClinicId | None = None
        self.choice: SlotId | None = None
        self.input.setView(TimesList())
        self.input.setMaxVisibleItems(ROWS_SHOWN)
        self.input.setItemDelegate(QStyledItemDelegate(self.input))  # one that knows of padding
        self.input.setStyleSheet(LIST)
        self.time_chip, self.place_chip = chip(state="call-back"), chip()
        self.another = button("Change…", kind="link", run=self.open, name="Choose another time")
        self.by_days, self._by_days_too = (by_days_button(self.find_by_days) for _ in range(2))
        self._chips, self._head = QWidget(), QWidget()
        self._lay_out()
        self.input.activated.connect(self.clear_refusal)
        self.input.currentIndexChanged.connect(self._show_chosen)
        self._be_open(is_open)
        self._show_chosen()

    def _lay_out(self) -> None:
        flow = Flow()
        for part in (self.time_chip, self.place_chip):
            flow.addWidget(part)
        ways = row(self.another, self._by_days_too, None, gap=12)  # a line of their own: neither ever wraps
        self._chips.setLayout(column(flow, ways, gap=2))
        self._head.setLayout(row(self.caption, None, self.by_days))
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(0, self._head)
        layout.insertWidget(1, self._chips)
        QShortcut(QKeySequence(BY_DAYS), self, self.find_by_days)

    # ---- what is chosen

    @property
    def slot(self) -> SlotId | None:
        """Return the slot that is chosen; say so where there is none."""
        chosen = self.line
        if chosen is None:
            gone = self.input.currentText().removesuffix(GONE).split(" · ")[0].split("–")[0]
            self.refuse(f"{gone} is gone. Choose another time." if gone else "Choose a time first.")
            return None
        return chosen.id

    @property
    def line(self) -> SlotLine | None:
        """Return the slot that is chosen, with its names, or None."""
        return self._lines.get(self.input.currentData() or 0)

    def _show_chosen(self) -> None:
        line = self.line
        self.choice = self.input.currentData()
        self.time_chip.setText(time_text(line) if line else "No time chosen")
        self.place_chip.setText(place_text(line) if line else "")
        self.place_chip.setVisible(line is not None)
        self.chosen.emit()

    # ---- choosing

    def open(self) -> None:
        """Show the list to choose from."""
        self._be_open(True)
        self.input.setFocus()
        self.input.showPopup()

    def _be_open(self, is_open: bool) -> None:
        self.input.setVisible(is_open)
        self._chips.setVisible(not is_open)
        self._head.setVisible(is_open)

    def say(self, sentence: str) -> None:
        """Say what is wrong, and show the list to choose from."""
        self._be_open(True)
        super().say(sentence)

    def load(
        self,
        clinic: ClinicId | None,
        failed: Callable[[Obstacle], object],
        wanted: SlotId | None = None,
    ) -> None:
        """Read the next free slots of a clinic, or all; a `wanted` one comes first, and stays though it is gone."""
        self.clinic, self.choice, self._say_failed = clinic, wanted, failed
        self._is_handed = False
        self._asked, self.is_asking = self._asked + 1, True
        work = partial(_offer, clinic=clinic, wanted=wanted)
        told = partial(self._offered, self._asked)
        self._context.background.run(self, work, told, partial(self._failed, self._asked, failed))

    def _failed(self, asked: int, failed: Callable[[Obstacle], object], obstacle: Obstacle) -> None:
        self.is_asking = self.is_asking and asked != self._asked
        failed(obstacle)

    def load_again(self, failed: Callable[[Obstacle], object]) -> None:
        """Read what is free now; what is chosen stays chosen, or is marked as gone."""
        self.load(self.clinic, failed, self.choice)

    def find_by_days(self) -> None:
        """Find one by day, clinic and clinician, in a form over this one."""
        forms.find_slot(self, self._context, self.take, do="Take it", clinic=self.clinic)

    def take(self, slot: SlotId) -> None:
        """Choose a slot that was found by days."""
        self.clear_refusal()
        self.load(self.clinic, self._say_failed, slot)
        self._is_handed = True

    def _offered(self, asked: int, offer: _Offer) -> None:
        if asked != self._asked:
            return
        self.is_asking = False
        self._fill(offer)
        self._show_chosen()
        wanted = offer.wanted
        if not self.input.count():
            self.say(self._none)
        elif wanted is not None and offer.is_gone and not self.refusal:
            self.say(f"{span.moment_text(wanted.slot.starts_at)} is gone. Choose another time.")
        if self._is_handed:
            self._is_handed = False
            self.handed.emit()

    def _fill(self, offer: _Offer) -> None:
        wanted = offer.wanted
        self.input.blockSignals(True)
        self.input.clear()
        self._lines = {line.id: line for line in offer.found}
        if wanted is not None and offer.is_gone:
            self.input.addItem(slot_text(wanted) + GONE, wanted.id)
        elif wanted is not None:
            self._lines[wanted.id] = wanted
            self.input.addItem(slot_text(wanted), wanted.id)
        for line in offer.found:
            if wanted is None or line.id != wanted.id:
                self.input.addItem(slot_text(line), line.id)
        self.input.setCurrentIndex(0 if self.input.count() else -1)
        self.input.blockSignals(False)
        texts = [self.input.itemText(number) for number in range(self.input.count())]
        widest = max(map(self.input.fontMetrics().horizontalAdvance, texts), default=0)
        self.input.setMinimumWidth(widest + AROUND)  # no name is cut


def by_days_button(find: Callable[[], object]) -> QPushButton:
    """Return the link to every slot there is."""
    return button("Find a time…", BY_DAYS, "link", find, "Find a time by day, clinic and clinician")


def _offer(desk: Desk, clinic: ClinicId | None, wanted: SlotId | None) -> _Offer:
    """Read what is free for this desk, what it holds itself included."""
    now, token = desk.clock(), desk.history.token
    with desk.store.read() as reader:
        found = tuple(slots.free(reader, now, clinic=clinic, limit=OFFERED, token=token))
        if wanted is None:
            return _Offer(found)
        line = slots.line(reader, wanted)
        return _Offer(found, line, not slots.is_free(reader, line.slot, now, token=token))


def time_text(line: SlotLine) -> str:
    """Return `Thu 26 Nov · 10:15–10:30`."""
    day = span.day_text(span.london_day(line.slot.starts_at))
    return f"{day} · {span.clock(line.slot.starts_at)}–{span.clock(line.slot.ends_at)}"


def place_text(line: SlotLine) -> str:
    """Return `London · Mr Oliver Eaton`."""
    return f"{span.short(line.clinic.name, NAME_LIMIT)} · {span.short(line.clinician.name, NAME_LIMIT)}"


def slot_text(line: SlotLine) -> str:
    """Return `Thu 26 Nov 10:15–10:30 · London · Mr Oliver Eaton`."""
    times = f"{span.moment_text(line.slot.starts_at)}–{span.clock(line.slot.ends_at)}"
    return f"{times} · {place_text(line)}"
