"""Read a web article that was saved as text: title, people, sections in order; not what surrounds them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from reception.documents.articles.source import updated
from reception.domain.errors import Refusal
from reception.domain.medicine import names_prescription_only
from reception.domain.sheet import ImportedSheet
from reception.domain.sheet_text import Block, BlockKind, body_of

LONGEST_HEADING = 14
"""Words; a longer line without a full stop is prose."""
LONGEST_LINE = 200
"""Characters of a heading."""
MENU = re.compile(r"^[×☰✕\W]*$|\|.*\||^[^|]+\|[^|]+$|^open(ing)?\b.*\d", re.IGNORECASE)
META = re.compile(
    r"^(author|written by|reviewed by|reviewer|last updated|updated|last reviewed)\s*:\s*(.*)$", re.IGNORECASE
)
ADVERT = re.compile(
    r"\b(contact|book|call|get in touch|enquire)\b.*\b(today|now|free)\b|^(contact us|get in touch|book now)$",
    re.IGNORECASE,
)
URGENT = re.compile(
    r"\b(999|111|112|a&e|ambulance|emergency|urgent(ly)?|doctor|gp|pharmacist|nurse|hospital)(?!\w)|^(when|who|if)\b",
    re.IGNORECASE,
)
"""What an advert does not say: lines with these words always stay."""
HEAD = 12
"""Groups of lines among which the title and the people are looked for."""
CONTACT = re.compile(
    r"^((tele)?phone|tel|e-?mail|fax|address)\s*:|^(get in touch|our (clinic )?locations?|our clinics?|"
    r"opening (hours|times))\s*:?$",
    re.IGNORECASE,
)
MORE = re.compile(r"^(read more|related (articles|posts)|share this|you may also like)\b", re.IGNORECASE)
LINK = re.compile(r"^(linkedin|facebook|twitter|instagram|website)( profile| page)?\.?$", re.IGNORECASE)
BULLET = re.compile(r"^\s*[•·‣▪*–-]\s+")


@dataclass
class _Reading:
    """What has been read so far."""

    title: str = ""
    meta: dict[str, str] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    in_advert: bool = False
    is_over: bool = False

    def leave_out(self, what: str, text: str) -> None:
        """Note in words what does not go on the sheet."""
        self.left_out.append(f"{what}: {text}")

    def heading(self, text: str, level: int) -> None:
        """Begin a section."""
        self.blocks.append(Block(BlockKind.HEADING, text, level))


def read(text: str, name: str) -> ImportedSheet:
    """Return the sheet in an article; refuse one without a title or without text."""
    groups = [
        [line.strip() for line in part.splitlines() if line.strip()] for part in re.split(r"\n\s*\n", text)
    ]
    reading = _Reading()
    rest = _head([group for group in groups if group], reading, name)
    for number, group in enumerate(rest):
        if MORE.match(group[0]) and not any(map(_is_disclaimer, group)):
            reading.leave_out("Read more", " ".join(group))
            reading.is_over = not any(map(_is_text, rest[number + 1 :]))
        elif reading.is_over:
            reading.leave_out("Read more", " ".join(group))
        else:
            _group(group, reading)
    if not any(block.kind is not BlockKind.HEADING for block in reading.blocks):
        raise Refusal(f"{name} has a title but no text. Choose the file with the whole article.")
    body = body_of(tuple(reading.blocks))
    return ImportedSheet(
        title=reading.title,
        body=body,
        topic=_topic(reading.title),
        author=reading.meta.get("author", ""),
        reviewer=reading.meta.get("reviewer", ""),
        updated=updated(reading.meta.get("updated", "")),
        prescription_only=names_prescription_only(reading.title, body),
        left_out=tuple(reading.left_out),
    )


def _head(groups: list[list[str]], reading: _Reading, name: str) -> list[list[str]]:
    """Read the title and the people; return the groups below them."""
    head, rest = groups[:HEAD], groups[HEAD:]
    people = next((n for n, group in enumerate(head) if any(map(META.match, group))), None)
    if people is not None:
        first = next(n for n, line in enumerate(head[people]) if META.match(line))
        below = [_not_people(head[people][first:], reading), *head[people + 1 :]]
        head = [*head[:people], head[people][:first]]
    else:
        below = []
    place = _title_place(head, is_above_people=people is not None)
    if place is None:
        raise Refusal(f"{name} has no title. Put the title on a line of its own at the top.", field="title")
    number, line = place
    reading.title = head[number][line]
    for text in [*(one for group in head[:number] for one in group), *head[number][:line]]:
        reading.leave_out("Menu", text)
    told = [head[number][line + 1 :], *head[number + 1 :], *below, *rest]
    return [group for group in told if group]


def _not_people(lines: list[str], reading: _Reading) -> list[str]:
    """Read who wrote it and when, and return the lines that say something else."""
    others = []
    for line in lines:
        match = META.match(line)
        if match:
            reading.meta[_person(match[1])] = match[2].strip().replace(" – ", ", ")
        else:
            others.append(line)
    return others


def _title_place(groups: list[list[str]], *, is_above_people: bool) -> tuple[int, int] | None:
    """Return the group and the line of the title: the last line of a head that ends with people, else the first."""
    told = [
        (number, n)
        for number, group in enumerate(groups)
        for n, line in enumerate(group)
        if not MENU.search(line)
    ]
    is_title = [_is_short(groups[number][n]) and not BULLET.match(groups[number][n]) for number, n in told]
    if is_above_people and told and all(is_title):
        return told[-1]
    return told[0] if told and is_title[0] else None


def _person(word: str) -> str:
    word = word.casefold()
    if "updated" in word:
        return "updated"
    return "reviewer" if "review" in word else "author"


def _topic(title: str) -> str:
    """Return what a sheet is about, for finding it: the title without its small words."""
    small = {"for", "the", "a", "an", "of", "and", "to", "in", "with", "management", "your"}
    return " ".join(word.casefold() for word in title.split() if word.casefold() not in small)


def _is_text(group: list[str]) -> bool:
    """Tell whether a group is more than short lines, as links to other pages are."""
    return not all(_is_short(line) and not BULLET.match(line) for line in group)


def _group(group: list[str], reading: _Reading) -> None:
    """Read one group of lines that stand together."""
    first = group[0]
    if BULLET.match(first):
        reading.in_advert = False
        _prose(group, reading)
    elif LINK.match(first) and len(group) == 1:
        reading.leave_out("Link", first)
    elif any(map(_is_disclaimer, group)):
        _prose(group, reading)
    elif CONTACT.match(first) and not any(map(URGENT.search, group)):
        reading.leave_out("Advert", " / ".join(group))
    elif len(group) == 1 and _is_short(first):
        _short_line(first, reading)
    elif reading.in_advert and not any(map(URGENT.search, group)):
        reading.leave_out("Advert", " ".join(group))
    else:
        _prose(group, reading)


def _short_line(line: str, reading: _Reading) -> None:
    """Tell a heading, a question, a caption and an advert apart."""
    if ADVERT.search(line) and not URGENT.search(line) and not line.endswith("?"):
        reading.in_advert = True
        reading.leave_out("Advert", line)
        return
    reading.in_advert = False
    after_heading = bool(reading.blocks) and reading.blocks[-1].kind is BlockKind.HEADING
    if line.endswith("?"):
        reading.heading(line, 3)
    elif after_heading and _is_caption(line):
        reading.leave_out("Picture caption", line)
    else:
        reading.heading(line, 3 if after_heading else 2)


def _prose(group: list[str], reading: _Reading) -> None:
    """Read a paragraph, and the list below it whose points may be longer than a line."""
    first = next((n for n, line in enumerate(group) if BULLET.match(line)), len(group))
    if first:
        kind = BlockKind.DISCLAIMER if _is_disclaimer(group[0]) else BlockKind.PARAGRAPH
        reading.blocks.append(Block(kind, " ".join(group[:first])))
    items: list[list[str]] = []
    for line in group[first:]:
        if BULLET.match(line):
            items.append([BULLET.sub("", line)])
        else:
            items[-1].append(line)
    if items:
        reading.blocks.append(Block(BlockKind.BULLETS, items=tuple(map(" ".join, items))))


def _is_disclaimer(line: str) -> bool:
    return line.casefold().startswith("disclaimer")


def _is_short(line: str) -> bool:
    """Tell whether a line could be a heading: few words, and no full stop, colon or comma at its end."""
    is_long = len(line) > LONGEST_LINE or len(line.split()) > LONGEST_HEADING
    return not is_long and not line.rstrip('”"’)').endswith((".", "!", ":", ";", ","))


def _is_caption(line: str) -> bool:
    """Tell whether a short line after a heading describes a picture: it is written like a sentence."""
    words = [word for word in line.split()[1:] if word[:1].isalpha()]
    small = {"a", "an", "the", "of", "for", "and", "or", "to", "in", "on", "with", "by", "from", "vs"}
    telling = [word for word in words if word not in small]
    return bool(telling) and sum(word[0].islower() for word in telling) > len(telling) / 2
