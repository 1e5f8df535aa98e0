"""A sheet's way from a file to paper: imported, approved, looked at, saved, printed, in the real window."""

from __future__ import annotations

import re
from datetime import date

import pikepdf
import pypdf
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from reception.domain.sheet import Edition, Output, Print, SheetState
from reception.domain.sheet_text import blocks_of
from reception.domain.staff import Role
from reception.services import patients, sheets, staff
from reception.ui.sheets.approving import ApproveForm
from reception.ui.sheets.importing import ImportForm
from reception.ui.sheets.print_form import PrintForm, ReasonForm
from tests.support import pdf

ARTICLE = "articles/amitriptyline-for-back-pain.txt"
SLUG = "amitriptyline-for-back-pain-management"
SECTIONS = [
    "Introduction to Amitriptyline", "How Amitriptyline Works for Back Pain", "Benefits and Side Effects",
    "Contraindications and Interactions", "Long-Term Use of Amitriptyline", "Potential for Abuse",
    "Amitriptyline and Alcohol", "Treatments", "Prolotherapy", "Case Studies", "FAQs",
    "What is Amitriptyline used for?", "How long does it take for Amitriptyline to work for back pain?",
    "Can I take Amitriptyline with other pain medications?", "Author Bio", "References",
]  # fmt: skip


def library(desk):
    with desk.desk.store.read() as reader:
        return {line.sheet.slug: line for line in sheets.library(reader, date(2026, 11, 23))}


def given(desk):
    with desk.desk.store.read() as reader:
        return reader.all(Print)


def person(desk, name="Jane Holt"):
    with desk.desk.store.read() as reader:
        return patients.find(reader, name)[0].patient


def wait_for_pages(window):
    window.qtbot.waitUntil(lambda: window.screen.proof.is_ready() and window.screen.preview.is_drawn)


def choose_file(window, path):
    """Put a path into the open file dialog, and press Enter."""
    asking = window.dialog(QFileDialog)
    name = asking.findChild(QLineEdit, "fileNameEdit")
    assert name.hasFocus()
    name.setText(str(path))
    window.press("Return", on=name)


def import_article(window, shared):
    window.press("Ctrl+5")
    window.screen.keeping.import_sheet()
    choose_file(window, shared / ARTICLE)
    form = window.dialog(ImportForm)
    found = [form.sections.input.item(n).text().strip() for n in range(form.sections.input.count())]
    assert found == SECTIONS
    assert form.title.input.text() == "Amitriptyline for Back Pain Management"
    assert form.author.input.text().startswith("Mr Oliver Eaton")
    assert form.reviewer.input.text().startswith("Mr William Sharples")
    assert form.updated.input.text() == "September 2025"
    left = [form.left_out.input.item(n).text() for n in range(form.left_out.input.count())]
    assert any("Get in Touch" in one for one in left)
    assert any("pill bottle" in one for one in left)
    assert any("Read more" in one for one in left)
    window.press("Return")
    assert window.no_dialog()


def approve(window, name="Mr William Sharples"):
    """Approve the sheet that is shown, in somebody's name."""
    window.screen.keeping.approve()
    form = window.dialog(ApproveForm)
    form.by.input.setCurrentText(name)
    window.press("Return", on=form.doing)
    assert window.no_dialog()


def save(window, path):
    window.press("Ctrl+Shift+P")
    choose_file(window, path)
    window.settle()


def to_file(path):
    """Return a real printer that writes PDF."""
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def print_to(window, path):
    """Press Enter in the open print form, on a real printer that writes PDF; wait until it is noted."""
    form = window.dialog(PrintForm)
    form.printer = to_file(path)
    window.press("Return", on=form.doing)
    window.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None, timeout=20_000)
    window.settle()


def test_the_article_is_imported_approved_and_saved(window, here, shared, tmp_path):
    import_article(window, shared)
    assert library(here)[SLUG].state is SheetState.DRAFT
    assert window.screen.library.current.sheet.slug == SLUG
    window.screen.keeping.approve()
    form = window.dialog(ApproveForm)
    assert any("permanent fix" in claim.sentence for claim in form.claims)
    shown = {label.text() for label in form.findChildren(type(form.note))}
    assert {claim.sentence for claim in form.claims} <= shown
    assert form.review.input.day == date(2027, 11, 23)
    form.by.input.setCurrentText("Mr William Sharples")
    window.press("Return", on=form.doing)
    assert window.no_dialog()
    approved = library(here)[SLUG]
    assert approved.state is SheetState.APPROVED
    assert approved.sheet.review_due == date(2027, 11, 23)
    assert approved.approver == "Mr William Sharples"
    window.screen.panel.clinics.input.setCurrentText("Bedford")
    wait_for_pages(window)
    save(window, tmp_path / "sheet.pdf")
    saved = tmp_path / "sheet.pdf"
    assert len(pypdf.PdfReader(saved).pages) == window.screen.preview.page_count > 3
    assert given(here)[0].how is Output.PDF
    check_saved(saved)


def check_saved(path):
    """Check every promise of a saved sheet, as it reads and as a screen reader hears it."""
    texts = pdf.page_texts(path)
    whole = " ".join(texts)
    place = 0
    for section in SECTIONS:
        place = whole.index(section, place) + len(section)
    told = pdf.headings(path)
    assert told[0] == ("H1", "Amitriptyline for Back Pain Management")
    assert [text for _, text in told[1:]] == SECTIONS
    assert {tag for tag, text in told[1:] if text.endswith("?") or text == "Prolotherapy"} == {"H3"}
    for number, text in enumerate(texts, 1):
        assert f"Page {number} of {len(texts)}" in text
        assert "The Village Medical Centre, Kingswood Way, MK40 4GH" in text
        assert "01234 380345" in text
        assert "Version 1 · printed 23 Nov 2026" in text
        assert "Draft" not in text
    assert "Written by Mr Oliver Eaton" in texts[0]
    assert "not for display" in texts[0]
    with pikepdf.open(path) as opened:
        assert opened.open_metadata()["pdfuaid:part"] == "1"
        assert opened.Root.MarkInfo.Marked
        assert str(opened.Root.Lang) == "en-GB"


@pytest.mark.parametrize("edition", list(Edition))
def test_a_draft_says_so_on_every_page(file_window, tmp_path, edition):
    window = file_window
    window.go("sheets")
    window.screen.panel.editions.choose(edition)
    window.screen.panel.changed.emit()
    wait_for_pages(window)
    save(window, tmp_path / "draft.pdf")
    texts = pdf.page_texts(tmp_path / "draft.pdf")
    assert len(texts) == window.screen.preview.page_count
    assert all("Draft: nobody has approved this yet" in text for text in texts)
    wanted = [b.text for b in blocks_of(window.screen.library.current.sheet.body) if b.level]
    assert [text for tag, text in pdf.headings(tmp_path / "draft.pdf") if tag != "H1"] == wanted


def test_paper_is_the_preview_in_millimetres(file_window, tmp_path):
    window = file_window
    window.go("sheets")
    wait_for_pages(window)
    window.press("Ctrl+P")
    print_to(window, tmp_path / "paper.pdf")
    shown = window.screen.proof.shown
    paper = pypdf.PdfReader(tmp_path / "paper.pdf")
    assert len(paper.pages) == len(shown.sizes)
    for page in paper.pages:
        assert float(page.mediabox.width) * 25.4 / 72 == pytest.approx(210, abs=0.5)
        assert float(page.mediabox.height) * 25.4 / 72 == pytest.approx(297, abs=0.5)


def test_without_a_printer_nothing_is_noted(file_window):
    file_window.go("sheets")
    file_window.press("Ctrl+P")
    form = file_window.dialog(PrintForm)
    form.printers.input.clear()
    file_window.press("Return", on=form.doing)
    assert "No printer is set up on this PC." in form.refusal
    file_window.press("Escape")
    assert file_window.no_dialog()
    with file_window.main.background._worker.desk.store.read() as reader:
        assert reader.all(Print) == []


def test_the_printers_own_settings_are_asked_for_over_the_form(file_window, tmp_path):
    window = file_window
    window.go("sheets")
    window.press("Ctrl+P")
    form = window.dialog(PrintForm)
    form.printer = to_file(tmp_path / "paper.pdf")
    form.ask_printer()
    asking = window.dialog(QPrintDialog)
    asking.setFromTo(1, 1)
    asking.setPrintRange(QPrintDialog.PrintRange.PageRange)
    asking.printer().setPrintRange(QPrinter.PrintRange.PageRange)
    asking.printer().setFromTo(1, 1)
    asking.done(1)
    window.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None, timeout=20_000)
    window.settle()
    assert len(pypdf.PdfReader(tmp_path / "paper.pdf").pages) == 1


def test_an_overdue_sheet_needs_a_managers_reason(window, here, clock, tmp_path):
    window.go("sheets")
    approve(window)
    clock.move(days=400)
    window.go("sheets")
    assert window.screen.library.current.state is SheetState.OVERDUE
    window.press("Ctrl+Shift+P")
    form = window.dialog(ReasonForm)
    window.type("The patient waits")
    window.press("Return")
    assert "A manager can print it with a reason." in form.refusal
    assert form.reason.input.text() == "The patient waits"
    window.press("Escape")
    boss = staff.add(here.desk.history, "Ruth Page", Role.MANAGER)
    window.main.background.sign_in(boss)
    window.press("Ctrl+Shift+P")
    window.dialog(ReasonForm)
    window.type("The patient waits")
    window.press("Return")
    choose_file(window, tmp_path / "overdue.pdf")
    window.settle()
    assert [one.reason for one in given(here)] == ["The patient waits"]
    assert re.search("review by November 2027", pdf.page_texts(tmp_path / "overdue.pdf")[0])


def test_approval_is_a_clinicians_and_can_be_undone(window, here):
    window.go("sheets")
    window.screen.keeping.approve()
    form = window.dialog(ApproveForm)
    window.press("Return", on=form.doing)
    assert form.refusal == "Choose the clinician who approves it."
    form.by.input.setCurrentText("Mr Oliver Eaton")
    form.review.input.show_day(date(2026, 11, 1))
    window.press("Return", on=form.doing)
    assert "must lie in the future" in form.refusal
    form.review.input.show_day(date(2028, 5, 2))
    window.press("Return", on=form.doing)
    assert window.no_dialog()
    assert library(here)["amitriptyline-for-back-pain"].state is SheetState.APPROVED
    window.press("Ctrl+Z")
    assert window.screen.library.current.state is SheetState.DRAFT
    window.screen.keeping.withdraw()
    window.settle()
    assert window.screen.library.current.state is SheetState.WITHDRAWN
    assert not window.screen.panel.print_button.isEnabled()


def test_files_that_hold_no_sheet_are_refused_in_a_sentence(file_window, tmp_path):
    window = file_window
    window.go("sheets")
    bad = {
        "empty.txt": (b"", "is empty"),
        "picture.md": (bytes(range(256)) * 40, "is not a text file"),
        "untitled.txt": (b"This is one long sentence that goes on and on, and ends here.\n", "has no title"),
    }
    for name, (content, _) in bad.items():
        (tmp_path / name).write_bytes(content)
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(50_000_000)
    refused = {
        **{name: words for name, (_, words) in bad.items()},
        "huge.txt": "is too large for a sheet (50 MB)",
    }
    window.screen.keeping.import_sheet()
    choose_file(window, tmp_path / "empty.txt")
    form = window.dialog(ImportForm)
    for name, words in [*refused.items(), ("gone.txt", "There is no file")]:
        form.read(tmp_path / name)
        window.settle()
        assert words in form.refusal
        assert form.refusal.count(". ") <= 1
        assert not form.doing.isEnabled()
    window.press("Escape")
    assert window.no_dialog(), "a file that holds no sheet keeps nobody in the form"
    window.screen.keeping.import_sheet()
    choose_file(window, tmp_path / "empty.txt")
    form = window.dialog(ImportForm)
    good = tmp_path / "good.md"
    good.write_text("---\ntitle: After your injection\nauthor: Ann Kay\n---\n\nRest for a day.\n", "utf-8")
    form.read(good)
    window.settle()
    form.title.input.setText(" ")
    window.press("Return", on=form.doing)
    assert form.refusal == "Give the sheet a title."
    form.title.input.setText("After the injection")
    form.updated.input.setText("some day")
    window.press("Return", on=form.doing)
    assert "is not a month or a day" in form.refusal
    form.updated.input.setText("May 2026")
    window.press("Return", on=form.doing)
    assert window.no_dialog()
    current = window.screen.library.current.sheet
    assert (current.title, current.updated, current.author) == ("After the injection", "2026-05", "Ann Kay")


def test_an_old_answer_is_dropped(file_window, tmp_path):
    window = file_window
    window.go("sheets")
    other = tmp_path / "other.md"
    other.write_text("---\ntitle: Walking\n---\n\nWalk a little each day.\n", "utf-8")
    history = window.main.background._worker.desk.history
    made = []
    window.main.background.run(
        window.main, lambda desk: sheets.add(history, sheets.read_file(other)), made.append
    )
    window.settle()
    window.go("sheets")
    screen = window.screen
    for slug in ("walking", "amitriptyline-for-back-pain", "walking"):
        screen.show_thing(slug)
    wait_for_pages(window)
    assert screen.proof.shown.wanted.sheet.slug == "walking"
    assert screen.preview.page_count == 1
    picture = screen.preview.pictures.at(0).image
    assert picture.pixelColor(QPoint(2, 2)).name() == "#ffffff"
    ink = {picture.pixelColor(x, y).name() for x in range(60, 300, 3) for y in range(40, 200, 3)}
    assert len(ink) > 3
