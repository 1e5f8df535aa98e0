"""A receptionist books, moves, cancels, records and takes back calls, with the keyboard alone."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtGui import QGuiApplication

from reception.domain import span
from reception.domain.call import CallStatus, CancelledBy, Result
from reception.services import calls, patients
from reception.services.calls import Caller
from reception.ui.booking.acts import CallBackForm, CancelForm, MoveForm
from reception.ui.booking.call_card import CallCard
from reception.ui.booking.form import BookingForm
from tests.support.desks import TestDesk
from tests.support.windows import Window, open_window


@dataclass
class Fingers:
    """Counts the strokes that are not text."""

    window: Window
    strokes: int = 0

    def press(self, keys: str) -> None:
        self.window.press(keys)
        self.strokes += len(keys.split())


@pytest.fixture
def fingers(window: Window) -> Fingers:
    return Fingers(window)


def paste(window: Window, text: str) -> None:
    """Put text into the focused field, in any script."""
    QGuiApplication.clipboard().setText(text)
    window.press("Ctrl+V")


def known(here: TestDesk, text: str) -> list[str]:
    """Return the patients a text finds, as another desk sees them."""
    with here.desk.store.read() as reader:
        return [line.patient.name for line in patients.find(reader, text)]


def time_of(here: TestDesk, name: str) -> str:
    """Return the time of somebody's call, as another desk sees it."""
    return span.clock(here.line(name).slot.starts_at)


# ---- the keyboard budget


def test_a_new_caller_is_booked_into_the_next_free_slot(window, here, fingers):
    (free, *_) = here.free_times(1)
    fingers.press("Ctrl+N")
    window.dialog(BookingForm)
    window.type("Nora Blake")
    fingers.press("Tab")
    window.type("07700 900481")
    fingers.press("Return")
    assert window.no_dialog()
    assert here.line("Nora Blake").call.status is CallStatus.BOOKED
    assert time_of(here, "Nora Blake") == free
    assert here.line("Nora Blake").patient.phone == "+447700900481"
    assert fingers.strokes <= 6


@pytest.mark.parametrize(
    ("screen", "typed"),
    [
        ("Ctrl+1", "900334"),
        ("Ctrl+1", "0334"),
        ("Ctrl+2", "07700 9003"),
        ("Ctrl+4", "+44 7700 900334"),
        ("Ctrl+5", "holt"),
        ("Ctrl+6", "jan hol"),
    ],
)
def test_a_known_patient_is_booked_by_a_part_of_what_is_known(file_window, typed, screen, file_diary):
    there = file_diary.desk("Joe Moss")
    there.book("16:00", "Jane Holt", "07700 900334")
    there.cancel()
    window, fingers = file_window, Fingers(file_window)
    window.press(screen)
    fingers.press("Ctrl+N")
    window.type(typed)
    fingers.press("Return Return")
    assert window.no_dialog()
    assert [line.patient.name for line in there.lines()] == ["Jane Holt", "Jane Holt"]
    assert known(there, "900334") == ["Jane Holt"]
    assert fingers.strokes <= 4


def test_a_known_patient_is_booked_by_somebody_who_types_faster_than_the_database(window, here):
    here.book("16:00", "Jane Holt", "07700 900334")
    window.press("Ctrl+N")
    form = window.dialog(BookingForm)
    for letter in "holt":
        window.qtbot.keyClick(form.who.input, letter)
    window.qtbot.keyClick(form.who.input, "\r")
    window.settle()
    assert form.phone.input.text() == "07700 900334"
    window.press("Return Return")
    assert window.no_dialog()
    assert len(here.lines()) == 2


def test_nobody_is_picked_whom_the_whole_text_does_not_find(window, here):
    here.book("16:00", "Jane Holt", "07700 900334")
    window.press("Ctrl+N")
    form = window.dialog(BookingForm)
    window.type("hol")
    assert form.matches.isVisible()
    window.qtbot.keyClick(form.who.input, "m")
    window.qtbot.keyClick(form.who.input, "\r")
    window.settle()
    assert form.phone.input.text() == ""
    assert form.refusal == "Type a phone number to call."
    assert window.focus is form.phone.input


def test_a_call_is_moved_to_the_next_free_slot(window, here, fingers):
    here.book("16:00")
    window.go("today")
    free = here.free_times(1)[0]
    fingers.press("M")
    window.dialog(MoveForm)
    fingers.press("Return")
    assert window.no_dialog()
    assert time_of(here, "Jane Holt") == free
    assert fingers.strokes <= 3


def test_a_call_is_cancelled_with_who_and_why(window, here, fingers):
    here.book("16:00")
    window.go("today")
    fingers.press("Delete")
    form = window.dialog(CancelForm)
    chosen = form.reason.input.itemText(1)
    fingers.press("Down Return")
    assert window.no_dialog()
    call = here.line().call
    assert (call.status, call.cancelled_by, call.cancel_reason) == (
        CallStatus.CANCELLED,
        CancelledBy.PATIENT,
        chosen,
    )
    assert "16:00" in here.free_times(40)
    assert fingers.strokes <= 3


@pytest.mark.parametrize("words", ["Train cancelled; rings again", "Ill", "On"])
def test_a_call_is_cancelled_by_the_clinician_in_any_words(window, here, words):
    here.book("16:00")
    window.go("today")
    window.press("Delete")
    form = window.dialog(CancelForm)
    window.press("Shift+Tab Down Tab")
    form.reason.input.lineEdit().selectAll()
    window.type(words)
    window.press("Return")
    assert window.no_dialog()
    call = here.line().call
    assert (call.cancelled_by, call.cancel_reason) == (CancelledBy.CLINICIAN, words)


def test_a_call_is_not_cancelled_without_a_reason(file_window, file_diary):
    desk = file_diary.desk("Joe Moss")
    desk.book("16:00")
    file_window.go("today")
    file_window.press("Delete")
    form = file_window.dialog(CancelForm)
    form.reason.input.lineEdit().selectAll()
    file_window.press("Backspace Return")
    assert file_window.dialog(CancelForm).refusal == "Say why the call is cancelled, in a few words."
    assert desk.line().call.status is CallStatus.BOOKED
    file_window.press("Escape")
    assert file_window.no_dialog()


ENDS = {
    "1": (Result.CONSULTATION_BOOKED, CallStatus.DONE),
    "2": (Result.CALL_BACK, CallStatus.BOOKED),
    "3": (Result.NO_ANSWER, CallStatus.BOOKED),
    "4": (Result.VOICEMAIL, CallStatus.BOOKED),
    "5": (Result.NOT_SUITABLE, CallStatus.DONE),
    "6": (Result.WRONG_NUMBER, CallStatus.BOOKED),
    "7": (Result.DO_NOT_CALL, CallStatus.DONE),
}


@pytest.mark.parametrize("key", ENDS)
def test_one_key_records_what_came_of_the_selected_call_and_it_can_be_undone(window, here, fingers, key):
    here.book("09:00")
    window.go("today")
    fingers.press(key)
    assert fingers.strokes == 1
    if key == "2":
        window.dialog(CallBackForm)
        window.press("Return")
    assert window.no_dialog()
    result, status = ENDS[key]
    line = here.line()
    assert (line.call.outcome, line.call.status, line.call.attempts) == (result, status, 1)
    assert line.patient.do_not_call == (key == "7")
    assert line.number_is_wrong == (key == "6")
    assert (line.call.next_try is not None) == (key in "234")
    window.press("Ctrl+Z")
    back = here.line()
    assert (back.call.outcome, back.call.status, back.call.attempts) == (None, CallStatus.BOOKED, 0)
    assert not back.patient.do_not_call
    window.press("Ctrl+Y")
    assert here.line().call == line.call
    assert here.line().patient == line.patient


def test_a_note_goes_with_the_outcome_and_is_kept_while_another_call_is_looked_at(window, here):
    here.book("09:00", "Jane Holt")
    here.book("09:15", "Nora Blake", "07700 900481")
    window.go("today")
    panel = window.screen.panel
    panel.notes.setFocus()
    window.type("Asked about 1 price; 3 times")
    window.press("Tab")
    window.screen.table.setFocus()
    window.press("Down")
    assert (panel.line.patient.name, panel.notes.toPlainText()) == ("Nora Blake", "")
    window.press("Up")
    assert panel.notes.toPlainText() == "Asked about 1 price; 3 times"
    window.press("1")
    assert here.line("Jane Holt").call.notes == "Asked about 1 price; 3 times"
    assert here.line("Nora Blake").call.outcome is None
    assert panel.notes.toPlainText() == ""


def test_a_call_back_in_the_past_is_refused_and_the_form_stays(file_window, file_diary):
    desk = file_diary.desk("Joe Moss")
    desk.book("09:00")
    file_window.go("today")
    file_window.press("2")
    form = file_window.dialog(CallBackForm)
    form.at.time.input.setText("00:00")
    file_window.press("Return")
    assert file_window.dialog(CallBackForm).refusal.startswith("Mon 23 Nov 00:00 is in the past.")
    assert desk.line().call.outcome is None
    file_window.press("Escape")
    assert file_window.no_dialog()


# ---- from the diary


def test_the_diary_books_the_slot_under_the_cursor_and_opens_the_call_in_it(window, here):
    window.press("Ctrl+2")
    window.screen.grid.go_to(window.screen.grid.model_.grid.find(here.slot("10:15").id))
    window.press("Return")
    window.dialog(BookingForm)
    window.type("Nora Blake")
    window.press("Tab")
    window.type("07700 900481")
    window.press("Return")
    assert window.no_dialog()
    assert time_of(here, "Nora Blake") == "10:15"
    window.press("Return")
    window.dialog(CallCard)
    window.press("3")
    assert here.line("Nora Blake").call.outcome is Result.NO_ANSWER
    window.press("Escape")
    assert window.no_dialog()
    window.press("Ctrl+Z")
    assert here.line("Nora Blake").call.outcome is None


def test_the_diary_moves_and_cancels_the_call_under_the_cursor(window, here):
    here.book("10:15")
    window.press("Ctrl+2")
    window.screen.grid.go_to(window.screen.grid.model_.grid.find(here.slot("10:15").id))
    window.press("M")
    window.dialog(MoveForm)
    window.press("Return")
    assert time_of(here, "Jane Holt") == "09:00"
    window.press("Escape")
    assert window.no_dialog()
    window.screen.grid.go_to(window.screen.grid.model_.grid.find(here.slot("09:00").id))
    window.press("Delete")
    window.dialog(CancelForm)
    window.press("Return")
    assert here.line().call.status is CallStatus.CANCELLED


# ---- undo and redo


def book(window: Window) -> None:
    window.press("Ctrl+N")
    window.type("Nora Blake")
    window.press("Tab")
    window.type("07700 900481")
    window.press("Return")


def move(window: Window) -> None:
    window.press("M Return")


def cancel(window: Window) -> None:
    window.press("Delete Return")


def record(window: Window) -> None:
    window.press("3")


ACTS = {"book": book, "move": move, "cancel": cancel, "record": record}


def state(here: TestDesk) -> list[tuple[str, str, CallStatus, Result | None]]:
    """Return the week's calls as another desk sees them."""
    return [
        (line.patient.name, span.clock(line.slot.starts_at), line.call.status, line.call.outcome)
        for line in here.lines()
    ]


@pytest.mark.parametrize("act", ACTS)
def test_each_act_is_undone_and_redone_with_one_stroke(window, here, act):
    here.book("16:00")
    window.go("today")
    before = state(here)
    ACTS[act](window)
    assert window.no_dialog()
    after = state(here)
    assert after != before
    window.press("Ctrl+Z")
    assert state(here) == before
    window.press("Ctrl+Y")
    assert state(here) == after


@pytest.mark.parametrize("act", ACTS)
def test_each_act_is_undone_and_redone_in_another_run_of_the_program(window, here, diary, qtbot, qapp, act):
    here.book("16:00")
    window.go("today")
    before = state(here)
    ACTS[act](window)
    after = state(here)
    assert after != before
    window.main.close()
    again = open_window(qtbot, qapp, diary.desk("Mia Lane").desk)
    try:
        again.press("Ctrl+Z")
        assert state(here) == before
    finally:
        again.main.close()
    once_more = open_window(qtbot, qapp, diary.desk("Mia Lane").desk)
    try:
        once_more.press("Ctrl+Y")
        assert state(here) == after
    finally:
        once_more.main.close()


@pytest.mark.parametrize("screen", ["today", "diary", "patients", "clinics"])
def test_one_stroke_takes_the_last_change_back_from_every_screen(file_window, file_diary, screen):
    desk = file_diary.desk("Joe Moss")
    book(file_window)
    assert desk.line("Nora Blake").call.status is CallStatus.BOOKED
    file_window.go(screen)
    file_window.press("Ctrl+Z")
    assert desk.lines() == []
    file_window.press("Ctrl+Y")
    assert [line.patient.name for line in desk.lines()] == ["Nora Blake"]


def test_undo_belongs_first_to_the_text_that_is_being_typed(file_window, file_diary):
    desk = file_diary.desk("Joe Moss")
    book(file_window)
    file_window.go("patients")
    file_window.type("nob")
    file_window.press("Ctrl+Z")
    assert file_window.screen.finder.search.text() == ""
    assert len(desk.lines()) == 1
    file_window.press("Ctrl+Z")
    assert desk.lines() == []


def test_what_was_searched_before_the_last_change_is_not_taken_back_first(window, here):
    book(window)
    window.press("Ctrl+3")
    window.type("nora")
    window.press("Ctrl+N")
    window.press("Return Return")
    assert window.no_dialog()
    assert len(here.lines()) == 2
    assert window.focus is window.screen.finder.search
    window.press("Ctrl+Z")
    assert len(here.lines()) == 1
    assert window.screen.finder.search.text() == "nora"


def test_with_nothing_of_ones_own_to_undo_the_window_says_so(window, here):
    here.book("16:00")
    window.press("Ctrl+Z")
    assert window.main.toast.sentence == "There is nothing of yours to undo."
    window.press("Ctrl+Y")
    assert window.main.toast.sentence == "There is nothing of yours to redo."
    assert len(here.lines()) == 1


def test_undo_cannot_double_book(window, here):
    here.book("16:00")
    window.go("today")
    window.press("M Return")
    here.book("16:00", "Nora Blake", "07700 900481")
    before = state(here)
    window.press("Ctrl+Z")
    assert window.main.toast.sentence == (
        "“Moved Jane Holt, Mon 23 Nov 16:00 to Mon 23 Nov 09:00” cannot be taken back: "
        "Mon 23 Nov 16:00 has just been taken. Nothing else is left to undo."
    )
    assert state(here) == before


# ---- a slot taken meanwhile


def test_a_slot_taken_while_the_form_is_open_is_one_sentence_and_nothing_typed_is_lost(window, there):
    window.press("Ctrl+N")
    form = window.dialog(BookingForm)
    window.type("Nora Blake")
    window.press("Tab")
    window.type("07700 900481")
    window.press("Tab")
    window.type("Back pain")
    window.press("Tab")
    window.type("Her son")
    form.privacy.setChecked(True)
    there.end_holds()
    calls.book(
        there.desk.history, form.when.input.currentData(), Caller(name="Jane Holt", phone="07700 900334")
    )
    window.press("Return")
    assert window.dialog(BookingForm) is form
    assert form.refusal == "Mon 23 Nov 09:00 has just been taken. Choose another time."
    typed = [one.input.text() for one in (form.who, form.phone, form.about, form.speaking)]
    assert typed == ["Nora Blake", "07700 900481", "Back pain", "Her son"]
    assert form.privacy.isChecked()
    assert form.when.line is None
    assert there.line("Jane Holt").slot.id not in [
        form.when.input.itemData(number) for number in range(1, form.when.input.count())
    ]
    assert window.focus is form.when.input
    window.press("Down")
    chosen = form.when.input.currentText()
    window.press("Return")
    assert window.no_dialog()
    line = there.line("Nora Blake")
    assert chosen.startswith(span.moment_text(line.slot.starts_at))
    assert (line.call.about, line.call.speaking) == ("Back pain", "Her son")
    assert line.patient.privacy_given_at is not None


def test_a_slot_taken_while_the_move_form_is_open_can_be_exchanged_for_another(window, here):
    here.book("16:00")
    window.go("today")
    window.press("M")
    form = window.dialog(MoveForm)
    here.end_holds()
    here.book(here.free_times(1)[0], "Nora Blake", "07700 900481")
    window.press("Return")
    assert window.dialog(MoveForm) is form
    assert form.refusal == "Mon 23 Nov 09:00 has just been taken. Choose another time."
    window.press("Down Return")
    assert window.no_dialog()
    assert time_of(here, "Jane Holt") not in ("09:00", "16:00")
    assert len(here.lines()) == 2


# ---- nothing typed is lost


def test_what_was_typed_survives_esc_and_a_change_of_screen(file_window, file_diary):
    desk = file_diary.desk("Joe Moss")
    file_window.press("Ctrl+N")
    file_window.type("Nora Bla")
    file_window.press("Tab")
    file_window.type("07700 9004")
    file_window.press("Tab")
    file_window.type("Knee")
    file_window.press("Escape")
    assert file_window.no_dialog()
    file_window.press("Ctrl+4 Ctrl+2 Ctrl+1 Ctrl+N")
    form = file_window.dialog(BookingForm)
    assert [one.input.text() for one in (form.who, form.phone, form.about)] == [
        "Nora Bla",
        "07700 9004",
        "Knee",
    ]
    file_window.press("End")
    file_window.type("ke")
    file_window.press("Tab End")
    file_window.type("81")
    file_window.press("Return")
    assert file_window.no_dialog()
    line = desk.line("Nora Blake")
    assert (line.patient.phone, line.call.about) == ("+447700900481", "Knee")
    file_window.press("Ctrl+N")
    assert file_window.dialog(BookingForm).who.input.text() == ""


def test_clear_starts_anew(file_window):
    file_window.press("Ctrl+N")
    file_window.type("Nora")
    file_window.press("Escape Ctrl+N")
    form = file_window.dialog(BookingForm)
    form.clear_button.setFocus()
    file_window.press("Space")
    assert form.who.input.text() == ""
    file_window.press("Escape Ctrl+N")
    assert file_window.dialog(BookingForm).who.input.text() == ""


def test_booking_for_a_patient_of_the_list_leaves_what_was_typed_before_alone(file_window, file_diary):
    desk = file_diary.desk("Joe Moss")
    desk.book("16:00")
    file_window.press("Ctrl+N")
    file_window.type("Nora Blake")
    file_window.press("Escape Ctrl+3")
    file_window.press("Ctrl+N")
    form = file_window.dialog(BookingForm)
    assert form.who.input.text() == "Jane Holt"
    form.about.input.setFocus()
    file_window.type("Hip")
    file_window.press("Escape Ctrl+N")
    assert file_window.dialog(BookingForm).about.input.text() == "Hip"
    file_window.press("Return Return")
    assert file_window.no_dialog()
    assert [line.call.about for line in desk.lines()] == ["Hip", "Back pain"]
    file_window.press("Ctrl+1 Ctrl+N")
    assert file_window.dialog(BookingForm).who.input.text() == "Nora Blake"


def test_notes_typed_over_the_diary_are_there_again(file_window, file_diary):
    desk = file_diary.desk("Joe Moss")
    desk.book("09:00")
    file_window.press("Ctrl+2")
    file_window.screen.grid.go_to(file_window.screen.grid.model_.grid.find(desk.slot("09:00").id))
    file_window.press("Return")
    file_window.dialog(CallCard).panel.notes.setFocus()
    file_window.type("Rings back at 3")
    file_window.press("Escape Return")
    assert file_window.dialog(CallCard).panel.notes.toPlainText() == "Rings back at 3"
    file_window.press("Escape Ctrl+1")
    assert file_window.screen.panel.notes.toPlainText() == "Rings back at 3"


# ---- what people type


@pytest.mark.parametrize("field", ["about", "speaking"])
def test_a_text_that_nobody_reads_is_said_beside_its_field_and_stays(file_window, file_diary, field):
    desk = file_diary.desk("Joe Moss")
    file_window.press("Ctrl+N")
    form = file_window.dialog(BookingForm)
    file_window.type("Nora Blake")
    form.phone.input.setText("07700 900481")
    form.fields[field].input.setFocus()
    paste(file_window, "x" * 10_000)
    file_window.press("Return")
    assert file_window.dialog(BookingForm) is form
    assert form.fields[field].refusal == form.refusal
    assert form.refusal == f"“{'x' * 24}…” is too long: at most 200 characters fit here, and it has 10,000."
    assert len(form.fields[field].input.text()) == 10_000
    assert desk.lines() == []
    file_window.press("Ctrl+A")
    file_window.type("Knee")
    file_window.press("Return")
    assert file_window.no_dialog()
    assert getattr(desk.line("Nora Blake").call, field) == "Knee"


def test_a_note_that_nobody_reads_is_refused_and_stays(file_window, file_diary):
    desk = file_diary.desk("Joe Moss")
    desk.book("09:00")
    file_window.press("Ctrl+1")
    file_window.screen.refresh()
    file_window.settle()
    notes = file_window.screen.panel.notes
    notes.setFocus()
    paste(file_window, "x" * 10_000)
    file_window.screen.table.setFocus()
    file_window.press("3")
    assert file_window.main.toast.sentence == (
        f"“{'x' * 24}…” is too long: at most 4,000 characters fit here, and it has 10,000."
    )
    assert len(notes.toPlainText()) == 10_000
    assert desk.line().call.outcome is None


@pytest.mark.parametrize(
    ("name", "number", "field", "sentence"),
    [
        ("", "07700 900481", "name", "Type the patient’s name."),
        ("   ", "07700 900481", "name", "Type the patient’s name."),
        ("x" * 10_000, "07700 900481", "name", "A name can have at most 200 characters; this one has 10,000."),
        ("Nora Blake", "", "phone", "Type a phone number to call."),
        ("Nora Blake", "12", "phone", "“12” cannot be a phone number. Type it with its area code, as 07700 900123."),
        ("Nora Blake", "call her son", "phone", "“call her son” cannot be a phone number."),
        ("Nora Blake", "9" * 10_000, "phone", "cannot be a phone number."),
    ],
)  # fmt: skip
def test_bad_input_is_said_beside_its_field_and_stays(file_window, file_diary, name, number, field, sentence):
    desk = file_diary.desk("Joe Moss")
    file_window.press("Ctrl+N")
    form = file_window.dialog(BookingForm)
    width = form.width()
    paste(file_window, name)
    form.phone.input.setFocus()
    paste(file_window, number)
    file_window.press("Return")
    assert file_window.dialog(BookingForm) is form
    assert sentence in form.fields[field].refusal
    assert form.refusal == form.fields[field].refusal
    assert file_window.focus is form.fields[field].input
    assert form.fields[field].input.accessibleDescription() == form.refusal
    assert (form.who.input.text(), form.phone.input.text()) == (name, number)
    assert form.width() <= max(width, 560)
    assert desk.lines() == []
    file_window.press("Ctrl+A")
    file_window.type("7")
    assert form.fields[field].refusal == ""


@pytest.mark.parametrize(
    "name",
    ["李", "李小龙", "محمد علي", "😀 Smile", "X", "Ó", "O'Brien", "O’Brien-Smith", "=cmd|' /C calc'!A0", "<b>Bold</b>"],
)  # fmt: skip
def test_any_name_is_a_name(window, here, name):
    window.press("Ctrl+N")
    paste(window, name)
    window.press("Tab")
    window.type("+44 (0)7700 900 123")
    window.press("Return")
    assert window.no_dialog()
    line = here.line(name)
    assert line.patient.phone == "+447700900123"
    assert known(here, name) == [name]
    window.go("today")
    assert window.screen.panel.head.name.text() == name
    window.go("diary")
    window.go("patients")
    assert [one.patient.name for one in window.screen.table.rows.values] == [name]


def test_a_family_shares_a_number_and_either_is_picked(window, here):
    here.book("15:00", "Jane Holt", "07700 900334")
    here.book("16:00", "Tom Holt", "07700 900334")
    window.press("Ctrl+N")
    window.type("900334")
    form = window.dialog(BookingForm)
    shown = [form.matches.item(number).text() for number in range(form.matches.count())]
    assert [text.split(" · ")[0] for text in shown] == ["Jane Holt", "Tom Holt"]
    window.press("Down Return Return Return")
    assert window.no_dialog()
    assert sorted(line.patient.name for line in here.lines()) == ["Jane Holt", "Tom Holt", "Tom Holt"]
    assert known(here, "900334") == ["Jane Holt", "Tom Holt"]


def test_the_same_name_and_number_is_the_same_patient(window, here):
    here.book("16:00", "Jane Holt", "07700 900334")
    window.press("Ctrl+N")
    window.type("JANE  holt")
    window.press("Tab")
    window.type("+44 7700 900334")
    window.press("Return Return")
    assert window.no_dialog()
    assert [line.patient.name for line in here.lines()] == ["Jane Holt", "Jane Holt"]


def test_somebody_who_asked_not_to_be_called_is_not_booked(window, here):
    here.book("16:00")
    here.record(Result.DO_NOT_CALL)
    window.press("Ctrl+N")
    window.type("holt")
    window.press("Return Return")
    form = window.dialog(BookingForm)
    assert form.refusal == (
        "Jane Holt asked not to be called. If they changed their mind, clear that on their card."
    )
    assert len(here.lines()) == 1
