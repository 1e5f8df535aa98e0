"""What people type, before it is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception.domain import availability, closure, span
from reception.domain import clinic as clinics
from reception.domain.clinician import Clinician
from reception.domain.clinician import add as add_clinician
from reception.domain.closure import Closure
from reception.domain.errors import Refusal
from reception.domain.ids import AvailabilityId, ClinicianId, ClosureId, StaffId
from reception.domain.patient import clean_name
from reception.domain.text import clean_edit, clean_text
from tests.domain.test_availability import LONDON, rule

BROKEN = "a\udcffb"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  back \t pain\r\n", "back pain"),
        ("ba\0ck\x07", "back"),
        ("李 😀 Zoë", "李 😀 Zoë"),
        ("a\u2028b\x85c", "a b c"),
        ("\0", ""),
    ],
)
def test_one_line_is_tidied(typed: str, kept: str):
    assert clean_text(typed) == kept


def test_lines_stay_lines():
    assert clean_text(" one  two\r\nthr\0ee\n\nfour\n", lines=True) == "one  two\nthree\n\nfour"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200), st.booleans())
def test_what_is_kept_fits_both_engines_and_stays_as_it_is(text: str, lines: bool):
    kept = clean_text(text, lines=lines)
    assert "\0" not in kept
    assert kept.encode().decode() == kept
    assert clean_text(kept, lines=lines) == kept


@pytest.mark.parametrize(
    ("text", "lines", "told"),
    [
        ("x" * 201, False, f"“{'x' * 24}…” is too long: at most 200 characters fit here, and it has 201."),
        ("Knee\n" * 1_000, True, "“Knee\nKnee\nKnee\nKnee\nKnee…” is too long: at most 4,000 characters fit here, and it has 4,999."),
    ],
)  # fmt: skip
def test_what_nobody_reads_is_refused_with_its_field(text: str, lines: bool, told: str):
    with pytest.raises(Refusal) as caught:
        clean_text(text, lines=lines, field="about")
    assert (caught.value.sentence, caught.value.field) == (told, "about")


def test_as_much_as_fits_is_kept():
    assert clean_text("  " + "x" * 200 + " ") == "x" * 200
    assert clean_text("😀" * 4_000, lines=True) == "😀" * 4_000


def test_a_text_from_before_that_is_longer_is_in_nobodys_way():
    assert clean_edit("x" * 999, "x" * 999, field="about") == "x" * 999
    with pytest.raises(Refusal, match="it has 1,000"):
        clean_edit("x" * 999, "x" * 1_000, field="about")


def test_half_a_character_is_refused_with_its_field():
    with pytest.raises(Refusal, match="broken letters") as caught:
        clean_text(BROKEN, field="note")
    assert caught.value.field == "note"
    with pytest.raises(Refusal, match="broken letters"):
        clean_name(BROKEN)


@pytest.mark.parametrize(
    "field", ["name", "venue", "street", "postcode", "email", "parking", "lift", "entrance"]
)
def test_every_text_of_a_clinic_is_cleaned(field: str):
    typed: dict[str, Any] = {field: BROKEN}
    half: dict[str, Any] = {field: "a\0b"}
    with pytest.raises(Refusal, match="broken letters") as caught:
        clinics.edit(LONDON, replace(LONDON, **typed), [LONDON])
    assert caught.value.field == field
    after = clinics.edit(LONDON, replace(LONDON, **half), [LONDON]).edits[0].after
    assert getattr(after, field) == "ab"


def test_the_reason_of_a_closure_is_cleaned():
    shut = Closure(
        id=ClosureId(1), clinic=None, first=date(2026, 11, 23), last=date(2026, 11, 23), reason="a\0b"
    )
    assert closure.close(shut, "London").edits[0].after == replace(shut, reason="ab")
    with pytest.raises(Refusal, match="broken letters"):
        closure.close(replace(shut, reason=BROKEN), "London")


def test_the_texts_of_a_clinician_are_cleaned():
    person = Clinician(id=ClinicianId(9), name="Mia Lane", title="a\0b")
    after = add_clinician(person, StaffId(9), [], []).edits[0].after
    assert isinstance(after, Clinician)
    assert after.title == "ab"


@pytest.mark.parametrize(
    "day", [date.min, date(1999, 12, 31), date(2100, 1, 1), date(9999, 12, 30), date.max]
)
def test_no_diary_holds_days_so_far_away(day: date):
    with pytest.raises(Refusal, match="a diary holds the years 2000 to 2099"):
        span.check_day(day)
    other = rule(id=AvailabilityId(2))
    with pytest.raises(Refusal, match="a diary holds") as caught:
        availability.check(rule(valid_from=day), [other])
    assert caught.value.field == "valid_from"
    with pytest.raises(Refusal):
        availability.check(rule(valid_to=day), [other])
    shut = Closure(id=ClosureId(1), clinic=None, first=day, last=day)
    with pytest.raises(Refusal, match="a diary holds"):
        closure.close(shut, "London")


def test_a_rule_from_the_end_of_all_years_that_is_there_already_is_in_nobodys_way():
    there = rule(id=AvailabilityId(2), valid_from=date(9999, 12, 30))
    availability.check(rule(), [there])


def test_the_first_and_the_last_day_are_held():
    for day in (date(2000, 1, 1), date(2099, 12, 31)):
        span.check_day(day)
        assert span.parse_moment(f"{day} 10:00").date() == day


def test_a_week_of_an_early_year_has_four_figures():
    assert span.week_text(date(1, 1, 1)) == "0001-W01"
