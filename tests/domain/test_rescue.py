"""Rescue: what an unbroken stretch of days and times comes to, and what of it is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception.domain import rescue as rules
from reception.domain import span
from reception.domain.errors import Refusal
from reception.domain.ids import ClinicianId, ClinicId
from reception.domain.rescue import Rescue

DAY = date(2026, 11, 26)
NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
FORWARD, BACK = date(2027, 3, 28), date(2026, 10, 25)


def ill(first: date = DAY, last: date | None = None, starts: str = "", ends: str = "") -> Rescue:
    return Rescue(
        clinician=ClinicianId(1), first=first, last=last or first, reason="Ill",
        starts=time.fromisoformat(starts) if starts else None,
        ends=time.fromisoformat(ends) if ends else None,
    )  # fmt: skip


def texts(wanted: Rescue) -> list[tuple[str | None, ...]]:
    return [
        (str(one.first), str(one.last), *(f"{at:%H:%M}" if at else None for at in (one.starts, one.ends)))
        for one in wanted.absences
    ]


@pytest.mark.parametrize(
    ("wanted", "absences"),
    [
        (ill(), [("2026-11-26", "2026-11-26", None, None)]),
        (ill(starts="11:00", ends="13:00"), [("2026-11-26", "2026-11-26", "11:00", "13:00")]),
        (ill(last=date(2026, 11, 28)), [("2026-11-26", "2026-11-28", None, None)]),
        (
            ill(last=date(2026, 11, 28), starts="11:00", ends="13:00"),
            [
                ("2026-11-26", "2026-11-26", "11:00", None),
                ("2026-11-27", "2026-11-27", None, None),
                ("2026-11-28", "2026-11-28", None, "13:00"),
            ],
        ),
        (
            ill(last=date(2026, 11, 27), starts="11:00", ends="13:00"),
            [("2026-11-26", "2026-11-26", "11:00", None), ("2026-11-27", "2026-11-27", None, "13:00")],
        ),
        (
            ill(last=date(2026, 11, 27), ends="13:00"),
            [("2026-11-26", "2026-11-26", None, None), ("2026-11-27", "2026-11-27", None, "13:00")],
        ),
    ],
)
def test_a_stretch_comes_to_part_days_at_its_ends_and_whole_ones_between(wanted, absences):
    assert texts(wanted) == absences


@given(
    first=st.sampled_from([FORWARD, BACK, DAY]).flatmap(
        lambda day: st.integers(-2, 1).map(lambda by: day + timedelta(days=by))
    ),
    long=st.integers(0, 4),
    starts=st.none() | st.times(),
    ends=st.none() | st.times(),
)
def test_its_absences_take_the_whole_stretch_without_a_break_over_clock_changes(first, long, starts, ends):
    wanted = Rescue(
        clinic=ClinicId(1), first=first, last=first + timedelta(days=long), starts=starts, ends=ends
    )
    try:
        rules.check(wanted, span.day_span(first).start)
    except Refusal:
        return
    spans = sorted((gap.span for one in wanted.absences for gap in one.gaps), key=lambda one: one.start)
    assert (spans[0].start, spans[-1].end) == (wanted.span.start, wanted.span.end)
    assert all(one.end == other.start for one, other in zip(spans, spans[1:], strict=False))


@pytest.mark.parametrize(
    ("wanted", "now", "sentence", "field"),
    [
        (ill(date(2026, 11, 25)), NOW, "Wed 25 Nov 2026 is over. Choose Thu 26 Nov 2026 or a later day.", "first"),
        (ill(last=date(2026, 11, 25)), NOW, "The last day is before the first. Change one of them.", "last"),
        (ill(starts="13:00", ends="11:00"), NOW, "It ends before it starts. Change one of the times.", "ends"),
        (ill(ends="08:00"), NOW, "08:00 on Thu 26 Nov is over. Choose a later time.", "ends"),
        (ill(date(2100, 1, 1)), NOW, "2100-01-01 is too far away", "first"),
        (ill(last=date(2100, 1, 1)), NOW, "2100-01-01 is too far away", "last"),
        (
            ill(FORWARD, starts="01:15", ends="01:45"), NOW,
            "There is no such time on Sun 28 Mar: the clocks go forward. Change one of the times.", "ends",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_rescued_is_said_in_one_sentence(wanted, now, sentence, field):
    with pytest.raises(Refusal) as caught:
        rules.check(wanted, now)
    assert caught.value.sentence.startswith(sentence)
    assert caught.value.field == field


def test_in_the_hour_that_comes_twice_it_takes_both_and_in_the_one_that_is_missing_it_begins_after_it():
    twice = ill(BACK, starts="01:30", ends="01:45").span
    assert twice.end - twice.start == timedelta(minutes=75)
    missing = ill(FORWARD, starts="01:30", ends="03:00").span
    assert span.clock(missing.start) == "02:00"
    assert missing.end - missing.start == timedelta(hours=1)


def frozen(wanted: Rescue, *before: Rescue) -> list[tuple[str | None, ...]]:
    """Return what a rescue adds to others that are there already."""
    found = [gap for one in before for own in one.absences for gap in own.gaps]
    change = rules.freeze(wanted, [7, 8, 9], "Mr Oliver Eaton", found, NOW)
    made = [edit.after for edit in change.edits]
    assert [one.id for one in made] == [7, 8, 9][: len(made)]
    return [
        (str(one.first), str(one.last), *(f"{at:%H:%M}" if at else None for at in (one.starts, one.ends)))
        for one in made
    ]


def test_what_is_offered_no_more_anyway_is_not_frozen_again():
    whole = ill(last=date(2026, 11, 28), starts="11:00", ends="13:00")
    friday = ("2026-11-27", "2026-11-27", None, None)
    assert friday not in frozen(whole, ill(date(2026, 11, 27)))
    assert frozen(ill(last=date(2026, 11, 27)), ill(date(2026, 11, 27))) == [
        ("2026-11-26", "2026-11-27", None, None)
    ]
    closed = Rescue(clinic=ClinicId(1), first=DAY, last=DAY)
    assert len(frozen(ill(), closed)) == 1, "who is ill is so wherever a clinic is closed"
    assert len(frozen(closed, Rescue(clinic=ClinicId(2), first=DAY, last=DAY))) == 1
    assert len(frozen(Rescue(first=DAY, last=DAY), closed)) == 1


def test_what_is_over_of_it_need_not_be_covered():
    with pytest.raises(Refusal, match="already"):
        frozen(ill(), ill(starts="08:30"))


@pytest.mark.parametrize(
    ("wanted", "before", "sentence"),
    [
        (ill(), ill(last=date(2026, 12, 24)), "Mr Oliver Eaton is away on Thu 26 Nov already"),
        (
            Rescue(clinic=ClinicId(1), first=DAY, last=DAY, starts=time(13)), Rescue(first=DAY, last=DAY),
            "Mr Oliver Eaton is closed on Thu 26 Nov from 13:00 already",
        ),
    ],
)  # fmt: skip
def test_what_is_frozen_already_is_refused_with_where_its_calls_are(wanted, before, sentence):
    with pytest.raises(Refusal) as caught:
        frozen(wanted, before)
    assert caught.value.sentence == (
        f"{sentence}, so nothing is left to freeze. The calls that are left in it are listed under Rescue."
    )


@pytest.mark.parametrize(
    ("wanted", "subject"),
    [
        (ill(), "Added leave: Mr Oliver Eaton, Away Thu 26 Nov"),
        (ill(starts="11:00"), "Added leave: Mr Oliver Eaton, Away Thu 26 Nov from 11:00"),
        (
            ill(last=date(2026, 11, 28), starts="11:00", ends="13:00"),
            "Added leave: Mr Oliver Eaton, Away Thu 26 Nov 11:00 – Sat 28 Nov 13:00",
        ),
        (
            ill(last=date(2027, 1, 4), starts="11:00"),
            "Added leave: Mr Oliver Eaton, Away Thu 26 Nov 2026 11:00 – Mon 4 Jan 2027",
        ),
        (
            Rescue(clinic=ClinicId(1), first=DAY, last=date(2026, 11, 27)),
            "Closed a clinic: Mr Oliver Eaton, Closed Thu 26 Nov – Fri 27 Nov",
        ),
    ],
)
def test_one_change_says_all_of_it(wanted, subject):
    assert str(rules.freeze(wanted, [1, 2, 3], "Mr Oliver Eaton", [], NOW)) == subject


@pytest.mark.parametrize("wanted", [ill(ends="00:00"), ill(last=date(2026, 11, 28), ends="00:00")])
def test_until_midnight_is_refused_for_what_it_is_since_nothing_of_that_day_comes_before(wanted):
    with pytest.raises(Refusal, match=r"^00:00 is where \w{3} \d\d Nov begins\. ") as refused:
        rules.check(wanted, NOW)
    assert refused.value.field == "ends"
