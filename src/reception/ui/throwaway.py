"""The folder of the throw-away example: it goes when the window closes, and at the latest with the next example."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QLockFile, QSocketNotifier
from PySide6.QtWidgets import QApplication

PREFIX = "reception-demo-"
LOCK = "in use"
JUST_BORN = 60
"""Seconds in which a folder without a lock may be one that is just being made."""
ENDINGS = [getattr(signal, name) for name in ("SIGTERM", "SIGINT", "SIGHUP") if hasattr(signal, name)]
"""How a system asks a program to end: politely, by Ctrl+C, by closing its terminal."""


@contextmanager
def folder() -> Iterator[Path]:
    """Make a folder that goes at the end; first take away those whose program is gone."""
    _clear(Path(tempfile.gettempdir()))
    made = Path(tempfile.mkdtemp(prefix=PREFIX))
    lock = _lock(made)
    lock.tryLock(0)
    try:
        yield made
    finally:
        lock.unlock()
        shutil.rmtree(made, ignore_errors=True)


def _lock(folder: Path) -> QLockFile:
    lock = QLockFile(str(folder / LOCK))
    lock.setStaleLockTime(0)  # held as long as its program lives, however long that is
    return lock


def _clear(place: Path) -> None:
    """Take away the examples of programs that were ended too hard to do it themselves."""
    for left in place.glob(f"{PREFIX}*"):
        lock = _lock(left)
        if _is_ours(left) and lock.tryLock(0):  # nobody's, or of a program that is gone
            lock.unlock()
            shutil.rmtree(left, ignore_errors=True)


def _is_ours(left: Path) -> bool:
    """Tell whether this is a folder of this user, and not one that is just being made."""
    try:
        found = left.lstat()
    except OSError:
        return False
    is_own = not hasattr(os, "getuid") or found.st_uid == os.getuid()
    return is_own and stat.S_ISDIR(found.st_mode) and time.time() - found.st_mtime > JUST_BORN


@contextmanager
def quits_when_told(app: QApplication) -> Iterator[list[int]]:
    """Let the window close as by hand when the system asks the program to end; yield what it was asked by so far."""
    told: list[int] = []
    here, there = socket.socketpair()
    here.setblocking(False)
    there.setblocking(False)
    # Python hears a signal only between its own steps, and Qt waits outside them: a byte wakes it up.
    waker = QSocketNotifier(here.fileno(), QSocketNotifier.Type.Read)
    waker.activated.connect(lambda: here.recv(64))
    before = signal.set_wakeup_fd(there.fileno(), warn_on_full_buffer=False)

    def hear(number: int, frame: object) -> None:
        told.append(number)
        app.quit()

    handlers = {one: signal.signal(one, hear) for one in ENDINGS}
    try:
        yield told
    finally:
        for one, handler in handlers.items():
            signal.signal(one, handler)
        signal.set_wakeup_fd(before)
        waker.setEnabled(False)
        here.close()
        there.close()
