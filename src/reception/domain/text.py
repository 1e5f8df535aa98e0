"""What people type, before it is kept: no control characters, and nothing that is no text."""

from __future__ import annotations

import unicodedata

from reception.domain.errors import Refusal


def clean_text(text: str, *, field: str = "", lines: bool = False) -> str:
    """Return a text without control characters, its spaces tidied; with `lines` its lines stay as they are.

    Half a character (a surrogate, from broken bytes) is refused: no database keeps it.
    """
    if not text.isprintable():
        if any("\ud800" <= c <= "\udfff" for c in text):
            raise Refusal("This holds broken letters that no diary can keep. Type it again.", field=field)
        text = "".join(c for c in text if c.isspace() or unicodedata.category(c) != "Cc")
    if lines:
        return "\n".join(text.splitlines()).strip()
    return " ".join(text.split())
