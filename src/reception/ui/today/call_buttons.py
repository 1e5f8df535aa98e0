"""The buttons for what can be done with a call beside recording its outcome, each shown where it means something."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton

from reception.domain.call import CallLine, CallStatus, Result
from reception.services import calls
from reception.ui.widgets.basics import button

if TYPE_CHECKING:
    from reception.ui.today.call_acts import CallActs


class CallButtons:
    """Made once for a panel; what they do is in its acts."""

    def __init__(self, acts: CallActs) -> None:
        self.print = button("Print", "P", run=acts.print_sheet, name="Print a sheet")
        self.move = button("Move", "M", run=acts.move)
        self.cancel = button("Cancel", "Del", run=acts.cancel)
        self.swap = button("Swap…", "S", run=acts.swap, name="Swap with another call")
        self.park = button("Park", "K", run=acts.park, name="Park on the pinboard")
        self.again = button("Book it again", "A", run=acts.book_again)
        self.close = button("Close: not reached", run=partial(acts.do, calls.give_up))
        self.reopen = button("Reopen", run=partial(acts.do, calls.reopen))
        self.history = button("All of it…", "H", "link", acts.show_history, name="All of the history")
        self.consultation = button("When and where…", "W", run=acts.note_consultation)
        self.card = button("Patient’s card", "C", run=acts.open_card, name="Open the patient’s card")

    @property
    def first(self) -> tuple[QPushButton, ...]:
        """Return those that stand side by side."""
        return self.print, self.move, self.cancel

    @property
    def more(self) -> tuple[QPushButton, ...]:
        """Return those below them."""
        return self.swap, self.park, self.card, self.again, self.close, self.reopen, self.consultation

    def named(self) -> dict[str, QPushButton]:
        """Return the buttons by the names of their actions."""
        return {
            "print sheet": self.print,
            "move": self.move,
            "cancel": self.cancel,
            "swap": self.swap,
            "park": self.park,
            "again": self.again,
            "consultation": self.consultation,
            "give up": self.close,
            "reopen": self.reopen,
            "card": self.card,
            "history": self.history,
        }

    def show_line(self, line: CallLine, now: datetime) -> None:
        """Offer what can be done with a call as it stands at a moment (UTC)."""
        is_booked = line.call.status is CallStatus.BOOKED
        is_to_come = line.slot.starts_at >= now
        for made in (self.move, self.cancel, self.park):
            made.setVisible(is_booked)
            made.setEnabled(is_booked)
        self.swap.setVisible(is_booked and is_to_come)
        self.again.setVisible(line.call.status is CallStatus.CANCELLED and is_to_come)
        self.close.setVisible(line.has_no_try_left)
        self.reopen.setVisible(line.call.status in (CallStatus.DONE, CallStatus.NOT_REACHED))
        self.consultation.setVisible(line.call.outcome is Result.CONSULTATION_BOOKED and not is_booked)
        self.card.setText("Fix the number" if line.number_is_wrong else "Patient’s card")

    def show_parked(self, is_parked: bool) -> None:
        """Say what parking means: a call that is on the pinboard is taken off."""
        self.park.setText("Take off pinboard" if is_parked else "Park")
        self.park.setAccessibleName("Take off the pinboard" if is_parked else "Park on the pinboard")
