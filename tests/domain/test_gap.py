"""Gaps of clinics and clinicians, and the single days that are open in spite of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception.domain import gap as rules
from reception.domain import leave as leaves
from reception.domain import span
from reception.domain.closure import Closure
from reception.domain.errors import Refusal
from reception.domain.gap import Gap, OpenDay
from reception.domain.ids import ClinicianId, ClinicId, ClosureId, LeaveId, OpenDayId, SlotId
from reception.domain.leave import Leave
from reception.domain.slot import Slot

DAY = date(2026, 11, 26)
NAMES = ("London", "Mr Oliver Eaton")


def slot(day: date = DAY, at: str = "10:00", clinic: int = 1, clinician: int = 1) -> Slot:
    starts = span.instant(day, time.fromisoformat(at))
    return Slot(
        id=SlotId(1), clinic=ClinicId(clinic), clinician=ClinicianId(clinician),
        starts_at=starts, ends_at=starts + timedelta(minutes=15),
    )  # fmt: skip


def leave(first: date = DAY, last: date | None = None, **more: object) -> Leave:
    return Leave(id=LeaveId(1), clinician=ClinicianId(1), first=first, last=last or first, **more)  # type: ignore[arg-type]


def closure(first: date = DAY, last: date | None = None, clinic: int | None = None) -> Closure:
    where = None if clinic is None else ClinicId(clinic)
    return Closure(id=ClosureId(1), clinic=where, first=first, last=last or first)


def opened(clinic: int | None = None, clinician: int | None = None, day: date = DAY) -> OpenDay:
    return OpenDay(
        id=OpenDayId(1),
        day=day,
        clinic=None if clinic is None else ClinicId(clinic),
        clinician=None if clinician is None else ClinicianId(clinician),
    )


def is_offered(one: Slot, *absences: Leave | Closure, days: tuple[OpenDay, ...] = ()) -> bool:
    found: list[Gap] = [gap for absence in absences for gap in absence.gaps]
    return rules.gap_of(one, rules.in_window(found, days, one.span)) is None


def test_leave_takes_one_clinician_from_every_clinic():
    assert not is_offered(slot(), leave())
    assert not is_offered(slot(clinic=2), leave())
    assert is_offered(slot(clinician=2), leave())
    assert is_offered(slot(at="09:00"), leave(starts=time(13)))
    assert not is_offered(slot(at="13:00"), leave(starts=time(13)))


@pytest.mark.parametrize(
    ("absence", "day", "offered"),
    [
        (closure(), opened(), True),
        (closure(), opened(clinic=1), True),
        (closure(), opened(clinic=2), False),
        (closure(clinic=1), opened(clinic=1), True),
        (closure(clinic=1), opened(), True),
        (closure(), opened(clinician=1), False),
        (leave(), opened(clinician=1), True),
        (leave(), opened(clinic=1), False),
        (leave(), opened(), False),
        (closure(), opened(day=DAY + timedelta(days=1)), False),
    ],
)
def test_a_day_is_open_for_whom_it_was_opened(absence, day, offered):
    assert is_offered(slot(), absence, days=(day,)) is offered


@given(
    back=st.integers(0, 3),
    ahead=st.integers(0, 3),
    opened_day=st.integers(-4, 4),
    asked=st.integers(-5, 5),
    where=st.sampled_from([None, 1, 2]),
    clinic=st.sampled_from([1, 2]),
)
def test_an_open_day_takes_just_its_own_day_out_of_a_closure(back, ahead, opened_day, asked, where, clinic):
    shut = closure(DAY - timedelta(days=back), DAY + timedelta(days=ahead))
    one = slot(DAY + timedelta(days=asked), clinic=clinic)
    exception = opened(clinic=where, day=DAY + timedelta(days=opened_day))
    is_exception = opened_day == asked and where in (None, clinic)
    assert is_offered(one, shut, days=(exception,)) is (not -back <= asked <= ahead or is_exception)


def test_two_clinics_are_opened_on_one_closed_day():
    both = (opened(clinic=1), opened(clinic=2))
    assert [is_offered(slot(clinic=number), closure(), days=both) for number in (1, 2, 3)] == [
        True,
        True,
        False,
    ]


def test_who_is_away_is_named_with_the_reason():
    found = tuple(leave(reason="Ill").gaps)
    with pytest.raises(
        Refusal, match=r"^Mr Oliver Eaton is away on Thu 26 Nov 10:00 \(Ill\)\. Choose another"
    ):
        rules.check_offered(slot(), NAMES, found)


def test_a_day_is_opened_once():
    change = rules.open_day(opened(clinic=1), [opened(), opened(clinician=1)], "London")
    assert str(change) == "Opened a day: London, Thu 26 Nov 2026"
    with pytest.raises(Refusal, match="London is open on Thu 26 Nov 2026 already"):
        rules.open_day(opened(clinic=1), [opened(clinic=1)], "London")


def test_leave_in_words():
    assert str(leaves.take(leave(starts=time(13)), "Mr Oliver Eaton")) == (
        "Added leave: Mr Oliver Eaton, Away Thu 26 Nov from 13:00"
    )
    with pytest.raises(Refusal, match="The last day is before the first"):
        leaves.take(leave(last=DAY - timedelta(days=1)), "Mr Oliver Eaton")


def test_leave_in_the_hour_that_the_clocks_leave_out_takes_nothing_beside_it():
    spring = date(2027, 3, 28)
    away = Leave(
        id=LeaveId(1), clinician=ClinicianId(1), first=spring, last=spring, starts=time(1), ends=time(1, 40)
    )
    assert list(away.gaps) == []
    assert list(replace(away, ends=time(2, 40)).gaps) != []
