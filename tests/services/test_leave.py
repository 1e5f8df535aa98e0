"""Who is away is offered at no clinic, and what is booked stays, on both engines."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from reception.domain import span
from reception.domain.clinician import Clinician
from reception.domain.errors import Refusal
from reception.domain.gap import OpenDay
from reception.domain.ids import LeaveId, OpenDayId
from reception.domain.leave import Leave
from reception.services import absences, clinicians, leave, open_days, slots
from reception.services.ids import Ids
from tests.support.desks import MONDAY, Clock, TestDesk

TUESDAY = MONDAY + timedelta(days=1)


def who(desk: TestDesk) -> Clinician:
    """Return who calls from London on Monday at ten."""
    slot = desk.slot("10:00")
    with desk.desk.store.read() as reader:
        return reader.get(Clinician, slot.clinician)


def away(desk: TestDesk, first: date = MONDAY, last: date | None = None, **more: object) -> Leave:
    wanted = Leave(id=LeaveId(0), clinician=who(desk).id, first=first, last=last or first, **more)  # type: ignore[arg-type]
    made = leave.take(desk.desk.history, wanted).edits[0].after
    assert isinstance(made, Leave)
    return made


def free(desk: TestDesk, clock: Clock, day: date = MONDAY) -> int:
    with desk.desk.store.read() as reader:
        found = slots.free(reader, clock(), clinician=who(desk).id, from_day=day, limit=500)
    return sum(span.london_day(one.slot.starts_at) == day for one in found)


def test_leave_takes_what_is_free_and_gives_it_back(here: TestDesk, clock: Clock):
    before = free(here, clock)
    assert before > 10
    taken = away(here, reason="Ill")
    assert free(here, clock) == 0
    leave.end(here.desk.history, taken)
    assert free(here, clock) == before
    here.undo()
    assert free(here, clock) == 0
    here.undo()
    assert free(here, clock) == before


def test_leave_that_is_there_already_is_refused_and_other_leave_is_not(here: TestDesk, there: TestDesk):
    taken = away(here, last=TUESDAY, reason="Holiday")
    told = f"^{who(here).name}, away Mon 23 Nov – Tue 24 Nov, is noted already.$"
    with pytest.raises(Refusal, match=told) as refused:
        away(there, last=TUESDAY, reason="Ill")
    assert refused.value.field == "first"
    away(there)
    away(there, starts=time(13))
    leave.end(here.desk.history, taken)
    away(there, last=TUESDAY, reason="Ill")


def test_who_falls_ill_on_a_day_they_were_to_work_in_spite_of_leave_is_away_on_it(
    here: TestDesk, clock: Clock
):
    away(here, last=TUESDAY, reason="Holiday")
    day = OpenDay(id=OpenDayId(0), day=TUESDAY, clinician=who(here).id, reason="Back for a day")
    open_days.open_(here.desk.history, [day])
    assert free(here, clock, TUESDAY) > 0
    away(here, last=TUESDAY, reason="Ill")
    assert free(here, clock, TUESDAY) == 0


def test_leave_that_covers_booked_calls_names_them_and_keeps_them(here: TestDesk, clock: Clock):
    here.book("10:00")
    wanted = Leave(id=LeaveId(0), clinician=who(here).id, first=MONDAY, last=TUESDAY)
    with here.desk.store.read() as reader:
        told = absences.effect(reader, wanted, clock())
    assert [line.patient.name for line in told.booked] == ["Jane Holt"]
    assert told.free > 10
    away(here, last=TUESDAY)
    assert [line.patient.name for line in here.lines()] == ["Jane Holt"]
    done = here.publish()
    assert [line.patient.name for line in done.calls] == ["Jane Holt"]
    assert any(f"{who(here).name} away" in str(one) for one in done.plan.left_out)


def test_leave_over_booked_calls_that_were_not_named_is_refused_and_changes_nothing(
    here: TestDesk, there: TestDesk, clock: Clock
):
    here.book("10:00")
    wanted = Leave(id=LeaveId(0), clinician=who(here).id, first=MONDAY, last=TUESDAY)
    told = "^1 call is booked in it: Jane Holt Mon 23 Nov 10:00. Move it first, or keep it booked until"
    with pytest.raises(absences.Covers, match=told) as refused:
        leave.take(here.desk.history, wanted, ())
    assert "Jane" not in refused.value.unnamed
    assert free(here, clock) > 0
    there.book("11:00", "Tom Reed", "07700 900222")
    with pytest.raises(absences.Covers, match="^2 calls are booked in it: .* Move them first,") as again:
        leave.take(here.desk.history, wanted, refused.value.calls)
    leave.take(here.desk.history, wanted, again.value.calls)
    assert free(here, clock) == 0
    assert {line.patient.name for line in here.lines()} == {"Jane Holt", "Tom Reed"}


def test_leave_without_booked_calls_in_it_needs_none_named(here: TestDesk, clock: Clock):
    here.book("10:00")
    leave.take(
        here.desk.history, Leave(id=LeaveId(0), clinician=who(here).id, first=TUESDAY, last=TUESDAY), ()
    )
    assert free(here, clock, TUESDAY) == 0


def test_one_day_of_leave_is_worked_all_the_same(here: TestDesk, clock: Clock):
    before = free(here, clock, TUESDAY)
    away(here, last=MONDAY + timedelta(days=4))
    here.publish()
    assert free(here, clock, TUESDAY) == 0
    day = OpenDay(id=OpenDayId(0), day=TUESDAY, clinician=who(here).id)
    change = open_days.open_(here.desk.history, [day])
    assert str(change) == f"Opened a day: {who(here).name}, Tue 24 Nov 2026"
    assert free(here, clock, TUESDAY) == before
    assert free(here, clock, MONDAY + timedelta(days=2)) == 0
    assert here.publish().change is None
    here.undo()
    assert free(here, clock, TUESDAY) == 0


def test_the_later_word_holds_although_a_desks_clock_is_behind(here: TestDesk, there: TestDesk, clock: Clock):
    before, day = free(here, clock, TUESDAY), OpenDay(id=OpenDayId(0), day=TUESDAY, clinician=who(here).id)
    there.desk.history.ids = Ids(lambda: clock() - timedelta(minutes=10))
    away(here, TUESDAY, TUESDAY)
    open_days.open_(there.desk.history, [day])
    assert free(here, clock, TUESDAY) == before
    there.desk.history.ids = Ids(lambda: clock() - timedelta(minutes=10))
    away(there, TUESDAY, TUESDAY)
    assert free(here, clock, TUESDAY) == 0


def test_who_is_retired_takes_no_leave(here: TestDesk):
    with here.desk.store.read() as reader:
        eaton = clinicians.named(reader, "Eaton")
    clinicians.retire(here.desk.history, eaton)
    wanted = Leave(id=LeaveId(0), clinician=eaton.id, first=MONDAY, last=MONDAY)
    with pytest.raises(Refusal, match="Mr Oliver Eaton is retired and makes no calls"):
        leave.take(here.desk.history, wanted)


def test_leave_in_the_wrong_order_is_refused(here: TestDesk):
    with pytest.raises(Refusal, match="The last day is before the first"):
        away(here, TUESDAY, MONDAY)
    with pytest.raises(Refusal, match="The leave ends before it starts"):
        away(here, starts=time(13), ends=time(12))


def test_leave_that_takes_no_time_is_refused_and_changes_nothing(here: TestDesk):
    forward = date(2027, 3, 28)
    with pytest.raises(Refusal, match="The leave takes no time: 00:00 is where each day begins"):
        away(here, TUESDAY, ends=time())
    with pytest.raises(Refusal, match="The leave takes no time: there is no such time"):
        away(here, forward, starts=time(1, 10), ends=time(1, 50))
    with here.desk.store.read() as reader:
        assert reader.all(Leave) == []
    away(here, forward - timedelta(days=1), forward, starts=time(1, 10), ends=time(1, 50))


def test_leave_of_another_year_is_told_with_it_also_when_it_ends_and_is_taken_back(here: TestDesk):
    wanted = Leave(id=LeaveId(0), clinician=who(here).id, first=date(2027, 1, 4), last=date(2027, 1, 4))
    change = leave.take(here.desk.history, wanted)
    assert str(change) == "Added leave: Mr Oliver Eaton, Away Mon 4 Jan 2027"
    with pytest.raises(Refusal, match="Mr Oliver Eaton, away Mon 4 Jan 2027, is noted already"):
        leave.take(here.desk.history, wanted)
    taken = change.edits[0].after
    assert isinstance(taken, Leave)
    assert str(leave.end(here.desk.history, taken)) == "Took out leave: Mr Oliver Eaton, Away Mon 4 Jan 2027"
    assert str(here.undo()).endswith("Mr Oliver Eaton, Away Mon 4 Jan 2027")
