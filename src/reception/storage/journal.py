"""The journal's rows: one for each edit, grouped by change, numbered in the order of commit."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Select, bindparam, exists, func, insert, select

from reception.domain.change import Change, Edit, Value
from reception.domain.day_print import DayPrint
from reception.domain.ids import ChangeId, StaffId
from reception.domain.journal import Entry
from reception.domain.sheet import Print
from reception.domain.slot import Publication
from reception.storage import rows
from reception.storage.engines import SameId
from reception.storage.reader import Reader
from reception.storage.schema import dropped_steps, journal

HEAD = tuple(
    journal.c[name]
    for name in ("seq", "change", "at", "staff", "who", "desk", "way", "action", "subject", "reverses")
)

SPARED = "spared"
"""The key under which a publication's line names the slots that it left as they were."""

FIRST_LINES = 200
"""How many lines are read at first to find somebody's last changes: most have two or three each."""
PRINTS = (rows.TABLES[Print].name, rows.NOTED[DayPrint].name)
_INSERT = insert(journal)
_LAST = select(func.max(journal.c.seq))
_END = select(_LAST.scalar_subquery(), exists().where(journal.c.change == bindparam("change")))


def append(connection: Connection, entry: Entry, edits: Sequence[Edit], spared: Sequence[int] = ()) -> int:
    """Write the edits of one change; return the number of the last line. The journal is locked before.

    A publication's line also names the slots of it that were `spared`: no other row tells that later.
    """
    last, is_taken = connection.execute(_END, {"change": entry.change}).one()
    if is_taken:
        raise SameId("journal.change")
    last = last or 0
    head = {name: getattr(entry, name) for name in (c.name for c in HEAD) if name != "seq"}
    lines = []
    for seq, edit in enumerate(edits, last + 1):
        value = edit.after if edit.after is not None else edit.before
        assert value is not None
        lines.append(
            head
            | {
                "seq": seq,
                "kind": rows.kind_of(value),
                "thing": value.id,
                "before": _json(edit.before, spared),
                "after": _json(edit.after, spared),
            }
        )
    connection.execute(_INSERT, lines)
    return last + len(edits)


def _json(value: Value | None, spared: Sequence[int]) -> str | None:
    text = rows.to_json(value)
    if text is None or not spared or not isinstance(value, Publication):
        return text
    return json.dumps(json.loads(text) | {SPARED: list(spared)}, separators=(",", ":"))


def value(kind: type[Any], text: str | None) -> tuple[Any, frozenset[int]]:
    """Return a value from the journal, and the slots that a publication spared."""
    if text is None or kind is not Publication or f'"{SPARED}":' not in text:
        return rows.from_json(kind, text), frozenset()
    cells = json.loads(text)
    spared = frozenset(cells.pop(SPARED))
    return rows.from_json(kind, json.dumps(cells)), spared


def last_seq(connection: Connection) -> int:
    """Return the number of the newest line, 0 where there is none."""
    return int(connection.execute(_LAST).scalar() or 0)


def newest(reader: Reader) -> int:
    """Return the number of the newest line, 0 where there is none."""
    return last_seq(reader.connection)


def _entries(connection: Connection, query: Select[Any]) -> list[Entry]:
    names = [column.name for column in HEAD]
    return [Entry(**dict(zip(names, row, strict=True))) for row in connection.execute(query)]


def has_kind(reader: Reader, kinds: Sequence[type[Any]], since: int) -> bool:
    """Tell whether any line after a number is of one of some kinds of things."""
    names = [rows.TABLES[kind].name for kind in kinds]
    found = select(exists().where(journal.c.seq > since, journal.c.kind.in_(names)))
    return bool(reader.connection.execute(found).scalar_one())


def last_steps(connection: Connection, staff: StaffId) -> Iterator[list[Entry]]:
    """Yield a person's newest changes, oldest first: more and more of them, until there are no more.

    Without the prints: what left the house cannot be taken back, so its note stays.
    """
    query = (
        select(*HEAD)
        .where(journal.c.staff == staff, journal.c.kind.not_in(PRINTS))
        .order_by(journal.c.seq.desc())
    )
    limit = FIRST_LINES
    while True:
        found = _entries(connection, query.limit(limit))
        yield list({entry.change: entry for entry in reversed(found)}.values())
        if len(found) < limit:
            return
        limit *= 4


def lines(connection: Connection, *, limit: int) -> list[tuple[Entry, str | None, str | None]]:
    """Return the newest lines, oldest first, each with the thing before and after as JSON."""
    query = select(*HEAD, journal.c.before, journal.c.after).order_by(journal.c.seq.desc()).limit(limit)
    names = [column.name for column in HEAD]
    found = [
        (Entry(**dict(zip(names, row[:-2], strict=True))), row[-2], row[-1])
        for row in connection.execute(query)
    ]
    return found[::-1]


def since(connection: Connection, seq: int) -> list[Entry]:
    """Return the changes made after a line, oldest first."""
    query = select(*HEAD).where(journal.c.seq > seq).order_by(journal.c.seq)
    return list({entry.change: entry for entry in _entries(connection, query)}.values())


def about(connection: Connection, things: Sequence[int]) -> list[Entry]:
    """Return the changes that touched any of some things, oldest first."""
    query = select(*HEAD).where(journal.c.thing.in_(things)).order_by(journal.c.seq)
    return list({entry.change: entry for entry in _entries(connection, query)}.values())


def edits_of(connection: Connection, change: ChangeId) -> tuple[Edit, ...]:
    """Return the edits of one change, in the order they were saved."""
    query = (
        select(journal.c.kind, journal.c.before, journal.c.after)
        .where(journal.c.change == change)
        .order_by(journal.c.seq)
    )
    return tuple(
        Edit(value(rows.KINDS[kind], before)[0], value(rows.KINDS[kind], after)[0])
        for kind, before, after in connection.execute(query)
    )


def change_of(connection: Connection, entry: Entry) -> Change:
    """Return what an entry did."""
    return Change(entry.action, edits_of(connection, entry.change), entry.subject)


def drop(connection: Connection, step: ChangeId, staff: StaffId) -> None:
    """Remember that a step cannot be taken, unless another desk of the same person has just done so."""
    if step not in dropped(connection, staff):
        connection.execute(insert(dropped_steps), {"change": step, "staff": staff})


def dropped(connection: Connection, staff: StaffId) -> frozenset[ChangeId]:
    """Return the steps of a person that are passed over."""
    query = select(dropped_steps.c.change).where(dropped_steps.c.staff == staff)
    return frozenset(ChangeId(change) for (change,) in connection.execute(query))
