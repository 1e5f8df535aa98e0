"""What people type, before it is kept: no control characters, nothing that is no text, no more than anybody reads."""

from __future__ import annotations

import unicodedata

from reception.domain.errors import Refusal

LONGEST_LINE, LONGEST_NOTE = 200, 4_000
"""Characters that a text of one line, and one of several, may have."""
SHOWN = 24
"""How much of a text that is too long is said, so that it is known which one it is."""


def clean_text(text: str, *, field: str = "", lines: bool = False, limit: int | None = None) -> str:
    """Return a text as `plain` does; refuse one over a `limit` of characters, or else what fits one line or several."""
    tidy = plain(text, field=field, lines=lines)
    most = limit or (LONGEST_NOTE if lines else LONGEST_LINE)
    if len(tidy) > most:
        raise Refusal(
            f"“{tidy[:SHOWN].rstrip()}…” is too long: at most {most:,} characters fit here, and it has {len(tidy):,}.",
            field=field,
        )
    return tidy


def plain(text: str, *, field: str = "", lines: bool = False) -> str:
    """Return a text without control characters, its spaces tidied; with `lines` its lines stay as they are.

    Half a character (a surrogate, from broken bytes) is refused: no database keeps it.
    """
    if not text.isprintable():
        check_letters(text, field=field)
        text = "".join(c for c in text if c.isspace() or unicodedata.category(c) != "Cc")
    return "\n".join(text.splitlines()).strip() if lines else " ".join(text.split())


def clean_edit(
    before: str, text: str, *, field: str = "", lines: bool = False, limit: int | None = None
) -> str:
    """Return a text as `clean_text` does where it was changed; what nobody touched stays, however long it is."""
    return before if text == before else clean_text(text, field=field, lines=lines, limit=limit)


def check_letters(text: str, *, field: str = "") -> None:
    """Refuse half a character."""
    if any("\ud800" <= c <= "\udfff" for c in text):
        raise Refusal("This holds broken letters that no diary can keep. Type it again.", field=field)
