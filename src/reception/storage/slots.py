"""Slots as they are read: free ones, those of a stretch of days, the one at a moment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true

from reception.domain.ids import ClinicianId, ClinicId, SlotId
from reception.domain.slot import Slot, SlotState
from reception.domain.span import Span
from reception.storage import gaps, holds, rows
from reception.storage.calls import has_live_call
from reception.storage.reader import Reader
from reception.storage.schema import slots


def _where(
    span: Span, clinic: ClinicId | None, clinician: ClinicianId | None = None
) -> list[ColumnElement[bool]]:
    conditions = [slots.c.starts_at >= span.start, slots.c.starts_at < span.end]
    if clinic is not None:
        conditions.append(slots.c.clinic == clinic)
    if clinician is not None:
        conditions.append(slots.c.clinician == clinician)
    return conditions


def free_between(
    reader: Reader,
    span: Span,
    clinic: ClinicId | None = None,
    clinician: ClinicianId | None = None,
    *,
    now: datetime,
    token: int = 0,
    limit: int | None = None,
) -> Iterator[Slot]:
    """Yield the slots that start in a span (UTC) and can be booked at an instant, earliest first.

    Left out is what falls into a gap, is not open for booking yet, or is held by anybody but `token`.
    """
    query = _unbooked(span, clinic, clinician).where(*_bookable(reader, span, now, token))
    for row in reader.connection.execute(query if limit is None else query.limit(limit)):
        yield rows.build(Slot, row)


def free_within(
    reader: Reader,
    windows: Sequence[Span],
    clinics: Sequence[ClinicId],
    people: Sequence[ClinicianId] = (),
    *,
    now: datetime,
    token: int = 0,
    limit: int,
) -> list[Slot]:
    """Return the first slots that start in any of some spans (UTC, in their order) and can be booked at an instant.

    Without clinics those of every clinic are meant, and without people those of everybody.
    """
    if not windows:
        return []
    whole = Span(windows[0].start, windows[-1].end)
    inside = or_(*(and_(slots.c.starts_at >= one.start, slots.c.starts_at < one.end) for one in windows))
    query = _unbooked(whole, None).where(inside, *_bookable(reader, whole, now, token)).limit(limit)
    for column, wanted in ((slots.c.clinic, clinics), (slots.c.clinician, people)):
        query = query.where(column.in_(wanted)) if wanted else query
    return reader.values(Slot, query)


def _bookable(reader: Reader, span: Span, now: datetime, token: int) -> list[ColumnElement[bool]]:
    """Return the conditions that keep out what is in a gap, opens later, or is held by anybody but `token`."""
    offered = gaps.outside(gaps.in_span(reader, span))
    has_opened = or_(slots.c.opens_at.is_(None), slots.c.opens_at <= now)
    return [*offered, has_opened, ~holds.is_held(reader.connection, now, token)]


def unbooked_between(reader: Reader, span: Span, clinic: ClinicId | None = None) -> list[Slot]:
    """Return the open slots without a call that start in a span (UTC), also where their clinic is closed."""
    return reader.values(Slot, _unbooked(span, clinic))


def _unbooked(span: Span, clinic: ClinicId | None, clinician: ClinicianId | None = None) -> Select[Any]:
    return (
        select(*rows.columns(Slot))
        .where(*_where(span, clinic, clinician), slots.c.state == SlotState.OPEN, ~has_live_call)
        .order_by(slots.c.starts_at, slots.c.clinic, slots.c.clinician)
    )


def between(reader: Reader, span: Span, clinic: ClinicId | None = None) -> list[Slot]:
    """Return the open and blocked slots that start in a span (UTC), earliest first."""
    query = select(*rows.columns(Slot)).where(*_where(span, clinic), slots.c.state != SlotState.WITHDRAWN)
    return reader.values(Slot, query.order_by(slots.c.starts_at, slots.c.clinic, slots.c.clinician))


def shown(reader: Reader, span: Span, clinic: ClinicId | None = None) -> list[Slot]:
    """Return the slots that start in a span (UTC), also those that people, not a publication, withdrew."""
    is_shown = or_(slots.c.state != SlotState.WITHDRAWN, slots.c.withdrawn_by.is_(None))
    query = select(*rows.columns(Slot)).where(*_where(span, clinic), is_shown)
    return reader.values(
        Slot, query.order_by(slots.c.starts_at, slots.c.clinic, slots.c.clinician, slots.c.id)
    )


def booked_between(reader: Reader, span: Span) -> frozenset[SlotId]:
    """Return the ids of the slots in a span (UTC) that a call takes."""
    query = select(slots.c.id).where(*_where(span, None), has_live_call)
    return frozenset(SlotId(id_) for (id_,) in reader.connection.execute(query))


def booked_among(reader: Reader, ids: Sequence[SlotId]) -> frozenset[SlotId]:
    """Return which of some slots a call takes."""
    found: set[SlotId] = set()
    for some_ids in rows.batches(ids):
        query = select(slots.c.id).where(slots.c.id.in_(some_ids), has_live_call)
        found.update(SlotId(id_) for (id_,) in reader.connection.execute(query))
    return frozenset(found)


def withdrawn_by_hand(reader: Reader, span: Span, clinic: ClinicId | None = None) -> list[Slot]:
    """Return the slots that start in a span (UTC) and that people, not a publication, withdrew."""
    query = select(*rows.columns(Slot)).where(
        *_where(span, clinic), slots.c.state == SlotState.WITHDRAWN, slots.c.withdrawn_by.is_(None)
    )
    return reader.values(Slot, query.order_by(slots.c.starts_at, slots.c.clinic, slots.c.clinician))


def at(reader: Reader, starts_at: datetime, clinic: ClinicId) -> list[Slot]:
    """Return the slots of a clinic that start at an instant, whatever their state; offered ones first."""
    query = select(*rows.columns(Slot)).where(slots.c.starts_at == starts_at, slots.c.clinic == clinic)
    found = reader.values(Slot, query.order_by(slots.c.clinician, slots.c.id))
    return sorted(found, key=lambda slot: list(SlotState).index(slot.state))


def count_between(reader: Reader, span: Span, clinic: ClinicId | None = None) -> int:
    """Return how many slots were offered in a span (UTC); in a closure or leave those that a call takes alone."""
    found = [gap for gap in gaps.in_span(reader, span) if not gap.is_for_good]
    offered = or_(and_(true(), *gaps.outside(found)), has_live_call)
    query = select(func.count()).select_from(slots)
    counted = query.where(*_where(span, clinic), slots.c.state != SlotState.WITHDRAWN, offered)
    return int(reader.connection.execute(counted).scalar_one())
