"""`reception clinicians`: who makes the calls."""

from __future__ import annotations

import argparse
from typing import Any

from reception.cli import context, output
from reception.services import clinicians


def add(nouns: Any, common: argparse.ArgumentParser) -> None:
    """Add the command."""
    parser = nouns.add_parser("clinicians", parents=[common, context.listing()], help="who makes the calls")
    parser.set_defaults(command=show)


def show(args: argparse.Namespace) -> None:
    """Print the clinicians."""
    with context.at_desk(args) as desk, desk.store.read() as reader:
        known = clinicians.working(reader)
    rows = [{"name": c.name, "qualifications": c.qualifications, "title": c.title} for c in known]
    output.show(rows, as_json=getattr(args, "json", False), empty="There are no clinicians.")
