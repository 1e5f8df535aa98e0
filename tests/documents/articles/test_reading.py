"""Any file a person may choose: a sheet, or one sentence about what is in the way."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception import resources
from reception.documents.articles import reading
from reception.documents.articles.source import LARGEST
from reception.domain.errors import Obstacle, Refusal, Unavailable

WORDS = "# Backs\n\nSome words."


def refused(path: Path) -> Obstacle:
    """Return why a file is no sheet."""
    with pytest.raises(Obstacle) as told:
        reading.read(path)
    assert "\n" not in told.value.sentence
    assert told.value.sentence.endswith(".")
    return told.value


@pytest.mark.parametrize("name", ["a.md", "A.MD", "a.markdown", "ā b.md"])
def test_the_name_says_how_it_is_read(tmp_path: Path, name: str):
    (tmp_path / name).write_text(WORDS)
    assert reading.read(tmp_path / name).title == "Backs"


@pytest.mark.parametrize("name", ["a.txt", "a", "a.text"])
def test_a_text_with_front_matter_is_markdown_whatever_its_name(tmp_path: Path, name: str):
    (tmp_path / name).write_text("---\ntitle: Backs\n---\n\n## First\n\nSome words.")
    assert reading.read(tmp_path / name).body == "## First\n\nSome words.\n"


def test_every_sheet_that_ships_is_read():
    paths = sorted(resources.path("sheets").glob("*.md"))
    assert paths
    for path in paths:
        assert reading.read(path).title


def test_a_file_that_is_not_there(tmp_path: Path):
    told = refused(tmp_path / "none.txt")
    assert isinstance(told, Unavailable)
    assert told.sentence == f"There is no file {tmp_path / 'none.txt'}. Check its name."


@pytest.mark.parametrize("name", ["none.docx", "none.pdf", "none.html"])
def test_a_file_of_another_kind_that_is_not_there(tmp_path: Path, name: str):
    assert "There is no file" in refused(tmp_path / name).sentence


def test_a_folder(tmp_path: Path):
    (tmp_path / "x.md").mkdir()
    assert "is a folder. Choose the file of the sheet in it." in refused(tmp_path / "x.md").sentence


@pytest.mark.parametrize("name", ["empty.txt", "empty.md"])
def test_an_empty_file(tmp_path: Path, name: str):
    (tmp_path / name).touch()
    assert refused(tmp_path / name).sentence == f"{name} is empty. Choose the file with the sheet’s text."


@pytest.mark.parametrize("name", ["binary.txt", "binary.md"])
def test_a_binary_file(tmp_path: Path, name: str):
    (tmp_path / name).write_bytes(os.urandom(5000))
    assert "is not a text file" in refused(tmp_path / name).sentence


def test_a_file_of_50_mb(tmp_path: Path):
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    assert refused(path).sentence == "large.txt is too large for a sheet (50 MB). Choose the text alone."


def test_a_file_a_little_too_large(tmp_path: Path):
    path = tmp_path / "large.md"
    path.write_text(WORDS + "x" * LARGEST)
    assert "too large for a sheet (300 KB)" in refused(path).sentence
    path.write_text(WORDS + "\n\n" + "word " * 1000)
    assert reading.read(path).title == "Backs"


def test_a_file_without_an_end():
    assert "is no ordinary file" in refused(Path("/dev/zero")).sentence


def test_a_pipe_that_nobody_writes_to(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe.txt")
    assert "is no ordinary file" in refused(tmp_path / "pipe.txt").sentence


def test_a_file_without_a_title(tmp_path: Path):
    (tmp_path / "x.md").write_text("Some words.")
    told = refused(tmp_path / "x.md")
    assert isinstance(told, Refusal)
    assert (told.sentence, told.field) == ("x.md has no title. Add “title:” at its top.", "title")


@pytest.mark.parametrize("name", ["x.txt", "x.md"])
def test_a_file_with_only_a_title(tmp_path: Path, name: str):
    (tmp_path / name).write_text("# Backs\n" if name == "x.md" else "Backs\n")
    assert "has a title but no text" in refused(tmp_path / name).sentence


def test_a_file_that_may_not_be_read(tmp_path: Path):
    path = tmp_path / "x.txt"
    path.write_text(WORDS)
    path.chmod(0)
    assert "x.txt cannot be read. Check that you may open it." in refused(path).sentence


@pytest.mark.parametrize("name", ["x.txt", "x.docx"])
def test_a_file_in_a_folder_that_may_not_be_entered(tmp_path: Path, name: str):
    folder = tmp_path / "locked"
    folder.mkdir()
    (folder / name).write_text(WORDS)
    folder.chmod(0)
    try:
        assert "cannot be read" in refused(folder / name).sentence
    finally:
        folder.chmod(0o700)


@pytest.mark.parametrize("name", ["x" * 5000, "x\x00y", ""])
def test_a_name_that_cannot_be_one(tmp_path: Path, name: str):
    assert len(refused(tmp_path / name).sentence) < 400


def test_a_link_that_leads_to_itself(tmp_path: Path):
    (tmp_path / "x.txt").symlink_to(tmp_path / "x.txt")
    refused(tmp_path / "x.txt")


@pytest.mark.parametrize("name", ["x.docx", "x.html", "x.htm", "x.pdf", "x.doc"])
def test_kinds_that_come_later_say_what_to_do(tmp_path: Path, name: str):
    (tmp_path / name).write_bytes(b"PK\x03\x04")
    assert (
        "cannot be imported yet. Save the text as .txt or .md, then import that."
        in refused(tmp_path / name).sentence
    )


@pytest.mark.parametrize(
    ("front", "sentence"),
    [
        (f"title: {'x' * 201}", "longer than 200 characters"),
        ("title: '!!!'", "has no letter in it"),
        ("title: '\u200b'", "has no letter in it"),
        (f"title: Backs\nauthor: {'x' * 301}", "The author in x.md is longer than 300"),
        (f"title: Backs\nreviewer: {'x' * 301}", "The reviewer in x.md is longer than 300"),
        ("title: Backs\nlanguage: English", "“English” is not the code of a language"),
        ("title: Backs\nlanguage: e", "“e” is not the code of a language"),
        ("title: Backs\nlanguage: en_GB", "“en_GB” is not the code of a language"),
    ],
)
def test_what_does_not_fit_at_the_top_of_a_page_is_told(tmp_path: Path, front: str, sentence: str):
    (tmp_path / "x.md").write_text(f"---\n{front}\n---\nSome words.")
    assert sentence in refused(tmp_path / "x.md").sentence


@given(content=st.binary(max_size=300), name=st.sampled_from(["x.txt", "x.md", "x.docx", "x"]))
def test_any_file_is_a_sheet_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, name: str
):
    path = tmp_path_factory.mktemp("any") / name
    path.write_bytes(content)
    try:
        sheet = reading.read(path)
    except Obstacle as obstacle:
        told = obstacle.sentence
    else:
        told = sheet.title
    assert told
    assert "\n" not in told
