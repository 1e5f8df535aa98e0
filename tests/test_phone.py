"""Numbers as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception import phone
from reception.domain.errors import Refusal


@pytest.mark.parametrize(
    ("written", "kept", "shown"),
    [
        ("+44 (0)7700 900 123", "+447700900123", "07700 900123"),
        ("07700900123", "+447700900123", "07700 900123"),
        ("0044 7700 900123", "+447700900123", "07700 900123"),
        ("07700-900.123", "+447700900123", "07700 900123"),
        ("01234 380345", "+441234380345", "01234 380345"),
        ("(020) 7946 0000", "+442079460000", "020 7946 0000"),
        ("+33 6 12 34 56 78", "+33612345678", "+33 6 12 34 56 78"),
    ],
)
def test_a_number_is_kept_as_e164_and_shown_the_national_way(written, kept, shown):
    assert phone.parse(written) == kept
    assert phone.national(kept) == shown
    assert phone.parse(shown) == kept


@pytest.mark.parametrize(
    "written", ["12", "abc", "+44", "0", "07700 900 123 456 789", "=1", "7700 900123", "😀", "1" * 5000]
)
def test_what_cannot_be_a_number_is_refused(written):
    with pytest.raises(Refusal, match="cannot be a phone number"):
        phone.parse(written)


def test_an_empty_number_is_asked_for():
    with pytest.raises(Refusal, match="Type a phone number"):
        phone.parse("  ")


@given(st.text(alphabet="+0123456789 ()-./x", max_size=30))
def test_any_text_is_a_number_or_a_refusal(written):
    try:
        kept = phone.parse(written)
    except Refusal:
        return
    assert phone.parse(kept) == kept


@given(st.from_regex(r"\+447[0-9]{9}", fullmatch=True))
def test_a_mobile_is_shown_as_the_library_shows_it(number: str):
    import phonenumbers

    parsed = phonenumbers.parse(number, None)
    assert phone.national(number) == phonenumbers.format_number(
        parsed, phonenumbers.PhoneNumberFormat.NATIONAL
    )
