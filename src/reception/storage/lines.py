"""The journal's lines with their things before and after: what a history is told from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, or_, select

from reception.domain.change import Edit
from reception.domain.journal import Entry, Line
from reception.domain.slot import Publication
from reception.storage import rows
from reception.storage.journal import HEAD, value
from reception.storage.schema import journal

_LINE = (*HEAD, journal.c.kind, journal.c.thing, journal.c.before, journal.c.after)


def _read_lines(connection: Connection, query: Select[Any]) -> list[Line]:
    names, found = [column.name for column in HEAD], []
    for row in connection.execute(query):
        *head, kind, thing, before, after = row
        old, spared = value(rows.KINDS[kind], before)
        new, also = value(rows.KINDS[kind], after)
        entry = Entry(**dict(zip(names, head, strict=True)))
        found.append(Line(entry, thing, Edit(old, new), spared | also))
    return found


def _named(kinds: Sequence[type[Any]]) -> list[str]:
    return [rows.TABLES[kind].name for kind in kinds]


def of_things(connection: Connection, things: Sequence[int]) -> list[Line]:
    """Return the lines of some things, oldest first."""
    return _read_lines(connection, select(*_LINE).where(journal.c.thing.in_(things)).order_by(journal.c.seq))


def naming(
    connection: Connection, kinds: Sequence[type[Any]], field: str, id_: int, *, since: int
) -> list[Line]:
    """Return the lines of some kinds from a number on whose thing names another one, before or after."""
    told = f'"{field}":{id_},'
    query = select(*_LINE).where(
        journal.c.seq >= since,
        journal.c.kind.in_(_named(kinds)),
        or_(
            journal.c.before.contains(told, autoescape=True), journal.c.after.contains(told, autoescape=True)
        ),
    )
    return _read_lines(connection, query.order_by(journal.c.seq))


def publications_of(connection: Connection, slot: int) -> list[Line]:
    """Return the lines of the publications that opened or withdrew a slot, oldest first.

    The ids of a publication's slots are made right before its own, so none of them is older than its slot.
    """
    query = select(*_LINE).where(journal.c.thing > slot, journal.c.kind.in_(_named([Publication])))
    found = _read_lines(connection, query.order_by(journal.c.seq))
    return [line for line in found if _touches(line, slot)]


def _touches(line: Line, slot: int) -> bool:
    told = line.edit.after if line.edit.after is not None else line.edit.before
    assert isinstance(told, Publication)
    return slot not in line.spared and (told.opens(slot) or slot in told.withdrawn)


def since_line(
    connection: Connection,
    seq: int,
    kinds: Sequence[type[Any]],
    *,
    before: int | None = None,
    besides: Sequence[int] = (),
    limit: int | None = None,
) -> list[Line]:
    """Return the lines of some kinds after a number, newest first, and `before` another one.

    Those of the staff in `besides` are left out.
    """
    query = select(*_LINE).where(
        journal.c.seq > seq, journal.c.kind.in_(_named(kinds)), journal.c.staff.not_in(list(besides))
    )
    if before is not None:
        query = query.where(journal.c.seq < before)
    return _read_lines(connection, query.order_by(journal.c.seq.desc()).limit(limit))


def line_at(connection: Connection, at: datetime) -> int:
    """Return the number of the newest line that was written by a moment (UTC), 0 where there is none.

    It walks back from the end: clocks of desks may differ a little, and so may what is found.
    """
    query = select(journal.c.seq).where(journal.c.at <= at).order_by(journal.c.seq.desc()).limit(1)
    return int(connection.execute(query).scalar() or 0)


def begins(connection: Connection) -> datetime | None:
    """Return when (UTC) the first line was written, or None."""
    query = select(journal.c.at).order_by(journal.c.seq).limit(1)
    found: datetime | None = connection.execute(query).scalar()
    return found
