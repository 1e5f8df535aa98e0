"""Qt's bindings bring a dozen modules as texts, and have them compiled at every start: a tenth of the way to the frame.

Here what came of them is kept in this person's cache folder, as Python keeps that of every module in a file. It is used
only for the very text that it came from; without it, or where the bindings change their way, all is compiled as ever.
"""

from __future__ import annotations

import builtins
import marshal
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from typing import Any

from reception.domain.errors import Unavailable

SUPPORT = "shibokensupport/"
"""What the names of those modules begin with."""
CHECK = 4
"""Bytes of the check before what is kept: half a file must not be taken for a whole one."""
Codes = dict[str, tuple[bytes, Any]]
"""By the name of a module: its text, and what came of it."""


@contextmanager
def kept(file: Path) -> Iterator[None]:
    """Let nothing of the bindings be compiled that a file keeps, and keep in it what had to be."""
    own, known, fresh = builtins.compile, _read(file), Codes()

    def compiled(source: Any, filename: Any, mode: str, *more: Any, **options: Any) -> Any:
        if mode != "exec" or not str(filename).startswith(SUPPORT) or not isinstance(source, bytes):
            return own(source, filename, mode, *more, **options)
        text, code = known.get(filename, (b"", None))
        if text != source:
            code = own(source, filename, mode, *more, **options)
            fresh[filename] = source, code
        return code

    builtins.compile = compiled
    try:
        yield
    finally:
        builtins.compile = own
        if fresh:
            _write(file, known | fresh)


def _read(file: Path) -> Codes:
    """Return what a file keeps; nothing where it is not whole, or another Python's."""
    with suppress(OSError, ValueError, EOFError, TypeError):
        told = file.read_bytes()
        inside = told[CHECK:]
        if told[:CHECK] == _check(inside) and inside.startswith(MAGIC_NUMBER):
            return Codes(marshal.loads(inside[len(MAGIC_NUMBER) :]))
    return Codes()


def _write(file: Path, known: Codes) -> None:
    """Keep it whole or not at all, for this person alone; where it cannot be kept, the next start compiles again."""
    inside = MAGIC_NUMBER + marshal.dumps(known)
    from reception.documents import files

    with suppress(OSError, Unavailable):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        files.replace(file, _check(inside) + inside)


def _check(inside: bytes) -> bytes:
    return zlib.crc32(inside).to_bytes(CHECK, "big")
