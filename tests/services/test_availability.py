"""The weekly rules through the services, on both engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from reception.domain.availability import Availability
from reception.domain.errors import Refusal
from reception.domain.ids import AvailabilityId
from reception.services import clinicians, clinics, slots
from tests.support.desks import MONDAY, TestDesk


def rota(desk: TestDesk, whose: str = "Eaton") -> list[Availability]:
    with desk.desk.store.read() as reader:
        clinician = clinicians.named(reader, whose)
        return [rule for rule in slots.rota(reader) if rule.clinician == clinician.id]


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
    change = slots.add_availability(
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
        slots.add_availability(here.desk.history, new_rule(here), weekdays={6, 0})
    assert rota(here) == before


def test_an_example_is_kept_whole_or_rule_by_rule(here: TestDesk):
    first = rota(here)[0]
    slots.edit_availability(here.desk.history, first, first)
    assert [rule.example for rule in rota(here)].count(False) == 1
    with here.desk.store.read() as reader:
        eaton = clinicians.named(reader, "Eaton")
    slots.keep_availability(here.desk.history, eaton)
    assert not any(rule.example for rule in rota(here))
    assert all(rule.example for rule in rota(here, "Sharples"))
    with pytest.raises(Refusal, match="No rule of this rota is an example"):
        slots.keep_availability(here.desk.history, eaton)
    here.undo()
    assert [rule.example for rule in rota(here)].count(False) == 1


def test_a_rule_that_was_removed_comes_back_as_it_was(here: TestDesk):
    before = rota(here)
    slots.remove_availability(here.desk.history, before[0])
    assert rota(here) == before[1:]
    done = here.publish()
    assert {date(2026, 11, 23), date(2026, 11, 30)} == {one.starts_at.date() for one in done.plan.withdrawing}
    here.undo()
    here.undo()
    assert rota(here) == before
