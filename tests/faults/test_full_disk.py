"""A disk that takes no more: one sentence, nothing changed, nothing lost, and it goes on once there is room.

An ordinary user may not mount a small disk everywhere. What works everywhere is a limit on the size of files,
at which every write fails as on a full disk; where the system lets an ordinary user mount a disk of 600 kB
in a namespace of their own, the same is tried on a disk that is really full.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from reception import settings
from reception.domain.errors import Unavailable
from reception.services import databases
from tests.support.desks import Practice, TestDesk
from tests.support.program import WEEK, Program, book

LIST = ("calls", "list", "--week", WEEK)
ROOT = Path(__file__).parents[2]
NOT_TAKEN = ("The disk is full. Nothing was changed", "The disk did not take it. Nothing was changed")
NAMESPACE = ("unshare", "--user", "--map-root-user", "--mount")
SMALL_DISK = """
import json, shutil, subprocess, sys
from pathlib import Path
from tests.support.program import Program, book

source, disk = Path(sys.argv[1]), Path(sys.argv[2])
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=900k", "tmpfs", str(disk)], check=True)
for name in ("reception.db", "reception.db.keys"):
    shutil.copy2(source / name, disk / name)
program, filler = Program(disk / "reception.db"), disk / "filler"
for left in map(int, sys.argv[3:]):
    room = shutil.disk_usage(disk).free - left * 1024
    filler.write_bytes(bytes(room))
    done = program.run(*book())
    filler.unlink()
    print(json.dumps([done.returncode, done.stdout + done.stderr, program.does("database", "check")]))
"""
"""Books on a disk with ever more kilobytes left, until it fits; root in a namespace of its own, an ordinary user outside."""


def limit(size: int) -> Callable[[], None]:
    """Return what keeps a process from writing a file beyond a size."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def diary_files(folder: Path) -> dict[str, bytes]:
    return {name: content for name, content in files(folder).items() if not name.endswith(("-wal", "-shm"))}


def with_limits(program: Program, folder: Path) -> Iterator[tuple[int, str, str]]:
    """Book with ever larger files allowed, and yield the exit code, what was told, and what the check finds."""
    for size in (0, 20_000, 400_000):
        before = diary_files(folder)
        done = Program(program.database, before=limit(size)).run(*book())
        if done.returncode:
            assert diary_files(folder) == before
        yield done.returncode, done.stdout + done.stderr, program.does("database", "check")


def on_a_small_disk(program: Program, folder: Path) -> Iterator[tuple[int, str, str]]:
    """Do the same on a disk that is really full."""
    disk = folder / "disk"
    disk.mkdir()
    command = [*NAMESPACE, sys.executable, "-c", SMALL_DISK, str(folder), str(disk), "0", "14", "400"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=240, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    yield from (json.loads(line) for line in done.stdout.splitlines())


def may_mount() -> bool:
    """Tell whether an ordinary user may mount a disk in a namespace of their own."""
    command = [*NAMESPACE, "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    try:
        return subprocess.run(command, capture_output=True, timeout=20, check=False).returncode == 0
    except OSError:
        return False


@pytest.mark.parametrize("tried", [with_limits, *([on_a_small_disk] if may_mount() else [])])
def test_a_booking_is_taken_whole_or_not_at_all_however_much_room_is_left(
    in_file: Program, tmp_path: Path, tried: Callable[[Program, Path], Iterable[tuple[int, str, str]]]
):
    codes = []
    for code, told, found in tried(in_file, tmp_path):
        codes.append(code)
        assert told.count("\n") == 1
        assert told.startswith(NOT_TAKEN if code else "Booked call")
        assert ("1 patient, 1 call" if code else "2 patients, 2 calls") in found
    assert codes[0] == 1
    assert codes[-1] == 0
    assert codes == sorted(codes, reverse=True)


@pytest.mark.parametrize("size", [0, 150_000])
def test_a_diary_that_does_not_fit_leaves_nothing_behind(tmp_path: Path, size: int):
    place = tmp_path / "new.db"
    told = Program(place, before=limit(size)).refuses("database", "create")
    assert told.startswith(NOT_TAKEN)
    assert not [name for name in files(tmp_path) if name.startswith("new.db")]
    assert "Made a diary" in Program(place).does("database", "create")


def test_a_recovery_key_that_does_not_fit_is_told_as_that(in_file: Program, tmp_path: Path):
    own = settings.read(database=str(in_file.database))
    on_paper = databases.recovery_key(own)
    (kept,) = own.config_folder.glob("*.key")
    kept.unlink()
    before = files(tmp_path)
    words = ("database", "unlock")
    told = Program(in_file.database, before=limit(10)).run(*words, input=on_paper)
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr.startswith(NOT_TAKEN)
    assert diary_files(tmp_path) == {
        name: content for name, content in before.items() if not name.endswith(("-wal", "-shm"))
    }
    assert "opens on this PC from now on" in Program(in_file.database).run(*words, input=on_paper).stdout
    assert "Jane Holt" in in_file.does(*LIST)


@pytest.mark.parametrize("format_", ["csv", "xlsx"])
def test_a_list_that_does_not_fit_leaves_the_file_that_was_there(
    in_file: Program, tmp_path: Path, format_: str
):
    folder = tmp_path / "lists"
    folder.mkdir()
    there = folder / f"week.{format_}"
    there.write_text("last week's")
    assert "Jane Holt" in in_file.does(*LIST)
    words = ("export", "calls", "--week", WEEK, "--format", format_, "--output", there)
    told = Program(in_file.database, before=limit(size=100)).run(*words)
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr.startswith((*NOT_TAKEN, f"The disk is full, so week.{format_} was not written."))
    assert files(folder) == {there.name: b"last week's"}


def test_what_cannot_be_printed_is_said(in_file: Program):
    """The terminal's side is full: a list sent into a file on a full disk."""
    with Path("/dev/full").open("w") as full:
        words = [sys.executable, "-m", "reception", "--database", str(in_file.database), "clinics"]
        buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
        done = subprocess.run(words, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60, env=buffered)
    assert done.returncode == 1
    assert (
        done.stderr
        == "What was asked could not be printed: its disk is full. Free some space and try again.\n"
    )


def test_a_database_that_is_full_to_its_last_page_changes_nothing(file_diary: Practice):
    """The engine's own word for a full disk, from the engine."""
    desk = file_diary.desk()
    desk.publish()
    before = everything(desk)
    with desk.desk.store.read() as reader:
        pages = reader.connection.scalar(text("PRAGMA page_count"))
        assert reader.connection.scalar(text(f"PRAGMA max_page_count = {pages}")) == pages
    with pytest.raises(Unavailable, match="^The disk is full. Nothing was changed; free some space"):
        desk.publish(weeks=40)
    assert everything(desk) == before
    desk.desk.store.close()
    assert everything(desk) == before
    assert databases.check(desk.desk.store)["slots"] == before[0]
    desk.publish(weeks=4)


def everything(desk: TestDesk) -> tuple[int, int]:
    counts = databases.check(desk.desk.store)
    return counts["slots"], counts["journal"]
