"""How hard a text is to read: the Flesch–Kincaid grade (Kincaid et al., 1975), which is a school year in the USA.

A grade and five is about a reading age. Syllables are counted by groups of vowels, with the commonest
exceptions; medicine names count like any word, so they make a text no easier than it is.
"""

from __future__ import annotations

import re

from reception.domain.sheet_text import BlockKind, blocks_of, sentences

AGE_ABOVE_GRADE = 5
"""A child of the first grade in the USA is about six."""
_SILENT = re.compile(
    r"[^aeiouyl]e$|[aeiou]le$|(?:[^aeiouysxzcghl]|[aeiouy]l)es$|[^td]ed$|e(?=(?:ly|ness|ment|ful|less|time|times)$)"
)
"""Groups of vowels that are not spoken, at the ends of words and before some endings."""
_PARTED = re.compile(
    r"[aeiouy]ing|(?<![ctsg])i(?=a|ou)|(?<![ctsgxln])i(?=o[^u])|(?<![ctsgxln])io$|iet|scien|clien|\bcrea|\breac|\breal|"
    r"(?<=[aeiouy].)ea$|(?<=[aeiouy]..)ea$|[^qg]ua|fluid|ideo|(?:th|s)m$"
)
"""Where two vowels side by side, or none, are spoken apart."""
_ODD = {
    "diabetes": 4,
    "every": 2,
    "lion": 2,
    "people": 2,
    "one": 1,
    "once": 1,
    "guideline": 2,
    "guidelines": 2,
}


def syllables(word: str) -> int:
    """Return about how many syllables an English word has."""
    plain = re.sub(r"[^a-z]", "", word.casefold())
    if plain in _ODD:
        return _ODD[plain]
    groups = len(re.findall(r"[aeiouy]+", plain))
    silent = len(_SILENT.findall(plain)) if groups > 1 else 0
    return max(1, groups - silent + len(_PARTED.findall(plain)))


def reading_age(body: str) -> float:
    """Return about the age, in years, of whoever can read a sheet's body with ease."""
    return grade(body) + AGE_ABOVE_GRADE


def grade(body: str) -> float:
    """Return the Flesch–Kincaid grade of a sheet's body; headings and references are left out."""
    texts: list[str] = []
    in_references = False
    for block in blocks_of(body):
        if block.kind is BlockKind.HEADING:
            in_references = block.text.casefold() == "references"
        elif not in_references:
            texts += list(block.items) if block.items else list(sentences(block.text))
    words = [word for text in texts for word in re.findall(r"[A-Za-z’'-]+", text)]
    if not words:
        return 0.0
    return 0.39 * len(words) / len(texts) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
