"""A patient information sheet as pages: PDF/UA-1, in 14, 18 or 24 pt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from reception import phone
from reception.documents import typeset
from reception.documents.typeset import Typeset
from reception.domain import span
from reception.domain.clinic import Clinic
from reception.domain.organisation import Organisation
from reception.domain.sheet import Edition, Sheet, SheetStatus, month_text, updated_text
from reception.domain.sheet_text import BlockKind, blocks_of

WORDS = {"draft": "Draft: nobody has approved this yet", "watermark": "Draft", "page": "Page", "of": "of"}
NOT_APPROVED = (
    "This is a draft. Nobody clinical has approved its words yet, so do not give it to a patient as it is."
)
NOT_FOR_DISPLAY = "For a patient, not for display: it names a medicine that is sold on prescription only."


def sheet_pdf(
    sheet: Sheet,
    *,
    organisation: Organisation,
    clinic: Clinic | None,
    clinics: Sequence[Clinic],
    edition: Edition,
    made_at: datetime,
) -> Typeset:
    """Return a sheet's pages, with one clinic's address in the footer, or every clinic's name; `made_at` is UTC."""
    day = span.london_day(made_at)
    where = _where(clinic) if clinic else " · ".join(one.name for one in clinics)
    language, region = language_of(sheet.language)
    value: dict[str, Any] = {
        "title": _visible(sheet.title) or sheet.slug,
        "author": sheet.author,
        "keywords": [part.strip() for part in sheet.topic.split(",") if part.strip()],
        "points": edition.points,
        "lang": language,
        "region": region,
        "organisation": organisation.name,
        "phone": phone.national(organisation.phone),
        "draft": sheet.status is SheetStatus.DRAFT,
        "words": WORDS,
        "address": where,
        "postcode": clinic.postcode if clinic else "",
        "stamp": f"Version {sheet.version} · printed {day.day} {span.MONTHS[day.month - 1]} {day.year}",
        "subtitle": subtitle(sheet),
        "notes": notes(sheet),
        "blocks": list(_blocks(sheet.body)),
    }
    return typeset.pdf("sheet.typ", value, made_at)


def _where(clinic: Clinic) -> str:
    """Return a clinic's name and address without its postcode, which stays in one piece behind them."""
    lines = [line for line in clinic.address if line != clinic.postcode]
    return f"{clinic.name}: {', '.join(lines)}" + ("," if lines else "")


def language_of(code: str) -> tuple[str, str | None]:
    """Return the language and the region of a code such as en-GB; English for what is none."""
    language, *more = code.split("-")
    if not re.fullmatch("[A-Za-z]{2,3}", language):
        return "en", None
    region = next((part.lower() for part in more if re.fullmatch("[A-Za-z]{2}", part)), None)
    return language.lower(), region


def _blocks(body: str) -> Iterator[dict[str, Any]]:
    """Yield what is set: nothing that cannot be seen, and no heading below one that is missing (PDF/UA-1, 7.4.2)."""
    is_in_section = False
    for block in blocks_of(body):
        items = [item for item in block.items if _visible(item)]
        if not items and not _visible(block.text):
            continue
        level = block.level if is_in_section else min(block.level, 2)
        is_in_section |= block.kind is BlockKind.HEADING
        yield {"kind": block.kind.value, "text": block.text, "level": level, "items": items}


def _visible(text: str) -> str:
    return " ".join(typeset.printable(text).split())


def subtitle(sheet: Sheet) -> str:
    """Return the line below the title: whom it is for, version, when updated, when reviewed, by whom."""
    parts = ["For patients", f"version {sheet.version}"]
    if sheet.updated:
        parts.append(f"updated {updated_text(sheet.updated)}")
    if sheet.review_due is not None:
        parts.append(f"review by {month_text(sheet.review_due)}")
    people = [f"Written by {sheet.author}"] if sheet.author else []
    people += [f"reviewed by {sheet.reviewer}"] if sheet.reviewer else []
    return " · ".join(parts) + ("\n" + "; ".join(people) + "." if people else "")


def notes(sheet: Sheet) -> list[str]:
    """Return what stands in boxes above the text."""
    found = [NOT_APPROVED] if sheet.status is SheetStatus.DRAFT else []
    return found + ([NOT_FOR_DISPLAY] if sheet.prescription_only else [])
