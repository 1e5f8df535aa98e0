"""Write a file whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
from pathlib import Path

from reception.domain.errors import Unavailable


def replace(path: Path, content: bytes) -> None:
    """Put a file in place of what was there; raise Unavailable, and leave that as it was, where it cannot be."""
    try:
        if path.is_dir():
            raise Unavailable(f"{path} is a folder. Give the name of a file in it.")
        if not path.parent.is_dir():
            raise Unavailable(f"There is no folder {path.parent}. Make it, or choose another.")
        fresh = path.with_name(f".{path.name[:50]}.{secrets.token_hex(4)}")
        try:
            _write(fresh, content)
            fresh.replace(path)
        except BaseException:
            fresh.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise Unavailable(_sentence(path, error)) from error
    except ValueError as error:
        raise Unavailable("That cannot be the name of a file. Choose another.") from error


def _write(fresh: Path, content: bytes) -> None:
    with fresh.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sentence(path: Path, error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return f"The disk is full, so {path.name} was not written. Free some space and try again."
    if error.errno == errno.ENAMETOOLONG:
        return "The name of the file is too long. Choose a shorter one."
    return f"{path} cannot be written. Close it if it is open elsewhere, or choose another folder."
