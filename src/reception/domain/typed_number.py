"""A telephone number as it is typed into a line: by which digits it is found, and whether it is whole."""

from __future__ import annotations

import re

from reception.domain.patient import digits

HOME_DIGITS = {"0": 11, "44": 12}
"""How many digits a UK number has, by what it begins with."""
FEWEST_ABROAD = 8
"""With fewer digits one of another country is not whole."""


def dialled(typed: str) -> str:
    """Return the digits by which a number is found, whatever its format."""
    typed = typed.lstrip("(")
    if not typed.startswith(("+", "00")):
        return digits(typed)
    return re.sub("^440", "44", digits(re.sub(r"(?a)^00", "", typed)))


def is_whole(typed: str) -> bool:
    """Tell whether no digit of a UK number is missing."""
    number = dialled(typed)
    begins = "44" if _is_abroad(typed) and number.startswith("44") else number[:1]
    return HOME_DIGITS.get(begins) == len(number)


def can_be_called(typed: str) -> bool:
    """Tell whether a number is whole, or one of another country."""
    is_foreign = _is_abroad(typed) and not dialled(typed).startswith("44")
    return is_whole(typed) or (is_foreign and len(dialled(typed)) >= FEWEST_ABROAD)


def _is_abroad(typed: str) -> bool:
    return typed.lstrip("(").startswith(("+", "00"))
