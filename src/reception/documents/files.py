"""Write a file whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from reception.domain.errors import Unavailable


def replace(path: Path, content: bytes) -> None:
    """Put a file in place of what was there; raise Unavailable, and leave that as it was, where it cannot be."""
    with ready(path, content) as put:
        put()


@contextmanager
def ready(path: Path, content: bytes) -> Iterator[Callable[[], None]]:
    """Write a file beside its place and yield what puts it there; one that is not put there goes again.

    It may be read by whoever might read the file it replaces, and a new one by whom the user's umask lets read new
    files: a colleague opens it from a shared folder. Raise Unavailable where it cannot be written or put there.
    """
    with _plainly(path):
        mode = _mode(path)
        fresh = path.with_name(f".{path.name[:50]}.{secrets.token_hex(4)}")
        _write(fresh, content, mode)

    def put() -> None:
        with _plainly(path):
            fresh.replace(path)

    try:
        yield put
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


@contextmanager
def _plainly(path: Path) -> Iterator[None]:
    """Tell in one sentence why a file cannot be written."""
    try:
        yield
    except OSError as error:
        raise Unavailable(_sentence(path, error)) from error
    except ValueError as error:
        raise Unavailable("That cannot be the name of a file. Choose another.") from error


def _mode(path: Path) -> int | None:
    """Return who may use the file that is in a place, or None for no file; raise Unavailable for no place."""
    if path.is_dir():
        raise Unavailable(f"{path} is a folder. Give the name of a file in it.")
    if not path.parent.is_dir():
        raise Unavailable(f"There is no folder {path.parent}. Make it, or choose another.")
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        return None


def _write(fresh: Path, content: bytes, mode: int | None) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    # From a new file's rights the system takes off what the umask says.
    handle = os.open(fresh, flags, 0o666 if mode is None else 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            fresh.chmod(mode & 0o777)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise


def _sentence(path: Path, error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return f"The disk is full, so {path.name} was not written. Free some space and try again."
    if error.errno == errno.ENAMETOOLONG:
        return "The name of the file is too long. Choose a shorter one."
    return f"{path} cannot be written. Close it if it is open elsewhere, or choose another folder."
