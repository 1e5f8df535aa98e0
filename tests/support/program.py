"""The program as a process of its own: its commands from outside, on a diary that starts next Monday."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from reception.domain import span
from reception.domain.span import LONDON

NEXT_MONDAY: date = span.monday(datetime.now(LONDON).date()) + timedelta(days=7)
WEEK = span.week_text(NEXT_MONDAY)
PATIENCE = 60
"""Seconds after which a command that does not end has hung."""


def book(at: str = "10:15", name: str = "Nora Blake", phone: str = "07700 900481") -> list[str]:
    """Return the words of a booking in London next Monday."""
    return [
        "calls", "book", "--clinic", "London", "--at", f"{NEXT_MONDAY} {at}", "--name", name, "--phone", phone,
    ]  # fmt: skip


@dataclass(frozen=True)
class Program:
    """`python -m reception` on one diary; `before` runs in the new process first."""

    database: Path | str
    before: Callable[[], None] | None = None
    prefix: tuple[str, ...] = ()

    def run(
        self, *words: object, input: str | None = None, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """Run a command, perhaps with something typed, and wait for its end."""
        command = [*self.prefix, sys.executable, "-m", "reception", "--database", str(self.database)]
        return subprocess.run(
            [*command, *map(str, words)],
            capture_output=True, text=True, timeout=PATIENCE, env=os.environ | environment,
            preexec_fn=self.before, input=input,
        )  # fmt: skip

    def does(self, *words: object, **environment: str) -> str:
        """Run a command that must succeed; return what it printed."""
        done = self.run(*words, **environment)
        assert (done.returncode, done.stderr) == (0, ""), done
        return done.stdout

    def refuses(self, *words: object, **environment: str) -> str:
        """Run a command that must be refused in one line, exit 1; return that sentence."""
        done = self.run(*words, **environment)
        assert (done.returncode, done.stdout) == (1, ""), done
        assert done.stderr.count("\n") == 1, done.stderr
        assert "Traceback" not in done.stderr
        assert "Something went wrong" not in done.stderr
        return done.stderr.rstrip("\n")


def started(database: Path | str) -> Program:
    """Make a diary with a week published and Jane Holt booked at 10:00."""
    program = Program(database)
    program.does("database", "create")
    program.does("slots", "publish", "--from", NEXT_MONDAY, "--weeks", 1)
    program.does(*book("10:00", "Jane Holt", "07700 900334"))
    return program
