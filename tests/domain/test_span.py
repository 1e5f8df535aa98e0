"""London time, and its clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception.domain import span
from reception.domain.errors import Refusal

SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
days = st.dates(date(2020, 1, 1), date(2040, 12, 31))


def test_a_summer_time_is_an_hour_behind_in_utc():
    assert span.instant(date(2026, 7, 1), time(10, 15)) == datetime(2026, 7, 1, 9, 15, tzinfo=UTC)


def test_a_time_that_does_not_exist_is_refused_in_words():
    with pytest.raises(Refusal, match="01:30 on Sun 29 Mar does not exist: the clocks go forward"):
        span.instant(SPRING, time(1, 30))


def test_a_time_that_comes_twice_is_refused_until_it_is_said_which():
    with pytest.raises(Refusal, match="comes twice"):
        span.parse_moment("2026-10-25 01:30")
    first, second = span.parse_moment("2026-10-25 01:30+01:00"), span.parse_moment("2026-10-25 01:30+00:00")
    assert second - first == timedelta(hours=1)
    assert (span.clock(first), span.clock(second)) == ("01:30", "01:30 (2nd)")


def test_days_have_23_24_or_25_hours():
    hours = [
        (span.day_span(day).end - span.day_span(day).start) / timedelta(hours=1)
        for day in (SPRING, MIDSUMMER, AUTUMN)
    ]
    assert hours == [23, 24, 25]


MIDSUMMER = date(2026, 6, 21)


@given(days)
def test_days_follow_one_another_without_a_gap(day):
    assert span.day_span(day).end == span.day_span(day + timedelta(days=1)).start


@given(days, st.times())
def test_a_wall_time_that_is_there_reads_back_as_it_was_written(day, at):
    minute = at.replace(second=0, microsecond=0)
    for moment in span.candidates(day, minute):
        wall = span.london(moment)
        assert (wall.date(), wall.time().replace(fold=0)) == (day, minute)


def test_a_naive_datetime_is_refused_at_the_edge():
    with pytest.raises(ValueError, match="time zone"):
        span.london(datetime(2026, 11, 23, 9, 0))


@pytest.mark.parametrize(
    "text", ["2026-W54", "2026-W00", "2026-48", "W48", "", "2026-W4", "20a6-W48", "2026-W481", "2026-W٤٨"]
)
def test_a_week_that_does_not_exist_is_refused(text):
    with pytest.raises(Refusal):
        span.parse_week(text)


def test_years_of_53_weeks_have_a_week_53():
    assert span.parse_week("2026-W53") == date(2026, 12, 28)
    with pytest.raises(Refusal, match="There is no week 53 in 2027"):
        span.parse_week("2027-W53")


@given(days)
def test_a_week_reads_back_as_its_monday(day):
    assert span.parse_week(span.week_text(day)) == span.monday(day)


@pytest.mark.parametrize(
    "text", ["26.11.2026", "2026-13-01", "2026-02-30", "tomorrow", "", "2026-11-26 10", "٢٠٢٦-11-26"]
)
def test_a_malformed_day_is_refused(text):
    with pytest.raises(Refusal):
        span.parse_day(text)


@pytest.mark.parametrize(
    "text", ["2026-11-26", "2026-11-26 25:00", "2026-11-26 1015", "10:15", "2026-11-26 10:15+99:00"]
)
def test_a_malformed_moment_is_refused(text):
    with pytest.raises(Refusal):
        span.parse_moment(text)


def test_texts_read_as_the_desk_says_them():
    moment = datetime(2026, 11, 26, 10, 15, tzinfo=UTC)
    assert span.moment_text(moment) == "Thu 26 Nov 10:15"
    assert span.day_long(date(2026, 11, 23)) == "Monday 23 November"
    assert span.days_text(date(2026, 11, 23), date(2026, 11, 28)) == "23–28 November 2026"
    assert span.days_text(date(2026, 11, 30), date(2026, 12, 5)) == "30 Nov – 5 Dec 2026"
    assert span.iso(datetime(2026, 7, 1, 9, 15, tzinfo=UTC)) == "2026-07-01T10:15+01:00"


@pytest.mark.parametrize(
    "text",
    ["4 May 1971", "4/5/1971", "04/05/1971", "4.5.1971", "04.05.1971", "4-5-1971", "1971-05-04", "4 MAY 1971",
     "4may1971", "4 may. 1971", "  4   May  1971 "],
)  # fmt: skip
def test_a_birth_date_is_read_as_it_is_written_here(text):
    assert span.parse_birth(text) == date(1971, 5, 4)
    assert span.read_day(span.birth_text(date(1971, 5, 4))) == date(1971, 5, 4)


@pytest.mark.parametrize(
    "text",
    ["", "4.5.71", "31/02/1971", "4/5-1971", "May 1971", "4 Ma 1971", "4 Foo 1971", "1971/05/04", "0/0/0000",
     "4 May 1971 x", "٤/٥/١٩٧١", "9" * 10_000],
)  # fmt: skip
def test_what_is_no_birth_date_is_refused_with_how_to_write_it(text):
    assert span.read_day(text) is None
    with pytest.raises(Refusal, match="Write it as 4 May 1971 or 04/05/1971.") as caught:
        span.parse_birth(text)
    assert caught.value.field == "date_of_birth"
