"""Publishing through the services, on both engines: holidays decided one by one, kept ahead, and what stays booked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from reception.domain import span
from reception.domain.closure import Closure
from reception.domain.errors import Refusal
from reception.domain.gap import OpenDay
from reception.domain.ids import ClosureId, LeaveId, OpenDayId
from reception.domain.leave import Leave
from reception.domain.organisation import Organisation
from reception.domain.rota import Why
from reception.domain.slot import Slot, SlotState
from reception.domain.staff import PROGRAM
from reception.services import availability, clinics, closures, leave, organisation, publishing, slots
from reception.storage import journal
from reception.storage import slots as slot_rows
from tests.support.desks import MONDAY, Clock, Practice, TestDesk

SATURDAY, BOXING_MONDAY = date(2026, 12, 26), date(2026, 12, 28)
WEEKS = 8


def there(desk: TestDesk, day: date) -> set[str]:
    """Return the clinics that have slots on a day."""
    with desk.desk.store.read() as reader:
        names = {clinic.id: clinic.name for clinic in clinics.all_open(reader)}
        return {names[slot.clinic] for slot in slot_rows.between(reader, span.day_span(day))}


def opening(desk: TestDesk, day: date, clinic: str | None = None) -> OpenDay:
    with desk.desk.store.read() as reader:
        where = clinics.named(reader, clinic).id if clinic else None
    return OpenDay(id=OpenDayId(0), day=day, clinic=where)


def publish(desk: TestDesk, *days: OpenDay) -> publishing.Published:
    return publishing.publish(desk.desk.history, first=MONDAY, weeks=WEEKS, opening=days)


def test_both_days_after_christmas_are_left_out_until_one_is_opened(diary: Practice):
    desk = diary.desk()
    done = publish(desk)
    assert {one.day for one in done.plan.left_out} >= {SATURDAY, BOXING_MONDAY}
    assert there(desk, SATURDAY) == there(desk, BOXING_MONDAY) == set()
    done = publish(desk, opening(desk, BOXING_MONDAY, "London"))
    assert there(desk, SATURDAY) == set()
    assert there(desk, BOXING_MONDAY) == {"London"}
    assert str(done.change).startswith("Published slots: 23 Nov 2026 – 17 Jan 2027, ")
    assert publish(desk, opening(desk, BOXING_MONDAY, "London")).change is None, "said twice is done once"
    desk.undo()
    assert there(desk, BOXING_MONDAY) == set()
    with desk.desk.store.read() as reader:
        assert reader.all(OpenDay) == []
    desk.redo()
    assert there(desk, BOXING_MONDAY) == {"London"}


def test_a_day_that_is_not_left_out_is_not_opened(here: TestDesk):
    tuesday = MONDAY + timedelta(days=1)
    for day, clinic, said in (
        (tuesday, None, "Tue 24 Nov 2026 is not left out at any clinic, so there is nothing to open."),
        (tuesday, "London", "Tue 24 Nov 2026 is not left out at London, so there is nothing to open."),
        (
            date(2027, 3, 26), "London",
            "Fri 26 Mar 2027 is not in 23 Nov 2026 – 17 Jan 2027. Publish more weeks, or choose another day.",
        ),
        (
            MONDAY - timedelta(days=1), None,
            "Sun 22 Nov 2026 is not in 23 Nov 2026 – 17 Jan 2027. Publish from an earlier day, or choose another day.",
        ),
    ):  # fmt: skip
        with pytest.raises(Refusal, match=said) as caught:
            publish(here, opening(here, day, clinic))
        assert caught.value.field == "open"
    with here.desk.store.read() as reader:
        assert reader.all(OpenDay) == []


def test_a_booked_call_that_no_longer_fits_is_named_and_kept(here: TestDesk):
    here.book("10:00")
    with here.desk.store.read() as reader:
        slot = here.slot("10:00")
        rule = next(
            one
            for one in availability.rota(reader)
            if (one.clinician, one.weekday, one.starts.hour) == (slot.clinician, 0, 9)
        )
    availability.remove(here.desk.history, rule)
    done = here.publish()
    assert [(line.patient.name, line.clinic.name) for line in done.calls] == [("Jane Holt", "London")]
    assert here.line().slot == slot
    assert here.publish().change is None


def test_a_cancelled_call_is_none_that_conflicts(here: TestDesk):
    here.book("10:00")
    here.cancel()
    with here.desk.store.read() as reader:
        for rule in availability.rota(reader):
            if rule.weekday == 0:
                availability.remove(here.desk.history, rule)
    assert here.publish().calls == ()


# ---- closed, and open again


def closing(desk: TestDesk, day: date) -> Closure:
    with desk.desk.store.read() as reader:
        london = clinics.named(reader, "London")
    shut = Closure(id=ClosureId(0), clinic=None, first=day, last=day, reason="Training")
    made = closures.close(desk.desk.history, shut, london).edits[0].after
    assert isinstance(made, Closure)
    return made


def offered(desk: TestDesk, day: date, clinic: str = "London") -> int:
    with desk.desk.store.read() as reader:
        where = clinics.named(reader, clinic).id
        found = slots.free(reader, desk.clock(), clinic=where, from_day=day, limit=500)
    return sum(span.london_day(one.slot.starts_at) == day for one in found)


def test_what_was_published_while_a_clinic_was_closed_is_offered_when_the_closure_is_taken_out(
    here: TestDesk,
):
    published, later = MONDAY + timedelta(days=7), MONDAY + timedelta(days=14)
    before = offered(here, published)
    assert before > 0
    assert offered(here, later) == 0, "not published yet"
    shut = [closing(here, day) for day in (published, later)]
    done = here.publish(weeks=4)
    assert {one.day for one in done.plan.left_out if one.why is Why.CLOSED} == {published, later}
    assert done.plan.withdrawing == ()
    assert offered(here, published) == offered(here, later) == 0
    assert here.publish(weeks=4).change is None
    for one in shut:
        closures.reopen(here.desk.history, one, "London")
    assert offered(here, published) == offered(here, later) == before
    assert here.publish(weeks=4).change is None


def test_undoing_a_closure_after_publishing_offers_its_slots_again(here: TestDesk, there: TestDesk):
    day = MONDAY + timedelta(days=7)
    before = offered(here, day)
    closing(here, day)
    there.publish(weeks=3)
    assert offered(here, day) == 0
    here.undo()
    assert offered(here, day) == before


def test_leave_that_ends_after_publishing_offers_its_slots_again(here: TestDesk):
    whose = here.slot("10:00").clinician
    days = [MONDAY + timedelta(days=number) for number in (7, 14)]
    before = offered(here, days[0])
    holiday = Leave(id=LeaveId(0), clinician=whose, first=days[0], last=days[1])
    change = leave.take(here.desk.history, holiday)
    done = here.publish(weeks=3)
    assert done.plan.waiting > 0
    assert str(done.change).endswith(f"{done.plan.offered:,} opened, {done.plan.waiting:,} in days left out")
    assert any("away" in str(one) for one in done.plan.left_out)
    assert offered(here, days[0]) < before
    taken = change.edits[0].after
    assert isinstance(taken, Leave)
    leave.end(here.desk.history, taken)
    assert [offered(here, day) for day in days] == [before, before]


# ---- by hand


def test_what_a_person_withdrew_is_not_published_again_until_it_is_released(here: TestDesk):
    slot = here.slot("10:00")
    slots.withdraw(here.desk.history, [slot], "Room is painted")
    assert here.publish().change is None
    gone = here.slot("10:00")
    assert (gone.state, gone.reason) == (SlotState.WITHDRAWN, "Room is painted")
    slots.release(here.desk.history, [gone])
    assert here.slot("10:00") == slot


def test_a_released_slot_of_an_embargo_stays_open(diary: Practice, clock: Clock):
    desk = diary.desk()
    with desk.desk.store.read() as reader:
        rules = [rule for rule in availability.rota(reader) if rule.weekday == 2]
    for rule in rules:
        availability.edit(desk.desk.history, rule, replace(rule, opens_days_before=1))
    desk.publish()
    wednesday = MONDAY + timedelta(days=2)

    def free() -> set[str]:
        with desk.desk.store.read() as reader:
            found = slots.free(reader, clock(), from_day=wednesday, limit=500)
        return {
            span.clock(one.slot.starts_at)
            for one in found
            if span.london_day(one.slot.starts_at) == wednesday and one.clinic.name == first_clinic
        }

    with desk.desk.store.read() as reader:
        shut = slot_rows.between(reader, span.day_span(wednesday))
        first_clinic = slots.line(reader, shut[0].id).clinic.name
    assert free() == set()
    slots.release(desk.desk.history, [shut[0]])
    assert free() == {span.clock(shut[0].starts_at)}
    assert desk.publish().change is None
    with desk.desk.store.read() as reader:
        opened = reader.get(Slot, shut[0].id)
    with pytest.raises(Refusal, match="is not blocked"):
        slots.release(desk.desk.history, [opened])
    clock.move(hours=15)
    assert len(free()) > 5, "Tuesday began in London"
    tuesday = MONDAY + timedelta(days=1)
    done = publishing.publish(desk.desk.history, first=tuesday, weeks=1)
    assert done.plan.withdrawing == ()


# ---- ahead


def policy(desk: TestDesk) -> Organisation:
    with desk.desk.store.read() as reader:
        return organisation.get(reader)


def keep_ahead(desk: TestDesk, weeks: int = 2) -> None:
    seen = policy(desk)
    organisation.edit(desk.desk.history, seen, replace(seen, publishes_ahead=True, weeks_ahead=weeks))


def test_nothing_is_published_ahead_until_somebody_wishes_it(here: TestDesk):
    assert not policy(here).publishes_ahead
    assert publishing.keep_ahead(here.desk.history) is None


def test_the_weeks_ahead_are_published_once_a_day_whatever_the_number_of_desks(
    here: TestDesk, there: TestDesk, clock: Clock
):
    keep_ahead(here)
    done = publishing.keep_ahead(here.desk.history)
    assert done is not None
    assert done.change is None, "two weeks are published already"
    clock.move(days=1)
    for desk, is_first in ((here, True), (there, False), (here, False)):
        done = publishing.keep_ahead(desk.desk.history)
        assert done is not None
        assert (done.change is not None) is is_first
    with here.desk.store.read() as reader:
        last = journal.lines(reader.connection, limit=1)[0][0]
        day = slot_rows.between(reader, span.day_span(MONDAY + timedelta(days=14)))
    assert (last.staff, last.who, last.action) == (PROGRAM.id, "Reception", "Published slots")
    assert day
    assert here.undo().action == "Changed publishing", "what the program did is not the person's to undo"


def test_weeks_ahead_are_one_to_fifty_three(here: TestDesk):
    with pytest.raises(Refusal, match="Publish 1 to 53 weeks ahead") as caught:
        keep_ahead(here, 0)
    assert caught.value.field == "weeks"
    keep_ahead(here, 3)
    with here.desk.store.read() as reader:
        assert journal.lines(reader.connection, limit=1)[0][0].sentence == (
            "Changed publishing: always 3 weeks ahead"
        )
