"""Weekly rules and the slots they come to, over every clock change of 2020 to 2040."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception.domain import availability as rules
from reception.domain import span
from reception.domain.availability import Availability
from reception.domain.clinic import Clinic, Opening
from reception.domain.closure import Closure
from reception.domain.errors import Refusal
from reception.domain.ids import AvailabilityId, ClinicianId, ClinicId, ClosureId, SlotId
from reception.domain.slot import Slot, SlotState

MONDAY = date(2026, 11, 23)
HOURS = tuple(Opening(weekday=day, opens=time(9), closes=time(18)) for day in range(6))
LONDON = Clinic(id=ClinicId(1), name="London", street="s", postcode="p", phone="", email="", hours=HOURS)


def rule(**more):
    known = {
        "id": AvailabilityId(1), "clinician": ClinicianId(1), "clinic": ClinicId(1), "weekday": 0,
        "starts": time(9), "ends": time(10), "valid_from": date(2020, 1, 1),
    }  # fmt: skip
    return Availability(**(known | more))


def plan(
    *some, first=MONDAY, last=MONDAY + timedelta(days=6), closures=(), holidays=None, existing=(), booked=()
):
    return rules.plan(
        some, {ClinicId(1): LONDON}, closures, holidays or {}, existing, booked, first=first, last=last
    )


def slot(number, one, **more):
    return Slot(
        id=SlotId(number), clinic=one[0], clinician=one[1], starts_at=one[2].start, ends_at=one[2].end, **more
    )


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
    for before, after in zip(found, found[1:], strict=False):
        assert after.start - before.end == timedelta(minutes=gap)
    for each in found:
        assert each.end - each.start == timedelta(minutes=length)
        assert span.london_day(each.start) == day
        assert starts <= span.london(each.start).time().replace(fold=0)


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


def test_a_bank_holiday_is_left_out_and_named():
    found = plan(rule(), holidays={MONDAY: "Boxing Day"})
    assert not found.opening
    assert [str(left) for left in found.left_out] == ["Mon 23 Nov 2026 (Boxing Day)"]


def test_a_clinic_that_closes_early_keeps_its_morning():
    shut = Closure(id=ClosureId(1), clinic=ClinicId(1), first=MONDAY, last=MONDAY, starts=time(9, 30))
    found = plan(rule(), closures=[shut])
    assert [span.clock(one.start) for _, _, one in found.opening] == ["09:00", "09:15"]
    assert "part of the day" in str(found.left_out[0])


def test_publishing_again_changes_nothing():
    existing = [slot(number, one) for number, one in enumerate(plan(rule()).opening)]
    assert plan(rule(), existing=existing).is_empty


def test_a_changed_rota_withdraws_free_slots_and_names_the_booked_ones():
    existing = [slot(number, one) for number, one in enumerate(plan(rule()).opening)]
    found = plan(rule(starts=time(9, 30)), existing=existing, booked={SlotId(0)})
    assert [s.id for s in found.conflicts] == [0]
    assert [s.id for s in found.withdrawing] == [1]
    assert not found.opening


def test_a_new_slot_never_overlaps_a_booked_one():
    existing = [slot(number, one) for number, one in enumerate(plan(rule()).opening)]
    found = plan(rule(slot_minutes=20), existing=existing, booked={SlotId(1)})
    opened = [one for _, _, one in found.opening]
    assert opened
    assert not any(one.overlaps(existing[1].span) for one in opened)


def test_a_blocked_slot_stays_blocked():
    existing = [slot(number, one, state=SlotState.BLOCKED) for number, one in enumerate(plan(rule()).opening)]
    assert plan(rule(starts=time(9, 30)), existing=existing).is_empty


def test_outside_opening_hours_is_allowed_with_a_warning():
    found = plan(rule(starts=time(18), ends=time(19)))
    assert len(found.opening) == 4
    assert found.warnings == ("Monday 18:00–19:00 at London is outside its opening hours.",)
