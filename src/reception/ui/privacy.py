"""Privacy view: what may be shown of patients while others can see the screen, decided in this one place."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from reception import phone, settings
from reception.domain.change import Change
from reception.domain.errors import Obstacle
from reception.domain.patient import initials
from reception.settings import Settings

REMEMBERED, IDLE = "privacy", "hides after"
"""The names by which this PC remembers whether names are hidden, and after how many idle minutes they are."""
USUAL_IDLE = 5
"""Minutes: longer than a call is looked at while somebody only talks, shorter than a desk is left alone for."""
DOTS = "••••• ••••••"
"""Stands for every number, so that not even its length is told."""


class Privacy(QObject):
    """Turns what is known of a patient into what may be shown of them.

    `is_on` says that others can see the screen. `turned` tells that it was switched, or asked for again; `timed` that
    another idle time was chosen: so many `minutes` without a key or the mouse hide names by themselves, 0 never.
    """

    turned = Signal()
    timed = Signal()

    def __init__(self, kept: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self.is_on = settings.remembered(kept, REMEMBERED) == "on"
        self.minutes = minutes_of(settings.remembered(kept, IDLE))

    def turn(self, is_on: bool) -> None:
        """Hide names and numbers, or show them again."""
        self.is_on = is_on
        self.turned.emit()

    def follow(self, hide: Callable[[bool], object]) -> None:
        """Tell a part of a screen, now and as often as it is switched, whether it is to hide names."""
        self.turned.connect(lambda: hide(self.is_on))
        hide(self.is_on)

    def hide_after(self, minutes: int) -> None:
        """Hide names by itself after so many idle minutes from now on; 0 never does."""
        self.minutes = minutes
        self.timed.emit()

    # ---- what may be shown

    def name(self, name: str) -> str:
        """Return a patient's name, or their initials."""
        return initials(name) if self.is_on else name

    def number(self, number: str) -> str:
        """Return a number (E.164) as it is read in its country, or dots."""
        return DOTS if self.is_on else phone.national(number)

    def words(self, text: str) -> str:
        """Return words that tell more of somebody, such as a reason or a need; or nothing."""
        return "" if self.is_on else text

    def told(self, change: Change) -> str:
        """Return what a change did, or only what was done and not to whom."""
        return change.action if self.is_on else str(change)

    def said(self, obstacle: Obstacle) -> str:
        """Return what is in the way, or the same without a name."""
        return obstacle.unnamed if self.is_on else obstacle.sentence


def minutes_of(text: str) -> int:
    """Return the idle minutes that are kept on this PC as a text; the usual ones where there are none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else USUAL_IDLE
