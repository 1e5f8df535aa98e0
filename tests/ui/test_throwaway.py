"""The example leaves nothing behind, however the program ends. Real processes, real signals."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reception.ui import throwaway

DEMO = """
import sys
from PySide6.QtCore import QTimer
from reception import app, settings
show = app.show_demo
def shown(*words):
    window = show(*words)
    QTimer.singleShot(0, lambda: print("shown", flush=True))
    return window
app.show_demo = shown
sys.exit(app.run(settings.read(), demo=True))
"""


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place for temporary folders of the test's own."""
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setenv("TMPDIR", str(place))
    monkeypatch.setattr("tempfile.tempdir", str(place))
    return place


@pytest.fixture
def demo() -> Iterator[subprocess.Popen[str]]:
    """The example in a process of its own, once its window is shown."""
    with subprocess.Popen([sys.executable, "-c", DEMO], stdout=subprocess.PIPE, text=True) as started:
        assert started.stdout is not None
        assert started.stdout.readline() == "shown\n"
        yield started
        started.kill()


def aged(folder: Path) -> Path:
    os.utime(folder, (1e9, 1e9))
    return folder


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_an_example_that_is_told_to_end_takes_its_folder_along(
    temporary: Path, demo: subprocess.Popen[str], ending: signal.Signals
):
    assert len(list(temporary.glob("reception-demo-*/example.db"))) == 1
    demo.send_signal(ending)
    assert demo.wait(timeout=60) == 0
    assert not list(temporary.glob("reception-demo-*"))


def test_the_next_example_takes_away_what_a_killed_one_left_and_no_others(
    temporary: Path, demo: subprocess.Popen[str]
):
    (alive,) = temporary.glob("reception-demo-*")
    aged(alive)
    with throwaway.folder() as own:
        assert own != alive
        assert (alive / "example.db").exists(), "its program is still there"
    demo.kill()
    demo.wait(timeout=60)
    (temporary / "reception-demo-young").mkdir()
    (temporary / "somebody-elses").mkdir()
    aged(temporary / "somebody-elses")
    aged(alive)
    with throwaway.folder() as own:
        left = {path.name for path in temporary.iterdir()}
    assert left == {own.name, "reception-demo-young", "somebody-elses"}
    assert not own.exists()


def test_a_link_that_is_called_like_an_example_is_left_alone(temporary: Path, tmp_path: Path):
    (tmp_path / "kept").mkdir()
    aged(tmp_path / "kept")
    (temporary / "reception-demo-link").symlink_to(tmp_path / "kept")
    os.utime(temporary / "reception-demo-link", (1e9, 1e9), follow_symlinks=False)
    with throwaway.folder():
        pass
    assert (tmp_path / "kept").exists()
