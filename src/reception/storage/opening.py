"""Make a diary, open one: and say plainly what is wrong with one that will not open."""

from __future__ import annotations

import errno
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import text

from reception.domain.errors import Refusal, Unavailable
from reception.domain.span import short
from reception.storage import engines, keys, places, schema
from reception.storage.reader import Reader
from reception.storage.store import Store, Writer
from reception.storage.upgrade import migrate, revision

MOMENT = 2.0
"""Seconds between the claim of a place and its diary, at most (measured: some milliseconds)."""
MAKE = "reception database create"
SHARED = "The shared diary"
OLDER = (
    "{place} is from an older version of Reception. Open the window on it once, which brings it up to date, "
    "or use: reception database upgrade."
)
OLDER_SHARED = (
    "The shared diary is still as an older version of Reception made it. Close Reception on every desk and install "
    "the new version there; then one of them brings the diary up to date with: reception database upgrade."
)
PLAIN_HEADER = b"SQLite format 3\x00"
Place = Path | str
"""A file of this PC, or the address of a PostgreSQL database."""


class Taken(Refusal):
    """Another diary lies where one was to be made."""


class Older(Unavailable):
    """A diary is as an older version of this program made it."""


class _Unborn(Store):
    """A diary that is being made: all that fills it is part of the one transaction that makes it."""

    def __init__(self, writer: Writer, place: str) -> None:
        super().__init__(writer.connection.engine, place)
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
    if _is_taken(place):
        raise _taken(place)
    key = keys.new_key()
    try:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with _lost_key_file_aside(place), private_folder(place.parent) as folder:
            fresh = folder / "diary"
            _build(fresh, place.name, key, fill)
            _settle(fresh, place, key, config_folder, throw_away=throw_away)
    except OSError as error:
        sentence = f"{place.parent} cannot be written. Choose another folder for the diary."
        raise keys.not_written(error, sentence) from error
    return _in_file(place, key, config_folder)


def _taken(place: Path) -> Taken:
    return Taken(f"There is already a diary at {place}. Use it, or choose another place.")


@contextmanager
def private_folder(beside: Path) -> Iterator[Path]:
    """Make a folder of a moment that only this user can look into."""
    with TemporaryDirectory(prefix=".reception-", dir=beside, ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@contextmanager
def _lost_key_file_aside(place: Path) -> Iterator[None]:
    """Keep the key file of a diary that is gone under another name, for its backups; put it back if all fails."""
    claim = keys.key_file_path(place)
    aside = keys.aside(place)
    if not claim.is_file():
        yield
        return
    claim.replace(aside)
    try:
        yield
    except BaseException:
        if not claim.exists():
            aside.replace(claim)
        raise


def _build(fresh: Path, name: str, key: bytes, fill: Callable[[Store], None]) -> None:
    """Make a whole diary in a file that is private from its first moment, as what lies beside it is; and close it."""
    keys.write_privately(fresh, b"")
    store = Store(engines.sqlite(fresh, key, create=True), name)
    _make(store, fill)
    store.close()


def _make(store: Store, fill: Callable[[Store], None]) -> None:
    """Make the tables and what a diary starts with, all or nothing, in a database that has none."""
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
        if _holds_something(place):
            raise _taken(place)
        for left in ("-wal", "-shm"):  # of a diary that is gone; the new one would read them as its own
            place.with_name(place.name + left).unlink(missing_ok=True)
        fresh.replace(place)
    except BaseException:
        claim.unlink(missing_ok=True)
        raise


def _in_file(path: Path, key: bytes, config_folder: Path) -> Store:
    return Store(engines.sqlite(path, key), path.name, places.own(path, config_folder))


def _shared(url: str, config_folder: Path) -> Store:
    return Store(engines.postgresql(url), SHARED, (config_folder,))


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
        return _shared(place, config_folder)
    check_file(place)
    return _in_file(place, keys.find(place, config_folder), config_folder)


def check_file(path: Path) -> None:
    """Raise Unavailable for a file that is missing, empty, not ours or not readable."""
    places.check(path)
    if not _appears(path):
        raise _missing(path)
    if path.is_dir():
        raise Unavailable(f"{path} is a folder. Give the path of the diary file in it.")
    try:
        with path.open("rb") as file:
            header = file.read(512)
    except OSError as error:
        raise Unavailable(f"{path} cannot be read. Check that you may use this file.") from error
    if not header:
        raise Unavailable(
            f"{path} is empty, so it is not a diary. Restore a backup, or make a new one with: {MAKE}."
        )
    if header.startswith(PLAIN_HEADER):
        raise Unavailable(f"{path} is a database of another program, not a diary of Reception.")
    if _is_text(header):
        raise Unavailable(f"{path} is a text, not a diary of Reception. Give the path of the diary.")


def _missing(path: Path) -> Unavailable:
    if _is_there(keys.key_file_path(path)):
        return Unavailable(
            f"There is no diary at {path} any more, only its key file. Restore a backup to this place, "
            f"or make a new one with: {MAKE}."
        )
    return Unavailable(f"There is no diary at {path}. Make one with: {MAKE}, or restore a backup.")


def _appears(path: Path) -> bool:
    """Tell whether a file is there; wait a moment where another start has just claimed the place."""
    while not _is_there(path):
        if not _is_being_made(path):
            return _is_there(path)
        time.sleep(MOMENT / 100)
    return True


def _is_being_made(path: Path) -> bool:
    """Tell whether a place has just been claimed."""
    try:
        return abs(time.time() - keys.key_file_path(path).lstat().st_mtime) <= MOMENT
    except OSError:
        return False


def _is_taken(path: Path) -> bool:
    """Tell whether a diary, or anything else that is not to be lost, lies at a path or is just being put there."""
    return _holds_something(path) or _is_being_made(path)


def _holds_something(path: Path) -> bool:
    """Tell whether there is more than nothing, or an empty file, at a path."""
    if not _is_there(path):
        return False
    found = path.lstat()
    return found.st_size > 0 or not stat.S_ISREG(found.st_mode)


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
    version = version_of(store)
    if version is None:
        raise Unavailable(f"{store.place} holds no diary. Make one with: {MAKE}.")
    if version > int(schema.SCHEMA):
        raise Unavailable(f"{store.place} is from a newer version of Reception. Update Reception on this PC.")
    if version < int(schema.SCHEMA):
        raise Older(OLDER_SHARED if store.place == SHARED else OLDER.format(place=store.place))


def version_of(store: Store) -> int | None:
    """Return the number of a diary's schema; None where the database is no diary."""
    with store.read() as reader:
        connection = reader.connection
        if connection.dialect.name == "sqlite":
            ours = connection.execute(text("PRAGMA application_id")).scalar() == schema.APPLICATION_ID
            return int(connection.execute(text("PRAGMA user_version")).scalar_one()) if ours else None
        found = revision(connection)
        return int(found) if found is not None and found.isdigit() else None
