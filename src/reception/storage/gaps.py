"""Gaps as they are read: what closures, leave and retirement keep from being offered, in one stretch of time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    and_,
    bindparam,
    literal,
    not_,
    null,
    or_,
    select,
    union_all,
)

from reception.domain import gap as rules
from reception.domain import span as london
from reception.domain.closure import Closure
from reception.domain.gap import Gap, OpenDay
from reception.domain.leave import Leave
from reception.domain.span import Span
from reception.storage import rows
from reception.storage.reader import Reader
from reception.storage.schema import clinicians, clinics, closures, leaves, open_days, slots

TOGETHER = 32
"""How many gaps make one condition: SQLite nests a thousand at most, and each in a row is one deeper."""
_FIRST: BindParameter[Any] = bindparam("first_day")
_LAST: BindParameter[Any] = bindparam("last_day")
_CLOSURE, _LEAVE, _CLINIC, _CLINICIAN = range(4)
_NOT_OFFERED = union_all(
    *(
        select(literal(number), *rows.columns(kind)).where(table.c.last >= _FIRST, table.c.first <= _LAST)
        for number, kind, table in ((_CLOSURE, Closure, closures), (_LEAVE, Leave, leaves))
    ),
    *(
        select(literal(number), table.c.id, table.c.id, *[null()] * 5).where(table.c.retired == True)  # noqa: E712 (SQL)
        for number, table in ((_CLINIC, clinics), (_CLINICIAN, clinicians))
    ),
)
"""Closures, leave and who is retired in one question, because every booking asks it.

The columns of closures and leave are alike but for whose they are; of who is retired only that one is known.
"""
_OPEN_DAYS = (
    select(*rows.columns(OpenDay)).where(open_days.c.day.between(_FIRST, _LAST)).order_by(open_days.c.id)
)


def in_span(reader: Reader, span: Span) -> tuple[Gap, ...]:
    """Return the gaps that touch a span (UTC)."""
    absences, retired, opened = behind(reader, span)
    found = rules.in_window((gap for one in absences for gap in one.gaps), opened, span)
    return (*retired, *found)


def behind(
    reader: Reader, span: Span, *, always: bool = False
) -> tuple[list[Closure | Leave], list[Gap], list[OpenDay]]:
    """Return what the gaps of a span (UTC) are made of: absences, the gaps of who is retired, and open days.

    Without absences, open days are read only if `always`.
    """
    days = {"first_day": london.london_day(span.start), "last_day": london.london_day(span.end)}
    absences: list[Closure | Leave] = []
    retired: list[Gap] = []
    for number, *cells in reader.connection.execute(_NOT_OFFERED, days):
        if number == _CLINIC:
            retired.append(rules.for_good(span, clinic=cells[0]))
        elif number == _CLINICIAN:
            retired.append(rules.for_good(span, clinician=cells[0]))
        else:
            absences.append(rows.build(Closure, cells) if number == _CLOSURE else rows.build(Leave, cells))
    return absences, retired, reader.values(OpenDay, _OPEN_DAYS, **days) if absences or always else []


def outside(found: Sequence[Gap]) -> list[ColumnElement[bool]]:
    """Return the conditions that keep a slot out of every gap: a year of closed afternoons makes hundreds."""
    some = (found[first : first + TOGETHER] for first in range(0, len(found), TOGETHER))
    return [not_(or_(*map(_inside, gaps))) for gaps in some]


def within(found: Sequence[Gap], span: Span) -> ColumnElement[bool]:
    """Return the condition of a slot that starts in a span (UTC) and falls into any of some gaps.

    Each gap is looked up by its own stretch of time, so that what lies between them costs nothing.
    """
    inside = (
        select(slots.c.id).where(
            slots.c.starts_at >= max(span.start, gap.span.start - rules.LONGEST_SLOT),
            slots.c.starts_at < min(span.end, gap.span.end),
            _inside(gap),
        )
        for gap in found
    )
    return slots.c.id.in_(union_all(*inside))


def _inside(gap: Gap) -> ColumnElement[bool]:
    inside = [slots.c.starts_at < gap.span.end, slots.c.ends_at > gap.span.start]
    if gap.clinic is not None:
        inside.append(slots.c.clinic == gap.clinic)
    if gap.clinician is not None:
        inside.append(slots.c.clinician == gap.clinician)
    if gap.besides:
        inside.append(slots.c.clinic.not_in(sorted(gap.besides)))
    return and_(*inside)
