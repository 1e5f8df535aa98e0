"""Closures and the gaps they make: which slots fall into one, on ordinary days and when the clocks change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception.domain import absence, gap, leave, span
from reception.domain import closure as rules
from reception.domain.closure import Closure
from reception.domain.errors import Refusal
from reception.domain.gap import Gap
from reception.domain.ids import ClinicianId, ClinicId, ClosureId, LeaveId, SlotId
from reception.domain.leave import Leave
from reception.domain.slot import Slot
from reception.domain.span import Span

DAY = date(2026, 11, 26)
BACK, FORWARD = date(2026, 10, 25), date(2026, 3, 29)
"""The days of 25 and of 23 hours."""


def closure(first: date = DAY, last: date | None = None, clinic: int | None = 1, **more: object) -> Closure:
    where = None if clinic is None else ClinicId(clinic)
    return Closure(id=ClosureId(1), clinic=where, first=first, last=last or first, **more)  # type: ignore[arg-type]


def slot(day: date = DAY, at: str = "10:00", minutes: int = 15, clinic: int = 1) -> Slot:
    starts = span.instant(day, time.fromisoformat(at))
    return Slot(
        id=SlotId(1), clinic=ClinicId(clinic), clinician=ClinicianId(1),
        starts_at=starts, ends_at=starts + timedelta(minutes=minutes),
    )  # fmt: skip


def is_offered(one: Slot, *closures: Closure) -> bool:
    return gap.gap_of(one, gaps(one.span, *closures)) is None


def gaps(window: Span, *closures: Closure) -> tuple[Gap, ...]:
    return gap.in_window((found for shut in closures for found in shut.gaps), (), window)


@pytest.mark.parametrize(
    ("shut", "at", "offered"),
    [
        (closure(), "10:00", False),
        (closure(clinic=2), "10:00", True),
        (closure(clinic=None), "10:00", False),
        (closure(DAY - timedelta(days=1)), "10:00", True),
        (closure(DAY - timedelta(days=3), DAY + timedelta(days=3)), "10:00", False),
        (closure(starts=time(13)), "12:45", True),
        (closure(starts=time(13)), "12:50", False),
        (closure(starts=time(13)), "13:00", False),
        (closure(ends=time(11)), "10:45", False),
        (closure(ends=time(11)), "11:00", True),
        (closure(starts=time(12), ends=time(13)), "11:45", True),
        (closure(starts=time(12), ends=time(13)), "12:30", False),
        (closure(starts=time(12), ends=time(13)), "13:00", True),
        (closure(DAY - timedelta(days=1), DAY + timedelta(days=1), starts=time(12), ends=time(13)), "10:00", True),
    ],
)  # fmt: skip
def test_a_slot_is_offered_outside_closures(shut, at, offered):
    assert is_offered(slot(at=at), shut) is offered


@pytest.mark.parametrize("day", [BACK, FORWARD])
def test_a_closed_day_is_closed_for_all_its_hours_when_the_clocks_change(day):
    whole = span.day_span(day)
    (found,) = gaps(whole, closure(day))
    assert found.span == whole


def test_a_closure_until_the_hour_that_comes_twice_lasts_to_its_second_time():
    (found,) = gaps(span.day_span(BACK), closure(BACK, ends=time(1, 30)))
    assert span.clock(found.span.end) == "01:30 (2nd)"


@given(
    first=st.dates(date(2026, 3, 20), date(2026, 11, 5)),
    days=st.integers(0, 9),
    times=st.sampled_from([(None, None), (time(13), None), (None, time(11)), (time(12), time(13))]),
    day=st.dates(date(2026, 3, 15), date(2026, 11, 20)),
    minute=st.integers(0, 23 * 60),
)
def test_gaps_and_days_tell_the_same(first, days, times, day, minute):
    shut = closure(first, first + timedelta(days=days), starts=times[0], ends=times[1])
    starts = span.day_span(day).start + timedelta(minutes=minute)
    one = Slot(
        id=SlotId(1), clinic=ClinicId(1), clinician=ClinicianId(1),
        starts_at=starts, ends_at=starts + timedelta(minutes=15),
    )  # fmt: skip
    around = [day - timedelta(days=1), day, day + timedelta(days=1)]
    shut_then = any(shut.closes(ClinicId(1), d) and shut.span_on(d).overlaps(one.span) for d in around)
    assert is_offered(one, shut) is not shut_then


def test_only_gaps_near_a_stretch_are_returned():
    window = Span(span.instant(DAY, time(9)), span.instant(DAY, time(10)))
    assert gaps(window, closure(starts=time(13)), closure(DAY + timedelta(days=1))) == ()


def test_a_slot_in_a_gap_is_refused_with_the_reason():
    found = gaps(slot().span, closure(reason="Training"))
    with pytest.raises(Refusal, match=r"^London is closed on Thu 26 Nov 10:00 \(Training\)\. Choose another"):
        gap.check_offered(slot(), ("London", "Mr Oliver Eaton"), found)
    gap.check_offered(slot(clinic=2), ("Bedford", "Mr Oliver Eaton"), found)


@pytest.mark.parametrize(
    ("shut", "text"),
    [
        (closure(), "Closed Thu 26 Nov"),
        (closure(last=DAY + timedelta(days=2)), "Closed Thu 26 Nov – Sat 28 Nov"),
        (closure(starts=time(13)), "Closing early Thu 26 Nov 13:00"),
        (closure(ends=time(11)), "Opening late Thu 26 Nov 11:00"),
        (closure(starts=time(12), ends=time(13)), "Closed Thu 26 Nov 12:00–13:00"),
        (closure(last=date(2099, 12, 31)), "Closed Thu 26 Nov 2026 – Thu 31 Dec 2099"),
        (
            closure(last=date(2027, 1, 4), starts=time(13)),
            "Closing early Thu 26 Nov 2026 – Mon 4 Jan 2027 13:00",
        ),
    ],
)
def test_a_closure_in_words(shut, text):
    assert rules.closure_text(shut) == text


@pytest.mark.parametrize(
    ("last", "text"),
    [
        (DAY, "Away Thu 26 Nov"),
        (date(2026, 12, 31), "Away Thu 26 Nov – Thu 31 Dec"),
        (date(2099, 12, 31), "Away Thu 26 Nov 2026 – Thu 31 Dec 2099"),
    ],
)
def test_leave_into_another_year_says_which(last, text):
    one = Leave(id=LeaveId(1), clinician=ClinicianId(1), first=DAY, last=last)
    assert absence.text(one, "Away") == text


@pytest.mark.parametrize(
    ("shut", "sentence", "field"),
    [
        (closure(last=DAY - timedelta(days=1)), "The last day is before the first", "last"),
        (closure(starts=time(13), ends=time(12)), "The closure ends before it starts", "ends"),
        (closure(starts=time(13), ends=time(13)), "The closure ends before it starts", "ends"),
        (closure(ends=time()), "The closure takes no time: 00:00 is where each day begins", "ends"),
        (
            closure(last=date(2099, 12, 31), ends=time()),
            "The closure takes no time: 00:00 is where each day begins",
            "ends",
        ),
        (
            closure(first=FORWARD, last=FORWARD, starts=time(1, 10), ends=time(1, 50)),
            "The closure takes no time: there is no such time when the clocks go forward",
            "ends",
        ),
    ],
)
def test_a_closure_that_cannot_be_is_refused(shut, sentence, field):
    with pytest.raises(Refusal, match=sentence) as caught:
        rules.close(shut, "London")
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"ends": time()}, "The leave takes no time: 00:00 is where each day begins"),
        (
            {"first": FORWARD, "last": FORWARD, "starts": time(1), "ends": time(2)},
            "The leave takes no time: there is no such time when the clocks go forward",
        ),
    ],
)
def test_leave_that_takes_no_time_is_refused(more, sentence):
    one = Leave(**({"id": LeaveId(1), "clinician": ClinicianId(1), "first": DAY, "last": DAY} | more))
    with pytest.raises(Refusal, match=sentence):
        leave.take(one, "Mr Eaton")


def test_time_on_one_of_several_days_is_enough():
    shut = closure(first=FORWARD, last=FORWARD + timedelta(days=1), starts=time(1, 10), ends=time(1, 50))
    assert rules.close(shut, "London").edits
    assert rules.close(closure(starts=time()), "London").edits


def test_a_change_names_the_year_where_it_is_not_this_one():
    today = date(2026, 11, 23)
    past = closure(first=date(2000, 12, 1), last=date(2000, 12, 31))
    one = Leave(id=LeaveId(1), clinician=ClinicianId(1), first=date(2027, 1, 4), last=date(2027, 1, 4))
    near = replace(one, first=DAY, last=DAY)
    for change, told in (
        (rules.close(past, "Bedford", today), "Bedford, Closed Fri 1 Dec 2000 – Sun 31 Dec 2000"),
        (rules.reopen(past, "Bedford", today), "Bedford, Closed Fri 1 Dec 2000 – Sun 31 Dec 2000"),
        (leave.take(one, "Mr Eaton", today), "Mr Eaton, Away Mon 4 Jan 2027"),
        (leave.end(one, "Mr Eaton", today), "Mr Eaton, Away Mon 4 Jan 2027"),
        (leave.take(near, "Mr Eaton", today), "Mr Eaton, Away Thu 26 Nov"),
    ):
        assert change.subject == told


def test_days_of_another_year_than_this_have_their_year():
    def told(first: date, last: date, starts: time | None = None) -> str:
        shut = Closure(id=ClosureId(0), clinic=None, first=first, last=last, starts=starts)
        return rules.closure_text(shut, date(2026, 11, 23))

    far, near = date(2027, 12, 24), date(2026, 12, 24)
    assert told(near, near) == "Closed Thu 24 Dec"
    assert told(far, far) == "Closed Fri 24 Dec 2027"
    assert told(far, far, time(13)) == "Closing early Fri 24 Dec 2027 13:00"
    assert told(far, far.replace(day=27)) == "Closed Fri 24 Dec 2027 – Mon 27 Dec 2027"
