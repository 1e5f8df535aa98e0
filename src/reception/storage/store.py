"""The store: reading and writing values in one database, whichever engine it has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection, Engine

from reception.domain.change import Change, Edit
from reception.domain.journal import Entry
from reception.domain.patient import Patient
from reception.domain.slot import Publication
from reception.storage import engines, journal, patient_words, publications, rows
from reception.storage.reader import Reader, V


class Writer(Reader):
    """Writes values, guarded, inside one transaction; used by the gate alone."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._found: dict[tuple[type[Any], int], Any] = {}
        self._spared: tuple[int, ...] = ()

    def find(self, kind: type[V], id_: int) -> V | None:
        """Return one value by its id, or None; what was read once stays so under the write lock, until it is saved."""
        if (kind, id_) not in self._found:
            self._found[kind, id_] = super().find(kind, id_)
        return cast("V | None", self._found[kind, id_])

    def save(self, change: Change) -> None:
        """Write each edit of a change; raise Conflict where a row is no longer what the person saw."""
        for edit in change.edits:
            self._forget(edit)
            if isinstance(edit.before or edit.after, Publication):
                self._spared = publications.save(self.connection, edit, change.slots)
            else:
                rows.save(self.connection, edit)
            self._index(edit)

    def _forget(self, edit: Edit) -> None:
        """Read a thing afresh once it is saved, and every slot once many of them are."""
        value = edit.after if edit.after is not None else edit.before
        if isinstance(value, Publication):
            self._found.clear()
        elif value is not None:
            self._found.pop((type(value), value.id), None)

    def _index(self, edit: Edit) -> None:
        if isinstance(edit.after, Patient):
            patient_words.replace(self.connection, edit.before, edit.after)

    def append(self, entry: Entry, edits: Sequence[Edit]) -> int:
        """Write a change into the journal; return the number of its last line."""
        return journal.append(self.connection, entry, edits, self._spared)

    def drop_step(self, entry: Entry) -> None:
        """Pass an undo step over from now on."""
        journal.drop(self.connection, entry)


class Store:
    """One open database.

    `place` is its name in sentences and in the status bar; `own` are the files and folders that it lives in.
    """

    def __init__(self, engine: Engine, place: str, own: tuple[Path, ...] = ()) -> None:
        self.engine = engine
        self.place = place
        self.own = own

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """Read in one transaction; raise Unavailable where the database cannot be read."""
        with engines.plainly(self.place), engines.transaction(self.engine) as connection:
            yield Reader(connection)

    @contextmanager
    def write(self) -> Iterator[Writer]:
        """Write in one transaction, one desk at a time, all or nothing; raise Broken or Unavailable."""
        with engines.plainly(self.place), engines.transaction(self.engine, writes=True) as connection:
            engines.lock_for_writing(connection)
            yield Writer(connection)

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()
