"""Paper: every page in its place and size, on printers of any kind, and what is said when one takes nothing."""

from __future__ import annotations

import pypdf
import pytest
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter

from reception.documents import pages
from reception.domain.sheet import Edition
from reception.ui import printing
from reception.ui.printing import PrintJob
from tests.support import sheets

LONG = "## Move\n\n" + "Walk a little each day, then a little more, and rest when it hurts. " * 120


def typeset(body="Some words.\n", edition=Edition.STANDARD):
    return sheets.made(sheets.sheet(body), edition).pdf


def to_file(path, resolution=150):
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setResolution(resolution)
    return printer


def test_paper_has_every_page_in_its_place(qapp, tmp_path):
    pdf = typeset(LONG)
    done = []
    assert printing.paint(pdf, to_file(tmp_path / "paper.pdf"), page_done=lambda *far: done.append(far))
    count = len(pages.sizes(pdf))
    assert done == [(number, count) for number in range(1, count + 1)]
    paper = (tmp_path / "paper.pdf").read_bytes()
    assert len(pages.sizes(paper)) == count
    for size in pages.sizes(paper):
        assert printing.millimetres(size.width) == pytest.approx(210, abs=0.5)
        assert printing.millimetres(size.height) == pytest.approx(297, abs=0.5)
    assert ink_box(paper) == pytest.approx(ink_box(pdf), abs=1)


def ink_box(pdf):
    """Return where the first page has ink, in millimetres: left, top, right."""
    made = pages.picture(pdf, 0, dots_per_inch=50.8)
    image = QImage(made.pixels, made.width, made.height, made.stride, QImage.Format.Format_RGB888)
    dark = [
        (x / 2, y / 2)
        for y in range(image.height())
        for x in range(image.width())
        if image.pixelColor(x, y).lightness() < 140
    ]
    return min(x for x, _ in dark), min(y for _, y in dark), max(x for x, _ in dark)


def test_bands_hold_all_ink_and_no_more_than_a_bite(qapp):
    made = pages.picture(sheets.made(sheets.approved(LONG)).pdf, 0, dots_per_inch=300)
    found = printing.bands(made)
    most = printing.BAND_PIXELS // made.width + 1
    assert all(0 < last - first <= most for first, last in found)
    covered = {row for first, last in found for row in range(first, last)}
    inked = {
        row for row in range(made.height) if made.pixels[row * made.stride :][: 3 * made.width].strip(b"\xff")
    }
    assert inked == covered


@pytest.mark.parametrize(("printer", "drawn"), [(96, 96), (600, 600), (720, 360), (1200, 600), (2400, 600)])
def test_pages_are_drawn_at_a_whole_part_of_the_printers_dots(printer, drawn):
    assert printing.finest(printer) == drawn


def test_copies_and_chosen_pages_go_to_a_printer_that_knows_neither(qapp, tmp_path):
    pdf = typeset(LONG)
    printer = to_file(tmp_path / "copies.pdf")
    printer.setCopyCount(2)
    assert printing.paint(pdf, printer)
    assert len(pypdf.PdfReader(tmp_path / "copies.pdf").pages) == 2 * len(pages.sizes(pdf))
    printer = to_file(tmp_path / "paper.pdf")
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 2)
    assert printing.paint(pdf, printer)
    assert len(pypdf.PdfReader(tmp_path / "paper.pdf").pages) == 1


def test_a_printer_that_takes_nothing_is_said_in_a_sentence(qapp, tmp_path, qtbot):
    job = PrintJob(typeset(), to_file(tmp_path / "no such folder" / "paper.pdf"), tmp_path)
    told = []
    job.finished.connect(lambda: told.append(job.obstacle.sentence))
    job.start()
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["The printer does not take the pages. Check that it is on, or choose another."]


def test_pages_that_are_none_are_said_in_a_sentence_and_noted(qapp, tmp_path, qtbot):
    job = PrintJob(b"no pages at all", to_file(tmp_path / "paper.pdf"), tmp_path)
    with qtbot.waitSignal(job.finished):
        job.start()
    assert job.obstacle.sentence == "The pages could not be printed. Print from another PC."
    assert "printing.py" in (tmp_path / "bugs.log").read_text()
    job = PrintJob(b"no pages", to_file(tmp_path / "paper.pdf"), tmp_path, "save the sheet as PDF")
    with qtbot.waitSignal(job.finished):
        job.start()
    assert job.obstacle.sentence == "The pages could not be printed. Save the sheet as PDF."


def test_printing_can_be_stopped(qapp, tmp_path):
    done = []
    stopped = printing.paint(
        typeset(LONG, Edition.GIANT),
        to_file(tmp_path / "paper.pdf"),
        page_done=lambda *far: done.append(far),
        is_stopped=lambda: len(done) == 2,
    )
    assert not stopped
    assert len(done) == 2
