"""Fixtures of every test. Qt draws off screen, and no key store of this computer is used: said before either is imported."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

from reception.app import FUSION
from reception.ui.collecting import collect_due
from tests.support import postgres
from tests.support.desks import Clock, Practice, Samples, TestDesk, first_contents, two_weeks
from tests.support.windows import Window, open_window

settings.register_profile(
    "short", derandomize=True, deadline=None, max_examples=60, suppress_health_check=list(HealthCheck)
)
settings.register_profile("long", deadline=None, max_examples=20_000, suppress_health_check=list(HealthCheck))
settings.load_profile("long" if os.environ.get("RECEPTION_LONG") else "short")


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """How the program starts Qt, too."""
    return ["reception", *FUSION]


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep every test away from this computer's own diary and key store."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.casefold()))
    monkeypatch.delenv("RECEPTION_DATABASE", raising=False)
    monkeypatch.setenv("RECEPTION_STAFF", "Ann Kay")


@pytest.fixture(scope="session")
def _servers() -> list[postgres.Server]:
    """The PostgreSQL server of this session, once a test asked for one."""
    return []


@pytest.fixture(scope="session")
def server(_servers: list[postgres.Server]) -> Iterator[postgres.Server]:
    """A PostgreSQL server for this session."""
    with postgres.server() as started:
        _servers.append(started)
        yield started
        _servers.clear()


@pytest.fixture(autouse=True)
def _databases_go(_servers: list[postgres.Server]) -> Iterator[None]:
    """Throw away the databases of each test after it."""
    yield
    for started in _servers:
        started.throw_away()


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> str:
    """The name of each engine in turn."""
    return str(request.param)


@pytest.fixture
def database(request: pytest.FixtureRequest, engine: str, tmp_path: Path) -> Path | str:
    """A place for a new diary, on each engine in turn."""
    if engine == "sqlite":
        return tmp_path / "reception.db"
    started: postgres.Server = request.getfixturevalue("server")
    return started.fresh()


@pytest.fixture
def clock() -> Clock:
    """A clock that stands at 09:00 on Monday 23 November 2026."""
    return Clock()


@pytest.fixture(scope="session")
def samples(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Samples:
    """Diaries to be copied."""
    return Samples(tmp_path_factory.mktemp("samples"), partial(request.getfixturevalue, "server"))


@pytest.fixture
def diary(
    request: pytest.FixtureRequest, samples: Samples, engine: str, tmp_path: Path, clock: Clock
) -> Iterator[Practice]:
    """A diary with its first contents, on each engine in turn; with `here`, two weeks are published in it."""
    fill = two_weeks if "here" in request.fixturenames else first_contents
    made = samples.practice(fill, tmp_path, clock, is_shared=engine == "postgresql")
    yield made
    made.close()


@pytest.fixture
def file_diary(
    request: pytest.FixtureRequest, samples: Samples, tmp_path: Path, clock: Clock
) -> Iterator[Practice]:
    """A diary in a file; with `file_window`, two weeks are published in it."""
    fill = two_weeks if "file_window" in request.fixturenames else first_contents
    made = samples.practice(fill, tmp_path, clock, is_shared=False)
    yield made
    made.close()


@pytest.fixture
def here(diary: Practice) -> TestDesk:
    """A desk with two weeks published."""
    return diary.desk()


@pytest.fixture
def there(diary: Practice, here: TestDesk) -> TestDesk:
    """A second desk on the same diary, with somebody else at it."""
    return diary.desk("Joe Moss")


@pytest.fixture(autouse=True)
def _collected_here(request: pytest.FixtureRequest) -> Iterator[None]:
    """Look for garbage of a window in the thread of the test alone, as the window does in its own."""
    if "qapp" not in request.fixturenames:
        yield
        return
    gc.disable()
    yield
    collect_due()
    gc.enable()


@pytest.fixture
def window(diary: Practice, here: TestDesk, qtbot: Any, qapp: Any) -> Iterator[Window]:
    """The real window at a desk of its own on the diary of `here`, on each engine in turn."""
    opened = open_window(qtbot, qapp, diary.desk("Mia Lane").desk)
    yield opened
    opened.main.close()


@pytest.fixture
def file_window(file_diary: Practice, qtbot: Any, qapp: Any) -> Iterator[Window]:
    """The real window on a diary in a file, two weeks published."""
    opened = open_window(qtbot, qapp, file_diary.desk("Mia Lane").desk)
    yield opened
    opened.main.close()


@pytest.fixture
def shared() -> Path:
    """The folder of facts and articles beside the checkout; tests that need it skip without it."""
    found = Path(__file__).resolve().parents[2] / "shared"
    if not found.is_dir():
        pytest.skip("no ../shared here")
    return found
