"""Rescue: what is booked in a gap waits in a list, with times to move it to, until everybody has another one."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from reception.domain import span
from reception.domain.clinician import Clinician
from reception.domain.closure import Closure
from reception.domain.errors import Refusal
from reception.domain.ids import ClosureId, SlotId
from reception.services import calls, clinicians, clinics, closures, rescue
from reception.services.rescue import Stranded
from tests.support.desks import MONDAY, TestDesk


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


def test_what_is_cancelled_is_off_the_list_and_cannot_come_back_into_the_gap(day):
    close(day)
    day.cancel()
    assert names(listed(day)) == ["Tom Holt"]
    with pytest.raises(Refusal, match="London is closed on Mon 23 Nov 10:00"):
        day.undo()
    assert names(listed(day)) == ["Tom Holt"]


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


def test_what_is_over_is_not_called_back(day):
    close(day)
    day.clock.move(hours=1, minutes=30)
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
