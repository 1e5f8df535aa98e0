"""Read a sheet that is Markdown with front matter: title, topic, author, reviewer, updated, review_due, language."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from reception.documents.articles.source import updated
from reception.domain import span
from reception.domain.errors import Refusal
from reception.domain.medicine import names_prescription_only
from reception.domain.sheet import ImportedSheet
from reception.domain.sheet_text import Block, BlockKind, body_of

FRONT = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$\n?", re.DOTALL | re.MULTILINE)
LONGEST_FRONT = 10_000
"""Characters: reading YAML takes long, and a sheet says little there."""
KNOWN = ("title", "topic", "author", "reviewer", "updated", "review_due", "language")


def read(text: str, name: str) -> ImportedSheet:
    """Return the sheet in a Markdown file; refuse one with no title, no text, or senseless front matter."""
    front, body = _parts(text, name)
    blocks, title = _blocks(body, front.get("title", ""))
    if not title:
        raise Refusal(f"{name} has no title. Add “title:” at its top.", field="title")
    if not any(block.kind is not BlockKind.HEADING for block in blocks):
        raise Refusal(f"{name} has a title but no text. Choose the file with the whole sheet.")
    kept = body_of(tuple(blocks))
    return ImportedSheet(
        title=title,
        body=kept,
        topic=front.get("topic", ""),
        author=front.get("author", ""),
        reviewer=front.get("reviewer", ""),
        updated=updated(front.get("updated", "")),
        review_due=_day(front.get("review_due", "")),
        language=front.get("language") or "en-GB",
        prescription_only=names_prescription_only(title, kept),
    )


def _parts(text: str, name: str) -> tuple[dict[str, str], str]:
    """Return the front matter, as texts, and what is below it."""
    import yaml

    match = FRONT.match(text.lstrip())
    if match is None:
        return {}, text
    if len(match[1]) > LONGEST_FRONT:
        raise Refusal(f"The lines between --- at the top of {name} are too long for a sheet. Shorten them.")
    try:
        told: Any = yaml.load(match[1], Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise Refusal(
            f"The lines between --- at the top of {name} make no sense. Write each as “title: …”."
        ) from error
    if told in (None, ""):
        told = {}
    if not isinstance(told, dict) or not all(
        isinstance(value, str) for key, value in told.items() if key in KNOWN
    ):
        raise Refusal(f"The lines between --- at the top of {name} make no sense. Write each as “title: …”.")
    front = {key: " ".join(told[key].split()) for key in KNOWN if key in told}
    return front, text.lstrip()[match.end() :]


def _day(text: str) -> date | None:
    return span.parse_day(text, field="review_due") if text else None


def _blocks(body: str, title: str) -> tuple[list[Block], str]:
    """Return the blocks of Markdown, without markup, and the title: the one given, else the first heading."""
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").disable("html_block").disable("html_inline").parse(body)
    blocks: list[Block] = []
    items: list[str] = []
    kind, in_list, in_quote = "", 0, 0
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            in_list += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            in_list -= 1
            if in_list == 0 and items:
                blocks.append(Block(BlockKind.BULLETS, items=tuple(items)))
                items = []
        elif token.type in ("blockquote_open", "blockquote_close"):
            in_quote += 1 if token.type.endswith("open") else -1
        elif token.type == "heading_open":
            kind = token.tag
        elif token.type in ("inline", "code_block", "fence"):
            text = _plain(token)
            if not text:
                continue
            if kind == "h1" and title in ("", text):
                title = text
            elif kind:
                blocks.append(Block(BlockKind.HEADING, text, 2 if kind in ("h1", "h2") else 3))
            elif in_list:
                items.append(text)
            else:
                blocks.append(Block(BlockKind.DISCLAIMER if in_quote else BlockKind.PARAGRAPH, text))
            kind = ""
    return blocks, title


def _plain(token: Any) -> str:
    """Return the words of a piece of Markdown without its markup."""
    if token.children is None:
        return " ".join(token.content.split())
    breaks = ("softbreak", "hardbreak")
    words = (
        " " if part.type in breaks else "" if part.type == "image" else part.content
        for part in token.children
    )
    return " ".join("".join(words).split())
