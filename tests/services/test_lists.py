"""The weekly call list and its figures: what a manager reads adds up."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event

from reception.domain.call import CallStatus, Result
from reception.domain.errors import Refusal
from reception.services import calls, clinics, lists
from tests.support.desks import MONDAY, TestDesk


def book(desk: TestDesk, *times: str) -> None:
    """Book a call for a person of their own at each time, named by it."""
    for number, at in enumerate(times):
        desk.book(at, f"Person {at}", f"07700 9001{number:02}")


def figures(desk: TestDesk, monday: date = MONDAY, clinic: str = ""):
    with desk.desk.store.read() as reader:
        where = clinics.named(reader, clinic).id if clinic else None
        shown = lists.week(reader, monday, where, now=desk.clock())
        return shown, lists.totals(reader, shown, where), lists.bars(reader, monday, where)


def adds_up(shown, totals, bars) -> None:
    parts = totals.consultations + totals.other_outcome + totals.not_reached + totals.still_to_call
    assert totals.calls == parts == bars[-1].calls
    assert totals.calls + totals.cancelled == len(shown.lines)
    assert totals.tried == sum(line.call.attempts > 0 and line.call.is_live for line in shown.lines)
    assert totals.reached_at_first_try <= totals.tried <= totals.calls <= totals.slots
    assert totals.consultations == bars[-1].consultations


def test_each_call_is_counted_once(here: TestDesk):
    book(here, "09:30", "09:45", "10:00", "10:15", "10:30", "10:45", "11:00")
    here.record(Result.CONSULTATION_BOOKED, "Person 09:30")
    here.record(Result.NOT_SUITABLE, "Person 09:45")
    here.record(Result.NO_ANSWER, "Person 10:00")
    for hours in (1, 1, 24):
        here.record(Result.NO_ANSWER, "Person 10:15")
        here.clock.move(hours=hours)
    calls.give_up(here.desk.history, here.line("Person 10:15").call)
    here.cancel("Person 10:30")
    shown, totals, bars = figures(here)
    adds_up(shown, totals, bars)
    assert (totals.calls, totals.cancelled) == (6, 1)
    assert (totals.consultations, totals.other_outcome, totals.not_reached, totals.still_to_call) == (
        1,
        1,
        1,
        3,
    )
    assert (totals.tried, totals.reached_at_first_try) == (4, 2)
    assert (bars[-1].no_answer, bars[-1].other) == (2, 3)


def test_a_call_that_was_tried_and_then_cancelled_is_not_counted_as_tried(here: TestDesk):
    book(here, "10:00")
    here.record(Result.NO_ANSWER, "Person 10:00")
    here.cancel("Person 10:00")
    shown, totals, bars = figures(here)
    adds_up(shown, totals, bars)
    assert (totals.calls, totals.tried, totals.cancelled) == (0, 0, 1)


def test_a_reopened_call_is_still_to_call(here: TestDesk):
    book(here, "10:00")
    here.record(Result.CONSULTATION_BOOKED, "Person 10:00")
    calls.reopen(here.desk.history, here.line("Person 10:00").call)
    assert here.line("Person 10:00").call.status is CallStatus.BOOKED
    shown, totals, bars = figures(here)
    adds_up(shown, totals, bars)
    assert (totals.consultations, totals.still_to_call) == (0, 1)


def test_the_figures_of_a_clinic_are_its_own(here: TestDesk):
    book(here, "10:00", "10:15")
    shown, totals, bars = figures(here, clinic="Bedford")
    adds_up(shown, totals, bars)
    assert (totals.calls, shown.clinic) == (0, "Bedford")
    shown, totals, bars = figures(here, clinic="London")
    adds_up(shown, totals, bars)
    assert totals.calls == 2


def test_a_week_is_london_s_from_monday_to_sunday(here: TestDesk):
    here.book("10:00")
    assert [line.patient.name for line in figures(here)[0].lines] == ["Jane Holt"]
    assert figures(here, MONDAY + timedelta(weeks=1))[0].lines == ()
    assert figures(here, MONDAY - timedelta(weeks=1))[0].lines == ()


@pytest.mark.parametrize("monday", [date.fromisocalendar(9999, 52, 1), date(1, 1, 1), date(1999, 12, 20)])
def test_a_week_out_of_reach_gets_one_sentence(here: TestDesk, monday: date):
    with pytest.raises(Refusal, match="Choose a week from 2000 to 2099") as caught:
        figures(here, monday)
    assert caught.value.field == "week"


@pytest.mark.parametrize(
    ("clinic", "name"),
    [
        ("", "calls-2026-W48.xlsx"),
        ("London", "calls-2026-W48-london.xlsx"),
        ("Bury / St Edmunds", "calls-2026-W48-bury-st-edmunds.xlsx"),
        ("../..", "calls-2026-W48.xlsx"),
    ],
)
def test_the_name_a_list_is_offered_under(clinic: str, name: str):
    assert lists.file_name(MONDAY, clinic, "xlsx") == name


def test_the_first_weeks_and_the_last_can_be_read(here: TestDesk):
    here.clock.now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    for monday in (date.fromisocalendar(2000, 1, 1), date.fromisocalendar(2099, 52, 1)):
        shown, totals, bars = figures(here, monday)
        adds_up(shown, totals, bars)
        assert shown.lines == ()


def statements(desk: TestDesk) -> int:
    """Count the statements that reading a week takes."""
    asked: list[str] = []
    with desk.desk.store.read() as reader:
        event.listen(reader.connection, "before_cursor_execute", lambda *told: asked.append(told[2]))
        lists.totals(reader, lists.week(reader, MONDAY, now=desk.clock()))
        lists.bars(reader, MONDAY)
    return len(asked)


def test_a_full_week_takes_no_more_statements_than_an_empty_one(here: TestDesk):
    before = statements(here)
    book(here, "09:30", "09:45", "10:00", "10:15")
    assert statements(here) == before <= 8


def test_each_bar_is_the_sum_of_its_own_week(here: TestDesk):
    book(here, "10:00", "10:15")
    here.book("10:00", day=MONDAY + timedelta(weeks=1))
    here.record(Result.CONSULTATION_BOOKED, "Person 10:00")
    bars = figures(here, MONDAY + timedelta(weeks=1))[2]
    assert [bar.calls for bar in bars] == [0] * 6 + [2, 1]
    assert bars[-2] == figures(here, MONDAY)[2][-1]
