"""Print lists: as columns for people, as JSON for programs."""

from __future__ import annotations

import codecs
import json
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

WIDEST = 60
"""Columns of a terminal that one text takes at most; what is piped or saved, and JSON, have all of it."""
WHOLE = ("id", "slug")
"""What is copied from here into the next command."""


def show(rows: Sequence[Mapping[str, Any]], *, as_json: bool, empty: str) -> None:
    """Print flat rows; `empty` says in a sentence that there are none."""
    if as_json:
        print(json.dumps(list(rows), ensure_ascii=not _speaks_utf_8(), indent=1))
    elif not rows:
        print(empty)
    else:
        _columns(rows)


def _speaks_utf_8() -> bool:
    """Tell whether what is printed can hold any letter; elsewhere JSON writes it as an escape of its own."""
    return codecs.lookup(sys.stdout.encoding or "ascii").name == "utf-8"


def _columns(rows: Sequence[Mapping[str, Any]]) -> None:
    is_cut = sys.stdout.isatty()
    cells = [list(rows[0]), *([_cell(*named, is_cut=is_cut) for named in row.items()] for row in rows)]
    widths = [max(_width(line[column]) for line in cells) for column in range(len(cells[0]))]
    for line in cells:
        padded = (cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True))
        print("  ".join(padded).rstrip())


def _cell(name: str, value: Any, *, is_cut: bool) -> str:
    return _cut(_text(value)) if is_cut and name not in WHOLE else _text(value)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return str(value).replace("\n", " ")


def _cut(text: str) -> str:
    """Return what there is room for, ending in … where that is not all."""
    if _width(text) <= WIDEST:
        return text
    kept, room = 0, WIDEST - 1
    while room >= _width(text[kept]):
        room -= _width(text[kept])
        kept += 1
    return f"{text[:kept]}…"


def _width(text: str) -> int:
    """Return the columns a text takes in a terminal."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )


def plainly() -> None:
    """Let any name be printed, whatever the terminal's encoding."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
