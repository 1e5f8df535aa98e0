"""A time that is typed into the grid: `10`, `1015` or `10:15`, read while it is typed."""

from __future__ import annotations

import re

from PySide6.QtCore import QObject, QTimer, Signal

PAUSE = 800
"""Milliseconds after the last key at which what was typed is taken as it stands."""
SIGNS = "0123456789:."
MOST = 5
"""Characters of the longest time, `10:15`."""
HALF_A_DAY = 12 * 60
_TIME = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))?")


def minute_typed(text: str, first: int, last: int) -> int | None:
    """Return the minute of the day that a text means, or None where it is no time.

    An hour with one figure that comes before the `first` minute shown is meant for the afternoon, where the `last`
    minute shown allows: `2` is 14:00.
    """
    found = _TIME.fullmatch(text.rstrip(":."))
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if hour > 23 or minute > 59:
        return None
    at = hour * 60 + minute
    is_plain = len(found[1]) == 1
    return at + HALF_A_DAY if is_plain and at < first and at + HALF_A_DAY <= last else at


def may_go_on(text: str) -> bool:
    """Tell whether another figure may change the hour that is meant: `1` may become 10 or 1015."""
    return text in ("0", "1", "2") or (len(text) == 3 and text.isdigit() and text[0] in "012")


class TypedTime(QObject):
    """Collects the figures. `shown` carries what is typed so far, `meant` what it is taken for."""

    shown = Signal(str)
    meant = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._text = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.finish)

    @property
    def is_going_on(self) -> bool:
        """Tell whether a time is being typed."""
        return bool(self._text)

    def takes(self, text: str) -> bool:
        """Tell whether a key belongs to a time: a figure, or the colon in one."""
        return len(text) == 1 and text in SIGNS and (text.isdigit() or self.is_going_on)

    def add(self, text: str) -> None:
        """Take one more key."""
        self._text += text
        self.shown.emit(self._text)
        if len(self._text) >= MOST or (len(self._text) == MOST - 1 and self._text.isdigit()):
            self.finish()
            return
        if not may_go_on(self._text) and minute_typed(self._text, 0, 0) is not None:
            self.meant.emit(self._text)
        self._pause.start()

    def finish(self) -> None:
        """Take what was typed as it stands."""
        text = self._text
        if text:
            self.forget()
            self.meant.emit(text)

    def forget(self) -> None:
        """Leave what was typed."""
        self._text = ""
        self._pause.stop()
        self.shown.emit("")
