"""Paper: the pages of a PDF on a printer, millimetre for millimetre, in a thread of their own."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QRectF, QSizeF, QThread, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from reception import bugs
from reception.documents import pages
from reception.documents.pages import POINTS_PER_INCH, PagePicture, PageSize
from reception.domain.errors import Obstacle, Unavailable

BAND_PIXELS, STRIP_ROWS = 800_000, 1024
"""Pixels that are handed to the printer at once, about a line of text; rows that are drawn at once."""
LIGHT = bytes(range(0xB0, 0x100))
"""What a byte of a pixel can be where there is no letter, but perhaps a ground."""
FINEST = 600
"""Dots per inch: paper shows no more."""
MM_PER_INCH = 25.4
A4 = PageSize(595.28, 841.89)
"""What every page of ours is set on, in points."""
ELSEWHERE = "print from another PC"
"""What can be done instead with what is kept in no file."""


def no_printer_text(instead: str) -> str:
    """Say that there is nothing to print on, and what can be done instead."""
    return f"No printer is set up on this PC. Add one in the system’s settings, or {instead}."


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
    first, last = 0, pages.rows_of(size, dots)
    while first < last:
        made = pages.strip(pdf, number, dots_per_inch=dots, first=first, rows=STRIP_ROWS)
        found = bands(made)
        ends = made.height
        if first + ends < last and len(found) > 1 and found[-1][1] == ends:
            ends = found.pop()[0]  # a line of text goes on below: it is painted whole with the next strip
        for top, bottom in found:
            rows = made.pixels[top * made.stride : bottom * made.stride]
            image = QImage(rows, made.width, bottom - top, made.stride, QImage.Format.Format_RGB888)
            place = QRectF(0, (first + top) * step, made.width * step, (bottom - top) * step)
            painter.drawImage(place, image)
        first += ends


def finest(resolution: int) -> float:
    """Return the dots per inch to draw at: the printer's own, or a whole part of them that paper still shows."""
    return resolution / math.ceil(resolution / FINEST)


def bands(made: PagePicture) -> list[tuple[int, int]]:
    """Return the rows of a page that have ink, as first and last + 1; a high band is parted, overlapping by a row."""
    most = max(2, BAND_PIXELS // made.width)
    found: list[tuple[int, int]] = []
    first: int | None = None
    for number in range(made.height + 1):
        blank = number == made.height or not _row(made, number).strip(b"\xff")
        if first is None:
            first = None if blank else number
        elif blank:
            found.append((first, number))
            first = None
        elif number - first >= most:
            parting = _between_lines(made, first, number)
            found.append((first, parting + 1))
            first = parting
    return found


def _between_lines(made: PagePicture, first: int, last: int) -> int:
    """Return the last row without dark ink in the lower half of a band: over a coloured ground, a gap between lines."""
    rows = range(last, (first + last) // 2, -1)
    return next((row for row in rows if not _row(made, row).strip(LIGHT)), last)


def _row(made: PagePicture, row: int) -> bytes:
    start = row * made.stride
    return made.pixels[start : start + 3 * made.width]


class PrintJob(QThread):
    """Prints pages without the window waiting. `page_done` tells how far it is; `finished` that it ended.

    A bug is noted in the folder `log`; `instead` is what can be done then.
    """

    page_done = Signal(int, int)

    def __init__(self, pdf: bytes, on: QPrinter, log: Path, instead: str = ELSEWHERE) -> None:
        app = QCoreApplication.instance()
        super().__init__(app)
        self._pdf, self._log, self._instead = pdf, log, instead
        self._printer = on
        self.is_complete = False
        self.obstacle: Obstacle | None = None
        if app is not None:
            app.aboutToQuit.connect(self.wait)

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
        except Exception as error:
            bugs.note(error, self._log)
            self.obstacle = Unavailable(
                f"The pages could not be printed. {self._instead[0].upper()}{self._instead[1:]}."
            )

    def stop(self) -> None:
        """Print no further page."""
        self.requestInterruption()
