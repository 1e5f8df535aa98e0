"""What publishing plans: idempotent, never touching what is booked, over holidays, leave, open days and clock changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception.domain import publishing as rules
from reception.domain import span
from reception.domain.availability import Availability
from reception.domain.clinician import Clinician
from reception.domain.closure import Closure
from reception.domain.gap import OpenDay
from reception.domain.ids import AvailabilityId, ClinicianId, ClinicId, ClosureId, LeaveId, OpenDayId, SlotId
from reception.domain.leave import Leave
from reception.domain.publishing import Offer, Plan, There
from reception.domain.rota import Calendar, Why
from reception.domain.slot import Slot, SlotState
from reception.services.clinics import bank_holidays
from tests.domain.test_availability import CLOCK_CHANGES, LONDON, MONDAY, rule

BEDFORD = replace(LONDON, id=ClinicId(2), name="Bedford")
PLACES = {ClinicId(1): LONDON, ClinicId(2): BEDFORD}
EATON, WARD = Clinician(id=ClinicianId(1), name="Mr Eaton"), Clinician(id=ClinicianId(2), name="Ms Ward")
PEOPLE = {EATON.id: EATON, WARD.id: WARD}
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
SUNDAY = MONDAY + timedelta(days=6)


def plan(
    *some: Availability,
    first: date = MONDAY,
    last: date = SUNDAY,
    now: datetime = LONG_AGO,
    existing: Iterable[Slot] = (),
    booked: Iterable[int] = (),
    by_hand: Iterable[Slot] = (),
    **calendar: object,
) -> Plan:
    there = There(slots=list(existing), booked=frozenset(map(SlotId, booked)), by_hand=list(by_hand))
    days = Calendar(**calendar)  # type: ignore[arg-type]
    return rules.plan(some, PLACES, PEOPLE, days, there, first=first, last=last, now=now)


def slot(number: int, one: Offer, **more: object) -> Slot:
    return Slot(
        id=SlotId(number), clinic=one.place.clinic, clinician=one.place.clinician,
        starts_at=one.span.start, ends_at=one.span.end, **({"opens_at": one.opens_at} | more),
    )  # type: ignore[arg-type]  # fmt: skip


def published(found: Plan, existing: Iterable[Slot] = (), start: int = 0) -> list[Slot]:
    """Return the slots that are there once a plan has been carried out."""
    stays = [one for one in existing if one not in found.withdrawing]
    return [*stays, *(slot(number, one) for number, one in enumerate(found.opening, start))]


def clocks(found: Plan) -> list[str]:
    return [span.clock(one.span.start) for one in offered(found)]


def offered(found: Plan) -> list[Offer]:
    return [one for one in found.opening if not one.waits]


def opened(day: date, clinic: int | None = None, clinician: int | None = None) -> OpenDay:
    return OpenDay(
        id=OpenDayId(1), day=day,
        clinic=None if clinic is None else ClinicId(clinic),
        clinician=None if clinician is None else ClinicianId(clinician),
    )  # fmt: skip


def closed(first: date, last: date | None = None, clinic: int | None = 1, **more: object) -> Closure:
    where = None if clinic is None else ClinicId(clinic)
    return Closure(id=ClosureId(1), clinic=where, first=first, last=last or first, **more)  # type: ignore[arg-type]


def away(first: date, last: date | None = None, **more: object) -> Leave:
    return Leave(id=LeaveId(1), clinician=ClinicianId(1), first=first, last=last or first, **more)  # type: ignore[arg-type]


# ---- what is left out


def test_a_bank_holiday_is_left_out_and_named():
    found = plan(rule(), holidays={MONDAY: "Boxing Day"})
    assert not found.opening
    assert [str(left) for left in found.left_out] == ["Mon 23 Nov 2026 (Boxing Day)"]
    assert found.left_out[0].clinics == (1,)


def test_a_holiday_is_open_at_the_clinic_that_says_so():
    at_bedford = rule(id=AvailabilityId(2), clinic=ClinicId(2), clinician=ClinicianId(2))
    found = plan(rule(), at_bedford, holidays={MONDAY: "Boxing Day"}, open_days=[opened(MONDAY, 2)])
    assert {one.place.clinic for one in found.opening} == {2}
    assert [str(left) for left in found.left_out] == ["Mon 23 Nov 2026 (Boxing Day, London)"]
    assert not plan(rule(), holidays={MONDAY: "Boxing Day"}, open_days=[opened(MONDAY)]).left_out


def test_saturday_26_and_monday_28_december_are_decided_separately():
    saturday, monday = date(2026, 12, 26), date(2026, 12, 28)
    week = [rule(id=AvailabilityId(day), weekday=day) for day in range(6)]
    holidays = bank_holidays(saturday, monday)

    def days(*open_days: OpenDay) -> set[date]:
        found = plan(*week, first=saturday, last=monday, holidays=holidays, open_days=open_days)
        return {span.london_day(one.span.start) for one in found.opening}

    assert days() == set()
    assert days(opened(saturday, 1)) == {saturday}
    assert days(opened(monday, 1)) == {monday}
    assert days(opened(saturday), opened(monday)) == {saturday, monday}


def test_a_clinic_that_closes_early_keeps_its_morning():
    found = plan(rule(), closures=[closed(MONDAY, starts=time(9, 30), reason="Training")])
    assert clocks(found) == ["09:00", "09:15"]
    assert [str(one) for one in found.left_out] == ["Mon 23 Nov 2026 (Training, part of the day, London)"]


def test_a_closure_in_which_nobody_would_have_called_is_not_told():
    assert not plan(rule(), closures=[closed(MONDAY, starts=time(12))]).left_out


def test_leave_is_left_out_at_every_clinic_and_who_is_away_is_named():
    other = rule(id=AvailabilityId(2), clinician=ClinicianId(2))
    found = plan(rule(), other, leave=[away(MONDAY, MONDAY + timedelta(days=4), reason="Ill")])
    assert {one.place.clinician for one in offered(found)} == {2}
    assert (found.offered, found.waiting) == (4, 4)
    assert [(str(one), one.why) for one in found.left_out] == [
        ("Mon 23 Nov 2026 (Ill, Mr Eaton away)", Why.AWAY)
    ]
    assert plan(rule(), leave=[away(MONDAY)], open_days=[opened(MONDAY, clinician=1)]).offered == 4
    assert plan(rule(), leave=[away(MONDAY)], open_days=[opened(MONDAY, clinic=1)]).offered == 0


@pytest.mark.parametrize("days_off", [{"closures": [closed(MONDAY)]}, {"leave": [away(MONDAY)]}])
def test_a_closure_or_leave_neither_withdraws_nor_keeps_from_being_there(days_off):
    there = published(plan(rule()))
    found = plan(rule(), existing=there, **days_off)
    assert (found.is_empty, len(found.left_out)) == (True, 1)
    found = plan(rule(), **days_off)
    assert (found.offered, found.waiting) == (0, 4)
    assert plan(rule(), existing=published(found)).is_empty, "taken out, all of it is there"


def test_a_closed_day_that_is_a_bank_holiday_too_has_no_slots():
    assert not plan(rule(), closures=[closed(MONDAY)], holidays={MONDAY: "Boxing Day"}).opening


def test_a_slot_in_a_closure_that_the_rota_has_no_more_is_withdrawn():
    found = plan(rule(starts=time(9, 30)), existing=published(plan(rule())), closures=[closed(MONDAY)])
    assert [span.clock(one.starts_at) for one in found.withdrawing] == ["09:00", "09:15"]


# ---- what is there


def test_publishing_again_changes_nothing():
    assert plan(rule(), existing=published(plan(rule()))).is_empty


def test_a_changed_rota_withdraws_free_slots_and_names_the_booked_ones():
    found = plan(rule(starts=time(9, 30)), existing=published(plan(rule())), booked={0})
    assert [(one.slot.id, one.why) for one in found.conflicts] == [(0, "no longer in the rota")]
    assert [s.id for s in found.withdrawing] == [1]
    assert not found.opening


@pytest.mark.parametrize(
    ("calendar", "why"),
    [
        ({"holidays": {MONDAY: "Boxing Day"}}, "London is closed: Boxing Day"),
        ({"closures": [closed(MONDAY, reason="Training")]}, "London is closed: Training"),
        ({"closures": [closed(MONDAY, clinic=None)]}, "London is closed"),
        ({"leave": [away(MONDAY, reason="Ill")]}, "Mr Eaton is away: Ill"),
        ({"closures": [closed(MONDAY, starts=time(9, 15))]}, ""),
    ],
)
def test_a_booked_call_that_no_longer_fits_says_why(calendar, why):
    found = plan(rule(), existing=published(plan(rule())), booked={0}, **calendar)
    assert [one.why for one in found.conflicts] == [why] * bool(why)
    assert found.why(SlotId(0)) == why


def test_who_or_what_is_retired_asks_for_no_slots_and_is_why_a_call_no_longer_fits():
    there = There(slots=published(plan(rule())), booked={SlotId(0)})
    clinics = {**PLACES, LONDON.id: replace(LONDON, retired=True)}
    people = {**PEOPLE, EATON.id: replace(EATON, retired=True)}
    for places, names, why in (
        (PLACES, people, "Mr Eaton makes no more calls"),
        (clinics, PEOPLE, "London takes no more calls"),
    ):
        found = rules.plan(
            [rule()], places, names, Calendar(), there, first=MONDAY, last=SUNDAY, now=LONG_AGO
        )
        assert not found.opening
        assert [(one.slot.id, one.why) for one in found.conflicts] == [(0, why)]


def test_a_new_slot_never_overlaps_a_booked_one():
    existing = published(plan(rule()))
    found = plan(rule(slot_minutes=20), existing=existing, booked={1})
    assert found.opening
    assert not any(one.span.overlaps(existing[1].span) for one in found.opening)


def test_a_blocked_slot_stays_blocked():
    existing = [replace(one, state=SlotState.BLOCKED) for one in published(plan(rule()))]
    assert plan(rule(starts=time(9, 30)), existing=existing).is_empty


def test_what_was_withdrawn_by_hand_stays_withdrawn():
    first, *rest = published(plan(rule()))
    gone = replace(first, state=SlotState.WITHDRAWN)
    assert plan(rule(), existing=rest, by_hand=[gone]).is_empty
    assert clocks(plan(rule(starts=time(9, 5)), by_hand=[gone])) == ["09:20", "09:35"]


def test_what_is_over_today_stays_and_nothing_new_overlaps_it():
    now = span.instant(MONDAY, time(9, 20))
    existing = published(plan(rule(starts=time(9, 5))))
    found = plan(rule(ends=time(11)), existing=existing, now=now)
    assert {span.clock(one.starts_at) for one in found.withdrawing} == {"09:20", "09:35"}
    assert clocks(found)[0] == "09:30"
    assert all(one.span.start >= now for one in found.opening)
    assert plan(rule(ends=time(11)), existing=published(found, existing, 100), now=now).is_empty


def test_outside_opening_hours_is_allowed_with_a_warning():
    found = plan(rule(starts=time(18), ends=time(19)))
    assert len(found.opening) == 4
    assert found.warnings == ("Monday 18:00–19:00 at London is outside its opening hours.",)


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2026, 3, 29), "the clocks go forward: 4 slots instead of 8"),
        (date(2026, 10, 25), "the clocks go back: 12 slots instead of 8"),
    ],
)
def test_a_rule_in_the_hour_that_is_missing_or_comes_twice_is_told(day, told):
    found = plan(rule(weekday=6, starts=time(0, 30), ends=time(2, 30)), first=day, last=day)
    assert any(told in one for one in found.warnings)
    assert plan(rule(weekday=6, starts=time(9), ends=time(11)), first=day, last=day).warnings == (
        "Sunday 09:00–11:00 at London is outside its opening hours.",
    )


# ---- embargo


def test_slots_open_some_days_before_their_own():
    embargo = rule(opens_days_before=7)
    found = plan(embargo)
    assert {one.opens_at for one in found.opening} == {span.instant(MONDAY - timedelta(days=7), time())}
    assert {one.opens_at for one in plan(embargo, now=span.instant(MONDAY, time(8))).opening} == {None}


def test_an_embargo_that_comes_or_goes_replaces_free_slots_alone():
    now = span.instant(MONDAY - timedelta(days=20), time(9))
    open_ = published(plan(rule(), now=now))
    found = plan(rule(opens_days_before=7), existing=open_, booked={0}, now=now)
    assert (len(found.opening), len(found.withdrawing), found.conflicts) == (3, 3, ())
    shut = published(found, open_, 100)
    assert plan(rule(opens_days_before=7), existing=shut, booked={0}, now=now).is_empty
    assert len(plan(rule(), existing=shut, booked={0}, now=now).opening) == 3


def test_a_released_slot_is_not_shut_again():
    now = span.instant(MONDAY - timedelta(days=20), time(9))
    shut = published(plan(rule(opens_days_before=7), now=now))
    released = [replace(shut[0], opens_at=now), *shut[1:]]
    assert plan(rule(opens_days_before=7), existing=released, now=now + timedelta(hours=1)).is_empty


# ---- properties


days = st.dates(date(2020, 1, 1), date(2040, 12, 1))


@st.composite
def rotas(draw: st.DrawFn, first: date) -> list[Availability]:
    """Draw rules, some of which may overlap: what is stored is checked, but a clock change can make two meet."""
    made = []
    for number in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, 22 * 12)) * 5
        end = min(start + draw(st.integers(6, 48)) * 5, 24 * 60 - 1)
        made.append(
            rule(
                id=AvailabilityId(number),
                clinician=ClinicianId(draw(st.integers(1, 2))),
                clinic=ClinicId(draw(st.integers(1, 2))),
                weekday=draw(st.integers(0, 6)),
                starts=time(start // 60, start % 60),
                ends=time(end // 60, end % 60),
                slot_minutes=draw(st.sampled_from([5, 15, 20, 45])),
                gap_minutes=draw(st.sampled_from([0, 5])),
                every_weeks=draw(st.integers(1, 3)),
                opens_days_before=draw(st.sampled_from([0, 0, 3])),
                valid_from=first - timedelta(days=draw(st.integers(0, 20))),
            )
        )
    return made


@st.composite
def calendars(draw: st.DrawFn, first: date, last: date) -> Calendar:
    day = st.dates(first, last)
    closures = [closed(draw(day), clinic=draw(st.sampled_from([None, 1, 2])))] if draw(st.booleans()) else []
    leave = (
        [away(draw(day), last, starts=draw(st.sampled_from([None, time(12)])))] if draw(st.booleans()) else []
    )
    open_days = [opened(draw(day), *draw(st.sampled_from([(None, None), (1, None), (None, 1)])))]
    holidays = {draw(day): "Holiday"} if draw(st.booleans()) else {}
    return Calendar(holidays=holidays, closures=closures, leave=leave, open_days=open_days)


@given(st.data())
def test_publishing_a_plan_leaves_nothing_to_do_and_never_touches_what_is_booked(data: st.DataObject):
    first = data.draw(days)
    last = first + timedelta(days=13)
    before, after = data.draw(rotas(first)), data.draw(rotas(first))
    days_off, other_days_off = data.draw(calendars(first, last)), data.draw(calendars(first, last))
    now = span.day_span(first).start + timedelta(minutes=data.draw(st.integers(-600, 3000)))

    def planned(asked: list[Availability], calendar: Calendar, there: There, at: datetime) -> Plan:
        return rules.plan(asked, PLACES, PEOPLE, calendar, there, first=first, last=last, now=at)

    existing = published(planned(before, days_off, There(), LONG_AGO))
    booked = frozenset(one.id for one in existing if data.draw(st.integers(0, 9)) == 0)
    found = planned(after, other_days_off, There(slots=existing, booked=booked), now)
    assert not {one.id for one in found.withdrawing} & booked
    assert {one.slot.id for one in found.conflicts} <= booked
    assert all(one.starts_at >= now for one in (*found.withdrawing, *(lost.slot for lost in found.conflicts)))
    assert all(one.span.start >= now for one in found.opening)
    there = published(found, existing, 100_000)
    assert not overlapping(there)
    again = planned(after, other_days_off, There(slots=there, booked=booked), now)
    assert (again.is_empty, again.conflicts, again.left_out) == (True, found.conflicts, found.left_out)


def overlapping(there: list[Slot]) -> bool:
    """Tell whether a clinician is in two places at once."""
    mine: dict[int, list[Slot]] = {}
    for one in sorted(there, key=lambda slot: slot.starts_at):
        mine.setdefault(one.clinician, []).append(one)
    return any(
        one.ends_at > other.starts_at
        for some in mine.values()
        for one, other in zip(some, some[1:], strict=False)
    )


@given(st.data())
def test_what_is_offered_is_what_the_days_allow(data: st.DataObject):
    first = data.draw(days)
    last = first + timedelta(days=13)
    asked, calendar = data.draw(rotas(first)), data.draw(calendars(first, last))
    found = rules.plan(asked, PLACES, PEOPLE, calendar, There(), first=first, last=last, now=LONG_AGO)
    for one in found.opening:
        day, clinic, clinician = span.london_day(one.span.start), one.place.clinic, one.place.clinician
        is_open = any(each.opens(clinic, day) for each in calendar.open_days)
        assert is_open or day not in calendar.holidays
        is_closed = not is_open and any(each.closes(clinic, day) for each in calendar.closures)
        works = any((each.day, each.clinician) == (day, clinician) for each in calendar.open_days)
        gaps = [gap for each in calendar.leave for gap in each.gaps]
        is_away = not works and any(gap.takes(clinic, clinician, one.span) for gap in gaps)
        assert one.waits is (is_closed or is_away)


@pytest.mark.parametrize("day", CLOCK_CHANGES, ids=str)
def test_a_two_week_rota_keeps_its_weeks_and_hours_over_a_clock_change(day):
    first = span.monday(day) - timedelta(weeks=3)
    odd = [rule(id=AvailabilityId(n), weekday=n, valid_from=first, every_weeks=2) for n in range(7)]
    found = plan(*odd, first=first, last=first + timedelta(weeks=8, days=-1))
    weeks = {(span.monday(span.london_day(one.span.start)) - first).days // 7 for one in found.opening}
    assert weeks == {0, 2, 4, 6}
    assert len(found.opening) == 4 * 7 * 4
    assert {span.clock(one.span.start) for one in found.opening} == {"09:00", "09:15", "09:30", "09:45"}
    assert plan(
        *odd, first=first, last=first + timedelta(weeks=8, days=-1), existing=published(found)
    ).is_empty
