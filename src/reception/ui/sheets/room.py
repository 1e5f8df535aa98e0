"""Where library, pages and panel stand: side by side, or the first and last below one another on a small screen."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from reception.ui.sheets.library import Library
from reception.ui.sheets.panel import PrintPanel

LIBRARY_WIDTH, PANEL_WIDTH, NARROW_WIDTH = 316, 284, 284
MARGIN, NARROW_GAP = 16, 8
"""Pixels around all, as on every screen, and between the parts where there is little room."""


class Room(QGridLayout):
    """Arranges the three parts of the screen."""

    def __init__(self, inside: QWidget, library: Library, pages: QWidget, panel: PrintPanel) -> None:
        super().__init__(inside)
        self._library, self._pages, self._panel = library, pages, panel
        self._is_wide: bool | None = None
        self.setColumnStretch(1, 1)
        self.arrange(is_wide=True)

    def arrange(self, *, is_wide: bool) -> None:
        """Use the width that there is."""
        if is_wide == self._is_wide:
            return
        self._is_wide = is_wide
        for one in (self._library, self._pages, self._panel):
            self.removeWidget(one)
        self.addWidget(self._library, 0, 0)
        self.addWidget(self._pages, 0, 1, 1 if is_wide else 2, 1)
        self.addWidget(self._panel, 0 if is_wide else 1, 2 if is_wide else 0)
        self.setRowStretch(0, 1)
        self.setRowStretch(1, 0 if is_wide else 2)
        self.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        self.setSpacing(MARGIN if is_wide else NARROW_GAP)
        self._library.setFixedWidth(LIBRARY_WIDTH if is_wide else NARROW_WIDTH)
        self._panel.setFixedWidth(PANEL_WIDTH if is_wide else NARROW_WIDTH)
        self._library.compact(not is_wide)
        self._panel.compact(not is_wide)
