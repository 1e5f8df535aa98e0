"""Make a diary, whole or not at all, and never over another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from reception.domain.errors import Refusal
from reception.storage import diary_file, engines, keys, opening, places
from reception.storage.opening import Place
from reception.storage.reader import Reader
from reception.storage.store import Store, Writer
from reception.storage.upgrade import migrate, revision


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


def create(
    place: Place, config_folder: Path, fill: Callable[[Store], None], *, throw_away: bool = False
) -> Store:
    """Make a new diary and fill it; raise Taken for a place that is taken. What fails leaves nothing behind.

    The key of one that is thrown away stays out of this PC's key store.
    """
    if isinstance(place, str):
        store = opening.shared(place, config_folder)
        _make(store, fill)
        return store
    places.check(place)
    if diary_file.is_taken(place):
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
    return opening.in_file(place, key, config_folder)


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
    if not claim.is_file() or diary_file.is_being_made(place):
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
    store = Store(partial(engines.sqlite, fresh, key, create=True), name)
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
    kept = keys.keep(fresh, key, config_folder, in_file=throw_away)
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
        if diary_file.holds_something(place):
            raise _taken(place)
        for left in ("-wal", "-shm"):  # of a diary that is gone; the new one would read them as its own
            place.with_name(place.name + left).unlink(missing_ok=True)
        fresh.replace(place)
    except BaseException:
        claim.unlink(missing_ok=True)
        raise
