"""What a sheet says: its body as blocks in order, kept as plain Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    """What a block of a sheet's body is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLETS = "bullets"
    DISCLAIMER = "disclaimer"


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a body: a heading of level 2 or 3, a paragraph, a list, or a disclaimer."""

    kind: BlockKind
    text: str = ""
    level: int = 0
    items: tuple[str, ...] = ()


_MARKS = ("#", "-", ">", "\\")


def body_of(blocks: tuple[Block, ...]) -> str:
    """Return blocks as the Markdown that a sheet keeps: blocks apart by an empty line, plain text in them."""
    parts = []
    for block in blocks:
        text, items = _flat(block.text), [_flat(item) for item in block.items if item.strip()]
        if block.kind is BlockKind.BULLETS:
            parts.append("\n".join(f"- {item}" for item in items))
        elif not text:
            continue
        elif block.kind is BlockKind.HEADING:
            parts.append(f"{'#' * block.level} {text}")
        elif block.kind is BlockKind.DISCLAIMER:
            parts.append(f"> {text}")
        else:
            parts.append(f"\\{text}" if text.startswith(_MARKS) else text)
    return "\n\n".join(part for part in parts if part) + "\n"


def blocks_of(body: str) -> tuple[Block, ...]:
    """Return the blocks of a sheet's body, in order."""
    found = []
    for part in re.split(r"\n\s*\n", body.strip()):
        heading = re.match(r"(#{2,3}) +(.*)", part)
        if heading:
            found.append(Block(BlockKind.HEADING, _flat(heading[2]), len(heading[1])))
        elif part.startswith("- "):
            items = tuple(_flat(item) for item in re.split(r"(?m)^- ", part)[1:])
            found.append(Block(BlockKind.BULLETS, items=items))
        elif part.startswith("> "):
            found.append(Block(BlockKind.DISCLAIMER, _flat(re.sub(r"(?m)^> ?", "", part))))
        elif part.strip():
            found.append(Block(BlockKind.PARAGRAPH, _flat(part.removeprefix("\\"))))
    return tuple(found)


def _flat(text: str) -> str:
    return " ".join(text.split())


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a paragraph."""
    for sentence in re.split(r"(?<=[.!?])\s|(?<=[.!?][\"”’)])\s", " ".join(text.split())):
        if sentence.strip():
            yield sentence.strip()
