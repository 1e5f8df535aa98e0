"""Days as people write them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reception.domain import day as days
from reception.domain import span
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


@given(today=st.dates(date(2000, 1, 1), date(2089, 12, 31)), ahead=st.integers(0, 364), short=st.booleans())
def test_a_day_without_its_year_is_the_next_one_to_come(today, ahead, short):
    day = today + timedelta(days=ahead)
    text = f"{day.day}/{day.month}" if short else f"{day.day} {span.MONTHS_LONG[day.month - 1]}"
    assert days.read_one(text, today) == day


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


@given(st.text(max_size=40) | PIECES, DAYS)
@example("+999 weeks", date(2099, 12, 31))
@example("-999 weeks", date(2000, 1, 1))
@example("31", date(2099, 12, 31))
@example("next week", date(2099, 12, 31))
@example("29 feb", date(2099, 12, 31))
def test_any_text_is_a_day_or_refused(text, today):
    try:
        found: object = days.read_one(text, today)
    except Refusal as refusal:
        found = refusal.sentence
    assert found
