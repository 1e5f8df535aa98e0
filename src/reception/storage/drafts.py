"""Drafts: what was typed at a desk and not done yet, in the diary's own encrypted store and nowhere else."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select

from reception.storage.reader import Reader
from reception.storage.schema import drafts
from reception.storage.store import Writer

Texts = dict[str, Any]
"""The fields of a form by name: texts, numbers, ticks."""


def of_desk(reader: Reader, desk: str) -> dict[str, Texts]:
    """Return what lies half typed at a desk, by the name of its form."""
    query = select(drafts.c.form, drafts.c.body).where(drafts.c.desk == desk)
    return {form: json.loads(body) for form, body in reader.connection.execute(query)}


def keep(writer: Writer, desk: str, form: str, texts: Texts | None, now: datetime) -> None:
    """Keep what is half typed in a form, or with None forget it."""
    writer.connection.execute(delete(drafts).where(drafts.c.desk == desk, drafts.c.form == form))
    if texts is not None:
        body = json.dumps(texts, ensure_ascii=False)
        writer.connection.execute(insert(drafts), {"desk": desk, "form": form, "body": body, "at": now})
