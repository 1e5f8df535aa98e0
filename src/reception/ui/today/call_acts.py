"""What can be done with one call beside recording its outcome, each by its button and its single key."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton

from reception.domain.call import Attempt, CallLine, CallStatus, Result
from reception.domain.change import Change
from reception.domain.ids import CallId
from reception.services import calls
from reception.ui import forms
from reception.ui.widgets.basics import button

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
        self.print_button = button("Print", "P", run=self.print_sheet, name="Print a sheet")
        self.move_button = button("Move", "M", run=self.move)
        self.cancel_button = button("Cancel", "Del", run=self.cancel)
        self.swap_button = button("Swap…", "S", run=self.swap, name="Swap with another call")
        self.park_button = button("Park", "K", run=self.park, name="Park on the pinboard")
        self.again_button = button("Book it again", "A", run=self.book_again)
        self.close_button = button("Close: not reached", run=partial(self._do, calls.give_up))
        self.reopen_button = button("Reopen", run=partial(self._do, calls.reopen))
        self.history_button = button("All of it…", "H", "link", self.show_history, name="All of the history")
        self.consultation_button = button("When and where…", "W", run=self.note_consultation)
        self.card_button = button("Patient’s card", "C", run=self.open_card, name="Open the patient’s card")

    @property
    def first(self) -> tuple[QPushButton, ...]:
        """Return the buttons that stand side by side."""
        return self.print_button, self.move_button, self.cancel_button

    @property
    def more(self) -> tuple[QPushButton, ...]:
        """Return the buttons below them, each shown where it means something."""
        return (
            self.swap_button, self.park_button, self.card_button, self.again_button, self.close_button,
            self.reopen_button, self.consultation_button,
        )  # fmt: skip

    def buttons(self) -> dict[str, QPushButton]:
        """Return the buttons by the names of their actions."""
        return {
            "print sheet": self.print_button,
            "move": self.move_button,
            "cancel": self.cancel_button,
            "swap": self.swap_button,
            "park": self.park_button,
            "again": self.again_button,
            "consultation": self.consultation_button,
            "give up": self.close_button,
            "reopen": self.reopen_button,
            "card": self.card_button,
            "history": self.history_button,
        }

    def show_line(self, line: CallLine) -> None:
        """Offer what can be done with a call as it stands."""
        self.line, self.attempt = line, None
        is_booked = line.call.status is CallStatus.BOOKED
        is_to_come = line.slot.starts_at >= self._context.now()
        for made in (self.move_button, self.cancel_button, self.park_button):
            made.setVisible(is_booked)
            made.setEnabled(is_booked)
        self.swap_button.setVisible(is_booked and is_to_come)
        self.again_button.setVisible(line.call.status is CallStatus.CANCELLED and is_to_come)
        self.close_button.setVisible(line.has_no_try_left)
        self.reopen_button.setVisible(line.call.status in (CallStatus.DONE, CallStatus.NOT_REACHED))
        self.consultation_button.setVisible(line.call.outcome is Result.CONSULTATION_BOOKED and not is_booked)
        self.card_button.setText("Fix the number" if line.number_is_wrong else "Patient’s card")
        self._show_parked(line, False)
        if is_booked:
            question = partial(_is_parked, call=line.id)
            told = partial(self._show_parked, line)
            self._context.background.run(self, question, told, lambda obstacle: None, is_urgent=False)

    def _show_parked(self, line: CallLine, is_parked: bool) -> None:
        if self.line is not None and self.line.id == line.id:
            self.park_button.setText("Take off pinboard" if is_parked else "Park")
            self.park_button.setAccessibleName(
                "Take off the pinboard" if is_parked else "Park on the pinboard"
            )

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
        if self.line is not None and self.move_button.isEnabled():
            forms.move(self._panel, self.line)

    def swap(self) -> None:
        """Ask with whom to change places."""
        if self.line is not None and not self.swap_button.isHidden():
            forms.swap(self._panel, self.line)

    def park(self) -> None:
        """Put the call on the pinboard, or take it off."""
        if self.line is not None and self.park_button.isEnabled():
            from reception.services import pinboard  # here, as no start waits for it

            self._context.background.do(self, partial(pinboard.park_or_take_off, call=self.line.id))

    def cancel(self) -> None:
        """Ask who cancels and why."""
        if self.line is not None and self.cancel_button.isEnabled():
            forms.cancel(self._panel, self.line)

    def book_again(self) -> None:
        """Book a cancelled call again at its old time; where that is taken, it is said why."""
        if self.line is not None and not self.again_button.isHidden():
            from reception.services import rearranging

            self._context.background.do(self, partial(rearranging.take_up, call=self.line.id))

    def note_consultation(self) -> None:
        """Ask when and where the consultation is."""
        if self.line is not None and self.attempt is not None and not self.consultation_button.isHidden():
            forms.consultation(self._panel, self.line, self.attempt)

    def show_history(self) -> None:
        """Show all that happened to the call, and to its slot."""
        if self.line is not None:
            forms.history(self._panel, self._context, self.line.slot, self.line)

    def _do(self, act: Callable[..., Change]) -> None:
        """Close the call as not reached, or take it up again."""
        if self.line is not None:
            self._context.background.do(self, partial(act, call=self.line.call))


def _is_parked(desk: Desk, call: CallId) -> bool:
    from reception.services import pinboard

    with desk.store.read() as reader:
        return pinboard.is_parked(reader, call)
