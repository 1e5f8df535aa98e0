"""Paper: the pages of a PDF on a printer, millimetre for millimetre, in a thread of their own."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QMarginsF, QRectF, QSizeF, QThread, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from reception.documents import pages
from reception.documents.pages import POINTS_PER_INCH, PagePicture, PageSize
from reception.domain.errors import Obstacle, Unavailable

FINEST = 600
"""Dots per inch: paper shows no more, and a page of colour at 600 takes 100 MB while it is printed."""
MM_PER_INCH = 25.4
NO_PRINTER = "No printer is set up on this PC. Add one in the system’s settings, or save the pages as PDF."


def printer_names() -> list[str]:
    """Return the printers of this PC, the usual one first."""
    usual = QPrinterInfo.defaultPrinterName()
    return sorted(QPrinterInfo.availablePrinterNames(), key=lambda name: (name != usual, name.casefold()))


def printer(name: str) -> QPrinter:
    """Return a printer at its own resolution; raise Unavailable where it is gone."""
    info = QPrinterInfo.printerInfo(name)
    if info.isNull():
        raise Unavailable(f"The printer {name} is no longer there. Choose another.")
    return QPrinter(info, QPrinter.PrinterMode.HighResolution)


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
    on.setPageLayout(QPageLayout(paper, direction, QMarginsF(), QPageLayout.Unit.Millimeter))
    on.setFullPage(True)


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
            _paint_page(painter, on, pdf, number)
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


def _paint_page(painter: QPainter, on: QPrinter, pdf: bytes, number: int) -> None:
    made = pages.picture(pdf, number, dots_per_inch=min(on.resolution(), FINEST))
    painter.drawImage(_place(made, on.resolution()), _image(made))


def _place(made: PagePicture, resolution: int) -> QRectF:
    """Return where a page stands in the printer's dots: the whole paper."""
    dots = resolution / POINTS_PER_INCH
    return QRectF(0, 0, made.width_points * dots, made.height_points * dots)


def _image(made: PagePicture) -> QImage:
    return QImage(made.pixels, made.width, made.height, made.stride, QImage.Format.Format_RGB888)


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
