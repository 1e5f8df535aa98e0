"""Today: the order of the work, the figures, what is left over, and the call beside the list."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QLabel

from reception.domain import span
from reception.domain.call import CallStatus, Result
from reception.domain.details import Details
from reception.domain.ids import PatientId, WaitingId
from reception.domain.patient import Waiting
from reception.services import calls, history, patients, slots
from reception.services.calls import Caller
from reception.ui.booking.form import BookingForm
from reception.ui.diary.publish import PublishForm
from reception.ui.today.panel import LOWEST_NOTES
from reception.ui.today.print_form import DayListForm
from tests.support.desks import MONDAY, TestDesk
from tests.support.windows import Window
from tests.ui.test_accessible import cut


@pytest.fixture
def desk(file_diary) -> TestDesk:
    made = file_diary.desk("Joe Moss")
    made.publish()
    return made


def today(window: Window):
    """Return the screen, read afresh."""
    return window.go("today")


def order(window: Window) -> list[str]:
    return [line.patient.name for line in window.screen.table.rows.values]


def figures(window: Window) -> list[str]:
    return [figure.accessibleName() for figure in window.screen.figures.cards]


def words_of(widget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if not one.isHidden())


def read(label: QLabel) -> str:
    """Return what a label says, without the signs that keep words together."""
    return label.text().replace("\N{NO-BREAK SPACE}", " ").replace("\N{WORD JOINER}", "")


def test_an_empty_day_teaches_how_to_start(file_window):
    screen = today(file_window)
    assert not screen.empty.isHidden()
    assert screen.table.isHidden()
    assert "Ctrl+N" in screen.empty.sentence.text()
    assert screen.panel.line is None
    file_window.press("Ctrl+N")
    file_window.dialog(BookingForm)


def test_with_nothing_published_the_button_leads_to_publishing(file_window, clock):
    clock.move(days=600)
    screen = today(file_window)
    assert screen.empty.heading.text() == "Nobody to call today"
    assert screen.empty.sentence.text().startswith("No slot is free, so nobody can be booked.")
    assert file_window.focus.accessibleName() == "Publish slots…"
    file_window.press("Return")
    file_window.dialog(PublishForm)


def test_the_first_call_of_the_day_gets_the_keys_and_the_last_gives_them_back(desk, file_window):
    screen = today(file_window)
    file_window.press("Ctrl+N")
    file_window.type("Nora Blake")
    file_window.press("Tab")
    file_window.type("07700 900481")
    file_window.press("Return")
    assert file_window.focus is screen.table
    file_window.press("3")
    assert desk.line("Nora Blake").call.outcome is Result.NO_ANSWER
    file_window.press("Ctrl+Z Ctrl+Z")
    assert file_window.focus.accessibleName() == "Book a call"


def test_what_is_left_over_stands_on_top_then_due_then_to_come_then_done(desk, file_window, clock):
    desk.book("16:00", "Left Over", "07700 900101")
    clock.move(days=1)
    desk.book("09:30", "Now Due", "07700 900102", day=clock().date(), clinic="Bedford")
    desk.book("16:00", "Still Tocome", "07700 900103", day=clock().date(), clinic="Bedford")
    desk.book("10:00", "Done Already", "07700 900104", day=clock().date(), clinic="Bedford")
    desk.record(Result.CONSULTATION_BOOKED, "Done Already")
    clock.move(minutes=45)
    screen = today(file_window)
    assert order(file_window) == ["Left Over", "Now Due", "Still Tocome", "Done Already"]
    assert [screen.table.rows.index(row, 5).data() for row in range(4)] == [
        "Since Mon 23 Nov", "Due now", "16:00", "Done",
    ]  # fmt: skip
    assert screen.banner.sentence == (
        "1 call of an earlier day has no outcome yet: it stays on top until you record one."
    )
    desk.record(Result.NOT_SUITABLE, "Left Over")
    today(file_window)
    assert screen.banner.sentence == ""


def test_the_figures_count_the_day(desk, file_window):
    for number, at in enumerate(("09:00", "09:15", "09:30", "09:45")):
        desk.book(at, f"Patient {'ABCD'[number]}", f"07700 90010{number}")
    desk.record(Result.CONSULTATION_BOOKED, "Patient A")
    desk.record(Result.NO_ANSWER, "Patient B")
    for _ in range(3):
        desk.record(Result.VOICEMAIL, "Patient C")
    wish = Waiting(id=WaitingId(0), patient=PatientId(0), since=desk.clock())
    patients.wait(desk.desk.history, "Nora Blake", "07700 900481", wish)
    patients.wait(desk.desk.history, "Tom Holt", "07700 900482", wish)
    today(file_window)
    assert figures(file_window) == [
        "Calls today: 4, 1 still to call",
        "Done: 1, 1 consultation",
        "No answer: 2, 1 with no try left",
        "Next free slot: 09:30, Mr W. Sharples, Bedford",
        "Waiting list: 2, 2 fit a free slot",
    ]
    file_window.main.context.filter_by(desk.slot("09:00").clinic)
    file_window.settle()
    assert figures(file_window)[0] == "Calls today: 4, 1 still to call"
    file_window.main.context.filter_by(desk.slot("09:30", clinic="Bedford").clinic)
    file_window.settle()
    assert figures(file_window)[:3] == [
        "Calls today: 0, none left to call", "Done: 0, 0 consultations", "No answer: 0, nobody to chase",
    ]  # fmt: skip


def added_up(window: Window) -> tuple[int, int]:
    """Return how many calls the day has, and what done, no answer and still to call come to."""
    told = figures(window)
    numbers = [int(one.split(": ")[1].split(",")[0]) for one in told[:3]]
    note = told[0].split(", ")[1]
    left = 0 if note.startswith("none") else int(note.split()[0])
    return numbers[0], numbers[1] + numbers[2] + left


def test_calls_of_an_earlier_day_that_are_done_today_are_calls_of_today(desk, file_window, clock):
    desk.book("10:00", "Left Over", "07700 900101")
    desk.book("10:15", "Left Too", "07700 900102")
    clock.move(days=1)
    today(file_window)
    assert figures(file_window)[0] == "Calls today: 2, 2 still to call"
    for name in ("Left Over", "Left Too"):
        desk.record(Result.NOT_SUITABLE, name)
    today(file_window)
    assert figures(file_window)[:2] == ["Calls today: 2, none left to call", "Done: 2, 0 consultations"]
    assert added_up(file_window) == (len(order(file_window)), 2)


def test_whatever_comes_of_the_calls_the_figures_add_up_to_the_list(desk, file_window, clock):
    for number, at in enumerate(("09:00", "09:15", "09:30", "09:45", "10:00", "10:15", "10:30")):
        desk.book(at, f"Patient {'ABCDEFG'[number]}", f"07700 90010{number}")
    desk.record(Result.CONSULTATION_BOOKED, "Patient A")
    desk.record(Result.NO_ANSWER, "Patient B")
    desk.record(Result.WRONG_NUMBER, "Patient C")
    desk.record(Result.CALL_BACK, "Patient D", call_back_at=clock() + timedelta(days=1))
    desk.record(Result.DO_NOT_CALL, "Patient E")
    for _ in range(3):
        desk.record(Result.VOICEMAIL, "Patient F")
    calls.give_up(desk.desk.history, desk.line("Patient F").call)
    desk.cancel("Patient G")
    today(file_window)
    assert figures(file_window)[:3] == [
        "Calls today: 6, 2 still to call", "Done: 2, 1 consultation", "No answer: 2, 1 closed",
    ]  # fmt: skip
    assert added_up(file_window) == (6, 6)
    assert len(order(file_window)) == 6


def test_an_answer_for_another_clinic_than_the_one_shown_is_dropped(desk, file_window):
    desk.book("09:00")
    screen = today(file_window)
    other = desk.slot("09:30", clinic="Bedford").clinic
    file_window.main.context.clinic = other
    screen.refresh()
    file_window.main.context.clinic = None
    screen.refresh()
    file_window.settle()
    assert order(file_window) == ["Jane Holt"]


def test_the_panel_tells_all_about_the_call(desk, file_window):
    desk.book("09:00")
    seen = desk.line().patient
    patients.edit(desk.desk.history, seen, replace(seen, needs=("large print", "interpreter")))
    desk.record(Result.NO_ANSWER, note="Rang at home")
    screen = today(file_window)
    panel = screen.panel
    assert panel.head.phone.text() == "07700 900334"
    assert read(panel.head.where) == "Mr Oliver Eaton · London · 09:00–09:15"
    said = words_of(panel)
    for word in ("No answer · 1", "Back pain", "Large print", "Interpreter", "Rang at home", "Joe Moss"):
        assert word in said


def test_the_number_is_copied(desk, file_window):
    desk.book("09:00")
    screen = today(file_window)
    screen.panel.head.copy()
    assert QGuiApplication.clipboard().text() == "07700 900334"
    assert file_window.main.toast.sentence == "The number was copied."


def test_a_call_that_ended_takes_no_outcome_until_it_is_reopened(desk, file_window):
    desk.book("09:00")
    desk.record(Result.NOT_SUITABLE)
    panel = today(file_window).panel
    assert not any(one.isEnabled() for one in panel.results.values())
    assert not panel.notes.isEnabled()
    assert (panel.acts.buttons.reopen.isHidden(), panel.acts.buttons.close.isHidden()) == (False, True)
    file_window.press("1")
    file_window.press("M")
    file_window.press("Delete")
    assert file_window.no_dialog()
    assert desk.line().call.outcome is Result.NOT_SUITABLE
    panel.acts.buttons.reopen.setFocus()
    file_window.press("Return")
    assert all(one.isEnabled() for one in panel.results.values())
    assert desk.line().call.status is CallStatus.BOOKED
    assert file_window.screen.table.rows.index(0, 4).data() == "Reopened"
    assert file_window.focus is file_window.screen.table
    file_window.press("3")
    assert desk.line().call.outcome is Result.NO_ANSWER


def test_closing_as_not_reached_is_offered_once_the_tries_are_used_up(desk, file_window):
    desk.book("09:00")
    for tries in range(3):
        panel = today(file_window).panel
        assert panel.acts.buttons.close.isHidden(), tries
        desk.record(Result.NO_ANSWER)
    panel = today(file_window).panel
    assert not panel.acts.buttons.close.isHidden()
    panel.acts.buttons.close.click()
    file_window.settle()
    assert desk.line().call.status is CallStatus.NOT_REACHED


def test_a_number_that_was_wrong_is_to_be_fixed(desk, file_window):
    desk.book("09:00")
    desk.record(Result.WRONG_NUMBER)
    screen = today(file_window)
    assert screen.table.rows.index(0, 5).data() == "Fix the number"
    assert "Wrong number" in words_of(screen.panel.head.chips)


def test_the_minute_brings_the_next_call_up(desk, file_window, clock):
    desk.book("09:30")
    screen = today(file_window)
    assert screen.table.rows.index(0, 5).data() == "In 30 min"
    clock.move(minutes=31)
    screen._timer.timeout.emit()
    file_window.settle()
    assert screen.table.rows.index(0, 5).data() == "Due now"


def test_it_reads_nothing_while_it_is_not_shown(desk, file_window):
    screen = today(file_window)
    file_window.go("clinics")
    desk.book("09:00")
    screen._timer.timeout.emit()
    file_window.settle()
    assert screen.board.lines == ()


def test_a_call_is_gone_to(desk, file_window):
    desk.book("09:00")
    desk.book("09:15", "Nora Blake", "07700 900481")
    screen = today(file_window)
    screen.show_thing(desk.line("Nora Blake"))
    assert screen.panel.line.patient.name == "Nora Blake"
    desk.book("10:00", "Of Tomorrow", "07700 900111", day=desk.clock().date() + timedelta(days=2))
    screen.show_thing(desk.line("Of Tomorrow"))
    assert screen.panel.line.patient.name == "Of Tomorrow"


def test_the_keys_of_the_panel_work_from_its_buttons(window, here):
    here.book("09:00")
    window.main.shown.refresh()
    window.settle()
    window.screen.panel.results[Result.NO_ANSWER].setFocus()
    window.press("5")
    assert here.line().call.outcome is Result.NOT_SUITABLE
    window.screen.panel.acts.buttons.reopen.setFocus()
    window.press("Escape")
    assert window.screen.table.hasFocus() or window.screen.table.isHidden()


def test_enter_presses_the_button_that_has_the_focus(window, here):
    here.book("09:00")
    window.main.shown.refresh()
    window.settle()
    window.screen.panel.results[Result.NO_ANSWER].setFocus()
    window.press("Return")
    assert here.line().call.outcome is Result.NO_ANSWER


# ---- tried, and to be tried again


def due(window: Window, row: int = 0) -> str:
    """Return what the last column says of a row, both lines."""
    return window.screen.table.rows.index(row, 5).data(Qt.ItemDataRole.ToolTipRole)


def test_a_call_without_an_answer_stays_on_the_list_with_its_next_try(window, here):
    here.book("09:00")
    today(window)
    window.press("3")
    assert order(window) == ["Jane Holt"]
    assert due(window) == "Next try 09:15"
    assert window.screen.table.rows.index(0, 4).data() == "No answer · 1 of 3"
    here.clock.move(minutes=15)
    today(window)
    window.press("4")
    assert order(window) == ["Jane Holt"]
    assert due(window) == "Next try, Tue 24 Nov 14:00"
    assert window.screen.panel.head.due.text() == "Next try Tue 14:00"
    window.press("Ctrl+Z")
    assert due(window) == "Due now, since 09:15"
    assert window.screen.panel.head.due.text() == "Due now"


def test_the_row_that_is_chosen_is_in_sight(desk, file_window):
    for number in range(20):
        at, clinic = f"{9 + number % 10 // 4:02}:{number % 10 % 4 * 15:02}", "London"
        if number >= 10:
            at, clinic = f"{14 + number % 10 // 4:02}:{number % 10 % 4 * 15:02}", "Bedford"
        desk.book(at, f"Caller {number}", f"07700 9001{number:02}", clinic=clinic)
    table = today(file_window).table
    file_window.press("1")
    assert order(file_window)[-1] == "Caller 0"
    assert table.current.patient.name == "Caller 1"
    assert table.viewport().rect().contains(table.visualRect(table.currentIndex()))


# ---- room for all of it


@pytest.mark.parametrize("days", range(7))
def test_the_panel_shows_all_of_a_call_on_any_day_of_the_week(desk, file_window, clock, days):
    """The longest words there are, and a day of each name: how wide a text is depends on both."""
    clock.move(days=days)
    names = "Alexandra Featherstonehaugh", "Konstantin Papadopoulos"
    with desk.desk.store.read() as reader:
        free = slots.free(reader, clock(), limit=2)
    for one, name, about in zip(free, names, ("Back pain", "Sciatica, left leg"), strict=True):
        who = Caller(
            name=name,
            phone="+44 7700 900 101",
            privacy_given=True,
            details=Details(needs=("large print", "interpreter")),
        )
        calls.book(desk.desk.history, one.id, who, about=about)
    week = span.monday(span.london_day(free[0].slot.starts_at))
    calls.record(desk.desk.history, desk.line(names[0], week).call, Result.CONSULTATION_BOOKED)
    for _ in range(3):
        calls.record(desk.desk.history, desk.line(names[1], week).call, Result.VOICEMAIL)
        file_window.main.resize(1366, 768)
        screen = today(file_window)
        for name in names:
            screen.show_thing(desk.line(name, week))
            file_window.settle()
            assert screen.panel.line.patient.name == name
            assert cut(file_window.main) == []


@pytest.mark.parametrize(("width", "height", "rows"), [(1093, 614, 6), (911, 512, 4), (683, 384, 2)])
def test_a_window_that_is_drawn_larger_uses_its_room(desk, file_window, width, height, rows):
    """At 125, 150 and 200 % a PC of 1366 by 768 has this many points; what has no column stands below the name."""
    desk.book("09:00")
    file_window.main.resize(width, height)
    screen = today(file_window)
    table, told = screen.table, screen.table.rows.index(0, 1).data(Qt.ItemDataRole.ToolTipRole)
    in_columns = [
        table.rows.index(0, number).data() for number in range(6) if not table.isColumnHidden(number)
    ]
    for word in ("London", "Back pain"):
        assert (word in told) is not (word in in_columns), word
    assert table.viewport().height() >= rows * 50
    shown = [one.accessibleName() for one in screen.figures.cards if one.isVisible()]
    assert "Waiting list" in (shown[-1] if shown else screen.figures.line.text())
    assert table.horizontalScrollBar().maximum() == 0


def test_the_figures_keep_their_width_whatever_they_say(desk, file_window):
    screen = today(file_window)
    file_window.main.resize(1366, 768)
    file_window.settle()
    before = [one.width() for one in screen.figures.cards]
    for one in screen.figures.cards:
        one.show_figure("Wed 30 Sep", "11:45, Mr Bartholomew Featherstonehaugh, Manchester")
    file_window.settle()
    assert [one.width() for one in screen.figures.cards] == before


# ---- from one call to the next


def due_at_nine(desk: TestDesk, *names: str) -> None:
    """Book callers from 09:00 on, and let half an hour pass."""
    for number, name in enumerate(names):
        desk.book(f"09:{15 * number:02}", name, f"07700 90010{number}")
    desk.clock.move(minutes=15 * len(names))


def test_after_an_outcome_the_next_due_call_is_chosen(desk, file_window):
    due_at_nine(desk, "Ann Lee", "Ben Lee", "Cat Lee")
    screen = today(file_window)
    file_window.press("Down")
    file_window.press("5")
    assert screen.table.current.patient.name == screen.panel.line.patient.name == "Cat Lee"
    file_window.press("1")
    assert screen.table.current.patient.name == "Ann Lee"
    file_window.press("4")
    assert [desk.line(name).call.outcome for name in ("Ann Lee", "Ben Lee", "Cat Lee")] == [
        Result.VOICEMAIL, Result.NOT_SUITABLE, Result.CONSULTATION_BOOKED,
    ]  # fmt: skip


def test_a_key_held_down_is_for_one_call(desk, file_window):
    due_at_nine(desk, "Ann Lee", "Ben Lee")
    screen = today(file_window)
    for repeats in (False, True, True):
        kind, none = QKeyEvent.Type.KeyPress, Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(screen.table, QKeyEvent(kind, Qt.Key.Key_5, none, "5", repeats))
        file_window.settle()
    assert desk.line("Ann Lee").call.outcome is Result.NOT_SUITABLE
    assert desk.line("Ben Lee").call.outcome is None


def test_an_outcome_that_is_taken_back_gives_its_note_back(desk, file_window):
    due_at_nine(desk, "Ann Lee", "Ben Lee")
    screen = today(file_window)
    screen.panel.notes.setFocus()
    file_window.type("Rings on Tuesday")
    file_window.press("Escape")
    file_window.press("5")
    assert (screen.panel.line.patient.name, screen.panel.notes.toPlainText()) == ("Ben Lee", "")
    file_window.press("Ctrl+Z")
    assert (screen.panel.line.patient.name, screen.panel.notes.toPlainText()) == (
        "Ann Lee", "Rings on Tuesday",
    )  # fmt: skip
    file_window.press("Ctrl+Y")
    assert screen.panel.notes.toPlainText() == ""
    assert desk.line("Ann Lee").call.notes == "Rings on Tuesday"


def test_enter_on_a_row_leads_to_the_notes_and_records_nothing(desk, file_window):
    due_at_nine(desk, "Ann Lee")
    screen = today(file_window)
    file_window.press("Return")
    assert file_window.focus is screen.panel.notes
    file_window.press("Return")
    assert desk.line("Ann Lee").call.outcome is None
    file_window.press("Escape")
    assert file_window.focus is screen.table


def test_a_call_that_was_moved_has_its_tries_left(desk, file_window):
    desk.book("09:00")
    desk.record(Result.NO_ANSWER)
    desk.move(to="09:15")
    panel = today(file_window).panel
    assert panel.acts.buttons.close.isHidden()
    assert figures(file_window)[2] == "No answer: 1, each has a try left"


@pytest.mark.parametrize("by_key", [True, False])
def test_the_card_of_the_patient_is_one_key_away(desk, file_window, by_key):
    desk.book("09:00")
    desk.record(Result.WRONG_NUMBER)
    panel = today(file_window).panel
    assert panel.acts.buttons.card.text() == "Fix the number"
    assert words_of(panel.head.chips).count("Wrong number") == 1
    if by_key:
        file_window.press("C")
    else:
        panel.acts.buttons.card.click()
        file_window.settle()
    assert file_window.main.current == "patients"
    assert file_window.screen.shown.patient.name == "Jane Holt"


# ---- an outcome of another day


def test_an_outcome_for_a_call_of_another_day_is_asked_for_once_more(window, here):
    here.book("10:15", day=MONDAY + timedelta(days=3))
    today(window).show_thing(here.line())
    window.settle()
    asks = window.screen.panel.another_day
    window.press("3")
    assert asks.sentence == (
        "This call is for Thu 26 Nov 10:15. To record “No answer” today, press 3 or click once more."
    )
    assert here.line().call.outcome is None
    window.press("4")
    assert "“Voicemail left” today, press 4" in asks.sentence
    assert here.line().call.outcome is None
    window.press("4")
    assert here.line().call.outcome is Result.VOICEMAIL
    assert asks.sentence == ""
    assert window.main.toast.sentence == "Recorded “Voicemail left”: Jane Holt, Thu 26 Nov 10:15"
    window.press("Ctrl+Z")
    assert here.line().call.outcome is None


def test_a_call_that_waits_for_another_day_names_its_next_try(desk, file_window, clock):
    desk.book("09:00")
    desk.record(Result.NO_ANSWER)
    clock.move(minutes=15)
    desk.record(Result.NO_ANSWER)
    panel = today(file_window).panel
    panel.results[Result.NOT_SUITABLE].click()
    file_window.settle()
    assert panel.another_day.sentence.startswith("The next try is Tue 24 Nov 14:00. ")
    panel.results[Result.NOT_SUITABLE].click()
    file_window.settle()
    assert desk.line().call.outcome is Result.NOT_SUITABLE


def test_what_is_asked_out_of_sight_is_said_over_the_foot_of_the_window(desk, file_window):
    desk.book("10:15", day=MONDAY + timedelta(days=3))
    desk.book("09:00", "Nora Blake", "07700 900481")
    desk.record(
        Result.CALL_BACK, "Nora Blake", call_back_at=span.instant(MONDAY + timedelta(days=1), time(9))
    )
    today(file_window)
    file_window.press("3")
    assert file_window.main.toast.sentence == ""
    file_window.press("Down")
    file_window.main.resize(683, 384)
    file_window.settle()
    file_window.press("4")
    assert file_window.main.toast.sentence == file_window.screen.panel.another_day.sentence != ""


def test_what_was_asked_of_one_call_is_not_taken_for_another(desk, file_window):
    thursday = MONDAY + timedelta(days=3)
    desk.book("10:15", "Jane Holt", day=thursday)
    desk.book("10:30", "Nora Blake", "07700 900481", day=thursday)
    screen = today(file_window)
    for name in ("Jane Holt", "Nora Blake"):
        screen.show_thing(desk.line(name))
        file_window.settle()
        screen.panel.press("3")
        file_window.settle()
        assert desk.line(name).call.outcome is None
    assert "Thu 26 Nov 10:30" in screen.panel.another_day.sentence


def test_a_call_of_today_that_is_not_due_yet_takes_one_stroke(desk, file_window):
    desk.book("16:00")
    today(file_window)
    file_window.press("3")
    assert desk.line().call.outcome is Result.NO_ANSWER


# ---- printing


def print_day(window: Window, path, *, has_numbers: bool) -> str:
    """Print today's list with the button, on a real printer that writes PDF; return what is on the paper."""
    window.screen.print_button.click()
    form = window.dialog(DayListForm)
    form.printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    form.printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    form.printer.setOutputFileName(str(path))
    form.numbers.setChecked(has_numbers)
    window.press("Return", on=form.doing)
    window.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None, timeout=20_000)
    window.settle()
    return str(path)


def test_todays_list_is_printed_and_nothing_of_it_stays(desk, file_window, tmp_path):
    desk.book("09:00")
    today(file_window)
    path = print_day(file_window, tmp_path / "day.pdf", has_numbers=True)
    assert len(PdfReader(path).pages) == 1
    assert file_window.main.toast.sentence == "Today’s list was sent to the printer."
    assert [one.name for one in tmp_path.iterdir() if one.suffix == ".pdf"] == ["day.pdf"]


@pytest.mark.parametrize(
    ("has_numbers", "what"), [(True, "with names and numbers"), (False, "initials alone")]
)
def test_that_todays_list_was_printed_is_noted_and_undo_takes_back_what_was_done_before(
    desk, file_window, tmp_path, has_numbers, what
):
    desk.book("09:00")
    today(file_window)
    file_window.press("3")
    desk.book("09:30", "Tom Ash", "07700 900111")
    today(file_window)
    print_day(file_window, tmp_path / "day.pdf", has_numbers=has_numbers)
    with desk.desk.store.read() as reader:
        entry = history.lines(reader, limit=1)[0][0]
    assert (entry.who, entry.sentence) == (
        "Mia Lane",
        f"Printed the list of a day: Mon 23 Nov 2026, all clinics, {what}",
    )
    file_window.press("Ctrl+Z")
    assert desk.line().call.outcome is None


def test_a_list_that_was_not_printed_is_not_noted(desk, file_window):
    desk.book("09:00")
    today(file_window)
    with desk.desk.store.read() as reader:
        before = history.last_line(reader)
    file_window.screen.print_button.click()
    file_window.dialog(DayListForm).reject()
    file_window.settle()
    with desk.desk.store.read() as reader:
        assert history.last_line(reader) == before


def test_with_nobody_left_to_call_nothing_is_printed(desk, file_window, tmp_path):
    desk.book("09:00")
    desk.record(Result.NOT_SUITABLE)
    today(file_window)
    file_window.screen.print_button.click()
    form = file_window.dialog(DayListForm)
    form.printer = QPrinter()
    file_window.press("Return", on=form.doing)
    assert form.refusal == "Nobody is to be called any more today, so there is nothing to print."


@pytest.mark.parametrize("key", ["P", "Ctrl+P"])
def test_a_sheet_is_printed_for_the_patient_of_the_call(desk, file_window, key):
    desk.book("09:00")
    today(file_window)
    file_window.press(key)
    assert file_window.main.current == "sheets"
    assert file_window.screen.panel.finder.patient.name == "Jane Holt"


def test_with_no_call_there_is_nothing_to_print(file_window):
    today(file_window)
    file_window.press("Ctrl+P")
    assert file_window.main.current == "today"
    assert "nothing to print" in file_window.main.toast.sentence


def test_the_history_says_what_was_done_and_what_was_given(desk, file_window):
    desk.book("09:00")
    desk.move(to="09:15")
    desk.record(Result.NO_ANSWER)
    said = words_of(today(file_window).panel.history)
    for word in (
        "Booked for Mon 23 Nov 09:00 London · Joe Moss",
        "Moved from Mon 23 Nov 09:00 London to Mon 23 Nov 09:15 London · Joe Moss",
        "Recorded “No answer”, try 1; next try Mon 23 Nov 09:15 · Joe Moss",
    ):
        assert word in said


# ---- what is clicked stays where it is


def test_the_outcomes_stay_in_their_place_whatever_there_is_to_tell(desk, file_window):
    file_window.main.resize(1366, 768)
    desk.book("09:00", "Amir Fadel", "07700 900101")
    told = Details(needs=("large print",))
    who = Caller(name="Jane Tell", phone="07700 900102", privacy_given=True, details=told)
    calls.book(desk.desk.history, desk.slot("09:15").id, who, about="Shoulder")
    screen, places = today(file_window), set()
    for name in ("Amir Fadel", "Jane Tell"):
        screen.show_thing(desk.line(name))
        file_window.settle()
        last = screen.panel.results[Result.WRONG_NUMBER]
        places.add(last.mapTo(screen, QPoint()).y())
    assert len(places) == 1
    assert screen.panel.notes.height() >= LOWEST_NOTES
    assert screen.panel.past.mapTo(screen, QPoint()).y() < screen.height()


def test_after_an_outcome_the_first_row_in_sight_is_whole(desk, file_window):
    file_window.main.resize(1366, 768)
    for number in range(10):
        at = f"{9 + number // 4:02}:{number % 4 * 15:02}"
        desk.book(at, f"Caller Number{number}", f"07700 90010{number}")
    screen = today(file_window)
    screen.table.choose(desk.line("Caller Number7").id)
    desk.record(Result.NO_ANSWER, "Caller Number7")
    screen.refresh()
    file_window.settle()
    bar, height = screen.table.verticalScrollBar(), screen.table.verticalHeader().defaultSectionSize()
    assert bar.value() == bar.maximum() or bar.value() % height == 0
