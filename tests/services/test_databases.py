"""Where the diary is, and what a copy of it is worth."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reception import desk as desks
from reception.domain.errors import Unavailable
from reception.services import databases
from reception.settings import Settings
from tests.support.desks import Practice, TestDesk


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (
            "postgresql+psycopg://desk:s3cret@db.example/reception",
            "postgresql+psycopg://desk:•••@db.example/reception",
        ),
        ("postgresql+psycopg://desk@db.example/reception", "postgresql+psycopg://desk@db.example/reception"),
        ("postgresql+psycopg://desk:p%40ss@[::1]:5433/r", "postgresql+psycopg://desk:•••@[::1]:5433/r"),
        ("postgresql+psycopg://desk:a@s3cret@db/r", "postgresql+psycopg://desk:•••@db/r"),
        ("postgresql+psycopg://desk:s3cret#/?x@db/r", "postgresql+psycopg://desk:•••@db/r"),
        (
            "postgresql+psycopg://db:5433/r?sslmode=verify-full",
            "postgresql+psycopg://db:5433/r?sslmode=verify-full",
        ),
        (
            "postgresql+psycopg:///r?host=/run/pg&password=s3cret&sslmode=verify-full",
            "postgresql+psycopg:///r?host=/run/pg&password=•••&sslmode=verify-full",
        ),
    ],
)
def test_an_address_is_shown_without_its_password(tmp_path: Path, typed: str, shown: str):
    told = databases.address(Settings(data_folder=tmp_path, config_folder=tmp_path, database=typed))
    assert told == shown
    assert "s3cret" not in told


def test_a_copy_made_after_closing_holds_everything(file_diary: Practice, tmp_path: Path):
    """What Settings tells people to do until backups come: close, copy two files, keep the recovery key."""
    desk: TestDesk = file_diary.desk()
    desk.publish()
    desk.book("10:00")
    key = databases.recovery_key(desk.desk.settings)
    file_diary.close()
    place = file_diary.settings.database
    assert isinstance(place, Path)
    assert not place.with_name(f"{place.name}-wal").exists(), "closing leaves nothing beside the file"
    elsewhere = tmp_path / "other pc"
    elsewhere.mkdir()
    for name in (place.name, f"{place.name}.keys"):
        shutil.copy(place.with_name(name), elsewhere / name)
    other = file_diary.settings._replace(
        database=elsewhere / place.name, config_folder=tmp_path / "other config"
    )
    with pytest.raises(Unavailable, match="recovery key"):
        desks.open_(other)
    databases.unlock(other, key)
    opened = TestDesk(desks.sign_in(desks.open_(other, file_diary.clock), "Joe Moss"), file_diary.clock)
    file_diary.opened.append(opened.desk)
    assert opened.line().patient.name == "Jane Holt"


def test_the_recovery_key_opens_a_copy_without_its_key_file(file_diary: Practice, tmp_path: Path):
    key = databases.recovery_key(file_diary.settings)
    place = file_diary.settings.database
    assert isinstance(place, Path)
    copied = tmp_path / "alone" / "reception.db"
    copied.parent.mkdir()
    shutil.copy(place, copied)
    other = file_diary.settings._replace(database=copied, config_folder=tmp_path / "other config")
    databases.unlock(other, key)
    opened = desks.open_(other, file_diary.clock)
    file_diary.opened.append(opened)
    assert databases.check(opened.store)["clinics"] == 3
