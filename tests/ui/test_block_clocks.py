"""Blocking until a time on the days when the clocks change: which end is meant, and where none can be."""

from __future__ import annotations

from datetime import date, time

import pytest

from reception.domain import span
from reception.domain.availability import Availability
from reception.domain.clinician import Clinician
from reception.domain.ids import AvailabilityId
from reception.services import sessions
from reception.services.clinics import named
from reception.storage import slots as slot_rows
from reception.ui.diary.block import BlockForm
from reception.ui.widgets.dialog import present

BACK, FORWARD = date(2027, 10, 31), date(2027, 3, 28)


@pytest.fixture
def night(file_diary):
    """Return what adds a session over the change of the clocks on a day, and returns its slots."""
    desk = file_diary.desk("Joe Moss")

    def added(day: date):
        with desk.desk.store.read() as reader:
            who, clinic = reader.all(Clinician)[0], named(reader, "London")
        one = Availability(
            id=AvailabilityId(0), clinician=who.id, clinic=clinic.id, weekday=6, starts=time(0), ends=time(4),
            valid_from=day,
        )  # fmt: skip
        sessions.add(desk.desk.history, one)
        with desk.desk.store.read() as reader:
            return slot_rows.between(reader, span.day_span(day))

    return added


@pytest.mark.parametrize(
    ("day", "start", "until", "blocked"),
    [
        (BACK, "01:00", "02:00", "01:00 01:15 01:30 01:45 01:00 (2nd) 01:15 (2nd) 01:30 (2nd) 01:45 (2nd)"),
        (BACK, "01:00 (2nd)", "01:30", "01:00 (2nd) 01:15 (2nd)"),
        (BACK, "01:30", "01:15", "01:30 01:45 01:00 (2nd)"),
        (FORWARD, "00:30", "01:00", "00:30 00:45"),
        (FORWARD, "00:30", "02:15", "00:30 00:45 02:00"),
    ],
)
def test_an_end_is_the_one_that_can_be_meant(night, file_window, day, start, until, blocked):
    first = next(one for one in night(day) if span.clock(one.starts_at) == start)
    form = BlockForm(file_window.main, file_window.main.context, first)
    present(form)
    form.until.input.setText(until)
    file_window.settle()
    assert form.refusal == ""
    assert " ".join(span.clock(one.starts_at) for one in form._found.free) == blocked
    file_window.press("Return")
    assert file_window.no_dialog()


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (BACK, "01:30 on Sun 31 Oct comes twice: the clocks go back. Choose another time."),
        (FORWARD, "01:30 on Sun 28 Mar does not exist: the clocks go forward. Choose another time."),
    ],
)
def test_an_end_that_comes_twice_or_never_is_refused_with_what_can_be_done_here(
    night, file_window, day, said
):
    first = next(one for one in night(day) if span.clock(one.starts_at) == "00:30")
    form = BlockForm(file_window.main, file_window.main.context, first)
    present(form)
    form.until.input.setText("01:30")
    file_window.settle()
    assert form.refusal == said
    form.until.input.setText("02:15" if day == FORWARD else "02:00")
    file_window.settle()
    assert form.refusal == ""
    file_window.press("Return")
    assert file_window.no_dialog()
