"""The recovery key opens a diary, and a wrong one is told from a damaged file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from keyring.errors import KeyringLocked

from reception import desk as desks
from reception.domain.errors import Refusal, Unavailable
from reception.services import databases
from reception.settings import Settings
from reception.storage import keys, recovery
from tests.storage.conftest import ToldStore
from tests.support.desks import Clock, Practice, practice
from tests.support.files import path_of, reopen


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


@pytest.fixture
def neighbour(tmp_path: Path, clock: Clock) -> Practice:
    """A second diary on the same PC."""
    return practice(tmp_path, tmp_path / "other.db", clock)


def test_the_recovery_key_opens_a_file_beside_another_diarys_key_file(
    file_diary: Practice, neighbour: Practice
):
    on_paper = databases.recovery_key(file_diary.settings)
    theirs = keys.key_file_path(path_of(neighbour)).read_bytes()
    keys.key_file_path(path_of(file_diary)).write_bytes(theirs)
    with pytest.raises(
        Unavailable, match="or the key file beside it is another diary’s.*recovery key with: rec"
    ):
        reopen(file_diary)
    databases.unlock(file_diary.settings, on_paper)
    reopen(file_diary)
    reopen(neighbour)
    assert keys.key_file_path(path_of(neighbour)).read_bytes() == theirs


def test_the_right_recovery_key_is_not_called_wrong_for_a_damaged_file(file_diary: Practice):
    path, on_paper = path_of(file_diary), databases.recovery_key(file_diary.settings)
    path.write_bytes(os.urandom(16) + path.read_bytes()[16:])
    before = keys.key_file_path(path).read_bytes()
    with pytest.raises(
        Unavailable, match="belongs to the key file beside .* is damaged, or another diary’s. Rest"
    ):
        databases.unlock(file_diary.settings, on_paper)
    keys.key_file_path(path).unlink()
    with pytest.raises(Refusal, match="Check that it belongs to this diary; if it does, the file is damaged"):
        databases.unlock(file_diary.settings, on_paper)
    assert not keys.key_file_path(path).exists()
    keys.key_file_path(path).write_bytes(before)


def test_a_key_file_that_cannot_be_written_leaves_no_key_behind(file_diary: Practice, tmp_path: Path):
    on_paper, folder = databases.recovery_key(file_diary.settings), tmp_path / "closed"
    folder.mkdir()
    path = path_of(file_diary).replace(folder / "r.db")
    elsewhere = Settings(data_folder=tmp_path, config_folder=tmp_path / "c", database=path)
    for end in ("-wal", "-shm"):
        path.with_name(path.name + end).touch()
    folder.chmod(0o500)
    try:
        with pytest.raises(Unavailable, match="cannot be written. Ask for the right to change"):
            databases.unlock(elsewhere, on_paper)
    finally:
        folder.chmod(0o700)
    assert list((tmp_path / "c").glob("*.key")) == []


def test_another_diarys_recovery_key_is_refused(file_diary: Practice):
    with pytest.raises(Refusal, match="does not open"):
        databases.unlock(file_diary.settings, recovery.recovery_text(keys.new_key()))
    reopen(file_diary)


def test_a_locked_key_store_does_not_keep_the_recovery_key_from_opening_the_diary(
    store: ToldStore, tmp_path: Path, clock: Clock
):
    diary = practice(tmp_path, tmp_path / "reception.db", clock)
    on_paper = databases.recovery_key(diary.settings)
    assert not databases.key_is_in_a_file(diary.settings)
    store.answer = KeyringLocked("locked")
    with pytest.raises(Unavailable, match="open the diary with its recovery key"):
        reopen(diary)
    databases.unlock(diary.settings, on_paper)
    reopen(diary)
    assert databases.key_is_in_a_file(diary.settings)
    diary.close()
