"""Sheets: what is seen of a version on a day, who may approve it, what may be given out."""

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
