"""A main part with another one beside it, or below it where the screen is narrow."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QLayout, QWidget

from reception.ui.widgets.basics import beside_or_below, column, row, scrolled

NO_LIMIT = 16_777_215
"""Qt's own: any width."""
MARGIN = 16
"""Pixels around both parts."""
AROUND = 8
"""Pixels that stay in sight around what is scrolled to."""


class Beside(QWidget):
    """`width` is that of the part beside; `lowest` are the least heights of what stands below one another.

    `narrow_top` are the pixels above all of it there.
    """

    def __init__(
        self,
        main: QLayout,
        beside: QWidget,
        *,
        width: int,
        lowest: dict[QWidget, int],
        narrow_top: int = MARGIN,
    ) -> None:
        super().__init__()
        self._beside, self._width, self._lowest, self._narrow_top = beside, width, lowest, narrow_top
        self._row = row(main, beside, gap=16)
        self._row.setStretch(0, 1)
        self._row.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        self._page = QWidget()
        self._page.setLayout(self._row)
        self._area = scrolled(self._page)
        self.setLayout(column(self._area))

    def arrange(self, is_narrow: bool) -> None:
        """Put both beside or below one another; together they scroll where the window is low."""
        beside_or_below(self._row, is_narrow)
        self._row.setContentsMargins(MARGIN, self._narrow_top if is_narrow else MARGIN, MARGIN, MARGIN)
        self._beside.setMinimumWidth(0 if is_narrow else self._width)
        self._beside.setMaximumWidth(NO_LIMIT if is_narrow else self._width)
        for part, height in self._lowest.items():
            part.setMinimumHeight(height if is_narrow else 0)

    def show_place(self, part: QWidget, place: QRect) -> None:
        """Scroll to a place of a part, where it is out of sight; of what is higher than the window to its upper end."""
        most = max(self._area.viewport().height() - 2 * AROUND, 0)
        half = min(place.height(), most) // 2
        at = part.mapTo(self._page, place.topLeft())
        self._area.ensureVisible(at.x(), at.y() + half, 0, half + AROUND)
