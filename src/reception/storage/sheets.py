"""Sheets as they are read: every version, the newest of each, how often one was given out."""

from __future__ import annotations

from sqlalchemy import func, select

from reception.domain.ids import PatientId, SheetId
from reception.domain.sheet import Print, Sheet, SheetStatus
from reception.storage import rows
from reception.storage.reader import Reader
from reception.storage.schema import prints, sheets


def versions(reader: Reader, slug: str) -> list[Sheet]:
    """Return the versions of a sheet, newest first."""
    query = select(*rows.columns(Sheet)).where(sheets.c.slug == slug)
    return reader.values(Sheet, query.order_by(sheets.c.version.desc()))


def library(reader: Reader) -> list[Sheet]:
    """Return every version that is not withdrawn, by title, newest first; a sheet with none by its newest."""
    found = reader.values(
        Sheet, select(*rows.columns(Sheet)).order_by(sheets.c.title, sheets.c.version.desc())
    )
    shown = [sheet for sheet in found if sheet.status is not SheetStatus.WITHDRAWN]
    slugs = {sheet.slug for sheet in shown}
    for sheet in found:
        if sheet.slug not in slugs:
            slugs.add(sheet.slug)
            shown.append(sheet)
    return sorted(shown, key=lambda sheet: (sheet.title.casefold(), sheet.slug, -sheet.version))


def print_counts(reader: Reader) -> dict[SheetId, int]:
    """Return how many copies of each version were given out."""
    query = select(prints.c.sheet, func.sum(prints.c.copies)).group_by(prints.c.sheet)
    return {SheetId(sheet): int(count) for sheet, count in reader.connection.execute(query)}


def given_to(reader: Reader, patient: PatientId) -> list[tuple[Print, Sheet]]:
    """Return the sheets a patient was given, newest first."""
    query = (
        select(*rows.columns(Print), *rows.columns(Sheet))
        .join(sheets, prints.c.sheet == sheets.c.id)
        .where(prints.c.patient == patient)
        .order_by(prints.c.at.desc())
    )
    found = (rows.values(row, Print, Sheet) for row in reader.connection.execute(query))
    return [(given, sheet) for given, sheet in found]
