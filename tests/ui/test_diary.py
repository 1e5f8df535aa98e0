"""The diary's screen: a week or a day of real slots, what stands beside it, what a key does on a cell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from PySide6.QtCore import QDate, QPoint, QRect, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QScrollArea

from reception.domain import span
from reception.domain.availability import Availability
from reception.domain.call import Result
from reception.domain.clinician import Clinician
from reception.domain.ids import AvailabilityId, PatientId, WaitingId
from reception.domain.patient import Waiting
from reception.domain.slot import SlotState
from reception.services import availability, clinicians, clinics, patients, sessions, slots
from reception.ui.booking.acts import CancelForm, MoveForm
from reception.ui.booking.call_card import CallCard
from reception.ui.booking.form import BookingForm
from reception.ui.diary.block import BlockForm
from reception.ui.diary.date_form import DateForm
from reception.ui.diary.heading import text_of
from reception.ui.diary.layout import clock_text
from reception.ui.diary.menu import entries
from reception.ui.diary.publish import PublishForm
from reception.ui.widgets.cut import Cut
from tests.support.desks import MONDAY, TestDesk
from tests.support.windows import Window, open_window


@pytest.fixture
def desk(file_diary) -> TestDesk:
    made = file_diary.desk("Joe Moss")
    made.publish()
    return made


def diary(window: Window):
    return window.go("diary")


def at_slot(window: Window, desk: TestDesk, at: str, day: date = MONDAY, clinic: str = "London"):
    """Put the cursor on a slot."""
    screen = window.screen
    screen.grid.go_to(screen.grid.model_.grid.find(desk.slot(at, day, clinic).id))
    window.settle()
    return screen.grid.current


def slot_of(desk: TestDesk, at: str):
    return desk.slot(at)


def press_button(window: Window, name: str) -> None:
    found = [one for one in window.screen.findChildren(QPushButton) if one.accessibleName() == name]
    assert found, f"no button is called {name}"
    found[0].click()
    window.settle()


def texts(window: Window) -> str:
    return "\n".join(one.text() for one in window.screen.findChildren(QLabel) if not one.isHidden())


# ---- what is shown


def test_the_week_stands_there_with_the_cursor_on_now(desk, file_window, clock):
    clock.move(minutes=72)
    screen = diary(file_window)
    assert screen.heading.text() == "23–28 Nov 2026"
    days = [lane.day_text for lane in screen.grid.model_.grid.lanes]
    assert days[0] == "Mon 23"
    assert days[-1] == "Sat 28"
    assert screen.grid.current.slot.starts_at == span.instant(MONDAY, clock().time().replace(minute=0))
    assert screen.banner.sentence == ""


def test_weeks_and_days_are_turned_with_keys_and_buttons(desk, file_window):
    screen = diary(file_window)
    file_window.press("Alt+Right")
    assert screen.span == (MONDAY + timedelta(days=7), MONDAY + timedelta(days=13))
    assert screen.heading.text() == "30 Nov – 5 Dec"
    file_window.press("Alt+Left Alt+Left")
    assert screen.span[0] == MONDAY - timedelta(days=7)
    press_button(file_window, "Today")
    assert screen.span[0] == MONDAY
    screen.views.findChildren(QPushButton)[1].click()
    file_window.settle()
    assert screen.span == (MONDAY, MONDAY)
    assert screen.heading.text() == "Mon 23 Nov 2026"
    assert [lane.title for lane in screen.grid.model_.grid.lanes] == [
        "Mr Oliver Eaton",
        "Mr William Sharples",
    ]
    press_button(file_window, "Later")
    assert screen.span == (MONDAY + timedelta(days=1), MONDAY + timedelta(days=1))
    press_button(file_window, "Earlier")
    assert screen.span == (MONDAY, MONDAY)


def test_a_week_that_is_not_published_says_so_and_offers_it(desk, file_window):
    screen = diary(file_window)
    screen.go_to(MONDAY + timedelta(days=21))
    file_window.settle()
    assert screen.banner.sentence == "No slots are published for these days yet."
    press_button(file_window, "Publish slots")
    file_window.dialog(PublishForm).questions.close_rest()
    file_window.press("Return")
    assert file_window.no_dialog()
    assert screen.banner.sentence == ""
    assert screen.grid.model_.grid.cells


def test_the_heading_of_a_week_names_its_sunday_where_that_has_a_column(desk, file_window):
    with desk.desk.store.read() as reader:
        who, where = clinicians.named(reader, "Eaton"), clinics.named(reader, "London")
    sunday = MONDAY + timedelta(days=6)
    hours = Availability(
        id=AvailabilityId(0), clinician=who.id, clinic=where.id, weekday=6, starts=time(10), ends=time(12),
        valid_from=sunday, valid_to=sunday,
    )  # fmt: skip
    sessions.add(desk.desk.history, hours)
    screen = diary(file_window)
    assert screen.heading.text() == "23–29 Nov 2026"
    for act, text in (
        ("later", "30 Nov – 5 Dec"),
        ("earlier", "23–29 Nov 2026"),
        ("day view", "Mon 23 Nov 2026"),
        ("week view", "23–29 Nov 2026"),
    ):
        file_window.main.act(act)
        file_window.settle()
        assert screen.heading.text() == text


def test_weeks_that_are_over_need_no_slots(file_diary, qtbot, qapp):
    window = open_window(qtbot, qapp, file_diary.desk("Mia Lane").desk)
    try:
        screen = diary(window)
        screen.go_to(MONDAY - timedelta(days=14))
        window.settle()
        assert screen.banner.sentence == ""
    finally:
        window.main.close()


def test_only_the_clinic_of_the_filter_is_shown(desk, file_window):
    screen = diary(file_window)
    file_window.main.context.filter_by(desk.slot("09:30", clinic="Bedford").clinic)
    file_window.settle()
    assert {cell.clinic.name for cell in screen.grid.model_.grid.cells.values()} == {"Bedford"}


def test_the_cursor_stays_on_its_slot_when_the_week_is_read_again(desk, file_window):
    screen = diary(file_window)
    at_slot(file_window, desk, "14:30")
    desk.book("10:00")
    file_window.main.live.look()
    file_window.settle()
    assert span.clock(screen.grid.current.slot.starts_at) == "14:30"


def test_beside_it_stand_the_next_free_calls_and_who_waits(desk, file_window):
    wish = Waiting(id=WaitingId(0), patient=PatientId(0), weekdays=(1,), since=desk.clock(), about="Knee")
    patients.wait(desk.desk.history, "Nora Blake", "07700 900481", wish)
    diary(file_window)
    said = texts(file_window)
    assert "London · Eaton" in said
    assert "Knee · since Mon 23 Nov" in said
    press_button(file_window, "Book Nora Blake, fits Tue 09:30")
    form = file_window.dialog(BookingForm)
    assert form.who.input.text() == "Nora Blake"
    assert form.when.input.currentText().startswith("Tue 24 Nov 09:30")
    file_window.press("Return")
    assert file_window.no_dialog()
    assert "Nobody is waiting." in texts(file_window)
    press_button(file_window, "Book London · Eaton, Today 09:00")
    assert file_window.dialog(BookingForm).when.input.currentText().startswith("Mon 23 Nov 09:00")


# ---- keys on a cell


def test_b_blocks_a_free_slot_with_a_reason_and_releases_it(desk, file_window):
    diary(file_window)
    at_slot(file_window, desk, "11:00")
    file_window.press("B")
    file_window.dialog(BlockForm)
    file_window.press("Down Return")
    assert file_window.no_dialog()
    blocked = slot_of(desk, "11:00")
    assert (blocked.state, blocked.reason) == (SlotState.BLOCKED, "Break")
    assert file_window.screen.grid.current.text() == "Break"
    file_window.press("B")
    assert slot_of(desk, "11:00").state is SlotState.OPEN
    file_window.press("Ctrl+Z")
    assert slot_of(desk, "11:00").state is SlotState.BLOCKED
    file_window.press("Return")
    assert slot_of(desk, "11:00").state is SlotState.OPEN


def test_a_slot_that_was_booked_meanwhile_is_not_blocked(desk, file_window):
    diary(file_window)
    file_window.main.live.stop()
    at_slot(file_window, desk, "11:00")
    desk.book("11:00")
    file_window.press("B")
    form = file_window.dialog(BlockForm)
    file_window.press("Return")
    assert form.refusal
    assert slot_of(desk, "11:00").state is SlotState.OPEN


def test_figures_are_read_as_a_time_and_record_nothing(desk, file_window):
    desk.book("11:00")
    screen = diary(file_window)
    at_slot(file_window, desk, "11:00")
    for keys, at in (
        ("1 0", "10:00"),
        ("1 4 3 0", "14:30"),
        ("9", "09:00"),
        ("9 3 0", "09:30"),
        ("2", "14:00"),
    ):
        file_window.press(keys)
        file_window.qtbot.waitUntil(lambda at=at: cursor_time(screen) == at)
        screen.grid.jump.typed.finish()
    file_window.type("16:45")
    assert cursor_time(screen) == "16:45"
    assert file_window.no_dialog()
    assert desk.line().call.attempts == 0


def test_a_time_that_is_typed_waits_for_more_and_enter_opens_what_is_there(desk, file_window):
    screen = diary(file_window)
    at_slot(file_window, desk, "09:30")
    QTest.keyClicks(file_window.focus, "1")
    assert screen.grid.findChild(QLabel, "").isVisible()
    assert cursor_time(screen) == "09:30"
    QTest.keyClicks(file_window.focus, "1")
    assert cursor_time(screen) == "11:00"
    file_window.press("Return")
    assert file_window.dialog(BookingForm).when.input.currentText().startswith("Mon 23 Nov 11:00")


def test_what_is_no_time_or_is_not_shown_is_said(desk, file_window):
    screen = diary(file_window)
    at_slot(file_window, desk, "11:00")
    file_window.type("9999")
    assert file_window.main.toast.sentence == "“9999” is not a time. Type it as 10, 1015 or 10:15."
    assert cursor_time(screen) == "11:00"
    file_window.type("2215")
    assert file_window.main.toast.sentence == "22:15 is not shown: the diary goes from 09:00 to 18:00 here."
    assert cursor_time(screen) == "17:45"
    file_window.type("10")
    file_window.press("Escape")
    assert cursor_time(screen) == "10:00"


def test_home_and_end_go_to_the_first_and_last_slot_of_the_lane(desk, file_window):
    screen = diary(file_window)
    at_slot(file_window, desk, "11:00")
    lane = screen.grid.currentIndex().column()
    rows = sorted(row for row, number in screen.grid.model_.grid.cells if number == lane)
    file_window.press("End")
    assert screen.grid.currentIndex().row() == rows[-1]
    file_window.press("Home")
    assert (screen.grid.currentIndex().row(), screen.grid.currentIndex().column()) == (rows[0], lane)


def cursor_time(screen) -> str:
    """Return the time of the row that has the cursor."""
    return clock_text(screen.grid.model_.grid.times[screen.grid.currentIndex().row()])


def test_a_date_is_gone_to_by_key_and_by_the_calendar(desk, file_window):
    screen = diary(file_window)
    at_slot(file_window, desk, "11:00")
    file_window.press("Ctrl+G")
    form = file_window.dialog(DateForm)
    file_window.type("thu 3 x")
    file_window.press("Return")
    assert form.refusal == "“thu 3 x” is not a day. Write it as 26 Nov or 26/11/2026."
    form.day.input.clear()
    file_window.type("3 dec")
    assert form.calendar.selectedDate() == QDate(2026, 12, 3)
    file_window.press("Return")
    assert file_window.no_dialog()
    assert screen.span[0] == date(2026, 11, 30)
    assert screen.grid.current.slot.starts_at == span.instant(date(2026, 12, 3), time(11))
    press_button(file_window, "Go to a date (Ctrl+G)")
    form = file_window.dialog(DateForm)
    form.calendar.setFocus()
    form.calendar.setSelectedDate(QDate(2026, 11, 25))
    file_window.press("Return")
    assert file_window.no_dialog()
    assert screen.day == date(2026, 11, 25)


def test_a_date_to_go_to_is_the_nearest_one(desk, file_window, clock):
    clock.move(days=3)
    screen = diary(file_window)
    screen.views.take("day")
    for typed, day in (
        ("tue 24 nov", date(2026, 11, 24)),
        ("18 nov", date(2026, 11, 18)),
        ("mon", date(2026, 11, 30)),
    ):
        file_window.press("Ctrl+G")
        file_window.type(typed)
        file_window.press("Return")
        assert file_window.no_dialog(), typed
        assert screen.day == day, typed


def test_the_diary_remembers_its_place_over_a_restart_on_the_same_day(file_diary, qtbot, qapp, clock):
    desk = file_diary.desk("Joe Moss")
    desk.publish()
    own = file_diary.desk("Mia Lane")
    window = open_window(qtbot, qapp, own.desk)
    screen = window.go("diary")
    screen.views.take("day")
    screen.go_to(MONDAY + timedelta(days=8))
    window.settle()
    slot = desk.slot("14:30", MONDAY + timedelta(days=8), "Bedford")
    screen.grid.go_to(screen.grid.model_.grid.find(slot.id))
    window.go("today")
    assert window.go("diary").grid.current.slot == slot
    window.main.close()
    again = open_window(qtbot, qapp, file_diary.desk("Mia Lane").desk)
    screen = again.go("diary")
    assert (screen.day, screen.views.value) == (MONDAY + timedelta(days=8), "day")
    assert screen.grid.current.slot == slot
    again.main.close()
    clock.move(days=1)
    tomorrow = open_window(qtbot, qapp, file_diary.desk("Mia Lane").desk)
    screen = tomorrow.go("diary")
    assert (screen.day, screen.views.value) == (MONDAY + timedelta(days=1), "day")
    tomorrow.main.close()


def test_keys_of_a_call_mean_nothing_on_a_free_slot(desk, file_window):
    diary(file_window)
    at_slot(file_window, desk, "11:00")
    file_window.press("M Delete")
    assert file_window.no_dialog()
    assert desk.lines() == []


def test_a_letter_that_means_nothing_on_a_call_opens_nothing(desk, file_window):
    desk.book("11:00")
    desk.book("11:15", "Is Done", "07700 900101")
    desk.record(Result.NOT_SUITABLE, "Is Done")
    diary(file_window)
    at_slot(file_window, desk, "11:00")
    file_window.press("A D X B W")
    assert file_window.no_dialog()
    at_slot(file_window, desk, "11:15")
    file_window.press("M Delete")
    assert file_window.no_dialog()
    assert desk.line("Is Done").call.outcome is Result.NOT_SUITABLE


def test_a_slot_that_opens_later_says_when_is_not_counted_and_is_released_with_b(desk, file_window):
    with desk.desk.store.read() as reader:
        rules = [one for one in availability.rota(reader) if one.weekday == 3]
    for rule in rules:
        availability.edit(desk.desk.history, rule, replace(rule, opens_days_before=1))
    desk.publish(weeks=4)
    thursday = MONDAY + timedelta(days=24)
    diary(file_window)
    file_window.screen.go_to(thursday)
    file_window.settle()
    grid = file_window.screen.grid
    slot = next(
        cell for cell in grid.model_.grid.cells.values() if span.london_day(cell.slot.starts_at) == thursday
    )
    assert slot.opens == "opens Wed 16 Dec"
    assert not slot.is_free
    assert {lane.free for lane in grid.model_.grid.lanes if lane.day == thursday} == {0}
    grid.go_to(grid.model_.grid.find(slot.id))
    grid.setFocus()
    file_window.press("Return")
    assert file_window.no_dialog()
    assert "opens Wed 16 Dec for booking. Press B to release it now." in file_window.main.toast.sentence
    file_window.press("B")
    released = grid.model_.grid.cells[grid.model_.grid.find(slot.id)]
    assert released.is_free


def test_a_free_slot_that_is_over_says_so_and_opens_nothing(desk, file_window, clock):
    diary(file_window)
    clock.move(hours=2)
    cell = at_slot(file_window, desk, "10:15")
    file_window.press("Return")
    assert file_window.no_dialog()
    told = "Mon 23 Nov 10:15 is over. Choose a later time."
    assert file_window.main.toast.sentence == told
    file_window.main.toast.hide()
    place = file_window.screen.grid.visualRect(file_window.screen.grid.currentIndex()).center()
    for click in (QTest.mouseClick, QTest.mouseDClick):
        click(file_window.screen.grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert file_window.no_dialog()
    assert file_window.main.toast.sentence == told
    diary(file_window)
    assert not at_slot(file_window, desk, "10:15").is_free
    assert cell.is_open


def test_the_card_of_the_patient_under_the_cursor_is_one_key_away(desk, file_window):
    desk.book("11:00")
    diary(file_window)
    at_slot(file_window, desk, "11:00")
    file_window.press("C")
    assert file_window.main.current == "patients"
    assert file_window.screen.shown.patient.name == "Jane Holt"


def test_next_free_and_the_waiting_list_are_of_the_clinic_in_the_filter(desk, file_window):
    wish = Waiting(id=WaitingId(0), patient=PatientId(0), since=desk.clock())
    patients.wait(desk.desk.history, "Nora Blake", "07700 900481", wish)
    diary(file_window)
    assert any(text.startswith("Bedford") for text in texts(file_window).splitlines())
    london = next(one for one in file_window.main.context.clinics if one.name == "London")
    file_window.main.context.filter_by(london.id)
    file_window.settle()
    assert not any(text.startswith(("Bedford", "Manchester")) for text in texts(file_window).splitlines())
    with desk.desk.store.read() as reader:
        fits = patients.waiting(reader, desk.clock(), london.id)[0].fits
    assert fits.clinic == london.id


def test_enter_on_a_call_opens_its_card(desk, file_window):
    desk.book("11:00")
    diary(file_window)
    at_slot(file_window, desk, "11:00")
    file_window.press("Return")
    assert file_window.dialog(CallCard).panel.line.patient.name == "Jane Holt"


def test_ctrl_n_takes_the_slot_under_the_cursor_where_it_is_free_and_to_come(desk, file_window, clock):
    desk.book("11:00")
    diary(file_window)
    at_slot(file_window, desk, "11:15")
    file_window.press("Ctrl+N")
    assert file_window.dialog(BookingForm).when.input.currentText().startswith("Mon 23 Nov 11:15")
    file_window.press("Escape")
    at_slot(file_window, desk, "11:00")
    file_window.press("Ctrl+N")
    assert file_window.dialog(BookingForm).when.input.currentText().startswith("Mon 23 Nov 09:00")
    file_window.press("Escape")
    clock.move(hours=4)
    at_slot(file_window, desk, "11:15")
    file_window.press("Ctrl+N")
    assert file_window.dialog(BookingForm).when.input.currentText().startswith("Mon 23 Nov 13:00")


def test_a_call_and_a_day_are_gone_to(desk, file_window):
    desk.book("10:00", day=MONDAY + timedelta(days=7))
    file_window.main.context.go("diary", desk.line(week=MONDAY + timedelta(days=7)))
    file_window.settle()
    assert file_window.dialog(CallCard).panel.line.patient.name == "Jane Holt"
    assert file_window.screen.span[0] == MONDAY + timedelta(days=7)
    file_window.press("Escape")
    file_window.main.context.go("diary", MONDAY)
    file_window.settle()
    assert file_window.screen.span[0] == MONDAY


# ---- publishing


def test_publishing_shows_before_what_it_will_change(desk, file_window):
    blocked = desk.slot("11:00")
    slots.block(desk.desk.history, [blocked], "Away")
    file_window.main.act("publish")
    form = file_window.dialog(PublishForm)
    assert form.figures.opening.text().startswith("+ ")
    assert form.figures.opening.text().endswith("slots opened")
    assert date(2026, 12, 25) in form.questions.questions
    form.weeks.input.setValue(2)
    file_window.settle()
    assert "Everything is published already." in form.figures.told.text()
    assert not form.doing.isEnabled()
    file_window.press("Return")
    assert file_window.dialog(PublishForm) is form


def test_publishing_an_example_rota_says_so_and_shows_where_it_is_changed(desk, file_window):
    file_window.main.act("publish")
    form = file_window.dialog(PublishForm)
    assert form.example.sentence == (
        "The rota is still an example: change it to yours, or keep it, in Settings, Availability, before you publish."
    )
    form.example.findChild(QPushButton).click()
    assert file_window.no_dialog()
    assert file_window.main.current == "settings"
    for clinician in sorted({rule.clinician for rule in rota(desk)}):
        with desk.desk.store.read() as reader:
            person = reader.get(Clinician, clinician)
        availability.keep(desk.desk.history, person)
    file_window.main.act("publish")
    assert file_window.dialog(PublishForm).example.sentence == ""


def rota(desk: TestDesk):
    with desk.desk.store.read() as reader:
        return availability.rota(reader)


# ---- the menu of a cell


def texts_of(cell, now) -> list[str]:
    """Return the words of a menu without its last entries, which every cell has: its day on paper, its history."""
    *acts, gap, paper, history = entries(cell, now)
    assert (gap, paper.text_with_key) == (None, "Print the list of Mon 23 Nov…\tCtrl+P")
    assert history.text == "History…"
    return ["" if one is None else one.text for one in acts]


def menu_at(window: Window, place: QPoint) -> QMenu:
    """Ask for the menu at a place of the grid, as a right click does; return it."""
    grid = window.screen.grid.viewport()
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, grid.mapToGlobal(place))
    QApplication.sendEvent(grid, asked)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def choose(window: Window, text: str) -> None:
    """Click the cell under the cursor with the right button, and an entry of the menu that opens."""
    grid = window.screen.grid
    menu = menu_at(window, grid.visualRect(grid.currentIndex()).center())
    found = [one for one in menu.actions() if one.text().split("\t")[0] == text]
    assert found, f"{text} is not in {[one.text() for one in menu.actions()]}"
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(found[0]).center())
    window.settle()


def test_the_menu_offers_what_a_cell_can_do_each_with_its_key(desk, file_window, clock):
    desk.book("11:00")
    desk.book("11:15", "Is Done", "07700 900101")
    desk.record(Result.NOT_SUITABLE, "Is Done")
    slots.block(desk.desk.history, [desk.slot("11:30")], "Away")
    diary(file_window)
    now = clock()
    cells = {at: at_slot(file_window, desk, at) for at in ("11:00", "11:15", "11:30", "11:45")}
    results = ["Consultation booked", "Call back…", "No answer", "Voicemail left", "Not suitable", "Wrong number",
               "Do not call"]  # fmt: skip
    assert texts_of(cells["11:00"], now) == [
        "Open",
        "",
        *results,
        "",
        "Move…",
        "Swap with…",
        "Park on the pinboard",
        "Cancel…",
        "Print a sheet…",
        "Patient’s card",
    ]
    assert texts_of(cells["11:15"], now) == ["Open", "Print a sheet…", "Patient’s card"]
    assert texts_of(cells["11:30"], now) == ["Release", "Withdraw…"]
    assert texts_of(cells["11:45"], now) == ["Book a call…", "Block…", "Withdraw…"]
    assert texts_of(cells["11:45"], now + timedelta(hours=3)) == ["Block…", "Withdraw…"]
    parked = [cells["11:00"].line.id]
    on_board = [one.text for one in entries(cells["11:00"], now, parked=parked) if one]
    assert "Take off the pinboard" in on_board
    assert "Park on the pinboard" not in on_board
    put = [one.text for one in entries(cells["11:45"], now, parked=parked) if one]
    assert put[:-2] == ["Book a call…", "Put a parked call here…", "Block…", "Withdraw…"]
    keys = [one.key for one in entries(cells["11:00"], now) if one]
    assert keys == ["Enter", *[""] * 7, "M", "S", "K", "Del", "P", "C", "Ctrl+P", "H"]


def test_a_slot_is_blocked_and_released_by_mouse(desk, file_window):
    diary(file_window)
    at_slot(file_window, desk, "11:00")
    choose(file_window, "Block…")
    form = file_window.dialog(BlockForm)
    form.doing.click()
    assert file_window.no_dialog()
    assert slot_of(desk, "11:00").state is SlotState.BLOCKED
    choose(file_window, "Release")
    assert slot_of(desk, "11:00").state is SlotState.OPEN


def test_a_call_is_booked_recorded_moved_and_cancelled_by_mouse(desk, file_window):
    diary(file_window)
    at_slot(file_window, desk, "11:00")
    choose(file_window, "Book a call…")
    assert file_window.dialog(BookingForm).when.input.currentText().startswith("Mon 23 Nov 11:00")
    file_window.press("Escape")
    desk.book("11:00")
    diary(file_window)
    choose(file_window, "No answer")
    assert desk.line().call.outcome is Result.NO_ANSWER
    choose(file_window, "Move…")
    file_window.dialog(MoveForm).doing.click()
    file_window.settle()
    assert span.clock(desk.line().slot.starts_at) == "09:00"
    file_window.press("Escape")
    at_slot(file_window, desk, "09:00")
    choose(file_window, "Cancel…")
    file_window.dialog(CancelForm).doing.click()
    file_window.settle()
    assert desk.line().call.cancel_reason == "No longer needed"


def test_the_menu_opens_on_the_cell_that_was_clicked_and_with_the_menu_key(desk, file_window):
    grid = diary(file_window).grid
    at_slot(file_window, desk, "11:00")
    where = grid.visualRect(
        grid.model_.index(*grid.model_.grid.find(desk.slot("12:00", clinic="Bedford").id))
    )
    pos = grid.viewport().mapTo(file_window.main, where.center())
    QTest.mouseClick(file_window.main.windowHandle(), Qt.MouseButton.RightButton, pos=pos)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert grid.current.slot == desk.slot("12:00", clinic="Bedford")
    menu.close()
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    QApplication.sendEvent(grid.viewport(), asked)
    assert isinstance(QApplication.activePopupWidget(), QMenu)
    QApplication.activePopupWidget().close()


def test_p_prints_a_sheet_for_the_call_under_the_cursor(desk, file_window):
    desk.book("11:00")
    diary(file_window)
    at_slot(file_window, desk, "11:15")
    file_window.press("P")
    assert file_window.main.current == "diary"
    at_slot(file_window, desk, "11:00")
    file_window.press("P")
    assert file_window.main.current == "sheets"
    assert file_window.screen.panel.finder.patient.name == "Jane Holt"


def test_what_fits_is_said_in_fewer_words_where_the_name_is_whole_then(desk, file_window):
    wish = Waiting(id=WaitingId(0), patient=PatientId(0), since=desk.clock(), after=time(15, 30))
    name = "Petra Novotná"
    patients.wait(desk.desk.history, name, "07700 900481", wish)
    side = diary(file_window).side
    told = f"Book {name}, fits Today 15:30"
    fits = next(one for one in side.findChildren(QPushButton) if one.accessibleName() == told)
    assert fits.text() == "Today 15:30"
    shown = next(one for one in side.findChildren(Cut) if one.text() == name)
    assert QLabel.text(shown) == name


def test_what_fits_is_never_cut_however_long_the_name(desk, file_window):
    wish = Waiting(id=WaitingId(0), patient=PatientId(0), since=desk.clock(), after=time(15, 30))
    name = "Maximiliana Featherstonehaugh-Cholmondeley"
    patients.wait(desk.desk.history, name, "07700 900481", wish)
    side = diary(file_window).side
    fits = next(
        one for one in side.findChildren(QPushButton) if one.accessibleName().startswith(f"Book {name}")
    )
    assert fits.text() == "fits Today 15:30"
    assert fits.width() >= fits.sizeHint().width()
    assert side.rect().contains(QRect(fits.mapTo(side, QPoint()), fits.size()))
    assert next(one for one in side.findChildren(Cut) if one.text() == name).toolTip() == name


# ---- the heading has a room of its own


@pytest.mark.parametrize("view", ["week", "day"])
@pytest.mark.parametrize(("width", "height"), [(1366, 768), (683, 384)])
def test_whatever_days_are_named_the_buttons_stay_and_the_screen_is_no_wider(
    desk, file_window, width, height, view
):
    screen = diary(file_window)
    file_window.main.resize(width, height)
    screen.grid.setFocus()
    file_window.main.act(f"{view} view")
    file_window.settle()
    earlier, later = (
        next(one for one in screen.findChildren(QPushButton) if one.accessibleName() == name)
        for name in ("Earlier", "Later")
    )
    places = set()
    for day in (MONDAY, date(2026, 11, 30), date(2026, 12, 28), date(2027, 5, 3)):
        screen.go_to(day)
        file_window.settle()
        places.add((earlier.mapTo(screen, QPoint()).x(), later.mapTo(screen, QPoint()).x()))
        assert screen.heading.width() >= screen.heading.fontMetrics().horizontalAdvance(screen.heading.text())
    assert len(places) == 1
    page = screen.frame._parts.findChild(QScrollArea)
    assert page.widget().minimumSizeHint().width() <= page.viewport().width()


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2026, 11, 23), date(2026, 11, 28), "23–28 Nov 2026"),
        (date(2026, 11, 30), date(2026, 12, 5), "30 Nov – 5 Dec"),
        (date(2026, 12, 28), date(2027, 1, 2), "28 Dec – 2 Jan 2027"),
        (date(2026, 12, 28), date(2026, 12, 28), "Mon 28 Dec 2026"),
    ],
)
def test_a_week_of_two_months_is_named_shortly(first, last, text):
    assert text_of(first, last) == text


def test_an_outcome_is_offered_for_a_call_that_may_have_one_and_not_for_one_of_a_later_day(desk, file_window):
    tomorrow = MONDAY + timedelta(days=1)
    clinic = next(
        cell.clinic.name
        for cell in diary(file_window).grid.model_.grid.cells.values()
        if span.london_day(cell.slot.starts_at) == tomorrow and cell.is_free
    )
    desk.book("11:00")
    desk.book("11:00", "Tom Holt", "07700 900335", day=tomorrow, clinic=clinic)
    file_window.screen.refresh()
    file_window.settle()
    now = desk.clock()
    for day, where, offered in ((MONDAY, "London", True), (tomorrow, clinic, False)):
        cell = at_slot(file_window, desk, "11:00", day, where)
        texts_ = [one.text for one in entries(cell, now) if one is not None]
        assert ("No answer" in texts_) is offered
        assert "Move…" in texts_
