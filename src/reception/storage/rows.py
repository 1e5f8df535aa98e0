"""Values to rows and back: the columns of a table are the fields of its value, by the same names."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from typing import Any, TypeVar

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Row,
    Select,
    Table,
    and_,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from reception.domain.availability import Availability
from reception.domain.call import Attempt, Call
from reception.domain.change import Edit, Value
from reception.domain.clinic import Clinic
from reception.domain.clinician import Clinician
from reception.domain.closure import Closure
from reception.domain.day_print import DayPrint
from reception.domain.errors import Conflict
from reception.domain.gap import OpenDay
from reception.domain.leave import Leave
from reception.domain.organisation import Organisation
from reception.domain.patient import Patient, Waiting
from reception.domain.pin import Pin
from reception.domain.sheet import Print, Sheet
from reception.domain.slot import Publication, Slot
from reception.domain.staff import Staff
from reception.domain.stay import Stay
from reception.storage import schema
from reception.storage.columns import Coded

V = TypeVar("V")
Id = TypeVar("Id", bound=int)
AT_ONCE = 1_000
"""How many ids one statement names: PostgreSQL takes no more than 65,535 values with it, SQLite 32,766."""

TABLES: dict[type[Any], Table] = {
    Organisation: schema.organisations,
    Clinic: schema.clinics,
    Closure: schema.closures,
    Leave: schema.leaves,
    OpenDay: schema.open_days,
    Clinician: schema.clinicians,
    Staff: schema.staff,
    Availability: schema.availability,
    Publication: schema.publications,
    Slot: schema.slots,
    Patient: schema.patients,
    Waiting: schema.waiting,
    Call: schema.calls,
    Attempt: schema.attempts,
    Pin: schema.pins,
    Stay: schema.stays,
    Sheet: schema.sheets,
    Print: schema.prints,
}
NOTED: dict[type[Any], Table] = {DayPrint: schema.day_prints}
"""What stands in the journal alone: the table says how it is written there, and is in no database."""
KINDS = {table.name: kind for kind, table in (TABLES | NOTED).items()}
_KIND_OF = {kind: name for name, kind in KINDS.items()}

NAMES = {
    Clinic: "clinic", Closure: "closure", Clinician: "clinician", Staff: "person", Availability: "availability",
    Slot: "slot", Patient: "patient", Waiting: "waiting entry", Call: "call", Sheet: "sheet",
    Publication: "publication", Organisation: "clinic group", Attempt: "try", Print: "print",
    Leave: "leave", OpenDay: "open day", Pin: "parked call", Stay: "stay",
}  # fmt: skip
"""What the desk calls each kind of value."""


_NAMES: dict[type[Any], tuple[str, ...]] = {
    kind: tuple(field.name for field in fields(kind)) for kind in (*TABLES, *NOTED)
}
_COLUMNS = {kind: tuple(table.c[name] for name in _NAMES[kind]) for kind, table in (TABLES | NOTED).items()}
_INSERT = {kind: insert(table) for kind, table in TABLES.items()}
_BY_ID = {
    kind: select(*_COLUMNS[kind]).where(table.c.id == bindparam("wanted")) for kind, table in TABLES.items()
}
_written = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def kind_of(value: Value) -> str:
    """Return the name of a value's kind in the journal."""
    return _KIND_OF[type(value)]


def every(kind: type[Any]) -> Select[Any]:
    """Return the query of every value of a kind, by id."""
    return select(*_COLUMNS[kind]).order_by(TABLES[kind].c.id)


def columns(kind: type[Any]) -> tuple[Column[Any], ...]:
    """Return the columns of a value, in the order of its fields."""
    return _COLUMNS[kind]


def columns_of(value: Value) -> dict[str, object]:
    """Return a value as the parameters of its row."""
    return {name: getattr(value, name) for name in _NAMES[type(value)]}


def build(kind: type[V], cells: Iterable[Any]) -> V:
    """Return a value from its cells, in the order of its fields."""
    return kind(**dict(zip(_NAMES[kind], cells, strict=True)))


def values(row: Row[Any] | Sequence[Any], *kinds: type[Any]) -> list[Any]:
    """Return several values from one joined row, selected with `columns` of each kind in turn."""
    found, start = [], 0
    for kind in kinds:
        end = start + len(_NAMES[kind])
        found.append(build(kind, row[start:end]))
        start = end
    return found


def find(connection: Connection, kind: type[V], id_: int) -> V | None:
    """Return one value, or None."""
    row = connection.execute(_BY_ID[kind], {"wanted": id_}).first()
    return None if row is None else build(kind, row)


def some(connection: Connection, kind: type[V], ids: Iterable[int]) -> dict[int, V]:
    """Return several values by their ids; those that are not there are left out."""
    wanted, table = sorted(set(ids)), TABLES[kind]
    found: dict[int, V] = {}
    for some_ids in batches(wanted):
        query = select(*_COLUMNS[kind]).where(table.c.id.in_(some_ids))
        found |= {row.id: build(kind, row) for row in connection.execute(query)}
    return found


def batches(ids: Sequence[Id]) -> Iterator[Sequence[Id]]:
    """Yield so many ids after one another as one statement may name."""
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE]


def unchanged(table: Table, seen: Value) -> ColumnElement[bool]:
    """Match the row only while it is exactly what the person saw."""
    cells = columns_of(seen)
    id_ = cells.pop("id")
    return and_(table.c.id == id_, *(table.c[k].is_not_distinct_from(v) for k, v in cells.items()))


def save(connection: Connection, edit: Edit) -> None:
    """Write one edit; raise Conflict where the row is no longer what the person saw."""
    before, after = edit.before, edit.after
    if type(before or after) in NOTED:
        return
    if before is None and after is not None:
        connection.execute(_INSERT[type(after)], columns_of(after))
        return
    if before is None:
        raise ValueError("an edit needs a before or an after")
    table = TABLES[type(before)]
    if after is None:
        done = connection.execute(delete(table).where(unchanged(table, before)))
    else:
        old, new = columns_of(before), columns_of(after)
        altered = {name: value for name, value in new.items() if value != old[name]}
        if not altered:
            raise ValueError(
                f"an edit that changes nothing of a {NAMES[type(before)]}: its rule is to refuse that"
            )
        done = connection.execute(update(table).where(unchanged(table, before)).values(**altered))
    if done.rowcount != 1:
        raise conflict(before, find(connection, type(before), before.id))


def conflict(seen: Value, now: Value | None) -> Conflict:
    """Return the sentence for a thing that somebody else changed first."""
    name = NAMES[type(seen)]
    if now is None:
        return Conflict(f"This {name} is no longer there: somebody took it back. Look again.", seen=seen)
    return Conflict(f"Somebody else has just changed this {name}. Look at it again.", seen=seen, now=now)


def to_json(value: Value | None) -> str | None:
    """Return a value as the journal keeps it."""
    if value is None:
        return None
    cells = {}
    for column in columns(type(value)):
        cell = getattr(value, column.name)
        if isinstance(column.type, Coded) and cell is not None:
            cell = column.type.encode(cell)
        cells[column.name] = cell
    return _written(cells)


def from_json(kind: type[V], text: str | None) -> V | None:
    """Return a value from the journal."""
    if text is None:
        return None
    cells = json.loads(text)
    for column in columns(kind):
        if isinstance(column.type, Coded) and cells.get(column.name) is not None:
            cells[column.name] = column.type.decode(cells[column.name])
    return kind(**cells)
