"""The night in which an hour comes twice, as the window shows it, and slots that begin within a row."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from PySide6.QtCore import Qt

from reception.domain import span
from reception.domain.availability import Availability
from reception.domain.ids import AvailabilityId
from reception.services import clinicians, clinics, sessions
from tests.support.desks import TestDesk
from tests.support.windows import Window, open_window
from tests.ui.test_diary_words import in_cells

SUNDAY = date(2027, 10, 31)


def work(desk: TestDesk, who: str, starts: time, ends: time, minutes: int = 15) -> None:
    """Let somebody work on the Sunday."""
    with desk.desk.store.read() as reader:
        person, where = clinicians.named(reader, who), clinics.named(reader, "London")
    session = Availability(
        id=AvailabilityId(0), clinician=person.id, clinic=where.id, weekday=6, starts=starts, ends=ends,
        slot_minutes=minutes, valid_from=SUNDAY, valid_to=SUNDAY,
    )  # fmt: skip
    sessions.add(desk.desk.history, session)


@pytest.fixture
def window(file_diary, clock, qtbot, qapp):
    """The Sunday: one clinician works through the night, the other has slots of twenty minutes in the morning."""
    clock.now = datetime.combine(SUNDAY - timedelta(days=5), time(9), UTC)
    desk = file_diary.desk("Joe Moss")
    work(desk, "Eaton", time(0), time(4))
    work(desk, "Sharples", time(9), time(11), 20)
    made = open_window(qtbot, qapp, file_diary.desk("Mia Lane").desk)
    screen = made.diary("day")
    screen.go_to(SUNDAY)
    made.settle()
    screen.grid.setFocus()
    yield made
    made.main.close()


def cursor(window: Window) -> tuple[str, str]:
    """Return the time of the slot under the cursor, and of its row as a screen reader hears it."""
    grid = window.screen.grid
    row = grid.model_.headerData(grid.currentIndex().row(), Qt.Orientation.Vertical)
    return span.clock(grid.current.slot.starts_at), row


def test_a_typed_time_goes_to_the_slot_that_starts_then(window):
    window.screen.grid.go_to((0, 0))
    for typed in ("0045", "0100", "0145", "0200", "0300", "0345"):
        window.type(typed)
        assert cursor(window) == (f"{typed[:2]}:{typed[2:]}",) * 2


def test_the_second_time_of_the_hour_is_walked_to_and_each_row_is_the_time_of_its_slot(window):
    window.screen.grid.go_to((0, 0))
    window.type("0145")
    for at in ("01:00 (2nd)", "01:15 (2nd)", "01:30 (2nd)", "01:45 (2nd)", "02:00"):
        window.press("Down")
        assert cursor(window) == (at, at)


def test_the_edge_says_what_comes_again(window):
    times = window.screen.grid.verticalHeader()
    told = [times.said(row) for row in range(4, 14)]
    assert told == ["01:00", "", "01:30", "", "01:00", "(2nd)", "01:30", "(2nd)", "02:00", ""]


def test_a_slot_that_begins_within_a_row_says_its_time_in_its_cell(window):
    grid = window.screen.grid
    grid.go_to((0, 1))
    window.type("0940")
    assert cursor(window) == ("09:40", "09:30")
    told = in_cells(window.screen)
    assert {"09:20", "09:40 free"} <= told
    assert not {"09:00", "09:40", "10:00"} & told


def test_a_call_in_such_a_slot_says_its_time_before_the_name_which_goes_first_where_there_is_no_room(
    window, file_diary
):
    file_diary.desk("Joe Moss").book("09:20", day=SUNDAY)
    window.screen.refresh()
    window.settle()
    window.type("0900")
    assert "09:20 Jane Holt · Back pain · First call" in in_cells(window.screen)
    window.main.act("week view")
    window.settle()
    grid = window.screen.grid
    grid.go_to(grid.model_.grid.at(600, len(grid.model_.grid.lanes) - 1))
    lanes = grid.horizontalHeader()
    lanes.setSectionResizeMode(lanes.ResizeMode.Fixed)
    lanes.resizeSection(lanes.count() - 1, 110)
    assert "09:20 J. Holt" in in_cells(window.screen)
    lanes.resizeSection(lanes.count() - 1, 68)
    assert "Holt" in in_cells(window.screen)
    window.main.act("privacy")
    assert "09:20 J. H." in in_cells(window.screen)
    grid.zoom_to(5)
    assert "J. H." in in_cells(window.screen)
