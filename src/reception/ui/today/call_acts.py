"""What can be done with one call beside recording its outcome, each by its button and its single key."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from reception.domain.call import Attempt, CallLine, CallStatus
from reception.domain.change import Change
from reception.domain.ids import CallId
from reception.ui import forms
from reception.ui.today.call_buttons import CallButtons

if TYPE_CHECKING:
    from reception.desk import Desk
    from reception.ui.today.panel import CallPanel


class CallActs(QObject):
    """Does it with the call that a panel shows; `leaving` tells that another screen is shown."""

    leaving = Signal()

    def __init__(self, panel: CallPanel) -> None:
        super().__init__(panel)
        self._panel, self._context = panel, panel.context
        self.line: CallLine | None = None
        self.attempt: Attempt | None = None
        self.buttons = CallButtons(self)

    def show_line(self, line: CallLine) -> None:
        """Offer what can be done with a call as it stands."""
        if self.line is None or self.line.id != line.id:
            self.buttons.show_parked(False)
        self.line, self.attempt = line, None
        self.buttons.show_line(line, self._context.now())
        if line.call.status is CallStatus.BOOKED:
            question = partial(_is_parked, call=line.id)
            told = partial(self._show_parked, line)
            self._context.background.run(self, question, told, lambda obstacle: None, is_urgent=False)

    def _show_parked(self, line: CallLine, is_parked: bool) -> None:
        if self.line is not None and self.line.id == line.id:
            self.buttons.show_parked(is_parked)

    # ---- doing

    def press(self, key: str) -> None:
        """Do what a single key means: P, M, S, K, A, Del, W, H, C."""
        acts: dict[str, Callable[[], object]] = {
            "P": self.print_sheet, "M": self.move, "S": self.swap, "K": self.park, "A": self.book_again,
            "DEL": self.cancel, "W": self.note_consultation, "H": self.show_history, "C": self.open_card,
        }  # fmt: skip
        if key in acts:
            acts[key]()

    def print_sheet(self) -> None:
        """Choose a sheet for the patient; their needs pick its size."""
        self._go_to_patient("sheets")

    def open_card(self) -> None:
        """Go to the patient's card, where a wrong number is put right."""
        self._go_to_patient("patients")

    def _go_to_patient(self, screen: str) -> None:
        if self.line is not None:
            patient = self.line.patient
            self.leaving.emit()
            self._context.go(screen, patient)

    def move(self) -> None:
        """Ask for another slot."""
        if self.line is not None and self.buttons.move.isEnabled():
            forms.move(self._panel, self.line)

    def swap(self) -> None:
        """Ask with whom to change places, or say why nobody can."""
        if self.line is not None:
            forms.swap(self._panel, self.line)

    def park(self) -> None:
        """Put the call on the pinboard, or take it off."""
        if self.line is not None and self.buttons.park.isEnabled():
            from reception.services import pinboard  # here, as no start waits for it

            self._context.background.do(self, partial(pinboard.park_or_take_off, call=self.line.id))

    def cancel(self) -> None:
        """Ask who cancels and why."""
        if self.line is not None and self.buttons.cancel.isEnabled():
            forms.cancel(self._panel, self.line)

    def book_again(self) -> None:
        """Book a cancelled call again at its old time; where that is taken, it is said why."""
        if self.line is not None and not self.buttons.again.isHidden():
            from reception.services import rearranging

            self._context.background.do(self, partial(rearranging.take_up, call=self.line.id))

    def note_consultation(self) -> None:
        """Ask when and where the consultation is."""
        if self.line is not None and self.attempt is not None and not self.buttons.consultation.isHidden():
            forms.consultation(self._panel, self.line, self.attempt)

    def show_history(self) -> None:
        """Show all that happened to the call, and to its slot."""
        if self.line is not None:
            forms.history(self._panel, self._context, self.line.slot, self.line)

    def do(self, act: Callable[..., Change]) -> None:
        """Close the call as not reached, or take it up again."""
        if self.line is not None:
            self._context.background.do(self, partial(act, call=self.line.call))


def _is_parked(desk: Desk, call: CallId) -> bool:
    from reception.services import pinboard

    with desk.store.read() as reader:
        return pinboard.is_parked(reader, call)
