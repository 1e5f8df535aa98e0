"""The real pages on screen: drawn by the worker at this screen's own resolution, only those that are seen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen

from reception.documents.pages import POINTS_PER_INCH, PagePicture, PageSize
from reception.ui.sheets.pages_area import PagesArea
from reception.ui.sheets.pictures import Drawn, PageWish, Pictures
from reception.ui.theme import Theme

AFTER_RESIZE = 60
"""Milliseconds of rest after which pages are drawn anew for another size."""
PAPER = QColor("#FFFFFF")
"""Paper is white in both looks."""


class Preview(PagesArea):
    """`wished` asks for a page's picture; `take` gets it."""

    wished = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.pictures = Pictures()
        self._sentence = ""
        self.setAccessibleName("Pages of the sheet")
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(AFTER_RESIZE)
        self._soon.timeout.connect(self._wish)
        self.moved.connect(self._moved)
        self.resized.connect(self._soon.start)
        theme.changed.connect(self.viewport().update)

    def show_pages(self, pdf: bytes, sizes: tuple[PageSize, ...], *, keep_place: bool = False) -> None:
        """Show another document, from its first page or from where the last one was."""
        self.pictures.start(pdf)
        self.set_sizes(sizes, keep_place=keep_place)

    def say(self, sentence: str) -> None:
        """Show a sentence where there are no pages."""
        self._sentence = sentence
        self.viewport().update()

    @property
    def is_drawn(self) -> bool:
        """Tell whether every page that is seen is there at this screen's resolution."""
        return bool(self.placed) and self.pictures.has([box.number for box in self.seen()], self._dots())

    def take(self, wish: PageWish, made: PagePicture) -> None:
        """Take a page that was asked for; one of a document no longer shown is dropped."""
        self.pictures.take(wish, made, self.devicePixelRatioF())
        self.viewport().update()

    def _wish(self) -> None:
        """Ask for the pages that are seen, then for those a screen away."""
        near = [box.number for box in self.seen(beyond=self.viewport().height())]
        near.sort(key=lambda number: abs(number + 1 - self.page))
        for wish in self.pictures.near(near, self._dots()):
            self.wished.emit(wish)

    def _dots(self) -> float:
        return round(self.scale * POINTS_PER_INCH * self.devicePixelRatioF(), 2)

    def _moved(self) -> None:
        self._wish()
        self.setAccessibleDescription(f"Page {self.page} of {self.page_count}" if self.placed else "")
        self.viewport().update()

    def event(self, event: QEvent) -> bool:
        """Draw anew on a screen with other pixels."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.resized.emit()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pages that are seen."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), self._theme.colour("ground"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        left, top = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        for box in self.seen():
            paper = QRectF(round(box.left - left), round(box.top - top), box.width, box.height)
            _paint_page(painter, paper, self.pictures.at(box.number), self._dots())
            painter.setPen(self._theme.colour("line"))
            painter.drawRect(paper.adjusted(-1, -1, 0, 0))
        if not self.placed and self._sentence:
            painter.setPen(self._theme.colour("muted"))
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, self._sentence)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.colour("accent"), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
        painter.end()


def _paint_page(painter: QPainter, paper: QRectF, drawn: Drawn | None, dots: float) -> None:
    """Paint a page dot for dot; one of another size as well as it will do until the right one comes."""
    if drawn is None:
        painter.fillRect(paper, PAPER)
    elif drawn.dots == dots:
        painter.drawImage(QPointF(paper.topLeft()), drawn.image)
    else:
        painter.drawImage(paper, drawn.image)
