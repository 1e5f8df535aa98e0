"""Set a page from one JSON value and a template of resources/typst, as tagged PDF/UA-1.

What people typed enters as data, never as markup. A character that no font has would make the whole
document fail under PDF/UA-1, so it is replaced by a visible substitute and named in a notice.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from reception import resources
from reception.domain.errors import Unavailable

if TYPE_CHECKING:
    import typst

SUBSTITUTE = "\u25a1"
"""A white square, which the sheet font has."""
MOST_SUBSTITUTES = 200


@dataclass(frozen=True, slots=True)
class Typeset:
    """A finished document, and sentences about what had to be replaced in it."""

    pdf: bytes
    notices: tuple[str, ...] = ()


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


_missing: dict[str, str] = {}
"""Characters that no font of this PC has, found out once."""


def pdf(template: str, value: Mapping[str, Any], at: datetime) -> Typeset:
    """Return a value set by a template; `at` is the time of making (UTC). Raise Unavailable if it cannot be set."""
    import typst

    text = cleaned(json.dumps(value, ensure_ascii=False))
    notices: dict[str, None] = {}
    for _ in range(MOST_SUBSTITUTES):
        for missing in [character for character in _missing if character in text]:
            notices[_notice(missing)] = None
            text = text.replace(missing, SUBSTITUTE)
        try:
            made = _compiler(template).compile(
                format="pdf",
                sys_inputs={"data": text},
                pdf_standards=["ua-1"],
                timestamp=int(at.timestamp()),
            )
            assert isinstance(made, bytes)
            return Typeset(made, tuple(notices))
        except typst.TypstError as error:
            unknown = _unshown(str(error), text)
            if not unknown:
                raise Unavailable(
                    "The page could not be set. Install Reception again, then try once more."
                ) from error
            _missing.update(dict.fromkeys(unknown, SUBSTITUTE))
    raise Unavailable(
        "The page has too many characters that no font on this PC has. Install a font for them."
    )


def cleaned(text: str) -> str:
    """Return JSON text without control characters, marks of direction and halves of characters."""
    spoiled = re.compile(r"\\u00[01][0-9a-fA-F]|\\u007f|\\[bfr]")
    text = spoiled.sub(" ", text.replace("\\\\", "\\u005c"))
    return "".join(
        c for c in text if unicodedata.category(c) not in {"Cc", "Cs", "Cn", "Co"} and c not in "\ufeff\u200b"
    )


def _unshown(told: str, text: str) -> list[str]:
    """Return the characters of the text that an error of the typesetter names."""
    named = [c for quoted in re.findall(r"[\"“`](.+?)[\"”`]", told, re.DOTALL) for c in quoted]
    named += [chr(int(code, 16)) for code in re.findall(r"(?:U\+|u\{)([0-9A-Fa-f]{2,6})", told)]
    return [c for c in dict.fromkeys(named) if ord(c) > 126 and c in text and c != SUBSTITUTE]


def _notice(character: str) -> str:
    name = unicodedata.name(character, f"U+{ord(character):04X}").capitalize()
    return f"“{character}” ({name}) is in no font of this PC and was printed as {SUBSTITUTE}."
