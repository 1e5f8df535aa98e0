"""Claims: which sentences promise cure or proof, and which only sound like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception.domain.claim import claims


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("Prolotherapy cures back pain.", "cures"),
        ("You will be cured.", "cured"),
        ("It is a permanent fix.", "permanent"),
        ("It is clinically proven to help.", "proven"),
        ("It treats the root cause of pain.", "root cause"),
        ("We guarantee that it works.", "guarantee"),
        ("It works 100% of the time.", "100%"),
        ("A miracle for your back!", "miracle"),
        ("This has been shown to help.", "been shown to"),
        ("Our award-winning treatment helps.", "award-winning"),
        ("He is one of the leading specialists.", "leading"),
        ("You will find lasting relief.", "lasting relief"),
        ("It is the most effective treatment.", "most effective"),
        ("Studies have shown that it helps.", "Studies have shown"),
        ("Several trials demonstrated the effectiveness of it.", "demonstrated the effectiveness"),
        ("It is completely safe.", "completely safe"),
        ("You can be pain-free.", "be pain-free"),
        ("CURES PAIN.", "CURES"),
        ("Not only does it help, it cures.", "cures"),
        ("Without needles, it is a permanent fix.", "permanent"),
        ("No side effects, proven results.", "proven"),
        ("In a few weeks you will be cured.", "cured"),
        ("It does not hurt; it cures.", "cures"),
        ("It is not new, but it cures.", "cures"),
    ],
)
def test_a_sentence_that_claims_cure_or_proof_is_found(sentence: str, word: str):
    (claim,) = claims(f"Before.\n\n## How it works\n\nA harmless one. {sentence} Another harmless one.\n")
    assert (claim.section, claim.sentence, claim.word) == ("How it works", sentence, word)


@pytest.mark.parametrize(
    "sentence",
    [
        "It does not cure pain.",
        "There is no cure.",
        "It cannot be cured.",
        "Nobody can guarantee that it works.",
        "This treatment is not a proven, permanent fix.",
        "It can’t fix every problem.",
        "It has never been proven.",
        "Few people are cured.",
        "Pain leading to weakness needs a doctor.",
        "Bring a proof of identity.",
        "Research has found no benefit.",
        "It is a secure, curious, improved and incurable thing.",
        "You may feel less pain.",
        "Stay within a range that is pain-free.",
        "Wear a waterproof coat.",
        "",
    ],
)
def test_a_harmless_sentence_is_not(sentence: str):
    assert claims(f"## How it works\n\n{sentence}\n") == ()


def test_claims_are_found_in_every_kind_of_block_but_references():
    body = (
        "It cures.\n\n## Cures for all\n\n- It is proven\n- so\n\n> Disclaimer: a miracle.\n\n"
        "## References\n\n- Smith (2020). A proven cure.\n\n## After\n\nIt is permanent.\n"
    )
    told = [(claim.section, claim.word) for claim in claims(body)]
    assert told == [
        ("", "cures"), ("Cures for all", "Cures"), ("Cures for all", "proven"), ("Cures for all", "miracle"),
        ("After", "permanent"),
    ]  # fmt: skip


@given(st.text(max_size=400))
def test_any_text_can_be_looked_through(body: str):
    for claim in claims(body):
        assert claim.word in claim.sentence
