"""A PostgreSQL server of the tests' own: an ordinary user, a private socket, a fresh database for each test."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from urllib.parse import quote

import psycopg

USER = "reception"


@dataclass
class Server:
    """A running server; `fresh` gives the address of a new, empty database, `copy_of` of one filled once and copied.

    A database takes 8 MB of the disk, so that those given out are thrown away after each test.
    """

    socket: Path
    _filled: dict[str, str] = field(default_factory=dict)
    _given: list[str] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def fresh(self) -> str:
        """Make an empty database with a random name and return its address."""
        return self._address(self._gave(self._made_like("template0")))

    def copy_of(self, name: str, fill: Callable[[str], None]) -> str:
        """Return the address of a copy of the database of a name, which `fill` fills once: a tenth of the time."""
        if name not in self._filled:
            made = self._made_like("template0")
            fill(self._address(made))
            self._filled[name] = made
        return self._address(self._gave(self._made_like(self._filled[name])))

    def throw_away(self) -> None:
        """Drop every database given out so far, whoever is still connected to it."""
        self._do(*(f'DROP DATABASE "{name}" WITH (FORCE)' for name in self._given))
        self._given.clear()

    def _made_like(self, template: str) -> str:
        name = f"r{os.getpid()}_{next(self._numbers)}_{os.urandom(3).hex()}"
        self._do(f'CREATE DATABASE "{name}" TEMPLATE "{template}" ENCODING \'UTF8\'')
        return name

    def _gave(self, name: str) -> str:
        self._given.append(name)
        return name

    def _do(self, *statements: str) -> None:
        if not statements:
            return
        with psycopg.connect(
            host=str(self.socket), user=USER, dbname="postgres", autocommit=True
        ) as connection:
            for statement in statements:
                connection.execute(statement)

    def _address(self, name: str) -> str:
        return f"postgresql+psycopg://{USER}@/{name}?host={quote(str(self.socket))}"


def program(name: str) -> str:
    """Return the path of one of PostgreSQL's programs."""
    found = shutil.which(name)
    if found:
        return found
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (folder / name).exists():
            return str(folder / name)
    raise RuntimeError("The tests need PostgreSQL: python3 packaging/start.py test installs it.")


@contextmanager
def server() -> Iterator[Server]:
    """Start a server and stop it at the end. Without fsync: it need not outlive a power cut."""
    if os.getuid() == 0:
        raise RuntimeError("PostgreSQL refuses root. Run the tests with: python3 packaging/start.py test")
    folder = Path(tempfile.mkdtemp(prefix="rpg", dir="/tmp"))
    data = folder / "data"
    try:
        subprocess.run(
            [
                program("initdb"),
                "-D",
                data,
                "-U",
                USER,
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C",
                "--no-sync",
            ],
            check=True,
            capture_output=True,
        )
        options = f"-k {folder} -c listen_addresses='' -c fsync=off -c max_connections=60"
        start = [program("pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start"]
        subprocess.run(start, check=True, stdout=subprocess.DEVNULL)
        try:
            yield Server(folder)
        finally:
            stop = [program("pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "stop"]
            subprocess.run(stop, check=True, stdout=subprocess.DEVNULL)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
