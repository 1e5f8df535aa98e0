"""Names of every kind, and knowing a patient again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception.domain.errors import Refusal
from reception.domain.patient import clean_name, digits, fold, words

NAMES = [
    "Ö",
    "李",
    "김\u3164민",
    "😀",
    "O’Brien",
    "=1+1",
    "+Plus",
    "-Dash",
    "محمد علي",
    "שרה כהן",
    "Zoë",
    "X Æ A-12",
    "Nguyễn Văn A",
]


@pytest.mark.parametrize("name", NAMES)
def test_any_name_that_is_not_blank_is_a_name(name):
    assert clean_name(f"  {name} ") == name


@pytest.mark.parametrize(
    "blank",
    [
        "",
        "   ",
        "\t\n",
        "\u200b",
        "\u2060 \u200d",
        "\u00a0",
        "\u3164",
        "\u115f \u1160",
        "\uffa0\u2800",
        "\u00a8",
        "\u00b4 \u02d9",
    ],
)
def test_a_blank_name_is_refused(blank):
    with pytest.raises(Refusal, match="Type the patient’s name"):
        clean_name(blank)


def test_a_name_of_10_000_characters_is_refused_with_its_length():
    with pytest.raises(Refusal, match="at most 200 characters; this one has 10,000"):
        clean_name("x" * 10_000)


def test_accents_case_and_apostrophes_do_not_make_another_patient():
    assert fold("ZOË  O’Brien") == fold("zoe o'brien")
    assert fold("Straße") == fold("STRASSE")


def test_any_part_of_a_name_finds_it():
    assert set(words("Anne-Marie O’Brien")) >= {"anne", "marie", "brien", "obrien", "annemarie", "anne-marie"}


@given(st.text(max_size=60))
def test_cleaning_and_folding_never_fail_in_another_way(text):
    try:
        name = clean_name(text)
    except Refusal:
        return
    assert clean_name(name) == name
    assert fold(fold(name)) == fold(name)
    assert words(name)


def test_digits_of_a_number():
    assert digits("+44 (0)7700 900-334") == "4407700900334"
