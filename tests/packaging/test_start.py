"""The set-up script: what it says before anything is installed, and what it copies."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[2] / "packaging" / "start.py"


@pytest.fixture(scope="module")
def start() -> ModuleType:
    """The script as a module."""
    from importlib.util import module_from_spec, spec_from_file_location

    spec = spec_from_file_location("start", SCRIPT)
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-S", str(SCRIPT), *words],
        capture_output=True, text=True, timeout=60, env=os.environ | environment,
    )  # fmt: skip


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A PATH of a Debian on which nothing is installed yet, and where nobody may become root."""
    programs = {
        "dpkg-query": "exit 1",
        "apt-get": f"touch {tmp_path / 'installed'}",
        "sudo": "exit 1",
    }
    folder = tmp_path / "bin"
    folder.mkdir()
    for name, script in programs.items():
        (folder / name).write_text(f"#!/bin/sh\n{script}\n")
        (folder / name).chmod(0o755)
    return folder


@pytest.mark.parametrize("words", [[], ["frob"], ["demo", "now"], ["--help"]])
def test_what_is_not_understood_prints_both_commands(words: list[str]):
    done = run(*words)
    assert done.returncode == 2
    assert "start.py demo" in done.stdout
    assert "start.py test" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize("word", ["demo", "test"])
def test_missing_packages_are_named_with_the_command_that_installs_them(
    bare: Path, tmp_path: Path, word: str
):
    done = run(word, PATH=str(bare))
    assert done.returncode == 1
    sentence, command = done.stderr.splitlines()
    assert sentence == "Some system packages are missing. Install them, then run this again:"
    assert command.startswith("  sudo apt-get install --yes --no-install-recommends libgl1 libegl1 ")
    assert ("postgresql" in command.split()) == (word == "test")
    assert not (tmp_path / "installed").exists()


def test_without_a_screen_the_demo_says_so(bare: Path):
    (bare / "dpkg-query").write_text("#!/bin/sh\necho 'install ok installed'\n")
    done = run("demo", PATH=str(bare), DISPLAY="", WAYLAND_DISPLAY="", QT_QPA_PLATFORM="")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "There is no screen here. Start this command in a desktop session.\n"


def test_a_python_that_is_too_old_is_refused(start: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys):
    monkeypatch.setattr(start, "OLDEST", (99, 0))
    assert start.main(["test"]) == 1
    assert capsys.readouterr().err.startswith("Reception needs Python 3.11 or newer. Install it")


def test_an_older_python_understands_the_script_well_enough_to_refuse():
    """Python 3.7 is the oldest that knows its annotations; a newer syntax would be a traceback instead."""
    ast.parse(SCRIPT.read_text("utf-8"), feature_version=(3, 7))


def test_it_needs_nothing_but_the_standard_library():
    imported = [
        (node.module or "") if isinstance(node, ast.ImportFrom) else name.name
        for node in ast.walk(ast.parse(SCRIPT.read_text("utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in node.names
    ]
    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names


def test_what_it_installs_for_is_what_the_project_asks_for(start: ModuleType):
    import tomllib

    project = tomllib.loads((SCRIPT.parents[1] / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["requires-python"] == f">={start.OLDEST[0]}.{start.OLDEST[1]}"


def test_a_folder_is_copied_whole_without_what_was_built_in_it(start: ModuleType, tmp_path: Path):
    source, target = tmp_path / "source", tmp_path / "target"
    for name in (
        "src/a.py",
        "src/__pycache__/a.pyc",
        ".venv/x",
        ".git/x",
        ".mypy_cache/x",
        ".ci/run",
        "dist/x",
    ):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_text(name)
    (source / "src" / "a.py").chmod(0o400)
    (source / ".ci" / "run").chmod(0o755)
    (target / "old").mkdir(parents=True)
    start.copy_tree(source, target)
    copied = {str(path.relative_to(target)): path for path in target.rglob("*") if path.is_file()}
    assert set(copied) == {"src/a.py", ".ci/run"}
    assert copied["src/a.py"].stat().st_mode & 0o200
    assert copied[".ci/run"].stat().st_mode & 0o100


def test_a_check_that_fails_is_named_and_the_others_still_run(
    start: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
):
    programs = tmp_path / "bin"
    programs.mkdir()
    for name, code in (("one", 0), ("two", 3), ("three", 0)):
        (programs / name).write_text(f'#!/bin/sh\necho {name} "$@" >> {tmp_path}/ran\nexit {code}\n')
        (programs / name).chmod(0o755)
    monkeypatch.setattr(start, "CHECKS", (("one", "-a"), ("two",), ("three",)))
    assert start.run_checks(tmp_path, tmp_path, []) == 1
    assert (tmp_path / "ran").read_text().splitlines() == ["one -a", "two", "three"]
    assert capsys.readouterr().err == "two failed; see above.\n"
    monkeypatch.setattr(start, "CHECKS", (("one",),))
    assert start.run_checks(tmp_path, tmp_path, []) == 0


def test_the_demo_after_the_tests_does_not_set_up_anew(
    start: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    called: list[list[str]] = []
    monkeypatch.setattr(start.subprocess, "call", lambda command: called.append(command) or 0)
    environment = tmp_path / "venv"
    environment.mkdir()
    python = Path("/usr/bin/python3")
    start.install(python, environment, start.ROOT, extras="")
    start.install(python, environment, start.ROOT, extras="[dev]")
    assert len(called) == 4
    start.install(python, environment, start.ROOT, extras="")
    start.install(python, environment, start.ROOT, extras="[dev]")
    assert len(called) == 4
