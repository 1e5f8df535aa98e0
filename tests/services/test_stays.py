"""Stays: a call outside the hours of the rota is let stay for every desk, undone and redone, until it has moved on."""

from __future__ import annotations

import pytest

from reception.domain.call import Result
from reception.domain.errors import Refusal
from reception.services import availability, rearranging, rescue, stays
from tests.services.test_past import Asked
from tests.support.desks import Practice, TestDesk


@pytest.fixture
def outside(here: TestDesk) -> TestDesk:
    """A desk with two calls on a Monday that is not in the rota any more."""
    here.book("10:00")
    here.book("11:15", "Tom Holt", "07700 900335")
    with here.desk.store.read() as reader:
        rules = [one for one in availability.rota(reader) if one.weekday == 0]
    for one in rules:
        availability.remove(here.desk.history, one)
    return here


def asked_about(desk: TestDesk) -> list[str]:
    """Return who is listed as outside the hours of the rota."""
    with desk.desk.store.read() as reader:
        misfits = rescue.misfits_ahead(reader, desk.clock())
        return [one.line.patient.name for one in rescue.to_move(reader, desk.clock(), misfits=misfits)]


def let_stay(desk: TestDesk, name: str = "Jane Holt"):
    return stays.let_stay(desk.desk.history, desk.line(name).call)


def test_a_call_that_may_stay_is_asked_about_at_no_desk_and_not_after_a_restart(outside, diary: Practice):
    assert asked_about(outside) == ["Jane Holt", "Tom Holt"]
    assert str(let_stay(outside)) == "Let it stay: Jane Holt, Mon 23 Nov 10:00"
    other = diary.desk("Joe Moss")
    assert asked_about(other) == ["Tom Holt"]
    diary.close()
    assert asked_about(diary.desk("Joe Moss")) == ["Tom Holt"]


def test_it_is_undone_and_redone_also_from_another_run(outside, diary: Practice):
    let_stay(outside)
    diary.close()
    again = diary.desk()
    assert str(again.undo()) == "Let it stay: Jane Holt, Mon 23 Nov 10:00"
    assert asked_about(again) == ["Jane Holt", "Tom Holt"]
    again.redo()
    assert asked_about(again) == ["Tom Holt"]


def test_one_that_moves_may_be_asked_about_again_and_moved_back_needs_no_new_answer(outside):
    let_stay(outside)
    outside.move(to="11:30")
    assert asked_about(outside) == ["Tom Holt", "Jane Holt"]
    outside.undo()
    assert asked_about(outside) == ["Tom Holt"]
    outside.move(to="11:30")
    outside.move(to="10:00")
    assert asked_about(outside) == ["Tom Holt"]


def test_it_may_stay_in_one_slot_after_the_other(outside):
    let_stay(outside)
    outside.move(to="11:30")
    let_stay(outside)
    assert asked_about(outside) == ["Tom Holt"]
    outside.undo()
    assert asked_about(outside) == ["Tom Holt", "Jane Holt"]


@pytest.mark.parametrize(
    ("meanwhile", "stands"),
    [("moved", "booked for Mon 23 Nov 14:30"), ("cancelled", "cancelled"), ("done", "done")],
)
def test_one_that_another_desk_dealt_with_meanwhile_is_refused(outside, diary, meanwhile, stands):
    seen, there = outside.line().call, diary.desk("Joe Moss")
    deal_with(there, meanwhile)
    with pytest.raises(Refusal, match=f"^This call is {stands} by now, so there is nothing to let stay.$"):
        stays.let_stay(outside.desk.history, seen)


def deal_with(desk: TestDesk, how: str) -> None:
    if how == "moved":
        desk.move(to="14:30")
    elif how == "cancelled":
        desk.cancel()
    else:
        desk.clock.move(hours=1, minutes=5)
        desk.record(Result.NOT_SUITABLE)


@pytest.mark.parametrize(
    ("meanwhile", "stands"),
    [("moved", "booked for Mon 23 Nov 14:30"), ("cancelled", "cancelled"), ("done", "done")],
)
def test_it_does_not_come_back_by_redo_to_a_call_that_another_desk_dealt_with(
    outside, diary, meanwhile, stands
):
    let_stay(outside)
    outside.undo()
    deal_with(diary.desk("Joe Moss"), meanwhile)
    told = (
        "“Undone: let it stay: Jane Holt, Mon 23 Nov 10:00” cannot be brought back: This call is "
        f"{stands} by now, so there is nothing to let stay. Nothing else is left to redo."
    )
    with pytest.raises(Refusal) as refused:
        outside.redo()
    assert refused.value.sentence == told
    assert "Jane" not in refused.value.unnamed


def test_one_that_another_desk_has_let_stay_is_refused_now_and_by_redo(outside, diary: Practice):
    there = diary.desk("Joe Moss")
    let_stay(there)
    with pytest.raises(Refusal, match="^Somebody else has let this call stay by now.$"):
        let_stay(outside)
    there.undo()
    let_stay(outside)
    with pytest.raises(Refusal, match="cannot be brought back: Somebody else has let this call stay by now"):
        there.redo()
    assert asked_about(there) == ["Tom Holt"]


def test_it_is_in_the_way_of_no_booking_that_is_taken_back_and_holds_again_where_that_comes_back(here, there):
    here.book("10:00")
    let_stay(there)
    seen = here.line().call
    here.undo()
    assert here.lines() == []
    with pytest.raises(Refusal, match="There is no call"):
        stays.let_stay(here.desk.history, seen)
    there.undo()
    with pytest.raises(Refusal, match="This call is gone by now, so there is nothing to let stay"):
        there.redo()
    here.redo()
    there.redo()
    with there.desk.store.read() as reader:
        assert stays.places(reader, [seen.id]) == {(seen.id, seen.slot)}


def test_undo_takes_back_what_was_let_stay_last_and_nothing_before_it(outside):
    let_stay(outside)
    let_stay(outside, "Tom Holt")
    assert outside.undo().subject == "Tom Holt, Mon 23 Nov 11:15"
    assert asked_about(outside) == ["Tom Holt"]
    assert len(outside.lines()) == 2


def test_it_is_taken_back_while_the_call_stands_elsewhere(outside, diary: Practice):
    let_stay(outside)
    diary.desk("Joe Moss").move(to="14:30")
    outside.undo()
    diary.desk("Joe Moss").undo()
    assert asked_about(outside) == ["Jane Holt", "Tom Holt"]


def test_swapping_two_that_may_stay_asks_about_both(outside):
    let_stay(outside)
    let_stay(outside, "Tom Holt")
    rearranging.swap(outside.desk.history, outside.line().id, outside.line("Tom Holt").id)
    assert asked_about(outside) == ["Tom Holt", "Jane Holt"]
    outside.undo()
    assert asked_about(outside) == []


def test_one_question_more_is_asked_where_calls_are_outside_the_hours_and_none_where_none_are(outside):
    let_stay(outside)
    with outside.desk.store.read() as reader:
        misfits = rescue.misfits_ahead(reader, outside.clock())
    for known, asked_for in ((misfits, 1), ({}, 0)):
        with Asked(outside) as asked, outside.desk.store.read() as reader:
            rescue.to_move(reader, outside.clock(), misfits=known)
        assert len([one for one in asked.statements if "FROM stays" in one]) == asked_for
