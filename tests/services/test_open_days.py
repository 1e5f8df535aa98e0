"""A day that is open all the same: its slots come and go with it, the hours of the clinic too, on both engines."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from reception.domain import span
from reception.domain.closure import Closure
from reception.domain.errors import Refusal
from reception.domain.gap import OpenDay
from reception.domain.ids import ClosureId, OpenDayId
from reception.services import clinics, closures, open_days
from reception.storage import slots as slot_rows
from tests.support.desks import MONDAY, Clock, Practice, TestDesk

CHRISTMAS, BOXING_MONDAY = date(2026, 12, 25), date(2026, 12, 28)


def day(desk: TestDesk, when: date = BOXING_MONDAY, clinic: str | None = "London") -> OpenDay:
    with desk.desk.store.read() as reader:
        where = clinics.named(reader, clinic).id if clinic else None
    return OpenDay(id=OpenDayId(0), day=when, clinic=where)


def count(desk: TestDesk, when: date = BOXING_MONDAY) -> int:
    with desk.desk.store.read() as reader:
        return slot_rows.count_between(reader, span.day_span(when))


def opened(desk: TestDesk) -> OpenDay:
    with desk.desk.store.read() as reader:
        (one,) = reader.all(OpenDay)
    return one


def test_a_published_holiday_that_is_opened_has_its_slots_at_once_and_loses_them_again(diary: Practice):
    desk = diary.desk()
    desk.publish(weeks=8)
    assert count(desk) == 0
    open_days.open_(desk.desk.history, [day(desk)])
    slots = count(desk)
    assert slots > 10
    assert desk.publish(weeks=8).change is None
    desk.book("10:00", day=BOXING_MONDAY)
    open_days.close(desk.desk.history, opened(desk))
    assert count(desk) == 1, "what is booked stays"
    assert [line.patient.name for line in desk.publish(weeks=8).calls] == ["Jane Holt"]
    desk.undo()
    assert count(desk) == slots
    desk.undo()
    desk.undo()
    assert count(desk) == 0


def test_a_holiday_that_is_not_published_yet_waits_for_publishing(here: TestDesk):
    change = open_days.open_(here.desk.history, [day(here)])
    assert str(change) == "Opened a day: London, Mon 28 Dec 2026"
    assert count(here) == 0
    here.publish(weeks=8)
    assert count(here) > 10


def test_opening_one_day_leaves_other_days_alone(diary: Practice):
    desk = diary.desk()
    desk.publish(weeks=8)
    with desk.desk.store.read() as reader:
        before = slot_rows.between(reader, span.days_span(MONDAY, BOXING_MONDAY - timedelta(days=1)))
        bedford = clinics.named(reader, "Bedford")
    shut = Closure(id=ClosureId(0), clinic=bedford.id, first=CHRISTMAS, last=BOXING_MONDAY)
    closures.close(desk.desk.history, shut, bedford)
    open_days.open_(desk.desk.history, [day(desk), day(desk, CHRISTMAS)])
    with desk.desk.store.read() as reader:
        after = slot_rows.between(reader, span.days_span(MONDAY, CHRISTMAS - timedelta(days=1)))
    assert after == [one for one in before if span.london_day(one.starts_at) < CHRISTMAS]
    assert count(desk, CHRISTMAS) > 0


def test_a_day_on_which_nothing_is_closed_is_refused(here: TestDesk):
    tuesday = MONDAY + timedelta(days=1)
    whose = here.slot("10:00").clinician
    for one, sentence in (
        (day(here, tuesday), "London is not closed on Tue 24 Nov 2026, so there is nothing to open"),
        (day(here, tuesday, None), "No clinic is closed on Tue 24 Nov 2026"),
        (OpenDay(id=OpenDayId(0), day=tuesday, clinician=whose), "is not away on Tue 24 Nov 2026"),
    ):
        with pytest.raises(Refusal, match=sentence) as caught:
            open_days.open_(here.desk.history, [one])
        assert caught.value.field == "day"
    with here.desk.store.read() as reader:
        assert reader.all(OpenDay) == []


def test_a_day_is_opened_once(here: TestDesk):
    open_days.open_(here.desk.history, [day(here)])
    with pytest.raises(Refusal, match="London is open on Mon 28 Dec 2026 already"):
        open_days.open_(here.desk.history, [day(here)])


def test_the_clinic_says_that_it_is_open_and_when(here: TestDesk, clock: Clock):
    clock.now = datetime.combine(BOXING_MONDAY, clock.now.timetz())

    def state() -> str:
        with here.desk.store.read() as reader:
            card = next(one for one in clinics.cards(reader, clock()) if one.clinic.name == "London")
        return card.state.text(clock())

    def is_open_in_hours() -> bool:
        with here.desk.store.read() as reader:
            london = clinics.named(reader, "London")
            return bool(clinics.open_hours(reader, london, BOXING_MONDAY)[BOXING_MONDAY])

    assert state().startswith("Closed (Boxing Day")
    assert not is_open_in_hours()
    open_days.open_(here.desk.history, [day(here)])
    assert state() == "Open until 18:00"
    assert is_open_in_hours()
    open_days.close(here.desk.history, opened(here))
    assert not is_open_in_hours()
