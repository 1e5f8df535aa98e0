"""Swapping two calls, and taking a cancelled one up again: on both engines, with all that is in the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import pytest

from reception.domain import span
from reception.domain.availability import Availability
from reception.domain.call import Call, CallStatus, Result
from reception.domain.change import Change, Edit
from reception.domain.errors import Refusal
from reception.domain.ids import AvailabilityId, CallId, PatientId
from reception.domain.patient import Patient
from reception.services import boards, calls, clinicians, clinics, patients, rearranging, sessions, slots
from tests.support.desks import MONDAY, TestDesk

TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def two(here: TestDesk) -> TestDesk:
    """A desk with Jane at 10:00 and Tom at 11:15."""
    here.book("10:00")
    here.book("11:15", "Tom Holt", "07700 900335")
    return here


def times(desk: TestDesk) -> dict[str, str]:
    lines = (line for line in desk.lines() if line.call.is_live)
    return {line.patient.name: span.clock(line.slot.starts_at) for line in lines}


def swap(desk: TestDesk, one: str = "Jane Holt", other: str = "Tom Holt"):
    return rearranging.swap(desk.desk.history, desk.line(one).id, desk.line(other).id)


def test_two_calls_swap_their_times_and_undo_swaps_them_back(two):
    told = swap(two)
    assert str(told) == "Swapped Jane Holt, Mon 23 Nov 10:00, and Tom Holt, Mon 23 Nov 11:15"
    assert times(two) == {"Jane Holt": "11:15", "Tom Holt": "10:00"}
    two.undo()
    assert times(two) == {"Jane Holt": "10:00", "Tom Holt": "11:15"}
    two.redo()
    assert times(two) == {"Jane Holt": "11:15", "Tom Holt": "10:00"}


def test_a_swap_lets_go_of_the_fixed_time_of_a_next_try(two):
    two.clock.move(hours=1, minutes=30)
    two.record(Result.NO_ANSWER)
    assert two.line().call.next_try is not None
    two.clock.move(hours=-1, minutes=-30)
    swap(two)
    assert two.line().call.next_try is None


def test_a_call_does_not_swap_with_itself(two):
    with pytest.raises(Refusal, match="two different calls"):
        swap(two, "Jane Holt", "Jane Holt")


def test_only_booked_calls_swap(two):
    two.cancel("Tom Holt")
    seen = two.lines()
    with pytest.raises(Refusal) as refused:
        swap(two)
    told = "is cancelled, so it cannot be swapped. Choose a call that is booked."
    assert refused.value.sentence == f"The call of Tom Holt, Mon 23 Nov 11:15 {told}"
    assert refused.value.unnamed == f"The call at Mon 23 Nov 11:15 {told}"
    assert two.lines() == seen


def test_a_time_that_is_over_is_not_swapped(two):
    two.clock.move(hours=1, minutes=30)
    with pytest.raises(Refusal, match="Mon 23 Nov 10:00 is in the past"):
        swap(two)


def test_a_swap_that_meets_a_call_of_the_same_patient_at_that_moment_is_refused(two):
    eaton_at_london = two.slot("11:15")
    with two.desk.store.read() as reader:
        board = boards.of_days(reader, MONDAY, MONDAY)
    beside = [one for one in board.slots if one.starts_at == eaton_at_london.starts_at]
    other = next((one for one in beside if one.id != eaton_at_london.id), None)
    assert other is not None, "the example rota has two clinicians at work on a Monday"
    calls.book(two.desk.history, other.id, calls.Caller(patient=two.line().patient.id))
    seen = two.lines()
    with pytest.raises(Refusal, match="Jane Holt already has a call at Mon 23 Nov 11:15"):
        swap(two)
    assert two.lines() == seen


def test_a_cancelled_call_is_booked_again_at_its_old_time(two):
    two.cancel()
    call = two.line().id
    told = rearranging.take_up(two.desk.history, call)
    assert str(told) == "Booked again: Jane Holt, Mon 23 Nov 10:00"
    again = two.line().call
    assert (again.status, again.cancelled_by, again.cancel_reason) == (CallStatus.BOOKED, None, "")
    two.undo()
    assert two.line().call.status is CallStatus.CANCELLED


def test_a_cancelled_call_whose_time_was_given_away_stays_cancelled(two):
    two.cancel()
    call = two.line().id
    two.book("10:00", "Nora Blake", "07700 900481")
    with pytest.raises(Refusal, match="Mon 23 Nov 10:00 has just been taken"):
        rearranging.take_up(two.desk.history, call)


def test_a_call_that_is_not_cancelled_has_nothing_to_take_up(two):
    with pytest.raises(Refusal) as refused:
        rearranging.take_up(two.desk.history, two.line().id)
    assert refused.value.sentence == (
        "This call is booked, so there is nothing to take up again. Choose one that is cancelled."
    )


def test_who_asked_not_to_be_called_is_not_booked_again(two):
    two.cancel()
    call = two.line().id
    two.book("11:30")
    two.clock.move(hours=3, minutes=10)
    booked = next(
        line
        for line in two.lines()
        if line.call.status is CallStatus.BOOKED and line.patient.name == "Jane Holt"
    )
    calls.record(two.desk.history, booked.call, Result.DO_NOT_CALL)
    two.clock.move(hours=-3, minutes=-10)
    with pytest.raises(Refusal, match="asked not to be called"):
        rearranging.take_up(two.desk.history, call)
    with two.desk.store.read() as reader:
        assert patients.card(reader, booked.patient.id).patient.do_not_call


def test_the_others_to_come_are_offered_to_swap_with_soonest_first_or_those_that_a_text_finds(here, clock):
    here.book("09:15", "Is Over", "07700 900100")
    here.book("11:15", "Tom Holt", "07700 900335")
    here.book("14:00", "Nora Blake", "07700 900481")
    here.book("10:00")
    here.book("10:15", "Gone Away", "07700 900101")
    here.cancel("Gone Away")
    clock.move(minutes=30)
    call = here.line().id

    def names(text: str = "") -> list[str]:
        with here.desk.store.read() as reader:
            return [one.patient.name for one in rearranging.partners(reader, call, clock(), text)]

    assert names() == ["Tom Holt", "Nora Blake"]
    assert names("nora") == names("900481") == ["Nora Blake"]
    assert names("nobody") == []


def test_the_nearest_calls_are_offered_to_swap_with_however_many_come_before(
    here: TestDesk, clock, monkeypatch: pytest.MonkeyPatch
):
    """Half a thousand calls are booked before the one that is to change places, and one right after it."""
    monkeypatch.setattr(rearranging, "PARTNERS", 3)
    with here.desk.store.read() as reader:
        free = [line.slot for line in slots.free(reader, clock(), limit=10_000)]
    many, ids = 500, here.desk.history.ids
    people = [
        Patient(
            id=PatientId(ids.next()),
            name=f"Person {number}",
            phone=f"+4477009{number:05}",
            known_since=clock(),
        )
        for number in range(many)
    ]
    booked = [
        Call(
            id=CallId(ids.next()),
            slot=slot.id,
            patient=person.id,
            about="",
            booked_at=clock(),
            booked_by=here.desk.history.staff.id,
        )
        for slot, person in zip(free, people, strict=False)
    ]
    assert len(booked) == many
    edits = tuple(Edit(None, one) for one in (*people, *booked))
    here.desk.history.do(lambda reader: Change("Booked", edits))
    own = booked[-2]

    with here.desk.store.read() as reader:
        found = rearranging.partners(reader, own.id, clock())
        weeks = [calls.of_week(reader, MONDAY + timedelta(weeks=number)) for number in range(2)]
    lines = {line.id: line for week in weeks for line in week}
    at, clinic = lines[own.id].slot.starts_at, lines[own.id].clinic
    of_clinic = [line for line in lines.values() if line.clinic == clinic and line.id != own.id]
    nearest = sorted(of_clinic, key=lambda line: (abs(line.slot.starts_at - at), line.id))[:3]
    assert [line.id for line in found] == [line.id for line in nearest]


def test_a_call_that_is_over_is_not_offered_to_swap_with_though_it_is_the_nearest(here, clock):
    here.book("10:00")
    here.book("10:15", "Tom Holt", "07700 900335")
    here.book("14:00", "Nora Blake", "07700 900481", clinic="Bedford")
    clock.move(hours=1, minutes=10)
    with here.desk.store.read() as reader:
        found = rearranging.partners(reader, here.line("Tom Holt").id, clock())
    assert [line.patient.name for line in found] == ["Nora Blake"]


def test_who_has_a_call_is_found_among_many_of_the_name_who_have_none(here):
    """A receptionist types the surname that stands in the diary; the clinic knows dozens of it."""
    here.book("10:00")
    here.book("11:15", "Zoe Singh", "07700 900335")
    ids = here.desk.history.ids
    known = [
        Patient(
            id=PatientId(ids.next()),
            name=f"Amar {number} Singh",
            phone=f"+44770090{number:04}",
            known_since=here.clock(),
        )
        for number in range(30)
    ]
    here.desk.history.do(lambda reader: Change("Added", tuple(Edit(None, one) for one in known)))
    with here.desk.store.read() as reader:
        call = here.line().id
        for text in ("singh", "zoe s", "900335"):
            found = rearranging.partners(reader, call, here.clock(), text)
            assert [one.patient.name for one in found] == ["Zoe Singh"], text


def test_a_slot_tells_which_cancelled_call_can_be_booked_again(here, clock):
    here.book("10:00")
    slot = here.slot("10:00").id

    def found() -> str:
        with here.desk.store.read() as reader:
            line = rearranging.cancelled_in(reader, slot, clock())
        return line.patient.name if line else ""

    assert found() == ""
    here.cancel()
    assert found() == "Jane Holt"
    here.book("10:00", "Tom Holt", "07700 900335")
    assert found() == ""
    here.cancel("Tom Holt")
    assert found() == "Tom Holt"
    clock.move(hours=2)
    assert found() == ""


def lengths(desk: TestDesk) -> None:
    """Add half hours of one clinician beside quarters of the other, on the evening of Monday."""
    with desk.desk.store.read() as reader:
        london = clinics.named(reader, "London").id
        who = next(one for one in clinicians.working(reader) if one.id != desk.slot("10:00").clinician)
    session = Availability(
        id=AvailabilityId(0), clinician=who.id, clinic=london, weekday=0, starts=time(18), ends=time(19),
        slot_minutes=30, valid_from=MONDAY, valid_to=MONDAY,
    )  # fmt: skip
    sessions.add(desk.desk.history, session)
    for minute in (15, 45):
        short = replace(session, clinician=desk.slot("10:00").clinician, slot_minutes=15)
        end = time(18, 30) if minute == 15 else time(19)
        sessions.add(desk.desk.history, replace(short, starts=time(18, minute), ends=end))


def test_nobody_is_called_twice_at_one_moment_however_long_the_slots_are(here, there):
    lengths(here)
    here.book("18:00")
    with pytest.raises(Refusal, match="Jane Holt already has a call at Mon 23 Nov 18:00"):
        there.book("18:15")
    there.book("18:45")
    with pytest.raises(Refusal, match="Jane Holt already has a call at Mon 23 Nov 18:45"):
        here.move(to="18:30")


def test_of_several_cancelled_calls_in_a_slot_the_one_cancelled_last_can_be_booked_again(here, clock):
    here.book("10:00")
    here.cancel()
    jane = here.line().id
    here.book("10:00", "Tom Holt", "07700 900335")
    here.cancel("Tom Holt")
    rearranging.take_up(here.desk.history, jane)
    here.cancel()
    tom = here.line("Tom Holt").call
    calls.edit(here.desk.history, tom, replace(tom, notes="Rang again."))

    def found() -> str:
        with here.desk.store.read() as reader:
            line = rearranging.cancelled_in(reader, here.slot("10:00").id, clock())
        return line.patient.name if line else ""

    assert found() == "Jane Holt"
