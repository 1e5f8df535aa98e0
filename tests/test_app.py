"""A start of the window that meets an obstacle: no screen, or a diary of an older version."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from reception import app
from reception import desk as desks
from reception.domain.errors import Unavailable
from reception.domain.span import london_day
from reception.services import databases
from reception.storage import opening, version
from tests.support.desks import Clock
from tests.support.older import made_by_the_first_version, settings_of


@pytest.mark.parametrize("screen", [{}, {"DISPLAY": ":4711"}, {"QT_QPA_PLATFORM": "nosuch"}], ids=str)
@pytest.mark.parametrize("words", [[], ["--demo"]], ids=str)
def test_without_a_screen_one_sentence_is_said(screen: dict[str, str], words: list[str]):
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    done = subprocess.run(
        [sys.executable, "-m", "reception", *words],
        capture_output=True, text=True, timeout=60, env=kept | screen,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == app.NO_SCREEN + "\n"


def test_the_window_brings_an_older_file_up_to_date_and_keeps_a_copy(
    tmp_path: Path, clock: Clock, qtbot, qapp
):
    path = made_by_the_first_version(tmp_path / "reception.db", tmp_path)
    assert isinstance(path, Path)
    chosen = settings_of(path, tmp_path)
    with pytest.raises(opening.Older, match="Open the window on it once, which brings it up to date"):
        desks.open_(chosen, clock)
    window = app.open_window(qapp, chosen, clock)
    qtbot.addWidget(window)
    window.close()
    desk = desks.open_(chosen, clock)
    with desk.store.read() as reader:
        assert opening.version_of(desk.store) == int(version.SCHEMA)
        assert list(reader.connection.scalars(text("SELECT name FROM patients"))) == ["Jane Holt"]
    desk.close()
    (kept,) = databases.kept_copies(chosen)
    assert kept.name == f"reception.db.schema-1-{london_day(datetime.now(UTC))}"
    assert oct(kept.stat().st_mode & 0o777) == "0o600"
    left = {one.name for one in tmp_path.iterdir() if one.name.startswith((".", "reception.db"))}
    assert left - {"reception.db-wal", "reception.db-shm"} == {path.name, "reception.db.keys", kept.name}


def test_a_copy_from_before_is_the_whole_diary_as_it_was(tmp_path: Path, clock: Clock):
    path = made_by_the_first_version(tmp_path / "reception.db", tmp_path)
    assert isinstance(path, Path)
    chosen = settings_of(path, tmp_path)
    assert databases.upgrade(chosen) is True
    (kept,) = databases.kept_copies(chosen)
    shutil.copy(kept, path)
    with pytest.raises(opening.Older):
        desks.open_(chosen, clock)
    assert databases.upgrade(chosen) is True
    assert [one.name for one in databases.kept_copies(chosen)] == [kept.name, f"{kept.name}-2"]
    desks.open_(chosen, clock).close()


def test_the_window_leaves_an_older_shared_diary_to_a_command(server, tmp_path: Path, clock: Clock):
    chosen = settings_of(made_by_the_first_version(server.fresh(), tmp_path), tmp_path)
    with pytest.raises(
        Unavailable, match="Close Reception on every desk and install the new version there; then"
    ):
        desks.open_for_window(chosen, clock)
    assert databases.upgrade(chosen) is True
    desks.open_for_window(chosen, clock).close()
