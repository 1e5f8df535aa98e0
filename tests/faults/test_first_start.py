"""Many first starts at once: one makes the diary, the others find it, and nobody's is lost. Real processes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from reception import desk as desks
from reception import settings
from reception.domain.errors import Unavailable
from reception.storage import keys, making, opening
from tests.support.older import made_by_the_first_version
from tests.support.program import PATIENCE, Program

STARTS = 4
BUSY_CREATION = """
import sys
from pathlib import Path
from reception.services import first_start
from reception import settings
from reception import desk as desks

def stop(history):
    print("making", flush=True)
    sys.stdin.read()
    filled(history)

filled, first_start.fill = first_start.fill, stop
desks.create(settings.read(database=sys.argv[1])).close()
print("made", flush=True)
"""
"""Makes a diary and stands still in the middle of it until its input ends."""


def at_once(*commands: list[str]) -> list[tuple[int, str, str]]:
    """Start commands together; return the exit code and what each printed and complained of."""
    running = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for command in commands
    ]
    told = [one.communicate(timeout=PATIENCE) for one in running]
    return [(one.returncode, out, err) for one, (out, err) in zip(running, told, strict=True)]


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "reception", *words]


@pytest.mark.parametrize("turn", range(3))
def test_first_starts_at_once_share_one_diary(turn: int):
    ends = at_once(*[command("clinicians")] * STARTS)
    assert [(code, err) for code, _, err in ends] == [(0, "")] * STARTS
    assert len({out for _, out, _ in ends}) == 1, "all tell of the same clinicians"
    own = settings.read()
    assert isinstance(own.database, Path)
    diary = json.loads(own.database.with_name("reception.db.keys").read_text())["diary"]
    assert [path.name for path in own.config_folder.glob("*.key")] == [f"{diary}.key"]
    left = {path.name for path in own.database.parent.iterdir()} - {"reception.db-wal", "reception.db-shm"}
    assert left == {"reception.db", "reception.db.keys"}
    desk = desks.open_(own)
    with desk.store.read() as reader:
        count = reader.connection.execute(
            text("SELECT count(*) FROM journal WHERE action = 'Started the diary'")
        )
        assert count.scalar_one() > 0
        assert reader.connection.execute(text("SELECT count(DISTINCT change) FROM journal")).scalar_one() == 1
    desk.close()


def test_of_commands_that_make_one_diary_one_succeeds(database: Path | str):
    make = command("--database", str(database), "database", "create")
    ends = at_once(*[make] * 3)
    assert sorted(code for code, _, _ in ends) == [0, 1, 1], ends
    for code, _, err in ends:
        assert code == 0 or "There is already a diary" in err
    assert "0 patients" in Program(database).does("database", "check")


def test_of_commands_that_make_a_lost_diary_anew_one_succeeds(tmp_path: Path):
    place = tmp_path / "mine.db"
    Program(place).does("database", "create")
    lost = keys.key_file_path(place).read_bytes()
    place.unlink()
    os.utime(keys.key_file_path(place), (1e9, 1e9))
    ends = at_once(*[command("--database", str(place), "database", "create")] * 3)
    assert sorted(code for code, _, _ in ends) == [0, 1, 1], ends
    assert [one.read_bytes() for one in keys.kept_aside(place)] == [lost]
    assert "0 patients" in Program(place).does("database", "check")


def test_of_desks_that_bring_a_diary_up_to_date_at_once_each_may_go_on(database: Path | str, tmp_path: Path):
    made_by_the_first_version(database, settings.read().config_folder)
    ends = at_once(*[command("--database", str(database), "database", "upgrade")] * 3)
    assert [(code, err) for code, _, err in ends] == [(0, "")] * 3
    assert "1 patient, 1 call" in Program(database).does("database", "check")
    left = {path.name for path in tmp_path.iterdir() if path.name.startswith((".", "reception.db"))}
    assert not {name for name in left if name.startswith(".")}


def test_a_diary_that_appears_meanwhile_is_left_alone(tmp_path: Path):
    place = tmp_path / "mine.db"
    slow = [sys.executable, "-c", BUSY_CREATION, str(place)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(slow, text=True, **pipes) as late:  # type: ignore[call-overload]
        assert late.stdout.readline() == "making\n"
        Program(place).does("database", "create")
        before = {path.name: path.read_bytes() for path in tmp_path.glob("mine.db*")}
        _, complaint = late.communicate(timeout=PATIENCE)
        assert late.returncode == 1
        assert "There is already a diary" in complaint
    assert {path.name: path.read_bytes() for path in tmp_path.glob("mine.db*")} == before
    assert len(list(settings.read().config_folder.glob("*.key"))) == 1
    assert "0 patients" in Program(place).does("database", "check")


def test_a_creation_that_was_killed_may_be_tried_again(tmp_path: Path, database: Path | str):
    slow = [sys.executable, "-c", BUSY_CREATION, str(database)]
    with subprocess.Popen(slow, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as killed:
        assert killed.stdout is not None
        assert killed.stdout.readline() == "making\n"
        killed.kill()
    Program(database).does("database", "create")
    assert "0 patients" in Program(database).does("database", "check")


def test_what_an_old_diary_left_is_not_read_into_a_new_one(tmp_path: Path):
    program = Program(tmp_path / "mine.db")
    program.does("database", "create")
    desk = desks.open_(settings.read(database=str(program.database)))
    desks.sign_in(desk, "Joe Moss")
    log = (tmp_path / "mine.db-wal").read_bytes()
    desk.close()
    for path in tmp_path.glob("mine.db*"):
        path.unlink()
    (tmp_path / "mine.db-wal").write_bytes(log + os.urandom(4096))
    program.does("database", "create")
    assert "0 patients" in program.does("database", "check")


def test_a_creation_that_fails_leaves_nothing_and_may_be_tried_again(tmp_path: Path, database: Path | str):
    def stumble(store: object) -> None:
        raise Unavailable("no")

    config = settings.read().config_folder
    with pytest.raises(Unavailable, match="no"):
        making.create(database, config, stumble)
    assert not list(tmp_path.glob("*reception*"))
    assert not list(config.glob("*"))
    with pytest.raises(Unavailable, match="no diary"):
        opening.open_(database, config)
    Program(database).does("database", "create")
    assert "0 patients" in Program(database).does("database", "check")
