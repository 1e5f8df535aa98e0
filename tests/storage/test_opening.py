"""A diary that will not open says why in one sentence, and stays as it was."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from reception import desk as desks
from reception.domain.errors import Refusal, Unavailable
from reception.services import databases
from reception.settings import Settings
from reception.storage import keys, opening, version
from tests.support.desks import Clock, Practice
from tests.support.files import path_of, reopen


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


def open_and_check(practice: Practice) -> None:
    reopened = desks.open_(practice.settings, practice.clock)
    with closing(reopened):
        databases.check(reopened.store)


@pytest.mark.parametrize("place", [0.25, 0.5, 0.75, 0.999])
def test_a_flipped_byte_is_noticed(file_diary: Practice, place: float):
    """At the start where that reads its page, and else by the check."""
    desk = file_diary.desk()
    desk.publish()
    desk.desk.store.close()
    file_diary.close()
    path = path_of(file_diary)
    content = bytearray(path.read_bytes())
    content[int(len(content) * place)] ^= 1
    path.write_bytes(content)
    with pytest.raises(Unavailable, match="damaged"):
        open_and_check(file_diary)


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


def test_the_schema_has_a_number():
    assert int(version.SCHEMA) > 0
