"""Drafts: what was typed at a desk and not done yet, in the diary's own encrypted store and nowhere else.

Each belongs to the person who typed it: nobody else who works at the desk is shown it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select

from reception.domain.patient import fold
from reception.storage.reader import Reader
from reception.storage.schema import drafts
from reception.storage.store import Writer

Texts = dict[str, Any]
"""The fields of a form by name: texts, numbers, ticks."""


def of_person(reader: Reader, desk: str, person: str) -> dict[str, Texts]:
    """Return what somebody left half typed at a desk, by the name of its form, the oldest first."""
    mine = drafts.c.desk == _place(desk, person)
    query = select(drafts.c.form, drafts.c.body).where(mine).order_by(drafts.c.at, drafts.c.form)
    return {form: json.loads(body) for form, body in reader.connection.execute(query)}


def keep(writer: Writer, desk: str, person: str, forms: Mapping[str, Texts | None], now: datetime) -> None:
    """Keep what somebody has half typed, by form, or with None forget it."""
    place = _place(desk, person)
    writer.connection.execute(delete(drafts).where(drafts.c.desk == place, drafts.c.form.in_(forms)))
    kept = [
        {"desk": place, "form": form, "body": json.dumps(texts, ensure_ascii=False), "at": now}
        for form, texts in forms.items()
        if texts is not None
    ]
    if kept:
        writer.connection.execute(insert(drafts), kept)


def _place(desk: str, person: str) -> str:
    """Return the desk as one person has it; by name, for a newcomer has no lasting id before their first change."""
    return f"{desk}\n{fold(person)}"
