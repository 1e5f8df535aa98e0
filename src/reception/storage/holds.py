"""Holds: a slot is kept for whoever fills in the form, until it is booked, given back, or its time is over.

A hold is a lease, not history: it is neither journalled nor undone. On PostgreSQL the server's clock decides how long
it lasts, because the clocks of PCs differ; in a file it is this PC's.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    literal,
    select,
    update,
)

from reception.domain.hold import Hold
from reception.domain.ids import PublicationId, SlotId
from reception.domain.slot import SlotState
from reception.domain.span import Span
from reception.storage import rows
from reception.storage.columns import Instant
from reception.storage.reader import Reader
from reception.storage.schema import holds, slots
from reception.storage.store import Writer

_HOLD = (holds.c.slot, holds.c.token, holds.c.desk, holds.c.who, holds.c.until)
_OF_SLOT = select(*_HOLD).where(holds.c.slot == bindparam("slot"))


def now_of(connection: Connection, now: datetime) -> ColumnElement[Any]:
    """Return the instant that decides: the server's own, or this PC's."""
    return func.clock_timestamp() if connection.dialect.name == "postgresql" else literal(now, Instant())


def is_held(connection: Connection, now: datetime, token: int) -> ColumnElement[bool]:
    """Return the condition of a slot that somebody else keeps at an instant."""
    lasting = holds.c.until > now_of(connection, now)
    return exists().where(and_(holds.c.slot == slots.c.id, holds.c.token != token, lasting))


def of_slot(reader: Reader, slot: SlotId, now: datetime) -> Hold | None:
    """Return who keeps a slot at an instant, or None."""
    row = reader.connection.execute(_OF_SLOT, {"slot": slot}).first()
    if row is None or row.until <= instant(reader.connection, now):
        return None
    return Hold(**row._mapping)


def of_slots(reader: Reader, ids: Sequence[SlotId], now: datetime) -> dict[SlotId, Hold]:
    """Return the holds on some slots, as they are at an instant."""
    found: dict[SlotId, Hold] = {}
    for some_ids in rows.batches(ids):
        lasting = holds.c.until > now_of(reader.connection, now)
        query = select(*_HOLD).where(holds.c.slot.in_(some_ids), lasting)
        found |= {row.slot: Hold(**row._mapping) for row in reader.connection.execute(query)}
    return found


def of_publication(
    reader: Reader, publication: PublicationId, token: int, now: datetime
) -> tuple[Hold, datetime] | None:
    """Return who else keeps a slot that a publication withdrew, and when the first such slot starts (UTC), or None."""
    query = (
        select(*_HOLD, slots.c.starts_at)
        .join(slots, slots.c.id == holds.c.slot)
        .where(slots.c.withdrawn_by == publication, slots.c.state == SlotState.WITHDRAWN)
        .where(holds.c.token != token, holds.c.until > now_of(reader.connection, now))
    )
    row = reader.connection.execute(query.order_by(slots.c.starts_at).limit(1)).first()
    if row is None:
        return None
    fields = dict(row._mapping)
    starts_at: datetime = fields.pop("starts_at")
    return Hold(**fields), starts_at


def between(reader: Reader, span: Span, now: datetime) -> dict[SlotId, Hold]:
    """Return the holds on the slots that start in a span (UTC), as they are at an instant."""
    query = (
        select(*_HOLD)
        .join(slots, slots.c.id == holds.c.slot)
        .where(holds.c.until > now_of(reader.connection, now))
        .where(slots.c.starts_at >= span.start, slots.c.starts_at < span.end)
    )
    return {row.slot: Hold(**row._mapping) for row in reader.connection.execute(query)}


def instant(connection: Connection, now: datetime) -> datetime:
    """Return the instant that decides, read: the server's own, or this PC's."""
    if connection.dialect.name != "postgresql":
        return now
    found: datetime = connection.execute(select(func.clock_timestamp())).scalar_one()
    return found


def take(writer: Writer, hold: Hold, lasts: timedelta, now: datetime) -> Hold:
    """Keep a slot for a while, or longer where it is kept already; what somebody else kept is taken over.

    Who calls this has seen that nobody else's hold lasts. Return the hold with its end by the clock that decides.
    """
    until = instant(writer.connection, now) + lasts
    kept = {"token": hold.token, "desk": hold.desk, "who": hold.who, "until": until}
    done = writer.connection.execute(update(holds).where(holds.c.slot == hold.slot).values(**kept))
    if done.rowcount == 0:
        writer.connection.execute(insert(holds), {"slot": hold.slot, **kept})
    return Hold(slot=hold.slot, **kept)  # type: ignore[arg-type]


def give_back(writer: Writer, token: int, slot: SlotId | None = None) -> None:
    """Let go of a slot, or of every slot, that a run of the program keeps."""
    own = delete(holds).where(holds.c.token == token)
    writer.connection.execute(own if slot is None else own.where(holds.c.slot == slot))


def sweep(writer: Writer, now: datetime) -> None:
    """Take away the holds whose time is over."""
    writer.connection.execute(delete(holds).where(holds.c.until <= now_of(writer.connection, now)))
