"""Read any file that a sheet can come from, by its name's ending."""

from __future__ import annotations

from pathlib import Path

from reception.documents.articles import markdown, source, txt
from reception.domain.errors import Refusal
from reception.domain.sheet import ImportedSheet

LONGEST_TITLE = 200
LATER = {".html": "web page", ".htm": "web page", ".docx": "Word file", ".doc": "Word file", ".pdf": "PDF"}


def read(path: Path) -> ImportedSheet:
    """Return the sheet in a file; raise Refusal or Unavailable, in one sentence, for one that holds none."""
    ending = path.suffix.casefold()
    if ending in LATER and path.exists():
        raise Refusal(
            f"A {LATER[ending]} cannot be imported yet. Save the text as .txt or .md, then import that."
        )
    text = source.read(path)
    is_markdown = ending in (".md", ".markdown") or text.lstrip().startswith("---\n")
    sheet = markdown.read(text, path.name) if is_markdown else txt.read(text, path.name)
    if len(sheet.title) > LONGEST_TITLE:
        raise Refusal(
            f"The title in {path.name} is longer than {LONGEST_TITLE} characters. Shorten it.", field="title"
        )
    return sheet
