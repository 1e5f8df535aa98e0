"""A copy of the program that ended while it held a slot: the next start on this PC gives it back, if it is surely over."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select

from reception import desk as desks
from reception.services import holds
from reception.storage import schema
from tests.support.desks import Practice, TestDesk

ROOT = Path(__file__).parents[2]
HOLDS = """
import sys
from pathlib import Path
from tests.support.desks import Clock, Settings
from reception import desk as desks
from reception.domain.ids import SlotId
from reception.services import holds

database, data, config, slot = sys.argv[1:]
place = database if "://" in database else Path(database)
settings = Settings(data_folder=Path(data), config_folder=Path(config), database=place, desk="test desk")
desk = desks.open_signed_in(settings, "Mia Lane", Clock())
holds.take(desk.history, SlotId(int(slot)))
print("held", flush=True)
sys.stdin.read()
desk.close()
"""


@contextmanager
def copy(diary: Practice, slot: int) -> Iterator[subprocess.Popen[str]]:
    """Run a second copy of the program that holds a slot until it is told to end, or is killed."""
    settings = diary.settings
    words = [settings.database, settings.data_folder, settings.config_folder, slot]
    running = subprocess.Popen(
        [sys.executable, "-c", HOLDS, *map(str, words)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=os.environ | {"PYTHONPATH": f"src:{ROOT}"},
    )  # fmt: skip
    try:
        assert running.stdout.readline() == "held\n"
        yield running
    finally:
        running.kill()
        running.communicate()


def held(desk: TestDesk) -> list[int]:
    with desk.desk.store.read() as reader:
        return list(reader.connection.execute(select(schema.holds.c.slot)).scalars())


def start_again(diary: Practice, **other: object) -> desks.Desk:
    """Start the program as the window does."""
    opened = desks.open_signed_in(diary.settings._replace(**other), "Mia Lane", diary.clock)
    diary.opened.append(opened)
    return opened


def test_what_a_killed_copy_held_is_given_back_at_the_next_start(diary: Practice, here: TestDesk):
    slot = here.slot("10:00").id
    with copy(diary, slot) as running:
        assert held(here) == [slot]
        running.kill()
        running.wait()
        assert held(here) == [slot]
        again = start_again(diary)
        assert held(here) == []
        holds.take(again.history, slot)
        assert held(here) == [slot]


def test_what_a_copy_holds_that_still_runs_stays_its_own(diary: Practice, here: TestDesk):
    slot = here.slot("10:00").id
    with copy(diary, slot) as running:
        start_again(diary)
        assert held(here) == [slot]
        running.kill()
        running.wait()
        start_again(diary)
        assert held(here) == [], "its mark was left alone, and tells once it is over"


def test_a_copy_that_ends_as_it_should_leaves_no_mark(diary: Practice, here: TestDesk):
    with copy(diary, here.slot("10:00").id) as running:
        running.communicate("")
        assert running.returncode == 0
    assert held(here) == []
    assert [path for path in (diary.settings.data_folder / "running").rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("what", ["another PC", "another user"])
def test_what_cannot_be_known_is_left_to_its_time(diary: Practice, here: TestDesk, tmp_path: Path, what: str):
    slot = here.slot("10:00").id
    with copy(diary, slot) as running:
        running.kill()
        running.wait()
        if what == "another PC":
            for mark in (diary.settings.data_folder / "running").rglob("*"):
                if mark.is_file():
                    mark.write_bytes(b"another-pc")
        folder = tmp_path / "of another" if what == "another user" else diary.settings.data_folder
        start_again(diary, data_folder=folder)
        assert held(here) == [slot]


def test_a_folder_that_takes_no_mark_stops_nobody_from_holding(diary: Practice, here: TestDesk):
    folder = diary.settings.data_folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("in the way")
    opened = start_again(diary)
    holds.take(opened.history, here.slot("10:00").id)
    opened.close()
    assert held(here) == []


def test_slots_that_could_not_be_given_back_at_the_end_are_at_the_next_start(diary: Practice, here: TestDesk):
    opened = start_again(diary)
    slot = here.slot("10:00").id
    holds.take(opened.history, slot)
    opened.history.run.end(gave_back=False)
    assert held(here) == [slot]
    start_again(diary)
    assert held(here) == []


def test_a_mark_that_cannot_be_taken_away_keeps_no_copy_from_closing(diary: Practice, here: TestDesk):
    holds.take(here.desk.history, here.slot("10:00").id)
    (mark,) = (path for path in (diary.settings.data_folder / "running").rglob("*") if path.is_file())
    mark.parent.chmod(0o500)
    here.desk.close()
    mark.parent.chmod(0o700)
    assert mark.exists(), "the next start takes it away"
