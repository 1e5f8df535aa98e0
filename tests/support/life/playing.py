"""Playing with a real diary and its model side by side: each act must come to what the model says, undo too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, ClassVar

from hypothesis.stateful import RuleBasedStateMachine, invariant

from reception.domain.availability import Availability
from reception.domain.call import Call, CallStatus
from reception.domain.change import Change, Edit
from reception.domain.clinic import Clinic
from reception.domain.clinician import Clinician
from reception.domain.closure import Closure
from reception.domain.errors import Conflict, Refusal
from reception.domain.ids import AvailabilityId, SlotId
from reception.domain.leave import Leave
from reception.domain.slot import Publication, Slot
from reception.services import availability, boards
from reception.services.history import History
from reception.storage import journal
from tests.support.desks import Practice
from tests.support.life.hours import NewId, Place, Plan, place_of
from tests.support.life.model import KINDS, Model, Outcome, Step, Steps

POOL = 4
"""How many slots of each day are played with, from the earliest on: some of them start at the same time."""


@dataclass(frozen=True)
class Season:
    """When a life is played: from just before the clocks change, on three days."""

    name: str
    start: datetime
    days: tuple[date, ...]
    holidays: tuple[date, ...] = ()

    def __str__(self) -> str:
        return self.name


AUTUMN = Season(
    "clocks go back",
    datetime(2026, 10, 24, 7, 50, tzinfo=UTC),
    (date(2026, 10, 24), date(2026, 10, 25), date(2026, 10, 26)),
)
SPRING = Season(
    "clocks go forward",
    datetime(2027, 3, 27, 8, 50, tzinfo=UTC),
    (date(2027, 3, 27), date(2027, 3, 28), date(2027, 3, 30)),
    (date(2027, 3, 26), date(2027, 3, 29)),
)


ROTA = (
    ("Mr Oliver Eaton", 5, time(9), time(11)), ("Mr William Sharples", 5, time(9), time(11)),
    ("Mr Oliver Eaton", 6, time(0, 30), time(3)), ("Mr William Sharples", 6, time(0, 30), time(3)),
    ("Mr Oliver Eaton", 0, time(9), time(10)), ("Mr William Sharples", 0, time(9, 5), time(10, 5)),
    ("Mr Oliver Eaton", 1, time(9), time(10)), ("Mr William Sharples", 1, time(9, 5), time(10, 5)),
)  # fmt: skip
"""Who calls on Saturday, in the night of the change, on Monday and on Tuesday: there at times that overlap."""


def weekend(made: Practice) -> None:
    """Let the rota of a new diary be that of the days that are played."""
    desk = made.desk("Mia Day").desk
    with desk.store.read() as reader:
        rules, where = reader.all(Availability), reader.all(Clinic)
        people = {one.name: one for one in reader.all(Clinician)}
    for one in rules:
        availability.remove(desk.history, one)
    for name, weekday, starts, ends in ROTA:
        clinic = where[list(people).index(name) if weekday != 1 else 0]
        new = Availability(
            id=AvailabilityId(0), clinician=people[name].id, clinic=clinic.id, weekday=weekday,
            starts=starts, ends=ends, valid_from=rules[0].valid_from,
        )  # fmt: skip
        availability.add(desk.history, new)
    made.close()


class Playing(RuleBasedStateMachine):
    """Two desks on one diary, and the model of it; the rules say what they do."""

    make: ClassVar[Callable[[], Practice]]
    season: ClassVar[Season]
    steps_taken: ClassVar[int] = 0
    came_about: ClassVar[Counter[str]] = Counter()

    def begin(self) -> None:
        """Open two desks on a new diary; the model knows what is in it at first."""
        self.practice = type(self).make()
        self.clock = self.practice.clock
        self.desks = [self.practice.desk("Ann Kay"), self.practice.desk("Joe Moss")]
        self.steps = [Steps(), Steps()]
        self.pool: list[SlotId] = []
        self.model = Model(self.clock(), self.season.holidays)
        with self.desks[0].desk.store.read() as reader:
            for kind in (Clinician, Availability):
                self.model.things[kind] = {one.id: one for one in reader.all(kind)}
            self.london = next(one for one in reader.all(Clinic) if one.name == "London")
            self.line = journal.last_seq(reader.connection)

    def teardown(self) -> None:
        if hasattr(self, "practice"):
            self.practice.close()

    def history(self, desk: int) -> History:
        return self.desks[desk].desk.history

    # ---- choosing

    def choose_slots(self) -> None:
        """Play with the first slots of each day, and with those that were played with before."""
        with self.desks[0].desk.store.read() as reader:
            shown = [boards.of_days(reader, day, day).slots for day in self.season.days]
        first = [slot.id for one in shown for slot in one[:POOL]]
        self.pool = [*first, *(one for one in self.pool if one not in first)][: 3 * POOL]

    def slot(self, number: int) -> Slot:
        return self.model.slots[self.pool[number % len(self.pool)]]

    def calls_of(self, status: CallStatus) -> list[Call]:
        return [call for call in self.model.calls if call.status is status] if hasattr(self, "model") else []

    def call(self, number: int, status: CallStatus) -> Call:
        there = self.calls_of(status)
        return there[number % len(there)]

    def thing(self, kind: type[Any], number: int) -> Any:
        there = sorted(self.model.of(kind).items())
        return there[number % len(there)][1] if there else None

    def note(self, what: str) -> None:
        """Count what came about."""
        type(self).came_about[what] += 1

    def it_is(self, now: datetime) -> None:
        """Let it be some moment, for the model too."""
        self.clock.now = self.model.now = now

    def a_moment_passes(self) -> None:
        """Let what comes next be later than what was done, so that ids are in the order of the acts."""
        self.it_is(self.clock() + timedelta(milliseconds=1))

    # ---- doing, and what it must come to

    def does(
        self,
        desk: int,
        act: Callable[[], Change],
        edits: Callable[[NewId], Sequence[Edit]],
        *,
        may: bool = True,
        plan: Plan | None = None,
    ) -> None:
        """Do something at a desk: it comes to just these edits and slots, and is refused where a rule says no.

        `may` is what the rules of the act itself say; `edits` are given the ids of what is new.
        """
        possible = self.model.outcomes(tuple(edits(lambda kind: 0)), desk) if may else {Outcome.REFUSED}
        change, outcome = self.outcome_of(act)
        assert outcome in possible, f"{change} is {outcome}, and should be {possible}"
        if change is None:
            self.note("Refused")
            return
        new = ids_of(change)
        made = (*edits(new), *(plan.edits(new) if plan else ()))
        step = self.take_in(change, made, plan)
        self.steps[desk].undo.append(step)
        self.steps[desk].redo.clear()
        self.steps[desk].refused = None
        self.note(change.action)
        self.a_moment_passes()

    @staticmethod
    def outcome_of(act: Callable[[], Change]) -> tuple[Change | None, Outcome]:
        try:
            return act(), Outcome.DONE
        except Conflict:
            return None, Outcome.CONFLICT
        except Refusal:
            return None, Outcome.REFUSED

    def take_in(
        self, change: Change, edits: tuple[Edit, ...], plan: Plan | None, reverses: int | None = None
    ) -> Step:
        """Let the model do what was done, check that the journal has it, and return it as a step."""
        opening = plan.opening if plan else {}
        assert {place_of(slot): slot.opens_at for slot in change.slots} == opening
        opened = [opened_slot(slot.id, place_of(slot), opening[place_of(slot)]) for slot in change.slots]
        self.model = self.model.after(edits, opened)
        with self.desks[0].desk.store.read() as reader:
            entry = journal.since(reader.connection, self.line)[-1]
        assert entry.reverses == reverses
        for edit in edits:
            if isinstance(edit.after, Closure | Leave) or (
                isinstance(edit.after, Clinician) and edit.after.retired
            ):
                self.model.stopped_at[edit.after.id] = entry.seq
        self.line = entry.seq
        if any(isinstance(edit.before or edit.after, Publication) for edit in edits):
            self.choose_slots()
        return Step(entry.change, entry.seq, edits)

    # ---- taking back

    def steps_back(
        self, desk: int, act: Callable[[], Change], source: list[Step], target: list[Step]
    ) -> None:
        """Take a step back: it must come about, bringing back just what was, where nothing stands in its way.

        One in conflict is dropped for good, one refused stays for once; asked for again it is passed over.
        """
        change, outcome = self.outcome_of(act)
        gone = self.dropped(desk, source)
        possible = [self.possible(desk, step) for step in gone]
        if outcome is Outcome.CONFLICT:
            assert gone, "nothing was dropped"
            assert Outcome.CONFLICT in possible.pop(), f"{gone[-1]} was as it had been left"
            passed = gone[:-1]
        else:
            passed = gone
        assert passed in ([], [self.steps[desk].refused])
        assert all(Outcome.REFUSED in one for one in possible), f"{gone} might have come about"
        self.steps[desk].refused = None
        if outcome is Outcome.CONFLICT or not source:
            assert change is None, f"{change} came from nowhere"
            self.note("In conflict" if outcome is Outcome.CONFLICT else "Nothing left")
            return
        step = source[-1]
        found = self.possible(desk, step)
        assert outcome in found, f"{step} is {outcome}, and should be {found}"
        if change is None:
            self.steps[desk].refused = step
            self.note("Step refused")
            return
        edits, plan = self.model.taking_back(source.pop())
        edits = (*edits, *(plan.edits(ids_of(change)) if plan else ()))
        target.append(self.take_in(change, edits, plan, reverses=step.id))
        self.note("Taken back" if target is self.steps[desk].redo else "Done again")
        self.a_moment_passes()

    def dropped(self, desk: int, source: list[Step]) -> list[Step]:
        """Take off the steps that were dropped just now, and return them."""
        with self.desks[desk].desk.store.read() as reader:
            ids = journal.dropped(reader.connection, self.history(desk).staff.id)
        gone = []
        while source and source[-1].id in ids:
            gone.append(source.pop())
        return gone

    def possible(self, desk: int, step: Step) -> frozenset[Outcome]:
        edits, _ = self.model.taking_back(step)
        return self.model.outcomes(edits, desk, since=step.line)

    # ---- what must hold

    @invariant()
    def the_diary_is_what_the_model_says(self) -> None:
        if not hasattr(self, "model"):
            return
        type(self).steps_taken += 1
        with self.desks[1].desk.store.read() as reader:
            there = {kind: {one.id: one for one in reader.all(kind)} for kind in KINDS}
        for one in there[Publication].values():
            there[Publication][one.id] = replace(one, withdrawn=tuple(sorted(one.withdrawn)))
        for kind in KINDS:
            assert there[kind] == self.model.of(kind)

    @invariant()
    def nobody_is_in_two_places_at_once(self) -> None:
        if hasattr(self, "model"):
            self.model.check()


def ids_of(change: Change) -> NewId:
    """Return what gives the id of the new thing of a kind in a change; of slots that of the first."""

    def new(kind: type[Any]) -> int:
        values = [edit.after for edit in change.edits if edit.before is None]
        if kind is Slot:
            return next(one.first_slot for one in values if isinstance(one, Publication))
        found = [one.id for one in values if isinstance(one, kind)]
        assert len(found) == 1, f"{change} is to bring one {kind.__name__}"
        return int(found[0])

    return new


def opened_slot(id_: SlotId, place: Place, opens_at: datetime | None) -> Slot:
    """Return a slot as publishing opens it."""
    return Slot(
        id=id_, clinic=place.clinic, clinician=place.clinician, starts_at=place.start, ends_at=place.end, opens_at=opens_at
    )  # fmt: skip
