"""`reception journal`, `undo`: what was done, taking it back, and bringing it back."""

from __future__ import annotations

import argparse
import json
from typing import Any

from reception.cli import context, output
from reception.domain import span
from reception.domain.errors import Refusal
from reception.domain.journal import Entry, Way
from reception.services import history

LARGEST_EXACT = 2**53
"""Above it, programs that keep every number as a float change it (RFC 8259, 6)."""


def add(nouns: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands."""
    journal = nouns.add_parser(
        "journal", parents=[common, context.listing()], help="what was done, newest last"
    )
    journal.add_argument("--limit", type=int, default=50, metavar="N")
    journal.set_defaults(command=show)
    undo = nouns.add_parser("undo", parents=[common], help="take back your last change")
    undo.add_argument("--redo", action="store_true", help="bring back what you undid last")
    undo.set_defaults(command=take_back)


def show(args: argparse.Namespace) -> None:
    """Print the newest lines of the journal."""
    with context.at_desk(args) as desk, desk.store.read() as reader:
        lines = history.lines(reader, limit=context.limit_of(args))
    rows = [_row(entry, before, after) for entry, before, after in lines]
    output.show(rows, as_json=getattr(args, "json", False), empty="Nothing was done yet.")


def _row(entry: Entry, before: str | None, after: str | None) -> dict[str, Any]:
    return {
        "seq": entry.seq,
        "at": span.iso(entry.at),
        "who": entry.who,
        "action": entry.deed,
        "subject": entry.subject,
        "before": _with_ids_as_text(before),
        "after": _with_ids_as_text(after),
    }


def _with_ids_as_text(thing: str | None) -> str | None:
    """Return a thing's JSON with its ids as text: a JSON number above 2⁵³ comes out changed in jq and JavaScript."""
    if thing is None:
        return None
    cells = {name: _as_text(cell) for name, cell in json.loads(thing).items()}
    return json.dumps(cells, ensure_ascii=False, separators=(",", ":"))


def _as_text(cell: Any) -> Any:
    if isinstance(cell, list):
        return [_as_text(one) for one in cell]
    return str(cell) if isinstance(cell, int) and abs(cell) > LARGEST_EXACT else cell


def take_back(args: argparse.Namespace) -> None:
    """Undo or redo, and print what."""
    with context.at_desk(args, signed_in=True) as desk:
        try:
            change = desk.history.redo() if args.redo else desk.history.undo()
        except Refusal:
            desk.history.pass_over()
            raise
    print((Way.REDO if args.redo else Way.UNDO).told(str(change)))
