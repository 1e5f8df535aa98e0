"""Sheets as Markdown with front matter."""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception.documents.articles import markdown, txt
from reception.domain.errors import Obstacle, Refusal
from reception.domain.sheet_text import Block, BlockKind, blocks_of

WHOLE = """---
title: Backs
topic: back pain, nerves
author: Ann Kay
reviewer: Joe Moss
updated: 2025-09
review_due: 2027-09-30
language: cy-GB
colour: blue
---

The *beginning* with a [link](https://example.org) and `code`.

# First

- one
- two
  that goes on
  - three

## Second

### A question?

> Disclaimer: only words.

1. step
2. another
"""


def test_the_front_matter_is_read():
    sheet = markdown.read(WHOLE, "x.md")
    assert (sheet.title, sheet.topic, sheet.author) == ("Backs", "back pain, nerves", "Ann Kay")
    assert (sheet.reviewer, sheet.updated, sheet.language) == ("Joe Moss", "2025-09", "cy-GB")
    assert sheet.review_due == date(2027, 9, 30)


def test_every_kind_of_block_is_read_without_its_markup():
    assert blocks_of(markdown.read(WHOLE, "x.md").body) == (
        Block(BlockKind.PARAGRAPH, "The beginning with a link and code."),
        Block(BlockKind.HEADING, "First", 2),
        Block(BlockKind.BULLETS, items=("one", "two that goes on", "three")),
        Block(BlockKind.HEADING, "Second", 2),
        Block(BlockKind.HEADING, "A question?", 3),
        Block(BlockKind.DISCLAIMER, "Disclaimer: only words."),
        Block(BlockKind.BULLETS, items=("step", "another")),
    )


def test_the_first_heading_is_the_title_where_the_front_names_none():
    sheet = markdown.read("# Backs\n\nSome words.", "x.md")
    assert (sheet.title, sheet.body, sheet.language) == ("Backs", "Some words.\n", "en-GB")


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        "<b>bold</b>",
        "![a picture](https://example.org/passwd)",
        "&lt;b&gt; &#x1F600;",
    ],
)
def test_nothing_in_it_is_more_than_text(body: str):
    sheet = markdown.read(f"# Backs\n\nSome words.\n\n{body}", "x.md")
    assert "passwd" not in sheet.body
    assert "Some words." in sheet.body


def test_a_medicine_on_prescription_only_is_noticed():
    assert markdown.read("# Backs\n\nAbout Amitriptyline.", "x.md").prescription_only
    assert not markdown.read("# Backs\n\nAbout walking.", "x.md").prescription_only


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Some words.", "x.md has no title. Add “title:” at its top."),
        ("---\nauthor: A\n---\nSome words.", "x.md has no title"),
        ("---\ntitle: Backs\n---\n", "x.md has a title but no text"),
        ("---\ntitle: Backs\n---\n## One\n\n## Two", "x.md has a title but no text"),
        ("---\ntitle: [a\n---\nSome words.", "make no sense"),
        ("---\n- a\n- b\n---\nSome words.", "make no sense"),
        ("---\ntitle: [a, b]\n---\nSome words.", "make no sense"),
        ("---\ntitle: {a: b}\n---\nSome words.", "make no sense"),
        ("---\nWords: and: more\n---\nSome words.", "make no sense"),
        ("---\ntitle: !!python/object/apply:os.system [ls]\n---\nSome words.", "make no sense"),
        ("---\ntitle: " + "[" * 5000 + "\n---\nSome words.", "make no sense"),
        ("---\ntitle: " + "x" * 20_000 + "\n---\nSome words.", "too long for a sheet"),
        ("---\ntitle: Backs\nupdated: 2025-13\n---\nSome words.", "“2025-13” is not a month or a day"),
        ("---\ntitle: Backs\nupdated: yesterday\n---\nSome words.", "“yesterday” is not a month"),
        ("---\ntitle: Backs\nreview_due: 2027\n---\nSome words.", "“2027” is not a date"),
    ],
    ids=lambda value: value[:40],
)
def test_what_is_no_sheet_is_told_in_a_sentence(text: str, sentence: str):
    with pytest.raises(Refusal) as refused:
        markdown.read(text, "x.md")
    assert sentence in refused.value.sentence
    assert "\n" not in refused.value.sentence


@pytest.mark.parametrize("told", ["yes", "no", "007", "2025-09", "1e3", "null", "~", "0x1F"])
def test_what_yaml_would_take_for_something_else_stays_text(told: str):
    assert markdown.read(f"---\ntitle: {told}\n---\nSome words.", "x.md").title == told


MARKUP = st.sampled_from(["# ", "## ", "- ", "> ", "1. ", "---\n", "```\n", "*", "**", "[a](b)", "![", "<b>", "\n\n", "\n", "title: x\n", "\\", "&amp;", " ", "a", "    "])  # fmt: skip


@given(st.one_of(st.text(max_size=200), st.lists(MARKUP, max_size=40).map("".join)), st.booleans())
def test_any_text_is_a_sheet_or_a_sentence(text: str, has_front: bool):
    try:
        sheet = markdown.read(f"---\n{text}\n---\n{text}" if has_front else text, "x.md")
    except Obstacle:
        return
    assert sheet.title
    assert any(block.kind is not BlockKind.HEADING for block in blocks_of(sheet.body))


PIECES = ("[", "![", "*a ", "a**b", "`a", "> ", "- ", "[a](b", "[a][b]", "&#", "<a ", "\\", "\n", "a\n\n", "---\n", "# a\n", "|", "book-", "no cure ", "a: ", "(", "[\n")  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_ten_times_the_text_takes_no_hundred_times_as_long(piece: str):
    def taken(size: int) -> float:
        text = piece * (size // len(piece))
        best = float("inf")
        for _ in range(2):
            started = time.process_time()
            for read in (markdown.read, txt.read):
                with suppress(Refusal):
                    read(f"# Backs\n\n{text}\n\nSome words.", "x.md")
            best = min(best, time.process_time() - started)
        return best

    small, large = taken(2_000), taken(20_000)
    assert large <= 40 * max(small, 0.002)
