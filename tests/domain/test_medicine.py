"""Medicines on prescription only: noticed in any form of the word, and nothing else is."""

from __future__ import annotations

import pytest

from reception.domain.medicine import names_prescription_only


@pytest.mark.parametrize(
    "words",
    ["amitriptyline", "About Amitriptyline.", "GABAPENTIN,", "tramadol’s effects", "pregabalin/duloxetine"],
)
def test_a_prescription_only_medicine_is_noticed(words: str):
    assert names_prescription_only("Backs", words)


@pytest.mark.parametrize("words", ["", "paracetamol", "ibuprofen gel", "morphing", "a tram a dol", "walking"])
def test_what_a_pharmacy_sells_is_not(words: str):
    assert not names_prescription_only("Backs", words)
