"""The whole life of a diary against a small model: two desks do everything that can be done, in any order.

What must hold after every step, on both engines: no clinician is in two calls at once, no slot is booked twice, no
patient is called twice at one moment, no acknowledged call is lost, and the diary is exactly what the model says. The
model (`tests/support/life/`) works out by itself what each act must come to, and what undo must take back, so that an
act that does nothing fails here. The days are those around both changes of the clocks, with slots in the hour that
comes twice and around the one that is missing. The short form runs in the tests; RECEPTION_LONG=1 takes more than
100,000 steps.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import time, timedelta
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from reception.domain import span
from reception.domain.call import CancelledBy, Result
from tests.support.desks import Clock, Practice, practice, practice_at
from tests.support.life.acts import Life
from tests.support.life.playing import AUTUMN, POOL, SPRING, Season, weekend

IS_LONG = bool(os.environ.get("RECEPTION_LONG"))
LONG = 1_300
"""How often the long form begins anew in each season, each time for up to 50 steps: more than 100,000 in all."""
USUAL = {"Booked", "Moved", "Cancelled", "Taken back"}
ALL = USUAL | {
    "Swapped", "Booked again", "Recorded “Not suitable”", "Recorded “No answer”", "Reopened", "Parked",
    "Took off the pinboard", "Blocked", "Released", "Withdrew", "Brought back", "Closed a clinic",
    "Took out a closure", "Added leave", "Took out leave", "Retired a clinician", "Brought back a clinician",
    "Edited availability", "Edited availability and published", "Published slots", "Done again",
}  # fmt: skip


@pytest.fixture(params=[AUTUMN, SPRING], ids=str)
def season(request: pytest.FixtureRequest) -> Season:
    """Return one of the two changes of the clocks."""
    found: Season = request.param
    return found


@pytest.fixture
def factory(
    request: pytest.FixtureRequest, engine: str, season: Season, tmp_path: Path
) -> Callable[[], Practice]:
    """Return what makes a new diary of the same first contents in no time, in the place of the one before."""

    def first(folder: Path, place: Path | str) -> None:
        weekend(practice(folder, place, Clock(season.start - timedelta(minutes=1))))

    if engine == "sqlite":
        first(tmp_path / "first", tmp_path / "first" / "reception.db")

        def made() -> Practice:
            folder = tmp_path / "life"
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(tmp_path / "first", folder)
            return practice_at(folder, folder / "reception.db", Clock(season.start))

    else:
        server = request.getfixturevalue("server")

        def made() -> Practice:
            server.throw_away()
            place = server.copy_of(f"whole life, {season}", lambda at: first(tmp_path, at))
            return practice_at(tmp_path, place, Clock(season.start))

    return made


def test_two_desks_can_do_anything_in_any_order(factory: Callable[[], Practice], season: Season):
    Life.make, Life.season, Life.steps_taken = staticmethod(factory), season, 0  # type: ignore[assignment]
    Life.came_about.clear()
    for examples in (LONG,) if IS_LONG else (12, 36):  # more where few of the usual acts came about
        amount = settings(
            max_examples=examples,
            stateful_step_count=50 if IS_LONG else 40,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )
        run_state_machine_as_test(Life, settings=amount)
        if Life.came_about.keys() >= USUAL:
            break
    assert Life.steps_taken >= (50_000 if IS_LONG else 200)
    assert Life.came_about.keys() >= USUAL
    if IS_LONG:
        assert Life.came_about.keys() >= ALL


def test_each_act_and_its_undo_come_to_what_the_model_says(factory: Callable[[], Practice], season: Season):
    life = begun(factory, season)
    for desk, act in a_day_at_two_desks(life):
        for one in (act, partial(life.undo, desk), partial(life.redo, desk)):
            one()
            life.the_diary_is_what_the_model_says()
            life.nobody_is_in_two_places_at_once()
    assert Life.came_about["Taken back"] == Life.came_about["Done again"] == len(a_day_at_two_desks(life))
    life.teardown()
    assert Life.came_about.keys() >= ALL


def begun(factory: Callable[[], Practice], season: Season) -> Life:
    """Return a life in which three calls are booked."""
    Life.make, Life.season = staticmethod(factory), season  # type: ignore[assignment]
    Life.came_about.clear()
    life = Life()
    life.open()
    return life


def a_day_at_two_desks(life: Life) -> tuple[tuple[int, Callable[[], None]], ...]:
    """Return every act, and the desk that does it."""
    at_night = 2 * POOL - 1
    return (
        (0, lambda: life.move(0, 0, 1)),
        (1, lambda: life.swap(1, 0, 2)),
        (0, lambda: life.park_or_take_off(0, 1)),
        (1, lambda: life.park_or_take_off(1, 1)),
        (1, lambda: life.park_or_take_off(1, 1)),
        (0, lambda: life.cancel(0, 1, CancelledBy.CLINICIAN, "Ill")),
        (1, lambda: life.take_up(1, 0)),
        (1, lambda: life.record(1, 0, Result.NO_ANSWER)),
        (1, lambda: life.record(1, 0, Result.NOT_SUITABLE)),
        (0, lambda: life.reopen(0, 0)),
        (0, lambda: life.block_or_release(0, at_night)),
        (1, lambda: life.block_or_release(1, at_night)),
        (1, lambda: life.withdraw(1, at_night)),
        (0, lambda: life.block_or_release(0, at_night)),
        (1, lambda: life.block_or_release_span(1, at_night)),
        (0, lambda: life.close_or_open(0, 1)),
        (1, lambda: life.close_or_open(1, 1)),
        (1, lambda: life.leave_or_return(1, 1)),
        (0, lambda: life.leave_or_return(0, 1)),
        (0, lambda: life.edit_rule(0, 2, {"slot_minutes": 20}, publish=False)),
        (1, lambda: life.republish(1)),
        (0, lambda: life.edit_rule(0, 2, {"slot_minutes": 15}, publish=True)),
        (1, lambda: life.edit_rule(1, 2, {"ends": time(1, 30)}, publish=True)),
        (1, lambda: life.retire_or_bring_back(1, 0)),
        (0, lambda: life.republish(0)),
        (0, lambda: life.retire_or_bring_back(0, 0)),
    )


def test_what_another_desk_did_since_is_in_the_way_of_undo(factory: Callable[[], Practice], season: Season):
    life = begun(factory, season)
    free, other, at_night, last_day = 1, 2, 2 * POOL - 1, 2 * POOL
    third = 4 if season is AUTUMN else 6  # the first rule of the last day
    shut_before = {"opens_days_before": 1}
    for act, came_of_it in (
        (lambda: life.move(0, 0, free), "Moved"),
        (lambda: life.move(1, 0, other), "Moved"),
        (lambda: life.withdraw(1, at_night), "Withdrew"),
        (lambda: life.undo(0), "In conflict"),
        (lambda: life.undo(0), "Taken back"),  # what was done before that
        (lambda: life.undo(0), "In conflict"),  # the booking of the call that was moved
        (lambda: life.cancel(0, 0, CancelledBy.PATIENT, "Ill"), "Cancelled"),
        (lambda: life.book(1, other, 2), "Booked"),
        (lambda: life.take_up(0, 0), "Refused"),
        (lambda: life.undo(0), "Step refused"),
        (lambda: life.undo(1), "Taken back"),
        (lambda: life.hold(1, other), "Held"),
        (lambda: life.take_up(0, 0), "Refused"),
        (lambda: life.undo(0), "Step refused"),  # the one before, the week that was published: a slot is held
        (lambda: life.give_back(1), "Given back"),
        (lambda: life.undo(0), "Taken back"),
        (lambda: life.undo(0), "Nothing left"),
        (lambda: life.redo(0), "Done again"),  # and what was withdrawn by hand stays withdrawn
        (lambda: life.republish(0), "Nothing to publish"),
        (lambda: life.take_up(0, 0), "Booked again"),
        (lambda: life.withdraw(1, other), "Refused"),
        (lambda: life.block_or_release(1, other), "Refused"),
        (lambda: life.move(0, 0, free), "Moved"),
        (lambda: life.close_or_open(1, 0), "Closed a clinic"),
        (lambda: life.undo(0), "Step refused"),
        (lambda: life.undo(1), "Taken back"),
        (lambda: life.undo(0), "Taken back"),
        (lambda: life.redo(0), "Done again"),
        (lambda: life.book(1, 0, 0), "Refused"),  # at the time of the call they have
        (lambda: life.block_or_release(1, other), "Blocked"),
        (lambda: life.block_or_release(0, other), "Released"),
        (lambda: life.book(1, other, 2), "Booked"),
        (lambda: life.undo(0), "Step refused"),
        (lambda: life.edit_rule(0, third, shut_before, publish=True), "Edited availability and published"),
        (lambda: life.book(1, last_day, 2), "Refused"),
        (lambda: life.block_or_release(1, last_day), "Blocked"),
        (lambda: life.block_or_release(1, last_day), "Released"),
        (lambda: life.republish(0), "Nothing to publish"),
        (lambda: life.book(1, last_day, 2), "Booked"),
        (lambda: life.book(0, last_day + 1, 2), ""),  # that overlaps it: `clash` says what may come of it
    ):
        before = life.came_about[came_of_it]
        act()
        life.the_diary_is_what_the_model_says()
        assert not came_of_it or life.came_about[came_of_it] == before + 1, came_of_it
    life.teardown()


def test_the_hour_that_comes_twice_has_its_slots_twice_and_the_missing_one_has_none(
    factory: Callable[[], Practice], season: Season
):
    life = begun(factory, season)
    night = [slot for slot in life.model.slots.values() if span.london_day(slot.starts_at) == season.days[1]]
    own = sorted(
        (slot for slot in night if slot.clinician == night[0].clinician), key=lambda slot: slot.starts_at
    )
    told = [span.clock(slot.starts_at) for slot in own]
    usual = [f"{hour:02}:{minute:02}" for hour in range(4) for minute in (0, 15, 30, 45)]
    if season is AUTUMN:
        again = [f"01:{minute:02} (2nd)" for minute in (0, 15, 30, 45)]
        assert told == [*usual[2:8], *again, *usual[8:12]]
    else:
        assert told == [*usual[2:4], *usual[8:12]]
    assert all(slot.ends_at - slot.starts_at == timedelta(minutes=15) for slot in own)
    assert {slot.id for slot in own[:2]} <= set(life.pool)
    assert not any(span.london_day(slot.starts_at) in season.holidays for slot in life.model.slots.values())
    life.teardown()
