"""The edge of the diary names holidays, closures and leave, in full where a narrow column has no room."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from PySide6.QtCore import Qt

from reception.domain.closure import Closure
from reception.domain.holiday import Decision
from reception.domain.ids import ClosureId, LeaveId
from reception.domain.leave import Leave
from reception.services import closures, holidays, leave
from reception.services.clinics import named
from tests.support.desks import MONDAY, Practice, TestDesk
from tests.support.windows import Window

SATURDAY, BOXING_MONDAY = date(2026, 12, 26), date(2026, 12, 28)
WEDNESDAY = MONDAY + timedelta(days=2)


@pytest.fixture
def desk(file_diary: Practice) -> TestDesk:
    return file_diary.desk()


def edges(window: Window, day: date) -> list[str]:
    """Return the words of each lane of a day, as a screen reader and the mouse have them."""
    window.go("diary")
    window.main.context.go("diary", day)
    window.settle()
    model = window.screen.grid.model_
    found = [n for n, lane in enumerate(model.grid.lanes) if lane.day == day]
    across = Qt.Orientation.Horizontal
    texts = [model.headerData(n, across) for n in found]
    assert texts == [model.headerData(n, across, Qt.ItemDataRole.ToolTipRole) for n in found]
    return texts


def test_a_bank_holiday_is_named_and_whether_clinics_are_closed(desk, file_window):
    assert edges(file_window, SATURDAY) == ["Sat 26 Dec, Boxing Day, No slots"]
    with desk.desk.store.read() as reader:
        bedford = named(reader, "Bedford").id
    holidays.decide(desk.desk.history, [Decision(day=SATURDAY, clinic=bedford, is_open=False)])
    assert edges(file_window, SATURDAY) == ["Sat 26 Dec, Boxing Day: Bedford closed, No slots"]
    desk.publish(weeks=6)
    said = [Decision(day=BOXING_MONDAY, clinic=bedford, is_open=True)]
    holidays.decide(desk.desk.history, said)
    (text,) = edges(file_window, BOXING_MONDAY)
    assert text.startswith("Mon 28 Dec, Boxing Day, substitute day, Sharples, Bedford, ")


def test_a_closure_and_leave_are_named_with_their_times(desk, file_window):
    with desk.desk.store.read() as reader:
        london = named(reader, "London")
    shut = Closure(
        id=ClosureId(0), clinic=london.id, first=WEDNESDAY, last=WEDNESDAY, starts=time(13), reason="Training"
    )
    closures.close(desk.desk.history, shut, london)
    who = desk.slot("10:00", WEDNESDAY).clinician
    away = Leave(id=LeaveId(0), clinician=who, first=WEDNESDAY, last=WEDNESDAY, reason="Ill")
    leave.take(desk.desk.history, away)
    texts = edges(file_window, WEDNESDAY)
    assert all("London closed from 13:00: Training" in text for text in texts)
    assert [text.endswith("Away: Ill") for text in texts] == [True, False]


def test_nothing_is_said_of_a_usual_day(desk, file_window):
    assert [text.count(",") for text in edges(file_window, MONDAY)] == [3, 3]
