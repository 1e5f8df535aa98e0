"""Who makes the calls, on both engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from reception.domain.call import CallStatus
from reception.domain.clinician import Clinician
from reception.domain.errors import Refusal
from reception.domain.staff import Role, Staff
from reception.services import clinicians, slots, staff
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
        ("Dr Lane", "x" * 10_000, "At most 200 characters fit here; this has 10,000"),
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
    assert [slot.clinician for slot in done.plan.conflicts] == [eaton.id]
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


def test_the_sole_clinician_of_a_name_cannot_be_added_while_retired(here: TestDesk):
    clinicians.retire(here.desk.history, named(here, "Mr Oliver Eaton"))
    with pytest.raises(Refusal, match="bring them back instead"):
        clinicians.add(here.desk.history, "Mr Oliver Eaton")
