"""Diaries to spoil: each test gets one of its own, with a week published and one call booked."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.support.program import Program, started


@pytest.fixture(scope="package")
def master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a diary in a file and its key, to be copied."""
    folder = tmp_path_factory.mktemp("master")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
        patch.setenv("XDG_DATA_HOME", str(folder / "data"))
        patch.setenv("RECEPTION_STAFF", "Ann Kay")
        patch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
        started(folder / "reception.db")
    return folder


@pytest.fixture
def in_file(master: Path, tmp_path: Path) -> Program:
    """The program on a diary in a file."""
    shutil.copytree(master / "config", os.environ["XDG_CONFIG_HOME"])
    for name in ("reception.db", "reception.db.keys"):
        shutil.copy2(master / name, tmp_path / name)
    return Program(tmp_path / "reception.db")


@pytest.fixture
def on_either(request: pytest.FixtureRequest, database: Path | str) -> Program:
    """The program on a diary of each engine in turn."""
    made: Program = request.getfixturevalue("in_file") if isinstance(database, Path) else started(database)
    return made
