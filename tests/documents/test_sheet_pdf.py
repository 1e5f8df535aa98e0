"""A sheet as PDF: what a patient reads, what a screen reader is told, what the law and the desk need on it."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest

from reception import resources
from reception.documents.articles import reading
from reception.documents.sheet_pdf import NOT_APPROVED, NOT_FOR_DISPLAY
from reception.domain.sheet import Edition, Sheet, SheetStatus
from reception.domain.sheet_text import BlockKind, blocks_of
from tests.support.sheets import CLINICS, approved, made, opened, sheet, text, texts

BODY = """The beginning.

## First

A paragraph.

- one point
- another point

### A question?

Its answer.

> Disclaimer: only words.

## References

- Somebody (2020). A title.
"""
FIRST = reading.read(resources.path("sheets", "amitriptyline-for-back-pain.md"))
LONG = BODY + "\n".join(f"\n## Part {n}\n\n{'Words that fill the page. ' * 30}\n" for n in range(6))


def elements(pdf: bytes) -> Iterator[tuple[str, str]]:
    """Yield the kind of each element of the structure, in reading order, and its title where it has one."""
    with opened(pdf) as file:
        roles = {str(k): str(v) for k, v in file.Root.StructTreeRoot.get("/RoleMap", {}).items()}

        def walk(node: Any) -> Iterator[tuple[str, str]]:
            if isinstance(node, pikepdf.Array):
                for one in node:
                    yield from walk(one)
            elif isinstance(node, pikepdf.Dictionary):
                if "/S" in node:
                    kind = str(node.S)
                    yield roles.get(kind, kind), str(node.get("/T", ""))
                if "/K" in node:
                    yield from walk(node.K)

        yield from list(walk(file.Root.StructTreeRoot.K))


def kinds(pdf: bytes) -> list[str]:
    return [kind for kind, _ in elements(pdf)]


def headings(pdf: bytes) -> list[tuple[str, str]]:
    return [(kind, title) for kind, title in elements(pdf) if kind in ("/H1", "/H2", "/H3")]


def sizes(pdf: bytes) -> Counter[float]:
    """Return how many letters are set in each size, in points."""
    found: Counter[float] = Counter()

    def look(words: str, current: list[float], matrix: list[float], _font: Any, size: float) -> None:
        found[round(abs(size * matrix[3] * current[3]), 1)] += len(words.strip())

    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        page.extract_text(visitor_text=look)
    return found


def test_it_says_that_it_is_pdf_ua_1():
    with opened(made(sheet(BODY)).pdf) as file:
        xmp = file.open_metadata()
        assert xmp["pdfuaid:part"] == "1"
        assert xmp["dc:title"] == "About backs"
        assert file.Root.MarkInfo.Marked
        assert file.Root.ViewerPreferences.DisplayDocTitle
        assert "/StructTreeRoot" in file.Root
        assert not file.is_encrypted


@pytest.mark.parametrize(
    ("code", "lang"),
    [("en-GB", "en-GB"), ("cy", "cy"), ("pl-PL", "pl-PL"), ("ZH-hans-CN", "zh-CN"), ("English", "en"), ("日本", "en"), ("", "en"), ("zh-12", "zh")],
)  # fmt: skip
def test_it_names_its_language(code: str, lang: str):
    with opened(made(sheet(BODY, language=code)).pdf) as file:
        assert str(file.Root.Lang) == lang


def test_it_names_its_title_author_and_topic():
    with opened(made(sheet(BODY, author="Mr Oliver Eaton", topic="amitriptyline, back pain")).pdf) as file:
        assert str(file.docinfo.Title) == "About backs"
        assert str(file.docinfo.Author) == "Mr Oliver Eaton"
        assert str(file.docinfo.Keywords) == "amitriptyline, back pain"


def test_every_block_is_set_in_order_and_tagged_as_what_it_is():
    done = made(sheet(BODY))
    place = 0
    for words in (
        "About backs", "The beginning.", "First", "A paragraph.", "one point", "another point", "A question?",
        "Its answer.", "Disclaimer: only words.", "References", "Somebody (2020). A title.",
    ):  # fmt: skip
        place = text(done.pdf).index(words, place)
    subtitle, draft_note = "/P", "/P"
    point = ["/LI", "/Lbl", "/LBody"]
    assert kinds(done.pdf) == [
        "/Document", "/H1", subtitle, draft_note, "/P", "/H2", "/P", "/L", *point, *point, "/H3", "/P", "/P",
        "/H2", "/L", *point,
    ]  # fmt: skip
    assert headings(done.pdf) == [
        ("/H1", "About backs"), ("/H2", "First"), ("/H3", "A question?"), ("/H2", "References"),
    ]  # fmt: skip


def test_no_page_is_left_untagged():
    with opened(made(sheet(LONG)).pdf) as file:
        assert len(file.pages) > 2
        for page in file.pages:
            assert page.Tabs == "/S" or "/StructParents" in page
            marks = {
                str(m.operands[0])
                for m in pikepdf.parse_content_stream(page)
                if str(m.operator) in ("BDC", "BMC")
            }
            assert "/Artifact" in marks, "header, footer and watermark are not read aloud"
            assert marks - {"/Artifact"}


@pytest.mark.parametrize(
    ("body", "levels"),
    [
        ("### A question?\n\nSo.", ["/H1", "/H2"]),
        ("### One?\n\nSo.\n\n## Two\n\n### Three?\n\nSo.", ["/H1", "/H2", "/H2", "/H3"]),
        ("## \u200b\n\n### Three?\n\nSo.", ["/H1", "/H2"]),
        ("Only words.", ["/H1"]),
    ],
)
def test_no_heading_stands_below_one_that_is_missing(body: str, levels: list[str]):
    assert [kind for kind, _ in headings(made(sheet(body)).pdf)] == levels


@pytest.mark.parametrize("edition", list(Edition))
def test_every_edition_is_set_in_its_size(edition: Edition):
    done = made(approved(LONG), edition)
    found = sizes(done.pdf)
    ((most, _),) = found.most_common(1)
    assert most == edition.points
    promised = {Edition.STANDARD: 11.5, Edition.LARGE: 16, Edition.GIANT: 18}[edition]
    assert min(size for size, letters in found.items() if letters) >= promised


def test_a_larger_edition_takes_more_pages():
    counts = [len(texts(made(sheet(LONG), edition).pdf)) for edition in Edition]
    assert counts == sorted(counts)
    assert counts[0] < counts[2]


@pytest.mark.parametrize("edition", list(Edition))
def test_every_page_has_its_number_the_group_its_phone_version_and_date(edition: Edition):
    pages = texts(made(approved(LONG, version=7), edition).pdf)
    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page
        assert "ProHealth Clinic" in page
        assert "01234 380345" in page
        assert "Version 7 · printed 23 Nov 2026" in page


def test_the_date_is_the_day_in_london():
    from datetime import UTC, datetime

    from reception.documents.sheet_pdf import sheet_pdf
    from tests.support.sheets import GROUP

    late = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    done = sheet_pdf(
        sheet(), organisation=GROUP, clinic=None, clinics=CLINICS, edition=Edition.STANDARD, made_at=late
    )
    assert "printed 1 Jul 2026" in text(done.pdf)


@pytest.mark.parametrize("at", CLINICS, ids=lambda at: at.name)
def test_a_chosen_clinic_gives_its_address_on_every_page(at: Any):
    for page in texts(made(sheet(LONG), at=at).pdf):
        assert f"{at.name}: {', '.join(at.address)}" in page


@pytest.mark.parametrize("edition", list(Edition))
def test_a_postcode_stays_on_one_line(edition: Edition):
    for at in CLINICS:
        for page in pypdf.PdfReader(io.BytesIO(made(sheet(), edition, at=at).pdf)).pages:
            assert any(at.postcode in line for line in page.extract_text().splitlines())


@pytest.mark.parametrize("edition", list(Edition))
def test_a_disclaimer_stands_on_one_page(edition: Edition):
    said = "Disclaimer: " + " ".join(f"word{number}" for number in range(50)) + "."
    for before in range(0, 40, 3):
        body = "Words that fill the page.\n\n" * before + f"> {said}\n"
        assert sum(said in page for page in texts(made(sheet(body), edition).pdf)) == 1, before


def test_a_disclaimer_longer_than_a_page_goes_on_on_the_next():
    said = " ".join(f"word{number}" for number in range(900))
    pages = texts(made(sheet(f"> {said}.\n"), Edition.GIANT).pdf)
    assert len(pages) > 2
    assert all(f"word{number}" in " ".join(pages) for number in (0, 450, 899))


def test_without_one_every_clinic_is_named():
    for page in texts(made(sheet(LONG)).pdf):
        assert "London · Manchester · Bedford" in page


@pytest.mark.parametrize("edition", list(Edition))
def test_a_draft_says_so_on_every_page(edition: Edition):
    pages = texts(made(sheet(LONG), edition).pdf)
    assert len(pages) > 1
    for page in pages:
        assert "Draft: nobody has approved this yet" in page
        assert page.count("Draft") >= 2, "in the head and across the page"
    assert NOT_APPROVED in pages[0]


def test_an_approved_sheet_says_it_nowhere():
    told = text(made(approved(LONG)).pdf)
    assert "draft" not in told.casefold()
    assert NOT_APPROVED not in told


def test_a_withdrawn_sheet_is_no_draft():
    assert "draft" not in text(made(sheet(BODY, status=SheetStatus.WITHDRAWN)).pdf).casefold()


def test_the_line_below_the_title_says_whose_words_they_are():
    one = approved(
        BODY, author="Mr Oliver Eaton", reviewer="Mr William Sharples", updated="2025-09", version=3,
        review_due=date(2027, 9, 30),
    )  # fmt: skip
    (page,) = texts(made(one).pdf)
    assert "For patients · version 3 · updated September 2025 · review by September 2027" in page
    assert "Written by Mr Oliver Eaton; reviewed by Mr William Sharples." in page


@pytest.mark.parametrize("is_named", [True, False])
def test_a_sheet_that_names_a_prescription_only_medicine_is_not_for_display(is_named: bool):
    told = text(made(approved(BODY, prescription_only=is_named)).pdf)
    assert (NOT_FOR_DISPLAY in told) is is_named


def test_the_first_sheet_has_all_its_words_in_order_and_its_headings_in_tags():
    one = sheet(FIRST.body, FIRST.title, prescription_only=FIRST.prescription_only)
    for edition in Edition:
        done = made(one, edition)
        assert done.notices == ()
        place, told = 0, "".join(text(done.pdf).split())
        for block in blocks_of(FIRST.body):
            for words in block.items or (block.text,):
                first_words = "".join(" ".join(words.split()[:3]).split())
                place = told.index(first_words, place)
        assert headings(done.pdf) == outline(one)


def outline(one: Sheet) -> list[tuple[str, str]]:
    """Return the headings that a sheet's tags should have."""
    inner = [
        (f"/H{block.level}", block.text) for block in blocks_of(one.body) if block.kind is BlockKind.HEADING
    ]
    return [("/H1", one.title), *inner]


def test_the_article_is_set_with_every_section(shared: Path):
    article = reading.read(shared / "articles" / "amitriptyline-for-back-pain.txt")
    one = sheet(article.body, article.title)
    done = made(one)
    assert headings(done.pdf) == outline(one)
    assert done.notices == ()
    told = "".join(text(done.pdf).split())
    for block in blocks_of(article.body):
        for words in block.items or (block.text,):
            assert "".join(words.split()[:6]) in told


def test_a_sheet_of_hundreds_of_pages_is_numbered_to_the_end():
    pages = texts(made(approved("Words that fill a page. " * 5_000), Edition.GIANT).pdf)
    assert len(pages) > 99
    assert f"Page {len(pages)} of {len(pages)}" in pages[-1]
