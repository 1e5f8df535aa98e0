"""Publishing: many slots opened or withdrawn at once, one value in the journal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice

from sqlalchemy import ColumnElement, Connection, Update, and_, func, insert, select, update

from reception.domain.change import Edit
from reception.domain.slot import Publication, Slot, SlotState
from reception.storage import rows
from reception.storage.calls import has_live_call
from reception.storage.reader import Reader
from reception.storage.schema import publications, slots

BATCH = 5000
"""Rows or ids in one statement: below every engine's limit of parameters."""


def last_day(reader: Reader, today: date) -> date | None:
    """Return the last day that is published, or None where that is over."""
    query = select(func.max(publications.c.last)).where(publications.c.last >= today)
    found: date | None = reader.connection.execute(query).scalar()
    return found


def covers(reader: Reader, day: date) -> bool:
    """Tell whether a day has been published."""
    query = select(publications.c.id).where(publications.c.first <= day, publications.c.last >= day)
    return reader.connection.execute(query.limit(1)).first() is not None


def save(connection: Connection, edit: Edit, opened: Sequence[Slot]) -> None:
    """Publish, take a publication back, or bring it back; what is booked stays as it is."""
    rows.save(connection, edit)
    before, after = edit.before, edit.after
    if isinstance(before, Publication):
        _take_back(connection, before)
    elif isinstance(after, Publication):
        _withdraw(connection, after)
        if opened:
            _open(connection, opened)
        else:
            _bring_back(connection, after)


def _open(connection: Connection, opened: Sequence[Slot]) -> None:
    remaining = iter(opened)
    while batch := [rows.columns_of(slot) for slot in islice(remaining, BATCH)]:
        connection.execute(insert(slots), batch)


def _withdraw(connection: Connection, publication: Publication) -> None:
    """Withdraw the free slots that the rules no longer ask for."""
    for ids in _batches(publication.withdrawn):
        connection.execute(
            _to_withdrawn(publication).where(
                slots.c.id.in_(ids), slots.c.state == SlotState.OPEN, ~has_live_call
            )
        )


def _take_back(connection: Connection, publication: Publication) -> None:
    connection.execute(
        _to_withdrawn(publication).where(
            _opened_by(publication), slots.c.state == SlotState.OPEN, ~has_live_call
        )
    )
    for ids in _batches(publication.withdrawn):
        connection.execute(_to_open(publication).where(slots.c.id.in_(ids)))


def _bring_back(connection: Connection, publication: Publication) -> None:
    connection.execute(_to_open(publication).where(_opened_by(publication)))


def _to_withdrawn(publication: Publication) -> Update:
    return update(slots).values(state=SlotState.WITHDRAWN, withdrawn_by=publication.id)


def _to_open(publication: Publication) -> Update:
    """Open again what this publication, and nobody since, withdrew."""
    mine = and_(slots.c.withdrawn_by == publication.id, slots.c.state == SlotState.WITHDRAWN)
    return update(slots).values(state=SlotState.OPEN, withdrawn_by=None).where(mine)


def _opened_by(publication: Publication) -> ColumnElement[bool]:
    last = publication.first_slot + publication.opened - 1
    return slots.c.id.between(publication.first_slot, last)


def _batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]
