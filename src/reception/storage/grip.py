"""A grip on a diary's file for as long as it is open here, that nothing else in this program can loosen.

SQLite's own locks on Linux and macOS go as soon as anything in the same program closes the same file: a file dialog
that looks into it for its icon is enough. The next program to close the diary then takes itself for the last one and
removes the write-ahead log beneath this one; what is booked here after that is lost. Linux knows locks that belong to
what opened the file and not to the program: held beside SQLite's, these keep the others from it.
"""

from __future__ import annotations

import os
import struct
from contextlib import suppress
from pathlib import Path
from types import ModuleType

fcntl: ModuleType | None
try:
    import fcntl
except ImportError:  # Windows, where locks belong to what opened the file anyway
    fcntl = None

SET_LOCK = getattr(fcntl, "F_OFD_SETLK", None)
"""The locks are Linux's alone; elsewhere there is no grip."""
HELD = (("", 0x4000_0002, 510), ("-shm", 128, 1))
"""Endings of files, and what SQLite locks in them to share while a diary in WAL mode is open: from where, how much."""


class Grip:
    """Taken once the diary is open, loosened before it is closed, let go after that."""

    def __init__(self, path: Path) -> None:
        self._path = path.absolute()
        self._files: list[int] = []

    def take(self) -> None:
        """Hold the files as SQLite does; where that cannot be done, SQLite's own locks are all there is."""
        if SET_LOCK is None or self._files:
            return
        with suppress(OSError):
            for ending, start, length in HELD:
                file = os.open(f"{self._path}{ending}", os.O_RDWR)
                self._files.append(file)
                _lock(file, fcntl.F_RDLCK, start, length)  # type: ignore[union-attr]

    def loosen(self) -> None:
        """Hold them no more, so that SQLite can tidy up as it closes; closing them now would loosen its own locks."""
        for file, (_, start, length) in zip(self._files, HELD, strict=False):
            with suppress(OSError):
                _lock(file, fcntl.F_UNLCK, start, length)  # type: ignore[union-attr]

    def let_go(self) -> None:
        """Close the files, once SQLite has."""
        files, self._files = self._files, []
        for file in files:
            os.close(file)


def _lock(file: int, kind: int, start: int, length: int) -> None:
    told = struct.pack("hhqqi", kind, os.SEEK_SET, start, length, 0)
    fcntl.fcntl(file, SET_LOCK, told)  # type: ignore[union-attr]
