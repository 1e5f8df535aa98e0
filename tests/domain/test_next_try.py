"""When to try again: never on a closed day, never outside opening hours; a time a caller asked for is theirs."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception.domain import next_try, span
from reception.domain.organisation import Organisation
from reception.domain.span import Span

POLICY = Organisation(name="", phone="", email="")
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1))


def open_on(day: date) -> Span | None:
    """Monday to Saturday, nine to six."""
    if day.weekday() == 6:
        return None
    return Span(span.instant(day, time(9)), span.instant(day, time(18)))


def at(day: int, clock: str) -> datetime:
    """Return a moment of November 2026, whose 23rd is a Monday."""
    return span.instant(date(2026, 11, day), time.fromisoformat(clock))


@given(MOMENTS, st.integers(1, 2))
def test_a_next_try_is_later_and_in_opening_hours(moment, tries):
    now = moment.replace(tzinfo=UTC)
    again = next_try.next_attempt(tries, now, policy=POLICY, open_on=open_on)
    assert again is not None
    assert again > now
    hours = open_on(span.london_day(again))
    assert hours is not None
    assert again in hours
    if tries == 1 and span.london_day(again) == span.london_day(now):
        assert again - now >= timedelta(minutes=15)


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
    assert next_try.call_back(at(23, "10:00"), open_on=lambda day: None) is None
    assert next_try.next_attempt(1, at(23, "10:00"), policy=POLICY, open_on=lambda day: None) is None


def test_a_time_at_which_the_clinic_is_closed_is_named():
    assert next_try.outside_hours(at(29, "10:00"), "London", open_on=open_on) == (
        "London is closed on Sun 29 Nov, but the call back can be noted all the same."
    )
    assert next_try.outside_hours(at(23, "18:00"), "London", open_on=open_on) == (
        "18:00 is outside the hours of London on Mon 23 Nov (09:00–18:00), but it can be noted all the same."
    )
    assert next_try.outside_hours(at(23, "17:59"), "London", open_on=open_on) == ""
