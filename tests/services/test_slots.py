"""Slots that are blocked, withdrawn and released, one or a stretch of them, on both engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from reception.domain import slot as rules
from reception.domain import span
from reception.domain.closure import Closure
from reception.domain.errors import Conflict, Refusal
from reception.domain.ids import CallId, ClosureId, SlotId
from reception.domain.slot import BlockKind, Slot, SlotState
from reception.domain.span import Span
from reception.services import availability, boards, clinics, closures, past, slots
from reception.services.slots import Stretch, Touched
from reception.storage import calls as call_rows
from reception.storage import slots as slot_rows
from tests.support.desks import Clock, TestDesk


def touched(desk: TestDesk, clock: Clock, start: str = "10:00", end: str = "11:00") -> Touched:
    first = desk.slot("10:00")

    def at(text: str) -> datetime:
        return span.parse_moment(f"{span.london_day(first.starts_at)} {text}")

    with desk.desk.store.read() as reader:
        where = clinics.named(reader, "London").id
        stretch = Stretch(clinic=where, clinician=first.clinician, span=Span(at(start), at(end)))
        return slots.touched(reader, stretch, clock())


def states(desk: TestDesk, *times: str) -> list[str]:
    return [str(desk.slot(at).state) for at in times]


def test_a_stretch_is_blocked_and_released_as_one_change(here: TestDesk, clock: Clock):
    here.book("10:15")
    found = touched(here, clock)
    assert len(found.free) == 3
    assert [line.patient.name for line in found.booked] == ["Jane Holt"]
    change = slots.block(here.desk.history, found.free, "Team", BlockKind.MEETING)
    assert str(change) == "Blocked Mon 23 Nov 10:00 to 11:00, 3 slots"
    blocked = here.slot("10:00")
    assert (blocked.state, blocked.reason, blocked.kind) == (SlotState.BLOCKED, "Team", BlockKind.MEETING)
    here.undo()
    assert states(here, "10:00", "10:30", "10:45") == ["open"] * 3
    here.redo()
    slots.release(here.desk.history, touched(here, clock).blocked)
    assert states(here, "10:00", "10:30", "10:45") == ["open"] * 3
    assert here.slot("10:00").kind is None


def test_a_stretch_touches_slots_that_reach_into_it(here: TestDesk, clock: Clock):
    assert len(touched(here, clock, "10:10", "10:20").free) == 2
    with pytest.raises(Refusal, match="The span ends before it starts"):
        touched(here, clock, "11:00", "10:00")


def test_a_booked_slot_among_them_refuses_them_all(here: TestDesk):
    some = [here.slot("10:00"), here.slot("10:15")]
    here.book("10:15")
    for act in (slots.block, slots.withdraw):
        with pytest.raises(Refusal, match="Mon 23 Nov 10:15 is booked. Move or cancel the call first"):
            act(here.desk.history, some, "")
    assert states(here, "10:00") == ["open"]


def test_what_is_withdrawn_is_gone_until_it_is_brought_back(here: TestDesk, clock: Clock):
    found = touched(here, clock)
    slots.block(here.desk.history, found.free[:1], "")
    found = touched(here, clock)
    slots.withdraw(here.desk.history, [*found.free, *found.blocked], "Room is painted")
    found = touched(here, clock)
    assert (found.free, found.blocked, len(found.withdrawn)) == ((), (), 4)
    change = slots.release(here.desk.history, found.withdrawn)
    assert str(change) == "Brought back: Mon 23 Nov 10:00 to 11:00, 4 slots"
    assert len(touched(here, clock).free) == 4


def test_what_publishing_withdrew_is_not_of_a_stretch(here: TestDesk, clock: Clock):
    here.undo()
    assert touched_after_undo(here, clock) == Touched()


def touched_after_undo(desk: TestDesk, clock: Clock) -> Touched:
    with desk.desk.store.read() as reader:
        where = clinics.named(reader, "London").id
        day = span.day_span(span.london_day(clock()))
        return slots.touched(reader, Stretch(clinic=where, span=day), clock())


def test_the_diary_counts_as_free_what_can_be_booked_and_nothing_else(here: TestDesk, clock: Clock):
    with here.desk.store.read() as reader:
        london = clinics.named(reader, "London")
        rules_of_monday = [one for one in availability.rota(reader) if one.weekday == 0]
    kept = rules_of_monday[0]
    availability.edit(here.desk.history, kept, replace(kept, opens_days_before=2))
    here.publish()
    here.book(here.free_times(1)[0])
    slots.block(here.desk.history, touched(here, clock, "11:00", "11:30").free, "")
    next_week = span.london_day(clock()) + timedelta(days=7)
    shut = Closure(id=ClosureId(0), clinic=None, first=next_week, last=next_week, starts=time(15))
    closures.close(here.desk.history, shut, london)
    clock.move(hours=3)
    with here.desk.store.read() as reader:
        first = span.london_day(clock())
        board = boards.of_days(reader, first, first + timedelta(days=13))
        ahead = Span(clock(), span.days_span(board.first, board.last).end)
        found = slot_rows.free_between(reader, ahead, now=clock())
        free = {one.id for one in found}
        count = slot_rows.count_between(reader, span.day_span(next_week), london.id)
    assert board.free(clock()) == free
    later = [one for one in board.slots if one.opens_later(clock())]
    assert later
    assert not free & {one.id for one in later}
    assert {rules.opens_text(one, clock()) for one in later} == {"opens Sat 28 Nov"}
    there = [
        one for one in board.slots if one.clinic == london.id and span.london_day(one.starts_at) == next_week
    ]
    before = [one for one in there if span.clock(one.starts_at) < "15:00"]
    assert 0 < count == len(before) < len(there), "in a closure nothing is offered"


def test_two_desks_that_block_the_same_slot(here: TestDesk, there: TestDesk):
    slot = here.slot("10:00")
    slots.block(there.desk.history, [slot], "Lunch")
    with pytest.raises(Conflict):
        slots.block(here.desk.history, [slot], "Away")
    assert here.slot("10:00").reason == "Lunch"


def test_none_and_too_many_at_once_are_refused(here: TestDesk):
    slot = here.slot("10:00")
    with pytest.raises(Refusal, match="There is no such slot"):
        slots.block(here.desk.history, [], "")
    with pytest.raises(Refusal, match="Choose at most 2,000 at a time"):
        slots.block(here.desk.history, [slot] * (rules.MOST_AT_ONCE + 1), "")


def test_more_slots_than_a_statement_can_name_are_read_all_the_same(here: TestDesk, clock: Clock):
    """A stretch of years of a clinic group has that many; they are more than PostgreSQL takes values at once."""
    here.book("10:15")
    free, taken = here.slot("10:00"), here.slot("10:15")
    many = [SlotId(number) for number in range(1, 70_000)]
    with here.desk.store.read() as reader:
        found = slots.among(reader, [free.id, *many, taken.id], clock())
        assert slot_rows.booked_among(reader, [free.id, *many, taken.id]) == {taken.id}
        call = here.line().id
        assert list(call_rows.some(reader, [*map(CallId, many), call])) == [call]
    assert [one.id for one in found.free] == [free.id]
    assert [one.patient.name for one in found.booked] == ["Jane Holt"]


def test_a_stretch_of_too_many_slots_is_refused_by_their_number(here: TestDesk, clock: Clock):
    here.publish(weeks=8)
    stretch = Stretch(span=Span(clock(), clock() + timedelta(days=60)))
    with here.desk.store.read() as reader:
        found = slots.touched(reader, stretch, clock())
    assert len(found.free) > rules.MOST_AT_ONCE
    for act in (slots.block, slots.withdraw):
        with pytest.raises(
            Refusal, match=f"These are {len(found.free):,} slots. Choose at most 2,000 at a time."
        ):
            act(here.desk.history, found.free, "Moving house")
    with pytest.raises(Refusal, match="Choose at most 2,000 at a time"):
        slots.release(here.desk.history, found.free)


def test_a_slot_is_released_at_once_and_keeps_when(clock: Clock):
    starts = clock() + timedelta(days=3)
    shut = Slot(
        id=1, clinic=1, clinician=1, starts_at=starts, ends_at=starts + timedelta(minutes=15),  # type: ignore[arg-type]
        opens_at=clock() + timedelta(days=1),
    )  # fmt: skip
    (edit,) = rules.release([shut], clock()).edits
    assert isinstance(edit.after, Slot)
    assert edit.after.opens_at == clock()
    assert rules.opens_text(shut, clock()) == "opens Tue 24 Nov 09:00"
    assert rules.opens_text(edit.after, clock()) == ""


def test_how_chosen_slots_stand_is_read_with_the_calls_in_them(here: TestDesk, clock: Clock):
    free, taken, shut, gone = (here.slot(at) for at in ("10:00", "10:15", "10:30", "10:45"))
    here.book("10:15")
    slots.block(here.desk.history, [shut], "Meeting")
    slots.withdraw(here.desk.history, [gone], "Building works")
    with here.desk.store.read() as reader:
        found = slots.among(reader, [gone.id, taken.id, free.id, shut.id], clock())
    assert [one.id for one in found.free] == [free.id]
    assert [one.id for one in found.blocked] == [shut.id]
    assert [one.id for one in found.withdrawn] == [gone.id]
    assert [one.patient.name for one in found.booked] == ["Jane Holt"]


def test_a_stretch_may_be_of_every_clinic(here: TestDesk, clock: Clock):
    first = here.slot("10:00")
    stretch = Stretch(clinician=first.clinician, span=Span(first.starts_at, first.ends_at))
    with here.desk.store.read() as reader:
        assert slots.touched(reader, stretch, clock()).free == (first,)


def test_the_diary_tells_what_people_withdrew_and_not_what_publishing_did(here: TestDesk, clock: Clock):
    gone = here.slot("10:00")
    slots.withdraw(here.desk.history, [gone], "Building works")
    before = clock()
    clock.move(minutes=1)
    with here.desk.store.read() as reader:
        day = span.london_day(gone.starts_at)
        assert [one.id for one in boards.of_days(reader, day, day).withdrawn] == [gone.id]
        (rule,) = (
            one
            for one in availability.rota(reader)
            if (one.weekday, one.clinician) == (day.weekday(), gone.clinician)
            and one.starts <= time(10) < one.ends
        )
    slots.release(here.desk.history, [replace(gone, state=SlotState.WITHDRAWN, reason="Building works")])
    availability.edit(here.desk.history, rule, replace(rule, starts=time(11)), publish=True)
    with here.desk.store.read() as reader:
        assert boards.of_days(reader, day, day).withdrawn == ()
        assert [one.id for one in past.board(reader, before, day, day).board.withdrawn] == [gone.id]
