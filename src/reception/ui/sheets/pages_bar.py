"""The line above the pages: which one is seen, and how large."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from reception.ui.sheets.layout import REAL_SIZE
from reception.ui.sheets.pages_area import PagesArea
from reception.ui.widgets.basics import button, label, row


class PagesBar(QWidget):
    """Back and forth, larger and smaller, as wide as there is room."""

    def __init__(self, area: PagesArea) -> None:
        super().__init__()
        self._area = area
        self.where = label("", "muted")
        self.back = button("‹", kind="quiet", run=lambda: area.go_to(area.page - 1), name="Page before")
        self.on = button("›", kind="quiet", run=lambda: area.go_to(area.page + 1), name="Next page")
        self.percent = label("", "small")
        self.smaller = button("−", kind="quiet", run=lambda: area.step_zoom(-1), name="Smaller")
        self.larger = button("+", kind="quiet", run=lambda: area.step_zoom(1), name="Larger")
        self.fit = button("Fit width", kind="quiet", run=lambda: area.set_zoom(None), name="Fit the width")
        layout = row(
            self.back, self.where, self.on, None, self.smaller, self.percent, self.larger, self.fit, gap=4
        )
        layout.setContentsMargins(8, 0, 8, 6)
        self.setLayout(layout)
        area.moved.connect(self._show)
        area.resized.connect(self._show)
        self._show()

    def _show(self) -> None:
        area = self._area
        self.where.setText(f"Page {area.page} of {area.page_count}" if area.page_count else "")
        self.percent.setText(f"{round(area.scale / REAL_SIZE * 100)} %" if area.page_count else "")
        self.back.setEnabled(area.page > 1)
        self.on.setEnabled(area.page < area.page_count)
        for one in (self.smaller, self.larger, self.fit):
            one.setEnabled(area.page_count > 0)
