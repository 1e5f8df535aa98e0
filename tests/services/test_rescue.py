"""Rescue: what is booked in a gap waits in a list, with times to move it to, until everybody has another one."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import partial

import pytest

from reception.domain import span
from reception.domain.call import Result
from reception.domain.clinician import Clinician
from reception.domain.closure import Closure
from reception.domain.errors import Conflict, Refusal
from reception.domain.gap import OpenDay
from reception.domain.ids import ClinicianId, ClosureId, LeaveId, OpenDayId, SlotId
from reception.domain.leave import Leave
from reception.domain.rescue import Rescue
from reception.services import (
    calls,
    clinicians,
    clinics,
    closures,
    holds,
    leave,
    open_days,
    rearranging,
    rescue,
    slots,
)
from reception.services.rescue import Stranded
from tests.support.desks import MONDAY, Practice, TestDesk


@pytest.fixture
def day(here: TestDesk) -> TestDesk:
    """A desk with two calls on a morning, and one of the next day."""
    here.book("10:00")
    here.book("11:15", "Tom Holt", "07700 900335")
    here.book("10:00", "Nora Blake", "07700 900481", day=MONDAY + timedelta(days=7))
    return here


def close(desk: TestDesk, starts: str | None = None, name: str = "London") -> None:
    with desk.desk.store.read() as reader:
        clinic = clinics.named(reader, name)
    at = time.fromisoformat(starts) if starts else None
    closure = Closure(
        id=ClosureId(0), clinic=None, first=MONDAY, last=MONDAY, starts=at, ends=time(23, 59) if at else None,
        reason="Power cut",
    )  # fmt: skip
    closures.close(desk.desk.history, closure, clinic)


def listed(desk: TestDesk, clinic: str = "") -> list[Stranded]:
    with desk.desk.store.read() as reader:
        where = clinics.named(reader, clinic).id if clinic else None
        return rescue.work_list(reader, desk.clock(), where)


def names(found: list[Stranded]) -> list[str]:
    return [one.line.patient.name for one in found]


def test_on_a_day_like_any_other_nobody_is_stranded(day):
    assert listed(day) == []


def test_a_clinic_that_closes_strands_what_is_booked_after_that_time_alone(day):
    close(day, "11:00")
    (one,) = listed(day)
    assert (one.line.patient.name, one.why) == ("Tom Holt", "London is closed: Power cut")


def test_each_call_gets_two_free_times_that_no_other_is_offered_and_a_taken_one_moves_it_off_the_list(day):
    close(day)
    found = listed(day)
    assert names(found) == ["Jane Holt", "Tom Holt"]
    offers = [offer.id for one in found for offer in one.offers]
    assert len(set(offers)) == 4
    for one in found:
        assert all(offer.slot.starts_at >= one.line.slot.starts_at for offer in one.offers)
        calls.move(day.desk.history, one.line.call, one.offers[0].id)
    assert listed(day) == []


def test_what_is_cancelled_or_moved_is_off_the_list_until_that_is_taken_back(day):
    close(day)
    for settle in (day.cancel, partial(day.move, to="13:30", day=MONDAY + timedelta(days=7))):
        settle()
        assert names(listed(day)) == ["Tom Holt"]
        day.undo()
        assert names(listed(day)) == ["Jane Holt", "Tom Holt"]
    day.redo()
    assert names(listed(day)) == ["Tom Holt"]


def test_nothing_comes_back_into_a_gap_that_came_later(day, there):
    day.move(to="13:30", day=MONDAY + timedelta(days=7))
    close(there)
    with pytest.raises(Refusal, match="London is closed on Mon 23 Nov 10:00"):
        day.undo()
    assert names(listed(day)) == ["Tom Holt"]


def test_a_slip_with_the_calls_of_who_was_retired_is_taken_back_too(day, there):
    with day.desk.store.read() as reader:
        clinician = reader.get(Clinician, day.line().slot.clinician)
    day.move(to="13:30", day=MONDAY + timedelta(days=7))
    clinicians.retire(there.desk.history, clinician)
    told = f"{clinician.name} makes no more calls, so Mon 23 Nov 10:00 is not offered"
    with pytest.raises(Refusal, match=told):
        day.undo()
    before = names(listed(day))
    assert "Tom Holt" in before
    day.cancel("Tom Holt")
    assert "Tom Holt" not in names(listed(day))
    day.undo()
    assert names(listed(day)) == before


def test_a_day_that_opens_again_strands_nobody(day):
    close(day)
    day.undo()
    assert listed(day) == []


def test_a_retired_clinician_leaves_all_that_is_booked_with_them_to_come(day):
    with day.desk.store.read() as reader:
        clinician = reader.get(Clinician, day.line().slot.clinician)
    clinicians.retire(day.desk.history, clinician)
    found = listed(day)
    assert "Nora Blake" in names(found)
    assert found[0].why == f"{clinician.name} makes no more calls"
    assert all(offer.slot.clinician != clinician.id for one in found for offer in one.offers)


def test_the_list_of_a_clinic_is_its_own(day):
    close(day)
    assert names(listed(day, "London")) == ["Jane Holt", "Tom Holt"]
    assert listed(day, "Bedford") == []


def test_whoever_was_not_rung_in_time_stays_on_the_list_for_the_day_and_is_offered_what_is_to_come(day):
    close(day)
    day.clock.move(hours=1, minutes=30)
    found = listed(day)
    assert names(found) == ["Jane Holt", "Tom Holt"]
    assert all(offer.slot.starts_at > day.clock() for one in found for offer in one.offers)
    day.clock.move(days=1)
    assert listed(day) == []


def call_back(desk: TestDesk, at: datetime) -> None:
    calls.record(desk.desk.history, desk.line().call, Result.CALL_BACK, call_back_at=at)


def test_a_call_back_that_was_agreed_for_a_day_on_which_nobody_is_there_is_listed(day):
    tuesday = MONDAY + timedelta(days=1)
    day.clock.move(hours=1, minutes=5)
    call_back(day, span.instant(tuesday, time(10)))
    who = day.line().slot.clinician
    leave.take(
        day.desk.history, Leave(id=LeaveId(0), clinician=who, first=tuesday, last=tuesday, reason="Ill")
    )
    (one,) = listed(day)
    assert (one.line.patient.name, one.why) == ("Jane Holt", "Mr Oliver Eaton is away: Ill")
    assert all(offer.slot.starts_at > span.instant(tuesday, time(10)) for offer in one.offers)
    calls.move(day.desk.history, one.line.call, one.offers[0].id)
    assert listed(day) == []


def test_a_call_back_that_was_agreed_for_another_day_is_not_stranded_where_its_slot_was(day):
    day.clock.move(hours=1, minutes=5)
    call_back(day, span.instant(MONDAY + timedelta(days=1), time(10)))
    close(day)
    assert names(listed(day)) == ["Tom Holt"]


def test_own_clinic_comes_before_others(day):
    close(day)
    one = listed(day)[0]
    assert {offer.clinic.name for offer in one.offers} == {"London"}
    assert [span.london_day(offer.slot.starts_at) > MONDAY for offer in one.offers] == [True, True]
    assert all(isinstance(offer.id, int) for offer in one.offers)
    assert SlotId(one.offers[0].id) != one.line.slot.id


def test_somebody_who_goes_home_early_every_day_for_most_of_a_year_makes_hundreds_of_gaps_and_one_list(day):
    with day.desk.store.read() as reader:
        london = clinics.named(reader, "London")
    closure = Closure(
        id=ClosureId(0),
        clinic=None,
        first=MONDAY,
        last=MONDAY + timedelta(days=300),
        starts=time(11),
        ends=None,
    )
    closures.close(day.desk.history, closure, london)
    assert names(listed(day)) == ["Tom Holt"]
    with day.desk.store.read() as reader:
        assert len(rescue.stranded(reader, day.clock(), london.id)) == 1


# ---- days to come, and several of them

TUESDAY, WEDNESDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)


def eaton(desk: TestDesk) -> ClinicianId:
    with desk.desk.store.read() as reader:
        return clinicians.named(reader, "Eaton").id


def is_ill(desk: TestDesk, first: date = TUESDAY, last: date = WEDNESDAY, **times: time) -> None:
    wanted = Rescue(clinician=eaton(desk), first=first, last=last, reason="Ill", **times)
    rescue.begin(desk.desk.history, wanted)


def book_with_eaton(desk: TestDesk, day: date, name: str, number: int) -> None:
    """Book the first free slot of a day that Mr Eaton has."""
    with desk.desk.store.read() as reader:
        found = slots.free(reader, desk.clock(), clinician=eaton(desk), from_day=day, limit=1)[0]
    assert span.london_day(found.slot.starts_at) == day
    caller = calls.Caller(name=name, phone=f"07700 9002{number:02}")
    calls.book(desk.desk.history, found.id, caller)


@pytest.fixture
def week(here: TestDesk) -> TestDesk:
    """A desk with calls of one clinician on three days."""
    for number, day in enumerate((MONDAY, TUESDAY, WEDNESDAY, WEDNESDAY)):
        book_with_eaton(here, day, f"Patient {'ABCD'[number]}", number)
    return here


def free_days(desk: TestDesk) -> set[date]:
    with desk.desk.store.read() as reader:
        found = slots.free(reader, desk.clock(), clinician=eaton(desk), limit=10_000)
    return {span.london_day(one.slot.starts_at) for one in found}


def test_who_will_be_ill_tomorrow_and_the_day_after_is_frozen_in_one_change_that_undo_takes_back(week):
    before = free_days(week)
    is_ill(week)
    assert free_days(week) == before - {TUESDAY, WEDNESDAY}
    found = listed(week)
    assert names(found) == ["Patient B", "Patient C", "Patient D"]
    assert [span.london_day(one.line.slot.starts_at) for one in found] == [TUESDAY, WEDNESDAY, WEDNESDAY]
    week.undo()
    assert free_days(week) == before
    assert listed(week) == []
    week.redo()
    assert names(listed(week)) == ["Patient B", "Patient C", "Patient D"]


def test_from_now_until_the_third_day_at_noon_is_one_change_too(week):
    week.clock.move(hours=1)
    is_ill(week, MONDAY, WEDNESDAY, starts=time(10), ends=time(12))
    with week.desk.store.read() as reader:
        assert len(reader.all(Leave)) == 3
        later = slots.free(reader, week.clock(), clinician=eaton(week), limit=1)[0].slot.starts_at
    assert later >= span.instant(WEDNESDAY, time(12))
    assert "Patient A" not in names(listed(week)), "it was before ten"
    week.undo()
    with week.desk.store.read() as reader:
        assert reader.all(Leave) == []


def test_no_proposal_lies_in_the_frozen_days_is_held_or_is_made_twice(week, there: TestDesk):
    is_ill(week)
    held = listed(week)[0].offers[0]
    holds.take(there.desk.history, held.id)
    found = listed(week)
    offers = [offer for one in found for offer in one.offers]
    assert [len(one.offers) for one in found] == [2, 2, 2]
    assert len({offer.id for offer in offers}) == 6
    assert held.id not in {offer.id for offer in offers}
    for offer in offers:
        is_away = offer.clinician.id == eaton(week)
        assert not is_away or span.london_day(offer.slot.starts_at) not in (TUESDAY, WEDNESDAY)


def test_each_call_gets_one_time_before_any_gets_a_second_and_shares_where_too_few_are_left(diary: Practice):
    desk = diary.desk()
    desk.publish(weeks=1)
    last = MONDAY + timedelta(days=5)
    for number in range(3):
        with desk.desk.store.read() as reader:
            one = slots.free(reader, desk.clock(), from_day=last, limit=1)[0]
        caller = calls.Caller(name=f"Patient {'ABC'[number]}", phone=f"07700 9001{number:02}")
        calls.book(desk.desk.history, one.id, caller)
    with desk.desk.store.read() as reader:
        early = slots.free(reader, desk.clock(), limit=10_000)
    by_hand = [one.slot for one in early if span.london_day(one.slot.starts_at) < last]
    slots.block(desk.desk.history, by_hand[4:], "Kept")
    rescue.begin(desk.desk.history, Rescue(first=last, last=last))
    found = listed(desk)
    offered = [[offer.id for offer in one.offers] for one in found]
    assert [len(one) for one in offered] == [2, 2, 2]
    assert {id_ for one in offered for id_ in one} == {slot.id for slot in by_hand[:4]}
    slots.block(desk.desk.history, by_hand[:3], "Kept")
    offered = [[offer.id for offer in one.offers] for one in listed(desk)]
    assert offered == [[by_hand[3].id]] * 3, "one that is free for all of them is better than none"


def test_two_desks_work_on_one_list(week, there: TestDesk):
    is_ill(week)
    here_sees, there_sees = listed(week), listed(there)
    assert here_sees == there_sees
    calls.move(there.desk.history, there_sees[0].line.call, there_sees[0].offers[0].id)
    with pytest.raises(Conflict):
        calls.move(week.desk.history, here_sees[0].line.call, here_sees[0].offers[1].id)
    with pytest.raises(Refusal, match="has just been taken"):
        calls.move(week.desk.history, here_sees[1].line.call, here_sees[0].offers[0].id)
    assert names(listed(week)) == names(listed(there)) == ["Patient C", "Patient D"]


def test_the_list_empties_by_moving_cancelling_and_recording_and_no_swap_strands_another(week):
    is_ill(week)
    first, second, third = listed(week)
    other = next(line for line in week.lines() if line.patient.name == "Patient A")
    with pytest.raises(Refusal, match="Mr Oliver Eaton is away"):
        rearranging.swap(week.desk.history, first.line.id, other.id)
    week.cancel("Patient B")
    calls.move(week.desk.history, second.line.call, second.offers[0].id)
    week.clock.move(days=2)
    calls.record(week.desk.history, third.line.call, Result.CONSULTATION_BOOKED)
    assert listed(week) == []


def test_two_calls_that_are_swapped_elsewhere_leave_the_list_as_it_is(week):
    is_ill(week, WEDNESDAY, WEDNESDAY)
    both = [line.id for line in week.lines() if line.patient.name in ("Patient A", "Patient B")]
    before = names(listed(week))
    rearranging.swap(week.desk.history, *both)
    assert names(listed(week)) == before == ["Patient C", "Patient D"]


def test_what_is_over_or_frozen_already_and_who_is_retired_is_refused(week, there: TestDesk):
    with pytest.raises(Refusal, match="Sun 22 Nov 2026 is over. Choose Mon 23 Nov 2026 or a later day"):
        is_ill(week, MONDAY - timedelta(days=1), TUESDAY)
    is_ill(week)
    with pytest.raises(Refusal, match="Mr Oliver Eaton is away on Tue 24 Nov already, so nothing is left"):
        is_ill(there, TUESDAY, TUESDAY)
    with week.desk.store.read() as reader:
        known = reader.get(Clinician, eaton(week))
    wanted = Rescue(clinician=known.id, first=TUESDAY, last=TUESDAY)
    clinicians.retire(week.desk.history, known)
    with pytest.raises(Refusal, match="Mr Oliver Eaton is retired and makes no calls. Choose somebody else"):
        rescue.begin(there.desk.history, wanted)
    with week.desk.store.read() as reader:
        assert len(reader.all(Leave)) == 1


def test_a_rescue_over_part_of_a_leave_holds_when_the_leave_is_taken_out(week):
    planned = Leave(id=LeaveId(0), clinician=eaton(week), first=WEDNESDAY, last=WEDNESDAY)
    taken = leave.take(week.desk.history, planned).edits[0].after
    is_ill(week)
    leave.end(week.desk.history, taken)
    assert names(listed(week)) == ["Patient B", "Patient C", "Patient D"]


def test_a_day_that_was_opened_all_the_same_is_rescued_too_and_can_be_opened_once_more(week):
    planned = Leave(id=LeaveId(0), clinician=eaton(week), first=TUESDAY, last=WEDNESDAY)
    leave.take(week.desk.history, planned)
    works = OpenDay(id=OpenDayId(0), day=TUESDAY, clinician=eaton(week))
    open_days.open_(week.desk.history, [works])
    assert TUESDAY in free_days(week)
    with pytest.raises(Refusal, match="is open on Tue 24 Nov 2026 already"):
        open_days.open_(week.desk.history, [works])
    is_ill(week, TUESDAY, TUESDAY)
    assert TUESDAY not in free_days(week)
    assert "Patient B" in names(listed(week))
    open_days.open_(week.desk.history, [works])
    assert TUESDAY in free_days(week)
    with week.desk.store.read() as reader:
        assert len(reader.all(OpenDay)) == 1


def test_a_clinic_that_closes_on_a_holiday_it_works_on_keeps_its_morning(diary: Practice):
    desk = diary.desk()
    desk.publish(weeks=8)
    boxing = date(2026, 12, 28)
    with desk.desk.store.read() as reader:
        london = clinics.named(reader, "London").id
    open_days.open_(desk.desk.history, [OpenDay(id=OpenDayId(0), day=boxing, clinic=london)])
    wanted = Rescue(clinic=london, first=boxing, last=boxing, starts=time(11))
    rescue.begin(desk.desk.history, wanted)
    with desk.desk.store.read() as reader:
        found = slots.free(reader, desk.clock(), clinic=london, from_day=boxing, limit=500)
        card = next(
            one for one in clinics.cards(reader, span.instant(boxing, time(12))) if one.clinic.id == london
        )
    times = {span.clock(one.slot.starts_at) for one in found if span.london_day(one.slot.starts_at) == boxing}
    assert times
    assert max(times) < "11:00"
    assert not card.state.is_open
