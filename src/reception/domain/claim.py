"""Sentences of a sheet that promise cure or proof, shown to whoever approves it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reception.domain.sheet_text import BlockKind, blocks_of, sentences

_CLAIM = (
    r"cures?|cured|curing|permanent(?:ly)?|proven|proves?|proof(?! of (?:identity|address|age))|guarantee[sd]?|"
    r"miracles?|root cause|fix(?:es)?|100\s?%|always works?|works for everyone|never fails|never returns?|"
    r"award-winning|leading(?! to\b)|lasting relief|most effective|regenerat(?:e|es|ive)|risk[- ]free|"
    r"completely safe|be pain[- ]free|pain[- ]free life|been shown to|clinically shown|"
    r"demonstrate[sd]? (?:the|its|their) (?:effectiveness|efficacy|benefits?)|"
    r"(?:stud(?:y|ies)|research|trials?) (?:(?:has|have) )?(?:shows?|showed|shown|found)(?! (?:no|little)\b)"
)
"""Words that claim cure, proof or the first place."""
_DENIAL = (
    r"no|not(?! only\b)|never|cannot|can[’']t|without|nobody|no one|nothing|doesn[’']t|don[’']t|isn[’']t|"
    r"won[’']t|(?<!\ba )few"
)
"""Words that take back a claim after them in the same clause; `without` and `no` reach as far as a comma."""
_WORDS = re.compile(
    rf"(?P<claim>\b(?:{_CLAIM})(?!\w))|(?P<denial>\b(?:{_DENIAL})\b)|(?P<end>[.;:]|\bbut\b)|(?P<comma>,)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that claims cure or proof, the section it stands in, and the word that gives it away."""

    section: str
    sentence: str
    word: str


def claims(body: str) -> tuple[Claim, ...]:
    """Return the sentences that claim cure or proof, except where the words before deny it.

    Advertising such a claim without evidence breaks the CAP Code (rules 3.7 and 12.1), so whoever
    approves a sheet sees each of them. References are titles of others and are not read.
    """
    found, section, in_references = [], "", False
    for block in blocks_of(body):
        if block.kind is BlockKind.HEADING:
            section, in_references = block.text, block.text.casefold() == "references"
        texts = block.items or (block.text,)
        for sentence in (one for text in texts for one in sentences(text)):
            word = "" if in_references else _claim_in(sentence)
            if word:
                found.append(Claim(section, sentence, word))
    return tuple(found)


def _claim_in(sentence: str) -> str:
    """Return the first word of a sentence that claims something and is not denied, or nothing."""
    denial = ""
    for match in _WORDS.finditer(sentence):
        if match["claim"] and not denial:
            return match["claim"]
        if match["denial"]:
            denial = match["denial"].casefold()
        elif match["end"] or (match["comma"] and denial in ("no", "without")):
            denial = ""
    return ""
