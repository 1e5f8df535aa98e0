"""A diary that another process holds: commands wait a moment, say so in one sentence, and go on afterwards."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from reception import settings
from reception.domain.errors import Refusal, Unavailable
from reception.services import databases
from reception.storage import keys, opening, recovery
from tests.support.program import WEEK, Program, book

HOLDER = """
import sys
from pathlib import Path
from reception.storage import opening

place = sys.argv[1] if "://" in sys.argv[1] else Path(sys.argv[1])
with opening.open_(place, Path(sys.argv[2])).write():
    print("held", flush=True)
    sys.stdin.read()
"""
LIST = ("calls", "list", "--week", WEEK)


@contextmanager
def held(program: Program) -> Iterator[None]:
    """Hold the right to write a diary in another process, as long as this lasts."""
    command = [sys.executable, "-c", HOLDER, str(program.database), str(settings.read().config_folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdin
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        yield
        holder.stdin.close()
        assert holder.wait(timeout=30) == 0


@contextmanager
def held_whole(program: Program, on_paper: str) -> Iterator[None]:
    """Hold a file in another process, so that nobody else can even read it."""
    command = [sys.executable, "-c", EXCLUSIVE, str(program.database), on_paper]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdin
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        yield
        holder.stdin.close()
        assert holder.wait(timeout=30) == 0


def test_a_booking_waits_says_who_holds_it_and_works_afterwards(on_either: Program):
    with held(on_either):
        assert "Jane Holt" in on_either.does(*LIST), "reading goes on meanwhile"
        told = on_either.refuses(*book())
        assert "Nora Blake" not in on_either.does(*LIST)
    whose = "another desk" if isinstance(on_either.database, str) else "another program"
    assert f"is busy: {whose} holds it. Nothing was changed; try again in a moment." in told
    assert "Booked call" in on_either.does(*book())


EXCLUSIVE = """
import sys
from pathlib import Path
from reception.storage import engines, recovery

path = Path(sys.argv[1])
with engines.sqlite(path, recovery.read_recovery(sys.argv[2])).connect() as connection:
    connection.exec_driver_sql("COMMIT")
    for pragma in ("locking_mode = EXCLUSIVE", "wal_checkpoint"):
        connection.exec_driver_sql(f"PRAGMA {pragma}").fetchall()
    connection.exec_driver_sql("BEGIN EXCLUSIVE")
    print("held", flush=True)
    sys.stdin.read()
"""


def test_the_right_recovery_key_is_not_called_wrong_while_another_program_holds_the_file(
    in_file: Program, tmp_path: Path
):
    own = settings.read(database=str(in_file.database))
    on_paper = databases.recovery_key(own)
    assert isinstance(own.database, Path)
    keys.key_file_path(own.database).unlink()
    with pytest.raises(Refusal, match="does not open"):
        databases.unlock(own, recovery.recovery_text(keys.new_key()))
    with (
        held_whole(in_file, on_paper),
        pytest.raises(Unavailable, match="is busy: another program holds it."),
    ):
        databases.unlock(own, on_paper)
    assert not keys.key_file_path(own.database).exists()
    databases.unlock(own, on_paper)
    assert "Jane Holt" in in_file.does(*LIST)


def test_an_upgrade_is_refused_while_another_process_writes(in_file: Program, tmp_path: Path):
    store = opening.open_(tmp_path / "reception.db", settings.read().config_folder)
    with store.write() as writer:
        writer.connection.exec_driver_sql("PRAGMA user_version = 0")
    store.close()
    wal = {path.name for path in tmp_path.glob("reception.db*")}
    before = (tmp_path / "reception.db").read_bytes()
    holder = opening.connected(tmp_path / "reception.db", settings.read().config_folder)
    with holder.write():
        assert "is busy: another program holds it" in in_file.refuses("database", "upgrade")
    holder.close()
    assert (tmp_path / "reception.db").read_bytes() == before
    assert {path.name for path in tmp_path.glob("reception.db*")} == wal
    assert "is up to date" in in_file.does("database", "upgrade")
    assert "Jane Holt" in in_file.does(*LIST)
