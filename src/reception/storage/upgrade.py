"""Bring a database to this program's schema, and tell which schema it has."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from reception.storage import engines, version

SCRIPTS = Path(__file__).with_name("migrations")


def revision(connection: Connection) -> str | None:
    """Return the revision of the schema in a database, or None where there is none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def upgrade(engine: Engine) -> None:
    """Run the migrations that are missing, all in one transaction, while no desk writes."""
    with engines.transaction(engine, writes=True) as connection:
        engines.lock_for_writing(connection)
        migrate(connection)


def migrate(connection: Connection) -> None:
    """Run the migrations that are missing, as a part of a transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, version.SCHEMA)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {version.APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {int(version.SCHEMA)}")
