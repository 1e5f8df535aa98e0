"""What stands above the grid: two groups in one row where there is room for both, else one below the other."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from reception.ui.widgets.basics import beside_or_below, row

GAP, LINE_GAP = 6, 4
"""Pixels between two groups in one row, and between two rows."""


class Top(QWidget):
    """Never asks for more width than the wider group, so that what stands beside it is not pushed out of sight."""

    def __init__(self, first: QBoxLayout, second: QBoxLayout) -> None:
        super().__init__()
        self._groups = first, second
        self._row = row(*self._groups, gap=GAP)
        self._row.setStretch(1, 1)
        self.setLayout(self._row)

    @property
    def is_in_rows(self) -> bool:
        """Tell whether the groups stand below one another."""
        return self.width() < sum(self._widths) + GAP

    @property
    def _widths(self) -> list[int]:
        return [group.minimumSize().width() for group in self._groups]

    def minimumSizeHint(self) -> QSize:
        """Return the width of the wider group, and the height of what is shown."""
        return QSize(max(self._widths), self._row.minimumSize().height())

    def event(self, event: QEvent) -> bool:
        """Look again whether there is room when a group becomes narrower or wider."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Look again whether there is room."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        is_in_rows = self.is_in_rows
        if is_in_rows is not (self._row.direction() == QBoxLayout.Direction.TopToBottom):
            beside_or_below(self._row, is_in_rows)
            self._row.setSpacing(LINE_GAP if is_in_rows else GAP)
