"""Paper: the pages of a PDF on a printer, millimetre for millimetre, in a thread of their own."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QRectF, QSizeF, QThread, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from reception.documents import pages
from reception.documents.pages import POINTS_PER_INCH, PagePicture, PageSize
from reception.domain.errors import Obstacle, Unavailable

BAND_PIXELS, STRIP_ROWS = 100_000, 256
"""Pixels that are handed to the printer at once, rows that are drawn at once: some milliseconds' work."""
FINEST = 600
"""Dots per inch: paper shows no more."""
MM_PER_INCH = 25.4
A4 = PageSize(595.28, 841.89)
"""What every page of ours is set on, in points."""
NO_PRINTER = "No printer is set up on this PC. Add one in the system’s settings, or save the pages as PDF."


def printer_names() -> list[str]:
    """Return the printers of this PC, the usual one first."""
    usual = QPrinterInfo.defaultPrinterName()
    return sorted(QPrinterInfo.availablePrinterNames(), key=lambda name: (name != usual, name.casefold()))


def printer(name: str) -> QPrinter:
    """Return a printer at its own resolution, A4 in it; raise Unavailable where it is gone."""
    info = QPrinterInfo.printerInfo(name)
    if info.isNull():
        raise Unavailable(f"The printer {name} is no longer there. Choose another.")
    made = QPrinter(info, QPrinter.PrinterMode.HighResolution)
    set_paper(made, A4)
    return made


def millimetres(points: float) -> float:
    """Return points as millimetres."""
    return points * MM_PER_INCH / POINTS_PER_INCH


def set_paper(on: QPrinter, size: PageSize) -> None:
    """Set the paper to a page's own size, edge to edge, so that nothing is scaled."""
    paper = QPageSize(
        QSizeF(millimetres(min(size.width, size.height)), millimetres(max(size.width, size.height))),
        QPageSize.Unit.Millimeter,
        "",
        QPageSize.SizeMatchPolicy.FuzzyMatch,
    )
    wide = size.width > size.height
    direction = QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
    on.setFullPage(True)
    on.setPageSize(paper)
    on.setPageOrientation(direction)


def paint(
    pdf: bytes,
    on: QPrinter,
    *,
    page_done: Callable[[int, int], object] = lambda done, of: None,
    is_stopped: Callable[[], bool] = lambda: False,
) -> bool:
    """Print the pages; tell whether all of them went out. Raise Unavailable where the printer does not take them."""
    sizes = pages.sizes(pdf)
    numbers = _numbers(on, len(sizes))
    set_paper(on, sizes[numbers[0]])
    painter = QPainter()
    if not painter.begin(on):
        raise Unavailable("The printer does not take the pages. Check that it is on, or choose another.")
    try:
        for done, number in enumerate(numbers, 1):
            if is_stopped():
                on.abort()
                return False
            if done > 1:
                set_paper(on, sizes[number])
                on.newPage()
            _paint_page(painter, on, pdf, number, sizes[number])
            page_done(done, len(numbers))
    finally:
        painter.end()
    return True


def _numbers(on: QPrinter, count: int) -> list[int]:
    """Return the pages to print, from 0, in order; copies again and again where the printer makes none itself."""
    numbers = list(range(count))
    if on.printRange() == QPrinter.PrintRange.PageRange:
        chosen = numbers[max(on.fromPage(), 1) - 1 : on.toPage() or count]
        numbers = chosen or numbers
    return numbers if on.supportsMultipleCopies() else numbers * max(1, on.copyCount())


def _paint_page(painter: QPainter, on: QPrinter, pdf: bytes, number: int, size: PageSize) -> None:
    """Paint a page dot for dot, a strip at a time: little memory, and the window gets its turn between two."""
    dots = finest(on.resolution())
    step = on.resolution() / dots
    for first in range(0, pages.rows_of(size, dots), STRIP_ROWS):
        made = pages.strip(pdf, number, dots_per_inch=dots, first=first, rows=STRIP_ROWS + 1)
        for top, bottom in bands(made):
            rows = made.pixels[top * made.stride : bottom * made.stride]
            image = QImage(rows, made.width, bottom - top, made.stride, QImage.Format.Format_RGB888)
            place = QRectF(0, (first + top) * step, made.width * step, (bottom - top) * step)
            painter.drawImage(place, image)


def finest(resolution: int) -> float:
    """Return the dots per inch to draw at: the printer's own, or a whole part of them that paper still shows."""
    return resolution / math.ceil(resolution / FINEST)


def bands(made: PagePicture) -> list[tuple[int, int]]:
    """Return the rows of a page that have ink, as first and last + 1; a high band is parted, overlapping by a row."""
    most = max(2, BAND_PIXELS // made.width)
    found: list[tuple[int, int]] = []
    first: int | None = None
    for number in range(made.height + 1):
        blank = number == made.height or _is_blank(made, number)
        if first is not None and (blank or number - first >= most):
            found.append((first, number if blank else number + 1))
            first = None
        if first is None and not blank:
            first = number
    return found


def _is_blank(made: PagePicture, row: int) -> bool:
    start = row * made.stride
    return made.pixels.count(b"\xff", start, start + 3 * made.width) == 3 * made.width


class PrintJob(QThread):
    """Prints pages without the window waiting. `page_done` tells how far it is; `finished` that it ended."""

    page_done = Signal(int, int)

    def __init__(self, pdf: bytes, on: QPrinter) -> None:
        app = QCoreApplication.instance()
        super().__init__(app)
        self._pdf = pdf
        self._printer = on
        self.is_complete = False
        self.obstacle: Obstacle | None = None
        if app is not None:
            app.aboutToQuit.connect(self.wait)
        self.finished.connect(self.deleteLater)

    def run(self) -> None:
        """Print."""
        try:
            self.is_complete = paint(
                self._pdf,
                self._printer,
                page_done=self.page_done.emit,
                is_stopped=self.isInterruptionRequested,
            )
        except Obstacle as obstacle:
            self.obstacle = obstacle
        except Exception:
            self.obstacle = Unavailable("The pages could not be printed. Save them as PDF, and print that.")

    def stop(self) -> None:
        """Print no further page."""
        self.requestInterruption()
