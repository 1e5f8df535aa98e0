"""Everything two desks can do to a few slots of a diary, and what each act must come to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from reception.domain import span
from reception.domain.availability import Availability
from reception.domain.call import Attempt, Call, CallStatus, CancelledBy, Result
from reception.domain.change import Change, Edit
from reception.domain.clinician import Clinician
from reception.domain.closure import Closure
from reception.domain.errors import Refusal
from reception.domain.ids import AttemptId, CallId, ClosureId, LeaveId, PatientId, PinId
from reception.domain.leave import Leave
from reception.domain.patient import Patient
from reception.domain.pin import Pin
from reception.domain.slot import Slot, SlotState
from reception.domain.span import Span
from reception.services import (
    availability,
    calls,
    clinicians,
    closures,
    holds,
    leave,
    pinboard,
    publishing,
    rearranging,
    slots,
)  # fmt: skip
from reception.services.calls import Caller
from reception.services.slots import Stretch
from tests.support.life.hours import NewId
from tests.support.life.playing import POOL, Playing

PEOPLE = (("Jane Holt", "07700 900334"), ("Tom Holt", "07700 900334"), ("Nora Blake", "07700 900481"))
DESK = st.integers(0, 1)
SLOT = st.integers(0, 3 * POOL - 1)
SOME = st.integers(0, 50)
HOURS = st.sampled_from((
    {"slot_minutes": 20}, {"slot_minutes": 15}, {"slot_minutes": 15, "gap_minutes": 5}, {"gap_minutes": 0},
    {"starts": time(9, 30)}, {"starts": time(1)}, {"starts": time(1, 30)}, {"ends": time(1, 30)}, {"ends": time(12)},
    {"valid_to": 1}, {"valid_to": None}, {"opens_days_before": 1}, {"opens_days_before": 0}, {"every_weeks": 2},
))  # fmt: skip
"""What is changed of a weekly rule; its last day by how many days after the start it is."""


def some_call(status: CallStatus, least: int = 1) -> Callable[[Any], Any]:
    """Let a rule be played where there are so many calls of a status."""
    return precondition(lambda self: len(self.calls_of(status)) >= least)


class Life(Playing):
    """Everything two desks can do to a few slots of three days."""

    @initialize()
    def open(self) -> None:
        self.begin()
        self.republish(desk=0)
        for person, slot in enumerate((0, 3, POOL)):  # so that there is something to change at once
            self.book(desk=person % 2, slot=slot, person=person)

    # ---- calls

    @rule(desk=DESK, slot=SLOT, person=st.integers(0, 2))
    def book(self, desk: int, slot: int, person: int) -> None:
        (name, phone), to = PEOPLE[person], self.slot(slot).id
        known = self.model.patient(name)

        def edits(new: NewId) -> list[Edit]:
            whole = "+44" + phone.replace(" ", "")[1:]
            patient = known or Patient(
                id=PatientId(new(Patient)), name=name, phone=whole, known_since=self.clock()
            )
            call = Call(
                id=CallId(new(Call)), slot=to, patient=patient.id,
                booked_at=self.clock(), booked_by=self.history(desk).staff.id,
            )  # fmt: skip
            return [*([] if known else [Edit(None, patient)]), Edit(None, call)]

        may = self.model.is_bookable(to, desk)
        caller = Caller(name=name, phone=phone)
        self.does(desk, lambda: calls.book(self.history(desk), to, caller), edits, may=may)

    @some_call(CallStatus.BOOKED)
    @rule(desk=DESK, number=SOME, slot=SLOT)
    def move(self, desk: int, number: int, slot: int) -> None:
        call, to = self.call(number, CallStatus.BOOKED), self.slot(slot).id
        edits = self.model.moved(call, to)
        may = self.model.is_bookable(to, desk)
        self.does(desk, lambda: calls.move(self.history(desk), call, to), lambda _: edits, may=may)

    @some_call(CallStatus.BOOKED, 2)
    @rule(desk=DESK, number=SOME, other=SOME)
    def swap(self, desk: int, number: int, other: int) -> None:
        one, two = (self.call(n, CallStatus.BOOKED) for n in (number, other))
        edits = (*self.model.moved(one, two.slot), *self.model.moved(two, one.slot))
        starts = [self.model.slots[call.slot].starts_at for call in (one, two)]
        may = one.id != two.id and min(starts) >= self.clock()
        act = lambda: rearranging.swap(self.history(desk), one.id, two.id)  # noqa: E731
        self.does(desk, act, lambda _: edits, may=may)

    @some_call(CallStatus.BOOKED)
    @rule(desk=DESK, number=SOME, by=st.sampled_from(CancelledBy), reason=st.sampled_from(["Ill", "No time"]))
    def cancel(self, desk: int, number: int, by: CancelledBy, reason: str) -> None:
        call = self.call(number, CallStatus.BOOKED)
        edits = self.model.cancelled(call, by, reason)
        self.does(desk, lambda: calls.cancel(self.history(desk), call, by=by, reason=reason), lambda _: edits)

    @some_call(CallStatus.CANCELLED)
    @rule(desk=DESK, number=SOME)
    def take_up(self, desk: int, number: int) -> None:
        call = self.call(number, CallStatus.CANCELLED)
        edit = Edit(call, replace(call, status=CallStatus.BOOKED, cancelled_by=None, cancel_reason=""))
        may = self.model.is_bookable(call.slot, desk)
        self.does(desk, lambda: rearranging.take_up(self.history(desk), call.id), lambda _: [edit], may=may)

    @some_call(CallStatus.BOOKED)
    @rule(desk=DESK, number=SOME, result=st.sampled_from([Result.NO_ANSWER, Result.NOT_SUITABLE]))
    def record(self, desk: int, number: int, result: Result) -> None:
        call = self.call(number, CallStatus.BOOKED)
        told: list[Change] = []

        def act() -> Change:
            told.append(calls.record(self.history(desk), call, result))
            return told[0]

        def edits(new: NewId) -> Sequence[Edit]:
            attempt = Attempt(
                id=AttemptId(new(Attempt)), call=call.id, at=self.clock(), by=self.history(desk).staff.id,
                phone=self.model.of(Patient)[call.patient].phone, result=result,
            )  # fmt: skip
            return self.model.recorded(call, attempt, self.next_try(call, result, told))

        self.does(desk, act, edits)

    def next_try(self, call: Call, result: Result, told: list[Change]) -> datetime | None:
        """Return when the program says to try again, which has tests of its own: as agreed, or in a clinic's hours."""
        found = next(
            (edit.after.next_try for one in told for edit in one.edits if isinstance(edit.after, Call)), None
        )
        if told:
            assert (found is None) == (result is not Result.NO_ANSWER or call.attempts >= 2)
        agreed = self.model.slots[call.slot].starts_at
        if found is not None:
            assert found > self.clock()
            assert found >= agreed
        if found not in (None, agreed):
            wall = span.london(found)
            assert time(9) <= wall.time() < time(18)
            assert wall.weekday() < 6
        return found

    @some_call(CallStatus.DONE)
    @rule(desk=DESK, number=SOME)
    def reopen(self, desk: int, number: int) -> None:
        call = self.call(number, CallStatus.DONE)
        edit = Edit(call, replace(call, status=CallStatus.BOOKED))
        self.does(desk, lambda: calls.reopen(self.history(desk), call), lambda _: [edit])

    @some_call(CallStatus.BOOKED)
    @rule(desk=DESK, number=SOME)
    def park_or_take_off(self, desk: int, number: int) -> None:
        call = self.call(number, CallStatus.BOOKED)
        there = [Edit(pin, None) for pin in self.model.pins_of(call)]

        def edits(new: NewId) -> Sequence[Edit]:
            staff = self.history(desk).staff.id
            return there or [Edit(None, Pin(id=PinId(new(Pin)), call=call.id, at=self.clock(), by=staff))]

        act = pinboard.take_off if there else pinboard.park
        self.does(desk, lambda: act(self.history(desk), call.id), edits)

    # ---- slots

    @rule(desk=DESK, slot=SLOT)
    def block_or_release(self, desk: int, slot: int) -> None:
        there = self.slot(slot)
        if there.state is SlotState.OPEN:
            self.block(desk, [there])
        elif there.state is SlotState.BLOCKED or there.reason:
            self.release(desk, [there])

    def block(self, desk: int, there: Sequence[Slot]) -> None:
        edits = self.model.stopped(there, SlotState.BLOCKED, "Meeting")
        self.does(desk, lambda: slots.block(self.history(desk), there, "Meeting"), lambda _: edits)

    def release(self, desk: int, there: Sequence[Slot]) -> None:
        edits = self.model.released(there)
        self.does(desk, lambda: slots.release(self.history(desk), there), lambda _: edits)

    @rule(desk=DESK, slot=SLOT)
    def withdraw(self, desk: int, slot: int) -> None:
        there = self.slot(slot)
        if there.state is not SlotState.WITHDRAWN:
            edits = self.model.stopped([there], SlotState.WITHDRAWN, "Not needed")
            act = lambda: slots.withdraw(self.history(desk), [there], "Not needed")  # noqa: E731
            self.does(desk, act, lambda _: edits)

    @rule(desk=DESK, slot=SLOT)
    def block_or_release_span(self, desk: int, slot: int) -> None:
        """Block what is free in an hour, or release what is blocked in it."""
        at = self.slot(slot)
        hour = Stretch(clinic=at.clinic, span=Span(at.starts_at, at.starts_at + timedelta(hours=1)))
        with self.desks[desk].desk.store.read() as reader:
            found = slots.touched(reader, hour, self.clock())
        there = [
            one
            for one in self.model.slots.values()
            if one.clinic == at.clinic and one.span.overlaps(hour.span)
        ]
        free = [one for one in there if one.state is SlotState.OPEN and self.model.live(one.id) is None]
        assert set(found.free) == set(free)
        assert set(found.blocked) == {one for one in there if one.state is SlotState.BLOCKED}
        if found.free:
            self.block(desk, found.free)
        elif found.blocked:
            self.release(desk, found.blocked)

    @rule(desk=DESK, slot=SLOT)
    def hold(self, desk: int, slot: int) -> None:
        where = self.slot(slot).id
        may = self.model.is_bookable(where, desk)
        try:
            holds.take(self.history(desk), where)
        except Refusal:
            assert not may
            self.note("Refused")
        else:
            assert may
            self.model.held[where] = desk
            self.note("Held")

    @rule(desk=DESK)
    def give_back(self, desk: int) -> None:
        holds.give_back(self.history(desk))
        self.model.held = {slot: whose for slot, whose in self.model.held.items() if whose != desk}
        self.note("Given back")

    # ---- absences, people and their hours

    @rule(desk=DESK, number=SOME)
    def close_or_open(self, desk: int, number: int) -> None:
        history, there = self.history(desk), self.thing(Closure, number)
        if there is not None:
            act = lambda: closures.reopen(history, there, "London")  # noqa: E731
            self.does(desk, act, lambda _: [Edit(there, None)])
            return
        made = Closure(id=ClosureId(0), clinic=self.london.id, **self.part_of_day(number))
        self.does(
            desk,
            lambda: closures.close(history, made, self.london),
            lambda new: [Edit(None, replace(made, id=new(Closure)))],
        )

    def part_of_day(self, number: int) -> dict[str, Any]:
        """Return a part of one of the days: in the night of the change one that reaches over it."""
        day = self.season.days[number % 3]
        starts, ends = (time(1, 30), time(2, 10)) if day.weekday() == 6 else (time(9), time(9, 40))
        return {"first": day, "last": day, "starts": starts, "ends": ends}

    @rule(desk=DESK, number=SOME)
    def leave_or_return(self, desk: int, number: int) -> None:
        history, there = self.history(desk), self.thing(Leave, number)
        if there is not None:
            self.does(desk, lambda: leave.end(history, there), lambda _: [Edit(there, None)])
            return
        who = self.thing(Clinician, number)
        made = Leave(id=LeaveId(0), clinician=who.id, **self.part_of_day(number // 2))
        self.does(
            desk,
            lambda: leave.take(history, made),
            lambda new: [Edit(None, replace(made, id=new(Leave)))],
            may=not who.retired,
        )

    @rule(desk=DESK, number=SOME)
    def retire_or_bring_back(self, desk: int, number: int) -> None:
        who = self.thing(Clinician, number)
        edits = (Edit(who, replace(who, retired=not who.retired)),)
        act = clinicians.bring_back if who.retired else clinicians.retire
        plan = self.model.comeback(edits)
        self.does(desk, lambda: act(self.history(desk), who), lambda _: edits, plan=plan)

    @rule(desk=DESK, number=SOME, hours=HOURS, publish=st.booleans())
    def edit_rule(self, desk: int, number: int, hours: dict[str, Any], publish: bool) -> None:
        """Change a weekly rule of one of the days, and perhaps publish it in the same step."""
        seen = self.thing(Availability, number)
        if hours.get("valid_to"):
            hours = {"valid_to": self.season.start.date() + timedelta(days=hours["valid_to"])}
        new = replace(seen, **hours)
        edits, plan = self.model.edited(seen, new, publish=publish)
        is_working = not self.model.of(Clinician)[seen.clinician].retired
        act = lambda: availability.edit(self.history(desk), seen, new, publish=publish)  # noqa: E731
        self.does(
            desk,
            act,
            lambda _: edits,
            may=new != seen and is_working and self.model.is_ever_worked(new),
            plan=plan,
        )

    @rule(desk=DESK)
    def republish(self, desk: int) -> None:
        """Publish a week again: what is free is then what the rota asks for, and what is so already is left alone."""
        first = span.london_day(self.clock())
        plan = self.model.plan(first, first + timedelta(days=6))

        def publish() -> Change | None:
            return publishing.publish(self.history(desk), first=first, weeks=1).change

        def act() -> Change:
            change = publish()
            assert change is not None, "there was something to publish"
            return change

        if plan.is_empty:
            self.note("Nothing to publish")
        else:
            self.does(desk, act, lambda _: [], plan=plan)
        assert publish() is None

    @precondition(lambda self: hasattr(self, "model"))
    @rule(minutes=st.sampled_from([1, 15, 60, 16 * 60, 24 * 60]))
    def later(self, minutes: int) -> None:
        """Let time pass, but not beyond the last day; who holds a slot has given it back by then."""
        now = (self.clock() + timedelta(minutes=minutes)).replace(second=0, microsecond=0)
        if now < datetime.combine(self.season.days[-1], time(10), UTC):
            self.give_back(0)
            self.give_back(1)
            self.it_is(now)

    # ---- taking back

    @rule(desk=DESK, times=st.integers(1, 3))
    def undo(self, desk: int, times: int = 1) -> None:
        steps = self.steps[desk]
        for _ in range(times):
            self.steps_back(desk, self.desks[desk].undo, steps.undo, steps.redo)

    @precondition(lambda self: hasattr(self, "steps") and any(one.redo for one in self.steps))
    @rule(desk=DESK, times=st.integers(1, 3))
    def redo(self, desk: int, times: int = 1) -> None:
        steps = self.steps[desk]
        for _ in range(times):
            self.steps_back(desk, self.desks[desk].redo, steps.redo, steps.undo)
