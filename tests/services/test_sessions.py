"""An extra session: its slots are there at once, stay when publishing again, and go in one step, on both engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from reception.domain import span
from reception.domain.availability import Availability
from reception.domain.clinician import Clinician
from reception.domain.errors import Refusal
from reception.domain.gap import OpenDay
from reception.domain.ids import AvailabilityId, LeaveId
from reception.domain.leave import Leave
from reception.services import availability, leave, sessions, slots
from reception.services.clinics import named
from reception.storage import publications
from reception.storage import slots as slot_rows
from tests.support.desks import MONDAY, TestDesk

SUNDAY, CHRISTMAS = date(2026, 11, 29), date(2026, 12, 25)


def wanted(desk: TestDesk, day: date = SUNDAY, starts=time(10), ends=time(11), **more) -> Availability:
    with desk.desk.store.read() as reader:
        clinic = named(reader, more.pop("clinic", "Bedford"))
        who = reader.all(Clinician)[0]
    return Availability(
        id=AvailabilityId(0), clinician=who.id, clinic=clinic.id, weekday=0, starts=starts, ends=ends,
        valid_from=day, **more,
    )  # fmt: skip


def times(desk: TestDesk, day: date = SUNDAY) -> list[str]:
    with desk.desk.store.read() as reader:
        return [span.clock(one.starts_at) for one in slot_rows.between(reader, span.day_span(day))]


def rules(desk: TestDesk) -> int:
    with desk.desk.store.read() as reader:
        return len(availability.rota(reader))


def test_its_slots_are_there_at_once_and_can_be_booked(here: TestDesk):
    before = rules(here)
    change = sessions.add(here.desk.history, wanted(here))
    assert str(change) == "Added an extra session: Mr Oliver Eaton, Bedford, Sun 29 Nov 2026 10:00–11:00"
    assert times(here) == ["10:00", "10:15", "10:30", "10:45"]
    assert here.publish().change is None, "publishing again finds nothing to do"
    here.book("10:15", day=SUNDAY, clinic="Bedford")
    assert here.publish().calls == ()
    assert rules(here) == before + 1


def test_undo_takes_it_back_in_one_step_and_redo_brings_it_again(here: TestDesk):
    before = rules(here)
    sessions.add(here.desk.history, wanted(here, slot_minutes=30))
    assert times(here) == ["10:00", "10:30"]
    here.undo()
    assert (times(here), rules(here)) == ([], before)
    here.redo()
    assert (times(here), rules(here)) == (["10:00", "10:30"], before + 1)


def test_a_booked_call_stays_when_the_session_is_taken_back(here: TestDesk, there: TestDesk):
    sessions.add(here.desk.history, wanted(here))
    there.book("10:15", day=SUNDAY, clinic="Bedford")
    here.undo()
    assert times(here) == ["10:15"]
    assert [line.patient.name for line in here.publish().calls] == ["Jane Holt"]


def test_what_cannot_be_is_refused_in_one_sentence_and_changes_nothing(here: TestDesk):
    monday = replace(wanted(here, MONDAY + timedelta(days=7)), starts=time(10), ends=time(11))
    slot = here.slot("10:00", MONDAY + timedelta(days=7))
    monday = replace(monday, clinician=slot.clinician)
    before = rules(here)
    for one, said in (
        (monday, "It overlaps Monday 09:00–12:00 of the same clinician"),
        (wanted(here, starts=time(11), ends=time(10)), "Sunday 11:00–10:00 ends before it starts"),
        (wanted(here, slot_minutes=4), "A slot lasts 5 to 60 minutes"),
        (wanted(here, slot_minutes=0), "A slot lasts 5 to 60 minutes"),
        (wanted(here, slot_minutes=-15), "A slot lasts 5 to 60 minutes"),
        (wanted(here, slot_minutes=15, gap_minutes=-15), "A gap lasts 0 to 60 minutes"),
        (wanted(here, MONDAY - timedelta(days=1)), "Sun 22 Nov 10:00 is over. Choose a later time"),
    ):
        with pytest.raises(Refusal, match=said):
            sessions.add(here.desk.history, one)
        with here.desk.store.read() as reader, pytest.raises(Refusal, match=said):
            sessions.before(reader, here.clock(), one)
    assert rules(here) == before


def test_a_slot_that_is_there_without_a_rule_is_in_the_way_also_one_withdrawn_by_hand(here: TestDesk):
    sessions.add(here.desk.history, wanted(here))
    there = here.slot("10:00", SUNDAY, "Bedford")
    slots.block(here.desk.history, [there], "Meeting")
    with here.desk.store.read() as reader:
        rule = next(one for one in availability.rota(reader) if one.valid_from == SUNDAY)
    availability.remove(here.desk.history, rule, publish=True)
    assert times(here) == ["10:00"]
    again = wanted(here, starts=time(9, 50), ends=time(10, 20), slot_minutes=30)
    with pytest.raises(Refusal, match="Mr Oliver Eaton has a slot on Sun 29 Nov 10:00 in Bedford already"):
        sessions.add(here.desk.history, again)
    slots.withdraw(here.desk.history, [here.slot("10:00", SUNDAY, "Bedford")], "Gone")
    with pytest.raises(Refusal, match="on Sun 29 Nov 10:00 was withdrawn. Bring it back"):
        sessions.add(here.desk.history, again)


def test_outside_the_opening_hours_is_told_before_and_allowed(here: TestDesk):
    with here.desk.store.read() as reader:
        found = sessions.before(reader, here.clock(), wanted(here))
        inside = sessions.before(
            reader, here.clock(), wanted(here, SUNDAY - timedelta(days=1), time(14), time(15))
        )
    assert (found.slots, found.is_outside_hours, found.opening) == (4, True, ())
    assert not inside.is_outside_hours


def test_a_holiday_asks_and_is_then_worked(here: TestDesk):
    one = wanted(here, CHRISTMAS, time(17, 30), time(18, 30))
    with here.desk.store.read() as reader:
        found = sessions.before(reader, here.clock(), one)
    assert found.reasons == ("Fri 25 Dec 2026 is a bank holiday (Christmas Day)",)
    with pytest.raises(Refusal, match="is a bank holiday .*. Say that the day is worked") as caught:
        sessions.add(here.desk.history, one)
    assert caught.value.field == "works"
    sessions.add(here.desk.history, one, works_anyway=True)
    assert len(times(here, CHRISTMAS)) == 4
    with here.desk.store.read() as reader:
        assert [day.clinic for day in reader.all(OpenDay)] == [one.clinic]
    here.undo()
    with here.desk.store.read() as reader:
        assert (times(here, CHRISTMAS), reader.all(OpenDay)) == ([], [])


def test_leave_asks_too(here: TestDesk):
    one = wanted(here)
    away = Leave(id=LeaveId(0), clinician=one.clinician, first=SUNDAY, last=SUNDAY, reason="Holiday")
    leave.take(here.desk.history, away)
    with pytest.raises(Refusal, match="Mr Oliver Eaton is away: Holiday"):
        sessions.add(here.desk.history, one)
    sessions.add(here.desk.history, one, works_anyway=True)
    here.book("10:15", day=SUNDAY, clinic="Bedford")


def test_a_session_far_ahead_publishes_nothing_else_and_does_not_count_as_weeks(here: TestDesk):
    far = SUNDAY + timedelta(weeks=20)
    with here.desk.store.read() as reader:
        before = publications.last_day(reader, MONDAY)
    sessions.add(here.desk.history, wanted(here, far))
    assert len(times(here, far)) == 4
    assert times(here, far + timedelta(days=1)) == []
    with here.desk.store.read() as reader:
        assert publications.last_day(reader, MONDAY) == before
        assert not publications.covers(reader, far)


@pytest.mark.parametrize(
    ("day", "starts", "ends", "told"),
    [
        (
            date(2027, 3, 28),
            time(1, 30),
            time(2, 30),
            "01:30 on Sun 28 Mar does not exist: the clocks go forward.",
        ),
        (
            date(2027, 3, 28),
            time(0, 30),
            time(1, 30),
            "01:30 on Sun 28 Mar does not exist: the clocks go forward.",
        ),
        (date(2027, 10, 31), time(1), time(2), "01:00 on Sun 31 Oct comes twice: the clocks go back."),
        (
            date(2027, 10, 31),
            time(0, 30),
            time(1, 30),
            "01:30 on Sun 31 Oct comes twice: the clocks go back.",
        ),
    ],
)
def test_an_edge_in_the_hour_that_is_missing_or_comes_twice_is_refused(
    here: TestDesk, day, starts, ends, told
):
    before = rules(here)
    with pytest.raises(Refusal) as refused:
        sessions.add(here.desk.history, wanted(here, day, starts, ends))
    assert refused.value.sentence == f"{told} Choose another time."
    assert (rules(here), times(here, day)) == (before, [])


@pytest.mark.parametrize(
    ("day", "count", "way"), [(date(2027, 3, 28), 6, "forward"), (date(2027, 10, 31), 14, "back")]
)
def test_hours_around_a_change_of_the_clocks_say_what_it_makes_of_them(here: TestDesk, day, count, way):
    with here.desk.store.read() as reader:
        found = sessions.before(reader, here.clock(), wanted(here, day, time(0, 30), time(3)))
    assert found.slots == count
    assert found.clocks.startswith(
        f"On Sun {day.day} {day:%b} 2027 the clocks go {way}: {count} slots instead of 10"
    )
    sessions.add(here.desk.history, wanted(here, day, time(0, 30), time(3)))
    assert len(times(here, day)) == count


def test_hours_that_end_as_the_clocks_go_forward_are_like_any_others(here: TestDesk):
    day = date(2027, 3, 28)
    sessions.add(here.desk.history, wanted(here, day, time(0), time(1)))
    assert times(here, day) == ["00:00", "00:15", "00:30", "00:45"]
