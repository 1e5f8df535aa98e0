"""The file of a diary from outside: whether it is there, and looks like one."""

from __future__ import annotations

import errno
import stat
import time
from pathlib import Path

from reception.domain.errors import Unavailable
from reception.domain.span import short
from reception.storage import keys, places

MOMENT = 2.0
"""Seconds between the claim of a place and its diary, at most (measured: some milliseconds)."""
MAKE = "reception database create"
PLAIN_HEADER = b"SQLite format 3\x00"


def was_there(path: Path) -> bool:
    """Tell whether a diary, or the key file of one, lies at a path."""
    return is_there(path) or is_there(keys.key_file_path(path))


def check(path: Path) -> None:
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
    if is_there(keys.key_file_path(path)):
        return Unavailable(
            f"There is no diary at {path} any more, only its key file. Restore a backup to this place, "
            f"or make a new one with: {MAKE}."
        )
    return Unavailable(f"There is no diary at {path}. Make one with: {MAKE}, or restore a backup.")


def _appears(path: Path) -> bool:
    """Tell whether a file is there; wait a moment where another start has just claimed the place."""
    while not is_there(path):
        if not is_being_made(path):
            return is_there(path)
        time.sleep(MOMENT / 100)
    return True


def is_being_made(path: Path) -> bool:
    """Tell whether a place has just been claimed."""
    try:
        return abs(time.time() - keys.key_file_path(path).lstat().st_mtime) <= MOMENT
    except OSError:
        return False


def is_taken(path: Path) -> bool:
    """Tell whether a diary, or anything else that is not to be lost, lies at a path or is just being put there."""
    return holds_something(path) or is_being_made(path)


def holds_something(path: Path) -> bool:
    """Tell whether there is more than nothing, or an empty file, at a path."""
    if not is_there(path):
        return False
    found = path.lstat()
    return found.st_size > 0 or not stat.S_ISREG(found.st_mode)


def is_there(path: Path) -> bool:
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
