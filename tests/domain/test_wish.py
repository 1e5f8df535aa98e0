from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reception.domain import span
from reception.domain.clinic import Clinic
from reception.domain.ids import ClinicId
from reception.domain.wish import FreeWish, asks_free, read_clock, read_free

TODAY = date(2026, 11, 23)
NAMES = ("London", "Manchester", "Bedford", "Milton Keynes", "Bedlington", "Sunderland")
CLINICS = tuple(
    Clinic(id=ClinicId(number), name=name, street="", postcode="", phone="", email="")
    for number, name in enumerate(NAMES, 1)
)


def read(text: str, **more) -> FreeWish:
    return read_free(text, CLINICS, TODAY, **more)


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("free bedford tue thu after 4", "Free slots in Bedford on Tue or Thu after 16:00"),
        ("FREE  Bedford, Tuesday or THURSDAY from 16:00", "Free slots in Bedford on Tue or Thu after 16:00"),
        ("free london today", "Free slots in London today (Mon 23 Nov)"),
        ("free tomorrow before 11", "Free slots in all clinics tomorrow (Tue 24 Nov) before 11:00"),
        ("free today thu", "Free slots in all clinics today (Mon 23 Nov) or on Thu"),
        ("free man/lon sat", "Free slots in Manchester or London on Sat"),
        ("free milton keynes fri morning", "Free slots in Milton Keynes on Fri before 12:00"),
        ("free milton k", "Free slots in Milton Keynes"),
        ("free after 9am before 5 pm", "Free slots in all clinics after 09:00 and before 17:00"),
        ("free from 1630 till 17.15", "Free slots in all clinics after 16:30 and before 17:15"),
        ("free sun", "Free slots in all clinics on Sun"),
        ("free sund", "Free slots in Sunderland"),
        ("free ", "Free slots in all clinics"),
    ],
)
def test_what_was_understood_is_said(text, understood):
    assert str(read(text)) == understood
    assert read(text).left == ()


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("free willy", ("willy",)),
        ("free bed tue", ("bed",)),
        ("free after", ("after",)),
        ("free after 25", ("after", "25")),
        ("free before 13pm", ("before", "13pm")),
        ("free next tue not thu", ("next", "not")),
        ("free london 10:15", ("10:15",)),
        ("free Tue-Thu", ("Tue-Thu",)),
        ("free week 47", ("week", "47")),
    ],
)
def test_what_was_not_understood_is_kept_word_for_word(text, left):
    assert read(text).left == left


def test_two_limits_both_hold():
    assert str(read("free after 9 after 3 before 5 before 11")) == (
        "Free slots in all clinics after 15:00 and before 11:00"
    )


def test_the_clinic_in_the_filter_is_meant_and_said_unless_another_is_named():
    assert str(read("free tue", chosen=ClinicId(1))) == (
        "Free slots in London (the clinic chosen above) on Tue"
    )
    assert str(read("free bedford", chosen=ClinicId(1))) == "Free slots in Bedford"
    assert str(read("free anywhere", chosen=ClinicId(1))) == "Free slots in all clinics"
    assert str(read("free tue", chosen=ClinicId(99))) == "Free slots in all clinics on Tue"


@pytest.mark.parametrize("text", ["free ", "  Free tue", "FREE\ttue", "ＦＲＥＥ tue"])
def test_a_line_that_begins_with_free_asks(text):
    assert asks_free(text)


@pytest.mark.parametrize("text", ["", "free", "freeman", "fre e", "Jane free ", "freee tue"])
def test_any_other_line_does_not(text):
    assert not asks_free(text)


@pytest.mark.parametrize(
    ("word", "at"),
    [
        ("1", time(13)), ("7", time(19)), ("8", time(8)), ("07", time(7)), ("0", time(0)), ("23", time(23)),
        ("4:30", time(16, 30)), ("04:30", time(4, 30)), ("430", time(16, 30)), ("12", time(12)),
        ("12am", time(0)), ("12pm", time(12)), ("4am", time(4)), ("noon", time(12)),
        ("24", None), ("0pm", None), ("10:60", None), ("12345", None), ("４", None), ("-4", None), ("", None),
    ],
)  # fmt: skip
def test_clocks(word, at):
    assert read_clock(word) == at


# ---- any text at all

WORDS = [
    *NAMES,
    "tue",
    "Thursday",
    "today",
    "tomorrow",
    "after",
    "before",
    "4",
    "16:30",
    "pm",
    "milton",
    "or",
    "\x00",
    "½",
]
SENTENCES = st.lists(st.sampled_from(WORDS) | st.text(max_size=8), max_size=40).map(" ".join)


@given(st.text(max_size=10_000) | SENTENCES)
@example("free " + "after " * 1_600)
@example("free " + "milton " * 1_400)
@example("free " + "\U0001d7d8" * 9_000)
@example("x" * 10_000)
def test_reading_never_raises_and_loses_no_word(text):
    asks_free(text)
    wish = read(text)
    assert str(wish).startswith("Free slots in ")
    assert all(word in text for word in wish.left)


@given(
    places=st.lists(st.sampled_from(CLINICS), unique=True, max_size=3),
    weekdays=st.sets(st.integers(0, 6), max_size=4),
    after=st.none() | st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    order=st.randoms(use_true_random=False),
)
def test_what_is_written_is_what_is_understood(places, weekdays, after, order):
    parts = [place.name for place in places] + [span.DAY_NAMES_LONG[day] for day in weekdays]
    parts += [f"after {after:%H:%M}"] if after else []
    order.shuffle(parts)
    wish = read(f"free {' '.join(parts)}")
    assert set(wish.clinics) == set(places)
    assert wish.weekdays == tuple(sorted(weekdays))
    assert wish.left == ()
    assert wish.after == after


# ---- London's days and clocks

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
