"""Read a whole database and say whether it is sound."""

from __future__ import annotations

from reception.domain.errors import Unavailable
from reception.storage.store import Store


def check(store: Store) -> dict[str, int]:
    """Return how many rows the main tables hold; raise Unavailable for damage or a reference to nothing."""
    from sqlalchemy import func, select

    from reception.storage import schema

    counted = (schema.clinics, schema.slots, schema.patients, schema.calls, schema.sheets, schema.journal)
    with store.read() as reader:
        connection = reader.connection
        if connection.dialect.name == "sqlite":
            damaged = (
                connection.exec_driver_sql("PRAGMA cipher_integrity_check").fetchall()
                or [row for row in connection.exec_driver_sql("PRAGMA integrity_check") if row[0] != "ok"]
                or connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            )
            if damaged:
                raise Unavailable(f"{store.place} is damaged. Restore a backup; nothing was changed.")
        return {
            table.name: int(connection.execute(select(func.count()).select_from(table)).scalar_one())
            for table in counted
        }
