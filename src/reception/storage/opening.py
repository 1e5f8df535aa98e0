"""Make a diary, open one, open it with its recovery key: and say plainly what is wrong with one that will not open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine, text

from reception.domain.errors import Refusal, Unavailable
from reception.storage import engines, keys, places, schema
from reception.storage.checking import check
from reception.storage.store import Store
from reception.storage.upgrade import revision, upgrade

PLAIN_HEADER = b"SQLite format 3\x00"
Place = Path | str
"""A file of this PC, or the address of a PostgreSQL database."""


def was_there(path: Path) -> bool:
    """Tell whether a diary, or the key file of one, lies at a path."""
    return path.exists() or keys.key_file_path(path).exists()


def create(place: Place, config_folder: Path, fill: Callable[[Store], None]) -> Store:
    """Make a new diary and fill it; refuse a place that is taken. What fails leaves nothing behind."""
    if isinstance(place, str):
        return _create_shared(place, fill)
    places.check(place)
    if was_there(place):
        raise Refusal(f"There is already a diary at {place}. Use it, or choose another place.")
    try:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        key = keys.new_key()
        keys.keep(place, key, config_folder)
        store = Store(engines.sqlite(place, key, create=True), place.name)
        _make(store, fill)
    except OSError as error:
        _clear(place)
        raise Unavailable(
            f"{place.parent} cannot be written. Choose another folder for the diary."
        ) from error
    except BaseException:
        _clear(place)
        raise
    return store


def _make(store: Store, fill: Callable[[Store], None]) -> None:
    try:
        with engines.plainly(store.place):
            upgrade(store.engine)
        fill(store)
    except BaseException:
        store.close()
        raise


def _clear(place: Path) -> None:
    """Take away what a failed creation left."""
    for name in (place.name, f"{place.name}-wal", f"{place.name}-shm", f"{place.name}.keys"):
        place.with_name(name).unlink(missing_ok=True)


def _create_shared(url: str, fill: Callable[[Store], None]) -> Store:
    store = Store(engines.postgresql(url), "The shared diary")
    try:
        with store.read() as reader:
            if revision(reader.connection) is not None:
                raise Refusal(
                    "There is already a diary in this database. Use it, or choose another database."
                )
    except BaseException:
        store.close()
        raise
    _make(store, fill)
    return store


def open_(place: Place, config_folder: Path) -> Store:
    """Open a diary that is there, complete, and of this program's schema; raise Unavailable otherwise."""
    store = _connected(place, config_folder)
    try:
        check_schema(store)
    except BaseException:
        store.close()
        raise
    return store


def _connected(place: Place, config_folder: Path) -> Store:
    """Return a store on a diary of any schema."""
    if isinstance(place, str):
        return Store(engines.postgresql(place), "The shared diary")
    check_file(place)
    return Store(engines.sqlite(place, keys.find(place, config_folder)), place.name)


def bring_up_to_date(place: Place, config_folder: Path) -> bool:
    """Bring a diary to this program's schema; return False where it already was."""
    store = _connected(place, config_folder)
    try:
        version = _version(store)
        if version == int(schema.SCHEMA):
            return False
        if version is None or version > int(schema.SCHEMA):
            check_schema(store)
        if isinstance(place, Path):
            _rehearse(store, place, keys.find(place, config_folder))
        with engines.plainly(store.place):
            upgrade(store.engine)
        return True
    finally:
        store.close()


def _rehearse(store: Store, place: Path, key: bytes) -> None:
    """Bring a copy of a file up to date and read it whole, so that what goes wrong never meets the diary."""
    trial = place.with_name(f"{place.name}.upgrade")
    _clear(trial)
    copy = Store(engines.sqlite(trial, key), place.name)
    try:
        with engines.plainly(store.place):
            engines.copy(store.engine, trial)
            upgrade(copy.engine)
        check(copy)
    finally:
        copy.close()
        _clear(trial)


def check_file(path: Path) -> None:
    """Raise Unavailable for a file that is missing, empty, not ours or not readable."""
    places.check(path)
    if not path.exists():
        raise Unavailable(
            f"There is no diary at {path}. Make one with: reception database create, or restore a backup."
        )
    if path.is_dir():
        raise Unavailable(f"{path} is a folder. Give the path of the diary file in it.")
    try:
        with path.open("rb") as file:
            header = file.read(512)
    except OSError as error:
        raise Unavailable(f"{path} cannot be read. Check that you may use this file.") from error
    if not header:
        raise Unavailable(f"{path} is empty, so it is not a diary. Restore a backup, or take the file away.")
    if header.startswith(PLAIN_HEADER):
        raise Unavailable(f"{path} is a database of another program, not a diary of Reception.")
    if _is_text(header):
        raise Unavailable(f"{path} is a text, not a diary of Reception. Give the path of the diary.")


def _is_text(start: bytes) -> bool:
    """Tell whether a file starts as a text does; an encrypted page is noise, so it never looks like one."""
    shown = start.decode("utf-8", "replace")
    return len(start) >= 16 and all(c.isprintable() or c in "\r\n\t" for c in shown.replace("\ufffd", "\0"))


def check_schema(store: Store) -> None:
    """Raise Unavailable for a database that is damaged, another program's, or of another version."""
    version = _version(store)
    if version is None:
        raise Unavailable(f"{store.place} holds no diary. Make one with: reception database create.")
    if version > int(schema.SCHEMA):
        raise Unavailable(f"{store.place} is from a newer version of Reception. Update Reception on this PC.")
    if version < int(schema.SCHEMA):
        raise Unavailable(
            f"{store.place} is from an older version of Reception. Bring it up to date with: "
            "reception database upgrade."
        )


def _version(store: Store) -> int | None:
    """Return the number of a diary's schema; None where the database is no diary."""
    with store.read() as reader:
        connection = reader.connection
        if connection.dialect.name == "sqlite":
            ours = connection.execute(text("PRAGMA application_id")).scalar() == schema.APPLICATION_ID
            return int(connection.execute(text("PRAGMA user_version")).scalar_one()) if ours else None
        found = revision(connection)
        return int(found) if found is not None and found.isdigit() else None


def unlock(path: Path, config_folder: Path, typed: str) -> None:
    """Let this PC open a diary from now on, with the recovery key somebody typed."""
    check_file(path)
    key = keys.read_recovery(typed)
    known = keys.read_key_file(path)
    right = known is None or keys.check_value(known.diary, key) == known.check
    if not right or not _opens(engines.sqlite(path, key)):
        raise Refusal(f"This recovery key does not open {path.name}. Check that it belongs to this diary.")
    keys.keep(path, key, config_folder)


def _opens(engine: Engine) -> bool:
    try:
        with engines.plainly("The file"), engine.connect() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
    except Unavailable:
        return False
    finally:
        engine.dispose()
    return True


def recovery_key(path: Path, config_folder: Path) -> str:
    """Return the recovery key of a diary that this PC can open, in groups of four."""
    return keys.recovery_text(keys.find(path, config_folder))
