"""The recovery key: the data key itself in a form that can be typed from paper, so that it is enough alone."""

from __future__ import annotations

import base64
import hashlib
import hmac

from reception.domain.errors import Refusal
from reception.storage.keys import KEY_BYTES

CHECK_BYTES = 3
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ023456789"
"""Letters and digits that are not mistaken for one another on paper: no I, L, O and 1; O reads as 0."""
STANDARD = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


def recovery_text(key: bytes) -> str:
    """Return a key in groups of four letters, with a check at its end, for paper."""
    checked = key + hashlib.sha256(key).digest()[:CHECK_BYTES]
    coded = base64.b32encode(checked).decode("ascii").rstrip("=")
    letters = coded.translate(str.maketrans(STANDARD, ALPHABET))
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def read_recovery(typed: str) -> bytes:
    """Return the key of a typed recovery key; refuse one that is not whole or has a slip in it."""
    letters = "".join(c for c in typed.upper() if c.isalnum()).replace("O", "0")
    wrong = Refusal("This is not a whole recovery key. Type all its groups of four; case does not matter.")
    if any(c not in ALPHABET for c in letters):
        raise wrong
    coded = letters.translate(str.maketrans(ALPHABET, STANDARD))
    try:
        checked = base64.b32decode(coded + "=" * (-len(coded) % 8))
    except ValueError:
        raise wrong from None
    key, check = checked[:KEY_BYTES], checked[KEY_BYTES:]
    if len(key) != KEY_BYTES or not hmac.compare_digest(check, hashlib.sha256(key).digest()[:CHECK_BYTES]):
        raise wrong
    return key
