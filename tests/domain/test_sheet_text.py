"""A sheet's text: kept as blocks that say the same, whatever is in it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reception.domain.sheet_text import Block, BlockKind, blocks_of, body_of, sentences

TEXTS = st.text(min_size=1, max_size=60).map(lambda text: " ".join(text.split())).filter(bool)
MARKED = st.sampled_from(
    ["# a", "## a", "### a", "- a", "> a", "\\a", "\\- a", "-", "#", ">", "\\", "- - a", "> > a", "1. a"]
)
WORDS = st.one_of(TEXTS, MARKED)
BLOCKS = st.one_of(
    st.builds(Block, st.just(BlockKind.HEADING), WORDS, st.sampled_from([2, 3])),
    st.builds(Block, st.just(BlockKind.PARAGRAPH), WORDS),
    st.builds(Block, st.just(BlockKind.DISCLAIMER), WORDS),
    st.builds(Block, st.just(BlockKind.BULLETS), items=st.lists(WORDS, min_size=1, max_size=4).map(tuple)),
)


@given(st.lists(BLOCKS, max_size=8).map(tuple))
def test_blocks_are_kept_as_a_text_that_says_the_same(blocks: tuple[Block, ...]):
    body = body_of(blocks)
    assert blocks_of(body) == blocks
    assert body_of(blocks_of(body)) == body


@given(st.text(max_size=300))
def test_any_text_reads_as_blocks_that_stay_as_they_are(body: str):
    blocks = blocks_of(body)
    kept = body_of(blocks)
    assert body_of(blocks_of(kept)) == kept


def test_blocks_of_nothing_are_left_out():
    nothing = (
        Block(BlockKind.HEADING, " ", 2), Block(BlockKind.PARAGRAPH), Block(BlockKind.DISCLAIMER, "\n"),
        Block(BlockKind.BULLETS, items=(" ",)), Block(BlockKind.PARAGRAPH, "Some words."),
    )  # fmt: skip
    assert body_of(nothing) == "Some words.\n"


def test_sentences_end_where_they_end():
    text = "One. Two! Is it three? “Four.” Five is 3.5 mg"
    assert list(sentences(text)) == ["One.", "Two!", "Is it three?", "“Four.”", "Five is 3.5 mg"]
