"""A slot that is held: seen by other desks, renewed, given back, used up by its booking, and over after a while."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from reception.domain import span
from reception.domain.errors import Refusal
from reception.domain.slot import SlotState
from reception.services import availability, holds, rearranging, slots
from reception.storage import schema
from tests.support.desks import MONDAY, TestDesk


def held(desk: TestDesk) -> int:
    with desk.desk.store.read() as reader:
        return len(reader.connection.execute(select(schema.holds.c.slot)).all())


def run_out(desk: TestDesk) -> None:
    """Let the time of every hold be over, by whichever clock decides."""
    with desk.desk.store.write() as writer:
        writer.connection.execute(update(schema.holds).values(until=desk.clock() - timedelta(days=365)))


def offered(desk: TestDesk, *, own: bool = False) -> list[str]:
    with desk.desk.store.read() as reader:
        token = desk.desk.history.token if own else 0
        found = slots.free(reader, desk.clock(), from_day=MONDAY, limit=500, token=token)
    return [
        span.clock(one.slot.starts_at)
        for one in found
        if one.clinic.name == "London" and span.london_day(one.slot.starts_at) == MONDAY
    ]


def test_another_desk_is_not_offered_what_is_held_and_cannot_book_it(here: TestDesk, there: TestDesk):
    holds.take(here.desk.history, here.slot("10:00").id)
    assert "10:00" not in offered(there)
    assert "10:00" in offered(here, own=True)
    sentence = "Mon 23 Nov 10:00 is being booked by Ann Kay at desk of Ann Kay. Choose another time."
    with pytest.raises(Refusal, match=sentence) as caught:
        there.book("10:00")
    assert caught.value.field == "slot"
    with pytest.raises(Refusal, match=sentence):
        holds.take(there.desk.history, there.slot("10:00").id)
    there.book("10:15", "Tom Ash", "07700 900111")
    with pytest.raises(Refusal, match=sentence):
        there.move("Tom Ash", to="10:00")


def test_a_booking_uses_its_own_hold_up(here: TestDesk, there: TestDesk):
    holds.take(here.desk.history, here.slot("10:00").id)
    here.book("10:00")
    assert held(here) == 0
    here.cancel()
    there.book("10:00")


def test_a_refused_booking_keeps_the_hold(here: TestDesk, there: TestDesk):
    slot = here.slot("10:00").id
    holds.take(here.desk.history, slot)
    with pytest.raises(Refusal, match="cannot be a phone number"):
        here.book("10:00", phone="12")
    assert held(here) == 1
    assert slot in here.desk.history.held


def test_what_is_given_back_is_anybodys(here: TestDesk, there: TestDesk):
    first, second = here.slot("10:00").id, here.slot("10:15").id
    holds.take(here.desk.history, first)
    holds.take(here.desk.history, second)
    holds.give_back(here.desk.history, first)
    assert "10:00" in offered(there)
    assert "10:15" not in offered(there)
    holds.give_back(here.desk.history)
    assert held(here) == 0


def test_a_hold_that_ran_out_is_anybodys(here: TestDesk, there: TestDesk):
    slot = here.slot("10:00").id
    holds.take(here.desk.history, slot)
    run_out(here)
    assert "10:00" in offered(there)
    holds.take(there.desk.history, slot)
    with pytest.raises(Refusal, match="is being booked by Joe Moss"):
        holds.take(here.desk.history, slot)
    with pytest.raises(Refusal, match="is being booked by Joe Moss"):
        here.book("10:00")
    there.book("10:00")


def test_a_hold_that_ran_out_and_that_nobody_took_still_books(here: TestDesk):
    holds.take(here.desk.history, here.slot("10:00").id)
    run_out(here)
    here.book("10:00")
    assert here.line().patient.name == "Jane Holt"


def test_typing_renews_a_hold(here: TestDesk, there: TestDesk):
    slot = here.slot("10:00").id
    holds.take(here.desk.history, slot)
    run_out(here)
    assert holds.take(here.desk.history, slot).lasts == timedelta(minutes=3)
    assert "10:00" not in offered(there)


def test_the_slots_of_a_desk_that_is_gone_are_swept_away(here: TestDesk, there: TestDesk):
    holds.take(here.desk.history, here.slot("10:00").id)
    run_out(here)
    holds.take(there.desk.history, there.slot("11:00").id)
    assert held(here) == 1


@pytest.mark.parametrize("at", ["09:00", "10:00"])
def test_what_cannot_be_booked_cannot_be_held(here: TestDesk, clock, at):
    here.book("10:00")
    clock.move(minutes=30)
    with pytest.raises(Refusal, match="has just been taken|is in the past"):
        holds.take(here.desk.history, here.slot(at).id)
    assert held(here) == 0


def test_a_cancelled_call_is_not_booked_again_where_another_desk_holds_its_slot(
    here: TestDesk, there: TestDesk
):
    here.book("10:00")
    call = here.line().id
    here.cancel()
    holds.take(there.desk.history, here.slot("10:00").id)
    with pytest.raises(Refusal, match="is being booked by Joe Moss"):
        rearranging.take_up(here.desk.history, call)
    with pytest.raises(Refusal, match="is being booked by Joe Moss"):
        here.undo()
    holds.give_back(there.desk.history)
    rearranging.take_up(here.desk.history, call)


@pytest.mark.parametrize("act", [slots.block, slots.withdraw])
def test_what_another_desk_is_just_booking_is_not_blocked_or_withdrawn(here: TestDesk, there: TestDesk, act):
    slot = here.slot("10:00")
    holds.take(here.desk.history, slot.id)
    with pytest.raises(
        Refusal, match="Mon 23 Nov 10:00 is being booked by Ann Kay .* Wait until that is done"
    ):
        act(there.desk.history, [there.slot("09:45"), slot], "Meeting")
    assert {here.slot("09:45").state, here.slot("10:00").state} == {SlotState.OPEN}
    holds.give_back(here.desk.history)
    act(there.desk.history, [slot], "Meeting")
    assert here.slot("10:00").state is not SlotState.OPEN


def test_publishing_withdraws_what_is_held_only_once_it_is_given_back(here: TestDesk, there: TestDesk):
    slot = here.slot("10:00")
    holds.take(here.desk.history, slot.id)
    with there.desk.store.read() as reader:
        rules = [one for one in availability.rota(reader) if one.weekday == 0 and one.clinic == slot.clinic]
    for rule in rules:
        availability.remove(there.desk.history, rule)
    there.publish()
    assert here.slot("10:00").state is SlotState.OPEN
    here.book("10:00")
    here.undo()
    holds.give_back(here.desk.history)
    assert len(there.publish().plan.withdrawing) == 1


def test_undo_of_publishing_takes_no_slot_from_under_who_is_booking_it(here: TestDesk, there: TestDesk):
    slot = here.slot("10:00")
    holds.take(there.desk.history, slot.id)
    sentence = "10:00 is being booked by Joe Moss at desk of Joe Moss"
    with pytest.raises(Refusal, match=f"“Published slots.*” cannot be taken back: Mon 23 Nov {sentence}"):
        here.undo()
    assert here.slot("10:00").state is here.slot("10:15").state is SlotState.OPEN
    holds.give_back(there.desk.history)
    here.undo()
    assert here.slot("10:00").state is SlotState.WITHDRAWN
