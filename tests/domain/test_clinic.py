"""Open now, or when next."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from reception.domain import clinic as rules
from reception.domain.clinic import Opening
from reception.domain.closure import Closure
from reception.domain.errors import Refusal
from reception.domain.ids import ClinicId, ClosureId
from tests.domain.test_availability import LONDON


def at(day, clock):
    return datetime.combine(date(2026, 11, day), time.fromisoformat(clock), UTC)


def state(moment, closures=(), holidays=None):
    return rules.open_state(LONDON, closures, holidays or {}, moment).text(moment)


@pytest.mark.parametrize(
    ("moment", "sentence"),
    [
        (at(23, "09:00"), "Open until 18:00"),
        (at(23, "08:59"), "Closed, opens 09:00"),
        (at(23, "18:00"), "Closed, opens Tue 09:00"),
        (at(28, "18:30"), "Closed, opens Mon 09:00"),
    ],
)
def test_open_now_or_when_next(moment, sentence):
    assert state(moment) == sentence


def test_a_bank_holiday_is_named():
    assert (
        state(at(23, "10:00"), holidays={date(2026, 11, 23): "May Day"})
        == "Closed (May Day), opens Tue 09:00"
    )


def test_a_clinic_that_closes_early_says_until_when():
    shut = Closure(
        id=ClosureId(1), clinic=None, first=date(2026, 11, 23), last=date(2026, 11, 23),
        starts=time(13), reason="training",
    )  # fmt: skip
    assert state(at(23, "10:00"), [shut]) == "Open until 13:00"
    assert state(at(23, "13:00"), [shut]) == "Closed (training), opens Tue 09:00"


def test_a_long_closure_names_the_day_it_ends():
    shut = Closure(id=ClosureId(1), clinic=ClinicId(1), first=date(2026, 11, 20), last=date(2026, 12, 4))
    assert state(at(23, "10:00"), [shut]) == "Closed, opens Sat 5 Dec 09:00"


def test_closed_for_good_promises_nothing():
    never = replace(LONDON, hours=())
    assert rules.open_state(never, (), {}, at(23, "10:00")).text(at(23, "10:00")) == "Closed"
    assert rules.hours_text(never) == "closed"


def test_hours_read_as_one_line():
    assert rules.hours_text(LONDON) == "Mon–Sat 09:00–18:00"
    split = replace(LONDON, hours=(*LONDON.hours[1:], Opening(weekday=0, opens=time(9), closes=time(12))))
    assert rules.hours_text(split) == "Mon 09:00–12:00; Tue–Sat 09:00–18:00"


def test_hours_that_end_before_they_start_are_refused():
    wrong = replace(LONDON, hours=(Opening(weekday=0, opens=time(18), closes=time(9)),))
    with pytest.raises(Refusal, match="Monday closes at 09:00, before it opens at 18:00"):
        rules.edit(LONDON, wrong, [LONDON])


def test_a_clinic_without_a_street_is_refused():
    with pytest.raises(Refusal, match="needs its street"):
        rules.edit(LONDON, replace(LONDON, street=" "), [LONDON])


@pytest.mark.parametrize("name", ["Bedford", "BEDFORD", " bédford "])
def test_two_clinics_cannot_have_one_name(name):
    others = [LONDON, replace(LONDON, id=ClinicId(2), name="Bedford")]
    with pytest.raises(Refusal, match="There is already a clinic Bedford") as caught:
        rules.edit(LONDON, replace(LONDON, name=name), others)
    assert caught.value.field == "name"
    assert rules.edit(LONDON, replace(LONDON, name="LONDON"), others).subject == "LONDON"
