"""The weekly rules through the services, on both engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from reception.domain import span
from reception.domain.availability import Availability
from reception.domain.errors import Refusal
from reception.domain.ids import AvailabilityId
from reception.services import availability, clinicians, clinics
from reception.services.availability import Copying
from reception.storage import slots as slot_rows
from tests.support.desks import MONDAY, Clock, Practice, TestDesk


def rota(desk: TestDesk, whose: str = "Eaton") -> list[Availability]:
    with desk.desk.store.read() as reader:
        clinician = clinicians.named(reader, whose)
        return [rule for rule in availability.rota(reader) if rule.clinician == clinician.id]


def new_rule(desk: TestDesk, **more: object) -> Availability:
    with desk.desk.store.read() as reader:
        made = Availability(
            id=AvailabilityId(0),
            clinician=clinicians.named(reader, "Eaton").id,
            clinic=clinics.named(reader, "Bedford").id,
            weekday=6,
            starts=time(10),
            ends=time(12),
            valid_from=MONDAY,
        )
    return replace(made, **more)  # type: ignore[arg-type]


def test_the_same_hours_on_several_days_are_one_change(here: TestDesk):
    before = rota(here)
    change = availability.add(
        here.desk.history, new_rule(here, starts=time(18), ends=time(19)), weekdays={0, 2, 4}
    )
    assert str(change) == "Added availability: Monday 18:00–19:00 and 2 more"
    added = [rule for rule in rota(here) if rule.starts == time(18)]
    assert [rule.weekday for rule in added] == [0, 2, 4]
    assert not any(rule.example for rule in added)
    here.undo()
    assert rota(here) == before


def test_one_day_that_does_not_fit_refuses_them_all(here: TestDesk):
    before = rota(here)
    with pytest.raises(Refusal, match=r"overlaps Monday 09:00–12:00 of the same clinician"):
        availability.add(here.desk.history, new_rule(here), weekdays={6, 0})
    assert rota(here) == before


def test_an_example_is_kept_whole_or_rule_by_rule(here: TestDesk):
    first = rota(here)[0]
    availability.edit(here.desk.history, first, first)
    assert [rule.example for rule in rota(here)].count(False) == 1
    with here.desk.store.read() as reader:
        eaton = clinicians.named(reader, "Eaton")
    availability.keep(here.desk.history, eaton)
    assert not any(rule.example for rule in rota(here))
    assert all(rule.example for rule in rota(here, "Sharples"))
    with pytest.raises(Refusal, match="No rule of this rota is an example"):
        availability.keep(here.desk.history, eaton)
    here.undo()
    assert [rule.example for rule in rota(here)].count(False) == 1


def test_a_rule_that_was_removed_comes_back_as_it_was(here: TestDesk):
    before = rota(here)
    availability.remove(here.desk.history, before[0])
    assert rota(here) == before[1:]
    done = here.publish()
    assert {date(2026, 11, 23), date(2026, 11, 30)} == {one.starts_at.date() for one in done.plan.withdrawing}
    here.undo()
    here.undo()
    assert rota(here) == before


# ---- saving along with publishing, and copying


def slots_on(desk: TestDesk, day: date, whose: str = "Eaton") -> list[str]:
    with desk.desk.store.read() as reader:
        clinician = clinicians.named(reader, whose)
        found = slot_rows.between(reader, span.day_span(day))
    return [span.clock(slot.starts_at) for slot in found if slot.clinician == clinician.id]


def test_what_an_edit_would_change_is_told_before_and_done_in_one_step(here: TestDesk, clock: Clock):
    here.book("09:15")
    seen = rota(here)[0]
    assert (seen.weekday, seen.starts) == (0, time(9))
    new = replace(seen, starts=time(10))
    with here.desk.store.read() as reader:
        told = availability.effect(reader, clock(), before=[seen], after=[new])
    assert told is not None
    assert [line.patient.name for line in told.calls] == ["Jane Holt"]
    assert len(told.plan.withdrawing) == 7, "four a morning for two weeks, and one is booked"
    assert slots_on(here, MONDAY)[:2] == ["09:00", "09:15"], "asking changes nothing"
    change = availability.edit(here.desk.history, seen, new, publish=True)
    assert str(change) == "Edited availability and published: Monday 10:00–12:00, 0 opened, 7 withdrawn"
    assert slots_on(here, MONDAY)[:2] == ["09:15", "10:00"]
    assert here.publish().change is None
    here.undo()
    assert rota(here)[0] == seen
    assert slots_on(here, MONDAY)[:2] == ["09:00", "09:15"]
    here.redo()
    assert slots_on(here, MONDAY)[:2] == ["09:15", "10:00"]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"slot_minutes": 0}, "A slot lasts 5 to 60 minutes"),
        ({"gap_minutes": -15}, "A gap lasts 0 to 60 minutes"),
    ],
)
def test_slots_that_would_never_end_are_refused_in_every_way_to_a_rule(
    here: TestDesk, clock: Clock, more, said
):
    history, before = here.desk.history, rota(here)
    odd, seen = new_rule(here, **more), before[0]
    for act in (
        lambda: availability.add(history, odd),
        lambda: availability.add(history, odd, publish=True),
        lambda: availability.edit(history, seen, replace(seen, **more), publish=True),
    ):
        with pytest.raises(Refusal, match=said):
            act()
    with here.desk.store.read() as reader, pytest.raises(Refusal, match=said):
        availability.effect(reader, clock(), after=[odd])
    assert rota(here) == before


def test_an_edit_publishes_nobody_elses_changes(here: TestDesk):
    other = rota(here, "Sharples")[0]
    availability.remove(here.desk.history, other)
    before = slots_on(here, MONDAY + timedelta(days=other.weekday), "Sharples")
    seen = rota(here)[0]
    availability.edit(here.desk.history, seen, replace(seen, starts=time(11)), publish=True)
    assert slots_on(here, MONDAY + timedelta(days=other.weekday), "Sharples") == before


def test_where_nothing_is_published_saving_is_all(diary: Practice, clock: Clock):
    desk = diary.desk()
    seen = rota(desk)[0]
    new = replace(seen, starts=time(11))
    with desk.desk.store.read() as reader:
        assert availability.effect(reader, clock(), before=[seen], after=[new]) is None
    assert availability.edit(desk.desk.history, seen, new, publish=True).action == "Edited availability"


def test_a_week_is_copied_to_somebody_else_and_published(here: TestDesk):
    with here.desk.store.read() as reader:
        eaton = clinicians.named(reader, "Eaton")
    clinicians.add(here.desk.history, "Dr Nora Vale")
    with here.desk.store.read() as reader:
        vale = clinicians.named(reader, "Vale")
    copying = Copying(source=eaton.id, week=MONDAY, to=vale.id, first=MONDAY, last=MONDAY + timedelta(days=6))
    change = availability.copy(here.desk.history, copying, publish=True)
    assert change.subject.startswith(f"Dr Nora Vale, {len(rota(here))} rules from Mon 23 Nov 2026, ")
    assert slots_on(here, MONDAY, "Vale") == slots_on(here, MONDAY)
    assert slots_on(here, MONDAY + timedelta(days=7), "Vale") == []
    here.undo()
    assert rota(here, "Vale") == []
    assert slots_on(here, MONDAY, "Vale") == []
    with pytest.raises(Refusal, match="of the same clinician"):
        availability.copy(here.desk.history, replace(copying, to=eaton.id))


def test_a_day_is_copied_to_another_day(here: TestDesk):
    with here.desk.store.read() as reader:
        eaton = clinicians.named(reader, "Eaton")
    copying = Copying(
        source=eaton.id, week=MONDAY, weekday=0, to=eaton.id, weekdays=frozenset({6}), first=MONDAY
    )
    availability.copy(here.desk.history, copying)
    hours = [(rule.starts, rule.ends) for rule in rota(here) if rule.weekday == 0]
    assert [(rule.starts, rule.ends) for rule in rota(here) if rule.weekday == 6] == hours


def test_who_is_retired_gets_no_hours(here: TestDesk):
    before = rota(here)
    rule = new_rule(here)
    with here.desk.store.read() as reader:
        eaton = clinicians.named(reader, "Eaton")
    clinicians.retire(here.desk.history, eaton)
    with pytest.raises(Refusal, match="Mr Oliver Eaton is retired. Bring them back first"):
        availability.add(here.desk.history, rule)
    here.undo()
    assert rota(here) == before
