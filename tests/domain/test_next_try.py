"""When to try again: never on a closed day, never outside opening hours; a time a caller asked for is theirs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception.domain import next_try, span
from reception.domain.organisation import Organisation
from reception.domain.span import Span

POLICY = Organisation(name="", phone="", email="")
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1))


def open_on(day: date) -> tuple[Span, ...]:
    """Monday to Saturday, nine to six."""
    return () if day.weekday() == 6 else hours("09:00-18:00")(day)


def hours(*stretches: str) -> Callable[[date], tuple[Span, ...]]:
    """Return the same hours for every day."""
    ends = [[time.fromisoformat(end) for end in one.split("-")] for one in stretches]
    return lambda day: tuple(Span(span.instant(day, a), span.instant(day, b)) for a, b in ends)


def but(day: int, *stretches: str) -> Callable[[date], tuple[Span, ...]]:
    """Return the usual hours, but others on one day of November 2026."""
    return lambda one: hours(*stretches)(one) if one == date(2026, 11, day) else open_on(one)


def at(day: int, clock: str) -> datetime:
    """Return a moment of November 2026, whose 23rd is a Monday."""
    return span.instant(date(2026, 11, day), time.fromisoformat(clock))


STRETCHES = (
    "08:00-09:00",
    "09:00-12:00",
    "10:00-10:20",
    "12:00-13:00",
    "13:00-17:00",
    "15:00-15:05",
    "17:00-18:00",
)
WEEKS = st.lists(st.lists(st.sampled_from(STRETCHES), unique=True, max_size=3), min_size=7, max_size=7)


@given(MOMENTS, st.integers(1, 4), WEEKS, st.integers(5, 120))
def test_a_next_try_is_a_pause_later_in_opening_hours_and_in_the_other_half(moment, tries, week, pause):
    now = moment.replace(tzinfo=UTC)
    policy = replace(POLICY, attempts=5, minutes_between_attempts=pause)

    def open_on(day: date) -> tuple[Span, ...]:
        return hours(*sorted(week[day.weekday()]))(day)

    again = next_try.next_attempt(tries, now, policy=policy, open_on=open_on)
    assert (again is not None) is any(week) or tries % 2 == 1
    if again is None:
        return
    assert again - now >= timedelta(minutes=pause)
    assert any(again in one for one in open_on(span.london_day(again)))
    is_same_day = span.london_day(again) == span.london_day(now)
    assert tries % 2 == 1 or not is_same_day
    was_morning = span.london(now).hour < 12
    has_other_half = any((one >= "12") is was_morning for day in week for one in day)
    if not is_same_day and has_other_half:
        assert (span.london(again).hour < 12) is not was_morning


@pytest.mark.parametrize(
    ("tries", "tried", "open_on", "again"),
    [
        (1, at(23, "10:00"), open_on, at(23, "10:15")),
        (1, at(23, "08:30"), open_on, at(23, "09:00")),
        (1, at(23, "08:50"), open_on, at(23, "09:05")),
        (1, at(23, "09:55"), but(23, "09:00-10:00", "17:00-18:00"), at(23, "17:00")),
        (1, at(23, "17:50"), open_on, at(24, "09:00")),
        (2, at(23, "10:15"), open_on, at(24, "14:00")),
        (2, at(23, "15:00"), open_on, at(24, "09:00")),
        (2, at(23, "10:15"), but(24, "09:00-13:00", "15:00-18:00"), at(24, "15:00")),
        (2, at(23, "10:15"), but(24, "09:00-13:00"), at(25, "14:00")),
        (2, at(23, "15:00"), but(24, "13:00-18:00"), at(25, "09:00")),
        (2, at(27, "10:15"), but(28, "09:00-13:00"), at(30, "14:00")),
        (2, at(27, "15:00"), but(28, "13:00-18:00"), at(30, "09:00")),
        (2, at(23, "10:15"), hours("09:00-13:00"), at(24, "12:00")),
        (2, at(23, "10:15"), hours("09:00-11:00"), at(24, "09:00")),
    ],
)
def test_a_next_try_at_the_edges_of_opening_hours(tries, tried, open_on, again):
    assert next_try.next_attempt(tries, tried, policy=POLICY, open_on=open_on) == again


@pytest.mark.parametrize(
    ("now", "offered"),
    [
        (at(23, "09:20"), at(23, "10:15")),
        (at(23, "06:00"), at(23, "09:00")),
        (at(23, "16:50"), at(23, "17:45")),
        (at(23, "17:10"), at(24, "09:00")),
        (at(23, "22:30"), at(24, "09:00")),
        (at(23, "23:30"), at(24, "09:00")),
        (at(28, "17:10"), at(30, "09:00")),
        (at(29, "12:00"), at(30, "09:00")),
    ],
)
def test_a_call_back_is_offered_in_an_hour_or_when_the_clinic_opens_next(now, offered):
    assert next_try.call_back(now, open_on=open_on) == offered


@given(MOMENTS)
def test_an_offered_call_back_is_later_and_in_opening_hours(moment):
    now = moment.replace(tzinfo=UTC)
    offered = next_try.call_back(now, open_on=open_on)
    assert offered is not None
    assert offered > now
    assert next_try.outside_hours(offered, "London", open_on=open_on) == ""


def test_a_clinic_that_never_opens_offers_none():
    assert next_try.call_back(at(23, "10:00"), open_on=lambda day: ()) is None
    assert next_try.next_attempt(1, at(23, "10:00"), policy=POLICY, open_on=lambda day: ()) is None


def test_a_time_at_which_the_clinic_is_closed_is_named():
    assert next_try.outside_hours(at(29, "10:00"), "London", open_on=open_on) == (
        "London is closed on Sun 29 Nov, but the call back can be noted all the same."
    )
    assert next_try.outside_hours(at(23, "18:00"), "London", open_on=open_on) == (
        "18:00 is outside the hours of London on Mon 23 Nov (09:00–18:00), but it can be noted all the same."
    )
    assert "(09:00–13:00, 15:00–18:00)" in next_try.outside_hours(
        at(24, "14:00"), "London", open_on=but(24, "09:00-13:00", "15:00-18:00")
    )
    assert next_try.outside_hours(at(23, "17:59"), "London", open_on=open_on) == ""
