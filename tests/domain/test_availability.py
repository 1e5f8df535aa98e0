"""Weekly rules and the slots they come to, over every clock change of 2020 to 2040."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from itertools import groupby, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception.domain import availability as rules
from reception.domain import span
from reception.domain.availability import Availability
from reception.domain.clinic import Clinic, Opening
from reception.domain.errors import Refusal
from reception.domain.ids import AvailabilityId, ClinicianId, ClinicId
from reception.domain.span import Span

MONDAY = date(2026, 11, 23)
HOURS = tuple(Opening(weekday=day, opens=time(9), closes=time(18)) for day in range(6))
LONDON = Clinic(id=ClinicId(1), name="London", street="s", postcode="p", phone="", email="", hours=HOURS)


def rule(**more):
    known = {
        "id": AvailabilityId(1), "clinician": ClinicianId(1), "clinic": ClinicId(1), "weekday": 0,
        "starts": time(9), "ends": time(10), "valid_from": date(2020, 1, 1),
    }  # fmt: skip
    return Availability(**(known | more))


CLOCK_CHANGES = [
    day
    for day in span.days(date(2020, 1, 1), date(2040, 12, 31))
    if (span.day_span(day).end - span.day_span(day).start) != timedelta(hours=24)
]


def test_there_are_two_clock_changes_in_each_year():
    assert len(CLOCK_CHANGES) == 42


@pytest.mark.parametrize("day", CLOCK_CHANGES, ids=str)
def test_over_a_clock_change_slots_neither_overlap_nor_leave_a_gap(day):
    spans = list(rule(weekday=day.weekday(), starts=time(0), ends=time(4)).spans_on(day))
    assert [s.end - s.start for s in spans] == [timedelta(minutes=15)] * len(spans)
    assert all(one.end == other.start for one, other in zip(spans, spans[1:], strict=False))
    elapsed = span.day_span(day).end - span.day_span(day).start
    assert len(spans) == (elapsed - timedelta(hours=20)) / timedelta(minutes=15)


@given(
    st.dates(date(2020, 1, 1), date(2040, 12, 31)),
    st.times(),
    st.integers(1, 600),
    st.integers(5, 60),
    st.integers(0, 60),
)
def test_every_slot_lies_inside_its_rule_and_none_overlap(day, starts, minutes, length, gap):
    starts = starts.replace(second=0, microsecond=0)
    end_minute = min(starts.hour * 60 + starts.minute + minutes, 24 * 60 - 1)
    ends = time(end_minute // 60, end_minute % 60)
    one = rule(weekday=day.weekday(), starts=starts, ends=ends, slot_minutes=length, gap_minutes=gap)
    found = list(one.spans_on(day))
    stretches = [
        list(those) for _, those in groupby(found, key=lambda each: once_or_again(day, each, starts, ends))
    ]
    assert len(stretches) <= 2
    for stretch in stretches:
        for before, after in pairwise(stretch):
            assert after.start - before.end == timedelta(minutes=gap)
    for before, after in pairwise(found):
        assert before.end <= after.start
    for each in found:
        assert each.end - each.start == timedelta(minutes=length)
        assert span.london_day(each.start) == day
        for minute in range(length):
            shown = span.london(each.start + timedelta(minutes=minute)).time().replace(fold=0)
            assert starts <= shown < ends


@given(st.integers(-60, 120), st.integers(-120, 120), st.sampled_from([MONDAY, *CLOCK_CHANGES]))
def test_slots_of_a_length_or_gap_that_cannot_be_are_refused_wherever_they_are_counted(length, gap, day):
    one = rule(weekday=day.weekday(), ends=time(23, 59), slot_minutes=length, gap_minutes=gap)
    if 5 <= length <= 60 and 0 <= gap <= 60:
        assert len(list(one.spans_on(day))) <= 15 * 12
        return
    said = "A gap lasts 0 to 60 minutes" if 5 <= length <= 60 else "A slot lasts 5 to 60 minutes"
    for ask in (lambda: list(one.spans_on(day)), lambda: rules.check_hours(one)):
        with pytest.raises(Refusal, match=said):
            ask()


def once_or_again(day: date, each: Span, starts: time, ends: time) -> bool:
    """Tell whether a slot is in the later of two stretches, where the clocks go back inside a rule's first or last hour."""
    parts = rules.stretches(day, starts, ends)
    return len(parts) == 2 and each.start >= parts[1].start


@pytest.mark.parametrize(
    ("starts", "ends", "told"),
    [
        (time(1), time(2), "01:00 01:20 01:40 01:00 (2nd) 01:20 (2nd) 01:40 (2nd)"),
        (time(1, 20), time(2, 20), "01:20 01:40 01:20 (2nd) 01:40 (2nd) 02:00"),
        (time(0, 40), time(1, 20), "00:40 01:00 01:00 (2nd)"),
        (time(0, 40), time(1), "00:40"),
        (time(1, 40), time(2), "01:40 01:40 (2nd)"),
        (time(0, 40), time(2, 20), "00:40 01:00 01:20 01:40 01:00 (2nd) 01:20 (2nd) 01:40 (2nd) 02:00"),
    ],
)
def test_hours_that_come_twice_have_their_slots_twice_and_none_between(starts, ends, told):
    one = rule(weekday=6, starts=starts, ends=ends, slot_minutes=20, valid_from=date(2026, 10, 1))
    assert " ".join(span.clock(each.start) for each in one.spans_on(date(2026, 10, 25))) == told


def test_every_second_week_counts_from_its_first():
    one = rule(valid_from=MONDAY, every_weeks=2)
    applied = [week for week in range(6) if one.applies(MONDAY + timedelta(weeks=week))]
    assert applied == [0, 2, 4]


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"starts": time(10), "ends": time(9)}, "Monday 10:00–09:00 ends before it starts"),
        ({"starts": time(23), "ends": time(1)}, "ends before it starts"),
        ({"slot_minutes": 4}, "A slot lasts 5 to 60 minutes"),
        ({"gap_minutes": -1}, "A gap lasts"),
        ({"every_weeks": 0}, "every 1 to 8 weeks"),
        ({"valid_to": date(2019, 1, 1)}, "ends before its first day"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(more, sentence):
    with pytest.raises(Refusal, match=sentence):
        rules.add(rule(**more), [])


def test_a_clinician_cannot_be_at_two_clinics_at_once():
    with pytest.raises(Refusal, match="overlaps Monday 09:00–10:00"):
        rules.add(rule(id=AvailabilityId(2), clinic=ClinicId(2), starts=time(9, 45), ends=time(11)), [rule()])


def test_weeks_that_alternate_do_not_clash():
    odd = rule(id=AvailabilityId(2), valid_from=MONDAY + timedelta(weeks=1), every_weeks=2)
    assert rules.add(odd, [rule(valid_from=MONDAY, every_weeks=2)]).edits


@given(st.integers(1, 8), st.integers(1, 8), st.integers(0, 8), st.integers(0, 3), st.integers(0, 20))
def test_a_clash_is_found_exactly_when_two_rules_meet(every, other_every, offset, late, last):
    one = rule(valid_from=MONDAY, every_weeks=every)
    other = rule(
        id=AvailabilityId(2),
        valid_from=MONDAY + timedelta(weeks=offset, days=late),
        valid_to=MONDAY + timedelta(weeks=offset + last),
        every_weeks=other_every,
    )
    meet = any(
        one.applies(day) and other.applies(day)
        for day in span.days(MONDAY, MONDAY + timedelta(weeks=offset + 80))
    )
    assert rules.clash(one, other) is meet


@given(
    st.integers(0, 6), st.dates(MONDAY, MONDAY + timedelta(days=20)), st.integers(0, 70), st.integers(1, 8)
)
def test_a_rule_is_refused_exactly_when_it_holds_on_no_day_it_is_valid_on(weekday, first, more, every):
    one = rule(weekday=weekday, valid_from=first, valid_to=first + timedelta(days=more), every_weeks=every)
    ever = replace(one, valid_to=None)
    assert one.first_day == next(
        day for day in span.days(first, first + timedelta(weeks=9)) if ever.applies(day)
    )
    if any(one.applies(day) for day in span.days(one.valid_from, one.valid_to)):
        assert rules.add(one, []).edits
        return
    for act in (lambda: rules.add(one, []), lambda: rules.edit(ever, one, [ever])):
        with pytest.raises(Refusal, match=" makes no slot: its first day would be ") as caught:
            act()
        assert caught.value.field == "valid_to"


def test_a_rule_that_is_there_and_would_end_before_its_first_day_may_go_instead():
    sunday = rule(weekday=6, valid_from=MONDAY)
    ended = replace(sunday, valid_to=MONDAY + timedelta(days=1))
    said = "Sunday 09:00–10:00 makes no slot: its first day would be Sun 29 Nov 2026, after its last. Let it last longer"
    with pytest.raises(Refusal, match=f"{said}[.]$"):
        rules.add(ended, [])
    with pytest.raises(Refusal, match=f"{said}, or remove it[.]$"):
        rules.edit(sunday, ended, [sunday])
    begun = replace(sunday, valid_from=MONDAY - timedelta(weeks=1))
    assert rules.edit(begun, replace(begun, valid_to=MONDAY + timedelta(days=1)), [begun]).edits


def test_a_rule_cannot_go_past_midnight():
    sentence = "Monday 23:00–01:00 ends before it starts: no rule goes past midnight. Let it end on the same day, and add the rest on Tuesday."
    with pytest.raises(Refusal, match=sentence):
        rules.add(rule(starts=time(23), ends=time(1)), [])


@pytest.mark.parametrize(
    ("starts", "ends"), [(time(22), time()), (time(17), time()), (time(9), time()), (time(22), time(0, 10))]
)
def test_hours_up_to_midnight_are_refused_with_an_end_that_works(starts, ends):
    wanted = rule(starts=starts, ends=ends)
    sentence = (
        f"Monday {starts:%H:%M}–{ends:%H:%M} ends before it starts: no rule goes up to midnight. "
        "Let it end at 23:59 at the latest."
    )
    with pytest.raises(Refusal, match=sentence):
        rules.add(wanted, [])
    assert rules.add(replace(wanted, ends=time(23, 59)), []).edits


def test_hours_in_which_no_slot_fits_are_refused():
    with pytest.raises(
        Refusal, match="No slot of 30 minutes fits into Monday 09:00–09:20. Let it end later."
    ):
        rules.add(rule(ends=time(9, 20), slot_minutes=30), [])
    with pytest.raises(Refusal, match="into Monday 23:50–23:59. Let it begin earlier."):
        rules.add(rule(starts=time(23, 50), ends=time(23, 59)), [])
    assert rules.add(rule(ends=time(9, 30), slot_minutes=30), []).edits


def test_slots_open_at_londons_midnight_some_days_before():
    one = rule(opens_days_before=3)
    assert one.opens_at(date(2026, 10, 26)) == span.instant(date(2026, 10, 23), time())
    assert rule().opens_at(MONDAY) is None
    with pytest.raises(Refusal, match="0 to 366 days before"):
        rules.add(rule(opens_days_before=-1), [])


# ---- copying


def ids(*some):
    return [replace(one, id=AvailabilityId(100 + number)) for number, one in enumerate(some)]


def test_a_week_is_copied_to_another_clinician_and_clinic():
    week = [rule(), rule(id=AvailabilityId(2), weekday=3, every_weeks=2, example=True)]
    copied = rules.copies(week, clinician=ClinicianId(2), clinic=ClinicId(2), first=MONDAY)
    assert [(one.clinician, one.clinic, one.weekday, one.example) for one in copied] == [
        (2, 2, 0, False), (2, 2, 3, False),
    ]  # fmt: skip
    assert copied[1].applies(MONDAY + timedelta(days=3)), "who comes every second week comes in the first"
    change = rules.copy(ids(*copied), week, "Ms Ward")
    assert str(change) == "Copied availability: Ms Ward, 2 rules from Mon 23 Nov 2026"


def test_a_day_is_copied_to_other_days_and_a_week_is_not():
    day = [rule(), rule(id=AvailabilityId(2), starts=time(13), ends=time(14))]
    copied = rules.copies(
        day, clinician=ClinicianId(1), weekdays={2, 4}, first=MONDAY, last=MONDAY + timedelta(days=6)
    )
    assert sorted((one.weekday, one.starts.hour) for one in copied) == [(2, 9), (2, 13), (4, 9), (4, 13)]
    with pytest.raises(Refusal, match="Only a single day can be copied to other days"):
        rules.copies([*day, rule(weekday=1)], clinician=ClinicianId(1), weekdays={2}, first=MONDAY)
    with pytest.raises(Refusal, match="nothing in this week to copy"):
        rules.copies([], clinician=ClinicianId(1), first=MONDAY)


def test_only_days_of_a_week_that_come_before_the_last_are_copied():
    week = [
        rule(),
        rule(id=AvailabilityId(2), weekday=3, every_weeks=2),
        rule(id=AvailabilityId(3), weekday=5),
    ]
    wednesday = MONDAY + timedelta(days=2)

    def days(last: date) -> list[int]:
        copied = rules.copies(week, clinician=ClinicianId(2), first=wednesday, last=last)
        return [one.weekday for one in copied]

    assert days(MONDAY + timedelta(days=4)) == [3]
    assert days(MONDAY + timedelta(days=8)) == [0, 3, 5]
    with pytest.raises(
        Refusal, match="Monday 09:00–10:00 makes no slot: its first day would be Mon 30 Nov 2026"
    ):
        days(wednesday)
    with pytest.raises(Refusal, match="The rule ends before its first day"):
        days(MONDAY)


def test_a_copy_that_overlaps_is_refused():
    with pytest.raises(Refusal, match="overlaps Monday 09:00–10:00"):
        rules.copy(ids(rule()), [rule()], "Mr Eaton")


def test_the_rules_of_a_week_are_those_that_hold_in_it():
    odd = rule(id=AvailabilityId(2), valid_from=MONDAY, every_weeks=2, weekday=5)
    assert rules.in_week([odd, rule()], MONDAY + timedelta(days=3)) == [rule(), odd]
    assert rules.in_week([odd, rule()], MONDAY + timedelta(weeks=1)) == [rule()]
