"""A patient information sheet as pages: PDF/UA-1, in 14, 18 or 24 pt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from reception import phone
from reception.documents import typeset
from reception.documents.typeset import Typeset
from reception.domain import span
from reception.domain.clinic import Clinic
from reception.domain.organisation import Organisation
from reception.domain.sheet import Edition, Sheet, SheetStatus, blocks_of, month_text, updated_text

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
    where = ", ".join(clinic.address) if clinic else " · ".join(one.name for one in clinics)
    region = sheet.language.partition("-")[2]
    value: dict[str, Any] = {
        "title": sheet.title,
        "author": sheet.author,
        "keywords": [part.strip() for part in sheet.topic.split(",") if part.strip()],
        "points": edition.points,
        "lang": sheet.language.partition("-")[0].lower() or "en",
        "region": region.lower() if len(region) == 2 else None,
        "organisation": organisation.name,
        "phone": phone.national(organisation.phone),
        "draft": sheet.status is SheetStatus.DRAFT,
        "words": WORDS,
        "address": where,
        "stamp": f"Version {sheet.version} · printed {day.day} {span.MONTHS[day.month - 1]} {day.year}",
        "subtitle": subtitle(sheet),
        "notes": notes(sheet),
        "blocks": [
            {"kind": block.kind.value, "text": block.text, "level": block.level, "items": list(block.items)}
            for block in blocks_of(sheet.body)
        ],
    }
    return typeset.pdf("sheet.typ", value, made_at)


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
