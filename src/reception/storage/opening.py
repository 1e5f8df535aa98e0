"""Make a diary, open one, open it with its recovery key: and say plainly what is wrong with one that will not open."""

from __future__ import annotations

import errno
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from reception.domain.errors import Refusal, Unavailable
from reception.domain.span import short
from reception.storage import engines, keys, places
from reception.storage import version as ours
from reception.storage.early import EarlyReader
from reception.storage.reader import Reader
from reception.storage.store import Store, Writer

if TYPE_CHECKING:
    from sqlalchemy import Engine

MOMENT = 2.0
"""Seconds between the claim of a place and its diary, at most (measured: some milliseconds)."""
PLAIN_HEADER = b"SQLite format 3\x00"
Place = Path | str
"""A file of this PC, or the address of a PostgreSQL database."""


class Taken(Refusal):
    """Another diary lies where one was to be made."""


class _Unborn(Store):
    """A diary that is being made: all that fills it is part of the one transaction that makes it."""

    def __init__(self, writer: Writer, place: str) -> None:
        super().__init__(lambda _: writer.connection.engine, place)
        self._writer = writer

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """Read what is there so far."""
        yield self._writer

    @contextmanager
    def write(self) -> Iterator[Writer]:
        """Write; it counts once all is written."""
        yield self._writer


def was_there(path: Path) -> bool:
    """Tell whether a diary, or the key file of one, lies at a path."""
    return _is_there(path) or _is_there(keys.key_file_path(path))


def create(
    place: Place, config_folder: Path, fill: Callable[[Store], None], *, throw_away: bool = False
) -> Store:
    """Make a new diary and fill it; raise Taken for a place that is taken. What fails leaves nothing behind.

    The key of one that is thrown away stays out of this PC's key store.
    """
    if isinstance(place, str):
        store = _shared(place, config_folder)
        _make(store, fill)
        return store
    places.check(place)
    if was_there(place):
        raise _taken(place)
    from tempfile import TemporaryDirectory

    key = keys.new_key()
    try:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with TemporaryDirectory(prefix=".reception-", dir=place.parent, ignore_cleanup_errors=True) as folder:
            fresh = Path(folder) / "diary"
            _build(fresh, place.name, key, fill)
            _settle(fresh, place, key, config_folder, throw_away=throw_away)
    except OSError as error:
        raise Unavailable(
            f"{place.parent} cannot be written. Choose another folder for the diary."
        ) from error
    return _in_file(place, key, config_folder)


def _taken(place: Path) -> Taken:
    return Taken(f"There is already a diary at {place}. Use it, or choose another place.")


def _build(fresh: Path, name: str, key: bytes, fill: Callable[[Store], None]) -> None:
    """Make a whole diary in a file, and close it."""
    store = Store(partial(engines.sqlite, fresh, key, create=True), name)
    _make(store, fill)
    store.close()


def _make(store: Store, fill: Callable[[Store], None]) -> None:
    """Make the tables and what a diary starts with, all or nothing, in a database that has none."""
    from reception.storage.upgrade import migrate, revision

    try:
        with store.write() as writer:
            if revision(writer.connection) is not None:
                raise Taken("There is already a diary in this database. Use it, or choose another database.")
            migrate(writer.connection)
            fill(_Unborn(writer, store.place))
    except BaseException:
        store.close()
        raise


def _settle(fresh: Path, place: Path, key: bytes, config_folder: Path, *, throw_away: bool) -> None:
    """Keep the key of a new diary and put the diary in its place."""
    kept = keys.keep(fresh, key, config_folder, throw_away=throw_away)
    try:
        _put(fresh, place)
    except BaseException:
        keys.forget(kept, config_folder)
        raise


def _put(fresh: Path, place: Path) -> None:
    """Claim a place with its key file, which only one can, and put a diary there; raise Taken for the others."""
    claim = keys.key_file_path(place)
    try:
        keys.write_privately(claim, keys.key_file_path(fresh).read_bytes())
    except FileExistsError:
        raise _taken(place) from None
    try:
        if _is_there(place):
            raise _taken(place)
        for left in ("-wal", "-shm"):  # of a diary that is gone; the new one would read them as its own
            place.with_name(place.name + left).unlink(missing_ok=True)
        fresh.rename(place)
    except BaseException:
        claim.unlink(missing_ok=True)
        raise


def _clear(place: Path) -> None:
    """Take away what a trial left."""
    for end in ("", "-wal", "-shm"):
        place.with_name(place.name + end).unlink(missing_ok=True)


def _in_file(path: Path, key: bytes, config_folder: Path) -> Store:
    own = places.own(path, config_folder)
    return Store(partial(engines.sqlite, path, key), path.name, own, partial(engines.connect, path, key))


def _shared(url: str, config_folder: Path) -> Store:
    engine = engines.postgresql(url)
    return Store(lambda _: engine, "The shared diary", (config_folder,))


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
        return _shared(place, config_folder)
    check_file(place)
    return _in_file(place, keys.find(place, config_folder), config_folder)


def bring_up_to_date(place: Place, config_folder: Path) -> bool:
    """Bring a diary to this program's schema; return False where it already was."""
    from reception.storage.upgrade import upgrade

    store = _connected(place, config_folder)
    try:
        version = _version(store)
        if version == int(ours.SCHEMA):
            return False
        if version is None or version > int(ours.SCHEMA):
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
    from reception.storage.checking import check
    from reception.storage.upgrade import upgrade

    trial = place.with_name(f"{place.name}.upgrade")
    _clear(trial)
    copy = Store(partial(engines.sqlite, trial, key), place.name)
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
    if not _appears(path):
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


def _appears(path: Path) -> bool:
    """Tell whether a file is there; wait a moment where another start has just claimed the place."""
    claim = keys.key_file_path(path)
    while not _is_there(path):
        try:
            age = abs(time.time() - claim.lstat().st_mtime)
        except OSError:
            return _is_there(path)
        if age > MOMENT:
            return False
        time.sleep(MOMENT / 100)
    return True


def _is_there(path: Path) -> bool:
    """Tell whether something has this name; raise Unavailable for a name that nothing can have."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except (OSError, ValueError) as error:
        raise _out_of_reach(path, error) from error
    return True


def _out_of_reach(path: Path, error: Exception) -> Unavailable:
    """Return the sentence for a path that cannot even be looked at."""
    shown = short(str(path), 60)
    if getattr(error, "errno", None) == errno.ENAMETOOLONG:
        return Unavailable(
            f"“{shown}” is too long for the name of a file. Choose a shorter one for the diary."
        )
    return Unavailable(f"“{shown}” cannot be read. Check the name, and that you may use this folder.")


def _is_text(start: bytes) -> bool:
    """Tell whether a file starts as a text does; an encrypted page is noise, so it never looks like one."""
    shown = start.decode("utf-8", "replace")
    return len(start) >= 16 and all(c.isprintable() or c in "\r\n\t" for c in shown.replace("\ufffd", "\0"))


def check_schema(store: Store) -> None:
    """Raise Unavailable for a database that is damaged, another program's, or of another version."""
    version = _version(store)
    if version is None:
        raise Unavailable(f"{store.place} holds no diary. Make one with: reception database create.")
    if version > int(ours.SCHEMA):
        raise Unavailable(f"{store.place} is from a newer version of Reception. Update Reception on this PC.")
    if version < int(ours.SCHEMA):
        raise Unavailable(
            f"{store.place} is from an older version of Reception. Bring it up to date with: "
            "reception database upgrade."
        )


def _version(store: Store) -> int | None:
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
