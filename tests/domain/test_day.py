"""Days as people write them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reception.domain import day as days
from reception.domain import span
from reception.domain.day import Looks
from reception.domain.errors import Refusal

MONDAY = date(2026, 11, 23)
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
WRITTEN = (
    lambda day: day.isoformat(),
    lambda day: f"{day.day}/{day.month}/{day.year}",
    lambda day: f"{day.day}/{day.month}/{day.year % 100:02}",
    lambda day: f"{day.day:02}.{day.month:02}.{day.year}",
    lambda day: f"{day.day} {span.MONTHS[day.month - 1]} {day.year}",
    lambda day: f"the {day.day}th of {span.MONTHS_LONG[day.month - 1]}, {day.year}",
    lambda day: f"{day.day}{span.MONTHS[day.month - 1].upper()} {day.year}",
)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("today", MONDAY), ("Tomorrow", date(2026, 11, 24)), ("yesterday", date(2026, 11, 22)),
        ("thu", date(2026, 11, 26)), ("mon", MONDAY), ("Thursday", date(2026, 11, 26)),
        ("26", date(2026, 11, 26)), ("5", date(2026, 12, 5)), ("31", date(2026, 12, 31)),
        ("26 nov", date(2026, 11, 26)), ("26/11", date(2026, 11, 26)), ("4 May", date(2027, 5, 4)),
        ("29 feb", date(2028, 2, 29)), ("26/11/2025", date(2025, 11, 26)), ("26 Nov 2025", date(2025, 11, 26)),
        ("2026-12-01", date(2026, 12, 1)), ("+2 weeks", date(2026, 12, 7)), ("+1", date(2026, 11, 30)),
        ("-3 days", date(2026, 11, 20)), ("+2w", date(2026, 12, 7)),
        ("thursd", date(2026, 11, 26)), ("next week", date(2026, 11, 30)), ("this fri", date(2026, 11, 27)),
        ("next mon", date(2026, 11, 30)), ("3rd", date(2026, 12, 3)), ("thu, 3 dec", date(2026, 12, 3)),
        ("26/11/26", date(2026, 11, 26)), ("1 sept", date(2027, 9, 1)), ("week 50", date(2026, 12, 7)),
        ("20 nov", date(2026, 11, 20)), ("fri 20 nov", date(2026, 11, 20)), ("sat 20 nov", date(2027, 11, 20)),
        ("22 sep", date(2026, 9, 22)), ("21 sep", date(2027, 9, 21)), ("mon 21 sep", date(2026, 9, 21)),
        ("20", date(2026, 12, 20)), ("fri 20th", date(2026, 11, 20)),
    ],
)  # fmt: skip
def test_a_date_is_read_as_a_desk_says_it(text, meant):
    assert days.read_one(text, MONDAY) == meant


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("32", "“32” is not a day. Write it as 26 Nov or 26/11/2026."),
        ("0", "“0” is not a day."),
        ("th", "“th” is not a day."),
        ("", "“” is not a day."),
        ("soon", "“soon” is not a day."),
        ("3 dec or so", "“3 dec or so” is not a day."),
        ("30 feb", "There is no 30 February."),
        ("29 feb 2027", "There is no 29 February 2027."),
        ("26/13", "There is no 26/13."),
        ("0/1/2027", "There is no 0/1/2027."),
        ("week 54", "There is no week 54 in 2026."),
        ("next thu", "“next thu” may be Thu 26 Nov or Thu 3 Dec. Write which."),
        ("fri 3 dec", "3 Dec 2026 is a Thursday, not a Friday. Change one of them."),
        ("wed 3 dec", "3 Dec 2026 is a Thursday, not a Wednesday."),
        ("mon 20 nov", "20 Nov 2026 is a Friday, not a Monday."),
        ("1/1/1900", "1900-01-01 is too far away: a diary holds the years 2000 to 2099. Choose another day."),
    ],
)
def test_what_is_no_day_or_may_be_two_is_said(text, said):
    with pytest.raises(Refusal) as refused:
        days.read_one(text, MONDAY)
    assert refused.value.sentence.startswith(said)
    assert refused.value.field == "day"


@given(day=DAYS, today=DAYS, form=st.sampled_from(WRITTEN), weekday=st.none() | st.integers(0, 6))
def test_a_whole_date_is_that_day_and_only_its_own_weekday_fits(day, today, form, weekday):
    text = form(day) if weekday is None else f"{span.DAY_NAMES[weekday]} {form(day)}"
    if weekday in (None, day.weekday()):
        assert days.read_one(text, today) == day
    else:
        with pytest.raises(Refusal, match=f"is a {span.DAY_NAMES_LONG[day.weekday()]}, not a"):
            days.read_one(text, today)


@pytest.mark.parametrize(
    ("text", "looks", "meant"),
    [
        ("tue 24 nov", Looks.BACK, date(2026, 11, 24)), ("24 nov", Looks.BACK, date(2026, 11, 24)),
        ("26 nov", Looks.BACK, date(2026, 11, 26)), ("27 nov", Looks.BACK, date(2025, 11, 27)),
        ("fri 27 nov", Looks.BACK, date(2026, 11, 27)), ("24", Looks.BACK, date(2026, 11, 24)),
        ("27", Looks.BACK, date(2026, 10, 27)), ("29 feb", Looks.BACK, date(2024, 2, 29)),
        ("mon", Looks.BACK, date(2026, 11, 23)), ("thu", Looks.BACK, date(2026, 11, 26)),
        ("frida", Looks.BACK, date(2026, 11, 20)), ("24/11/2025", Looks.BACK, date(2025, 11, 24)),
        ("tue 24 nov", Looks.NEAREST, date(2026, 11, 24)), ("24 nov", Looks.NEAREST, date(2026, 11, 24)),
        ("3 dec", Looks.NEAREST, date(2026, 12, 3)), ("27 may", Looks.NEAREST, date(2027, 5, 27)),
        ("28 may", Looks.NEAREST, date(2026, 5, 28)), ("sat 20 nov", Looks.NEAREST, date(2027, 11, 20)),
        ("24", Looks.NEAREST, date(2026, 11, 24)), ("mon", Looks.NEAREST, date(2026, 11, 30)),
        ("24 nov", Looks.AHEAD, date(2026, 11, 24)), ("24 nov", Looks.FAR_AHEAD, date(2027, 11, 24)),
        ("tue 24 nov", Looks.FAR_AHEAD, date(2026, 11, 24)), ("mon", Looks.FAR_AHEAD, date(2026, 11, 30)),
    ],
)  # fmt: skip
def test_a_day_without_its_year_is_the_one_to_which_its_field_looks(text, looks, meant):
    assert days.read_one(text, date(2026, 11, 26), looks=looks) == meant


def test_a_line_too_reads_a_day_that_is_just_over_as_such():
    for text in ("fri 20 nov", "20 nov", "fri 20th"):
        said = days.read(text.split(), MONDAY)
        assert said is not None
        assert (said.days, said.wrong) == ((date(2026, 11, 20),), "")


SOME_DAYS = st.dates(date(2005, 1, 1), date(2089, 12, 31))


def without_year(day: date, short: bool) -> str:
    return f"{day.day}/{day.month}" if short else f"{day.day} {span.MONTHS_LONG[day.month - 1]}"


@given(today=SOME_DAYS, away=st.integers(0, 364), short=st.booleans())
@example(today=date(2028, 2, 29), away=0, short=True)
def test_a_day_without_its_year_is_the_next_one_or_the_last_one(today, away, short):
    ahead, back = today + timedelta(days=away), today - timedelta(days=away)
    assert days.read_one(without_year(ahead, short), today, looks=Looks.FAR_AHEAD) == ahead
    assert days.read_one(without_year(back, short), today, looks=Looks.BACK) == back


@given(today=SOME_DAYS, away=st.integers(-182, 182), short=st.booleans())
def test_a_day_without_its_year_is_the_nearest_one(today, away, short):
    day = today + timedelta(days=away)
    assert days.read_one(without_year(day, short), today, looks=Looks.NEAREST) == day


@given(today=SOME_DAYS, away=st.integers(-62, 302), short=st.booleans())
def test_a_day_that_is_just_over_is_not_taken_for_that_of_another_year(today, away, short):
    day = today + timedelta(days=away)
    assert days.read_one(without_year(day, short), today) == day


@given(today=SOME_DAYS, away=st.integers(-182, 182), looks=st.sampled_from(Looks), short=st.booleans())
def test_a_day_as_the_program_writes_it_is_that_day_whichever_way_its_field_looks(today, away, looks, short):
    day = today + timedelta(days=away)
    text = f"{span.DAY_NAMES[day.weekday()]} {without_year(day, short)}"
    assert days.read_one(text, today, looks=looks) == day


@given(today=SOME_DAYS, weekday=st.integers(0, 6), looks=st.sampled_from(Looks))
def test_a_weekday_is_the_next_one_or_to_whoever_looks_back_the_last_one(today, weekday, looks):
    away = (days.read_one(span.DAY_NAMES[weekday], today, looks=looks) - today).days
    assert away in (range(-6, 1) if looks is Looks.BACK else range(7))


@given(today=DAYS, weekday=st.integers(0, 6))
def test_next_is_the_one_of_next_week_and_also_the_one_before_it_where_some_mean_that(today, weekday):
    said = days.read(["next", span.DAY_NAMES[weekday].casefold()], today)
    assert said is not None
    following = span.monday(today) + timedelta(days=7)
    assert [span.monday(day) for day in said.days].count(following) == 1
    assert days.coming(today + timedelta(days=1), weekday) in said.days
    assert all(day > today and day.weekday() == weekday for day in said.days)


PIECES = st.lists(
    st.sampled_from(("thu", "the", "3", "31", "st", "dec", "feb", "/", "next", "week", "+2", "-"))
).map(" ".join)


@given(st.text(max_size=40) | PIECES, DAYS, st.sampled_from(Looks))
@example("+999 weeks", date(2099, 12, 31), Looks.AHEAD)
@example("-999 weeks", date(2000, 1, 1), Looks.AHEAD)
@example("31", date(2099, 12, 31), Looks.AHEAD)
@example("next week", date(2099, 12, 31), Looks.AHEAD)
@example("29 feb", date(2099, 12, 31), Looks.AHEAD)
@example("29 feb", date(2000, 1, 1), Looks.BACK)
def test_any_text_is_a_day_or_refused(text, today, looks):
    try:
        found: object = days.read_one(text, today, looks=looks)
    except Refusal as refusal:
        found = refusal.sentence
    assert found
