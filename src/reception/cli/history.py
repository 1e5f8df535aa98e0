"""`calls history`, `slots history`: what was done to one thing."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from reception.cli import context, output
from reception.cli.context import Command
from reception.domain import span
from reception.services.telling import Told


def add(verbs: Any, common: argparse.ArgumentParser, what: str, command: Command) -> None:
    """Add the command that tells the history of one thing."""
    verb = verbs.add_parser("history", parents=[common, context.listing()], help=what)
    verb.add_argument("id", type=int, metavar="ID")
    verb.set_defaults(command=command)


def show(args: argparse.Namespace, lines: Sequence[Told]) -> None:
    """Print a history, oldest first."""
    rows = [
        {
            "seq": line.seq,
            "at": span.iso(line.at),
            "who": line.who,
            "what": line.text,
            "from": line.before or None,
            "to": line.after or None,
        }
        for line in lines
    ]
    output.show(rows, as_json=getattr(args, "json", False), empty="Nothing was done to it yet.")
