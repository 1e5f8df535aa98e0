"""Finding a free slot by days, in the real window: to book it, and to hand it back to a form that asked."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reception.domain import span
from reception.ui import forms
from reception.ui.booking.acts import MoveForm
from reception.ui.booking.form import BookingForm
from reception.ui.diary.find_form import FindForm
from tests.support.desks import MONDAY, TestDesk, two_calls
from tests.support.windows import Window
from tests.ui.test_booking import opened
from tests.ui.test_holding import held

KEY = "Ctrl+Shift+F"


@pytest.fixture
def desk(file_diary) -> TestDesk:
    return two_calls(file_diary)


def find(window: Window, taken: list[object]) -> FindForm:
    forms.find_slot(window.main, window.main.context, taken.append)
    window.settle()
    return window.dialog(FindForm)


def shown(form: FindForm) -> list[tuple[str, str, str]]:
    """Return day, time and count of each row."""
    rows = form.table.rows
    return [tuple(rows.index(row, place).data() for place in (0, 1, 4)) for row in range(len(rows.values))]


def at(line) -> str:
    return span.moment_text(line.slot.slot.starts_at)


def test_the_first_free_time_of_each_of_ten_days_is_walked_with_the_arrows_and_taken_with_enter(
    desk, file_window
):
    taken: list[object] = []
    form = find(file_window, taken)
    days = form.table.rows.values
    assert len(days) == 10
    file_window.press("Down Down Return")
    assert taken == [days[2].slot.id]
    assert file_window.no_dialog()


def test_a_day_opens_to_all_its_times_which_are_walked_and_taken(desk, file_window):
    taken: list[object] = []
    form = find(file_window, taken)
    count = len(form.table.rows.values[0].of.slots)
    assert shown(form)[0] == ("Mon 23 Nov", "09:00", f"{count} ▸")
    file_window.press("Right")
    assert shown(form)[0] == ("Mon 23 Nov", "09:00", f"{count} ▾")
    assert shown(form)[1:4] == [("", "09:00", ""), ("", "09:15", ""), ("", "09:30", "")]
    assert len(form.table.rows.values) == 10 + count
    assert form.table.current is form.table.rows.values[0]
    file_window.press("Right Down")
    wanted = form.table.current
    assert at(wanted) == "Mon 23 Nov 09:15"
    file_window.press("Return")
    assert taken == [wanted.slot.id]


def test_a_first_day_that_is_over_is_said_to_be_over(desk, file_window):
    form = find(file_window, [])
    form.wish.first.input.setFocus()
    for typed, said in (
        ("20 nov", "Fri 20 Nov 2026 is over. Choose a later day, or write 20 Nov 2027."),
        ("yesterday", "Sun 22 Nov 2026 is over. Choose a later day."),
    ):
        file_window.press("Ctrl+A")
        file_window.type(typed)
        assert (form.told.text(), form.table.rows.values) == (said, ()), typed
    file_window.press("Ctrl+A")
    file_window.type("4 jan 2027")
    form.wish.fold(True)
    assert "from Mon 4 Jan 2027" in form.wish.summary.text()


def test_left_goes_back_to_the_day_and_closes_it(desk, file_window):
    form = find(file_window, [])
    file_window.press("Down Right Right Down Left")
    assert form.table.currentIndex().row() == 1
    file_window.press("Left")
    assert len(form.table.rows.values) == 10
    assert form.table.currentIndex().row() == 1
    file_window.press("Left")
    assert len(form.table.rows.values) == 10


def test_a_click_opens_a_day_and_a_double_click_on_a_time_takes_it(desk, file_window):
    taken: list[object] = []
    form = find(file_window, taken)

    def place(row: int) -> QRect:
        return form.table.visualRect(form.table.rows.index(row, 1))

    left = Qt.MouseButton.LeftButton
    QTest.mouseClick(form.table.viewport(), left, pos=place(0).center())
    file_window.settle()
    wanted = form.table.rows.values[4]
    assert wanted.at is not None
    QTest.mouseClick(form.table.viewport(), left, pos=place(4).center())
    QTest.mouseDClick(form.table.viewport(), left, pos=place(4).center())
    file_window.settle()
    assert taken == [wanted.slot.id]


def test_an_open_day_stays_open_when_something_else_is_wished_for(desk, file_window):
    form = find(file_window, [])
    file_window.press("Right")
    form.wish.clinic.input.setCurrentText("Bedford")
    file_window.settle()
    assert {line.slot.clinic.name for line in form.table.rows.values} == {"Bedford"}
    assert form.table.rows.values[1].at is not None


def test_the_wish_is_kept_to(desk, file_window):
    form = find(file_window, [])
    form.wish.clinic.input.setCurrentText("Bedford")
    form.wish.after.input.setText("1400")
    form.wish.days[3].click()
    file_window.settle()
    found = form.table.rows.values
    assert {one.of.day.weekday() for one in found} <= {3}
    assert all(one.slot.clinic.name == "Bedford" for one in found)
    assert all(span.london(one.slot.slot.starts_at).time() >= time(14) for one in found)
    assert form.wish.summary.text() == "Bedford · Anybody · from Mon 23 Nov · Thu · after 14:00"


def test_a_wish_that_ends_before_it_begins_offers_nothing_and_says_so(desk, file_window):
    form = find(file_window, [])
    form.wish.after.input.setText("1400")
    form.wish.before.input.setText("1pm")
    file_window.settle()
    assert form.table.rows.values == ()
    assert "not later" in form.told.text()
    assert not form.doing.isEnabled()
    file_window.press("Right Return")
    assert file_window.dialog(FindForm) is form


@pytest.mark.parametrize("typed", ["16:00", "1600", "16", "4pm"])
@pytest.mark.parametrize("way", ["click", "Tab back"])
def test_a_time_is_typed_over_what_was_there_however_the_field_was_reached(desk, file_window, typed, way):
    form = find(file_window, [])
    line = form.wish.after.input
    if way == "click":
        QTest.mouseClick(line, Qt.MouseButton.LeftButton)
        file_window.press("Ctrl+A")
    else:
        line.setText("09:00")
        form.wish.before.input.setFocus()
        file_window.press("Shift+Tab")
    assert form.focusWidget() is line
    file_window.type(typed)
    file_window.settle()
    assert form.wish.wish.after == time(16)
    assert {span.london(one.slot.slot.starts_at).time() for one in form.table.rows.values} == {time(16)}


def test_what_is_no_time_is_said_and_offers_nothing(desk, file_window):
    form = find(file_window, [])
    form.wish.before.input.setText("late")
    file_window.settle()
    assert form.told.text() == "Type a time like 14:30, 1430 or 2pm."
    assert form.table.rows.values == ()
    form.wish.before.input.clear()
    file_window.settle()
    assert form.table.rows.values


def test_an_enter_before_the_answer_takes_nothing_of_the_days_before(desk, file_window):
    taken: list[object] = []
    form = find(file_window, taken)
    form.wish.after.input.setText("16:00")
    form.submit()
    assert taken == []
    file_window.settle()
    assert form.table.hasFocus()
    file_window.press("Return")
    assert len(taken) == 1


def test_the_booking_form_opens_on_the_slot_that_was_found(desk, file_window):
    window = file_window
    forms.find_slot(window.main, window.main.context, lambda slot: forms.book(window.screen, slot=slot))
    window.settle()
    wanted = window.dialog(FindForm).table.current.slot
    window.press("Return")
    form = window.dialog(BookingForm)
    assert form.when.slot == wanted.id


def test_on_a_low_screen_the_wish_is_one_line_until_it_is_to_be_changed(desk, file_window, monkeypatch):
    monkeypatch.setattr("reception.ui.diary.find_form.LOW", 100_000)
    form = find(file_window, [])
    assert form.wish.clinic.isHidden() or not form.wish.clinic.isVisible()
    assert form.wish.summary.text() == "All clinics · Anybody · from Mon 23 Nov"
    form.wish._unfold.click()
    file_window.settle()
    assert form.wish.clinic.isVisible()
    assert form.focusWidget() is form.wish.clinic.input


# ---- handed back to the form that asked


def test_a_call_is_moved_to_a_slot_of_another_clinic_in_another_week(desk, file_window):
    form = opened(file_window, MoveForm, desk.line())
    file_window.press(KEY)
    found = file_window.dialog(FindForm)
    assert found.wish.clinic.input.currentText() == "London"
    assert found.doing.text() == "Take it"
    found.wish.clinic.input.setCurrentText("Bedford")
    found.wish.first.input.show_day(date(2026, 12, 1))
    file_window.settle()
    found.table.setFocus()
    file_window.press("Right Right Down")
    wanted = found.table.current.slot
    file_window.press("Return")
    assert file_window.dialog(MoveForm) is form
    assert form.to.line == wanted
    assert form.focusWidget() is form.to.input
    assert held(desk) == [wanted.id]
    file_window.press("Return")
    assert file_window.no_dialog()
    week = MONDAY + timedelta(days=7)
    assert desk.line(week=week).slot.id == wanted.id
    assert held(desk) == []


def test_the_booking_form_takes_a_slot_by_days_with_the_mouse_and_keeps_it_in_the_draft(desk, file_window):
    form = opened(file_window, BookingForm)
    file_window.type("Nora Blake")
    form.phone.input.setText("07700 900481")
    form.when._by_days_too.click()
    found = file_window.dialog(FindForm)
    file_window.press("Down Return")
    wanted = form.when.line
    assert span.london_day(wanted.slot.starts_at) == MONDAY + timedelta(days=1)
    assert form.focusWidget() is form.who.input
    assert not found.isVisible() if QApplication.activeModalWidget() is found else True
    file_window.press("Escape")
    form = opened(file_window, BookingForm)
    assert form.when.line == wanted
    file_window.press("Return")
    assert desk.line("Nora Blake").slot.id == wanted.id


def test_what_the_form_holds_itself_is_still_offered_by_days(desk, file_window):
    form = opened(file_window, BookingForm)
    file_window.press(KEY)
    assert file_window.dialog(FindForm).table.current.slot == form.when.line
    file_window.press("Escape")
    assert file_window.dialog(BookingForm) is form


def test_a_slot_that_another_desk_takes_meanwhile_is_said_in_the_form_that_asked(desk, file_window):
    form = opened(file_window, MoveForm, desk.line())
    file_window.press(KEY)
    found = file_window.dialog(FindForm)
    file_window.press("Down")
    gone = found.table.current.slot
    desk.book(
        span.clock(gone.slot.starts_at),
        "Amy Bay",
        "07700 900482",
        day=span.london_day(gone.slot.starts_at),
        clinic=gone.clinic.name,
    )
    file_window.press("Return")
    assert form.refusal == f"{span.moment_text(gone.slot.starts_at)} is gone. Choose another time."
    assert form.to.line is None
