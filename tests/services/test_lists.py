"""The weekly call list and its figures: what a manager reads adds up."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from reception.documents import call_list
from reception.domain.call import CallStatus, CancelledBy, Result
from reception.domain.errors import Refusal
from reception.services import calls, clinics, lists
from reception.services.lists import Ending
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
    assert totals.endings == bars[-1].endings, "chart and figures tell the same of a week"
    assert totals.calls + totals.cancelled == len(shown.lines)
    assert totals.tried == sum(line.call.attempts > 0 and line.call.is_live for line in shown.lines)
    assert totals.reached_at_first_try <= totals.tried <= totals.calls <= totals.slots
    rows = Counter(row[7] for row in call_list.rows(shown))
    done = totals.endings.of(Ending.CONSULTATION) + totals.endings.of(Ending.OTHER)
    assert (rows["Done"], rows["Not reached"], rows["Booked"], rows["Cancelled"]) == (
        done, totals.endings.of(Ending.NOT_REACHED), totals.endings.of(Ending.STILL_TO_CALL), totals.cancelled,
    )  # fmt: skip


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
    assert totals.endings.counts == (1, 1, 1, 3)
    assert (totals.tried, totals.reached_at_first_try) == (4, 2)


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
    assert totals.endings.counts == (0, 0, 0, 1)


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
    assert [bar.endings.calls for bar in bars] == [0] * 6 + [2, 1]
    assert bars[-2] == figures(here, MONDAY)[2][-1]


TIMES = ("09:30", "09:45", "10:00", "10:15")
DEEDS = st.tuples(
    st.sampled_from(TIMES),
    st.sampled_from((0, 1)),
    st.sampled_from((*Result, "give up", "reopen", "cancel", "an hour")),
)


def live(desk: TestDesk, at: str, weeks: int) -> None:
    """Book a call at a time of this week or the next, where it is free."""
    with suppress(Refusal):
        number = f"07700 9002{TIMES.index(at)}{weeks}"
        desk.book(at, f"Person {at} {weeks}", number, day=MONDAY + timedelta(weeks=weeks))


def happens(desk: TestDesk, at: str, weeks: int, deed: str) -> None:
    """Let something happen to a call, where the rules allow it."""
    live(desk, at, weeks)
    found = desk.lines(MONDAY + timedelta(weeks=weeks))
    call = next(line.call for line in reversed(found) if line.patient.name == f"Person {at} {weeks}")
    history = desk.desk.history
    with suppress(Refusal):
        if deed == "an hour":
            desk.clock.move(hours=1)
        elif deed == "cancel":
            calls.cancel(history, call, by=CancelledBy.CLINIC, reason="Closed")
        elif deed in ("give up", "reopen"):
            {"give up": calls.give_up, "reopen": calls.reopen}[deed](history, call)
        elif deed == Result.CALL_BACK:
            calls.record(history, call, Result.CALL_BACK, call_back_at=desk.clock() + timedelta(hours=3))
        else:
            calls.record(history, call, Result(deed))


@settings(max_examples=25)
@given(st.lists(DEEDS, min_size=1, max_size=8))
def test_chart_and_figures_agree_whatever_happened(here: TestDesk, deeds: list[tuple[str, int, str]]):
    for deed in deeds:
        happens(here, *deed)
    for clinic in ("", "London", "Bedford"):
        bars = figures(here, MONDAY + timedelta(weeks=1), clinic)[2]
        for bar in bars[-2:]:
            shown, totals, own = figures(here, bar.monday, clinic)
            adds_up(shown, totals, own)
            assert totals.endings == bar.endings
