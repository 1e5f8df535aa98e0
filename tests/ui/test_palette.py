"""The palette in the real window: it finds, it walks, it does what the table of actions says."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from sqlalchemy import event, text

from reception.domain.ids import PatientId
from reception.domain.patient import Patient
from reception.services import patients
from reception.services.patients import PatientLine
from reception.ui.booking.call_card import CallCard
from reception.ui.palette.entries import Entry, Kind, patient_entry
from reception.ui.palette.entry_list import Entries
from reception.ui.palette.view import Palette
from reception.ui.theme import DARK
from reception.ui.widgets.frame import FindBox
from tests.support.desks import NINE_ON_MONDAY, Practice
from tests.support.windows import Window


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
    palette = find(window, "book holt thu 10:15 london")
    assert shown(palette) == []
    assert palette.nothing.isVisible()
    assert palette.nothing.text().startswith("Nothing found for “book holt thu 10:15 london”. Try")
    window.press("Return")
    window.dialog(Palette)
    assert palette.field.text() == "book holt thu 10:15 london"


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
    assert palette.left.text().startswith("Not understood: “willy”. Clinics, days")
    assert palette.left.isVisible()


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
    (leave,) = palette.findChildren(QPushButton)
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
