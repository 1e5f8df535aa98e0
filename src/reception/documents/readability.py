"""How hard a text is to read: the Flesch–Kincaid grade (Kincaid et al., 1975), which is a school year in the USA.

A grade and five is about a reading age. Syllables are counted by groups of vowels, which is right for
most English words; medicine names count like any word, so they make a text no easier than it is.
"""

from __future__ import annotations

import re

from reception.domain.sheet import BlockKind, blocks_of, sentences


def syllables(word: str) -> int:
    """Return about how many syllables an English word has."""
    plain = re.sub(r"[^a-z]", "", word.casefold())
    groups = len(re.findall(r"[aeiouy]+", plain))
    if plain.endswith("e") and not plain.endswith("le") and groups > 1:
        groups -= 1
    if re.search(r"[^td]ed$", plain) and groups > 1:
        groups -= 1
    return max(1, groups)


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
