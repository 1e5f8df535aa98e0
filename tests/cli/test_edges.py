"""The edges of the command line: odd places, odd numbers, odd letters. In one process, on both engines."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reception import settings
from reception.cli import main
from tests.cli.test_command_line import Run, refused, run  # noqa: F401 (fixtures)


def sentence_of(words: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """Run a command that must be refused in one line without a diary being touched; return that line."""
    assert main.run(words) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert "Something went wrong" not in told.err
    assert not list(Path.home().parent.rglob("*.db"))
    return told.err


@pytest.mark.parametrize("command", [["clinics"], ["undo"], ["database", "create"]], ids=" ".join)
def test_the_example_is_for_the_window_alone(command: list[str], capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as stopped:
        main.run(["--demo", *command])
    assert stopped.value.code == 2
    assert "--demo opens the window on an example" in capsys.readouterr().err
    assert not list(Path.home().parent.rglob("*.db"))


@pytest.mark.parametrize("place", ["", "   "])
def test_a_blank_place_is_refused_and_is_not_this_pcs_own_diary(
    place: str, capsys: pytest.CaptureFixture[str]
):
    assert "--database names no diary." in sentence_of(["--database", place, "clinics"], capsys)


def test_a_blank_place_in_the_environment_counts_as_not_set():
    own = settings.read(environment={})
    assert settings.read(environment={"RECEPTION_DATABASE": "  "}) == own
    assert own.is_default_database


def test_a_home_that_nobody_has_is_told_in_one_sentence(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    sentence = "“~nosuchuser/x” leads to no folder of this PC. Write the whole path of the diary.\n"
    assert sentence_of(["--database", "~nosuchuser/x", "clinics"], capsys) == sentence
    monkeypatch.setenv("RECEPTION_DATABASE", "~nosuchuser/x")
    assert sentence_of(["clinics"], capsys) == sentence


def test_a_diary_has_one_name_whatever_it_is_called_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "sub").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "sub")
    monkeypatch.chdir(tmp_path)
    whole = settings.read(database=str(tmp_path / "sub" / "r.db")).database
    for text in ("sub/r.db", "./sub/r.db", "sub/../sub/r.db", "link/r.db"):
        assert settings.read(database=text).database == whole
    assert settings.place("postgresql://clinic/reception") == "postgresql://clinic/reception"


def test_this_pcs_own_diary_is_itself_by_a_relative_path(monkeypatch: pytest.MonkeyPatch):
    own = settings.read(environment={})
    own.data_folder.mkdir(parents=True)
    monkeypatch.chdir(own.data_folder)
    assert settings.read(database="reception.db", environment={}) == own
    assert os.fspath(own.database) == str(own.data_folder / "reception.db")
