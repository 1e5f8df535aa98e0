from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception.domain import span
from reception.domain.errors import Refusal
from reception.domain.wish import FreeWish, check_times

MIDDAY = time(12)
INSTANTS = st.datetimes(datetime(2020, 1, 1), datetime(2040, 12, 31)).map(lambda at: at.replace(tzinfo=UTC))
CHANGES = [
    datetime(year, month, day, 1, tzinfo=UTC)
    for year in range(2020, 2041)
    for month in (3, 10)
    for day in [31 - (date(year, month, 31).weekday() + 1) % 7]
]
NEAR_A_CHANGE = st.builds(
    lambda change, minutes: change + timedelta(minutes=minutes),
    st.sampled_from(CHANGES),
    st.integers(-180, 180),
)
CLOCKS = st.none() | st.times().map(lambda at: at.replace(second=0, microsecond=0))


@given(
    moment=INSTANTS | NEAR_A_CHANGE,
    weekdays=st.sets(st.integers(0, 6)),
    days_ahead=st.sets(st.integers(0, 1)),
    after=CLOCKS,
    before=CLOCKS,
)
def test_a_slot_suits_by_londons_day_and_clock(moment, weekdays, days_ahead, after, before):
    wall = span.london(moment)
    today = wall.date() - timedelta(days=min(days_ahead, default=0))
    wish = FreeWish(
        today=today,
        days=tuple(today + timedelta(days=number) for number in sorted(days_ahead)),
        weekdays=tuple(sorted(weekdays)),
        after=after,
        before=before,
    )
    named = not weekdays and not days_ahead
    day_fits = named or wall.weekday() in weekdays or wall.date() in wish.days
    at = wall.time()
    assert wish.suits(moment) == (
        day_fits and (after is None or at >= after) and (before is None or at < before)
    )


@given(moment=INSTANTS | NEAR_A_CHANGE, after=CLOCKS, before=CLOCKS)
def test_the_window_of_a_day_leaves_out_nothing_that_suits(moment, after, before):
    day = span.london_day(moment)
    wish = FreeWish(today=day, after=after, before=before)
    if wish.suits(moment):
        assert moment in wish.window(day)


def test_in_the_hour_that_comes_twice_both_are_found_and_in_spring_the_missing_one_is_no_obstacle():
    autumn, spring = date(2026, 10, 25), date(2026, 3, 29)
    wish = FreeWish(today=autumn, after=time(1, 30), before=time(2))
    both = [datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1)]
    assert all(wish.suits(moment) and moment in wish.window(autumn) for moment in both)
    assert wish.window(spring).start == datetime(2026, 3, 29, 1, tzinfo=UTC)


@pytest.mark.parametrize("before", [time(11), MIDDAY])
def test_two_times_that_nothing_lies_between_are_refused(before):
    with pytest.raises(Refusal, match="is not later than the time it should be after") as refused:
        check_times(MIDDAY, before)
    assert refused.value.field == "before"


def test_times_that_something_lies_between_are_fine():
    check_times(MIDDAY, time(12, 1))
    check_times(None, MIDDAY)
    check_times(MIDDAY, None)
    check_times(None, None)
