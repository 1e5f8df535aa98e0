"""Set a page from one JSON value and a template of resources/typst, as tagged PDF/UA-1.

What people typed enters as data, never as markup. A character that no font has would make the whole
document fail under PDF/UA-1, so it is replaced by a visible substitute and named in a notice.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any

from reception import resources
from reception.domain.errors import Unavailable

if TYPE_CHECKING:
    import typst

SUBSTITUTE = "\u25a1"
"""A white square, which the sheet font has."""
ROUNDS = 8
"""How often a document is tried with more substitutes; one try names almost all that is missing."""
NAMED = 5
"""How many lost characters a notice names."""
LAST_WESTERN = "\u024f"
"""Up to here and in the marks below are letters that the sheet font has, so they are never at fault."""
WESTERN_MARKS = frozenset("‐‑–—‘’‚“”„†‡•…′″‹›€™−≤≥") | {SUBSTITUTE}
_DIRECTIONS = re.compile(
    "[\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_NOT_TEXT = re.compile("[\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\U000f0000-\U0010ffff]|[\ufffe\uffff]")
_AFTER_SUBSTITUTE = re.compile("[\u200c\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]+")
_MISSING: set[str] = set()
"""Characters that no font of this PC has, found out once."""
_ONE_AT_A_TIME = Lock()
"""The compiler must not be used by two threads at once."""


@dataclass(frozen=True, slots=True)
class Typeset:
    """A finished document, and sentences about what had to be replaced in it."""

    pdf: bytes
    notices: tuple[str, ...] = ()


def pdf(template: str, value: Mapping[str, Any], at: datetime) -> Typeset:
    """Return a value set by a template; `at` is the time of making (UTC). Raise Unavailable if it cannot be set."""
    lost: dict[str, None] = {}
    text = json.dumps(_cleaned(value, lost), ensure_ascii=False)
    with _ONE_AT_A_TIME:
        for _ in range(ROUNDS):
            text = _without(text, _MISSING, lost)
            made = _compiled(template, text, at)
            if isinstance(made, bytes):
                return Typeset(made, _notices(lost))
            unknown, joiners = _blamed(made, text)
            if not unknown and not joiners:
                break
            _MISSING.update(unknown)
            text = "".join(c for c in text if c not in joiners)
        text = _without(text, {c for c in text if not _is_western(c)}, lost)
        made = _compiled(template, text, at)
    if isinstance(made, bytes):
        return Typeset(made, _notices(lost))
    raise Unavailable("The page could not be set. Install Reception again, then try once more.")


def printable(text: str) -> str:
    """Return a text as it is set: without control characters, marks of direction and what is no character."""
    spaced = "".join(" " if unicodedata.category(c) == "Cc" and c != "\n" else c for c in text)
    return _NOT_TEXT.sub(SUBSTITUTE, _DIRECTIONS.sub("", spaced))


def _cleaned(value: Any, lost: dict[str, None]) -> Any:
    """Return a JSON value with every text in it made printable, and note what is lost."""
    if isinstance(value, str):
        lost.update(dict.fromkeys(_NOT_TEXT.findall(value)))
        return printable(value)
    if isinstance(value, Mapping):
        return {key: _cleaned(one, lost) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(one, lost) for one in value]
    return value


@cache
def _compiler(template: str) -> typst.Compiler:
    """Return the warm compiler of a template: the sheet font, then the system's fonts for other scripts."""
    import font_source_sans_pro
    import typst

    fonts = typst.Fonts(
        include_system_fonts=True,
        include_embedded_fonts=True,
        font_paths=[font_source_sans_pro.font_directory],
    )
    path = resources.path("typst", template)
    return typst.Compiler(input=str(path), root=str(path.parent), font_paths=fonts)


def _compiled(template: str, text: str, at: datetime) -> bytes | str:
    """Return the document, or what the typesetter says is wrong with it."""
    import typst

    try:
        made = _compiler(template).compile(
            format="pdf", sys_inputs={"data": text}, pdf_standards=["ua-1"], timestamp=int(at.timestamp())
        )
    except typst.TypstError as error:
        return str(error.diagnostic or error)
    except BaseException as error:
        # Some mixes of scripts with missing letters make the typesetter panic, which is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        _compiler.cache_clear()
        return ""
    assert isinstance(made, bytes)
    return made


def _without(text: str, missing: Iterable[str], lost: dict[str, None]) -> str:
    """Return a text with the substitute for each missing character, and note which were there."""
    found = set(text).intersection(missing)
    if not found:
        return text
    lost.update((c, None) for c in dict.fromkeys(text) if c in found)
    replaced = "".join(SUBSTITUTE if c in found else c for c in text)
    return re.sub(
        f"{SUBSTITUTE}{_AFTER_SUBSTITUTE.pattern}|{_AFTER_SUBSTITUTE.pattern}(?={SUBSTITUTE})",
        lambda match: SUBSTITUTE if match[0].startswith(SUBSTITUTE) else "",
        replaced,
    )


def _blamed(told: str, text: str) -> tuple[set[str], set[str]]:
    """Return the characters that an error says no font has, and the invisible ones that join others."""
    unknown: set[str] = set()
    joiners: set[str] = set()
    for quoted in re.findall(r"the text `\"(.+?)\"` could not", told, re.DOTALL):
        written = re.sub(r"\\u\{([0-9a-fA-F]{1,6})\}", lambda match: chr(int(match[1], 16)), quoted)
        suspects = {c for c in written if c in text and not _is_western(c)}
        invisible = {c for c in suspects if _AFTER_SUBSTITUTE.match(c) or unicodedata.category(c) == "Cf"}
        unknown |= suspects - invisible
        joiners |= invisible
    return unknown, set() if unknown else joiners


def _is_western(character: str) -> bool:
    return character <= LAST_WESTERN or character in WESTERN_MARKS


def _notices(lost: Mapping[str, None]) -> tuple[str, ...]:
    """Return one sentence about the characters that were replaced."""
    if not lost:
        return ()
    named = [_name(c) for c in list(lost)[:NAMED]]
    more = len(lost) - len(named)
    if more:
        listed = f"{', '.join(named)} and {more} more characters"
    else:
        listed = " and ".join([", ".join(named[:-1]), named[-1]] if named[1:] else named)
    verb = "are" if len(lost) > 1 else "is"
    return (f"{listed} {verb} in no font of this PC and printed as {SUBSTITUTE}.",)


def _name(character: str) -> str:
    """Return a character in quotes, or its number where it cannot be shown."""
    return f"“{character}”" if character.isprintable() else f"U+{ord(character):04X}"
