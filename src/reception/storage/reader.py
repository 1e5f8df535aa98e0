"""Reading values in one transaction; the queries of each noun are in the file of that noun."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeVar

from reception.domain.errors import Refusal
from reception.domain.ids import LARGEST
from reception.storage.rooms import Room

if TYPE_CHECKING:
    from sqlalchemy import Connection, Select

    from reception.domain.change import Value
    from reception.storage import rows
else:
    rows = Room("rows")

V = TypeVar("V")


class Reader:
    """Reads values in one transaction: what it sees does not change under it.

    `unknown` are the folded names with numbers that were looked for in it and are nobody's.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.unknown: set[tuple[str, str]] = set()
        self._every: dict[type[Any], list[Any]] = {}

    @property
    def connection(self) -> Connection:
        """Return what the queries of the nouns are asked on."""
        return self._connection

    def find(self, kind: type[V], id_: int) -> V | None:
        """Return one value by its id, or None."""
        return rows.find(self.connection, kind, id_) if 0 <= id_ <= LARGEST else None

    def get(self, kind: type[V], id_: int) -> V:
        """Return one value by its id; refuse where it is not there."""
        found = self.find(kind, id_)
        if found is None:
            raise Refusal(f"There is no {rows.NAMES[kind]} {id_}. Look it up again.", field="id")
        return found

    def keep(self, value: Value) -> None:
        """Take note of a value that was read along with others, where it cannot change under this transaction."""

    def all(self, kind: type[V]) -> list[V]:
        """Return every value of a kind, by id; for kinds that are few. They are read once: nothing changes under it."""
        if kind not in self._every:
            self._every[kind] = self._read_all(kind)
        return list(self._every[kind])

    def _read_all(self, kind: type[V]) -> list[V]:
        return self.values(kind, rows.every(kind))

    def some(self, kind: type[V], ids: Iterable[int]) -> dict[int, V]:
        """Return several values by their ids; those that are not there are left out."""
        return rows.some(self.connection, kind, ids)

    def values(self, kind: type[V], query: Select[Any], **wanted: object) -> list[V]:
        """Return the values of a query that selects the columns of one kind."""
        return [rows.build(kind, row) for row in self.connection.execute(query, wanted)]
