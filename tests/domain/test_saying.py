"""What is read aloud: the day, the time and the number."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception.domain import saying


def test_the_whole_is_said_as_people_say_it():
    at = datetime(2026, 11, 26, 10, 15, tzinfo=UTC)
    assert saying.moment(at, "London") == "Thursday the twenty-sixth of November at quarter past ten, London"


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("09:00", "nine o’clock"), ("10:30", "half past ten"), ("11:45", "quarter to twelve"), ("12:00", "noon"),
        ("12:15", "quarter past twelve"), ("12:45", "quarter to one in the afternoon"),
        ("14:20", "twenty past two in the afternoon"), ("14:55", "five to three in the afternoon"),
        ("17:30", "half past five in the afternoon"), ("18:10", "ten past six in the evening"),
        ("10:07", "seven minutes past ten"), ("10:59", "one minute to eleven"), ("00:15", "quarter past twelve"),
    ],
)  # fmt: skip
def test_times(at: str, said: str):
    assert saying.clock(time.fromisoformat(at)) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "first"), (2, "second"), (3, "third"), (4, "fourth"), (5, "fifth"), (8, "eighth"), (9, "ninth"),
     (12, "twelfth"), (13, "thirteenth"), (20, "twentieth"), (21, "twenty-first"), (30, "thirtieth"), (31, "thirty-first")],
)  # fmt: skip
def test_days_of_the_month(number: int, said: str):
    assert saying.ordinal(number) == said


def test_no_two_days_of_a_year_and_no_two_minutes_of_a_morning_sound_alike():
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    assert len({saying.day(one) for one in days}) == 365
    minutes = [time(hour, minute) for hour in range(7, 12) for minute in range(60)]
    assert len({saying.clock(one) for one in minutes}) == len(minutes)


def test_a_number_is_read_in_pairs():
    assert saying.pairs("07700 900334") == "077 00 90 03 34"
    assert saying.pairs("+33 6 12 34 56 78") == "+ 336 12 34 56 78"


@given(st.text(alphabet="0123456789 +()-"))
def test_pairs_lose_no_digit(shown: str):
    said = saying.pairs(shown)
    assert "".join(filter(str.isdecimal, said)) == "".join(filter(str.isdecimal, shown))
