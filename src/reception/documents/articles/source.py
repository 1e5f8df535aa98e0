"""Read a file of the outside world as text, or say in a sentence why it is none."""

from __future__ import annotations

import codecs
import os
import re
import unicodedata
from datetime import date
from pathlib import Path

from reception.domain import span
from reception.domain.errors import Refusal, Unavailable

LARGEST = 300_000
"""Bytes, about fifty thousand words: no sheet is longer."""
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
OTHER_KINDS = (b"%pdf", b"{\\rtf", b"pk\x03\x04", b"<!doctype", b"<html", b"<?xml")
"""How files begin that are no plain text, whatever their name says."""


def content(path: Path) -> bytes:
    """Return what a file holds; raise Unavailable where it cannot be read, Refusal where it is too large."""
    try:
        if path.is_dir():
            raise Unavailable(f"{path} is a folder. Choose the file of the sheet in it.")
        if path.exists() and not path.is_file():
            raise Unavailable(f"{path} is no ordinary file. Choose the file of the sheet.")
        with path.open("rb") as file:
            found = file.read(LARGEST + 1)
            size = max(os.fstat(file.fileno()).st_size, len(found))
    except FileNotFoundError:
        raise Unavailable(f"There is no file {path}. Check its name.") from None
    except (OSError, ValueError) as error:
        raise Unavailable(f"{_name(path)} cannot be read. Check that you may open it.") from error
    if size > LARGEST:
        told = f"{size / 1_000_000:.0f} MB" if size >= 1_000_000 else f"{size // 1000} KB"
        raise Refusal(f"{path.name} is too large for a sheet ({told}). Choose the text alone.")
    return found


def _name(path: Path) -> str:
    """Return a path as a sentence can hold it."""
    return span.short(str(path).replace("\x00", "?"), 120)


def text_of(content: bytes, name: str) -> str:
    """Return bytes as text with plain line ends; refuse an empty or binary file."""
    if not content.strip():
        raise Refusal(f"{name} is empty. Choose the file with the sheet’s text.")
    if content[:200].lstrip().lower().startswith(OTHER_KINDS):
        raise _not_text(name)
    encoding = next((name_ for mark, name_ in MARKS if content.startswith(mark)), "utf-8")
    is_spoiled = False
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
        is_spoiled = encoding != "utf-8"
    text = re.sub("\r\n?|[\u2028\u2029\x0b\x0c\x85]", "\n", text).replace("\u00a0", " ").replace("\ufeff", "")
    controls = sum(unicodedata.category(c) == "Cc" and c not in "\n\t" for c in text)
    if is_spoiled or "\x00" in text or controls > len(text) // 100 or text.count("\ufffd") > len(text) // 100:
        raise _not_text(name)
    text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) != "Cc")
    if not text.strip():
        raise Refusal(f"{name} is empty. Choose the file with the sheet’s text.")
    return text


def _not_text(name: str) -> Refusal:
    return Refusal(f"{name} is not a text file. Save the sheet as .txt or .md, then import that.")


def updated(text: str) -> str:
    """Return `2025-09` or `2025-09-30` from a written month or day; refuse what is none."""
    wanted = " ".join(text.split()).strip(".")
    if not wanted:
        return ""
    numbers = re.fullmatch(r"(?a)(\d{4})-(\d\d)(?:-(\d\d))?", wanted)
    written = re.fullmatch(r"(?a)(?:(\d{1,2})(?:st|nd|rd|th)? )?([A-Za-z]+),? (\d{4})", wanted)
    month = 0
    if numbers:
        year, month, day = int(numbers[1]), int(numbers[2]), int(numbers[3] or 0)
    elif written:
        year, day, word = int(written[3]), int(written[1] or 0), written[2].casefold()
        names = [name.casefold() for name in span.MONTHS_LONG]
        month = next((n for n, name in enumerate(names, 1) if len(word) > 2 and name.startswith(word)), 0)
        month = 9 if word == "sept" else month
    if month:
        try:
            date(year, month, day or 1)
            return f"{year:04}-{month:02}" + (f"-{day:02}" if day else "")
        except ValueError:
            pass
    raise Refusal(
        f"“{span.short(text)}” is not a month or a day. Write when it was updated as September 2025.",
        field="updated",
    )
