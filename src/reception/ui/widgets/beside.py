"""A main part with another one beside it, or below it where the screen is narrow."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout, QWidget

from reception.ui.widgets.basics import beside_or_below, column, row, scrolled

NO_LIMIT = 16_777_215
"""Qt's own: any width."""


class Beside(QWidget):
    """`width` is that of the part beside; `lowest` are the least heights of what stands below one another."""

    def __init__(self, main: QLayout, beside: QWidget, *, width: int, lowest: dict[QWidget, int]) -> None:
        super().__init__()
        self._beside, self._width, self._lowest = beside, width, lowest
        self._row = row(main, beside, gap=16)
        self._row.setStretch(0, 1)
        self._row.setContentsMargins(16, 16, 16, 16)
        page = QWidget()
        page.setLayout(self._row)
        self.setLayout(column(scrolled(page)))

    def arrange(self, is_narrow: bool) -> None:
        """Put both beside or below one another; together they scroll where the window is low."""
        beside_or_below(self._row, is_narrow)
        self._beside.setMinimumWidth(0 if is_narrow else self._width)
        self._beside.setMaximumWidth(NO_LIMIT if is_narrow else self._width)
        for part, height in self._lowest.items():
            part.setMinimumHeight(height if is_narrow else 0)
