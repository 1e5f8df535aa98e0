"""Read any file that a sheet can come from, by its name's ending."""

from __future__ import annotations

import re
from pathlib import Path

from reception.documents.articles import markdown, source, txt
from reception.domain import span
from reception.domain.errors import Refusal
from reception.domain.sheet import ImportedSheet

LONGEST_TITLE = 200
LONGEST_LINE = 300
"""Characters of the other lines at the top."""
LANGUAGE = re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
"""A language tag (RFC 5646), as far as pages need it."""
LATER = {".html": "web page", ".htm": "web page", ".docx": "Word file", ".doc": "Word file", ".pdf": "PDF"}


def read(path: Path) -> ImportedSheet:
    """Return the sheet in a file; raise Refusal or Unavailable, in one sentence, for one that holds none."""
    ending = path.suffix.casefold()
    content = source.content(path)
    if ending in LATER:
        raise Refusal(
            f"A {LATER[ending]} cannot be imported yet. Save the text as .txt or .md, then import that."
        )
    text = source.text_of(content, path.name)
    is_markdown = ending in (".md", ".markdown") or text.lstrip().startswith("---\n")
    sheet = markdown.read(text, path.name) if is_markdown else txt.read(text, path.name)
    _check(sheet, path.name)
    return sheet


def _check(sheet: ImportedSheet, name: str) -> None:
    """Refuse what would not fit at the top of a page, and a language that is none."""
    if len(sheet.title) > LONGEST_TITLE:
        raise Refusal(
            f"The title in {name} is longer than {LONGEST_TITLE} characters. Shorten it.", field="title"
        )
    if not any(map(str.isalnum, sheet.title)):
        raise Refusal(
            f"The title in {name} has no letter in it. Write what the sheet is about.", field="title"
        )
    for field in ("topic", "author", "reviewer"):
        if len(getattr(sheet, field)) > LONGEST_LINE:
            raise Refusal(
                f"The {field} in {name} is longer than {LONGEST_LINE} characters. Shorten it.", field=field
            )
    if not LANGUAGE.fullmatch(sheet.language):
        told = span.short(sheet.language)
        raise Refusal(f"“{told}” is not the code of a language. Write en-GB for English.", field="language")
