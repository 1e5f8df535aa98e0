"""A diary is made whole or not at all, private, and never over another."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from sqlalchemy import text

from reception import desk as desks
from reception.domain.errors import Refusal, Unavailable
from reception.services import databases
from reception.settings import Settings
from reception.storage import keys, making
from tests.support.desks import Clock, Practice
from tests.support.files import path_of, reopen


def test_the_pcs_own_diary_is_made_once_and_never_again(tmp_path: Path, clock: Clock):
    place = tmp_path / "reception.db"
    chosen = Settings(data_folder=tmp_path, config_folder=tmp_path / "c", database=place)
    desks.open_or_first_start(chosen, clock).close()
    place.unlink()
    with pytest.raises(Unavailable, match="There is no diary at .* any more, only its key file. Restore a"):
        desks.open_or_first_start(chosen, clock)


def claimed_long_ago(path: Path) -> None:
    os.utime(keys.key_file_path(path), (1e9, 1e9))


@pytest.mark.parametrize("spoil", [Path.unlink, lambda path: path.write_bytes(b"")], ids=["lost", "empty"])
def test_a_diary_that_is_lost_or_empty_may_be_made_anew_and_its_backup_still_opens(
    file_diary: Practice, spoil
):
    path, told = path_of(file_diary), keys.key_file_path(path_of(file_diary))
    backup, key_file = path.read_bytes(), told.read_bytes()
    spoil(path)
    claimed_long_ago(path)
    with pytest.raises(
        Unavailable, match="Restore a backup.*, or make a new one with: reception database create"
    ):
        reopen(file_diary)
    desks.create(file_diary.settings, file_diary.clock).close()
    reopen(file_diary)
    (kept,) = databases.lost_key_files(file_diary.settings)
    assert kept.read_bytes() == key_file
    path.write_bytes(backup)
    kept.replace(told)
    reopen(file_diary)


def test_a_place_that_is_just_being_taken_is_left_alone(file_diary: Practice):
    path_of(file_diary).unlink()
    keys.key_file_path(path_of(file_diary)).touch()
    with pytest.raises(making.Taken):
        desks.create(file_diary.settings, file_diary.clock)
    assert databases.lost_key_files(file_diary.settings) == []


def test_a_lost_diary_keeps_its_key_file_when_no_new_one_can_be_made(file_diary: Practice):
    def stumble(store: object) -> None:
        raise Unavailable("no")

    path = path_of(file_diary)
    path.unlink()
    claimed_long_ago(path)
    key_file = keys.key_file_path(path).read_bytes()
    with pytest.raises(Unavailable, match="no"):
        making.create(path, file_diary.settings.config_folder, stumble)
    assert keys.key_file_path(path).read_bytes() == key_file
    assert databases.lost_key_files(file_diary.settings) == []


def modes(paths: Iterable[Path]) -> dict[str, str]:
    return {path.name: oct(path.stat().st_mode & 0o777) for path in paths}


def test_the_file_and_what_lies_beside_it_are_private_from_their_first_moment(tmp_path: Path):
    seen: dict[str, str] = {}
    before = os.umask(0o022)
    try:
        store = making.create(
            tmp_path / "r.db",
            tmp_path / "c",
            lambda store: seen.update(modes(tmp_path.glob(".reception-*/*"))),
        )
        with store.write() as writer:
            writer.connection.execute(text("UPDATE staff SET role = role"))
            beside = modes(tmp_path.glob("r.db*"))
        store.close()
    finally:
        os.umask(before)
    assert seen == dict.fromkeys(("diary", "diary-wal", "diary-shm"), "0o600")
    assert beside == dict.fromkeys(("r.db", "r.db-wal", "r.db-shm", "r.db.keys"), "0o600")


def test_making_a_diary_twice_is_refused_and_changes_nothing(file_diary: Practice):
    before = path_of(file_diary).read_bytes()
    with pytest.raises(Refusal, match="There is already a diary"):
        desks.create(file_diary.settings, file_diary.clock)
    assert path_of(file_diary).read_bytes() == before


def test_a_shared_diary_is_made_once(diary: Practice):
    with pytest.raises(Refusal, match="There is already a diary"):
        desks.create(diary.settings, diary.clock)


@pytest.mark.parametrize("folder", ["OneDrive - Clinic", "Dropbox", "Google Drive"])
def test_a_synced_folder_is_refused_with_what_to_use_instead(tmp_path: Path, clock: Clock, folder: str):
    chosen = Settings(data_folder=tmp_path, config_folder=tmp_path, database=tmp_path / folder / "r.db")
    with pytest.raises(Refusal, match="synced folder.*PostgreSQL"):
        desks.create(chosen, clock)


def test_a_folder_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path, clock: Clock):
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    chosen = Settings(data_folder=tmp_path, config_folder=tmp_path / "c", database=locked / "r.db")
    with pytest.raises(Unavailable, match="cannot be written"):
        desks.create(chosen, clock)
    assert list(locked.iterdir()) == []


KEY_STORE = """
import sys
from pathlib import Path
import keyring
from keyring.backend import KeyringBackend

class InFile(KeyringBackend):
    priority = 5
    folder = Path(sys.argv[1])

    def set_password(self, service, name, password): (self.folder / name).write_text(password)
    def get_password(self, service, name):
        return (self.folder / name).read_text() if (self.folder / name).exists() else None
    def delete_password(self, service, name): (self.folder / name).unlink()

keyring.set_keyring(InFile())
"""
"""A key store that keeps its keys in a folder, as the one of an operating system does elsewhere."""
MAKE = """
from reception import app, settings
from reception import desk as desks
own = settings.read()
place = Path(sys.argv[2])
demo = own._replace(data_folder=place, config_folder=place, database=place / "example.db", desk="Front desk 1")
{act}
"""


def keys_left(act: str, tmp_path: Path) -> list[str]:
    """Run a program on a PC that has a key store; return the names of the keys in it afterwards."""
    for name in ("store", "demo"):
        (tmp_path / name).mkdir(exist_ok=True)
    code = KEY_STORE + MAKE.format(act=act)
    folders = [str(tmp_path / "store"), str(tmp_path / "demo")]
    done = subprocess.run([sys.executable, "-c", code, *folders], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return [path.name for path in (tmp_path / "store").iterdir()]


def test_a_diary_keeps_its_key_in_the_key_store(tmp_path: Path):
    assert len(keys_left("desks.create(own).close(); desks.open_(own).close()", tmp_path)) == 1


def test_a_thrown_away_example_leaves_no_key_behind(tmp_path: Path):
    assert (
        keys_left("app.example_desk(demo, desks.system_clock).close(); desks.open_(demo).close()", tmp_path)
        == []
    )
    assert len(list((tmp_path / "demo").glob("*.key"))) == 1


def test_a_creation_that_fails_leaves_no_key_in_the_key_store(tmp_path: Path):
    late = (
        "(place / 'example.db.keys').mkdir()\n"
        "from reception.storage import diary_file, making; diary_file.is_taken = lambda path: False\n"
        "try: desks.create(demo)\nexcept making.Taken: pass\nelse: raise SystemExit('made')"
    )
    assert keys_left(late, tmp_path) == []


def test_what_fails_while_making_a_diary_leaves_nothing_behind(tmp_path: Path):
    def stumble(store: object) -> None:
        raise Unavailable("no")

    with pytest.raises(Unavailable):
        making.create(tmp_path / "r.db", tmp_path / "c", stumble)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("r.db")] == []
