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
        ("(+44) 7700 900123", "+447700900123", "07700 900123"),
        ("(0044) 7700 900123", "+447700900123", "07700 900123"),
        ("07700–900–123", "+447700900123", "07700 900123"),
        ("\u202a+44\u00a07700\u00a0900123\u202c", "+447700900123", "07700 900123"),
        ("0800 1111", "+448001111", "0800 1111"),
        ("016977 2345", "+44169772345", "016977 2345"),
        ("0800 123456", "+44800123456", "0800 123456"),
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


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("07700 90012", 10),
        ("020 7946 095", 10),
        ("01234 3803", 9),
        ("01204 12345", 10),
        ("0123456", 7),
        ("(01234) 3803", 9),
        ("07700 900 1234", 12),
    ],
)
def test_a_missing_digit_is_noticed_and_counted(written: str, digits: int):
    with pytest.raises(Refusal) as refusal:
        phone.parse(written)
    assert refusal.value.sentence == (
        f"“{written}” cannot be a phone number: it has {digits} digits, and a UK number has 11. "
        "Read it back to the caller."
    )


@pytest.mark.parametrize(
    "written",
    [
        "7700 900481", "447700900481", "44 (0)7700 900481", "20 7946 0958", "28 9649 6000", "800 1111",
        "33 6 12 34 56 78",
    ],
)  # fmt: skip
def test_a_number_that_lacks_its_beginning_says_so_and_none_is_put_there(written: str):
    with pytest.raises(Refusal) as refusal:
        phone.parse(written)
    assert refusal.value.sentence == (
        f"“{written}” cannot be a phone number: it begins neither with 0 nor with +. "
        "Put what is missing before it."
    )


@pytest.mark.parametrize("written", ["+999 123456789", "00 999 123456789", "+07700 900481"])
def test_a_code_that_no_country_has_is_named_as_what_is_wrong(written: str):
    with pytest.raises(Refusal) as refusal:
        phone.parse(written)
    assert refusal.value.sentence == (
        f"“{written}” cannot be a phone number: no country has the code it begins with. Read it back to the caller."
    )


@pytest.mark.parametrize("written", ["112", "900481", "7946 0958", "496 0000", "1" * 40, "(+999"])
def test_what_may_lack_anything_is_asked_for_with_its_area_code(written: str):
    with pytest.raises(Refusal, match="cannot be a phone number. Type it with its area code"):
        phone.parse(written)


@pytest.mark.parametrize(
    "written", ["+440123456", "+44 7700 90012", "0044 20 7946 095", "+1 253 0000", "00000000000"]
)
def test_what_only_a_call_within_one_town_could_be_is_refused(written: str):
    with pytest.raises(Refusal, match="cannot be a phone number. Type it with its area code"):
        phone.parse(written)


@pytest.mark.parametrize("kept", ["+44770090012", "+44207946095", "+44012343803"])
def test_a_short_number_that_was_kept_once_is_shown_with_its_nought(kept: str):
    assert phone.national(kept).startswith("0")


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


@given(st.from_regex(r"(\+44|0044|0)[ -]?7[1-57-9][0-9]{2} ?[0-9]{3} ?[0-9]{3}", fullmatch=True))
def test_a_mobile_is_read_as_the_library_reads_it(written: str):
    import phonenumbers

    read = phonenumbers.parse(written, "GB")
    assert phonenumbers.is_possible_number(read)
    assert phone.parse(written) == phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.E164)
