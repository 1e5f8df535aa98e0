"""The journal's rows: one for each edit, grouped by change, numbered in the order of commit."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, insert, or_, select

from reception.domain.change import Change, Edit, Value
from reception.domain.ids import ChangeId, StaffId
from reception.domain.journal import Entry
from reception.domain.slot import Publication
from reception.storage import rows
from reception.storage.schema import dropped_steps, journal

HEAD = tuple(
    journal.c[name]
    for name in ("seq", "change", "at", "staff", "who", "desk", "way", "action", "subject", "reverses")
)

_LINE = (*HEAD, journal.c.kind, journal.c.thing, journal.c.before, journal.c.after)
SPARED = "spared"
"""The key under which a publication's line names the slots that it left as they were."""

_INSERT = insert(journal)
_LAST = select(func.max(journal.c.seq))


def append(connection: Connection, entry: Entry, edits: Sequence[Edit], spared: Sequence[int] = ()) -> int:
    """Write the edits of one change; return the number of the last line. The journal is locked before.

    A publication's line also names the slots of it that were `spared`: no other row tells that later.
    """
    last = last_seq(connection)
    head = {name: getattr(entry, name) for name in (c.name for c in HEAD) if name != "seq"}
    lines = []
    for seq, edit in enumerate(edits, last + 1):
        value = edit.after if edit.after is not None else edit.before
        assert value is not None
        lines.append(
            head
            | {
                "seq": seq,
                "kind": rows.TABLES[type(value)].name,
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


def _entries(connection: Connection, query: Select[Any]) -> list[Entry]:
    names = [column.name for column in HEAD]
    return [Entry(**dict(zip(names, row, strict=True))) for row in connection.execute(query)]


def recent(connection: Connection, *, limit: int = 100, staff: StaffId | None = None) -> list[Entry]:
    """Return the newest changes, of one person or of all, oldest first."""
    lines = select(*HEAD).order_by(journal.c.seq.desc())
    if staff is not None:
        lines = lines.where(journal.c.staff == staff)
    found: dict[ChangeId, Entry] = {}
    for entry in _entries(connection, lines.limit(limit * 4)):
        found.setdefault(entry.change, entry)
    return sorted(found.values(), key=lambda entry: entry.seq)[-limit:]


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


# ---- lines with their things


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the journal: what was done, and the thing before and after.

    `spared` are the slots of a publication that this line left as they were.
    """

    entry: Entry
    thing: int
    edit: Edit
    spared: frozenset[int] = frozenset()

    @property
    def seq(self) -> int:
        """Return the number of the line."""
        return self.entry.seq


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
    besides: Sequence[int] = (),
    limit: int | None = None,
) -> list[Line]:
    """Return the lines of some kinds after a number, newest first; not those of the staff in `besides`."""
    query = select(*_LINE).where(
        journal.c.seq > seq, journal.c.kind.in_(_named(kinds)), journal.c.staff.not_in(list(besides))
    )
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


def drop(connection: Connection, entry: Entry) -> None:
    """Remember that a step met a conflict."""
    connection.execute(insert(dropped_steps), {"change": entry.change, "staff": entry.staff})


def dropped(connection: Connection, staff: StaffId) -> frozenset[ChangeId]:
    """Return the steps of a person that are passed over."""
    query = select(dropped_steps.c.change).where(dropped_steps.c.staff == staff)
    return frozenset(ChangeId(change) for (change,) in connection.execute(query))
