"""The diary as it was, the history of a cell, and what others changed: in the real window."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from reception.domain import span
from reception.domain.call import CallStatus
from reception.services import pinboard, slots
from reception.services.history import last_line
from reception.ui.booking.form import BookingForm
from reception.ui.diary.as_it_was import READ_ONLY
from reception.ui.diary.away import NOTHING
from reception.ui.diary.away_form import AwayForm
from reception.ui.diary.history_form import ROW, HistoryForm
from reception.ui.diary.menu import entries
from reception.ui.diary.moment_form import MomentForm
from reception.ui.palette.view import Palette
from tests.support.desks import MONDAY, Clock, TestDesk
from tests.support.windows import Window, open_window


@pytest.fixture
def desk(file_diary, clock: Clock) -> TestDesk:
    made = file_diary.desk("Joe Moss")
    made.publish()
    clock.move(minutes=20)
    return made


def names(window: Window) -> dict[str, str]:
    """Return the times and names that stand in the grid."""
    cells = window.screen.grid.model_.grid.cells.values()
    return {span.clock(one.slot.starts_at): one.line.patient.name for one in cells if one.line is not None}


def on_slot(window: Window, desk: TestDesk, at: str) -> None:
    grid = window.screen.grid
    grid.go_to(grid.model_.grid.find(desk.slot(at).id))
    grid.setFocus()
    window.settle()


def back_to(window: Window, at: str) -> None:
    """Choose a moment of Monday with the keys of the form."""
    window.press("Alt+H")
    form = window.dialog(MomentForm)
    form.moment.day.input.show_day(date(2026, 11, 23))
    form.moment.time.input.setText(at)
    window.press("Return")
    window.settle()


# ---- the diary as it was


def test_an_earlier_moment_is_shown_marked_and_left_with_escape(desk, file_window, clock):
    desk.book("10:00")
    clock.move(minutes=40)
    desk.move(to="11:00")
    window = file_window
    screen = window.go("diary")
    assert names(window) == {"11:00": "Jane Holt"}
    back_to(window, "09:30")
    assert window.no_dialog()
    assert screen.past.banner.sentence == (
        "The diary as it was on Mon 23 Nov at 09:30, read only. 1 change was made since."
    )
    assert names(window) == {"10:00": "Jane Holt"}
    assert screen.side.isHidden() or not screen.side.isVisible()
    window.press("Alt+Right")
    assert names(window) == {}
    window.press("Alt+Left Escape")
    assert screen.past.banner.sentence == ""
    assert names(window) == {"11:00": "Jane Holt"}
    assert screen.side.isVisible()


def test_the_day_of_an_earlier_moment_is_the_last_one_that_fits(desk, file_window, clock):
    clock.move(days=3, hours=3)
    file_window.go("diary")
    for typed, shown in (
        ("tue 24 nov", "Tue 24 Nov"),
        ("24 nov", "Tue 24 Nov"),
        ("mon", "Mon 23 Nov"),
        ("25", "Wed 25 Nov"),
    ):
        file_window.press("Alt+H")
        file_window.type(typed)
        file_window.press("Return")
        assert file_window.no_dialog(), typed
        assert f" on {shown} at " in file_window.screen.past.banner.sentence, typed
        file_window.press("Escape")


def test_a_moment_that_is_not_there_to_be_shown_says_its_day_and_its_year_where_it_is_another(
    desk, file_window, clock
):
    file_window.go("diary")
    file_window.press("Alt+H")
    form = file_window.dialog(MomentForm)
    for typed, said in (
        ("tue 24 nov", "Tue 24 Nov 08:15 is still to come. Choose an earlier time."),
        ("24 nov 2027", "Wed 24 Nov 2027 08:15 is still to come. Choose an earlier time."),
        ("24 nov", "Nothing was written before Mon 23 Nov 2026 08:59. Choose a later time."),
    ):
        form.moment.day.input.setFocus()
        form.moment.day.input.line.selectAll()
        file_window.type(typed)
        file_window.press("Return")
        file_window.settle()
        assert form.refusal == said, typed
    assert form.moment.day.input.currentText() == "Mon 24 Nov 2025"


def test_nothing_can_be_changed_in_it(desk, file_window, clock):
    desk.book("10:00")
    clock.move(minutes=40)
    window = file_window
    window.go("diary")
    back_to(window, "09:30")
    told = window.main.toast
    on_slot(window, desk, "10:00")
    for key in ("Delete", "M", "P", "N"):
        told.hide()
        window.press(key)
        assert told.sentence == READ_ONLY, key
        assert window.no_dialog()
    on_slot(window, desk, "10:30")
    for key in ("B", "Ctrl+N"):
        told.hide()
        window.press(key)
        assert told.sentence == READ_ONLY, key
        assert window.no_dialog()
    assert "block" not in window.screen.acts()
    cell = window.screen.grid.current
    assert [one.text for one in entries(cell, clock.now, read_only=True)] == ["History…"]
    window.press("Return")
    window.dialog(HistoryForm)
    window.press("Return")
    window.press("Escape Ctrl+N")
    window.dialog(BookingForm).reject()


def test_nothing_acts_on_the_present_from_an_earlier_moment(desk, file_window, clock):
    """A call that was cancelled meanwhile, and one that is parked: neither is touched, whatever is tried."""
    desk.book("10:00")
    pinboard.park(desk.desk.history, desk.line().id)
    clock.move(minutes=40)
    desk.cancel()
    window = file_window
    screen = window.go("diary")
    book_at(window, desk, "11:00")
    back_to(window, "09:30")
    told, before = window.main.toast, state_of(desk)
    for key in (
        "Ctrl+Z",
        "Ctrl+Y",
        "Ctrl+P",
        "Ctrl+N",
        "Ctrl+Shift+F",
        "Alt+R",
        "Alt+Shift+R",
        "Alt+A",
        "Alt+S",
    ):
        told.hide()
        window.press(key)
        assert told.sentence == READ_ONLY, key
        assert window.no_dialog(), key
    on_slot(window, desk, "10:00")
    for key in ("K", "S", "M", "C", "B", "P", "N", "Delete"):
        told.hide()
        window.press(key)
        assert told.sentence == READ_ONLY, key
        assert window.no_dialog(), key
    told.hide()
    window.main.act("publish")
    assert told.sentence == READ_ONLY
    told.say("Booked", offers_undo=True)
    next(one for one in told.findChildren(QPushButton) if one.text() == "Undo").click()
    window.settle()
    assert told.sentence == READ_ONLY
    assert state_of(desk) == before
    assert screen.past.at is not None
    for part in (screen.side, screen.rescue, screen.away, screen.banner):
        assert not part.isVisible()
    assert not {"print day", "print shown day", "block", "park", "card", "away", "seen"} & set(screen.acts())


def test_the_history_in_an_earlier_moment_books_nothing_again(desk, file_window, clock):
    desk.book("10:00")
    clock.move(minutes=40)
    desk.cancel()
    window = file_window
    window.go("diary")
    on_slot(window, desk, "10:00")
    window.press("H")
    assert window.dialog(HistoryForm).again_button.isVisible()
    window.press("Escape")
    back_to(window, "09:30")
    for ask in ("H", "Return"):
        on_slot(window, desk, "10:00")
        window.press(ask)
        form = window.dialog(HistoryForm)
        assert form.windowTitle() == "History of this call"
        assert not form.again_button.isVisible()
        window.press("A")
        assert desk.line().call.status is CallStatus.CANCELLED
        form.reject()


def test_the_mouse_changes_nothing_in_an_earlier_moment(desk, file_window, clock):
    desk.book("10:00")
    clock.move(minutes=40)
    window = file_window
    screen = window.go("diary")
    screen.views.take("day")
    back_to(window, "09:30")
    grid, before = screen.grid, state_of(desk)
    begin, to = (place_of(window, desk, at) for at in ("10:00", "11:00"))
    for start in (begin, to):
        QTest.mousePress(grid.viewport(), Qt.MouseButton.LeftButton, pos=start)
        QTest.mouseMove(grid.viewport(), start + QPoint(0, 60))
        assert grid.over.ghost is None
        QTest.mouseRelease(grid.viewport(), Qt.MouseButton.LeftButton, pos=start + QPoint(0, 60))
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=to)
    QTest.mouseDClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=to)
    window.dialog(HistoryForm).reject()
    window.settle()
    assert state_of(desk) == before


def test_the_palette_books_nothing_from_an_earlier_moment(desk, file_window, clock):
    desk.book("10:00")
    clock.move(minutes=40)
    window = file_window
    window.go("diary")
    back_to(window, "09:30")
    before = state_of(desk)
    for line in ("free london", "book holt thu 10:15 london"):
        window.press("Ctrl+K")
        window.type(line)
        assert window.dialog(Palette).list.current is not None
        window.main.toast.hide()
        window.press("Return")
        assert window.no_dialog(), line
        assert window.main.toast.sentence == READ_ONLY, line
    window.press("Ctrl+K")
    window.type("block this slot")
    window.press("Return")
    assert window.main.current == "diary"
    assert state_of(desk) == before


def place_of(window: Window, desk: TestDesk, at: str) -> QPoint:
    grid = window.screen.grid
    index = grid.model_.index(*grid.model_.grid.find(desk.slot(at).id))
    grid.scrollTo(index)
    return grid.visualRect(index).center()


def book_at(window: Window, desk: TestDesk, at: str) -> None:
    """Book somebody at the window, so that it has something to undo."""
    on_slot(window, desk, at)
    window.press("Ctrl+N")
    window.type("Nora Blake")
    window.press("Tab")
    window.type("07700 900481")
    window.press("Return")
    assert window.no_dialog()


def state_of(desk: TestDesk) -> tuple[object, ...]:
    """Return all that somebody could have changed."""
    with desk.desk.store.read() as reader:
        return tuple(desk.lines()), tuple(pinboard.parked(reader)), last_line(reader)


def test_a_moment_to_come_is_refused_beside_its_field_and_the_form_stays(desk, file_window):
    file_window.go("diary")
    back_to(file_window, "15:00")
    form = file_window.dialog(MomentForm)
    assert form.refusal == "Mon 23 Nov 15:00 is still to come. Choose an earlier time."
    form.moment.day.input.show_day(date(2026, 11, 20))
    assert form.refusal == ""
    file_window.press("Return")
    assert form.refusal == "Nothing was written before Mon 23 Nov 2026 08:59. Choose a later time."
    form.reject()


def test_what_another_does_meanwhile_and_another_screen_do_not_mix_now_with_then(desk, file_window, clock):
    clock.move(minutes=20)
    window = file_window
    screen = window.go("diary")
    back_to(window, "09:30")
    desk.book("10:00")
    window.main.live.look()
    window.settle()
    assert names(window) == {}
    window.go("today")
    window.go("diary")
    assert screen.past.at is None
    assert names(window) == {"10:00": "Jane Holt"}


# ---- the history of a cell


def test_h_on_a_call_tells_its_history_and_that_of_its_slot(desk, file_window, clock):
    slots.block(desk.desk.history, [desk.slot("10:00")], "Away")
    slots.release(desk.desk.history, [desk.slot("10:00")])
    desk.book("10:00")
    window = file_window
    window.go("diary")
    on_slot(window, desk, "10:00")
    window.press("H")
    form = window.dialog(HistoryForm)
    assert form.windowTitle() == "History of this call"
    told = form.table.rows.values
    assert [str(one) for one in told] == ["Booked for Mon 23 Nov 10:00 London · Joe Moss, Mon 23 Nov 09:20"]
    form.views.take("slot")
    assert [one.text.split(":")[0].split(" with")[0] for one in form.table.rows.values] == [
        "Jane Holt",
        "Released",
        "Blocked",
        "Published",
    ]
    window.press("Escape")
    on_slot(window, desk, "10:15")
    window.press("H")
    form = window.dialog(HistoryForm)
    assert form.windowTitle() == "History of this slot"
    assert not form.views.isVisible()
    assert len(form.table.rows.values) == 1
    window.press("Return")
    assert window.no_dialog()


def test_all_of_a_long_line_of_the_history_is_seen(desk, file_window, clock):
    desk.book("10:00")
    desk.cancel(reason="Zoë’s “reason” of many words " * 6)
    file_window.go("diary")
    on_slot(file_window, desk, "10:00")
    file_window.press("H")
    form = file_window.dialog(HistoryForm)
    (cancelled, booked, *_), table = form.table.rows.values, form.table
    assert cancelled.text.count("Zoë’s") == 6
    needed = table.fontMetrics().boundingRect(
        QRect(0, 0, table.columnWidth(1) - 18, 1000), Qt.TextFlag.TextWordWrap, cancelled.text
    )
    assert needed.height() > 2 * table.fontMetrics().height()
    assert table.rowHeight(0) > needed.height() + 12
    assert table.rowHeight(1) == ROW, booked.text
    assert table.viewport().height() >= sum(map(table.rowHeight, range(3)))


def test_the_menu_of_a_cell_ends_with_its_history(desk, file_window, clock):
    file_window.go("diary")
    on_slot(file_window, desk, "10:00")
    told = entries(file_window.screen.grid.current, clock.now)
    assert told[-1].text_with_key == "History…\tH"


def test_h_on_today_tells_the_whole_history(desk, file_window):
    desk.book("09:30")
    file_window.go("today")
    file_window.press("H")
    form = file_window.dialog(HistoryForm)
    assert len(form.table.rows.values) == 1
    form.reject()


# ---- since you were away


@pytest.fixture
def known(desk, file_diary, qtbot, qapp):
    """The window of somebody who works here and has looked before."""
    mia = file_diary.desk("Mia Lane")
    mia.book("16:45", "Old Call", "07700 900999")
    opened = open_window(qtbot, qapp, mia.desk)
    yield opened
    opened.main.close()


def strip(window: Window) -> str:
    window.main.live.look()
    window.settle()
    return window.screen.away.sentence


@pytest.mark.parametrize("screen", ["today", "diary"])
def test_what_others_changed_is_told_listed_gone_to_and_marked_as_seen(desk, known, clock, screen):
    known.go(screen)
    assert strip(known) == ""
    known.press("Alt+A")
    assert known.main.toast.sentence == NOTHING
    clock.move(minutes=30)
    desk.book("11:00")
    desk.book("11:15", "Tom Ash", "07700 900245", day=MONDAY + timedelta(days=7))
    assert strip(known) == "Since 09:20: 2 booked by Joe Moss."
    known.press("Alt+A")
    form = known.dialog(AwayForm)
    assert form.table.current.text == "Tom Ash: booked for Mon 30 Nov 11:15 London"
    known.press("Return")
    assert known.main.current == "diary"
    assert known.screen.grid.current.line.patient.name == "Tom Ash"
    known.press("Alt+S")
    assert known.screen.away.sentence == ""
    known.go(screen)
    assert strip(known) == ""


def test_the_list_is_marked_as_seen_from_within(desk, known):
    known.go("diary")
    desk.book("11:00")
    assert strip(known) == "Since 09:20: 1 booked by Joe Moss."
    known.press("Alt+A")
    known.dialog(AwayForm)
    known.press("Alt+S")
    assert known.no_dialog()
    assert known.screen.away.sentence == ""


def test_ones_own_changes_and_the_other_clinics_are_not_told(desk, known):
    known.go("diary")
    known.press("Ctrl+N")
    known.type("Nora Blake")
    known.press("Tab")
    known.type("07700 900481")
    known.press("Return")
    assert strip(known) == ""
    desk.book("11:00", clinic="Bedford")
    known.main.context.filter_by(desk.slot("11:00").clinic)
    assert strip(known) == ""
    known.main.context.filter_by(None)
    assert strip(known) == "Since 09:20: 1 booked by Joe Moss."


def test_after_the_window_was_closed_it_tells_what_was_done_since(
    desk, known, file_diary, clock, qtbot, qapp
):
    clock.move(minutes=40)
    known.settle()
    desk.book("11:00")
    assert strip(known)
    known.press("Alt+S")
    known.main.close()
    clock.move(days=1)
    desk.cancel()
    again = open_window(qtbot, qapp, file_diary.desk("Mia Lane").desk)
    try:
        assert again.screen.away.sentence == "Since Mon 23 Nov 10:00: 1 cancelled by Joe Moss."
    finally:
        again.main.close()


def test_what_was_never_marked_is_told_by_the_next_window_too(desk, known, file_diary, clock, qtbot, qapp):
    desk.book("11:00")
    assert strip(known) == "Since 09:20: 1 booked by Joe Moss."
    known.main.close()
    clock.move(minutes=40)
    again = open_window(qtbot, qapp, file_diary.desk("Mia Lane").desk)
    try:
        assert again.screen.away.sentence == "Since 09:20: 1 booked by Joe Moss."
        assert QApplication.activeModalWidget() is None
    finally:
        again.main.close()
