"""`reception export calls`: the weekly call list as a file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from reception.cli import context
from reception.domain import span
from reception.services import lists

FORMATS = ("csv", "xlsx", "pdf", "ics", "fhir")


def add(nouns: Any, common: argparse.ArgumentParser) -> None:
    """Add the command."""
    things = nouns.add_parser("export", help="the weekly call list as a file").add_subparsers(
        metavar="THING", required=True
    )
    calls = things.add_parser("calls", parents=[common], help="the calls of a week")
    calls.add_argument("--week", required=True, metavar="W", help="2026-W48")
    calls.add_argument("--format", required=True, choices=FORMATS)
    calls.add_argument("--output", required=True, type=Path, metavar="PATH")
    calls.add_argument("--clinic", metavar="C")
    calls.set_defaults(command=export_calls)


def export_calls(args: argparse.Namespace) -> None:
    """Write the list of a week; an existing file is replaced whole, or not at all."""
    monday = span.parse_week(args.week)
    if args.format not in lists.FORMATS:
        raise context.not_yet(f"The format {args.format}")
    with context.at_desk(args) as desk:
        with desk.store.read() as reader:
            clinic = context.clinic_of(reader, args)
            week = lists.week(reader, monday, clinic.id if clinic else None, now=desk.clock())
        lists.export(desk.store, week, args.output, args.format)
    count = "1 call" if len(week.lines) == 1 else f"{len(week.lines)} calls"
    print(f"{count} of {span.week_text(monday)} written to {args.output}")
