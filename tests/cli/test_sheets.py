"""`reception sheets` on both engines: the library, import, approval, PDF; exit codes and one line for what is in the way."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest

from reception.cli import main
from reception.domain import span
from reception.domain.span import LONDON
from tests.support.sheets import NO_FONT, text

Run = Callable[..., str]
SLUG = "amitriptyline-for-back-pain"
CLINICIAN = "Mr William Sharples"
IN_A_YEAR = datetime.now(LONDON).date() + timedelta(days=365)
KEYS = "slug title version status author reviewer updated review_due"
BACKS = "---\ntitle: About backs\nauthor: Ann Kay\nupdated: 2026-11\n---\n\n## First\n\nThis cures all. It may help.\n"


@pytest.fixture
def run(database: Path | str, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command that must succeed, and return what it printed."""

    def command(*words: object) -> str:
        code = main.run(["--database", str(database), *map(str, words)])
        told = capsys.readouterr()
        assert (code, told.err) == (0, "")
        return told.out

    command("database", "create")
    return command


@pytest.fixture
def refused(database: Path | str, run: Run, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command that must be refused in one line, and return that line."""

    def command(*words: object) -> str:
        before = run("journal", "--json")
        code = main.run(["--database", str(database), *map(str, words)])
        told = capsys.readouterr()
        assert (code, told.out) == (1, "")
        assert told.err.count("\n") == 1
        assert "Traceback" not in told.err
        assert run("journal", "--json") == before, "a refusal changes nothing"
        return told.err

    return command


@pytest.fixture
def backs(tmp_path: Path, run: Run) -> str:
    """A sheet that was imported, by its name."""
    path = tmp_path / "backs.md"
    path.write_text(BACKS)
    run("sheets", "import", path)
    return "about-backs"


def listed(run: Run) -> list[dict[str, Any]]:
    return list(json.loads(run("sheets", "--json")))


def test_the_library_is_a_list_of_flat_objects_with_these_keys(run: Run):
    (sheet,) = listed(run)
    assert list(sheet) == KEYS.split()
    assert (sheet["slug"], sheet["title"], sheet["version"]) == (SLUG, "Amitriptyline for back pain", 1)
    assert (sheet["status"], sheet["updated"], sheet["review_due"]) == ("draft", "2025-09", None)


def test_the_library_for_people_is_a_table(run: Run):
    head, line = run("sheets").splitlines()
    assert head.split() == KEYS.split()
    assert line.startswith(SLUG)


def test_a_morning_with_a_sheet(run: Run, backs: str, tmp_path: Path):
    told = run("sheets", "approve", backs, "--by", CLINICIAN, "--review", IN_A_YEAR)
    claim, approval = told.splitlines()
    assert claim == "Claims “cures”, in First: This cures all."
    assert approval.startswith(
        "Approved a sheet: About backs, version 1, by Mr William Sharples; next review"
    )
    assert approval.endswith(span.day_text(IN_A_YEAR, year=True))
    first = next(sheet for sheet in listed(run) if sheet["slug"] == backs)
    assert first["status"] == "approved"
    assert first["review_due"] == IN_A_YEAR.isoformat()
    path = tmp_path / "out.pdf"
    saved = run("sheets", "pdf", backs, "--output", path, "--edition", "large", "--clinic", "manchester")
    assert saved == f"“About backs”, version 1, 18 pt, saved as {path}\n"
    assert "The Hadley Clinic, 64 Bridge Street, M3 3BN" in text(path.read_bytes())
    run("undo")
    assert [sheet["status"] for sheet in listed(run)] == ["draft", "draft"]


def test_importing_says_what_was_kept_left_out_and_claimed(run: Run, shared: Path):
    told = run("sheets", "import", shared / "articles" / f"{SLUG}.txt").splitlines()
    assert told[0] == (
        "Imported “Amitriptyline for Back Pain Management” as version 1, a draft: amitriptyline-for-back-pain-management"
    )
    left = [line for line in told if line.startswith("Left out: ")]
    for words in ("×", "London | Manchester", "pill bottle", "Discovery Call", "Get in Touch", "Read more"):
        assert any(words in line for line in left), words
    assert any("Claims “root cause”, in Prolotherapy:" in line for line in told)
    assert len(listed(run)) == 2


def test_the_article_is_approved_and_every_section_is_in_the_pdf(run: Run, shared: Path, tmp_path: Path):
    run("sheets", "import", shared / "articles" / f"{SLUG}.txt")
    run("sheets", "approve", f"{SLUG}-management", "--by", CLINICIAN)
    path = tmp_path / "out.pdf"
    run("sheets", "pdf", f"{SLUG}-management", "--output", path)
    told, place = text(path.read_bytes()), 0
    for heading in (
        "Introduction to Amitriptyline", "How Amitriptyline Works for Back Pain", "Benefits and Side Effects",
        "Contraindications and Interactions", "Long-Term Use of Amitriptyline", "Potential for Abuse",
        "Amitriptyline and Alcohol", "Treatments", "Prolotherapy", "Case Studies", "FAQs",
        "What is Amitriptyline used for?", "Author Bio", "References",
    ):  # fmt: skip
        place = told.index(heading, place) + len(heading)
    assert "draft" not in told.casefold()
    with pikepdf.open(path) as file:
        assert file.open_metadata()["pdfuaid:part"] == "1"


def test_importing_again_is_the_next_version(run: Run, backs: str, tmp_path: Path):
    (tmp_path / "more.md").write_text(BACKS + "\nMore.\n")
    assert "as version 2, a draft: about-backs" in run("sheets", "import", tmp_path / "more.md")
    assert [(one["version"], one["status"]) for one in listed(run) if one["slug"] == backs] == [
        (2, "draft"),
        (1, "draft"),
    ]


def test_approving_twice_does_not_bring_back_the_older_text(
    run: Run, refused: Run, backs: str, tmp_path: Path
):
    (tmp_path / "more.md").write_text(BACKS + "\nMore.\n")
    run("sheets", "import", tmp_path / "more.md")
    assert "version 2, by" in run("sheets", "approve", backs, "--by", CLINICIAN)
    refused("sheets", "approve", backs, "--by", CLINICIAN)
    status = {one["version"]: one["status"] for one in listed(run) if one["slug"] == backs}
    assert status[2] == "approved"


def test_a_draft_prints_with_the_word_draft(run: Run, tmp_path: Path):
    path = tmp_path / "out.pdf"
    run("sheets", "pdf", SLUG, "--output", path)
    for page in pypdf.PdfReader(io.BytesIO(path.read_bytes())).pages:
        assert "Draft" in page.extract_text()
    assert "London · Manchester · Bedford" in text(path.read_bytes())


@pytest.mark.parametrize(("edition", "points"), [("standard", 14), ("large", 18), ("giant", 24)])
def test_every_edition_can_be_saved_and_replaces_the_file(
    run: Run, tmp_path: Path, edition: str, points: int
):
    path = tmp_path / "out.pdf"
    path.write_text("old")
    told = run("sheets", "pdf", SLUG, "--output", path, "--edition", edition)
    assert f", {points} pt, saved as" in told
    assert told.endswith("It is a draft: the word Draft stands on every page.\n")
    assert path.read_bytes().startswith(b"%PDF-")


def test_a_letter_that_no_font_has_is_told(run: Run, tmp_path: Path):
    (tmp_path / "x.md").write_text(f"# Odd\n\nAnn {NO_FONT} Kay.\n")
    run("sheets", "import", tmp_path / "x.md")
    told = run("sheets", "pdf", "odd", "--output", tmp_path / "out.pdf").splitlines()
    assert told[1] == f"“{NO_FONT}” is in no font of this PC and printed as □."


def test_every_print_is_in_the_journal(run: Run, tmp_path: Path):
    run("--as", "Joe Moss", "sheets", "pdf", SLUG, "--output", tmp_path / "out.pdf", "--edition", "giant")
    line = json.loads(run("journal", "--json"))[-1]
    assert (line["who"], line["action"]) == ("Joe Moss", "Saved a sheet as PDF")
    assert line["subject"] == "Amitriptyline for back pain, version 1, 24 pt"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["sheets", "approve", SLUG, "--by", "Nobody Here"], "“Nobody Here” is not on the staff list. Name a clinician"),
        (["sheets", "approve", SLUG, "--by", ""], "is not on the staff list"),
        (["sheets", "approve", "knees", "--by", CLINICIAN], f"There is no sheet “knees”. There are: {SLUG}."),
        (["sheets", "approve", SLUG, "--by", CLINICIAN, "--review", "soon"], "“soon” is not a date"),
        (["sheets", "approve", SLUG, "--by", CLINICIAN, "--review", "2027-02-30"], "is not a date"),
        (["sheets", "approve", SLUG, "--by", CLINICIAN, "--review", "2020-01-01"], "must lie in the future"),
        (["sheets", "approve", SLUG, "--by", CLINICIAN, "--review", "2099-01-01"], "within three years"),
        (["sheets", "pdf", "knees", "--output", "x.pdf"], "There is no sheet “knees”"),
        (["sheets", "pdf", SLUG, "--output", "x.pdf", "--clinic", "Paris"], "no clinic “Paris”"),
        (["sheets", "pdf", SLUG, "--output", "/nowhere/at/all/x.pdf"], "There is no folder /nowhere/at/all."),
        (["sheets", "pdf", SLUG, "--output", "/"], "is a folder"),
        (["sheets", "import", "/nowhere/x.txt"], "There is no file /nowhere/x.txt. Check its name."),
        (["sheets", "import", "/"], "is a folder"),
        (["sheets", "import", "/dev/zero"], "is no ordinary file"),
    ],
    ids=lambda value: " ".join(value)[:60] if isinstance(value, list) else None,
)  # fmt: skip
def test_bad_input_gets_one_sentence(refused: Run, words: list[str], sentence: str):
    assert sentence in refused(*words)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"\x00\x01binary", "is not a text file"),
        (b"Only a title", "has a title but no text"),
        (b"This is a sentence, and there is no title anywhere.", "has no title"),
        (b"---\ntitle: Backs\nlanguage: English\n---\nSome words.", "is not the code of a language"),
        (b"x" * 50_000_000, "is too large for a sheet (50 MB)"),
    ],
    ids=lambda value: repr(value[:20]),
)
def test_a_file_that_is_no_sheet_gets_one_sentence(
    refused: Run, tmp_path: Path, content: bytes, sentence: str
):
    (tmp_path / "x.txt").write_bytes(content)
    assert sentence in refused("sheets", "import", tmp_path / "x.txt")


def test_only_a_clinician_approves(run: Run, refused: Run, tmp_path: Path):
    run("sheets", "pdf", SLUG, "--output", tmp_path / "x.pdf")
    assert "Only a clinician can approve a sheet" in refused("sheets", "approve", SLUG, "--by", "Ann Kay")


def test_a_folder_that_may_not_be_written_leaves_the_file(refused: Run, tmp_path: Path):
    locked = tmp_path / "locked"
    locked.mkdir()
    (locked / "x.pdf").write_text("old")
    locked.chmod(0o500)
    assert "cannot be written" in refused("sheets", "pdf", SLUG, "--output", locked / "x.pdf")
    assert (locked / "x.pdf").read_text() == "old"


def test_a_relative_path_is_where_one_stands(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    run("sheets", "pdf", SLUG, "--output", "x.pdf")
    assert (tmp_path / "x.pdf").stat().st_size > 10_000


@pytest.mark.parametrize(
    "words",
    [
        ["sheets", "approve", SLUG],
        ["sheets", "pdf", SLUG],
        ["sheets", "pdf", SLUG, "--output", "x.pdf", "--edition", "huge"],
        ["sheets", "import"],
        ["sheets", "frob"],
    ],
    ids=" ".join,
)
def test_what_is_not_understood_exits_with_2(words: list[str], capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as stopped:
        main.run(words)
    assert stopped.value.code == 2
    assert "usage:" in capsys.readouterr().err
