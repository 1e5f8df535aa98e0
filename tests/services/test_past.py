"""The diary as it was: at every earlier moment it is what was read at that moment, whatever was done since."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from reception.domain import span
from reception.domain.call import CallStatus, CancelledBy, Result
from reception.domain.change import Change, Edit
from reception.domain.clinician import Clinician
from reception.domain.closure import Closure
from reception.domain.errors import Conflict, Refusal
from reception.domain.gap import OpenDay
from reception.domain.ids import ClosureId, LeaveId, OpenDayId, SlotId
from reception.domain.leave import Leave
from reception.domain.slot import Publication, Slot, SlotState
from reception.services import availability, boards, calls, clinics, closures, past, patients, slots, stays
from reception.services.boards import Board
from reception.services.calls import Caller
from tests.support.desks import MONDAY, Clock, Practice, TestDesk, practice

TUESDAY = MONDAY + timedelta(days=1)
SUNDAY = MONDAY + timedelta(days=13)


def now(desk: TestDesk, first: date = MONDAY, last: date = SUNDAY) -> Board:
    with desk.desk.store.read() as reader:
        return boards.of_days(reader, first, last)


def then(desk: TestDesk, at, first: date = MONDAY, last: date = SUNDAY) -> Board:
    with desk.desk.store.read() as reader:
        return past.board(reader, at, first, last).board


def same(one: Board, other: Board) -> bool:
    """Tell whether two boards show the same; gaps in any order."""
    return replace(one, gaps=()) == replace(other, gaps=()) and set(one.gaps) == set(other.gaps)


# ---- any sequence of changes


class Life:
    """A diary in which anything is done, minute by minute, and what it looked like after each minute."""

    def __init__(self, made: Practice) -> None:
        self.clock = made.clock
        self.desks = [made.desk("Ann Kay"), made.desk("Joe Moss")]
        self.seen: list[tuple[Any, Board]] = []
        self.remember()

    def remember(self) -> None:
        self.seen.append((self.clock.now, now(self.desks[0])))
        self.clock.move(minutes=1)

    def do(self, act: str, desk: TestDesk, number: int) -> None:
        try:
            getattr(self, act)(desk, number)
        except (Refusal, Conflict, StopIteration):
            return

    def _slot(self, desk: TestDesk, number: int) -> Slot:
        with desk.desk.store.read() as reader:
            there = past.board(reader, self.clock.now, TUESDAY, TUESDAY).board.slots
        if not there:
            raise StopIteration
        return there[number % len(there)]

    def _line(self, desk: TestDesk, number: int) -> Any:
        there = now(desk).lines
        if not there:
            raise StopIteration
        return there[number % len(there)]

    def publish(self, desk: TestDesk, number: int) -> None:
        desk.publish(weeks=1 + number % 2)

    def narrow(self, desk: TestDesk, number: int) -> None:
        """Change the rota, so that publishing withdraws, now and then at once."""
        with desk.desk.store.read() as reader:
            rules = [rule for rule in availability.rota(reader) if rule.weekday == 1]
        rule = rules[number % len(rules)]
        later = replace(rule, starts=rule.starts.replace(hour=rule.starts.hour + 1))
        availability.edit(desk.desk.history, rule, later, publish=number % 2 == 0)

    def book(self, desk: TestDesk, number: int) -> None:
        caller = Caller(name=f"Jane {'ABCDEFG'[number % 7]}", phone="07700 900334")
        calls.book(desk.desk.history, self._slot(desk, number).id, caller)

    def move(self, desk: TestDesk, number: int) -> None:
        calls.move(desk.desk.history, self._line(desk, number).call, self._slot(desk, number * 7).id)

    def cancel(self, desk: TestDesk, number: int) -> None:
        line = self._line(desk, number)
        calls.cancel(desk.desk.history, line.call, by=CancelledBy.PATIENT, reason="No longer needed")

    def uncancel(self, desk: TestDesk, number: int) -> None:
        with desk.desk.store.read() as reader:
            gone = [one for one in calls.of_week(reader, MONDAY) if not one.call.is_live]
        if gone:
            seen = gone[number % len(gone)].call
            back = replace(seen, status=CallStatus.BOOKED, cancelled_by=None, cancel_reason="")
            desk.desk.history.do(lambda reader: Change("Brought back", (Edit(seen, back),)))

    def swap(self, desk: TestDesk, number: int) -> None:
        """Move one away, another into its place, and the first into the place of the other."""
        one, other = self._line(desk, number).call, self._line(desk, number + 1).call
        free = self._slot(desk, number * 3).id
        if one.id == other.id or free in (one.slot, other.slot):
            return
        away = replace(one, slot=free)
        edits = (
            Edit(one, away),
            Edit(other, replace(other, slot=one.slot)),
            Edit(away, replace(one, slot=other.slot)),
        )
        desk.desk.history.do(lambda reader: Change("Swapped", edits))

    def record(self, desk: TestDesk, number: int) -> None:
        results = (Result.NO_ANSWER, Result.WRONG_NUMBER, Result.NOT_SUITABLE, Result.DO_NOT_CALL)
        calls.record(desk.desk.history, self._line(desk, number).call, results[number % 4])

    def rename(self, desk: TestDesk, number: int) -> None:
        seen = self._line(desk, number).patient
        patients.edit(
            desk.desk.history,
            seen,
            replace(seen, name=f"{seen.name}x", phone=f"+4477009003{number % 90 + 10}"),
        )

    def block(self, desk: TestDesk, number: int) -> None:
        slots.block(desk.desk.history, [self._slot(desk, number)], "Meeting")

    def release(self, desk: TestDesk, number: int) -> None:
        blocked = [slot for slot in now(desk).slots if slot.state is SlotState.BLOCKED]
        if blocked:
            slots.release(desk.desk.history, [blocked[number % len(blocked)]])

    def withdraw(self, desk: TestDesk, number: int) -> None:
        slots.withdraw(desk.desk.history, [self._slot(desk, number)], "Not needed")

    def add(self, desk: TestDesk, number: int) -> None:
        """Open one slot by hand, late in the evening."""
        like = self._slot(desk, number)
        start = span.instant(TUESDAY, span.london(like.starts_at).time().replace(hour=20))
        made = replace(
            like,
            id=SlotId(desk.desk.history.ids.next()),
            starts_at=start,
            ends_at=start + timedelta(minutes=5),
        )
        desk.desk.history.do(lambda reader: Change("Added a slot", (Edit(None, made),)))

    def close(self, desk: TestDesk, number: int) -> None:
        with desk.desk.store.read() as reader:
            where = reader.all(type(clinics.named(reader, "London")))[number % 3]
        shut = Closure(id=ClosureId(0), clinic=None, first=TUESDAY, last=TUESDAY, reason=f"Works {number}")
        closures.close(desk.desk.history, shut, where if number % 2 else None)

    def reopen(self, desk: TestDesk, number: int) -> None:
        with desk.desk.store.read() as reader:
            there = reader.all(Closure)
        if there:
            closures.reopen(desk.desk.history, there[number % len(there)], "London")

    def away(self, desk: TestDesk, number: int) -> None:
        with desk.desk.store.read() as reader:
            who = reader.all(Clinician)[number % 2]
        made = Leave(id=LeaveId(desk.desk.history.ids.next()), clinician=who.id, first=TUESDAY, last=SUNDAY)
        desk.desk.history.do(lambda reader: Change("Added leave", (Edit(None, made),)))

    def open_day(self, desk: TestDesk, number: int) -> None:
        made = OpenDay(id=OpenDayId(desk.desk.history.ids.next()), day=TUESDAY)
        desk.desk.history.do(lambda reader: Change("Opened a day", (Edit(None, made),)))

    def undo(self, desk: TestDesk, number: int) -> None:
        desk.undo()

    def redo(self, desk: TestDesk, number: int) -> None:
        desk.redo()


ACTS = [name for name in vars(Life) if not name.startswith("_") and name not in ("do", "remember")]
OFTEN = ["undo", "undo", "redo", "publish", "narrow", "book", "book", "cancel"]
STEP = st.tuples(st.sampled_from(ACTS + OFTEN), st.integers(0, 1), st.integers(0, 60))
FIRST = [("publish", 0, 0), ("book", 1, 3)]


@settings(max_examples=8, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(steps=st.lists(STEP, min_size=6, max_size=30))
def test_the_diary_as_it_was_is_what_was_read_at_that_moment(tmp_path_factory, server, steps):
    folder = tmp_path_factory.mktemp("past")
    for place in (folder / "reception.db", server.fresh()):
        made = practice(folder / str(len(str(place))), place, Clock())
        try:
            life = Life(made)
            for act, desk, number in (*FIRST, *steps):
                life.do(act, life.desks[desk], number)
                life.remember()
            for at, board in life.seen:
                assert same(then(life.desks[0], at), board), (at, place)
        finally:
            made.close()


# ---- what a receptionist would notice


@pytest.fixture
def published(here: TestDesk, clock: Clock) -> TestDesk:
    clock.move(minutes=20)
    return here


def test_a_call_stands_where_it_stood_under_the_name_it_had(published: TestDesk, clock: Clock):
    published.book("10:00")
    clock.move(minutes=10)
    at = clock.now
    clock.move(minutes=10)
    published.move(to="11:00")
    seen = published.line().patient
    patients.edit(published.desk.history, seen, replace(seen, name="Jane Hull"))
    published.cancel("Jane Hull")
    (line,) = then(published, at).lines
    assert (line.patient.name, span.clock(line.slot.starts_at)) == ("Jane Holt", "10:00")
    assert now(published).lines == ()


def test_slots_published_later_vanish_and_those_withdrawn_come_back(published: TestDesk, clock: Clock):
    before = now(published)
    at = clock.now
    clock.move(minutes=10)
    Life.narrow(None, published, 0)  # type: ignore[arg-type]
    published.publish(weeks=3)
    assert len(now(published).slots) < len(before.slots)
    assert same(then(published, at), before)
    later = MONDAY + timedelta(days=14)
    assert now(published, later, later).slots
    assert then(published, at, later, later).slots == ()


def test_a_publication_taken_back_and_brought_back_leaves_what_was_booked(published: TestDesk, clock: Clock):
    published.book("10:00")
    cancelled = published.line()
    with published.desk.store.read() as reader:
        (publication,) = reader.all(Publication)
    back = Change("Published slots", (Edit(publication, None),))
    published.desk.history.do(lambda reader: back)
    clock.move(minutes=1)
    published.cancel()
    taken_back, at = now(published), clock.now
    assert [slot.id for slot in taken_back.slots] == [cancelled.slot.id]
    clock.move(minutes=1)
    published.undo()
    published.undo()
    published.redo()
    clock.move(minutes=1)
    assert same(then(published, at), taken_back)


def test_only_the_clinic_that_is_asked_for_is_shown(published: TestDesk, clock: Clock):
    with published.desk.store.read() as reader:
        bedford = clinics.named(reader, "Bedford")
        shown = past.board(reader, clock.now, MONDAY, SUNDAY, bedford.id).board
        assert shown == boards.of_days(reader, MONDAY, SUNDAY, bedford.id)
    assert {slot.clinic for slot in shown.slots} == {bedford.id}


def test_a_moment_to_come_and_one_before_the_diary_are_refused(published: TestDesk, clock: Clock):
    with published.desk.store.read() as reader:
        with pytest.raises(Refusal, match="^Mon 23 Nov 09:21 is still to come. Choose an earlier time.$"):
            past.check(reader, clock.now + timedelta(minutes=1), clock.now)
        with pytest.raises(
            Refusal, match="^Nothing was written before Mon 23 Nov 2026 08:59. Choose a later time.$"
        ):
            past.check(reader, clock.now - timedelta(hours=1), clock.now)
        past.check(reader, clock.now, clock.now)


# ---- what it costs


class Asked:
    """The statements that a store is asked, and the rows of the journal that it reads."""

    def __init__(self, desk: TestDesk) -> None:
        self.statements: list[str] = []
        self._engine = desk.desk.store.engine

    def __enter__(self) -> Asked:
        event.listen(self._engine, "before_cursor_execute", self._note)
        return self

    def __exit__(self, *gone: object) -> None:
        event.remove(self._engine, "before_cursor_execute", self._note)

    def _note(self, connection, cursor, statement, parameters, context, many) -> None:
        self.statements.append(statement)


def test_it_asks_as_much_of_a_large_diary_and_after_many_changes(published: TestDesk, clock: Clock):
    at = clock.now
    clock.move(minutes=1)
    published.book("10:00")
    with Asked(published) as few:
        then(published, at)
    published.publish(weeks=8)
    for number in range(12):
        published.book(f"{14 + number // 4}:{number % 4 * 15:02}", f"Tom {'ABCDEFGHIJKL'[number]}")
    published.move("Tom A", to="10:00", day=MONDAY + timedelta(days=21))
    with Asked(published) as many:
        then(published, at)
    assert len(many.statements) <= len(few.statements) + 1  # the patients of calls that moved away
    assert len(few.statements) <= 11


def test_it_reads_only_the_lines_of_the_journal_since(published: TestDesk, clock: Clock):
    if published.desk.store.engine.dialect.name != "sqlite":
        return
    with Asked(published) as asked:
        then(published, clock.now)
    plans = []
    with published.desk.store.read() as reader:
        for statement in asked.statements:
            if "FROM journal" in statement or "FROM slots" in statement:
                marks = statement.count("?")
                told = reader.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", (1,) * marks)
                plans += [row[3] for row in told]
    assert any("journal USING INTEGER PRIMARY KEY (rowid>?)" in plan for plan in plans)
    assert not [plan for plan in plans if plan.startswith("SCAN slots") or "TEMP B-TREE" in plan]


def test_that_a_call_was_let_stay_since_is_counted_and_leaves_the_diary_as_it_was(
    published: TestDesk, clock: Clock
):
    published.book("10:00")
    at, seen = clock.now, now(published)
    clock.move(minutes=1)
    stays.let_stay(published.desk.history, published.line().call)
    with published.desk.store.read() as reader:
        found = past.board(reader, at, MONDAY, SUNDAY)
    assert same(found.board, seen)
    assert found.changes == 1
