"""Which holidays are to be decided, and how it is said."""

from __future__ import annotations

from datetime import date, time, timedelta

from reception.domain import holiday
from reception.domain.availability import Availability
from reception.domain.closure import Closure
from reception.domain.gap import OpenDay
from reception.domain.holiday import Decision, Undecided
from reception.domain.ids import AvailabilityId, ClinicianId, ClinicId, ClosureId, OpenDayId

SATURDAY, MONDAY = date(2026, 12, 26), date(2026, 12, 28)
HOLIDAYS = {MONDAY: "Boxing Day, substitute day", SATURDAY: "Boxing Day"}
LONDON, BEDFORD = ClinicId(1), ClinicId(2)


def rule(clinic: ClinicId, weekday: int) -> Availability:
    return Availability(
        id=AvailabilityId(1), clinician=ClinicianId(1), clinic=clinic, weekday=weekday, starts=time(9),
        ends=time(12), valid_from=date(2026, 11, 2),
    )  # fmt: skip


def shut(id_: int, clinic: ClinicId | None, day: date, **times: time) -> Closure:
    return Closure(id=ClosureId(id_), clinic=clinic, first=day, last=day, **times)


def opened(id_: int, clinic: ClinicId | None, day: date) -> OpenDay:
    return OpenDay(id=OpenDayId(id_), day=day, clinic=clinic)


def days(rules, closures=(), open_days=()) -> list[tuple[date, tuple[int, ...]]]:
    return [(one.day, one.clinics) for one in holiday.undecided(rules, HOLIDAYS, closures, open_days)]


def test_a_day_is_asked_about_where_somebody_would_work():
    assert days([rule(BEDFORD, 5)]) == [(SATURDAY, (2,))]
    assert days([rule(LONDON, 0), rule(BEDFORD, 0), rule(BEDFORD, 5)]) == [(SATURDAY, (2,)), (MONDAY, (1, 2))]
    assert days([rule(BEDFORD, 2)]) == []


def test_it_is_decided_by_a_closure_of_the_whole_day_or_by_an_open_day():
    both = [rule(LONDON, 0), rule(BEDFORD, 0)]
    assert days(both, [shut(5, LONDON, MONDAY)]) == [(MONDAY, (2,))]
    assert days(both, [shut(5, None, MONDAY)]) == []
    assert days(both, [shut(5, None, MONDAY, starts=time(13))]) == [(MONDAY, (1, 2))]
    assert days(both, (), [opened(5, BEDFORD, MONDAY)]) == [(MONDAY, (1,))]
    assert days(both, [shut(5, None, MONDAY + timedelta(days=1))]) == [(MONDAY, (1, 2))]


def test_the_later_word_counts():
    assert holiday.state(LONDON, MONDAY, [shut(5, None, MONDAY)], [opened(6, LONDON, MONDAY)]) is True
    assert holiday.state(LONDON, MONDAY, [shut(7, None, MONDAY)], [opened(6, LONDON, MONDAY)]) is False
    assert holiday.state(LONDON, MONDAY, [], []) is None


def test_how_it_is_said():
    two = [Undecided(day=day, name=HOLIDAYS[day], clinics=(LONDON,)) for day in (SATURDAY, MONDAY)]
    assert holiday.sentence([]) == ""
    assert holiday.sentence(two[:1]) == "Sat 26 Dec is a bank holiday and left out: is it worked?"
    assert holiday.sentence(two) == (
        "Sat 26 Dec and Mon 28 Dec are bank holidays and left out: are they worked?"
    )
    assert holiday.days_text([*two, *two, *two]) == "Sat 26 Dec, Mon 28 Dec, Sat 26 Dec and 3 more"
    said = [
        Decision(day=MONDAY, clinic=LONDON, is_open=True),
        Decision(day=MONDAY, clinic=BEDFORD, is_open=False),
        Decision(day=SATURDAY, clinic=BEDFORD, is_open=False),
    ]
    assert holiday.subject(said, {LONDON: "London", BEDFORD: "Bedford"}) == (
        "Sat 26 Dec 2026 closed at Bedford; Mon 28 Dec 2026 open at London, closed at Bedford"
    )
