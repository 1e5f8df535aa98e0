"""Which slot: what is chosen as two chips, and the next free ones to choose another from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QVBoxLayout, QWidget

from reception.desk import Desk
from reception.domain import span
from reception.domain.errors import Obstacle
from reception.domain.ids import ClinicId, SlotId
from reception.services import slots
from reception.services.slots import SlotLine
from reception.ui.context import Context
from reception.ui.widgets.basics import button, chip
from reception.ui.widgets.field import Field
from reception.ui.widgets.flow import Flow

OFFERED = 40
"""How many of the next free slots are offered."""
ROWS_SHOWN = 8
NAME_LIMIT = 28
"""Characters of a clinic's or clinician's name, beyond which it is cut with an ellipsis."""
GONE = " · gone"
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
    looked for still (`is_asking`), and `clinic` the one whose slots are offered, or None for all.
    """

    chosen = Signal()

    def __init__(self, name: str, context: Context, none: str, *, is_open: bool = False) -> None:
        super().__init__(name, QComboBox())
        self._context, self._none = context, none
        self._lines: dict[int, SlotLine] = {}
        self._asked = 0
        self.is_asking = False
        self.clinic: ClinicId | None = None
        self.choice: SlotId | None = None
        self.input.setMaxVisibleItems(ROWS_SHOWN)
        self.input.setItemDelegate(QStyledItemDelegate(self.input))  # one that knows of padding
        self.input.setStyleSheet(LIST)
        self.time_chip, self.place_chip = chip(state="call-back"), chip()
        self.another = button("Change…", kind="link", run=self.open, name="Choose another time")
        self._chips = QWidget()
        flow = Flow()
        for part in (self.time_chip, self.place_chip, self.another):
            flow.addWidget(part)
        self._chips.setLayout(flow)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(1, self._chips)
        self.input.activated.connect(self.clear_refusal)
        self.input.currentIndexChanged.connect(self._show_chosen)
        self._be_open(is_open)
        self._show_chosen()

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
        self.caption.setVisible(is_open)

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
        self.clinic, self.choice = clinic, wanted
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

    def _offered(self, asked: int, offer: _Offer) -> None:
        if asked != self._asked:
            return
        self.is_asking = False
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
        self._show_chosen()
        if not self.input.count():
            self.say(self._none)
        elif wanted is not None and offer.is_gone and not self.refusal:
            self.say(f"{span.moment_text(wanted.slot.starts_at)} is gone. Choose another time.")


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
