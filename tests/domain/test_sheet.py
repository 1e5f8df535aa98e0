"""Sheets: what is seen of a version on a day, who may approve it, what it claims, how its text is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception.domain import sheet as rules
from reception.domain.change import Change
from reception.domain.errors import Refusal
from reception.domain.ids import PatientId, PrintId, SheetId, StaffId
from reception.domain.sheet import (
    DUE_SOON,
    LONGEST_REVIEW,
    Block,
    BlockKind,
    Edition,
    ImportedSheet,
    Output,
    Print,
    Sheet,
    SheetState,
    SheetStatus,
)

NINE = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
IN_TWO_YEARS = date(2028, 11, 23)
DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
DRAFT = Sheet(id=SheetId(1), slug="backs", version=1, title="Backs", body="Some words.\n", created_at=NINE)
APPROVED = replace(
    DRAFT, status=SheetStatus.APPROVED, review_due=IN_TWO_YEARS, approved_by=StaffId(7), approved_at=NINE
)
WITHDRAWN = replace(APPROVED, status=SheetStatus.WITHDRAWN)


def approve(sheet: Sheet = DRAFT, current: Sheet | None = None, **more: Any) -> Change:
    told: dict[str, Any] = {
        "by": StaffId(7), "is_clinician": True, "review_due": IN_TWO_YEARS, "today": TODAY, "now": NINE, **more,
    }  # fmt: skip
    return rules.approve(sheet, current, **told)


def after(change: Change, number: int = 0) -> Sheet:
    found = change.edits[number].after
    assert isinstance(found, Sheet)
    return found


# ---- states over time


@given(DAYS, DAYS)
def test_only_an_approved_version_changes_with_the_days(today: date, due: date):
    assert replace(DRAFT, review_due=due).state(today) is SheetState.DRAFT
    assert replace(WITHDRAWN, review_due=due).state(today) is SheetState.WITHDRAWN
    assert replace(APPROVED, review_due=due).state(today) in {
        SheetState.APPROVED, SheetState.REVIEW_DUE, SheetState.OVERDUE,
    }  # fmt: skip


@given(DAYS, st.integers(-400, 400))
def test_a_review_is_due_sixty_days_before_and_overdue_the_day_after(due: date, days: int):
    state = replace(APPROVED, review_due=due).state(due + timedelta(days=days))
    if days > 0:
        assert state is SheetState.OVERDUE
    elif days >= -DUE_SOON.days:
        assert state is SheetState.REVIEW_DUE
    else:
        assert state is SheetState.APPROVED


@given(DAYS, st.lists(DAYS, min_size=2))
def test_no_state_comes_back_as_days_go_by(due: date, days: list[date]):
    order = list(SheetState)
    seen = [order.index(replace(APPROVED, review_due=due).state(day)) for day in sorted(days)]
    assert seen == sorted(seen)


def test_the_whole_life_of_a_sheet():
    assert DRAFT.state(TODAY) is SheetState.DRAFT
    sheet = after(approve())
    states = [
        sheet.state(day)
        for day in (TODAY, date(2028, 9, 23), date(2028, 9, 24), IN_TWO_YEARS, date(2028, 11, 24))
    ]
    assert [str(state) for state in states] == ["approved", "approved", "review due", "review due", "overdue"]
    assert after(rules.withdraw(sheet)).state(TODAY) is SheetState.WITHDRAWN


# ---- versions


def imported(**more: Any) -> ImportedSheet:
    told: dict[str, Any] = {"title": "Backs", "body": "Other words.\n", **more}
    return ImportedSheet(**told)


def add(new: ImportedSheet, previous: Sheet | None = None) -> Sheet:
    return after(rules.add_version(new, previous, slug="backs", id_=SheetId(2), now=NINE))


def test_a_first_text_is_version_one_and_a_draft():
    sheet = add(imported(author="Ann Kay", topic="backs", updated="2025-09", review_due=IN_TWO_YEARS))
    assert (sheet.version, sheet.status, sheet.slug, sheet.author) == (
        1,
        SheetStatus.DRAFT,
        "backs",
        "Ann Kay",
    )
    assert (sheet.approved_by, sheet.approved_at, sheet.created_at) == (None, None, NINE)


def test_the_next_text_is_the_next_version():
    assert add(imported(), replace(APPROVED, version=4)).version == 5


def test_a_sheet_that_was_not_for_display_stays_so():
    assert add(imported(), replace(APPROVED, prescription_only=True)).prescription_only


def test_the_same_text_again_is_refused():
    with pytest.raises(Refusal, match="“Backs” already says exactly this, as version 1."):
        add(imported(body=DRAFT.body), DRAFT)


@pytest.mark.parametrize(
    "more", [{"reviewer": "Joe Moss"}, {"author": "Ann Kay"}, {"updated": "2026-11"}, {"language": "cy"}]
)
def test_the_same_text_by_somebody_else_is_a_new_version(more: dict[str, str]):
    assert add(imported(body=DRAFT.body, **more), DRAFT).version == 2


def test_a_withdrawn_text_can_come_back_as_a_new_version():
    assert add(imported(body=WITHDRAWN.body), WITHDRAWN).version == 2


# ---- approval


def test_approving_notes_who_when_and_until():
    change = approve()
    sheet = after(change)
    assert (sheet.status, sheet.approved_by, sheet.approved_at) == (SheetStatus.APPROVED, StaffId(7), NINE)
    assert sheet.review_due == IN_TWO_YEARS
    assert str(change) == "Approved a sheet: Backs, version 1"
    assert sheet.body == DRAFT.body


def test_the_version_approved_before_is_withdrawn():
    second = replace(DRAFT, id=SheetId(2), version=2)
    change = approve(second, APPROVED)
    assert after(change).status is SheetStatus.APPROVED
    assert after(change, 1) == WITHDRAWN


@pytest.mark.parametrize(
    ("sheet", "more", "sentence", "field"),
    [
        (DRAFT, {"is_clinician": False}, "Only a clinician can approve a sheet", "by"),
        (DRAFT, {"review_due": None}, "Give the next review date", "review_due"),
        (DRAFT, {"review_due": TODAY}, "must lie in the future", "review_due"),
        (DRAFT, {"review_due": TODAY - timedelta(days=1)}, "must lie in the future", "review_due"),
        (
            DRAFT,
            {"review_due": TODAY + LONGEST_REVIEW + timedelta(days=1)},
            "within three years",
            "review_due",
        ),
        (APPROVED, {}, "Version 1 of “Backs” is approved, so there is nothing to approve", ""),
        (WITHDRAWN, {}, "Version 1 of “Backs” is withdrawn, so there is nothing to approve", ""),
        (
            DRAFT,
            {"current": replace(APPROVED, id=SheetId(3), version=2)},
            "Version 2 of “Backs” is newer",
            "",
        ),
    ],
)
def test_approving_is_refused(sheet: Sheet, more: dict[str, Any], sentence: str, field: str):
    with pytest.raises(Refusal, match=sentence) as refused:
        approve(sheet, **more)
    assert refused.value.field == field


@given(st.integers(1, LONGEST_REVIEW.days))
def test_any_day_within_three_years_will_do(days: int):
    assert after(approve(review_due=TODAY + timedelta(days=days))).status is SheetStatus.APPROVED


def test_a_version_is_withdrawn_once():
    assert after(rules.withdraw(APPROVED)) == WITHDRAWN
    assert after(rules.withdraw(DRAFT)).status is SheetStatus.WITHDRAWN
    with pytest.raises(Refusal, match="Version 1 of “Backs” is already withdrawn"):
        rules.withdraw(WITHDRAWN)


# ---- giving out


@pytest.mark.parametrize("sheet", [DRAFT, APPROVED, replace(APPROVED, review_due=TODAY)])
def test_a_draft_an_approved_and_a_due_sheet_may_be_given(sheet: Sheet):
    rules.check_print(sheet, TODAY, is_manager=False, reason="")


@pytest.mark.parametrize("is_manager", [True, False])
def test_a_withdrawn_sheet_may_not(is_manager: bool):
    with pytest.raises(Refusal, match="Version 1 of “Backs” is withdrawn. Print the newest version"):
        rules.check_print(WITHDRAWN, TODAY, is_manager=is_manager, reason="because")


def test_an_overdue_sheet_needs_a_manager_and_a_reason():
    overdue = replace(APPROVED, review_due=TODAY - timedelta(days=1))
    for is_manager, reason in ((False, ""), (False, "because"), (True, ""), (True, "  ")):
        with pytest.raises(
            Refusal, match="overdue for review. A manager can print it with a reason"
        ) as refused:
            rules.check_print(overdue, TODAY, is_manager=is_manager, reason=reason)
        assert refused.value.field == "reason"
    rules.check_print(overdue, TODAY, is_manager=True, reason="The new one comes on Friday")


def test_a_print_is_told_in_the_desks_words():
    given_out = Print(
        id=PrintId(1), sheet=SheetId(1), edition=Edition.LARGE, patient=PatientId(1), staff=StaffId(1), at=NINE,
        how=Output.PRINT,
    )  # fmt: skip
    assert str(rules.log_print(APPROVED, given_out)) == "Printed a sheet: Backs, version 1, 18 pt"
    saved = replace(given_out, how=Output.PDF, edition=Edition.GIANT)
    assert str(rules.log_print(APPROVED, saved)) == "Saved a sheet as PDF: Backs, version 1, 24 pt"


# ---- claims


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
    (claim,) = rules.claims(
        f"Before.\n\n## How it works\n\nA harmless one. {sentence} Another harmless one.\n"
    )
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
    assert rules.claims(f"## How it works\n\n{sentence}\n") == ()


def test_claims_are_found_in_every_kind_of_block_but_references():
    body = (
        "It cures.\n\n## Cures for all\n\n- It is proven\n- so\n\n> Disclaimer: a miracle.\n\n"
        "## References\n\n- Smith (2020). A proven cure.\n\n## After\n\nIt is permanent.\n"
    )
    told = [(claim.section, claim.word) for claim in rules.claims(body)]
    assert told == [
        ("", "cures"), ("Cures for all", "Cures"), ("Cures for all", "proven"), ("Cures for all", "miracle"),
        ("After", "permanent"),
    ]  # fmt: skip


@given(st.text(max_size=400))
def test_any_text_can_be_looked_through(body: str):
    for claim in rules.claims(body):
        assert claim.word in claim.sentence


# ---- names


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Amitriptyline for back pain", "amitriptyline-for-back-pain"),
        ("  What’s new?  ", "what-s-new"),
        ("Ünï çödé", "ünï-çödé"),
        ("背痛", "背痛"),
        ("!!!", "sheet"),
        ("", "sheet"),
        ("../../etc/passwd", "etc-passwd"),
        ("x" * 200, "x" * 80),
    ],
)
def test_a_sheet_is_asked_for_by_its_title_in_small_letters(title: str, slug: str):
    assert rules.slug_of(title) == slug


@given(st.text(max_size=200))
def test_a_slug_is_short_stable_and_safe_in_a_path(title: str):
    slug = rules.slug_of(title)
    assert 1 <= len(slug) <= 80
    assert rules.slug_of(slug) == slug
    assert not set(slug) & set('/\\. \n\t:*?"<>|')


def test_dates_of_text_are_written_out():
    assert rules.updated_text("2025-09") == "September 2025"
    assert rules.updated_text("2025-09-30") == "30 September 2025"
    assert rules.updated_text("") == ""
    assert rules.month_text(date(2027, 9, 30)) == "September 2027"


@pytest.mark.parametrize(
    "words",
    ["amitriptyline", "About Amitriptyline.", "GABAPENTIN,", "tramadol’s effects", "pregabalin/duloxetine"],
)
def test_a_prescription_only_medicine_is_noticed(words: str):
    assert rules.names_prescription_only("Backs", words)


@pytest.mark.parametrize("words", ["", "paracetamol", "ibuprofen gel", "morphing", "a tram a dol", "walking"])
def test_what_a_pharmacy_sells_is_not(words: str):
    assert not rules.names_prescription_only("Backs", words)


# ---- text kept as blocks

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
    body = rules.body_of(blocks)
    assert rules.blocks_of(body) == blocks
    assert rules.body_of(rules.blocks_of(body)) == body


@given(st.text(max_size=300))
def test_any_text_reads_as_blocks_that_stay_as_they_are(body: str):
    blocks = rules.blocks_of(body)
    kept = rules.body_of(blocks)
    assert rules.body_of(rules.blocks_of(kept)) == kept


def test_blocks_of_nothing_are_left_out():
    nothing = (
        Block(BlockKind.HEADING, " ", 2), Block(BlockKind.PARAGRAPH), Block(BlockKind.DISCLAIMER, "\n"),
        Block(BlockKind.BULLETS, items=(" ",)), Block(BlockKind.PARAGRAPH, "Some words."),
    )  # fmt: skip
    assert rules.body_of(nothing) == "Some words.\n"


def test_sentences_end_where_they_end():
    text = "One. Two! Is it three? “Four.” Five is 3.5 mg"
    assert list(rules.sentences(text)) == ["One.", "Two!", "Is it three?", "“Four.”", "Five is 3.5 mg"]
