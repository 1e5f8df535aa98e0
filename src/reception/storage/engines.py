"""All that differs between SQLite and PostgreSQL, and their errors in the desk's words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from reception.domain.errors import Obstacle, Unavailable
from reception.storage.early import NotEarly

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine, exc

    from reception.storage.grip import Grip

OLDEST_SQLITE = (3, 51, 3)
"""Engines below it can corrupt a database when the write-ahead log is reset (sqlite.org/wal.html)."""
BUSY_MILLISECONDS = 5000
WRITE_LOCK = 0x52435054
"""The advisory lock that PostgreSQL desks write under."""


class Broken(Exception):  # noqa: N818 (caught by the gate, which tells it in the desk's words)
    """A constraint of the database said no; `constraint` is its name."""

    def __init__(self, constraint: str) -> None:
        super().__init__(constraint)
        self.constraint = constraint


class SameId(Broken):
    """Something has the id already that was made for something new: two desks made it in the same millisecond."""


class Unreadable(Unavailable):
    """A file does not open with a key: the key is another diary's, or the file is damaged."""


def connect(path: Path, key: bytes, *, create: bool = False, grip: Grip | None = None) -> Any:
    """Open an encrypted SQLite file with the driver itself, with all that must be set first, and take a grip on it."""
    from sqlcipher3 import dbapi2

    if dbapi2.sqlite_version_info < OLDEST_SQLITE:
        raise Unavailable("The database engine on this PC is too old to be safe. Install Reception again.")
    mode = "rwc" if create else "rw"
    address = f"file:{quote(str(path.absolute()))}?mode={mode}"
    connection = dbapi2.connect(address, uri=True, isolation_level=None, check_same_thread=False)
    cursor = connection.cursor()
    for pragma in (
        "cipher_log_level = NONE",
        f"key = \"x'{key.hex()}'\"",
        f"busy_timeout = {BUSY_MILLISECONDS}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "recursive_triggers = ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
    if grip is not None:
        grip.take()
    return connection


def sqlite(
    path: Path, key: bytes, opened: Any = None, *, create: bool = False, grip: Grip | None = None
) -> Engine:
    """Return an engine on an encrypted SQLite file; `opened` is used first, and nothing else is opened yet."""
    from sqlalchemy import create_engine
    from sqlalchemy.pool import QueuePool
    from sqlcipher3 import dbapi2

    at_hand = [] if opened is None else [opened]

    def connection() -> Any:
        return at_hand.pop() if at_hand else connect(path, key, create=create, grip=grip)

    engine = create_engine(
        "sqlite://", module=dbapi2, creator=connection, poolclass=QueuePool, pool_size=1, max_overflow=4
    )
    # Not the "begin" event: with a listener, every statement would look for listeners (a tenth of a booking).
    engine.dialect.do_begin = _begin  # type: ignore[assignment, method-assign]
    return engine


def _begin(connection: Any) -> None:
    """Start a transaction of SQLite as it was asked for; the driver itself starts none (isolation_level)."""
    connection.execute(connection.info.get("begin", "BEGIN"))


@contextmanager
def transaction(engine: Engine, *, writes: bool = False) -> Iterator[Connection]:
    """Read or write in one transaction, all or nothing.

    One that writes takes SQLite's write lock at once: a later upgrade would fail at once. One that reads sees one
    moment, on PostgreSQL too, where each statement would otherwise see what was committed by then.
    """
    with engine.connect() as connection:
        if not writes and engine.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ")
        connection.info["begin"] = "BEGIN IMMEDIATE" if writes else "BEGIN"
        with connection.begin():
            yield connection


def copy(engine: Engine, target: Path) -> None:
    """Copy a whole SQLite file as it is at this moment, encrypted with the same key."""
    with engine.connect() as connection:
        connection.info["begin"] = ""  # a copy cannot be part of a transaction
        connection.exec_driver_sql("VACUUM INTO ?", (str(target),))


def postgresql(url: str) -> Engine:
    """Return an engine on a PostgreSQL database; refuse an address that is not safe or not whole."""
    from sqlalchemy import create_engine

    from reception.storage import address

    parsed, way = address.read(url)
    return create_engine(
        parsed,
        pool_size=1,
        max_overflow=4,
        pool_pre_ping=True,
        isolation_level="READ COMMITTED",
        connect_args={"options": "-c timezone=UTC -c lock_timeout=5s", "connect_timeout": 5, **way},
    )


def lock_for_writing(connection: Connection) -> None:
    """Let one desk write at a time on PostgreSQL too, as SQLite's write lock does.

    So rules read what is committed, journal numbers are in the order of commit, and no two desks can
    wait for each other: with the lock taken later, a race of newcomers ended in deadlocks.
    """
    if connection.dialect.name == "postgresql":
        from sqlalchemy import text

        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": WRITE_LOCK})


@contextmanager
def plainly(place: str) -> Iterator[None]:
    """Turn the engines' errors into Broken, for a constraint, or Unavailable, in one sentence.

    An error that is none of these is a bug, and goes on as it is.
    """
    try:
        yield
    except (Obstacle, NotEarly, Broken):
        raise
    except Exception as error:
        told = _in_words(error, place)
        if told is None:
            raise
        raise told from error


def _in_words(error: Exception, place: str) -> Exception | None:
    """Return what an engine's error means; None for what is none of an engine."""
    if type(error).__module__.startswith("sqlcipher3"):
        return _sentence(str(error), place)
    from sqlalchemy import exc

    if isinstance(error, exc.IntegrityError):
        constraint = constraint_of(error)
        return SameId(constraint) if constraint.startswith("pk_") else Broken(constraint)
    return unavailable(error, place) if isinstance(error, exc.DBAPIError) else None


def constraint_of(error: exc.IntegrityError) -> str:
    """Return the name of the constraint that said no."""
    diagnosis = getattr(error.orig, "diag", None)
    if diagnosis is not None:
        return str(diagnosis.constraint_name)
    told = str(error.orig)
    uniques = {
        "calls.slot": "ux_calls_one_live_per_slot",
        "slots.clinician, slots.starts_at": "ux_slots_clinician_starts_at",
        "sheets.slug, sheets.version": "ux_sheets_slug_version",
        "pins.call": "ux_pins_call",
    }
    for column, name in uniques.items():
        if told.endswith(f"UNIQUE constraint failed: {column}"):
            return name
    table, _, column = told.removeprefix("UNIQUE constraint failed: ").rpartition(".")
    return f"pk_{table}" if column == "id" else told.removeprefix("CHECK constraint failed: ")


NOT_OPEN = "not a database"
SENTENCES = {
    "database is locked": "{place} is busy: another program holds it. Nothing was changed; try again in a moment.",
    "lock timeout": "{place} is busy: another desk holds it. Nothing was changed; try again in a moment.",
    "deadlock detected": "{place} is busy: another desk was quicker. Nothing was changed; try again.",
    "disk is full": "The disk is full. Nothing was changed; free some space and try again.",
    "No space left": "The disk of the server is full. Nothing was changed; free some space there and try again.",
    "disk I/O error": "The disk did not take it. Nothing was changed; check the disk and its free space.",
    "readonly database": "{place} cannot be written. Ask for the right to change the file, and try again.",
    "unable to open": "{place} cannot be opened. Check that the file is there and that you may use it.",
    NOT_OPEN: "{place} is damaged, or the key file beside it is another diary’s. Restore a backup, or try its "
    "recovery key with: reception database unlock; nothing was changed.",
    "malformed": "{place} is damaged. Restore a backup; nothing was changed.",
    "authentication failed": "{place} does not know this name with this password. Check its address.",
    "root certificate": "{place} cannot be told from a stranger: name its certificate with sslrootcert in the address.",
    "certificate": "{place} did not prove that it is the right server. Ask whoever looks after it.",
    "not support SSL": "{place} has no encrypted line. Ask whoever looks after its server.",
    "connection option": "{place} has an address that makes no sense. Check what stands behind its question mark.",
    "permission denied": "{place} does not let this name in. Ask whoever looks after its server.",
}
UNKNOWN = "{place} does not know this name or this database. Check its address."
UNREACHABLE = "{place} cannot be reached. Check the network and the server, and try again."


def unavailable(error: exc.DBAPIError, place: str) -> Unavailable | None:
    """Return the sentence for what an engine could not do; None where it was asked for nonsense."""
    from sqlalchemy import exc

    told = str(error.orig)
    known = _sentence(told, place)
    if known is not None:
        return known
    on_server = type(error.orig).__module__.startswith("psycopg")
    if on_server and isinstance(error, exc.OperationalError | exc.InterfaceError):
        sentence = UNKNOWN if "does not exist" in told else UNREACHABLE
        return Unavailable(sentence.format(place=place))
    return None


def _sentence(told: str, place: str) -> Unavailable | None:
    for part, sentence in SENTENCES.items():
        if part in told:
            kind = Unreadable if part == NOT_OPEN else Unavailable
            return kind(sentence.format(place=place))
    return None
