"""What a caller tells of themselves: what was left alone stays as it is, what somebody else changed is not lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from reception.domain.details import Details, completed, details_of, needs_of, told
from reception.domain.errors import Refusal
from reception.domain.ids import PatientId
from reception.domain.patient import Patient

JANE = Patient(
    id=PatientId(1),
    name="Jane Holt",
    phone="+447700900334",
    needs=("large print",),
    preferred_times="Mornings",
    known_since=datetime(2026, 11, 1, tzinfo=UTC),
)


def test_needs_are_parted_by_commas_each_once():
    assert needs_of(" large  print,, interpreter , large print") == ("large print", "interpreter")
    assert needs_of(" , ") == ()


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("Lar", "large print"), ("hearing, INT", "hearing, interpreter"), ("gi,lar", "giant print,large print"),
        ("", ""), ("l", "l"), ("larch", "larch"), ("large print,", "large print,"), ("print", "print"),
    ],
)  # fmt: skip
def test_the_beginning_of_just_one_need_stands_for_it(typed, whole):
    assert completed(typed) == whole


def test_what_was_left_alone_stays_even_where_another_desk_changed_it():
    seen = details_of(JANE)
    now = replace(JANE, needs=("giant print",), preferred_times="Evenings")
    assert told(now, seen, seen) == now


def test_what_was_typed_over_what_is_known_takes_its_place():
    seen = details_of(JANE)
    after = told(JANE, Details(needs=("hearing",), preferred_times="Mornings"), seen)
    assert after == replace(JANE, needs=("hearing",))
    assert told(JANE, Details(), seen) == replace(JANE, needs=(), preferred_times="")


@pytest.mark.parametrize(
    ("now", "typed", "field", "sentence"),
    [
        ({"needs": ("giant print",)}, Details(needs=("hearing",), preferred_times="Mornings"), "needs",
         "The needs are “giant print” by now, changed at another desk. Ask again, then book."),
        ({"preferred_times": ""}, Details(needs=("large print",), preferred_times="Evenings"), "preferred_times",
         "The preferred times were taken out meanwhile, changed at another desk. Ask again, then book."),
    ],
)  # fmt: skip
def test_what_another_desk_changed_as_well_is_refused(now, typed, field, sentence):
    with pytest.raises(Refusal) as refusal:
        told(replace(JANE, **now), typed, details_of(JANE))
    assert (refusal.value.field, refusal.value.sentence) == (field, sentence)
    assert "giant" not in refusal.value.unnamed


def test_what_another_desk_changed_to_the_same_is_no_conflict():
    now = replace(JANE, needs=("hearing",))
    assert told(now, Details(needs=("hearing",), preferred_times="Mornings"), details_of(JANE)) == now


def test_of_somebody_typed_anew_who_is_known_needs_are_added():
    assert told(JANE, Details(needs=("hearing", "large print"))).needs == ("large print", "hearing")
    assert told(JANE, Details()).preferred_times == "Mornings"
    assert told(JANE, Details(preferred_times="Evenings")).preferred_times == "Evenings"
