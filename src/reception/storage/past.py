"""What was there at an earlier moment: the journal's edits since, taken back from what is there now.

What it costs grows with what was changed since, not with what the diary holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from sqlalchemy import Connection, case, select

from reception.domain.call import Attempt, Call
from reception.domain.clinic import Clinic
from reception.domain.clinician import Clinician
from reception.domain.closure import Closure
from reception.domain.gap import OpenDay
from reception.domain.ids import SlotId
from reception.domain.journal import Way
from reception.domain.leave import Leave
from reception.domain.patient import Patient
from reception.domain.slot import Publication, Slot, SlotState
from reception.domain.span import Span
from reception.domain.stay import Stay
from reception.storage import journal, rows
from reception.storage.reader import Reader
from reception.storage.schema import journal as lines
from reception.storage.schema import slots

V = TypeVar("V")
KINDS = (Slot, Publication, Call, Attempt, Patient, Clinic, Clinician, Closure, Leave, OpenDay, Stay)
"""What a diary is drawn from, and what may stay in it."""


@dataclass(frozen=True, slots=True)
class _Published:
    """A line of a publication, and the states that it found its slots in; None stands for not there yet."""

    publication: Publication
    spared: frozenset[int]
    opened: SlotState | None
    withdrawn: SlotState

    def put_back(self, there: dict[int, Slot]) -> None:
        """Let slots be as they were before the line."""
        for id_ in [id_ for id_ in there if self.publication.opens(id_) and id_ not in self.spared]:
            if self.opened is None:
                del there[id_]
            else:
                there[id_] = replace(there[id_], state=self.opened)
        for id_ in there.keys() & set(self.publication.withdrawn) - self.spared:
            there[id_] = replace(there[id_], state=self.withdrawn)


@dataclass(frozen=True, slots=True)
class _Edited:
    """A line of one slot: its id, and as JSON what it was before."""

    id: int
    before: str | None
    is_gone: bool

    def put_back(self, there: dict[int, Slot], span: Span) -> None:
        """Let the slot be as it was before the line."""
        if self.id not in there and not self.is_gone:
            return
        slot = rows.from_json(Slot, self.before)
        if slot is None:
            there.pop(self.id, None)
        elif slot.starts_at in span:
            there[self.id] = slot


class Before:
    """What things were before every line after one of them: what is not named here was as it is now."""

    def __init__(self, connection: Connection, seq: int) -> None:
        self.changes: set[int] = set()
        self._values: dict[tuple[type[Any], int], str | None] = {}
        self._slots: list[_Published | _Edited] = []
        names = [rows.TABLES[kind].name for kind in KINDS]
        whole = case((lines.c.kind == rows.TABLES[Publication].name, lines.c.after))
        query = select(
            lines.c.change, lines.c.kind, lines.c.thing, lines.c.way, lines.c.before, whole,
            lines.c.after.is_(None),
        ).where(lines.c.seq > seq, lines.c.kind.in_(names))  # fmt: skip
        for change, name, thing, way, before, after, is_gone in connection.execute(
            query.order_by(lines.c.seq.desc())
        ):
            self.changes.add(change)
            kind = rows.KINDS[name]
            if kind is Publication:
                self._slots.append(_published(way, before, after))
            elif kind is Slot:
                self._slots.append(_Edited(thing, before, bool(is_gone)))
            else:
                self._values[kind, thing] = before

    def of(self, kind: type[V]) -> Mapping[int, V | None]:
        """Return the things of a kind that were changed since, as they were; None was not there."""
        return {
            id_: rows.from_json(kind, text) for (other, id_), text in self._values.items() if other is kind
        }

    def all(self, kind: type[V], now: Iterable[V]) -> list[V]:
        """Return the things of a kind as they were, by id, from those that are there now."""
        there: dict[int, V | None] = {one.id: one for one in now}  # type: ignore[attr-defined]
        there |= self.of(kind)
        return [one for _, one in sorted(there.items()) if one is not None]

    def slots(self, reader: Reader, span: Span) -> dict[SlotId, Slot]:
        """Return the slots that start in a span (UTC) as they were, withdrawn ones too."""
        query = select(*rows.columns(Slot)).where(
            slots.c.starts_at >= span.start, slots.c.starts_at < span.end
        )
        there: dict[int, Slot] = {slot.id: slot for slot in reader.values(Slot, query)}
        for line in self._slots:
            if isinstance(line, _Edited):
                line.put_back(there, span)
            else:
                line.put_back(there)
        return {slot.id: slot for slot in there.values()}


def _published(way: Way, before: str | None, after: str | None) -> _Published:
    publication, spared = journal.value(Publication, before if before is not None else after)
    if before is not None:
        return _Published(publication, spared, SlotState.OPEN, SlotState.WITHDRAWN)
    return _Published(publication, spared, SlotState.WITHDRAWN if way is Way.REDO else None, SlotState.OPEN)
