"""The pinboard: parked calls keep their time, are seen by every desk, and leave it once they are settled."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reception.domain.call import Result
from reception.domain.errors import Refusal
from reception.services import pinboard, rearranging
from tests.support.desks import Practice, TestDesk


@pytest.fixture
def parked(here: TestDesk) -> TestDesk:
    here.book("10:00")
    here.book("11:15", "Tom Holt", "07700 900335")
    return here


def board(desk: TestDesk) -> list[tuple[str, str]]:
    with desk.desk.store.read() as reader:
        return [(one.line.patient.name, one.by) for one in pinboard.parked(reader)]


def park(desk: TestDesk, name: str = "Jane Holt"):
    return pinboard.park(desk.desk.history, desk.line(name).id)


def test_a_parked_call_keeps_its_time_and_is_seen_at_other_desks_and_after_a_restart(parked, diary: Practice):
    told = park(parked)
    assert str(told) == "Parked Jane Holt, Mon 23 Nov 10:00"
    parked.clock.move(minutes=1)
    park(parked, "Tom Holt")
    other = diary.desk("Joe Moss")
    assert board(other) == [("Jane Holt", "Ann Kay"), ("Tom Holt", "Ann Kay")]
    assert other.line().slot == parked.slot("10:00")


def test_a_call_is_parked_once(parked):
    park(parked)
    with pytest.raises(Refusal, match="The call of Jane Holt is on the pinboard already"):
        park(parked)
    assert len(board(parked)) == 1


def test_only_a_booked_call_is_parked(parked):
    parked.cancel()
    with pytest.raises(Refusal, match="This call is cancelled, so it needs no other time"):
        park(parked)


@pytest.mark.parametrize("settled", ["moved", "cancelled", "swapped", "taken off"])
def test_a_call_leaves_the_pinboard_once_it_is_settled_and_undo_puts_it_back(parked, settled):
    park(parked)
    if settled == "moved":
        parked.move(to="11:30")
    elif settled == "cancelled":
        parked.cancel()
    elif settled == "swapped":
        rearranging.swap(parked.desk.history, parked.line().id, parked.line("Tom Holt").id)
    else:
        pinboard.take_off(parked.desk.history, parked.line().id)
    assert board(parked) == []
    parked.undo()
    assert board(parked) == [("Jane Holt", "Ann Kay")]


def test_undo_of_a_move_puts_back_a_call_that_was_parked_there_and_somebody_parked_since(parked, there):
    park(parked)
    parked.move(to="11:30")
    park(there)
    parked.undo()
    assert (parked.line().slot, board(parked)) == (parked.slot("10:00"), [("Jane Holt", "Ann Kay")])
    parked.redo()
    assert (parked.line().slot, board(parked)) == (parked.slot("11:30"), [("Jane Holt", "Joe Moss")])


def test_a_parked_call_is_put_into_another_slot_as_one_change(parked):
    park(parked)
    told = pinboard.put(parked.desk.history, parked.line().call, parked.slot("11:30").id)
    assert str(told) == "Moved Jane Holt, Mon 23 Nov 10:00 to Mon 23 Nov 11:30"
    assert board(parked) == []
    parked.undo()
    assert (parked.line().slot, board(parked)) == (parked.slot("10:00"), [("Jane Holt", "Ann Kay")])


@pytest.mark.parametrize(
    ("meanwhile", "stands"),
    [
        ("moved", "booked for Mon 23 Nov 14:30"),
        ("cancelled", "cancelled"),
        ("taken off", "booked for Mon 23 Nov 10:00"),
    ],
)
def test_one_that_another_desk_dealt_with_meanwhile_is_not_put_anywhere(parked, diary, meanwhile, stands):
    park(parked)
    seen, there = parked.line().call, diary.desk("Joe Moss")
    if meanwhile == "moved":
        there.move(to="14:30")
    elif meanwhile == "cancelled":
        there.cancel()
    else:
        pinboard.take_off(there.desk.history, seen.id)
    before = parked.lines()
    with pytest.raises(Refusal, match=f"^This call is not on the pinboard any more: it is {stands} now.$"):
        pinboard.put(parked.desk.history, seen, parked.slot("11:30").id)
    assert parked.lines() == before


def test_what_is_not_parked_is_not_taken_off(parked):
    with pytest.raises(Refusal, match="The call of Jane Holt is not on the pinboard"):
        pinboard.take_off(parked.desk.history, parked.line().id)


def test_parking_is_undone_and_redone(parked):
    park(parked)
    parked.undo()
    assert board(parked) == []
    parked.redo()
    assert board(parked) == [("Jane Holt", "Ann Kay")]
    parked.clock.move(hours=timedelta(days=8) // timedelta(hours=1))
    assert board(parked) == [("Jane Holt", "Ann Kay")]


def test_one_act_parks_and_takes_off_again(here):
    here.book("10:00")
    call = here.line().id
    assert pinboard.park_or_take_off(here.desk.history, call).action == "Parked"
    with here.desk.store.read() as reader:
        assert pinboard.is_parked(reader, call)
    assert pinboard.park_or_take_off(here.desk.history, call).action == "Took off the pinboard"
    with here.desk.store.read() as reader:
        assert not pinboard.is_parked(reader, call)


def test_a_booking_that_another_desk_has_parked_is_not_undone_until_it_is_taken_off(parked, diary: Practice):
    other = diary.desk("Joe Moss")
    park(other, "Tom Holt")
    told = (
        "“Booked Tom Holt, Mon 23 Nov 11:15” cannot be taken back: "
        "It is parked on the pinboard, so take it off there first. Undo again for the change before it."
    )
    with pytest.raises(Refusal, match=told):
        parked.undo()
    pinboard.take_off(other.desk.history, other.line("Tom Holt").id)
    parked.undo()
    assert [line.patient.name for line in parked.lines()] == ["Jane Holt"]


def test_taking_off_is_not_undone_where_another_desk_has_parked_the_call_again(parked, diary: Practice):
    park(parked)
    pinboard.take_off(parked.desk.history, parked.line().id)
    other = diary.desk("Joe Moss")
    park(other)
    with pytest.raises(
        Refusal, match="cannot be taken back: Somebody else has put this call on the pinboard by now"
    ):
        parked.undo()
    assert board(parked) == [("Jane Holt", "Joe Moss")]


@pytest.mark.parametrize("end", ["cancelled", "done"])
def test_a_pin_does_not_come_back_by_redo_to_a_call_that_was_settled_meanwhile(two_desks, end):
    here, there = two_desks
    park(here)
    here.undo()
    if end == "cancelled":
        there.cancel()
    else:
        here.clock.move(hours=1, minutes=5)
        there.record(Result.NOT_SUITABLE)
    with pytest.raises(Refusal, match="so it needs no other time"):
        here.redo()
    assert board(here) == []


def test_what_another_desk_parked_leaves_the_pinboard_when_undo_ends_the_call(two_desks):
    here, there = two_desks
    here.cancel()
    rearranging.take_up(here.desk.history, here.line().id)
    park(there)
    here.undo()
    assert board(there) == []
    here.redo()
    assert board(there) == [("Jane Holt", "Joe Moss")]


@pytest.fixture
def two_desks(parked: TestDesk, diary: Practice) -> tuple[TestDesk, TestDesk]:
    return parked, diary.desk("Joe Moss")
