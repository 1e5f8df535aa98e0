"""Gaps as they are read: what closures and leave keep from being offered, in one stretch of time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, literal, not_, select, union_all

from reception.domain import gap as rules
from reception.domain import span as london
from reception.domain.closure import Closure
from reception.domain.gap import Gap, OpenDay
from reception.domain.leave import Leave
from reception.domain.span import Span
from reception.storage import rows
from reception.storage.reader import Reader
from reception.storage.schema import closures, leaves, open_days, slots

_FIRST: BindParameter[Any] = bindparam("first_day")
_LAST: BindParameter[Any] = bindparam("last_day")
_CLOSURE, _LEAVE = 0, 1
_ABSENCES = union_all(
    *(
        select(literal(number), *rows.columns(kind)).where(table.c.last >= _FIRST, table.c.first <= _LAST)
        for number, kind, table in ((_CLOSURE, Closure, closures), (_LEAVE, Leave, leaves))
    )
)
"""Closures and leave in one question, because every booking asks it: their columns are alike but for whose they are."""
_OPEN_DAYS = (
    select(*rows.columns(OpenDay)).where(open_days.c.day.between(_FIRST, _LAST)).order_by(open_days.c.id)
)


def in_span(reader: Reader, span: Span) -> tuple[Gap, ...]:
    """Return the gaps that touch a span (UTC)."""
    days = {"first_day": london.london_day(span.start), "last_day": london.london_day(span.end)}
    absences: list[Closure | Leave] = [
        rows.build(Closure, cells) if number == _CLOSURE else rows.build(Leave, cells)
        for number, *cells in reader.connection.execute(_ABSENCES, days)
    ]
    if not absences:
        return ()
    opened = reader.values(OpenDay, _OPEN_DAYS, **days)
    return rules.in_window((gap for one in absences for gap in one.gaps), opened, span)


def outside(found: Sequence[Gap]) -> list[ColumnElement[bool]]:
    """Return the conditions that keep a slot out of every gap."""
    return [not_(_inside(gap)) for gap in found]


def _inside(gap: Gap) -> ColumnElement[bool]:
    inside = [slots.c.starts_at < gap.span.end, slots.c.ends_at > gap.span.start]
    if gap.clinic is not None:
        inside.append(slots.c.clinic == gap.clinic)
    if gap.clinician is not None:
        inside.append(slots.c.clinician == gap.clinician)
    if gap.besides:
        inside.append(slots.c.clinic.not_in(sorted(gap.besides)))
    return and_(*inside)
