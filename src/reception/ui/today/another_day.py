"""An outcome for a call of another day is asked for once more: calling early is allowed, a slip is not."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent

from reception.domain import span
from reception.domain.call import CallLine, Result
from reception.domain.ids import CallId
from reception.ui.widgets.banner import Banner


class AnotherDay(Banner):
    """Says which day a call is for; the same outcome again is meant. `unseen` carries what is said out of sight."""

    unseen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._asked: tuple[CallId, Result] | None = None

    def lets(self, line: CallLine, result: Result, now: datetime, key: str) -> bool:
        """Tell whether an outcome is to be taken; the first time for a call of another day it asks."""
        asked = line.id, result
        if not is_of_later_day(line, now) or self._asked == asked:
            self.forget()
            return True
        self._asked = asked
        what = "The next try is" if line.call.next_try is not None else "This call is for"
        self.say(
            f"{what} {span.moment_text(line.due_at)}. To record “{result.words}” today, "
            f"press {key} or click once more.",
            "warn",
        )
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
        QTimer.singleShot(0, self, self._look)
        return False

    def _look(self) -> None:
        """Tell where the panel stands below the list and is scrolled away."""
        if self.visibleRegion().isEmpty():
            self.unseen.emit(self.sentence)

    def forget(self) -> None:
        """Ask anew the next time."""
        self._asked = None
        self.say("")


def is_of_later_day(line: CallLine, now: datetime) -> bool:
    """Tell whether a call is due on a later day than that of a moment (UTC)."""
    return span.london_day(line.due_at) > span.london_day(now)
