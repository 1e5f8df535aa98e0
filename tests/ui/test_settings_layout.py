"""Where the rules of a week stand on the board, and how they read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from reception.domain.availability import Availability
from reception.domain.ids import AvailabilityId, ClinicianId, ClinicId
from reception.ui.settings import layout

MONDAY = date(2026, 11, 23)
RULE = Availability(
    id=AvailabilityId(1),
    clinician=ClinicianId(1),
    clinic=ClinicId(1),
    weekday=0,
    starts=time(9),
    ends=time(12),
    valid_from=MONDAY,
)


def rule(id_: int, starts: int, ends: int, **more: object) -> Availability:
    made = replace(RULE, id=AvailabilityId(id_), starts=time(starts), ends=time(ends))
    return replace(made, **more)  # type: ignore[arg-type]


def lanes(*rules: Availability) -> dict[int, tuple[int, int]]:
    return {place.rule.id: (place.lane, place.lanes) for place in layout.places(rules)}


def test_rules_after_one_another_have_the_whole_width():
    assert lanes(rule(1, 9, 12), rule(2, 12, 17), rule(3, 9, 12, weekday=1)) == {
        1: (0, 1),
        2: (0, 1),
        3: (0, 1),
    }


def test_rules_of_the_same_hours_in_different_weeks_share_it():
    assert lanes(
        rule(1, 9, 12, every_weeks=2), rule(2, 10, 13, every_weeks=2), rule(3, 12, 14), rule(4, 15, 16)
    ) == {
        1: (0, 2),
        2: (1, 2),
        3: (0, 2),
        4: (0, 1),
    }


def test_the_board_holds_early_and_late_rules_and_sunday():
    assert layout.hours([RULE]) == (9, 18)
    assert layout.hours([replace(RULE, starts=time(7, 30), ends=time(20, 5))]) == (7, 21)
    assert len(layout.weekdays([RULE])) == 6
    assert len(layout.weekdays([replace(RULE, weekday=6)])) == 7


@pytest.mark.parametrize(
    ("ends", "slot", "gap", "text"),
    [
        (time(12), 15, 0, "12 slots of 15 min"),
        (time(12), 20, 5, "7 slots of 20 min, gaps of 5 min"),
        (time(9, 15), 15, 0, "1 slot of 15 min"),
        (time(9, 10), 15, 0, "0 slots of 15 min"),
        (time(9, 50), 20, 10, "2 slots of 20 min, gaps of 10 min"),
    ],
)
def test_the_slots_that_are_told_are_those_that_are_made(ends, slot, gap, text):
    made = replace(RULE, ends=ends, slot_minutes=slot, gap_minutes=gap)
    assert layout.slots_text(made) == text
    assert int(text.split()[0]) == len(list(made.spans_on(MONDAY)))


@pytest.mark.parametrize(
    ("weeks", "first", "today", "text"),
    [
        (1, MONDAY, MONDAY, "every week"),
        (2, MONDAY, MONDAY, "every 2 weeks, next Mon 23 Nov"),
        (2, MONDAY, MONDAY + timedelta(days=1), "every 2 weeks, next Mon 7 Dec"),
        (3, MONDAY + timedelta(days=2), MONDAY, "every 3 weeks, next Mon 14 Dec"),
        (8, MONDAY, MONDAY + timedelta(days=1), "every 8 weeks, next Mon 18 Jan"),
    ],
)
def test_the_next_day_of_a_rule_is_told(weeks, first, today, text):
    made = replace(RULE, every_weeks=weeks, valid_from=first)
    assert layout.repeat_text(made, today) == text
