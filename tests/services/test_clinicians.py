"""Who makes the calls, on both engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from reception.domain import gap, leave
from reception.domain.call import CallStatus
from reception.domain.clinician import Clinician
from reception.domain.errors import Refusal
from reception.domain.gap import OpenDay
from reception.domain.ids import LeaveId, OpenDayId
from reception.domain.leave import Leave
from reception.domain.staff import Role, Staff
from reception.services import calls, clinicians, clinics, slots, staff
from reception.services.calls import Caller
from tests.support.desks import MONDAY, TestDesk


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
