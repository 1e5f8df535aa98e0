"""Files the desk writes: private when new, as readable as before when replaced, and never over the diary itself."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reception import settings
from reception.documents import files
from reception.domain.sheet import Edition, Output
from reception.services.sheets import Giving
from reception.ui.lists.saving import ReplaceForm
from tests.support.desks import Practice
from tests.support.program import WEEK, Program, started
from tests.support.windows import Window

SHEET = "amitriptyline-for-back-pain"


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


@pytest.mark.parametrize(("umask", "expected"), [(0o022, 0o644), (0o002, 0o664), (0o077, 0o600)])
def test_a_new_file_is_for_whom_the_umask_says(tmp_path: Path, umask: int, expected: int):
    before = os.umask(umask)
    try:
        files.replace(tmp_path / "out.csv", b"new")
    finally:
        os.umask(before)
    assert mode(tmp_path / "out.csv") == expected


def test_while_it_is_written_a_replacement_is_no_more_readable_than_the_file(tmp_path: Path):
    path = tmp_path / "out.csv"
    path.write_bytes(b"old")
    path.chmod(0o600)
    with files.ready(path, b"new"):
        assert {mode(one) for one in tmp_path.iterdir()} == {0o600}


@pytest.mark.parametrize("kept", [0o600, 0o640, 0o644, 0o664])
def test_a_replaced_file_is_as_readable_as_before(tmp_path: Path, kept: int):
    path = tmp_path / "out.csv"
    path.write_bytes(b"old")
    path.chmod(kept)
    files.replace(path, b"new")
    assert (path.read_bytes(), mode(path)) == (b"new", kept)


def test_a_file_that_is_not_put_in_place_leaves_the_old_one_alone(tmp_path: Path):
    path = tmp_path / "out.csv"
    path.write_bytes(b"old")
    with files.ready(path, b"new"):
        assert path.read_bytes() == b"old"
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("out.csv", b"old")]


def test_a_full_disk_leaves_the_old_file(tmp_path: Path):
    path = tmp_path / "out.pdf"
    path.write_bytes(b"old")
    code = (
        "import resource, signal, sys; from pathlib import Path; from reception.documents import files\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try: files.replace(Path(sys.argv[1]), b'new' * 1000)\n"
        "except Exception as error: print(type(error).__name__, error)"
    )
    told = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    assert (
        told.stdout
        == "Unavailable The disk is full, so out.pdf was not written. Free some space and try again.\n"
    )
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_name_of_emoji_as_long_as_names_may_be_is_written(tmp_path: Path):
    path = tmp_path / ("😀" * 62 + ".pdf")
    files.replace(path, b"new")
    assert path.read_bytes() == b"new"


# ---- the diary's own files


def give_out(program: Program, kind: str, path: Path) -> str:
    """Write a list or a sheet over a path that is not to be written; return the sentence."""
    if kind == "list":
        return program.refuses("export", "calls", "--week", WEEK, "--format", "csv", "--output", path)
    return program.refuses("sheets", "pdf", SHEET, "--output", path)


def contents(folder: Path) -> dict[Path, bytes]:
    """Return all files but the index of the log, which reading changes too, and the log that openings leave."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path: path.read_bytes() for path in found if not path.name.endswith(("-shm", "-wal"))}


def targets(diary: Path, config: Path) -> dict[str, Path]:
    """Return every way to name what belongs to a diary."""
    elsewhere = diary.parent / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "link.csv").symlink_to(diary)
    os.link(diary, elsewhere / "hard.csv")
    (elsewhere / "folder").symlink_to(config)
    (key,) = config.glob("*.key")
    return {
        "diary": diary,
        "a way round": diary.parent / "elsewhere" / ".." / diary.name,
        "link": elsewhere / "link.csv",
        "hard link": elsewhere / "hard.csv",
        "log": diary.with_name(f"{diary.name}-wal"),
        "index": diary.with_name(f"{diary.name}-shm"),
        "key file": diary.with_name(f"{diary.name}.keys"),
        "key": key,
        "settings": config / "settings.json",
        "new in the config folder": config / "calls.csv",
        "config folder by a link": elsewhere / "folder" / key.name,
    }


@pytest.mark.parametrize("kind", ["list", "sheet"])
def test_nothing_is_written_over_the_diary(tmp_path: Path, kind: str):
    diary = tmp_path / "desk" / "reception.db"
    program = started(diary)
    ways = targets(diary, settings.read().config_folder)
    before = contents(tmp_path)
    for name, path in ways.items():
        told = give_out(program, kind, path)
        assert told.endswith("belongs to the diary or to its settings. Choose another place or name."), name
        assert contents(tmp_path) == before, name
    assert "1 patient, 1 call" in program.does("database", "check")


def test_nothing_is_written_over_another_diary_either(tmp_path: Path):
    program, other = Program(tmp_path / "mine.db"), Program(tmp_path / "other.db")
    for one in (program, other):
        one.does("database", "create")
    before = contents(tmp_path)
    assert "belongs to the diary" in give_out(program, "list", tmp_path / "other.db")
    assert contents(tmp_path) == before


def test_the_settings_are_safe_from_a_shared_diarys_lists(database: Path | str):
    program = started(database)
    config = settings.read().config_folder
    config.mkdir(parents=True, exist_ok=True)
    (config / "settings.json").write_text("{}")
    for kind in ("list", "sheet"):
        assert "belongs to the diary" in give_out(program, kind, config / "settings.json")
    assert (config / "settings.json").read_text() == "{}"


@pytest.fixture
def linked(file_window: Window, file_diary: Practice, tmp_path: Path) -> dict[str, Path]:
    """The diary, by a name for each kind of document."""
    diary = file_diary.settings.database
    assert isinstance(diary, Path)
    for name in ("week.csv", "sheet.pdf"):
        (tmp_path / name).symlink_to(diary)
    return {"diary": diary, "list": tmp_path / "week.csv", "sheet": tmp_path / "sheet.pdf"}


def test_the_windows_list_is_not_written_over_the_diary(file_window: Window, linked: dict[str, Path]):
    before = linked["diary"].read_bytes()
    file_window.go("lists")
    file_window.press("Ctrl+E")
    file_window.focus.selectAll()
    file_window.type(str(linked["list"]))
    file_window.press("Return")
    file_window.dialog(ReplaceForm)
    file_window.press("Return")
    assert file_window.no_dialog()
    assert file_window.screen.saver.banner.sentence.startswith("week.csv belongs to the diary")
    assert linked["list"].is_symlink()
    assert linked["diary"].read_bytes() == before


def test_the_windows_sheet_is_not_written_over_the_diary(file_window: Window, linked: dict[str, Path]):
    before = linked["diary"].read_bytes()
    screen = file_window.go("sheets")
    giving = Giving(edition=Edition.STANDARD, how=Output.PDF)
    screen._giving_out._save(screen.showing.wanted, giving, linked["sheet"])
    file_window.settle()
    assert screen.panel.banner.sentence.startswith("sheet.pdf belongs to the diary")
    assert linked["sheet"].is_symlink()
    assert linked["diary"].read_bytes() == before
