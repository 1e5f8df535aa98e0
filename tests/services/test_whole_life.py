"""The whole life of a diary against a small model: two desks do everything that can be done, in any order.

What must hold after every step, on both engines: no clinician is in two calls at once, no slot is booked twice, no
patient is called twice at one moment, no acknowledged call is lost, and the diary is exactly what the model says.
The days are those around the end of summer time. The short form runs in the tests; RECEPTION_LONG=1 takes more than
100,000 steps.
"""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations, count, pairwise
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from reception.domain.availability import Availability
from reception.domain.call import Call, CallStatus, CancelledBy, Result
from reception.domain.change import Change
from reception.domain.clinician import Clinician
from reception.domain.closure import Closure
from reception.domain.errors import Conflict, Refusal
from reception.domain.ids import CallId, ClinicianId, ClosureId, LeaveId, SlotId
from reception.domain.leave import Leave
from reception.domain.patient import Patient
from reception.domain.pin import Pin
from reception.domain.slot import Publication, Slot, SlotState
from reception.domain.span import Span
from reception.services import (
    availability,
    boards,
    calls,
    clinicians,
    clinics,
    closures,
    holds,
    leave,
    pinboard,
    rearranging,
    slots,
)  # fmt: skip
from reception.services.calls import Caller
from reception.services.slots import Stretch
from tests.support.desks import Clock, Practice, practice, practice_at

IS_LONG = bool(os.environ.get("RECEPTION_LONG"))
LONG = 3_000
"""How often the long form begins anew, each time for up to 50 steps: more than 100,000 in all."""
START = datetime(2026, 10, 23, 8, 0, tzinfo=UTC)
"""09:00 of a Friday; on Sunday the clocks go back."""
DAYS = (date(2026, 10, 24), date(2026, 10, 26))
POOL = 5
"""How many slots of each day are played with, from the earliest on: some of them start at the same time."""
PEOPLE = (("Jane Holt", "07700 900334"), ("Tom Holt", "07700 900334"), ("Nora Blake", "07700 900481"))
DESK = st.integers(0, 1)
SLOT = st.integers(0, 2 * POOL - 1)
SOME = st.integers(0, 50)
HOURS = st.sampled_from((
    {"slot_minutes": 20}, {"slot_minutes": 15}, {"slot_minutes": 15, "gap_minutes": 5}, {"gap_minutes": 0},
    {"starts": time(9, 30)}, {"starts": time(9)}, {"ends": time(10)}, {"ends": time(12)},
    {"valid_to": date(2026, 10, 25)}, {"valid_to": None}, {"opens_days_before": 1}, {"opens_days_before": 0},
))  # fmt: skip
"""What is changed of a weekly rule."""


@dataclass
class Steps:
    """What one desk can undo and redo, as the model sees it."""

    undo: list[Change] = field(default_factory=list)
    redo: list[Change] = field(default_factory=list)


class Life(RuleBasedStateMachine):
    """Everything two desks can do to a few slots of two days."""

    make: ClassVar[Callable[[], Practice]]
    steps_taken: ClassVar[int] = 0
    came_about: ClassVar[Counter[str]] = Counter()

    @initialize()
    def open(self) -> None:
        self.practice = type(self).make()
        self.clock = self.practice.clock
        self.desks = [self.practice.desk("Ann Kay"), self.practice.desk("Joe Moss")]
        self.desks[0].publish(weeks=2, first=START.date())
        self.steps = [Steps(), Steps()]
        self.steps[0].undo.append(self._published())
        with self.desks[0].desk.store.read() as reader:
            self.london = clinics.named(reader, "London")
            self.rota = {one.id: one for one in reader.all(Availability)}
            self.people = {one.id: one for one in reader.all(Clinician)}
        self.all_slots: dict[SlotId, Slot] = {}
        self.pool: list[SlotId] = []
        self.look_at_days()
        self.leaves: dict[LeaveId, Leave] = {}
        self.calls: dict[CallId, Call] = {}
        self.pins: dict[CallId, Pin] = {}
        self.held: dict[SlotId, int] = {}
        self.closures: dict[int, Closure] = {}
        for person, slot in enumerate(
            (0, 3, POOL)
        ):  # so that from the first step on there is something to change
            self.book(desk=person % 2, slot=slot, person=person)

    def look_at_days(self) -> None:
        """Know every slot of the two days, and play with the first of each that are there."""
        with self.desks[0].desk.store.read() as reader:
            self.all_slots |= reader.some(Slot, self.all_slots)
            shown = [boards.of_days(reader, day, day).slots for day in DAYS]
        self.all_slots |= {slot.id: slot for one in shown for slot in one}
        first = [slot.id for one in shown for slot in one[:POOL]]
        self.pool = [*first, *(one for one in self.pool if one not in first)][: 2 * POOL]

    def _published(self) -> Change:
        with self.desks[0].desk.store.read() as reader:
            from reception.storage import journal

            entry = next(iter(reversed(journal.since(reader.connection, 0))))
            return journal.change_of(reader.connection, entry)

    def teardown(self) -> None:
        if hasattr(self, "practice"):
            self.practice.close()

    # ---- what the model says

    def live(self, slot: SlotId) -> Call | None:
        return next((call for call in self.calls.values() if call.slot == slot and call.is_live), None)

    def is_closed(self, slot: Slot) -> bool:
        absences = (*self.closures.values(), *self.leaves.values())
        is_away = any(gap.holds(slot) for one in absences for gap in one.gaps)
        return is_away or self.people[slot.clinician].retired

    def is_free(self, slot: SlotId, desk: int) -> bool:
        there = self.all_slots[slot]
        return (
            there.state is SlotState.OPEN
            and self.live(slot) is None
            and there.starts_at >= self.clock()
            and not there.opens_later(self.clock())
            and not self.is_closed(there)
            and self.held.get(slot, desk) == desk
        )

    def is_called_at(self, patient: int | None, slot: SlotId, besides: CallId | None = None) -> bool:
        at = self.all_slots[slot].starts_at
        return patient is not None and any(
            call.patient == patient and call.status is CallStatus.BOOKED and call.id != besides
            and self.all_slots[call.slot].starts_at == at
            for call in self.calls.values()
        )  # fmt: skip

    def patient(self, person: int) -> int | None:
        with self.desks[0].desk.store.read() as reader:
            found = [one.id for one in reader.all(Patient) if one.name == PEOPLE[person][0]]
        return found[0] if found else None

    def one_of(self, number: int, *states: CallStatus) -> Call | None:
        there = [call for _, call in sorted(self.calls.items()) if call.status in states]
        return there[number % len(there)] if there else None

    # ---- doing, and what it comes to

    def does(self, desk: int, act: Callable[[], Change], *, may: bool | None) -> Change | None:
        """Do something at a desk: it must come about where `may`, be refused where not, and None may go either way."""
        try:
            change = act()
        except (Refusal, Conflict):
            assert may is not True, "what nothing stands in the way of was refused"
            return None
        assert may is not False, f"{change} should have been refused"
        type(self).came_about[change.action] += 1
        self.take_in(change)
        self.steps[desk].undo.append(change)
        self.steps[desk].redo.clear()
        return change

    def take_in(self, change: Change) -> None:
        for edit in change.edits:
            value = edit.after if edit.after is not None else edit.before
            kept: dict[type[Any], dict[Any, Any]] = {
                Call: self.calls, Closure: self.closures, Slot: self.all_slots, Leave: self.leaves,
                Availability: self.rota, Clinician: self.people,
            }  # fmt: skip
            there = kept.get(type(value))
            if isinstance(value, Pin):
                self._put(self.pins, value.call, edit.after)
            elif there is not None:
                assert value is not None
                self._put(there, value.id, edit.after)
            if isinstance(edit.after, Call):
                self.held.pop(edit.after.slot, None)

    @staticmethod
    def _put(there: dict[Any, Any], key: int, value: object) -> None:
        if value is None:
            del there[key]
        else:
            there[key] = value

    @rule(desk=DESK, slot=SLOT, person=st.integers(0, 2))
    def book(self, desk: int, slot: int, person: int) -> None:
        name, phone = PEOPLE[person]
        where = self.pool[slot]
        may = self.is_free(where, desk) and not self.is_called_at(self.patient(person), where)
        history = self.desks[desk].desk.history
        change = self.does(desk, lambda: calls.book(history, where, Caller(name=name, phone=phone)), may=may)
        if change is not None:
            assert self.live(where) is not None

    @rule(desk=DESK, number=SOME, slot=SLOT)
    def move(self, desk: int, number: int, slot: int) -> None:
        call, to = self.one_of(number, CallStatus.BOOKED), self.pool[slot]
        if call is None:
            return
        may = self.is_free(to, desk) and not self.is_called_at(call.patient, to, besides=call.id)
        self.does(desk, lambda: calls.move(self.desks[desk].desk.history, call, to), may=may)

    @rule(desk=DESK, number=SOME, other=SOME)
    def swap(self, desk: int, number: int, other: int) -> None:
        one, two = (self.one_of(n, CallStatus.BOOKED) for n in (number, other))
        if one is None or two is None:
            return
        change = self.does(
            desk, lambda: rearranging.swap(self.desks[desk].desk.history, one.id, two.id), may=None
        )
        if change is not None:
            assert (self.calls[one.id].slot, self.calls[two.id].slot) == (two.slot, one.slot)

    @rule(desk=DESK, number=SOME)
    def cancel(self, desk: int, number: int) -> None:
        call = self.one_of(number, CallStatus.BOOKED)
        if call is not None:
            history = self.desks[desk].desk.history
            self.does(
                desk, lambda: calls.cancel(history, call, by=CancelledBy.PATIENT, reason="Ill"), may=True
            )

    @rule(desk=DESK, number=SOME)
    def take_up(self, desk: int, number: int) -> None:
        call = self.one_of(number, CallStatus.CANCELLED)
        if call is None:
            return
        may = self.is_free(call.slot, desk) and not self.is_called_at(call.patient, call.slot)
        self.does(desk, lambda: rearranging.take_up(self.desks[desk].desk.history, call.id), may=may)

    @rule(desk=DESK, number=SOME, result=st.sampled_from([Result.NO_ANSWER, Result.NOT_SUITABLE]))
    def record(self, desk: int, number: int, result: Result) -> None:
        call = self.one_of(number, CallStatus.BOOKED)
        if call is not None:
            self.does(desk, lambda: calls.record(self.desks[desk].desk.history, call, result), may=True)

    @rule(desk=DESK, number=SOME)
    def reopen(self, desk: int, number: int) -> None:
        call = self.one_of(number, CallStatus.DONE)
        if call is not None:
            self.does(desk, lambda: calls.reopen(self.desks[desk].desk.history, call), may=None)

    @rule(desk=DESK, number=SOME)
    def park(self, desk: int, number: int) -> None:
        call = self.one_of(number, CallStatus.BOOKED)
        if call is not None:
            act = pinboard.take_off if call.id in self.pins else pinboard.park
            self.does(desk, lambda: act(self.desks[desk].desk.history, call.id), may=True)

    @rule(desk=DESK, slot=SLOT)
    def block_or_release(self, desk: int, slot: int) -> None:
        there = self.all_slots[self.pool[slot]]
        history = self.desks[desk].desk.history
        if there.state is SlotState.OPEN:
            may: bool | None = self.live(there.id) is None
            self.does(desk, lambda: slots.block(history, [there], "Meeting"), may=may)
        elif there.state is SlotState.BLOCKED:
            self.does(desk, lambda: slots.release(history, [there]), may=True)

    @rule(desk=DESK, number=SOME)
    def close_or_open(self, desk: int, number: int) -> None:
        history = self.desks[desk].desk.history
        if self.closures:
            one = sorted(self.closures.values(), key=lambda one: one.id)[number % len(self.closures)]
            self.does(desk, lambda: closures.reopen(history, one, "London"), may=True)
            return
        day = DAYS[number % 2]
        made = Closure(id=ClosureId(0), clinic=None, first=day, last=day, starts=time(9), ends=time(9, 40))
        self.does(desk, lambda: closures.close(history, made, self.london), may=True)

    @rule(desk=DESK, slot=SLOT)
    def withdraw(self, desk: int, slot: int) -> None:
        there = self.all_slots[self.pool[slot]]
        history = self.desks[desk].desk.history
        if there.state is SlotState.WITHDRAWN and there.reason:
            self.does(desk, lambda: slots.release(history, [there]), may=None)
        elif there.state is not SlotState.WITHDRAWN:
            may = self.live(there.id) is None
            self.does(desk, lambda: slots.withdraw(history, [there], "Not needed"), may=may)

    @rule(desk=DESK, slot=SLOT)
    def block_or_release_span(self, desk: int, slot: int) -> None:
        """Block what is free in an hour, or release what is blocked in it."""
        at = self.all_slots[self.pool[slot]]
        hour = Stretch(clinic=at.clinic, span=Span(at.starts_at, at.starts_at + timedelta(hours=1)))
        history = self.desks[desk].desk.history
        with self.desks[desk].desk.store.read() as reader:
            found = slots.touched(reader, hour, self.clock())
        for one in (*found.free, *found.blocked):
            assert self.all_slots[one.id] == one
        if found.free:
            self.does(desk, lambda: slots.block(history, found.free, "Meeting"), may=True)
        elif found.blocked:
            self.does(desk, lambda: slots.release(history, found.blocked), may=True)

    @rule(desk=DESK, number=SOME)
    def leave_or_return(self, desk: int, number: int) -> None:
        history = self.desks[desk].desk.history
        if self.leaves:
            one = sorted(self.leaves.values(), key=lambda one: one.id)[number % len(self.leaves)]
            self.does(desk, lambda: leave.end(history, one), may=True)
            return
        who = sorted(self.people)[number % len(self.people)]
        day = DAYS[number % 2]
        made = Leave(
            id=LeaveId(0), clinician=ClinicianId(who), first=day, last=day, starts=time(9), ends=time(10)
        )
        may = not self.people[who].retired
        self.does(desk, lambda: leave.take(history, made), may=may)

    @rule(desk=DESK, number=SOME)
    def retire_or_bring_back(self, desk: int, number: int) -> None:
        history, who = (
            self.desks[desk].desk.history,
            self.people[sorted(self.people)[number % len(self.people)]],
        )
        act = clinicians.bring_back if who.retired else clinicians.retire
        if self.does(desk, lambda: act(history, who), may=True):
            self.look_at_days()

    @rule(desk=DESK, number=SOME, hours=HOURS, publish=st.booleans())
    def edit_rule(self, desk: int, number: int, hours: dict[str, Any], publish: bool) -> None:
        """Change a weekly rule of one of the days, and perhaps publish it in the same step."""
        weekdays = {day.weekday() for day in DAYS}
        there = [one for _, one in sorted(self.rota.items()) if one.weekday in weekdays]
        seen = there[number % len(there)]
        new = replace(seen, **hours)
        history = self.desks[desk].desk.history
        may = (
            None if replace(new, example=False) != seen and not self.people[seen.clinician].retired else False
        )
        if self.does(desk, lambda: availability.edit(history, seen, new, publish=publish), may=may):
            self.look_at_days()

    @rule(desk=DESK)
    def republish(self, desk: int) -> None:
        """Publish the same weeks again: what is free is then what the rota asks for, and nothing has to change."""
        first = max(START.date(), self.clock().date())
        told = self.desks[desk].publish(weeks=2, first=first)
        if told.change is not None:
            type(self).came_about[told.change.action] += 1
            self.steps[desk].undo.append(told.change)
            self.steps[desk].redo.clear()
            self.look_at_days()
            assert self.desks[desk].publish(weeks=2, first=first).change is None
        for day in DAYS:
            if day >= first:
                self.check_published(day)

    def check_published(self, day: date) -> None:
        """Check that what is free on a day is just what the rota asks for, and what is not there is in the way."""
        now = self.clock()
        asked = {
            (one.clinician, one.clinic, when)
            for one in self.rota.values()
            for when in one.spans_on(day)
            if when.start >= now and not self.people[one.clinician].retired
        }
        there = [
            one for one in self.all_slots.values() if one.starts_at.date() == day and one.starts_at >= now
        ]
        free = {
            (one.clinician, one.clinic, one.span)
            for one in there
            if one.state is SlotState.OPEN and self.live(one.id) is None
        }
        assert free <= asked
        fixed = [one for one in there if self.live(one.id) or one.state is SlotState.BLOCKED]
        fixed += [one for one in there if one.state is SlotState.WITHDRAWN and one.reason]
        begun = [
            one for one in self.all_slots.values() if one.starts_at < now and one.state is SlotState.OPEN
        ]
        for clinician, _, when in asked - free:
            assert any(one.clinician == clinician and one.span.overlaps(when) for one in (*fixed, *begun))

    def refresh_slots(self) -> None:
        self.look_at_days()

    @rule(desk=DESK, slot=SLOT)
    def hold(self, desk: int, slot: int) -> None:
        where = self.pool[slot]
        may = self.is_free(where, desk)
        try:
            holds.take(self.desks[desk].desk.history, where)
        except Refusal:
            assert not may
        else:
            assert may
            self.held[where] = desk

    @rule(desk=DESK)
    def give_back(self, desk: int) -> None:
        holds.give_back(self.desks[desk].desk.history)
        self.held = {slot: whose for slot, whose in self.held.items() if whose != desk}

    @precondition(lambda self: hasattr(self, "held"))
    @rule(minutes=st.sampled_from([1, 15, 60, 24 * 60]))
    def later(self, minutes: int) -> None:
        """Let time pass, but not beyond the last day; who holds a slot has given it back by then."""
        if self.clock() + timedelta(minutes=minutes) < datetime(2026, 10, 26, 10, tzinfo=UTC):
            self.give_back(0)
            self.give_back(1)
            self.clock.move(minutes=minutes)

    @rule(desk=DESK)
    def undo(self, desk: int) -> None:
        self._step(desk, self.desks[desk].undo, self.steps[desk].undo, self.steps[desk].redo)

    @rule(desk=DESK)
    def redo(self, desk: int) -> None:
        self._step(desk, self.desks[desk].redo, self.steps[desk].redo, self.steps[desk].undo)

    def _step(self, desk: int, act: Callable[[], Change], stack: list[Change], other: list[Change]) -> None:
        try:
            change = act()
        except (Refusal, Conflict):
            return
        assert stack, f"{change} came from nowhere"
        kinds: tuple[type, ...] = (Patient,)
        if any(isinstance(edit.after, Clinician) for edit in change.edits):
            kinds += (Publication,)  # whoever is back has the hours published meanwhile

        def of(step: Change) -> tuple[object, ...]:
            edits = [edit for edit in step.edits if not isinstance(edit.before or edit.after, kinds)]
            return step.action, step.subject, edits

        while stack and of(stack[-1].reversed()) != of(change):
            stack.pop()  # dropped by a conflict, or passed over
        assert stack, f"{change} is none of what this desk did"
        stack.pop()
        type(self).came_about["Taken back" if stack is self.steps[desk].undo else "Done again"] += 1
        other.append(change)
        self.take_in(change)
        self.refresh_slots()

    # ---- what must hold

    @invariant()
    def the_diary_is_what_the_model_says(self) -> None:
        if not hasattr(self, "closures"):
            return
        type(self).steps_taken += 1
        with self.desks[1].desk.store.read() as reader:
            there = {call.id: call for call in reader.all(Call)}
            states = reader.some(Slot, self.all_slots)
            parked = {pin.call: pin for pin in reader.all(Pin)}
            shut = {one.id: one for one in reader.all(Closure)}
            away = {one.id: one for one in reader.all(Leave)}
            people = {one.id: one for one in reader.all(Clinician)}
            rota = {one.id: one for one in reader.all(Availability)}
        assert there == self.calls
        assert states == self.all_slots
        assert parked == self.pins
        assert shut == self.closures
        assert away == self.leaves
        assert people == self.people
        assert rota == self.rota

    @invariant()
    def nobody_is_in_two_places_at_once(self) -> None:
        if not hasattr(self, "closures"):
            return
        live = [call for call in self.calls.values() if call.is_live]
        assert len({call.slot for call in live}) == len(live)
        for one, other in combinations(live, 2):
            mine, theirs = self.all_slots[one.slot], self.all_slots[other.slot]
            assert not mine.overlaps(theirs)
            assert mine.state is theirs.state is SlotState.OPEN
            both_booked = one.status is other.status is CallStatus.BOOKED
            assert not (both_booked and one.patient == other.patient and mine.starts_at == theirs.starts_at)

    @invariant()
    def nobody_is_offered_for_two_slots_at_once(self) -> None:
        if not hasattr(self, "closures"):
            return
        offered = [one for one in self.all_slots.values() if one.state is SlotState.OPEN]
        offered.sort(key=lambda one: (one.clinician, one.starts_at))
        for one, following in pairwise(offered):
            assert not one.overlaps(following)


USUAL = {"Booked", "Moved", "Cancelled", "Taken back"}


@pytest.fixture
def factory(request: pytest.FixtureRequest, engine: str, tmp_path: Path) -> Callable[[], Practice]:
    """Return what makes a new diary of the same first contents in no time."""
    numbers = count(1)
    if engine == "sqlite":
        practice(tmp_path / "first", tmp_path / "first" / "reception.db", Clock(START)).close()

        def made() -> Practice:
            folder = tmp_path / str(next(numbers))
            shutil.copytree(tmp_path / "first", folder)
            return practice_at(folder, folder / "reception.db", Clock(START))

    else:
        server = request.getfixturevalue("server")

        def made() -> Practice:
            place = server.copy_of("whole life", lambda at: practice(tmp_path, at, Clock(START)).close())
            return practice_at(tmp_path, place, Clock(START))

    return made


def test_two_desks_can_do_anything_in_any_order(factory: Callable[[], Practice]):
    Life.make, Life.steps_taken = staticmethod(factory), 0  # type: ignore[assignment]
    Life.came_about.clear()
    for examples in (LONG,) if IS_LONG else (12, 36):  # more where few of the usual acts came about
        amount = settings(
            max_examples=examples,
            stateful_step_count=50 if IS_LONG else 40,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )
        run_state_machine_as_test(Life, settings=amount)
        if Life.came_about.keys() >= USUAL:
            break
    assert Life.steps_taken >= (100_000 if IS_LONG else 200)
    assert Life.came_about.keys() >= USUAL
    if IS_LONG:
        others = {
            "Swapped",
            "Booked again",
            "Parked",
            "Blocked",
            "Released",
            "Closed a clinic",
            "Done again",
            "Withdrew",
            "Added leave",
            "Edited availability",
            "Published slots",
        }
        assert others <= Life.came_about.keys()
