"""Publishing: many slots opened or withdrawn at once, one value in the journal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice

from sqlalchemy import ColumnElement, Connection, Update, and_, func, insert, not_, select, update

from reception.domain.change import Edit
from reception.domain.slot import Publication, Slot, SlotState
from reception.storage import rows
from reception.storage.calls import has_live_call
from reception.storage.reader import Reader
from reception.storage.schema import publications, slots

BATCH = 5000
"""Rows or ids in one statement: below every engine's limit of parameters."""
_is_weeks = publications.c.first < publications.c.last
_is_free = and_(slots.c.state == SlotState.OPEN, ~has_live_call)


def last_day(reader: Reader, today: date) -> date | None:
    """Return the last day that is published, or None where that is over.

    A publication of a single day is an extra session, or a day opened among others: weeks alone count.
    """
    query = select(func.max(publications.c.last)).where(publications.c.last >= today, _is_weeks)
    found: date | None = reader.connection.execute(query).scalar()
    return found


def days(reader: Reader, today: date, since: int = 0) -> list[tuple[date, date]]:
    """Return the first and last day of each publication of weeks that reaches a day; of those after an id alone."""
    query = select(publications.c.first, publications.c.last).where(
        publications.c.last >= today, publications.c.id > since, _is_weeks
    )
    return [(first, last) for first, last in reader.connection.execute(query)]


def covers(reader: Reader, day: date) -> bool:
    """Tell whether a day has been published, with its weeks."""
    query = select(publications.c.id).where(
        publications.c.first <= day, publications.c.last >= day, _is_weeks
    )
    return reader.connection.execute(query.limit(1)).first() is not None


def save(connection: Connection, edit: Edit, opened: Sequence[Slot]) -> tuple[int, ...]:
    """Publish, take a publication back, or bring it back; what is booked stays as it is.

    Return which of its slots it spared, so that the journal can tell what the others were before.
    """
    rows.save(connection, edit)
    before, after = edit.before, edit.after
    spared: tuple[int, ...] = ()
    if isinstance(before, Publication):
        spared = _others(connection, before, opened=_is_free, withdrawn=_is_mine(before))
        _take_back(connection, before)
    elif isinstance(after, Publication):
        if not opened:
            spared = _others(connection, after, opened=_is_mine(after), withdrawn=_is_free)
        _withdraw(connection, after)
        if opened:
            _open(connection, opened)
        else:
            _bring_back(connection, after)
    return spared


def _others(
    connection: Connection,
    publication: Publication,
    *,
    opened: ColumnElement[bool],
    withdrawn: ColumnElement[bool],
) -> tuple[int, ...]:
    """Return the slots of a publication, opened or withdrawn by it, that are not in the state it changes."""
    questions = [and_(_opened_by(publication), not_(opened))]
    questions += [and_(slots.c.id.in_(ids), not_(withdrawn)) for ids in _batches(publication.withdrawn)]
    return tuple(id_ for one in questions for (id_,) in connection.execute(select(slots.c.id).where(one)))


def _open(connection: Connection, opened: Sequence[Slot]) -> None:
    remaining = iter(opened)
    while batch := [rows.columns_of(slot) for slot in islice(remaining, BATCH)]:
        connection.execute(insert(slots), batch)


def _withdraw(connection: Connection, publication: Publication) -> None:
    """Withdraw the free slots that the rules no longer ask for."""
    for ids in _batches(publication.withdrawn):
        connection.execute(_to_withdrawn(publication).where(slots.c.id.in_(ids), _is_free))


def _take_back(connection: Connection, publication: Publication) -> None:
    connection.execute(_to_withdrawn(publication).where(_opened_by(publication), _is_free))
    for ids in _batches(publication.withdrawn):
        connection.execute(_to_open(publication).where(slots.c.id.in_(ids)))


def _bring_back(connection: Connection, publication: Publication) -> None:
    connection.execute(_to_open(publication).where(_opened_by(publication)))


def _to_withdrawn(publication: Publication) -> Update:
    return update(slots).values(state=SlotState.WITHDRAWN, withdrawn_by=publication.id)


def _to_open(publication: Publication) -> Update:
    """Open again what this publication, and nobody since, withdrew."""
    return update(slots).values(state=SlotState.OPEN, withdrawn_by=None).where(_is_mine(publication))


def _is_mine(publication: Publication) -> ColumnElement[bool]:
    return and_(
        slots.c.withdrawn_by.is_not_distinct_from(publication.id), slots.c.state == SlotState.WITHDRAWN
    )


def _opened_by(publication: Publication) -> ColumnElement[bool]:
    last = publication.first_slot + publication.opened - 1
    return slots.c.id.between(publication.first_slot, last)


def _batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]
