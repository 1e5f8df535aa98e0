"""A sheet for the patient of a card: the one that may be given comes first, a draft only when it is chosen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pypdf
import pytest

from reception.domain.sheet import Edition, Output, SheetState
from reception.services import patients, sheets, staff
from reception.ui.sheets.print_form import DRAFT, PrintForm
from tests.stories.test_sheets import approve, choose_file, given, library, person, print_to
from tests.support import pdf

FIRST = "amitriptyline-for-back-pain"


def keep(window, tmp_path, title):
    """Import a text, and keep it as a draft."""
    path = tmp_path / "text.md"
    path.write_text(f"---\ntitle: {title}\n---\n\nWalk a little each day.\n", "utf-8")
    window.screen.keeping.import_file(path)
    window.settle()
    window.press("Return")
    assert window.no_dialog()
    assert window.screen.library.current.sheet.title == title


def card(window):
    """Show the card of the only patient."""
    window.press("Ctrl+3")
    assert window.screen.shown.patient.name == "Jane Holt"


@pytest.fixture
def jane(here):
    """A patient who needs large print."""
    here.book("10:00")
    patient = person(here)
    patients.edit(here.desk.history, patient, replace(patient, needs=("large print",)))
    return patient


def test_a_sheet_is_printed_for_the_patient_of_the_card_in_three_keystrokes(window, here, jane, tmp_path):
    window.go("sheets")
    approve(window)
    card(window)
    for key in ("Ctrl+P", "Ctrl+P"):
        window.press(key)
    print_to(window, tmp_path / "paper.pdf")
    paper = pypdf.PdfReader(tmp_path / "paper.pdf")
    assert len(paper.pages) == window.screen.preview.page_count
    logged = given(here)
    assert [(one.patient, one.edition, one.how) for one in logged] == [(jane.id, Edition.LARGE, Output.PRINT)]
    assert library(here)[FIRST].copies == 1


def test_the_approved_sheet_comes_before_a_draft_that_stands_above_it(window, jane, tmp_path):
    window.go("sheets")
    keep(window, tmp_path, "Walking")
    approve(window)
    window.screen.show_thing(FIRST)
    window.settle()
    assert window.screen.library.current.state is SheetState.DRAFT
    card(window)
    window.press("Ctrl+P")
    assert window.screen.library.current.sheet.title == "Walking"
    assert window.screen.panel.patient.name == "Jane Holt"
    assert window.screen.panel.banner.sentence == ""
    window.press("Ctrl+P")
    assert "“Walking”, version 1, for Jane Holt" in window.dialog(PrintForm).told
    window.press("Escape")


def test_a_draft_is_printed_on_purpose_with_draft_on_every_page(window, here, jane, tmp_path):
    window.go("sheets")
    keep(window, tmp_path, "Walking")
    approve(window)
    card(window)
    window.press("Ctrl+P")
    window.screen.show_thing(FIRST)
    window.settle()
    assert (
        window.screen.panel.banner.sentence == "This is a draft: it prints with the word Draft on every page."
    )
    window.press("Ctrl+P")
    assert window.dialog(PrintForm).warning.sentence == DRAFT
    print_to(window, tmp_path / "paper.pdf")
    assert [one.patient for one in given(here)] == [jane.id]
    assert library(here)[FIRST].copies == 1


def test_where_nothing_is_approved_that_is_said_in_one_sentence(window, jane, tmp_path):
    card(window)
    window.press("Ctrl+P")
    assert window.screen.library.current.state is SheetState.DRAFT
    assert window.screen.panel.banner.sentence == (
        "No sheet is approved yet, so this is a draft: it prints with the word Draft on every page."
    )


def test_an_overdue_sheet_comes_before_a_draft_and_says_what_it_needs(window, here, jane, clock, tmp_path):
    window.go("sheets")
    approve(window)
    keep(window, tmp_path, "A walk")
    clock.move(days=400)
    card(window)
    window.press("Ctrl+P")
    assert window.screen.library.current.state is SheetState.OVERDUE
    assert window.screen.panel.banner.sentence.endswith("a manager can print it with a reason.")


def test_what_another_desk_approved_meanwhile_is_the_first_choice(window, here, jane, tmp_path):
    window.go("sheets")
    keep(window, tmp_path, "Walking")
    window.screen.show_thing(FIRST)
    card(window)
    with here.desk.store.read() as reader:
        draft = sheets.draft_of(reader, "walking")
        approver = staff.find(reader, "Mr William Sharples")
    sheets.approve(here.desk.history, draft, review_due=date(2027, 11, 23), by=approver)
    window.press("Ctrl+P")
    assert window.screen.library.current.sheet.title == "Walking"


def test_printing_asked_for_before_the_library_is_read_waits_for_it(window, jane):
    window.go("patients")
    window.main.act("print")
    window.main.act("print")
    form = window.dialog(PrintForm)
    assert "for Jane Holt" in form.told
    window.press("Escape")


def test_the_paper_of_a_draft_says_so_on_every_page(window, jane, tmp_path):
    card(window)
    window.press("Ctrl+P")
    window.press("Ctrl+Shift+P")
    choose_file(window, tmp_path / "draft.pdf")
    window.settle()
    texts = pdf.page_texts(tmp_path / "draft.pdf")
    assert texts
    assert all("Draft: nobody has approved this yet" in text for text in texts)


def test_whom_it_is_noted_for_is_said_and_let_go_of_when_the_screen_is_left(window, here, jane, tmp_path):
    window.go("sheets")
    keep(window, tmp_path, "Walking")
    approve(window)
    assert window.screen.panel.noted.text() == "Noted for nobody in particular"
    card(window)
    window.press("Ctrl+P")
    panel = window.screen.panel
    assert panel.noted.isVisible()
    assert panel.noted.text() == "Noted for Jane Holt, 07700 900334"
    assert panel.edition is Edition.LARGE
    window.press("Ctrl+4 Ctrl+5")
    assert panel.patient is None
    assert panel.finder.field.input.text() == ""
    assert panel.noted.text() == "Noted for nobody in particular"
    assert panel.edition is Edition.STANDARD
    assert not panel.need.isVisible()
    window.press("Ctrl+P")
    assert "for nobody in particular" in window.dialog(PrintForm).told
    print_to(window, tmp_path / "paper.pdf")
    assert [one.patient for one in given(here)] == [None]


def test_a_patient_half_typed_is_let_go_of_too(window, jane):
    screen = window.go("sheets")
    screen.panel.finder.setFocus()
    window.type("07700")
    window.go("clinics")
    window.go("sheets")
    assert not screen.panel.finder.is_typed()
