"""A diary file that is not as it was: every command says one sentence, and touches nothing."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from reception import settings
from reception.storage import keys, opening, version
from tests.support.program import WEEK, Program, book

READ = ("calls", "list", "--week", WEEK)
CHECK = ("database", "check")
Spoil = Callable[[Path], object]


def flip(path: Path, where: float, count: int = 16) -> None:
    content = bytearray(path.read_bytes())
    start = int(len(content) * where)
    for place in range(start, start + count):
        content[place] ^= 0xFF
    path.write_bytes(content)


def truncate(path: Path, to: float) -> None:
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * to)])


def another_programs(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE cars (name TEXT)")
    connection.close()


def with_pragma(path: Path, pragma: str) -> None:
    """Change the header of a diary as another version, or another program with the same key, would."""
    store = opening.open_(path, settings.read().config_folder)
    with store.write() as writer:
        writer.connection.exec_driver_sql(f"PRAGMA {pragma}")
    store.close()


def wrong_key(path: Path) -> None:
    (kept,) = settings.read().config_folder.glob("*.key")
    kept.write_text(keys.new_key().hex())


def lost_key(path: Path) -> None:
    (kept,) = settings.read().config_folder.glob("*.key")
    kept.unlink()


def mixed_up(path: Path) -> None:
    """Put the file of another diary beside this diary's key file."""
    other = path.with_name("other.db")
    Program(other).does("database", "create")
    path.write_bytes(other.read_bytes())


DAMAGED = (
    "is damaged, or the key file beside it is another diary’s. Restore a backup, or try its recovery key"
)
SPOILED: dict[str, tuple[Spoil, str]] = {
    "missing": (lambda path: path.unlink(), "any more, only its key file. Restore a backup"),
    "empty": (lambda path: path.write_bytes(b""), "is empty, so it is not a diary"),
    "a plain text": (lambda path: path.write_text("Dear Ann,\n" * 900), "is a text, not a diary"),
    "noise": (lambda path: path.write_bytes(os.urandom(40_960)), DAMAGED),
    "cut to half": (lambda path: truncate(path, 0.5), "is damaged. Restore a backup"),
    "cut to its first bytes": (lambda path: truncate(path, 0.0001), DAMAGED),
    "first bytes flipped": (lambda path: flip(path, 0), DAMAGED),
    "another program's": (another_programs, "is a database of another program"),
    "another program's, encrypted": (lambda path: with_pragma(path, "application_id = 7"), "holds no diary"),
    "a newer version": (
        lambda path: with_pragma(path, f"user_version = {int(version.SCHEMA) + 1}"),
        "from a newer version",
    ),
    "an older version": (
        lambda path: with_pragma(path, "user_version = 0"),
        "or use: reception database upgrade",
    ),
    "a folder": (lambda path: (path.unlink(), path.mkdir()), "is a folder"),
    "unreadable": (lambda path: path.chmod(0), "cannot be read"),
    "the wrong key": (wrong_key, "The key on this PC does not open"),
    "no key on this PC": (lost_key, "is not on this PC. Open it with its recovery key"),
    "no key file": (lambda path: keys.key_file_path(path).unlink(), "reception database unlock"),
    "another diary's file": (mixed_up, DAMAGED),
}


def state(folder: Path) -> dict[str, bytes | None]:
    """Return what lies in the folder of a diary; the log files of an open database come and go."""
    return {
        path.name: path.read_bytes() if path.is_file() and os.access(path, os.R_OK) else None
        for path in folder.iterdir()
        if not path.name.endswith(("-wal", "-shm"))
    }


@pytest.mark.parametrize("name", SPOILED)
def test_a_booking_says_what_is_wrong_and_touches_nothing(in_file: Program, tmp_path: Path, name: str):
    spoil, sentence = SPOILED[name]
    spoil(tmp_path / "reception.db")
    before = state(tmp_path)
    assert sentence in in_file.refuses(*book())
    assert state(tmp_path) == before


@pytest.mark.parametrize("where", [0.25, 0.98])
def test_bytes_flipped_anywhere_are_found_by_the_check(in_file: Program, tmp_path: Path, where: float):
    flip(tmp_path / "reception.db", where, count=1)
    assert "reception.db is damaged. Restore a backup" in in_file.refuses(*CHECK)


def test_flipped_bytes_that_a_command_meets_stop_it(in_file: Program, tmp_path: Path):
    """Every page after the first is unreadable, so whatever a command looks for, it meets one."""
    path = tmp_path / "reception.db"
    content = bytearray(path.read_bytes())
    for place in range(2 * 4096, len(content), 4096):
        content[place + 100] ^= 1
    path.write_bytes(content)
    for words in (READ, book(), ("undo",)):
        assert "reception.db is damaged. Restore a backup; nothing was changed." in in_file.refuses(*words)
    assert path.read_bytes() == content


def test_a_torn_settings_file_does_not_keep_anybody_from_working(in_file: Program):
    settings.read().file.write_text('{"theme": "da')
    assert "Jane Holt" in in_file.does(*READ)


def test_a_folder_that_cannot_be_written_is_named(in_file: Program, tmp_path: Path):
    closed = tmp_path / "closed"
    closed.mkdir()
    for name in ("reception.db", "reception.db.keys"):
        (tmp_path / name).rename(closed / name)
    before = state(closed)
    closed.chmod(0o500)
    moved = Program(closed / "reception.db")
    assert "reception.db cannot be written. Ask for the right to change the file" in moved.refuses(*book())
    assert "closed cannot be written. Choose another folder" in Program(closed / "new.db").refuses(
        "database", "create"
    )
    closed.chmod(0o700)
    assert state(closed) == before
    assert "Booked call" in moved.does(*book())


def test_a_file_that_cannot_be_written_can_still_be_read(in_file: Program, tmp_path: Path):
    (tmp_path / "reception.db").chmod(0o400)
    assert "Jane Holt" in in_file.does(*READ)
    assert "reception.db cannot be written" in in_file.refuses(*book())
    (tmp_path / "reception.db").chmod(0o600)
    (call,) = json.loads(in_file.does(*READ, "--json"))
    assert call["patient"] == "Jane Holt"
