"""The palette in the real window: it finds, it walks, it does what the table of actions says."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from sqlalchemy import event, text

from reception.domain import span
from reception.domain.ids import PatientId
from reception.domain.patient import Patient
from reception.domain.sheet import Edition
from reception.services import patients
from reception.services.patients import PatientLine
from reception.ui.booking.call_card import CallCard
from reception.ui.booking.form import BookingForm
from reception.ui.palette.entries import Entry, Kind, patient_entry
from reception.ui.palette.entry_list import Entries
from reception.ui.palette.view import Palette
from reception.ui.sheets.print_form import PrintForm
from reception.ui.theme import DARK
from reception.ui.today.print_form import DayListForm
from reception.ui.widgets.frame import FindBox
from tests.support.desks import NINE_ON_MONDAY, Practice
from tests.support.windows import Window

THURSDAY = date(2026, 11, 26)


def find(window: Window, typed: str = "") -> Palette:
    """Open the palette by its key and type."""
    window.press("Ctrl+K")
    palette = window.dialog(Palette)
    if typed:
        window.type(typed)
    return palette


def shown(palette: Palette) -> list[tuple[str, str]]:
    return [(entry.kind.value, entry.title) for entry in palette.list.entries.entries]


def know(here, name: str, number: str, **more: Any) -> Patient:
    """Let the diary know somebody, and what else there is to know of them."""
    here.book(next(iter(here.free_times(1))), name, number)
    with here.desk.store.read() as reader:
        (found,) = (line.patient for line in patients.find(reader, number))
    if more:
        patients.edit(here.desk.history, found, replace(found, **more))
    return found


def booked(here, name: str) -> list[str]:
    """Return where and when somebody's calls are."""
    mine = sorted(
        (one for one in here.lines() if one.patient.name == name), key=lambda one: one.slot.starts_at
    )
    return [f"{one.clinic.name} {span.moment_text(one.slot.starts_at)}" for one in mine]


# ---- the model


def test_the_model_is_a_good_one(qtmodeltester):
    model = Entries()
    qtmodeltester.check(model)
    model.show([Entry(Kind.CALL, "Jane Holt", "Mon 23 Nov"), Entry(Kind.ACTION, "Print", key="Ctrl+P")])
    qtmodeltester.check(model)
    first = model.index(0)
    assert first.data(Qt.ItemDataRole.DisplayRole) == "Jane Holt"
    assert first.data(Qt.ItemDataRole.AccessibleTextRole) == "Call, Jane Holt, Mon 23 Nov"
    assert model.index(7).data(Qt.ItemDataRole.DisplayRole) is None
    model.show([])
    assert model.rowCount() == 0


# ---- what is found


def test_before_anything_is_typed_it_offers_the_next_free_slots_and_useful_actions(window):
    offered = find(window).list.entries.entries
    assert [entry.detail for entry in offered[:3]] == [
        "London · Mr Oliver Eaton",
        "Manchester · Mr Oliver Eaton",
        "Bedford · Mr William Sharples",
    ]
    assert [entry.title for entry in offered[3:6]] == ["Book a call", "Find a free slot", "Print"]


def test_an_action_that_was_used_is_offered_first_the_next_time(window):
    find(window, "dark")
    window.press("Return")
    assert window.main.theme.tokens is DARK
    actions = [entry.title for entry in find(window).list.entries.entries if entry.kind is Kind.ACTION]
    assert actions[:2] == ["Switch between light and dark", "Book a call"]
    assert len(actions) == len(set(actions)) == 6


def test_people_come_before_the_rest_and_show_their_needs(window, here):
    know(here, "Lisa Lists", "07700 900334", needs=("large print",))
    palette = find(window, "lis")
    assert shown(palette)[:2] == [("Patient", "Lisa Lists"), ("Call", "Lisa Lists")]
    assert ("Action", "Go to Lists") in shown(palette)
    assert palette.list.current.detail == "07700 900334 · call Mon 23 Nov 09:00 · needs large print"


def test_who_asked_not_to_be_called_is_shown_so_without_a_call_to_make(window, here):
    know(here, "Lisa Lists", "07700 900334", do_not_call=True)
    palette = find(window, "lisa")
    assert palette.list.current.detail == "07700 900334 · do not call"


def test_what_is_named_exactly_comes_first(window, here):
    know(here, "Lena Listson", "07700 900334")
    palette = find(window, "lists")
    assert shown(palette)[:2] == [("Action", "Go to Lists"), ("Patient", "Lena Listson")]


def test_digits_find_a_number_in_any_format(window, here):
    know(here, "Jane Holt", "07700 900334")
    palette = find(window, "+44 (0)7700 900 334")
    assert shown(palette) == [("Patient", "Jane Holt"), ("Call", "Jane Holt")]


def test_a_clinic_brings_its_address_number_and_next_free_slot(window):
    palette = find(window, "bedf")
    (free, clinic, filter_) = palette.list.entries.entries
    assert (filter_.kind, filter_.title) == (Kind.ACTION, "Show only Bedford")
    assert (free.kind, free.title) == (Kind.FREE, "Mon 23 Nov 09:30–09:45")
    assert clinic.detail == "The Village Medical Centre, Kingswood Way, MK40 4GH · 01234 380345"


def test_what_is_not_found_is_said_and_nothing_pretends_to_understand(window):
    palette = find(window, "holt of nowhere")
    assert shown(palette) == []
    assert palette.nothing.isVisible()
    assert palette.nothing.text().startswith("Nothing found for “holt of nowhere”. Try the beginning")
    window.press("Return")
    window.dialog(Palette)
    assert palette.field.text() == "holt of nowhere"


def test_names_in_any_script_and_markup_are_shown_as_they_are(window, here):
    for number, name in enumerate(("李小龙", "נועה לוי", "😀 Smile", "<b>Bold</b> & Co", "O’Neill")):
        know(here, name, f"07700 90010{number}")
    palette = find(window)
    for typed, name in (
        ("李", "李小龙"),
        ("נועה", "נועה לוי"),
        ("o'ne", "O’Neill"),
        ("<b>bo", "<b>Bold</b> & Co"),
    ):
        palette.field.setText(typed)
        window.settle()
        assert ("Patient", name) in shown(palette)
        assert not palette.grab().isNull()


# ---- free slots


def test_a_wish_for_a_free_slot_is_said_back_before_anything_happens(window):
    palette = find(window, "free bedford tue thu after 4")
    assert palette.plan.text() == "Free slots in Bedford on Tue or Thu after 16:00"
    assert palette.plan.isVisible()
    assert not palette.left.isVisible()
    assert shown(palette)[0] == ("Free", "Tue 24 Nov 16:00–16:15")
    assert {title[:3] for _, title in shown(palette)} == {"Tue", "Thu"}


def test_what_was_not_understood_is_said(window):
    palette = find(window, "free willy tue")
    assert palette.plan.text() == "Free slots in all clinics on Tue"
    assert palette.left.text().startswith("Not understood: “willy”. Clinics, clinicians, days")
    assert palette.left.isVisible()
    assert palette.list.current is None, "Enter must not book what was not understood"


def test_a_date_and_a_clinician_are_understood(window):
    palette = find(window, "free sharples 3 dec")
    assert palette.plan.text() == "Free slots in all clinics with Mr W. Sharples on Thu 3 Dec"
    assert {entry.detail.split(" · ")[1] for entry in palette.list.entries.entries} == {"Mr William Sharples"}
    assert {title[:9] for _, title in shown(palette)} == {"Thu 3 Dec"}


def test_a_day_that_does_not_fit_its_weekday_is_said_and_offers_nothing(window, here):
    know(here, "Jane Holt", "07700 900334")
    palette = find(window, "book holt thu 3 dec 2027 10:15 london")
    assert palette.left.text() == "3 Dec 2027 is a Friday, not a Thursday. Change one of them."
    assert shown(palette) == []
    assert not palette.nothing.isVisible()


def test_a_booking_on_a_date_is_done_with_enter(window, here):
    know(here, "Jane Holt", "07700 900334")
    here.cancel()
    palette = find(window, "book holt 26/11 10:15 london")
    assert palette.plan.text() == "Book “holt” on Thu 26 Nov at 10:15 in London"
    window.press("Return")
    assert "London Thu 26 Nov 10:15" in booked(here, "Jane Holt")


def test_the_clinic_of_the_filter_is_meant_and_said(window):
    bedford = next(clinic for clinic in window.main.context.clinics if clinic.name == "Bedford")
    window.main.context.filter_by(bedford.id)
    palette = find(window, "free sat")
    assert palette.plan.text() == "Free slots in Bedford (the clinic chosen above) on Sat"
    assert {entry.detail.split(" · ")[0] for entry in palette.list.entries.entries} == {"Bedford"}


def test_a_wish_that_finds_none_says_so(window):
    palette = find(window, "free sun")
    assert palette.nothing.text().startswith("No slot like that is free.")
    assert palette.nothing.isVisible()


# ---- what a line asks to do


def test_a_booking_is_said_back_and_done_with_enter(window, here):
    know(here, "Jane Holt", "07700 900334")
    know(here, "Martin Holtby", "07700 900518")
    here.cancel()
    palette = find(window, "book holt thu 10:15 london")
    assert palette.plan.text() == "Book “holt” on Thu 26 Nov at 10:15 in London"
    assert palette.list.current.title == "Book Jane Holt into Thu 26 Nov 10:15"
    assert palette.list.current.detail == "London · Mr O. Eaton"
    assert shown(palette)[1:] == [("Patient", "Martin Holtby")]
    assert palette.first.isVisible()
    window.press("Return")
    assert window.no_dialog()
    assert booked(here, "Jane Holt")[-1] == "London Thu 26 Nov 10:15"


def test_a_second_call_is_said_in_the_line_and_asked_about_in_the_form(window, here):
    know(here, "Jane Holt", "07700 900334")
    palette = find(window, "book holt thu 10:15 london")
    assert palette.left.text() == (
        "There is a call on Mon 23 Nov 09:00 already. Enter opens the form, which asks about a second one."
    )
    assert palette.list.current.title == "Book a second call for Jane Holt, Thu 26 Nov 10:15"
    assert palette.list.current.detail == "has one Mon 23 Nov 09:00 · London · Mr O. Eaton"
    window.press("Return")
    form = window.dialog(BookingForm)
    assert form.already.sentence.endswith("in London. Enter again books a second one.")
    assert form.focusWidget() is form.doing
    assert len(booked(here, "Jane Holt")) == 1
    window.press("Return")
    assert window.no_dialog()
    assert booked(here, "Jane Holt") == ["London Mon 23 Nov 09:00", "London Thu 26 Nov 10:15"]


def test_a_call_that_another_desk_books_before_enter_is_asked_about_too(window, here):
    know(here, "Jane Holt", "07700 900334")
    here.cancel()
    window.main.live.stop()
    find(window, "book holt thu 10:15 london")
    here.book("15:00")
    window.press("Return")
    form = window.dialog(BookingForm)
    assert form.refusal.endswith("Book a second call if that is meant.")
    assert form.doing.text() == "Book a second call"


def test_two_who_fit_are_listed_and_none_is_guessed(window, here):
    know(here, "Jane Holt", "07700 900334")
    here.cancel()
    know(here, "Nora Holt", "07700 900481")
    palette = find(window, "book holt thu 10:15 london")
    assert [title for _, title in shown(palette)] == [
        "Book Jane Holt into Thu 26 Nov 10:15",
        "Book a second call for Nora Holt, Thu 26 Nov 10:15",
    ]
    assert palette.left.text() == "2 patients fit “holt”. Choose one with ↓, then Enter."
    assert palette.list.current is None
    window.press("Return")
    window.dialog(Palette)
    window.press("Down Down Return Return")
    assert window.no_dialog()
    assert booked(here, "Nora Holt")[-1] == "London Thu 26 Nov 10:15"


def test_two_of_one_name_are_told_apart_by_their_numbers(window, here):
    know(here, "Jane Holt", "07700 900334")
    know(here, "Jane Holt", "07700 900481")
    palette = find(window, "book jane holt thu 10:15 london")
    details = [entry.detail for entry in palette.list.entries.entries]
    assert ["07700 900334" in details[0], "07700 900481" in details[1]] == [True, True]


def test_a_time_that_is_taken_is_not_swapped_for_another(window, here):
    know(here, "Jane Holt", "07700 900334")
    here.book("10:15", "Nora Blake", "07700 900481", THURSDAY)
    palette = find(window, "book holt thu 10:15 london")
    assert palette.left.text() == "10:15 is not free there. These times are. Choose one with ↓, then Enter."
    assert palette.list.current is None
    assert "Thu 26 Nov 10:15" not in " ".join(title for _, title in shown(palette))
    assert shown(palette)[0] == ("Do", "Book a second call for Jane Holt, Thu 26 Nov 09:00")


def test_tab_opens_the_booking_before_anything_is_done(window, here):
    know(here, "Jane Holt", "07700 900334")
    find(window, "book 900334 thu 10:15 london")
    window.press("Tab")
    form = window.dialog(BookingForm)
    assert form.who.input.text() == "Jane Holt"
    assert form.when.input.currentText().startswith("Thu 26 Nov 10:15")


def test_a_booking_that_is_refused_comes_up_in_the_form(window, here):
    know(here, "Jane Holt", "07700 900334")
    here.cancel()
    find(window, "book holt thu 10:15 london")
    here.book("10:15", "Nora Blake", "07700 900481", THURSDAY)
    window.press("Return")
    form = window.dialog(BookingForm)
    assert "10:15 has just been taken" in form.refusal
    assert form.who.input.text() == "Jane Holt"


def test_somebody_nobody_knows_is_taken_into_the_form_with_their_name(window):
    palette = find(window, "book Pia Voss thu 10:15 london")
    assert palette.left.text() == "Nobody known is called “Pia Voss”. Choose a slot to add them."
    assert palette.list.current is None
    window.press("Down Return")
    assert window.dialog(BookingForm).who.input.text() == "Pia Voss"


def test_a_booking_for_nobody_asks_for_whom(window):
    palette = find(window, "book thu 10:15 london")
    assert palette.left.text() == "Say for whom too: a name or a number."
    assert shown(palette) == [("Free", "Thu 26 Nov 10:15–10:30")]


def test_a_sheet_is_printed_as_the_line_says(window):
    palette = find(window, "print amitriptyline large")
    assert palette.plan.text() == "Print “amitriptyline” in 18 pt"
    assert palette.list.current.title == "Print Amitriptyline for back pain, 18 pt"
    assert palette.list.current.detail == "for nobody in particular · version 1 · draft"
    window.press("Return")
    assert "“Amitriptyline for back pain”, version 1, for nobody" in window.dialog(PrintForm).told
    assert window.screen.panel.edition is Edition.LARGE


def test_a_sheet_for_somebody_takes_the_size_they_need_and_tab_only_shows_it(window, here):
    know(here, "Jane Holt", "07700 900334", needs=("giant print",))
    palette = find(window, "print amitriptyline for holt")
    assert palette.list.current.title == "Print Amitriptyline for back pain, 24 pt"
    assert palette.list.current.detail.startswith("for Jane Holt, 07700 900334")
    window.press("Tab")
    assert window.no_dialog()
    assert window.main.current == "sheets"
    assert window.screen.panel.patient.name == "Jane Holt"
    assert window.screen.panel.edition is Edition.GIANT


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("print nothing at all", "No sheet is called “nothing at all”. Ctrl+5 shows all there are."),
        ("print amitriptyline for nobody", "Nobody known is called “nobody”."),
        ("book holt sun", "Nobody known is called “holt”. Choose a slot to add them."),
    ],
)
def test_what_a_line_lacks_is_said(window, typed, said):
    palette = find(window, typed)
    assert palette.left.text() == said
    assert palette.list.current is None
    assert not palette.first.isVisible()


def test_a_week_is_exported_and_its_days_are_said(window):
    palette = find(window, "week 47 excel")
    assert palette.plan.text() == "Week 47, 16–22 November 2026, to Excel"
    assert shown(palette) == [("Do", "Export week 47 to Excel")]
    window.press("Return")
    assert window.main.current == "lists"
    assert window.screen.monday == date(2026, 11, 16)
    assert isinstance(QApplication.activeModalWidget(), QFileDialog)
    QApplication.activeModalWidget().reject()


def test_a_week_that_does_not_exist_says_which_is_the_last(window):
    palette = find(window, "week 54")
    assert palette.plan.text() == "There is no week 54 in 2026: it has 53. Try week 53."
    assert shown(palette) == []


@pytest.mark.parametrize(
    "typed", ["book a call", "print", "print sheet", "print in 18", "book", "week", "week view"]
)
def test_the_words_of_actions_stay_theirs(window, typed):
    palette = find(window, typed)
    assert Kind.DO not in {entry.kind for entry in palette.list.entries.entries}
    assert not palette.plan.isVisible()


# ---- keys and mouse


def test_the_question_mark_lists_every_action_with_its_key(window):
    palette = find(window, "?")
    listed = [(entry.title, entry.key) for entry in palette.list.entries.entries]
    known = window.main.doing.table()
    assert sorted(listed) == sorted((action.text, action.key) for action in known)
    assert [key == "" for _, key in listed] == sorted(key == "" for _, key in listed), "keys come first"
    block = next(entry for entry in palette.list.entries.entries if entry.key == "B")
    assert block.spoken == "Action, Block this slot, or release it, on Diary, B"
    window.type(" ctrl n")
    assert shown(palette) == [("Action", "Book a call")]


def test_arrows_walk_and_a_late_answer_leaves_them_where_they_are(window, here):
    know(here, "Jane Holt", "07700 900334")
    palette = find(window, "holt")
    window.press("Down")
    assert palette.list.current.kind is Kind.CALL
    palette.questions.answered.emit()
    assert palette.list.current.kind is Kind.CALL
    window.press("Down Down PageDown")
    assert palette.list.current.kind is Kind.CALL
    window.press("PageUp Up")
    assert palette.list.current.kind is Kind.PATIENT
    window.type("x")
    assert palette.list.current is None


def test_what_enter_would_do_is_told_to_a_screen_reader(window, here):
    know(here, "Jane Holt", "07700 900334")
    palette = find(window, "holt")
    assert palette.field.accessibleDescription().startswith("Patient, Jane Holt, 07700 900334")
    window.press("Down")
    assert palette.field.accessibleDescription().startswith("Call, Jane Holt")
    window.type("xyz")
    assert palette.field.accessibleDescription().startswith("Nothing found for “holtxyz”.")


def test_escape_leaves_and_changes_nothing(window, here):
    before = here.lines()
    find(window, "undo the last change")
    window.press("Escape")
    assert window.no_dialog()
    assert here.lines() == before
    assert window.main.current == "today"


def test_a_click_does_it(window, here):
    know(here, "Jane Holt", "07700 900334")
    palette = find(window, "jane")
    where = palette.list.visualRect(palette.list.entries.index(1)).center()
    QTest.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=where)
    window.settle()
    assert window.main.current == "diary"
    window.dialog(CallCard).reject()


def test_a_click_beside_it_leaves_and_one_on_it_does_not(window):
    palette = find(window)
    QTest.mouseClick(palette, Qt.MouseButton.LeftButton, pos=palette.panel.geometry().center())
    assert palette.isVisible()
    QTest.mouseClick(palette, Qt.MouseButton.LeftButton, pos=QPoint(5, palette.height() - 5))
    assert window.no_dialog()


def test_the_find_box_opens_it_and_its_button_leaves(window):
    QTest.mouseClick(window.main.findChild(FindBox), Qt.MouseButton.LeftButton)
    palette = window.dialog(Palette)
    (leave,) = [one for one in palette.findChildren(QPushButton) if one.isVisible()]
    assert (leave.text(), leave.accessibleName()) == ("Esc", "Leave")
    QTest.mouseClick(leave, Qt.MouseButton.LeftButton)
    assert window.no_dialog()


@pytest.mark.parametrize("size", [(640, 360), (683, 384), (1366, 768), (2560, 1440)])
def test_it_lies_over_the_window_whatever_its_size(file_window, size):
    file_window.main.resize(1000, 700)
    palette = find(file_window, "free tue willy")
    file_window.main.resize(*size)
    file_window.settle()
    assert palette.geometry() == QRect(file_window.main.mapToGlobal(QPoint()), file_window.main.size())
    assert palette.rect().contains(palette.panel.geometry())
    assert palette.list.height() >= 2 * 36
    assert palette.list.geometry().bottom() < palette.panel.height()


# ---- a slow database


def test_enter_waits_for_the_answer_to_what_was_typed(window, here):
    know(here, "Jane Holt", "07700 900334")
    palette = find(window)
    gate = threading.Event()
    window.main.background.run(window.main, lambda desk: gate.wait(10), lambda value: None)
    QTest.keyClicks(palette.field, "holt")
    assert palette.questions.is_waiting
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.main.current == "today"
    gate.set()
    window.settle()
    assert window.main.current == "patients"
    assert window.screen.shown.patient.name == "Jane Holt"


def test_leaving_forgets_an_enter_that_waits(window, here):
    know(here, "Jane Holt", "07700 900334")
    palette = find(window)
    gate = threading.Event()
    window.main.background.run(window.main, lambda desk: gate.wait(10), lambda value: None)
    QTest.keyClicks(palette.field, "holt")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    QTest.keyClick(palette, Qt.Key.Key_Escape)
    gate.set()
    window.settle()
    assert window.main.current == "today"


def test_typing_while_the_database_works_makes_no_queue(window, here, diary: Practice):
    know(here, "Jane Holt", "07700 900334")
    palette = find(window)
    gate = threading.Event()
    window.main.background.run(window.main, lambda desk: gate.wait(10), lambda value: None)
    asked: list[str] = []
    engine = diary.opened[-1].store.engine

    def note(connection, cursor, statement, *more: object) -> None:
        if "FROM patient_words" in statement:
            asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    QTest.keyClicks(palette.field, "jane holt")
    gate.set()
    window.settle()
    event.remove(engine, "before_cursor_execute", note)
    assert shown(palette) == [("Patient", "Jane Holt"), ("Call", "Jane Holt")]
    assert len(asked) == 2


def test_a_database_that_fails_is_told_and_the_rest_still_works(window, here, diary: Practice):
    with here.desk.store.write() as writer:
        writer.connection.execute(text("ALTER TABLE patient_words RENAME TO gone"))
    palette = find(window, "print")
    assert palette.left.isVisible()
    assert palette.left.text()
    assert shown(palette) == [("Action", "Print")]
    window.press("Return")
    assert window.no_dialog()
    with here.desk.store.write() as writer:
        writer.connection.execute(text("ALTER TABLE gone RENAME TO patient_words"))


def test_an_entry_of_a_patient_shows_the_year_of_another_year(here):
    known = Patient(id=PatientId(1), name="Joe Moss", phone="+447700900123", known_since=NINE_ON_MONDAY)
    line = PatientLine(patient=known, next_call=None, waits_since=NINE_ON_MONDAY.replace(year=2025))
    assert patient_entry(line, NINE_ON_MONDAY).detail == "07700 900123 · waiting since Sun 23 Nov 2025"


# ---- over the window


def test_the_window_is_dimmed_behind_the_panel_whose_corners_are_round(window):
    before = window.main.grab().toImage()
    palette = find(window)
    over = palette.grab().toImage()
    for place in (QPoint(20, 300), QPoint(1000, 700)):
        assert over.pixelColor(place).lightness() < before.pixelColor(place).lightness() - 40
        assert over.pixelColor(place).alpha() == 255
    panel = palette.panel.geometry()
    surface = window.main.theme.colour("surface")
    assert over.pixelColor(panel.topLeft()) != surface
    assert over.pixelColor(panel.topLeft()).lightness() > 40, "no black speck"
    assert over.pixelColor(panel.topLeft() + QPoint(12, 12)) == surface
    below = (
        over.pixelColor(panel.center().x(), panel.bottom() + 3),
        over.pixelColor(panel.center().x(), panel.bottom() + 40),
    )
    assert below[0].lightness() < below[1].lightness(), "it casts a shadow"


def test_the_panel_follows_a_window_that_changes_its_size(window):
    palette = find(window)
    window.main.resize(1000, 600)
    window.settle()
    assert palette.size() == window.main.size()
    assert palette.grab().toImage().pixelColor(990, 590).alpha() == 255


def test_a_panel_that_grew_smaller_leaves_no_shadow_behind(window):
    palette = find(window)
    assert len(palette.list.entries.entries) > 5
    below = QPoint(palette.panel.geometry().left() - 4, palette.panel.geometry().bottom() - 4)
    painted: list[QRect] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, happened: QEvent) -> bool:
            if happened.type() == QEvent.Type.Paint:
                painted.append(happened.rect())
            return False

    watch = Watch()
    palette.installEventFilter(watch)
    window.type("week 47")
    assert palette.panel.geometry().bottom() < below.y() - 40
    assert any(rect.contains(below) for rect in painted)


def test_the_list_of_a_day_of_one_clinician_is_asked_for_in_one_line(here, window):
    find(window, "print list sharples tomorrow")
    window.press("Return")
    form = window.dialog(DayListForm)
    assert form.windowTitle() == "Print the list of Tue 24 Nov"
    assert form.clinician.input.currentText().startswith("Mr William Sharples")
