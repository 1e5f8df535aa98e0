"""The edge of the diary and its empty places: an extra session, and days that are worked all the same."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu

from reception.domain import span
from reception.domain.gap import OpenDay
from reception.domain.ids import LeaveId
from reception.domain.leave import Leave
from reception.services import leave
from reception.storage import slots as slot_rows
from reception.ui.diary.holiday_form import HolidayForm
from reception.ui.diary.session_form import SessionForm
from reception.ui.settings.open_day_form import OpenDayForm
from tests.support.desks import MONDAY, Practice, TestDesk
from tests.support.windows import Window

SUNDAY, SATURDAY = date(2026, 11, 29), date(2026, 12, 26)
NEXT_MONDAY = MONDAY + timedelta(days=7)


@pytest.fixture
def desk(file_diary: Practice) -> TestDesk:
    return file_diary.desk()


def show(window: Window, day: date, view: str = "day") -> None:
    window.go("diary").views.take(view)
    window.main.context.go("diary", day)
    window.settle()


def times(desk: TestDesk, day: date) -> list[str]:
    with desk.desk.store.read() as reader:
        return [span.clock(one.starts_at) for one in slot_rows.between(reader, span.day_span(day))]


def right_click(window: Window, lane: int) -> dict[str, object]:
    """Click the edge above a lane with the right button, and return the lines of the menu that comes up."""
    edge = window.screen.grid.horizontalHeader()
    at = QPoint(edge.sectionViewportPosition(lane) + 8, 12)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, edge.mapToGlobal(at))
    QApplication.sendEvent(edge.viewport(), event)
    return lines(window)


def lines(window: Window) -> dict[str, object]:
    window.settle()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return {one.text().partition("\t")[0]: one for one in menu.actions()}


def take(window: Window, line) -> None:
    line.trigger()
    menu = QApplication.activePopupWidget()
    if menu is not None:
        menu.close()
    window.settle()


def test_an_extra_session_is_added_from_an_empty_place_by_keyboard(desk, file_window: Window):
    show(file_window, SUNDAY)
    grid = file_window.screen.grid
    grid.go_to((grid.model_.grid.nearest_row(10 * 60), 0))
    file_window.press("Alt+E")
    form = file_window.dialog(SessionForm)
    assert (form.day.input.day, form.starts.input.text(), form.ends.input.text()) == (
        SUNDAY,
        "10:00",
        "11:00",
    )
    assert form.told.text() == "4 slots, there at once."
    assert (
        form.warning.sentence == "London is open Mon–Sat 09:00–18:00: this is outside. You can still add it."
    )
    file_window.type("930")
    file_window.press("Return")
    assert file_window.no_dialog()
    assert times(desk, SUNDAY) == ["09:30", "09:45", "10:00", "10:15", "10:30", "10:45"]
    assert len(grid.model_.grid.cells) == 6
    assert span.clock(grid.current.slot.starts_at) == "09:30"
    assert grid.viewport().rect().contains(grid.visualRect(grid.currentIndex()))
    file_window.press("Ctrl+Z")
    assert times(desk, SUNDAY) == []


def test_a_length_is_typed_figure_by_figure_and_nought_is_refused(desk, file_window: Window):
    show(file_window, SUNDAY)
    file_window.press("Alt+E")
    form = file_window.dialog(SessionForm)
    form.length.input.setFocus()
    form.length.input.selectAll()
    file_window.type("0")
    file_window.settle()
    assert form.told.text() == "A slot lasts 5 to 60 minutes."
    file_window.press("Return")
    assert file_window.dialog(SessionForm) is form
    assert form.refusal == "A slot lasts 5 to 60 minutes."
    file_window.type("5")
    file_window.settle()
    assert form.told.text().startswith("12 slots")
    file_window.press("Return")
    assert file_window.no_dialog()
    assert len(times(desk, SUNDAY)) == 12


def test_the_menu_of_an_empty_place_begins_there(desk, file_window: Window):
    show(file_window, NEXT_MONDAY)
    grid = file_window.screen.grid
    grid.go_to((grid.model_.grid.nearest_row(12 * 60), 0))
    assert grid.current is None
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), grid.mapToGlobal(QPoint()))
    QApplication.sendEvent(grid.viewport(), event)
    take(file_window, lines(file_window)["Add an extra session…"])
    form = file_window.dialog(SessionForm)
    assert (form.day.input.day, form.starts.input.text()) == (NEXT_MONDAY, "12:00")
    lane = grid.model_.grid.lanes[0]
    chosen = form.clinician.input.currentText(), form.clinic.input.currentText()
    assert chosen == (lane.title, lane.second)
    form.starts.input.setText("11:30")
    file_window.settle()
    assert form.told.text().startswith("It overlaps Monday 09:00–12:00 of the same clinician")
    form.ends.setFocus()
    file_window.press("Return")
    assert file_window.dialog(SessionForm) is form
    assert form.refusal.startswith("It overlaps Monday 09:00–12:00 of the same clinician")


def test_a_holiday_asks_before_a_session_is_added(desk, file_window: Window):
    show(file_window, SATURDAY)
    file_window.press("Alt+E")
    form = file_window.dialog(SessionForm)
    form.starts.input.setText("17")
    form.ends.input.setText("18")
    file_window.settle()
    assert "Sat 26 Dec 2026 is a bank holiday (Boxing Day)" in form.told.text()
    file_window.press("Return")
    assert file_window.dialog(SessionForm) is form
    assert form.works.refusal.startswith("Sat 26 Dec 2026 is a bank holiday")
    assert file_window.focus is form.works.input
    file_window.press("Space Return")
    assert file_window.no_dialog()
    assert times(desk, SATURDAY) == ["17:00", "17:15", "17:30", "17:45"]


def test_the_edge_of_a_holiday_leads_to_deciding_and_to_working(desk, file_window: Window):
    desk.publish(weeks=6)
    show(file_window, SATURDAY, "week")
    file_window.screen.holidays.refresh()
    file_window.settle()
    lane = next(n for n, one in enumerate(file_window.screen.grid.model_.grid.lanes) if one.day == SATURDAY)
    found = right_click(file_window, lane)
    assert list(found)[:3] == ["Add an extra session…", "Is this bank holiday worked?…", "Work on this day…"]
    take(file_window, found["Is this bank holiday worked?…"])
    assert list(file_window.dialog(HolidayForm).questions.questions) == [SATURDAY]
    file_window.press("Escape")
    file_window.screen.grid.go_to((0, lane))
    file_window.press("Alt+W")
    form = file_window.dialog(OpenDayForm)
    assert form.day.input.day == SATURDAY
    next(tick for one, tick in form.ticks.items() if one.name == "Bedford").setChecked(True)
    form.day.setFocus()
    file_window.press("Return")
    assert file_window.no_dialog()
    assert len(times(desk, SATURDAY)) > 5


def test_leave_is_worked_through_by_whose_lane_it_is(desk, file_window: Window):
    who = desk.slot("10:00", NEXT_MONDAY).clinician
    away = Leave(id=LeaveId(0), clinician=who, first=NEXT_MONDAY, last=NEXT_MONDAY, reason="Holiday")
    leave.take(desk.desk.history, away)
    show(file_window, NEXT_MONDAY)
    file_window.screen.refresh()
    file_window.settle()
    lanes = file_window.screen.grid.model_.grid.lanes
    lane = next(n for n, one in enumerate(lanes) if one.clinician == who)
    found = right_click(file_window, lane)
    assert {"Add an extra session…", f"{lanes[lane].title} works in spite of leave…"} <= set(found)
    take(file_window, found[f"{lanes[lane].title} works in spite of leave…"])
    file_window.dialog(OpenDayForm)
    file_window.press("Return")
    assert file_window.no_dialog()
    with desk.desk.store.read() as reader:
        assert [one.clinician for one in reader.all(OpenDay)] == [who]


def test_a_usual_day_and_an_earlier_moment_say_so(desk, file_window: Window):
    said: list[str] = []
    file_window.main.context.notice.connect(said.append)
    show(file_window, NEXT_MONDAY)
    file_window.press("Alt+W")
    assert said[-1] == "Nothing is closed on Mon 30 Nov. Press Alt+E for an extra session."
    file_window.screen.past.show_moment(file_window.main.context.now())
    file_window.settle()
    file_window.press("Alt+E")
    assert said[-1].startswith("This is the diary as it was")
    assert file_window.no_dialog()
