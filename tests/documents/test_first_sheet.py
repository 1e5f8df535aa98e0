"""The sheet that ships: its facts, its own words, its caution."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reception import resources
from reception.documents.articles import reading
from reception.domain.claim import claims
from reception.domain.sheet import ImportedSheet
from reception.domain.sheet_text import BlockKind, blocks_of
from tests.support.sheets import made, sheet, text

LONGEST_RUN = 8
"""Words in a row that the sheet may share with the article: names of things are that long, sentences are not."""


@pytest.fixture(scope="module")
def first() -> ImportedSheet:
    """The first sheet, as a new diary gets it."""
    return reading.read(resources.path("sheets", "amitriptyline-for-back-pain.md"))


def words(of: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", of.casefold())


def shared_run(one: list[str], other: list[str]) -> list[str]:
    """Return the longest run of words that two texts share."""
    best: list[str] = []
    for size in range(1, 40):
        runs = {tuple(other[n : n + size]) for n in range(len(other) - size + 1)}
        found = next(
            (one[n : n + size] for n in range(len(one) - size + 1) if tuple(one[n : n + size]) in runs), []
        )
        if not found:
            return best
        best = found
    return best


def test_its_words_are_its_own(first: ImportedSheet, shared: Path):
    article = words((shared / "articles" / "amitriptyline-for-back-pain.txt").read_text("utf-8"))
    own = words(first.body.partition("## References")[0])
    run = shared_run(own, article)
    assert len(run) <= LONGEST_RUN, " ".join(run)


def test_the_longest_run_is_found():
    assert shared_run(["a", "b", "c", "d"], ["x", "b", "c", "y", "d"]) == ["b", "c"]


@pytest.mark.parametrize(
    "fact",
    [
        r"depression", r"nerve pain", r"diabetes", r"shingles", r"spine", r"serotonin", r"noradrenaline",
        r"dry mouth", r"constipation", r"blurred", r"weight", r"sleepy", r"dizzy", r"at the start or when your dose goes up",
        r"heart beats", r"throat swell", r"999", r"heart attack", r"bipolar", r"allergic reaction", r"SSRI",
        r"do not stop all at once", r"check-ups", r"habit", r"Never share", r"Alcohol", r"Do not drive",
        r"a few weeks", r"other pain medicines", r"prolotherapy", r"not the same for each person", r"NG59",
        r"\(2020\).*Journal of Pain Research", r"\(2019\).*International Journal of Pain Management",
        r"not medical advice", r"Always ask a health professional",
    ],
)  # fmt: skip
def test_every_fact_is_on_it(first: ImportedSheet, fact: str):
    assert re.search(fact, first.body, re.IGNORECASE), fact


def test_help_at_once_comes_in_a_section_of_its_own(first: ImportedSheet):
    headings = [block.text for block in blocks_of(first.body) if block.kind is BlockKind.HEADING]
    assert "When to get help at once" in headings
    assert len([block for block in blocks_of(first.body) if block.kind is BlockKind.DISCLAIMER]) == 2


def test_it_claims_no_cure_and_names_no_dose(first: ImportedSheet):
    assert claims(first.body) == ()
    assert not re.search(r"\d+\s*(mg|milligram|ml|tablets? a day)", first.body, re.IGNORECASE)


def test_it_is_for_a_patient_and_a_draft(first: ImportedSheet):
    assert first.prescription_only
    told = text(made(sheet(first.body, first.title, prescription_only=True)).pdf)
    assert "This is a draft. Nobody clinical has approved its words yet" in told
    assert "For a patient, not for display" in told


def test_it_names_nobody_as_reviewer_or_author_of_these_words(first: ImportedSheet):
    assert first.reviewer == ""
    assert "after an article by Mr Oliver Eaton" in first.author
    assert first.updated == "2025-09"
