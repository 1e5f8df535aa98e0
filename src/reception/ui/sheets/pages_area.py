"""A place where pages stand below one another: scrolling, zoom, which page is seen; not what is on them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from reception.documents.pages import PageSize
from reception.ui.sheets import layout


class PagesArea(QAbstractScrollArea):
    """`moved` tells that something else is seen; `resized` that the pages have another size."""

    moved = Signal()
    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._sizes: tuple[PageSize, ...] = ()
        self.placed: tuple[layout.Box, ...] = ()
        self.zoom: float | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().valueChanged.connect(self.moved)

    def set_sizes(self, sizes: tuple[PageSize, ...], *, keep_place: bool) -> None:
        """Place pages of these sizes, from the first one or where the last ones were."""
        place = self.verticalScrollBar().value() if keep_place else 0
        self._sizes = sizes
        self.lay_out()
        self.verticalScrollBar().setValue(place)
        self.moved.emit()

    @property
    def page_count(self) -> int:
        """Return how many pages there are."""
        return len(self._sizes)

    @property
    def page(self) -> int:
        """Return the number of the page that is seen, from 1; 0 where there is none."""
        if not self.placed:
            return 0
        return 1 + layout.page_at(self.placed, self.verticalScrollBar().value(), self.viewport().height())

    @property
    def scale(self) -> float:
        """Return the pixels of the window for one point."""
        if self.zoom is None:
            return layout.fit_width(self._sizes, self.viewport().width())
        return self.zoom * layout.REAL_SIZE

    def seen(self, beyond: float = 0) -> tuple[layout.Box, ...]:
        """Return the pages that are seen, or nearly: up to some pixels beyond."""
        top, height = self.verticalScrollBar().value(), self.viewport().height()
        return layout.in_view(self.placed, top - beyond, height + 2 * beyond)

    def go_to(self, page: int) -> None:
        """Show a page, counted from 1."""
        if self.placed:
            box = self.placed[max(1, min(page, self.page_count)) - 1]
            self.verticalScrollBar().setValue(int(box.top - layout.GAP))

    def set_zoom(self, zoom: float | None) -> None:
        """Show the pages at a share of their real size, or as wide as there is room."""
        before = self.page
        self.zoom = zoom
        self.lay_out()
        self.go_to(before)
        self.resized.emit()

    def step_zoom(self, step: int) -> None:
        """Show the pages larger or smaller."""
        self.set_zoom(layout.next_zoom(self.scale / layout.REAL_SIZE, step))

    def lay_out(self) -> None:
        """Place the pages in the room there is."""
        view = self.viewport().size()
        self.placed = layout.boxes(self._sizes, self.scale, view.width())
        width, height = layout.extent(self.placed)
        for bar, whole, page in (
            (self.verticalScrollBar(), height, view.height()),
            (self.horizontalScrollBar(), width, view.width()),
        ):
            bar.setRange(0, max(0, int(whole - page)))
            bar.setPageStep(max(1, page - 2 * layout.GAP))
            bar.setSingleStep(48)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the pages fill the new width, and stay on the same page."""
        before = self.page
        self.lay_out()
        if self.zoom is None and event.oldSize().width() != event.size().width():
            self.go_to(before)
        self.resized.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the first and the last page; the rest scrolls."""
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.go_to(1 if event.key() == Qt.Key.Key_Home else self.page_count)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl, zoom."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.angleDelta().y():
            self.step_zoom(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)
