"""Where Tab goes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtWidgets import QWidget


def keep_order(place: QWidget, inside: Sequence[QWidget], after: QWidget | None = None) -> None:
    """Let Tab come to widgets where their place is, and not, because they were made later, after all the others.

    They come after a widget that stands there already, or else after the one that the place comes after.
    """
    if place.parentWidget() is None or not inside:
        return
    before = after or _before(place, inside)
    for one, other in pairwise([before, *inside]):
        if one is not place:
            QWidget.setTabOrder(one, other)


def _before(place: QWidget, inside: Sequence[QWidget]) -> QWidget:
    """Return the widget from which Tab comes to a place, or the place itself where there is none."""
    from PySide6.QtCore import Qt  # the first name of Qt takes 9 ms, which no first frame waits for

    before = place.previousInFocusChain()
    while before is not None and before is not place:
        if before not in inside and before.focusPolicy() & Qt.FocusPolicy.TabFocus:
            return before
        before = before.previousInFocusChain()
    return place
