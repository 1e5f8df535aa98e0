"""A diary that will not open says why in one sentence, and stays as it was."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from reception import desk as desks
from reception.domain.errors import Refusal, Unavailable
from reception.services import databases
from reception.settings import Settings
from reception.storage import keys, opening, version
from tests.support.desks import Clock, Practice


def reopen(diary: Practice) -> None:
    desks.open_(diary.settings, diary.clock).close()


def path_of(diary: Practice) -> Path:
    assert isinstance(diary.settings.database, Path)
    return diary.settings.database


def test_the_file_is_encrypted_and_only_its_owner_reads_the_key(file_diary: Practice):
    desk = file_diary.desk()
    desk.publish()
    desk.book("10:00", "Findme Plainly")
    file_diary.close()
    content = b"".join(path.read_bytes() for path in path_of(file_diary).parent.glob("reception.db*"))
    assert b"Findme" not in content
    assert b"SQLite" not in content
    key_files = list(file_diary.settings.config_folder.glob("*.key"))
    assert [oct(path.stat().st_mode & 0o777) for path in key_files] == ["0o600"]


def test_a_missing_diary_is_never_silently_made_anew(tmp_path: Path, clock: Clock):
    place = tmp_path / "gone.db"
    chosen = Settings(data_folder=tmp_path, config_folder=tmp_path, database=place, is_default_database=False)
    with pytest.raises(Unavailable, match="There is no diary at .* reception database create"):
        desks.open_or_first_start(chosen, clock)
    assert not place.exists()


def test_the_pcs_own_diary_is_made_once_and_never_again(tmp_path: Path, clock: Clock):
    place = tmp_path / "reception.db"
    chosen = Settings(data_folder=tmp_path, config_folder=tmp_path / "c", database=place)
    desks.open_or_first_start(chosen, clock).close()
    place.unlink()
    with pytest.raises(Unavailable, match="There is no diary"):
        desks.open_or_first_start(chosen, clock)


def test_making_a_diary_twice_is_refused_and_changes_nothing(file_diary: Practice):
    before = path_of(file_diary).read_bytes()
    with pytest.raises(Refusal, match="There is already a diary"):
        desks.create(file_diary.settings, file_diary.clock)
    assert path_of(file_diary).read_bytes() == before


def test_a_shared_diary_is_made_once(diary: Practice):
    with pytest.raises(Refusal, match="There is already a diary"):
        desks.create(diary.settings, diary.clock)


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda path: path.write_bytes(b""), "is empty"),
        (lambda path: path.write_bytes(os.urandom(20_000)), "is damaged"),
        (lambda path: (path.unlink(), path.mkdir()), "is a folder"),
        (
            lambda path: (
                path.unlink(),
                sqlite3.connect(path).execute("CREATE TABLE t (x)").connection.close(),
            ),
            "another program",
        ),
        (lambda path: path.chmod(0), "cannot be read"),
        (lambda path: keys.key_file_path(path).unlink(), "recovery key"),
        (lambda path: keys.key_file_path(path).write_text("{"), "recovery key"),
    ],
    ids=["empty", "noise", "folder", "foreign", "locked away", "no key file", "torn key file"],
)
def test_a_spoiled_diary_is_told_in_one_sentence(file_diary: Practice, spoil, sentence):
    spoil(path_of(file_diary))
    with pytest.raises(Unavailable, match=sentence):
        reopen(file_diary)


def test_a_flipped_byte_is_noticed(file_diary: Practice):
    desk = file_diary.desk()
    desk.publish()
    desk.desk.store.close()
    file_diary.close()
    path = path_of(file_diary)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    reopened = desks.open_(file_diary.settings, file_diary.clock)
    with pytest.raises(Unavailable, match="damaged"):
        databases.check(reopened.store)
    reopened.close()


def test_the_wrong_key_and_a_damaged_file_are_told_apart(file_diary: Practice):
    known = keys.read_key_file(path_of(file_diary))
    assert known is not None
    keys.FileSlot(file_diary.settings.config_folder).put(known.diary, keys.new_key())
    with pytest.raises(Unavailable, match="The key on this PC does not open"):
        reopen(file_diary)


def test_a_locked_diary_says_that_another_program_holds_it(file_diary: Practice):
    one, other = file_diary.desk(), file_diary.desk("Joe Moss")
    one.publish()
    with other.desk.store.read() as reader:
        reader.connection.exec_driver_sql("PRAGMA busy_timeout = 10")
    with one.desk.store.write(), pytest.raises(Unavailable, match="busy: another program holds it"):
        other.book("10:00")
    assert one.lines() == []


@pytest.mark.parametrize(("version", "sentence"), [(9999, "newer version"), (0, "older version")])
def test_another_version_is_named(file_diary: Practice, version: int, sentence: str):
    store = opening.open_(path_of(file_diary), file_diary.settings.config_folder)
    with store.write() as writer:
        writer.connection.exec_driver_sql(f"PRAGMA user_version = {version}")
    store.close()
    with pytest.raises(Unavailable, match=sentence):
        reopen(file_diary)


def test_another_programs_encrypted_file_is_no_diary(file_diary: Practice):
    store = opening.open_(path_of(file_diary), file_diary.settings.config_folder)
    with store.write() as writer:
        writer.connection.exec_driver_sql("PRAGMA application_id = 1")
    store.close()
    with pytest.raises(Unavailable, match="holds no diary"):
        reopen(file_diary)


def test_an_empty_or_newer_shared_database_is_named(diary: Practice, server):
    if diary.settings.is_shared:
        with pytest.raises(Unavailable, match="holds no diary"):
            opening.open_(server.fresh(), diary.settings.config_folder)
        with diary.desk().desk.store.write() as writer:
            writer.connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        with pytest.raises(Unavailable, match="newer version"):
            reopen(diary)
    else:
        assert databases.upgrade(diary.settings) is False


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("postgresql+psycopg://nobody@127.0.0.1:1/none", "cannot be reached"),
        ("postgresql+psycopg://nobody@db.example.org/none", "sslmode=verify-full"),
        ("postgresql://nobody@localhost/none", "postgresql.psycopg"),
        ("mysql://x", "postgresql.psycopg"),
        ("postgresql+psycopg://[", "address"),
    ],
)
def test_an_address_that_is_wrong_or_unsafe_is_refused(tmp_path: Path, address: str, sentence: str):
    with pytest.raises((Refusal, Unavailable), match=sentence):
        opening.open_(address, tmp_path)


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


def create(place: Path) -> None:
    opening.create(place, place.parent / "c", lambda store: None)


@pytest.mark.parametrize("act", [opening.check_file, opening.was_there, create])
@pytest.mark.parametrize("name", ["x" * 300, "x" * 252, "x" * 5000, "d/" * 3000, "a\0b"], ids=len)
def test_a_name_that_no_file_can_have_is_told_in_one_sentence(tmp_path: Path, act, name: str):
    place = tmp_path / name
    with pytest.raises(Unavailable) as told:
        act(place)
    assert told.value.sentence.endswith(".")
    assert len(told.value.sentence) < 450, "a name of 5000 is not told whole"
    assert list(tmp_path.iterdir()) == []


def test_a_diary_in_a_file_instead_of_a_folder_is_told_in_one_sentence(tmp_path: Path):
    (tmp_path / "passwd").write_text("kept")
    place = tmp_path / "passwd" / "x.db"
    with pytest.raises(Unavailable, match="There is no diary at"):
        opening.check_file(place)
    with pytest.raises(Unavailable, match="cannot be written"):
        opening.create(place, tmp_path / "c", lambda store: None)
    assert (tmp_path / "passwd").read_text() == "kept"
    assert not opening.was_there(place)


def test_a_diary_behind_a_link_to_itself_is_told_in_one_sentence(tmp_path: Path):
    (tmp_path / "loop").symlink_to("loop")
    for place in (tmp_path / "loop", tmp_path / "loop" / "x.db"):
        with pytest.raises(Unavailable, match="cannot be read"):
            opening.check_file(place)
        with pytest.raises((Refusal, Unavailable)):
            create(place)
    assert [path.name for path in tmp_path.iterdir() if not path.is_symlink()] == []


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
from dataclasses import replace
own = settings.read()
place = Path(sys.argv[2])
demo = replace(own, data_folder=place, config_folder=place, database=place / "example.db", desk="Front desk 1")
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
        "from reception.storage import opening; opening.was_there = lambda path: False\n"
        "try: desks.create(demo)\nexcept opening.Taken: pass\nelse: raise SystemExit('made')"
    )
    assert keys_left(late, tmp_path) == []


def test_what_fails_while_making_a_diary_leaves_nothing_behind(tmp_path: Path):
    def stumble(store: object) -> None:
        raise Unavailable("no")

    with pytest.raises(Unavailable):
        opening.create(tmp_path / "r.db", tmp_path / "c", stumble)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("r.db")] == []


def test_the_recovery_key_opens_the_diary_on_another_pc(file_diary: Practice, tmp_path: Path):
    on_paper = databases.recovery_key(file_diary.settings)
    elsewhere = Settings(
        data_folder=tmp_path, config_folder=tmp_path / "other pc", database=path_of(file_diary)
    )
    with pytest.raises(Unavailable, match="not on this PC"):
        desks.open_(elsewhere, file_diary.clock)
    databases.unlock(elsewhere, f"  {on_paper.lower().replace('-', ' ')}\n")
    desks.open_(elsewhere, file_diary.clock).close()


def test_the_recovery_key_is_enough_without_the_key_file(file_diary: Practice):
    on_paper = databases.recovery_key(file_diary.settings)
    keys.key_file_path(path_of(file_diary)).unlink()
    databases.unlock(file_diary.settings, on_paper)
    reopen(file_diary)


def test_another_diarys_recovery_key_is_refused(file_diary: Practice):
    with pytest.raises(Refusal, match="does not open"):
        databases.unlock(file_diary.settings, keys.recovery_text(keys.new_key()))
    reopen(file_diary)


def test_the_schema_has_a_number():
    assert int(version.SCHEMA) > 0
