"""Open a diary, and say plainly what is wrong with one that will not open."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from reception.domain.errors import Unavailable
from reception.storage import diary_file, engines, keys, places
from reception.storage import version as ours
from reception.storage.early import EarlyReader
from reception.storage.grip import Grip
from reception.storage.reader import Reader
from reception.storage.store import Store

Place = Path | str
"""A file of this PC, or the address of a PostgreSQL database."""
SHARED = "The shared diary"
OLDER = (
    "{place} is from an older version of Reception. Open the window on it once, which brings it up to date, "
    "or use: reception database upgrade."
)
OLDER_SHARED = (
    "The shared diary is still as an older version of Reception made it. Close Reception on every desk and install "
    "the new version there; then one of them brings the diary up to date with: reception database upgrade."
)


class Older(Unavailable):
    """A diary is as an older version of this program made it."""


def in_file(path: Path, key: bytes, config_folder: Path) -> Store:
    """Return a store on a diary in a file of this PC."""
    own, grip = places.own(path, config_folder), Grip(path)
    connect = partial(engines.connect, path, key, grip=grip)
    return Store(partial(engines.sqlite, path, key, grip=grip), path.name, own, connect, grip)


def shared(url: str, config_folder: Path) -> Store:
    """Return a store on a diary that desks share."""
    engine = engines.postgresql(url)
    return Store(lambda _: engine, SHARED, (config_folder,))


def open_(place: Place, config_folder: Path) -> Store:
    """Open a diary that is there, complete, and of this program's schema; raise Unavailable otherwise."""
    store = connected(place, config_folder)
    try:
        check_schema(store)
    except BaseException:
        store.close()
        raise
    return store


def connected(place: Place, config_folder: Path) -> Store:
    """Return a store on a diary of any schema."""
    if isinstance(place, str):
        return shared(place, config_folder)
    diary_file.check(place)
    return in_file(place, keys.find(place, config_folder), config_folder)


def check_schema(store: Store) -> None:
    """Raise Unavailable for a database that is damaged, another program's, or of another version."""
    version = version_of(store)
    if version is None:
        raise Unavailable(f"{store.place} holds no diary. Make one with: {diary_file.MAKE}.")
    if version > int(ours.SCHEMA):
        raise Unavailable(f"{store.place} is from a newer version of Reception. Update Reception on this PC.")
    if version < int(ours.SCHEMA):
        raise Older(OLDER_SHARED if store.place == SHARED else OLDER.format(place=store.place))


def version_of(store: Store) -> int | None:
    """Return the number of a diary's schema; None where the database is no diary."""
    return store.ask(_version_in)


def _version_in(reader: Reader) -> int | None:
    if isinstance(reader, EarlyReader):
        return (
            reader.pragma("user_version") if reader.pragma("application_id") == ours.APPLICATION_ID else None
        )
    from sqlalchemy import text

    connection = reader.connection
    if connection.dialect.name == "sqlite":
        is_ours = connection.execute(text("PRAGMA application_id")).scalar() == ours.APPLICATION_ID
        return int(connection.execute(text("PRAGMA user_version")).scalar_one()) if is_ours else None
    from reception.storage.upgrade import revision

    found = revision(connection)
    return int(found) if found is not None and found.isdigit() else None
