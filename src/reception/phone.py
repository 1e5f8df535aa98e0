"""Telephone numbers: read as people write them, kept as E.164, shown the national way.

The numbers kept for drama (Ofcom, 07700 900000 to 900999) are possible but not valid, so possible is enough.
"""

import re
from functools import lru_cache

from reception.domain.errors import Refusal
from reception.domain.span import short

HOME = "GB"
LONGEST = 40
MOBILE = re.compile(r"(?a)\+447[1-57-9]\d{8}")
"""Most of our callers: shown without the library, whose import would be a part of every start."""


def parse(text: str, *, field: str = "phone") -> str:
    """Return a number as E.164, for example `+447700900123`; refuse what cannot be a number."""
    written = " ".join(text.split())
    wrong = Refusal(
        f"“{short(written)}” cannot be a phone number. Type it with its area code, as 07700 900123.",
        field=field,
    )
    if not written:
        raise Refusal("Type a phone number to call.", field=field)
    if len(written) > LONGEST or not re.fullmatch(r"(?a)[+(]?[\d\s().\-/]+", written):
        raise wrong
    if written.startswith(("+", "00")):
        written = re.sub(r"\(\s*0\s*\)", "", written)
    import phonenumbers

    try:
        number = phonenumbers.parse(written, HOME)
    except phonenumbers.NumberParseException:
        raise wrong from None
    if not phonenumbers.is_possible_number(number):
        raise wrong
    if not written.startswith(("+", "00", "(0", "0")) and number.country_code == 44:
        raise wrong
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


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
    if number.country_code != 44:
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
