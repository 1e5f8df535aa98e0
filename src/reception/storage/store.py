"""The store: reading and writing values in one database, whichever engine it has."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from reception.domain.change import Change, Edit, Value
from reception.domain.ids import ChangeId, StaffId
from reception.domain.journal import Entry
from reception.domain.patient import Patient
from reception.domain.slot import Publication
from reception.storage import engines, moving
from reception.storage.early import EarlyReader, NotEarly
from reception.storage.grip import Grip
from reception.storage.reader import Reader, V
from reception.storage.rooms import Room

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from reception.storage import journal, patient_words, publications, rows
else:
    journal, patient_words, publications, rows = map(
        Room, ("journal", "patient_words", "publications", "rows")
    )

T = TypeVar("T")
ROOMS = (
    "rows", "calls", "pins", "stays", "slots", "patients", "sheets", "journal", "patient_words", "publications", "gaps",
    "holds",
)  # fmt: skip
"""The modules that ask or write through the engine."""


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

    def keep(self, value: Value) -> None:
        """Take note of a value that was read along with others: under the write lock it stays so, until it is saved."""
        self._found[type(value), value.id] = value

    def save(self, change: Change) -> None:
        """Write each edit of a change; raise Conflict where a row is no longer what the person saw."""
        for edit in moving.steps(change.edits):
            self._forget(edit)
            if isinstance(edit.before or edit.after, Publication):
                self._spared = publications.save(self.connection, edit, change.slots)
            else:
                rows.save(self.connection, edit)
            self._index(edit)

    def _forget(self, edit: Edit) -> None:
        """Read a thing afresh once it is saved, with all of its kind, and everything once many slots are."""
        value = edit.after if edit.after is not None else edit.before
        if isinstance(value, Publication):
            self._found.clear()
            self._every.clear()
        elif value is not None:
            self._found.pop((type(value), value.id), None)
            self._every.pop(type(value), None)

    def _index(self, edit: Edit) -> None:
        if isinstance(edit.after, Patient):
            patient_words.replace(self.connection, edit.before, edit.after)

    def append(self, entry: Entry, edits: Sequence[Edit]) -> int:
        """Write a change into the journal; return the number of its last line."""
        return journal.append(self.connection, entry, edits, self._spared)

    def drop_step(self, step: ChangeId, staff: StaffId) -> None:
        """Pass an undo step of a person over from now on."""
        journal.drop(self.connection, step, staff)


class Store:
    """One open database.

    `place` is its name in sentences and in the status bar; `own` are the files and folders that it lives in.
    The engine, and SQLAlchemy with it, is made when it is first used; `connect` opens a file without either, and
    `make_engine` takes that over. `grip` holds a file as long as it is open.
    """

    def __init__(
        self,
        make_engine: Callable[[Any], Engine],
        place: str,
        own: tuple[Path, ...] = (),
        connect: Callable[[], Any] | None = None,
        grip: Grip | None = None,
    ) -> None:
        self._make_engine = make_engine
        self.place = place
        self.own = own
        self._connect = connect
        self._grip = grip
        self._raw: Any = None

    @cached_property
    def engine(self) -> Engine:
        """Return SQLAlchemy's engine on the database."""
        for name in ROOMS:  # now, and not while a first change holds the lock that other desks wait for
            import_module(f"reception.storage.{name}")
        opened, self._raw, self._connect = self._raw, None, None
        return self._make_engine(opened)

    def ask(self, question: Callable[[Reader], T]) -> T:
        """Return the answer to a question, read in one transaction, as soon as it can be had.

        As long as nothing asked for more, a file answers through its driver alone. A question may be asked twice.
        """
        if self._connect is not None:
            try:
                with engines.plainly(self.place):
                    return self._ask_early(self._connect, question)
            except NotEarly:
                pass
        with self.read() as reader:
            return question(reader)

    def _ask_early(self, connect: Callable[[], Any], question: Callable[[Reader], T]) -> T:
        if self._raw is None:
            self._raw = connect()
        self._raw.execute("BEGIN")
        try:
            return question(EarlyReader(self._raw))
        finally:
            self._raw.rollback()

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
        if self._grip is not None:
            self._grip.loosen()
        if self._raw is not None:
            self._raw.close()
            self._raw = None
        if "engine" in vars(self):
            self.engine.dispose()
        if self._grip is not None:
            self._grip.let_go()
