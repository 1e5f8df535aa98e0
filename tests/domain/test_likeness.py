"""Who may be the same person: names that are nearly the same, with the number, its end or the birth date."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from reception.domain.ids import PatientId
from reception.domain.likeness import Sign, alike, near, told
from reception.domain.patient import Patient

NUMBER = "+447700900334"


def somebody(number: int, name: str, phone: str = NUMBER, born: date | None = None) -> Patient:
    known = datetime(2026, 11, number, tzinfo=UTC)
    return Patient(id=PatientId(number), name=name, phone=phone, date_of_birth=born, known_since=known)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jane Holt", "jane  HOLT"), ("Jane Holt", "Jane Hold"), ("Jane Holt", "Jane Hol"),
        ("Jane Holt", "Jane Hotl"), ("Jane Holt", "Holt Jane"), ("Robert Ray", "Bob Ray"),
        ("Robert Ray", "Ray Bobby"), ("Bill Ray", "Will Ray"), ("Jane Holt", "J. Holt"),
        ("Jane Mary Holt", "Jane Holt"), ("Zoë Müller", "Zoe Muller"), ("Anne-Marie Bay", "Anne Marie Bay"),
    ],
)  # fmt: skip
def test_names_that_are_nearly_the_same(one, other):
    assert near(one, other)
    assert near(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jane Holt", "Tom Holt"), ("Jane Holt", "Jan Hold"), ("Jane Holt", "Holt"), ("Jane Holt", ""),
        ("Jane Holt", "Jane Blake"), ("Al Ng", "Al Wu"), ("Jane Holt", "07700"),
    ],
)  # fmt: skip
def test_names_that_are_not(one, other):
    assert not near(one, other)
    assert not near(other, one)


def test_whoever_has_the_number_is_named_the_nearest_name_first():
    family = [somebody(1, "Tom Holt"), somebody(2, "Jane Holt"), somebody(3, "Amy Bay")]
    found = alike(family, "Jane Hold", NUMBER)
    assert [(one.patient.name, one.sign) for one in found] == [
        ("Jane Holt", Sign.NAME_AND_NUMBER), ("Tom Holt", Sign.NUMBER), ("Amy Bay", Sign.NUMBER),
    ]  # fmt: skip


def test_the_very_same_is_no_likeness():
    assert alike([somebody(1, "Jane Holt")], "JANE holt", NUMBER) == ()


def test_nearly_the_same_name_needs_another_sign():
    other = "+442079460334"
    born = date(1971, 5, 4)
    known = [somebody(1, "Robert Ray", other, born)]
    assert alike(known, "Bob Ray", NUMBER) == ()
    assert alike(known, "Bob Ray", NUMBER, born)[0].sign is Sign.NAME_AND_BIRTH
    assert alike(known, "Amy Bay", NUMBER, born) == ()
    assert alike(known, "Bob Ray", "+441612460334")[0].sign is Sign.NAME_AND_TAIL
    assert alike(known, "Amy Bay", "+441612460334") == ()


@pytest.mark.parametrize("number", ["+447700900344", "+447700900343", "+44770090033", "+4477009003345"])
def test_the_very_same_name_with_a_slip_in_the_number_is_named(number):
    known = [somebody(1, "Jane Holt")]
    found = alike(known, "jane holt", number)
    assert [one.sign for one in found] == [Sign.NAME_AND_SLIP]
    assert told(found) == "Jane Holt has this name, and nearly this number."
    assert alike(known, "Jane Hold", number) == ()


def test_a_number_of_which_more_is_different_is_another():
    assert alike([somebody(1, "Jane Holt")], "Jane Holt", "+447700900445") == ()


def test_they_are_told_in_one_line():
    assert told(()) == ""
    assert told(alike([somebody(1, "Tom Holt")], "Amy Bay", NUMBER)) == "Tom Holt has this number."
    four = [somebody(number, f"{name} Holt") for number, name in enumerate(("Tom", "Jo", "Amy", "Sue"), 1)]
    assert told(alike(four, "Ben Bay", NUMBER)) == (
        "Tom Holt, Jo Holt and Amy Holt have this number, and 1 more are like it."
    )
