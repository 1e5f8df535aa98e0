"""What Qt's bindings bring as texts is compiled once, and again only where it must be."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from reception.cli import kept_code

PROGRAM = """
import builtins, sys
from pathlib import Path
from reception.cli.kept_code import SUPPORT, kept
own, count = builtins.compile, 0
def counted(source, filename, *more, **options):
    global count
    count += str(filename).startswith(SUPPORT)
    return own(source, filename, *more, **options)
builtins.compile = counted
with kept(Path(sys.argv[1])):
    from PySide6.QtCore import QObject
assert builtins.compile is counted and QObject().objectName() == ""
print(count)
"""


def compiled(file: Path) -> int:
    """Start Qt's bindings, and return how many of their texts were compiled."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(file)], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stderr == ""
    return int(done.stdout)


def test_a_second_start_compiles_nothing(tmp_path: Path):
    file = tmp_path / "cache" / "qt.code"
    assert compiled(file) > 5
    assert compiled(file) == 0
    assert [one.name for one in file.parent.iterdir()] == ["qt.code"]


def test_it_is_for_this_person_alone(tmp_path: Path):
    file = tmp_path / "cache" / "qt.code"
    compiled(file)
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "spoil",
    [
        lambda whole: whole[: len(whole) // 2],
        lambda whole: b"",
        lambda whole: whole[:-1] + b"!",
        lambda whole: b"!" * 99,
    ],
    ids=["half", "empty", "altered", "rubbish"],
)
def test_a_file_that_is_not_whole_is_made_anew(tmp_path: Path, spoil):
    file = tmp_path / "qt.code"
    first = compiled(file)
    file.write_bytes(spoil(file.read_bytes()))
    assert compiled(file) == first
    assert compiled(file) == 0


def test_what_another_python_kept_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    file = tmp_path / "qt.code"
    with monkeypatch.context() as patch:
        patch.setattr(kept_code, "MAGIC_NUMBER", b"another!")
        with kept_code.kept(file):
            compile(b"1", f"{kept_code.SUPPORT}one.py", "exec")
    assert file.exists()
    assert compiled(file) > 5


def test_a_text_that_changed_is_compiled_again(tmp_path: Path):
    told = []
    for text in (b"told.append(1)", b"told.append(2)", b"told.append(2)"):
        with kept_code.kept(tmp_path / "qt.code"):
            exec(compile(text, f"{kept_code.SUPPORT}one.py", "exec"), {"told": told})
    assert told == [1, 2, 2]


def test_where_nothing_can_be_kept_all_is_compiled_as_ever(tmp_path: Path):
    (tmp_path / "a file").write_text("")
    file = tmp_path / "a file" / "qt.code"
    assert compiled(file) > 5
    assert compiled(file) > 5


def test_other_texts_are_none_of_its_business(tmp_path: Path):
    with kept_code.kept(tmp_path / "qt.code"):
        assert eval(compile("1 + 1", "sum", "eval")) == 2
        exec(compile("x = 1", "other.py", "exec"), {})
    assert not (tmp_path / "qt.code").exists()
