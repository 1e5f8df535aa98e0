"""Telephone numbers: read as people write them, kept as E.164, shown the national way.

The numbers kept for drama (Ofcom, 07700 900000 to 900999) are possible but not valid, so possible is enough.
"""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING

from reception.domain.errors import Refusal
from reception.domain.span import short

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

HOME, HOME_CODE, HOME_LENGTH = "GB", 44, 11
"""The country whose numbers are written without its code, and how many digits they have with their 0."""
LONGEST = 40
MOBILE = re.compile(r"(?a)\+447[1-57-9]\d{8}")
TYPED_MOBILE = re.compile(r"(?a)(?:\+44|0044|0)(7[1-57-9]\d{8})")
"""Most of our callers: shown and read without the library, whose import would be a part of every start."""
UNKNOWN_CODE = "no country has the code it begins with. Read it back to the caller."
NO_BEGINNING = "it begins neither with 0 nor with +. Put what is missing before it."
DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
"""The dashes that a pasted number can have."""


def parse(text: str, *, field: str = "phone") -> str:
    """Return a number as E.164, for example `+447700900123`; refuse what cannot be a number."""
    written = _tidied(text)
    wrong = f"“{short(text)}” cannot be a phone number"
    refusal = Refusal(f"{wrong}. Type it with its area code, as 07700 900123.", field=field)
    if not written:
        raise Refusal("Type a phone number to call.", field=field)
    if len(written) > LONGEST or not re.fullmatch(r"(?a)[+(]?[\d\s().\-/]+", written):
        raise refusal
    mobile = TYPED_MOBILE.fullmatch(re.sub(r"[\s().\-/]", "", written))
    if mobile:
        return f"+44{mobile[1]}"
    import phonenumbers

    digits = re.sub(r"(?a)\D", "", written)
    try:
        number = phonenumbers.parse(written, HOME)
    except phonenumbers.NumberParseException as error:
        if error.error_type == error.INVALID_COUNTRY_CODE and digits.strip("0"):
            raise Refusal(f"{wrong}: {UNKNOWN_CODE}", field=field) from None
        raise refusal from None
    if not written.startswith(("+", "0", "(0")):
        raise Refusal(f"{wrong}: {NO_BEGINNING}", field=field) if _lacks_its_beginning(digits) else refusal
    if not _is_whole(number):
        if re.match(r"\(?0(?!0)", written) and len(digits) not in (1, HOME_LENGTH):
            raise Refusal(
                f"{wrong}: it has {len(digits)} digits, and a UK number has {HOME_LENGTH}. "
                "Read it back to the caller.",
                field=field,
            )
        raise refusal
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _tidied(text: str) -> str:
    """Return a number as typed, without what pasting adds: other dashes, invisible marks, a bracketed code, `(0)`."""
    seen = "".join(c for c in text.translate(DASHES) if unicodedata.category(c) != "Cf")
    written = re.sub(r"(?a)^\(\s*(\+|00)\s*(\d{1,3})\s*\)", r"\1\2 ", " ".join(seen.split()))
    return re.sub(r"\(\s*0\s*\)", "", written) if written.startswith(("+", "00")) else written


def _lacks_its_beginning(digits: str) -> bool:
    """Tell whether digits would be a whole number, were a 0 or a + before them; few of them lack an area code."""
    import phonenumbers

    for before in ("0", "+") if len(digits) >= HOME_LENGTH - 1 else ("0",):
        with suppress(phonenumbers.NumberParseException):
            if _is_whole(phonenumbers.parse(before + digits, HOME)):
                return True
    return False


def _is_whole(number: PhoneNumber) -> bool:
    """Tell whether a number has all its digits; abroad, as many as some number there has."""
    import phonenumbers

    if number.country_code == HOME_CODE:
        return _is_whole_at_home(number)
    reason = phonenumbers.is_possible_number_with_reason(number)
    return bool(reason == phonenumbers.ValidationResult.IS_POSSIBLE)


def _is_whole_at_home(number: PhoneNumber) -> bool:
    """Tell whether no digit of a UK number is missing: ten after the 0, or fewer where the plan has such a number.

    The plan (Ofcom) has 0800 1111 and some of nine digits; any of nine or fewer is possible to the library, which
    thinks of calls within one town.
    """
    import phonenumbers

    significant = phonenumbers.national_significant_number(number)
    if significant.startswith("0"):
        return False
    return len(significant) == HOME_LENGTH - 1 or phonenumbers.is_valid_number(number)


@lru_cache(maxsize=4096)
def national(e164: str) -> str:
    """Return a kept number as it is read here: `07700 900123`; other countries keep their `+`."""
    if MOBILE.fullmatch(e164):
        return f"0{e164[3:7]} {e164[7:]}"
    import phonenumbers

    try:
        number = phonenumbers.parse(e164, None)
    except phonenumbers.NumberParseException:
        return e164
    if number.country_code != HOME_CODE:
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    shown = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    return shown if shown.startswith("0") else f"0{shown}"
