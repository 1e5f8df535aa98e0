"""The questions about the calls that may stay where the rota has no hours any more."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from reception.domain.ids import CallId
from reception.domain.stay import Stay
from reception.storage import rows
from reception.storage.reader import Reader
from reception.storage.schema import stays


def of_calls(reader: Reader, ids: Sequence[CallId]) -> list[Stay]:
    """Return the stays of some calls, wherever these are by now; a thousand calls in one question, none asks none."""
    found: list[Stay] = []
    for some_ids in rows.batches(ids):
        found += reader.values(Stay, select(*rows.columns(Stay)).where(stays.c.call.in_(some_ids)))
    return found
