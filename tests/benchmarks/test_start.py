"""Start: to the first painted frame, and to a painted diary with years of slots behind it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from reception import desk as desks
from reception import settings
from reception.domain import span
from tests.benchmarks import big_diary
from tests.benchmarks.conftest import LONG, Pair, Tell

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SLOTS = 1_000_000 if LONG else 100_000
PAIRS = 25 if LONG else 7


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a PC whose own diary is years old; compiled modules are kept there, as on any PC."""
    folder = tmp_path_factory.mktemp("home")
    own = {name: str(folder / name.casefold()) for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "HOME")}
    own |= {"RECEPTION_STAFF": "Ann Kay", "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
    own |= {"QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in own.items():
            patch.setenv(name, value)
        desk = desks.create(settings.read())
        big_diary.fill(desk, SLOTS, span.london_day(desk.clock()))
        desk.close()
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | own


def start(home: dict[str, str], script: str, *words: str) -> Callable[[], float]:
    """Return what starts a script and times it from the start of the process to the moment it prints."""

    def timed() -> float:
        begun = time.monotonic()
        command = [sys.executable, str(HERE / script), *words]
        done = subprocess.run(
            command, env=home, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
        )
        assert (done.returncode, done.stderr) == (0, ""), done
        return float(done.stdout) - begun

    return timed


@pytest.mark.parametrize(
    ("name", "word", "at_most"),
    [
        ("start to the first painted frame", "frame", 1.5),
        (f"start to a painted diary, {SLOTS:,} slots stored", "diary", 3.5),
    ],
    ids=["frame", "diary"],
)
def test_start(home: dict[str, str], tell: Tell, name: str, word: str, at_most: float):
    ours, beside = start(home, "started_app.py", word), start(home, "bare_window.py")
    pair = Pair(name, at_most, ours, beside)
    pair.ours()
    pair.beside()
    pair.measure(PAIRS)
    tell(pair)
