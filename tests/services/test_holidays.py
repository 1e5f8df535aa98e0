"""Bank holidays are decided once, each day by itself, for every desk, on both engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from reception.domain import span
from reception.domain.closure import Closure
from reception.domain.errors import Refusal
from reception.domain.gap import OpenDay
from reception.domain.holiday import Decision
from reception.domain.ids import ClosureId
from reception.services import closures, holidays, open_days, organisation, publishing, rescue
from reception.services.clinics import named
from reception.storage import slots as slot_rows
from tests.support.desks import MONDAY, Practice, TestDesk

CHRISTMAS, SATURDAY, BOXING_MONDAY = date(2026, 12, 25), date(2026, 12, 26), date(2026, 12, 28)
NEW_YEAR = date(2027, 1, 1)
WEEKS = 8


def clinic(desk: TestDesk, name: str):
    with desk.desk.store.read() as reader:
        return named(reader, name)


def decided(desk: TestDesk, day: date, name: str, is_open: bool) -> Decision:
    return Decision(day=day, clinic=clinic(desk, name).id, is_open=is_open)


def asked(desk: TestDesk) -> dict[date, set[str]]:
    """Return what is still to be decided in the weeks that are published."""
    with desk.desk.store.read() as reader:
        names = {one.id: one.name for one in reader.all(type(clinic(desk, "London")))}
        return {one.day: {names[id_] for id_ in one.clinics} for one in holidays.ahead(reader, desk.clock())}


def count(desk: TestDesk, day: date) -> int:
    with desk.desk.store.read() as reader:
        return slot_rows.count_between(reader, span.day_span(day))


@pytest.fixture
def desk(diary: Practice) -> TestDesk:
    made = diary.desk()
    made.publish(weeks=WEEKS)
    return made


def test_what_was_published_without_a_word_is_to_be_decided_each_day_by_itself(desk: TestDesk):
    found = asked(desk)
    assert list(found) == [CHRISTMAS, SATURDAY, BOXING_MONDAY, NEW_YEAR]
    assert (found[SATURDAY], found[BOXING_MONDAY]) == ({"Bedford", "Manchester"}, {"Bedford", "London"})
    holidays.decide(desk.desk.history, [decided(desk, SATURDAY, "Bedford", True)])
    assert count(desk, SATURDAY) > 5, "it is published, so its slots are there at once"
    assert count(desk, BOXING_MONDAY) == 0
    assert asked(desk)[SATURDAY] == {"Manchester"}
    assert asked(desk)[BOXING_MONDAY] == found[BOXING_MONDAY]


def test_a_decision_is_asked_for_once_and_undo_takes_it_back(desk: TestDesk, diary: Practice):
    there = diary.desk("Joe Moss")
    change = holidays.decide(
        desk.desk.history,
        [decided(desk, SATURDAY, "Bedford", False), decided(desk, BOXING_MONDAY, "London", True)],
    )
    assert str(change).startswith(
        "Decided on holidays: Sat 26 Dec 2026 closed at Bedford; Mon 28 Dec 2026 open"
    )
    assert (asked(there)[SATURDAY], asked(there)[BOXING_MONDAY]) == ({"Manchester"}, {"Bedford"})
    desk.publish(weeks=WEEKS)
    assert (count(there, SATURDAY), count(there, BOXING_MONDAY) > 10) == (0, True)
    desk.undo()
    assert asked(there)[SATURDAY] == {"Bedford", "Manchester"}
    assert count(there, BOXING_MONDAY) == 0
    desk.redo()
    assert asked(there)[SATURDAY] == {"Manchester"}
    assert count(there, BOXING_MONDAY) > 10


def test_publishing_decides_along_with_what_it_opens_as_one_change(diary: Practice):
    desk = diary.desk()
    said = [decided(desk, CHRISTMAS, "Manchester", False), decided(desk, SATURDAY, "Bedford", True)]
    done = publishing.publish(desk.desk.history, first=MONDAY, weeks=WEEKS, decisions=said)
    assert str(done.change).startswith("Published slots: ")
    assert count(desk, SATURDAY) > 5
    assert (asked(desk)[CHRISTMAS], asked(desk)[SATURDAY]) == ({"London"}, {"Manchester"})
    more = [decided(desk, BOXING_MONDAY, "London", False)]
    again = publishing.publish(desk.desk.history, first=MONDAY, weeks=WEEKS, decisions=[*said, *more])
    assert str(again.change) == "Decided on holidays: " + str(again.change).partition(": ")[2]
    assert publishing.publish(desk.desk.history, first=MONDAY, weeks=WEEKS, decisions=said).change is None
    desk.undo()
    desk.undo()
    assert count(desk, SATURDAY) == 0
    with desk.desk.store.read() as reader:
        assert (reader.all(OpenDay), reader.all(Closure)) == ([], [])


def test_all_clinics_closed_is_one_closure(desk: TestDesk):
    names = ("London", "Manchester", "Bedford")
    holidays.decide(desk.desk.history, [decided(desk, CHRISTMAS, name, False) for name in names])
    with desk.desk.store.read() as reader:
        (one,) = reader.all(Closure)
    assert (one.clinic, one.first, one.last, one.reason) == (None, CHRISTMAS, CHRISTMAS, "Christmas Day")


def test_another_desk_that_decided_otherwise_is_named_and_nothing_is_changed(desk: TestDesk, diary: Practice):
    there = diary.desk("Joe Moss")
    holidays.decide(there.desk.history, [decided(there, SATURDAY, "Bedford", False)])
    mine = [decided(desk, BOXING_MONDAY, "London", True), decided(desk, SATURDAY, "Bedford", True)]
    for act in (
        lambda: holidays.decide(desk.desk.history, mine),
        lambda: publishing.publish(desk.desk.history, first=MONDAY, weeks=WEEKS, decisions=mine),
    ):
        with pytest.raises(
            Refusal, match="has decided on Sat 26 Dec 2026 by now: Bedford is closed"
        ) as caught:
            act()
        assert caught.value.field == "holidays"
    assert count(desk, BOXING_MONDAY) == 0
    with pytest.raises(Refusal, match="Somebody else has decided all of this by now"):
        holidays.decide(desk.desk.history, [replace(mine[1], is_open=False)])


def test_a_closure_is_a_decision_and_taking_it_out_asks_again(desk: TestDesk):
    bedford = clinic(desk, "Bedford")
    shut = Closure(id=ClosureId(0), clinic=bedford.id, first=CHRISTMAS, last=BOXING_MONDAY, reason="Holiday")
    closures.close(desk.desk.history, shut, bedford)
    assert asked(desk)[SATURDAY] == {"Manchester"}
    with desk.desk.store.read() as reader:
        (kept,) = reader.all(Closure)
    closures.reopen(desk.desk.history, kept, "Bedford")
    assert asked(desk)[SATURDAY] == {"Bedford", "Manchester"}


def test_a_closed_holiday_can_still_be_worked(desk: TestDesk):
    bedford = decided(desk, SATURDAY, "Bedford", False)
    holidays.decide(desk.desk.history, [bedford])
    day = OpenDay(id=0, day=SATURDAY, clinic=bedford.clinic)  # type: ignore[arg-type]
    open_days.open_(desk.desk.history, [day])
    assert count(desk, SATURDAY) > 5
    assert asked(desk)[SATURDAY] == {"Manchester"}


def test_a_call_on_a_holiday_that_is_closed_after_all_needs_another_time(desk: TestDesk):
    bedford = decided(desk, SATURDAY, "Bedford", True)
    holidays.decide(desk.desk.history, [bedford])
    desk.book("10:00", day=SATURDAY, clinic="Bedford")
    with desk.desk.store.read() as reader:
        (opened,) = reader.all(OpenDay)
    open_days.close(desk.desk.history, opened)
    holidays.decide(desk.desk.history, [replace(bedford, is_open=False)])
    with desk.desk.store.read() as reader:
        (line,) = rescue.to_move(reader, desk.clock(), None, {})
    assert line.line.patient.name == "Jane Holt"


def test_weeks_kept_published_leave_out_what_is_not_decided_and_say_so(diary: Practice):
    desk = diary.desk()
    with desk.desk.store.read() as reader:
        policy = organisation.get(reader)
    organisation.edit(desk.desk.history, policy, replace(policy, publishes_ahead=True, weeks_ahead=WEEKS))
    assert publishing.keep_ahead(desk.desk.history) is not None
    assert count(desk, SATURDAY) == count(desk, BOXING_MONDAY) == 0
    assert {SATURDAY, BOXING_MONDAY} <= asked(desk).keys()


def test_nothing_is_asked_where_nothing_is_published_or_nobody_would_work(diary: Practice):
    desk = diary.desk()
    assert asked(desk) == {}
    desk.publish(weeks=2)
    assert asked(desk) == {}
