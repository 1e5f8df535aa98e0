"""Read a web article that was saved as text: title, people, sections in order; not what surrounds them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from reception.documents.articles.source import updated
from reception.domain.errors import Refusal
from reception.domain.sheet import Block, BlockKind, ImportedSheet, body_of, names_prescription_only

LONGEST_HEADING = 14
"""Words; a longer line without a full stop is prose."""
MENU = re.compile(r"^[×☰✕\W]*$|\|.*\||^[^|]+\|[^|]+$|^open(ing)?\b.*\d", re.IGNORECASE)
META = re.compile(
    r"^(author|written by|reviewed by|reviewer|last updated|updated|last reviewed)\s*:\s*(.*)$", re.IGNORECASE
)
ADVERT = re.compile(
    r"\b(contact|book|call|get in touch|enquire)\b.*\b(today|now|free|us|clinic)\b", re.IGNORECASE
)
CONTACT = re.compile(
    r"^(get in touch|phone\b|email\b|telephone|tel\b|address|our (clinic )?locations?|our clinics?|opening)",
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
    groups = [group for group in groups if group]
    reading = _Reading()
    rest = _head(groups, reading, name)
    for group in rest:
        if MORE.match(group[0]):
            reading.leave_out("Read more", group[0])
            break
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
    at = next(
        (number for number, group in enumerate(groups[:12]) if any(META.match(line) for line in group)), None
    )
    above = [
        (number, line) for number, group in enumerate(groups[: at if at is not None else 4]) for line in group
    ]
    titles = [(number, line) for number, line in above if not MENU.search(line) and _is_short(line)]
    if not titles:
        raise Refusal(f"{name} has no title. Put the title on a line of its own at the top.", field="title")
    number, reading.title = titles[-1] if at is not None else titles[0]
    for _, line in above[: next(i for i, one in enumerate(above) if one == (number, reading.title))]:
        reading.leave_out("Menu", line)
    if at is None:
        below = [line for line in groups[number] if line != reading.title]
        return ([below] if below else []) + groups[number + 1 :]
    for line in groups[at]:
        match = META.match(line)
        if match:
            reading.meta[_person(match[1])] = match[2].strip().replace(" – ", ", ")
    return groups[at + 1 :]


def _person(word: str) -> str:
    word = word.casefold()
    if "updated" in word:
        return "updated"
    return "reviewer" if "review" in word else "author"


def _topic(title: str) -> str:
    """Return what a sheet is about, for finding it: the title without its small words."""
    small = {"for", "the", "a", "an", "of", "and", "to", "in", "with", "management", "your"}
    return " ".join(word.casefold() for word in title.split() if word.casefold() not in small)


def _group(group: list[str], reading: _Reading) -> None:
    """Read one group of lines that stand together."""
    first = group[0]
    if all(BULLET.match(line) for line in group):
        items = tuple(BULLET.sub("", line) for line in group)
        reading.blocks.append(Block(BlockKind.BULLETS, items=items))
    elif len(group) == 1 and _is_short(first) and not LINK.match(first):
        _short_line(first, reading)
    elif reading.in_advert or CONTACT.match(first):
        reading.leave_out("Advert", first)
    elif LINK.match(first):
        reading.leave_out("Link", first)
    else:
        _prose(group, reading)


def _short_line(line: str, reading: _Reading) -> None:
    """Tell a heading, a question, a caption and an advert apart."""
    if ADVERT.search(line) and not line.endswith("?"):
        reading.in_advert = True
        reading.leave_out("Advert", line)
        return
    if reading.in_advert and CONTACT.match(line):
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
    bullets = [line for line in group if BULLET.match(line)]
    if bullets and not BULLET.match(group[0]):
        reading.blocks.append(
            Block(BlockKind.PARAGRAPH, " ".join(line for line in group if line not in bullets))
        )
        reading.blocks.append(Block(BlockKind.BULLETS, items=tuple(BULLET.sub("", line) for line in bullets)))
        return
    text = " ".join(group)
    is_disclaimer = text.casefold().startswith("disclaimer")
    reading.blocks.append(Block(BlockKind.DISCLAIMER if is_disclaimer else BlockKind.PARAGRAPH, text))


def _is_short(line: str) -> bool:
    """Tell whether a line could be a heading: few words, and no full stop, colon or comma at its end."""
    return len(line.split()) <= LONGEST_HEADING and not line.rstrip('”"’)').endswith(
        (".", "!", ":", ";", ",")
    )


def _is_caption(line: str) -> bool:
    """Tell whether a short line after a heading describes a picture: it is written like a sentence."""
    words = [word for word in line.split()[1:] if word[:1].isalpha()]
    small = {"a", "an", "the", "of", "for", "and", "or", "to", "in", "on", "with", "by", "from", "vs"}
    telling = [word for word in words if word not in small]
    return bool(telling) and sum(word[0].islower() for word in telling) > len(telling) / 2
