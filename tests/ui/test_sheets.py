"""The parts of the Sheets screen: where pages stand, which pictures are asked for, what is found and advised."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reception.documents import pages, sheet_pdf
from reception.documents.pages import PageSize
from reception.domain.ids import ClinicId, PatientId, SheetId
from reception.domain.organisation import Organisation
from reception.domain.patient import Patient
from reception.domain.sheet import Edition, Sheet, SheetState, SheetStatus
from reception.services import publishing
from reception.services.sheets import SheetLine, edition_for, file_name
from reception.ui.sheets import layout, words
from reception.ui.sheets.copies import Copies
from reception.ui.sheets.preview import Preview
from reception.ui.theme import Theme
from tests.support.desks import MONDAY

A4 = PageSize(595.28, 841.89)
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
SHEET = Sheet(
    id=SheetId(1), slug="back-pain", version=4, title="Back pain", topic="spine, sitting", updated="2025-09",
    author="Ann Kay", body="## Move\n\nWalk a little each day.\n", created_at=NOW,
)  # fmt: skip
GROUP = Organisation(name="ProHealth Clinic", phone="+441234380345", email="info@example.org")
PATIENT = Patient(id=PatientId(1), name="Jane Holt", phone="+447700900334", known_since=NOW)


def typeset(body=SHEET.body, edition=Edition.STANDARD, **changes):
    sheet = replace(SHEET, body=body, **changes)
    return sheet_pdf.sheet_pdf(
        sheet, organisation=GROUP, clinic=None, clinics=(), edition=edition, made_at=NOW
    ).pdf


LONG = "## Move\n\n" + "Walk a little each day, then a little more, and rest when it hurts. " * 120


def line(state=SheetState.APPROVED, copies=38, **changes):
    return SheetLine(sheet=replace(SHEET, **changes), state=state, copies=copies)


# ---- where pages stand


def test_pages_stand_below_one_another_in_the_middle():
    placed = layout.boxes([A4, A4], 1.0, 800)
    assert [round(box.top) for box in placed] == [16, 874]
    assert placed[0].left == pytest.approx((800 - A4.width) / 2)
    assert layout.extent(placed) == pytest.approx((placed[0].left + A4.width + 16, placed[1].bottom + 16))
    assert layout.extent(()) == (0, 0)


def test_the_widest_page_fills_the_width():
    assert layout.fit_width([A4, PageSize(841.89, 595.28)], 841.89 + 32) == pytest.approx(1.0)


def test_a_page_wider_than_the_room_is_not_cut_at_the_left():
    assert layout.boxes([A4], 3.0, 400)[0].left == 16


@pytest.mark.parametrize(("top", "page"), [(0, 0), (300, 0), (600, 0), (650, 1), (900, 1)])
def test_the_page_that_most_is_seen_of_counts(top, page):
    assert layout.page_at(layout.boxes([A4, A4], 1.0, 800), top, 500) == page


def test_zoom_goes_by_steps_and_stops_at_the_ends():
    assert layout.next_zoom(0.61, 1) == 0.67
    assert layout.next_zoom(1.0, -1) == 0.8
    assert layout.next_zoom(9.0, 1) == layout.ZOOMS[-1]
    assert layout.next_zoom(0.1, -1) == layout.ZOOMS[0]


# ---- what is said


def test_the_library_says_what_stands_where():
    assert words.about(line()) == "v4 · Sep 2025 · 38 given · spine, sitting"
    soon = line(SheetState.REVIEW_DUE, review_due=date(2026, 12, 5), status=SheetStatus.APPROVED)
    assert words.state_text(soon, date(2026, 11, 23)) == "Review due in 12 days"
    assert words.state_text(soon, date(2026, 12, 4)) == "Review due tomorrow"
    assert words.state_text(soon, date(2026, 12, 5)) == "Review due today"
    assert words.state_word(line(SheetState.OVERDUE)) == "Overdue"
    assert words.given_text(line(copies=0)) == "Not given out yet"


def test_what_stands_in_the_way_of_giving_a_sheet_is_said_in_a_sentence():
    draft, overdue = line(SheetState.DRAFT), line(SheetState.OVERDUE)
    assert words.advice(line(), [line(), draft]) == ""
    assert words.advice(line(SheetState.REVIEW_DUE), [draft]) == ""
    assert (
        words.advice(draft, [draft, line()])
        == "This is a draft: it prints with the word Draft on every page."
    )
    assert words.advice(draft, [draft, overdue]) == (
        "No sheet is approved yet, so this is a draft: it prints with the word Draft on every page."
    )
    assert words.advice(overdue, [overdue, line()]).startswith(
        "This sheet is overdue for review, and a manager"
    )
    assert words.advice(overdue, [overdue]).startswith("No sheet may be given as it is: this one is overdue")


@pytest.mark.parametrize("text", ["", "back", "PAIN ba", "spi", "appr", "v4", "sitting"])
def test_a_sheet_is_found_by_the_beginning_of_any_word(text):
    assert words.matches(line(), text)


@pytest.mark.parametrize("text", ["ack", "back knee", "draft"])
def test_a_sheet_is_not_found_by_other_words(text):
    assert not words.matches(line(), text)


def test_the_need_of_a_patient_picks_the_edition():
    assert words.need_of(PATIENT) == ""
    large = replace(PATIENT, needs=("Large print", "hearing"))
    assert edition_for(large) is Edition.LARGE
    assert words.need_of(large) == "Needs large print: chosen below"
    assert words.need_of(replace(PATIENT, needs=("giant print",))) == "Needs giant print: chosen below"
    assert words.need_of(replace(PATIENT, needs=("interpreter",))) == "Needs interpreter"


def test_a_saved_file_is_named_by_what_it_is():
    assert file_name(SHEET, Edition.LARGE) == "back-pain-v4-18pt.pdf"


# ---- pages as pictures


def test_pictures_are_drawn_page_by_page_at_a_resolution():
    pdf = typeset(LONG)
    sizes = pages.sizes(pdf)
    assert len(sizes) > 1
    assert sizes[0].width == pytest.approx(A4.width, abs=0.1)
    made = pages.picture(pdf, 1, dots_per_inch=144)
    assert made.width == pytest.approx(A4.width * 2, abs=2)
    assert made.height == pytest.approx(A4.height * 2, abs=2)
    assert made.pixels == pages.pictures(pdf, dots_per_inch=144)[1].pixels


@pytest.fixture
def preview(qtbot, qapp):
    shown = Preview(Theme(qapp, "light"))
    qtbot.addWidget(shown)
    shown.resize(600, 500)
    with qtbot.waitExposed(shown):
        shown.show()
    return shown


def test_only_pages_near_are_asked_for_and_old_wishes_are_dropped(preview):
    asked = []
    preview.wished.connect(asked.append)
    pdf = typeset(LONG, Edition.GIANT)
    sizes = pages.sizes(pdf)
    preview.show_pages(pdf, sizes)
    assert len(sizes) > 5
    assert [wish.number for wish in asked] == [0, 1]
    assert not preview.is_drawn
    for wish in list(asked):
        preview.take(wish, pages.picture(pdf, wish.number, dots_per_inch=wish.dots))
    assert preview.is_drawn
    picture = preview.pictures.at(0).image
    width = preview.placed[0].width * preview.devicePixelRatioF()
    assert picture.width() == pytest.approx(width, abs=2)
    other = typeset("Another text.\n")
    preview.show_pages(other, pages.sizes(other))
    assert preview.pictures.at(0) is None
    preview.take(asked[0], pages.picture(pdf, 0, dots_per_inch=asked[0].dots))
    assert preview.pictures.at(0) is None


def test_keys_walk_the_pages(preview):
    pdf = typeset(LONG)
    preview.show_pages(pdf, pages.sizes(pdf))
    assert (preview.page, preview.accessibleDescription()) == (1, f"Page 1 of {preview.page_count}")
    QTest.keyClick(preview, Qt.Key.Key_End)
    assert preview.page == preview.page_count
    QTest.keyClick(preview, Qt.Key.Key_Home)
    assert preview.page == 1
    preview.step_zoom(1)
    assert preview.zoom in layout.ZOOMS
    preview.set_zoom(None)
    assert preview.placed[0].width == pytest.approx(preview.viewport().width() - 32, abs=1)


def test_paper_stays_white_in_the_dark(preview, qapp):
    preview._theme.choose("dark")
    pdf = typeset("Short.\n")
    preview.wished.connect(lambda wish: preview.take(wish, pages.picture(pdf, 0, dots_per_inch=wish.dots)))
    preview.show_pages(pdf, pages.sizes(pdf))
    painted = preview.viewport().grab().toImage()
    box = preview.placed[0]
    assert painted.pixelColor(QPoint(int(box.left) + 8, int(box.top) + 8)).name() == "#ffffff"
    assert painted.pixelColor(QPoint(3, 3)).name() == preview._theme.colour("ground").name()
    preview._theme.choose("light")


# ---- copies


def test_copies_are_typed_counted_and_clicked(qtbot):
    copies = Copies()
    qtbot.addWidget(copies)
    copies.step(-1)
    assert copies.value == 1
    QTest.keyClick(copies.input, Qt.Key.Key_Up)
    assert copies.value == 2
    copies.input.clear()
    assert copies.value == 1
    QTest.keyClicks(copies.input, "120")
    assert copies.value == 12


# ---- the screen


def test_the_empty_library_teaches(file_window):
    screen = file_window.go("sheets")
    screen.library.show_lines([])
    assert screen.library.empty.isVisible()
    assert "clinician approves it" in screen.library.empty.sentence.text()
    assert not screen.panel.print_button.isEnabled()
    file_window.press("Ctrl+P")
    assert "Choose a sheet first" in file_window.main.toast.sentence


def test_the_filter_of_the_window_puts_its_clinic_on_the_sheet(file_window):
    screen = file_window.go("sheets")
    assert screen.panel.clinic is None
    bedford = next(clinic for clinic in file_window.main.context.clinics if clinic.name == "Bedford")
    file_window.main.context.filter_by(bedford.id)
    file_window.settle()
    assert screen.panel.clinic == bedford.id
    assert screen.proof.shown.made_of.clinic.name == "Bedford"
    screen.panel.clinics.input.setCurrentText("London")
    file_window.settle()
    screen.refresh()
    file_window.settle()
    assert screen.panel.clinics.input.currentText() == "London"


def test_a_patient_is_found_and_their_need_chooses(window, here):
    here.book("10:00")
    with here.desk.store.read() as reader:
        known = reader.all(Patient)[0]
    from reception.services import patients

    patients.edit(here.desk.history, known, replace(known, needs=("giant print",)))
    screen = window.go("sheets")
    screen.panel.finder.setFocus()
    window.type("900334")
    assert screen.panel.finder.matches.isVisible()
    window.press("Return")
    assert screen.panel.patient.name == "Jane Holt"
    assert screen.panel.edition is Edition.GIANT
    assert screen.panel.need.text() == "Needs giant print: chosen below"
    screen.panel.finder.field.input.setText("Nobody Atall")
    window.settle()
    assert screen.panel.patient is None
    assert "Nobody known is called that" in screen.panel.finder.field.refusal
    window.press("Ctrl+P")
    assert QApplication.activeModalWidget() is None
    assert "Pick the patient" in screen.panel.finder.field.refusal


def publish_three_weeks(history):
    return publishing.publish(history, first=MONDAY, weeks=3).change


def test_undo_in_the_librarys_find_box_is_the_texts_first_then_the_windows(file_window):
    file_window.main.background.do(file_window.main, publish_three_weeks)
    screen = file_window.go("sheets")
    screen.library.search.setFocus()
    file_window.type("ami")
    file_window.press("Ctrl+Z")
    assert screen.library.search.text() == ""
    assert not file_window.main.toast.sentence.startswith("Undone: ")
    file_window.press("Ctrl+Z")
    assert file_window.main.toast.sentence.startswith("Undone: ")


def test_the_library_is_searched_by_just_typing(file_window):
    screen = file_window.go("sheets")
    screen.library.table.setFocus()
    file_window.type("ami")
    assert screen.library.search.text() == "ami"
    assert screen.library.current.sheet.slug == "amitriptyline-for-back-pain"
    file_window.type("zz")
    assert screen.library.nothing.isVisible()
    file_window.press("Escape")
    assert screen.library.table.hasFocus()
    assert screen.library.current is not None


def test_everything_has_a_name_for_a_screen_reader(file_window):
    from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QTableView

    screen = file_window.go("sheets")
    for kind in (QAbstractButton, QLineEdit, QComboBox, QTableView):
        for widget in screen.findChildren(kind):
            if widget.isVisible() and widget.objectName() not in {"qt_toolbar_ext_button"}:
                assert widget.accessibleName() or widget.parent().accessibleName(), widget


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (683, 384)])
def test_pages_are_seen_on_a_small_screen_too(file_window, width, height):
    screen = file_window.go("sheets")
    file_window.main.resize(width, height)
    file_window.qtbot.waitUntil(lambda: screen.preview.is_drawn)
    assert screen.preview.viewport().width() >= 200
    assert screen.preview.visibleRegion().boundingRect().height() > height * 0.5
    assert screen.panel.visibleRegion().boundingRect().height() > height * 0.35


def test_an_unchanged_sheet_is_not_set_again(file_window):
    screen = file_window.go("sheets")
    before = screen.proof.shown
    screen.refresh()
    file_window.settle()
    assert screen.proof.shown.typeset is before.typeset
    screen.panel.editions.choose(Edition.LARGE)
    screen.panel.changed.emit()
    file_window.settle()
    assert screen.proof.shown.typeset is not before.typeset
    assert screen.proof.shown.made_of.clinic is None
    assert screen.panel.print_button.text() == f"Print {screen.preview.page_count} pages"


def test_a_clinic_that_is_gone_does_not_stop_the_pages(file_window):
    screen = file_window.go("sheets")
    screen.panel.clinics.input.addItem("Closed", ClinicId(99))
    screen.panel.clinics.input.setCurrentText("Closed")
    file_window.settle()
    assert screen.proof.is_ready()
    assert screen.preview.page_count > 0
