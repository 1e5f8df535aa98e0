"""Marks of running copies: a file on this PC that a copy keeps locked, so that after its end it is known to be over.

The system lets go of the lock when a program ends, however it ends. A copy on another PC has no mark here, and one
whose file system knows no locks has none at all: of these nothing is known.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import ModuleType

fcntl: ModuleType | None
try:
    import fcntl
except ImportError:  # Windows
    fcntl = None


class Mark:
    """That of this copy, named by its token; set before it holds its first slot."""

    def __init__(self, folder: Path, token: int) -> None:
        self._path = folder / str(token)
        self._file: int | None = None

    def set(self) -> None:
        """Make the file and lock it; where that cannot be done, the copy goes on without."""
        if self._file is not None:
            return
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                _lock(file, waits=True)
                os.write(file, _pc())
            except OSError:
                os.close(file)
                raise
            self._file = file

    def take_away(self, *, is_needed: bool = False) -> None:
        """Let go of the file, and remove it unless it is still needed to tell of what this copy left behind."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
            if not is_needed:
                with suppress(OSError):  # another start looks at it just now, and takes it away itself
                    self._path.unlink()


@contextmanager
def ended(folder: Path) -> Iterator[list[int]]:
    """Yield the tokens of the copies on this PC that are over for certain; their marks go after that.

    They stay locked meanwhile, so that a copy which is just setting its own waits.
    """
    found: dict[Path, int] = {}
    for path in there(folder):
        file = _taken_over(path)
        if file is not None:
            found[path] = file
    try:
        yield [int(path.name) for path in found]
    except BaseException:
        _close(found)
        raise
    _close(found)
    for path in found:
        with suppress(OSError):
            path.unlink()


def there(folder: Path) -> list[Path]:
    """Return the marks of a folder: of copies that live, or that ended without taking theirs away."""
    with suppress(OSError):
        return [path for path in folder.iterdir() if path.name.isdecimal()]
    return []


def _taken_over(path: Path) -> int | None:
    """Return the locked file of a copy that is over, or None where it lives or cannot be known."""
    with suppress(OSError):
        file = os.open(path, os.O_RDWR)
        with suppress(OSError):
            _lock(file, waits=False)
            if os.read(file, 1024) in (_pc(), b""):
                return file
        os.close(file)
    return None


def _close(files: dict[Path, int]) -> None:
    for file in files.values():
        os.close(file)


def _pc() -> bytes:
    """Return this PC's name: a home folder on a server is seen from several."""
    import platform

    return platform.node().encode()


def _lock(file: int, *, waits: bool) -> None:
    """Lock a file for what has opened it; raise OSError where something else has it, or where there are no locks."""
    if fcntl is not None:
        fcntl.flock(file, fcntl.LOCK_EX | (0 if waits else fcntl.LOCK_NB))
    elif sys.platform == "win32":
        import msvcrt

        os.lseek(file, 4096, os.SEEK_SET)  # beyond what is written: what is locked can be read by nobody else
        msvcrt.locking(file, msvcrt.LK_LOCK if waits else msvcrt.LK_NBLCK, 1)
        os.lseek(file, 0, os.SEEK_SET)
