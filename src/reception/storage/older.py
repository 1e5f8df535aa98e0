"""Bring a diary of an older version up to date: tried on a copy first, and the file as it was is kept."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from reception.domain.span import london_day
from reception.storage import engines, keys, making, opening
from reception.storage import version as ours
from reception.storage.checking import check
from reception.storage.opening import Place
from reception.storage.store import Store
from reception.storage.upgrade import upgrade


def bring_up_to_date(place: Place, config_folder: Path) -> bool:
    """Bring a diary to this program's schema; return False where it already was.

    Of a file, a copy as it was is kept beside it; whatever fails leaves the diary alone, and no copy.
    """
    store = opening.connected(place, config_folder)
    try:
        version = opening.version_of(store)
        if version == int(ours.SCHEMA):
            return False
        if version is None or version > int(ours.SCHEMA):
            opening.check_schema(store)
        kept = _rehearse(store, place, keys.find(place, config_folder)) if isinstance(place, Path) else None
        try:
            with engines.plainly(store.place):
                upgrade(store.engine)
        except BaseException:
            if kept is not None:
                kept.unlink(missing_ok=True)
            raise
        return True
    finally:
        store.close()


def _rehearse(store: Store, place: Path, key: bytes) -> Path:
    """Bring a copy of a file up to date and read it whole, so that what goes wrong never meets the diary.

    Return the copy of the file as it was, which is kept.
    """
    try:
        with making.private_folder(place.parent) as folder:
            old, trial = folder / "old", folder / "trial"
            keys.write_privately(old, b"")
            with engines.plainly(store.place):
                engines.copy(store.engine, old)
            shutil.copy(old, trial)
            version = _brought(Store(partial(engines.sqlite, trial, key), place.name))
            return _keep(old, place, version)
    except OSError as error:
        sentence = f"{place.parent} cannot be written, so {place.name} was not brought up to date."
        raise keys.not_written(error, f"{sentence} Ask for the right to change this folder.") from error


def _brought(copy: Store) -> int:
    """Bring a copy up to date and read it whole; return the number of the schema it had."""
    try:
        version = opening.version_of(copy)
        with engines.plainly(copy.place):
            upgrade(copy.engine)
        check(copy)
    finally:
        copy.close()
    return version or 0


def _keep(old: Path, place: Path, version: int) -> Path:
    """Put a copy beside the diary, named with its schema and today's date."""
    start = f"{place.name}.schema-{version}-{london_day(datetime.now(UTC)).isoformat()}"
    names = (start, *(f"{start}-{number}" for number in range(2, 100)))
    kept = next(path for path in map(place.with_name, names) if not path.exists())
    old.replace(kept)
    return kept


def kept_copies(place: Path) -> list[Path]:
    """Return the copies that were kept when a diary was brought up to date, oldest first."""
    start = f"{place.name}.schema-"
    return sorted(path for path in place.parent.iterdir() if path.name.startswith(start))
