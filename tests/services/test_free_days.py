"""The first free slot of each of the next days, for every kind of wish."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from reception.domain import span
from reception.domain.clinician import Clinician
from reception.domain.closure import Closure
from reception.domain.errors import Refusal
from reception.domain.ids import ClosureId
from reception.domain.wish import FreeWish
from reception.services import clinics, closures, free_days
from reception.services.free_days import FreeDay
from tests.support.desks import MONDAY, TestDesk
from tests.ui.test_statements import counted


def found(desk: TestDesk, clinic: str = "", **wish: object) -> list[FreeDay]:
    more = {name: wish.pop(name) for name in ("from_day", "clinician", "days") if name in wish}
    with desk.desk.store.read() as reader:
        where = (clinics.named(reader, clinic),) if clinic else ()
        asked = FreeWish(today=MONDAY, clinics=where, **wish)  # type: ignore[arg-type]
        return free_days.next_days(reader, asked, desk.clock(), **more)  # type: ignore[arg-type]


def test_ten_days_are_offered_each_with_its_first_free_time(here):
    offered = found(here)
    assert len(offered) == 10
    assert [one.day for one in offered] == sorted({one.day for one in offered})
    for one in offered:
        assert span.london_day(one.first.slot.starts_at) == one.day
        assert [line.slot.starts_at for line in one.slots] == sorted(
            line.slot.starts_at for line in one.slots
        )


def test_a_slot_that_is_booked_is_not_the_first_any_more(here):
    before = found(here, "London")[0].first
    here.book(span.clock(before.slot.starts_at))
    assert found(here, "London")[0].first != before
    here.undo()
    assert found(here, "London")[0].first == before


def test_times_of_day_and_weekdays_are_kept_to(here):
    offered = found(here, after=time(14), before=time(16), weekdays=(1, 3))
    assert offered
    for one in offered:
        assert one.day.weekday() in (1, 3)
        assert all(time(14) <= span.london(line.slot.starts_at).time() < time(16) for line in one.slots)


def test_one_clinician_is_asked_for(here):
    with here.desk.store.read() as reader:
        clinician = reader.all(Clinician)[0]
    offered = found(here, clinician=clinician.id)
    assert offered
    assert {line.clinician.id for one in offered for line in one.slots} == {clinician.id}


def test_it_starts_from_a_later_day_and_never_in_the_past(here):
    later = MONDAY + timedelta(days=8)
    assert found(here, from_day=later)[0].day >= later
    assert found(here, from_day=date(2020, 1, 6))[0].first.slot.starts_at >= here.clock()


def test_days_after_the_last_published_one_offer_nothing(here):
    assert found(here, from_day=MONDAY + timedelta(days=30)) == []


def test_days_that_are_named_are_the_only_ones(here):
    tuesday = MONDAY + timedelta(days=1)
    assert [one.day for one in found(here, days=1)] != []
    assert [one.day for one in found(here, weekdays=(1,), days=1)] == [tuesday]


def closed_afternoons(desk: TestDesk) -> None:
    """Close each clinic every afternoon of a year."""
    with desk.desk.store.read() as reader:
        places = clinics.all_open(reader)
    last = MONDAY + timedelta(days=365)
    for place in places:
        shut = Closure(id=ClosureId(0), clinic=place.id, first=MONDAY, last=last, starts=time(13))
        closures.close(desk.desk.history, shut, place)


def test_what_is_free_is_found_where_every_clinic_is_closed_each_afternoon_of_a_year(here):
    here.publish(2, MONDAY + timedelta(weeks=2))
    closed_afternoons(here)
    offered = found(here)
    assert len(offered) == 10
    starts = [span.london(line.slot.starts_at).time() for one in offered for line in one.slots]
    assert max(starts) < time(13)
    assert found(here, after=time(14)) == []
    assert here.free_times(1) == [span.clock(found(here, "London")[0].first.slot.starts_at)]


def test_what_no_day_has_is_asked_for_no_day_by_itself(here):
    """A wish that nothing suits is answered in a few statements, however many weeks are published."""
    here.publish(40, MONDAY + timedelta(weeks=2))
    with counted(here.desk.store.engine) as sent:
        assert found(here, after=time(22)) == []
    assert len(sent) <= 12


def test_days_are_whole_where_more_is_free_than_is_read_at_once(here, monkeypatch: pytest.MonkeyPatch):
    """Slots that start together, of several clinicians, stand on both sides of where one question ends."""
    whole = found(here)
    for at_once in (1, 7):
        monkeypatch.setattr(free_days, "SLOTS_OF_DAYS", at_once)
        assert found(here) == whole


def test_days_asked_for_beyond_the_first_question_are_found(here, monkeypatch: pytest.MonkeyPatch):
    wanted = {"after": time(9, 30), "before": time(10)}
    whole = found(here, **wanted)
    monkeypatch.setattr(free_days, "DAYS_AT_FIRST", 1)
    monkeypatch.setattr(free_days, "DAYS_AT_ONCE", 2)
    assert found(here, **wanted) == whole
    assert len(whole) == 10


def test_a_day_beyond_the_calendar_is_refused(here):
    with pytest.raises(Refusal):
        found(here, from_day=date(1, 1, 1))
