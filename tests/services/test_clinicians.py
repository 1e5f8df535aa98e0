"""Who makes the calls, on both engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from reception.domain import gap, leave, span
from reception.domain.call import CallStatus
from reception.domain.clinician import Clinician
from reception.domain.errors import Conflict, Refusal
from reception.domain.gap import OpenDay
from reception.domain.ids import LeaveId, OpenDayId
from reception.domain.leave import Leave
from reception.domain.staff import Role, Staff
from reception.services import (
    availability,
    calls,
    clinicians,
    clinics,
    organisation,
    publishing,
    slots,
    staff,
)
from reception.services import leave as leave_service
from reception.services.calls import Caller
from tests.support.desks import MONDAY, Clock, TestDesk


def named(desk: TestDesk, name: str) -> Clinician:
    with desk.desk.store.read() as reader:
        return next(one for one in reader.all(Clinician) if one.name == name)


def person(desk: TestDesk, name: str) -> Staff | None:
    with desk.desk.store.read() as reader:
        return staff.find(reader, name)


def test_a_new_clinician_may_approve_sheets(here: TestDesk):
    clinicians.add(here.desk.history, " Dr  Mia Lane ", "Physiotherapist", "MSc")
    added = named(here, "Dr Mia Lane")
    assert (added.title, added.qualifications) == ("Physiotherapist", "MSc")
    known = person(here, "Dr Mia Lane")
    assert known is not None
    assert (known.role, known.clinician) == (Role.CLINICIAN, added.id)
    here.undo()
    assert person(here, "Dr Mia Lane") is None


def test_somebody_on_the_staff_list_becomes_a_clinician_and_stays_one_person(here: TestDesk):
    joe = staff.add(here.desk.history, "Joe Moss")
    clinicians.add(here.desk.history, "JOE MOSS")
    with here.desk.store.read() as reader:
        known = [one for one in reader.all(Staff) if one.name.casefold() == "joe moss"]
    assert [(one.id, one.role) for one in known] == [(joe.id, Role.CLINICIAN)]


def test_the_staff_list_follows_a_name(here: TestDesk):
    eaton = named(here, "Mr Oliver Eaton")
    clinicians.edit(here.desk.history, eaton, replace(eaton, name="Mr Oliver Easton"))
    assert person(here, "Mr Oliver Easton") is not None
    assert person(here, "Mr Oliver Eaton") is None
    staff.add(here.desk.history, "Joe Moss")
    with pytest.raises(Refusal, match="Joe Moss is another person on the staff list"):
        clinicians.edit(here.desk.history, named(here, "Mr Oliver Easton"), replace(eaton, name="Joe Moss"))


@pytest.mark.parametrize(
    ("name", "title", "sentence"),
    [
        (" ", "", "Type the clinician’s name"),
        ("mr oliver eaton", "", "Mr Oliver Eaton is already a clinician"),
        ("x" * 10_000, "", "at most 200 characters"),
        ("Dr Lane", "x" * 10_000, "at most 200 characters fit here, and it has 10,000"),
    ],
)
def test_a_clinician_who_cannot_be_is_refused(here: TestDesk, name: str, title: str, sentence: str):
    with pytest.raises(Refusal, match=sentence):
        clinicians.add(here.desk.history, name, title)


def test_retiring_keeps_what_is_booked_and_ends_with_the_next_publishing(here: TestDesk):
    here.book("10:00")
    eaton = named(here, "Mr Oliver Eaton")
    clinicians.retire(here.desk.history, eaton)
    assert person(here, "Mr Oliver Eaton") is None
    assert here.line().call.status is CallStatus.BOOKED
    done = here.publish()
    assert [(one.slot.clinician, one.why) for one in done.plan.conflicts] == [
        (eaton.id, "Mr Oliver Eaton makes no more calls")
    ]
    with here.desk.store.read() as reader:
        left = slots.free(reader, here.clock(), clinician=eaton.id)
    assert left == []
    assert here.line().call.status is CallStatus.BOOKED
    clinicians.bring_back(here.desk.history, named(here, "Mr Oliver Eaton"))
    assert person(here, "Mr Oliver Eaton") is not None
    here.publish()
    with here.desk.store.read() as reader:
        again = slots.free(reader, here.clock(), clinician=eaton.id, from_day=MONDAY + timedelta(days=1))
    assert again


# ---- brought back, after something was published meanwhile


def free_of_eaton(desk: TestDesk) -> list[tuple[datetime, str]]:
    """Return when and where Mr Eaton is free, from half past nine on."""
    with desk.desk.store.read() as reader:
        whose = next(one for one in reader.all(Clinician) if one.surname == "Eaton")
        found = slots.free(reader, desk.clock(), clinician=whose.id, limit=10_000)
    start = span.instant(MONDAY, time(9, 30))
    return [(one.slot.starts_at, one.clinic.name) for one in found if one.slot.starts_at >= start]


def retire(desk: TestDesk) -> None:
    """Retire Mr Eaton; what anybody does next is later by the clock."""
    clinicians.retire(desk.desk.history, named(desk, "Mr Oliver Eaton"))
    desk.clock.move(seconds=1)


def bring_back(desk: TestDesk) -> str:
    return str(clinicians.bring_back(desk.desk.history, named(desk, "Mr Oliver Eaton")))


def test_retiring_by_a_slip_is_taken_back_and_nothing_else_is(here: TestDesk):
    before = free_of_eaton(here)
    eaton = named(here, "Mr Oliver Eaton")
    with here.desk.store.read() as reader:
        own = [one for one in availability.rota(reader) if one.clinician == eaton.id]
    rule = max(own, key=lambda one: (one.weekday == 0, one.ends))
    availability.edit(here.desk.history, rule, replace(rule, ends=time(20)))
    retire(here)
    here.undo()
    assert free_of_eaton(here) == before, "a rota that is not published yet stays so"


def test_undo_brings_the_slots_back_that_another_desk_published_away(here: TestDesk, there: TestDesk):
    before = free_of_eaton(here)
    here.book("10:00")
    retire(here)
    assert there.publish(weeks=3).plan.withdrawing
    here.undo()
    after = free_of_eaton(here)
    booked = here.line().slot.starts_at
    assert after[: len(before) - 1] == [one for one in before if one[0] != booked]
    assert len(after) > len(before), "the third week was published without them"
    assert there.publish(weeks=3).change is None
    here.redo()
    assert free_of_eaton(here) == []
    here.undo()
    assert free_of_eaton(here) == after


def test_weeks_that_were_never_published_are_not_by_undo(here: TestDesk, there: TestDesk):
    retire(here)
    publishing.publish(there.desk.history, first=MONDAY + timedelta(weeks=5), weeks=1)
    here.undo()
    weeks = {span.monday(span.london_day(at)) for at, _ in free_of_eaton(here)}
    assert weeks == {MONDAY, MONDAY + timedelta(weeks=1), MONDAY + timedelta(weeks=5)}


def test_who_is_brought_back_a_month_later_works_in_all_that_is_published(here: TestDesk, clock: Clock):
    before = {(span.london(at).weekday(), span.clock(at), where) for at, where in free_of_eaton(here)}
    retire(here)
    clock.move(days=28)
    later = MONDAY + timedelta(days=28)
    here.publish(weeks=2, first=later)
    assert free_of_eaton(here) == []
    told = bring_back(here)
    free = free_of_eaton(here)
    assert told == f"Brought back a clinician: Mr Oliver Eaton, {len(free)} slots opened"
    assert {span.london_day(at) for at, _ in free} <= set(span.days(later, later + timedelta(days=13)))
    assert {(span.london(at).weekday(), span.clock(at), where) for at, where in free} <= before
    assert here.publish(weeks=2, first=later).change is None, "there is nothing left to publish"
    here.undo()
    assert free_of_eaton(here) == []
    here.redo()
    assert free_of_eaton(here) == free


def test_who_is_brought_back_where_weeks_are_kept_published_needs_no_further_look(
    here: TestDesk, clock: Clock
):
    with here.desk.store.read() as reader:
        policy = organisation.get(reader)
    organisation.edit(here.desk.history, policy, replace(policy, publishes_ahead=True, weeks_ahead=2))
    before = free_of_eaton(here)
    retire(here)
    for _ in range(7):
        clock.move(days=1)
        publishing.keep_ahead(here.desk.history)
    assert free_of_eaton(here) == []
    bring_back(here)
    free = free_of_eaton(here)
    assert {one for one in free if one[0] < before[-1][0]} <= set(before)
    assert free[-1][0] > before[-1][0]
    done = publishing.keep_ahead(here.desk.history)
    assert done is not None
    assert done.change is None


def test_what_was_withdrawn_by_hand_stays_so_and_leave_keeps_waiting(here: TestDesk):
    slot = here.slot("10:00")
    slots.withdraw(here.desk.history, [slot], "Room is painted")
    tuesday = MONDAY + timedelta(days=1)
    leave_service.take(
        here.desk.history, Leave(id=LeaveId(0), clinician=slot.clinician, first=tuesday, last=tuesday)
    )
    before = free_of_eaton(here)
    retire(here)
    here.publish()
    bring_back(here)
    assert free_of_eaton(here) == before


def test_whoever_has_no_hours_or_no_week_is_said_to_have_none(here: TestDesk, clock: Clock):
    retire(here)
    clock.move(days=60)
    assert bring_back(here) == "Brought back a clinician: Mr Oliver Eaton, with no week published"
    here.undo()
    with here.desk.store.read() as reader:
        own = [one for one in availability.rota(reader) if one.clinician == named(here, "Mr Oliver Eaton").id]
    for one in own:
        availability.remove(here.desk.history, one)
    assert bring_back(here) == "Brought back a clinician: Mr Oliver Eaton, with no hours in the rota"


def test_at_once_brought_back_has_all_as_it_was(here: TestDesk):
    before = free_of_eaton(here)
    retire(here)
    assert bring_back(here) == "Brought back a clinician: Mr Oliver Eaton"
    assert free_of_eaton(here) == before


@pytest.mark.parametrize("back", [bring_back, TestDesk.undo], ids=["brought back", "undone"])
def test_a_rota_that_was_changed_but_not_published_opens_nothing_over_what_is_still_there(
    here: TestDesk, there: TestDesk, back
):
    here.book("10:00")
    before = free_of_eaton(here)
    with here.desk.store.read() as reader:
        own = [one for one in availability.rota(reader) if one.clinician == named(here, "Mr Oliver Eaton").id]
    for one in own:
        availability.edit(here.desk.history, one, replace(one, slot_minutes=20))
    retire(here)
    there.publish(weeks=1)
    back(here)
    after, week_two = free_of_eaton(here), MONDAY + timedelta(weeks=1)
    assert [one for one in after if span.london_day(one[0]) >= week_two] == [
        one for one in before if span.london_day(one[0]) >= week_two
    ], "the second week was not published, and stays as it was"
    monday = [span.clock(at) for at, _ in after if span.london_day(at) == MONDAY]
    assert {"10:20", "10:40", "11:20"} <= set(monday)
    assert not {"10:00", "10:15", "10:30"} & set(monday), "one is booked, the others are withdrawn"


def test_two_desks_bring_back_once(here: TestDesk, there: TestDesk):
    retire(here)
    here.publish()
    seen = named(there, "Mr Oliver Eaton")
    bring_back(here)
    free = free_of_eaton(here)
    with pytest.raises(Conflict):
        clinicians.bring_back(there.desk.history, seen)
    assert free_of_eaton(there) == free


def test_a_retired_clinician_offers_nothing_from_that_moment_on_until_brought_back(
    here: TestDesk, there: TestDesk
):
    here.book("10:00")
    there.book("10:15", "Tom Ash", "07700 900245")
    there.cancel("Tom Ash")
    eaton = named(here, "Mr Oliver Eaton")
    assert here.line().clinician == eaton
    before = here.free_times(5)
    clinicians.retire(here.desk.history, eaton)
    assert all(line.clinician.id != eaton.id for line in free(here))
    with here.desk.store.read() as reader:
        card = clinics.cards(reader, here.clock())[0]
    assert card.next_free is None or card.next_free.clinician != eaton.id
    told = "Mr Oliver Eaton makes no more calls, so Mon 23 Nov 10:30 is not offered. Choose another time."
    for act in (lambda: here.book("10:30", "Amy Bay"), lambda: here.move(to="10:30")):
        with pytest.raises(Refusal) as refusal:
            act()
        assert refusal.value.sentence == told
    with pytest.raises(Refusal, match="cannot be taken back: Mr Oliver Eaton makes no more calls"):
        there.undo()
    assert here.line().call.status is CallStatus.BOOKED
    assert here.undo().action == "Retired a clinician"
    assert here.free_times(5) == before
    assert there.undo().action == "Cancelled"


def test_a_retired_clinic_offers_nothing(here: TestDesk):
    with here.desk.store.read() as reader:
        london = clinics.named(reader, "London")
    slot = here.slot("10:00")
    clinics.edit(here.desk.history, london, replace(london, retired=True))
    assert all(line.clinic.id != london.id for line in free(here))
    with pytest.raises(Refusal, match="London takes no more calls, so Mon 23 Nov 10:00 is not offered"):
        calls.book(here.desk.history, slot.id, Caller(name="Amy Bay", phone="07700 900001"))


def test_a_day_that_is_open_all_the_same_brings_nobody_back(here: TestDesk):
    eaton = named(here, "Mr Oliver Eaton")
    clinicians.retire(here.desk.history, eaton)
    tuesday = MONDAY + timedelta(days=1)
    away = Leave(id=LeaveId(1), clinician=eaton.id, first=MONDAY, last=tuesday)
    opened = OpenDay(id=OpenDayId(1), day=MONDAY, clinician=eaton.id)
    here.desk.history.do(lambda reader: leave.take(away, eaton.name))
    here.desk.history.do(lambda reader: gap.open_day(opened, [], eaton.name))
    assert all(line.clinician.id != eaton.id for line in free(here))


def free(desk: TestDesk) -> list[slots.SlotLine]:
    """Return every free slot of the weeks that are published."""
    with desk.desk.store.read() as reader:
        found = slots.free(reader, desk.clock(), limit=10_000)
    assert found
    return found


def test_the_sole_clinician_of_a_name_cannot_be_added_while_retired(here: TestDesk):
    clinicians.retire(here.desk.history, named(here, "Mr Oliver Eaton"))
    with pytest.raises(Refusal, match="bring them back instead"):
        clinicians.add(here.desk.history, "Mr Oliver Eaton")
