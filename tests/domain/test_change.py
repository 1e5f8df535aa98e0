"""A change says what was done."""

from __future__ import annotations

import pytest

from reception.domain.change import Change


@pytest.mark.parametrize(
    ("action", "subject", "sentence"),
    [
        ("Booked", "Jane Holt, Thu 26 Nov 10:15", "Booked Jane Holt, Thu 26 Nov 10:15"),
        ("Recorded “No answer”", "Jane Holt", "Recorded “No answer”: Jane Holt"),
        ("Book a call", "Jane Holt", "Book a call: Jane Holt"),
        ("Set up the example", "", "Set up the example"),
    ],
)
def test_one_word_takes_whom_it_concerns_at_once_several_with_a_colon(action, subject, sentence):
    assert str(Change(action, (), subject)) == sentence
