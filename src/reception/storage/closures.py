"""Closures as they are read, and what they keep from being offered."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, bindparam, not_, select

from reception.domain import span as london
from reception.domain.closure import Closure, Gap, gaps
from reception.domain.span import Span
from reception.storage import rows
from reception.storage.reader import Reader
from reception.storage.schema import closures, slots

_NEAR = (
    select(*rows.columns(Closure))
    .where(closures.c.last >= bindparam("first_day"), closures.c.first <= bindparam("last_day"))
    .order_by(closures.c.id)
)


def gaps_in(reader: Reader, span: Span) -> tuple[Gap, ...]:
    """Return the gaps that touch a span (UTC)."""
    days = {"first_day": london.london_day(span.start), "last_day": london.london_day(span.end)}
    return gaps(reader.values(Closure, _NEAR, **days), span)


def outside(found: Sequence[Gap]) -> list[ColumnElement[bool]]:
    """Return the conditions that keep a slot out of every gap."""
    return [not_(_inside(gap)) for gap in found]


def _inside(gap: Gap) -> ColumnElement[bool]:
    times = (slots.c.starts_at < gap.span.end, slots.c.ends_at > gap.span.start)
    return and_(*times) if gap.clinic is None else and_(*times, slots.c.clinic == gap.clinic)
