"""Open a diary with its recovery key, and tell that key."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from reception.domain.errors import Obstacle, Refusal, Unavailable
from reception.storage import diary_file, engines, keys, recovery


def unlock(path: Path, config_folder: Path, typed: str) -> None:
    """Let this PC open a diary from now on, with the recovery key somebody typed.

    The file itself decides, not the key file beside it, which may be missing or another diary's.
    """
    diary_file.check(path)
    key = recovery.read_recovery(typed)
    try:
        _open_once(path, key)
    except engines.Unreadable as obstacle:
        raise _not_opened(path, key) from obstacle
    try:
        _keep(path, key, config_folder)
    except OSError as error:
        sentence = f"{path.parent} cannot be written. Ask for the right to change this folder, and try again."
        raise keys.not_written(error, sentence) from error


def _keep(path: Path, key: bytes, config_folder: Path) -> None:
    """Keep a key; in a file where the key store is locked, since the key on paper is the way around that."""
    try:
        keys.keep(path, key, config_folder)
    except Unavailable:
        keys.keep(path, key, config_folder, in_file=True)


def _open_once(path: Path, key: bytes) -> None:
    """Raise Unreadable where a key does not open a file, and Unavailable for what else is in the way."""
    with engines.plainly(path.name), closing(engines.connect(path, key)) as connection:
        connection.execute("SELECT count(*) FROM sqlite_master")


def _not_opened(path: Path, key: bytes) -> Obstacle:
    """Return the sentence for a whole recovery key that does not open a file."""
    known = keys.read_key_file(path)
    if known is None:
        return Refusal(
            f"This recovery key does not open {path.name}. Check that it belongs to this diary; "
            "if it does, the file is damaged: restore a backup."
        )
    if keys.proves(known, key):
        return Unavailable(
            f"This recovery key belongs to the key file beside {path.name}, but does not open the file: "
            "it is damaged, or another diary’s. Restore a backup; nothing was changed."
        )
    return Refusal(f"This recovery key does not open {path.name}. Check that it belongs to this diary.")


def recovery_key(path: Path, config_folder: Path) -> str:
    """Return the recovery key of a diary that this PC can open, in groups of four."""
    return recovery.recovery_text(keys.find(path, config_folder))
