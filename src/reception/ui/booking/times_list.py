"""The list that times are chosen from: it shows that there are more, and typing finds one."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QListView

from reception.domain.patient import fold

PAUSE = 1500
"""Milliseconds after which a stroke begins another search."""


class TimesList(QListView):
    """Goes to the earliest time that fits what is typed: `1430`, `14:30`, `thu`, `thu 14`, the name of a clinic."""

    def __init__(self) -> None:
        super().__init__()
        self._typed = ""
        self._since = QElapsedTimer()

    def showEvent(self, event: QShowEvent) -> None:
        """Show that there are more, which the field of the list takes away."""
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        super().showEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Go to the earliest that fits all that was typed without a pause, or else this stroke alone."""
        is_going_on = self._since.isValid() and not self._since.hasExpired(PAUSE)
        self._since.restart()
        for typed in ((self._typed if is_going_on else "") + search, search):
            self._typed = typed
            if self._go(typed):
                return

    def _go(self, typed: str) -> bool:
        model = self.model()
        for row in range(model.rowCount()):
            place = model.index(row, 0)
            if fits(str(place.data()), typed):
                self.setCurrentIndex(place)
                return True
        return False


def fits(shown: str, typed: str) -> bool:
    """Tell whether a time in words fits what is typed: each figure begins its hour, each word one of its words."""
    when, _, rest = fold(shown).partition("–")
    *words, clock = when.split() or [""]
    words += rest.split()
    figures = clock.replace(":", "")
    for one in fold(typed).split():
        wanted = one.replace(":", "").replace(".", "")
        if wanted.isdecimal():
            if not (figures.startswith(wanted) or figures.removeprefix("0").startswith(wanted)):
                return False
        elif not any(word.startswith(one) for word in words):
            return False
    return bool(typed.strip())
