"""`reception patients find` and `drafts`: who is known, and about whom something lies half typed at a desk."""

from __future__ import annotations

import argparse
from typing import Any

from reception.cli import context, output
from reception.domain import span
from reception.services import drafts, patients


def add(nouns: Any, common: argparse.ArgumentParser) -> None:
    """Add the command."""
    verbs = nouns.add_parser("patients", help="find patients").add_subparsers(metavar="VERB", required=True)
    find = verbs.add_parser("find", parents=[common, context.listing()], help="find patients")
    find.add_argument("text", nargs="+", metavar="TEXT", help="name, number, postcode or birth date")
    find.set_defaults(command=show)
    half = verbs.add_parser(
        "drafts", parents=[common, context.listing()], help="where something about somebody lies half typed"
    )
    half.add_argument(
        "text", nargs="+", metavar="TEXT", help="name or number, of somebody known or only typed"
    )
    half.set_defaults(command=show_drafts)


def show(args: argparse.Namespace) -> None:
    """Print the patients that a text finds."""
    with context.at_desk(args) as desk, desk.store.read() as reader:
        found = [line.patient for line in patients.find(reader, " ".join(args.text), limit=50)]
    rows = [
        {
            "id": str(patient.id),
            "name": patient.name,
            "phone": patient.phone,
            "email": patient.email,
            "date_of_birth": patient.date_of_birth.isoformat() if patient.date_of_birth else None,
            "postcode": patient.postcode,
            "needs": ", ".join(patient.needs),
        }
        for patient in found
    ]
    output.show(rows, as_json=getattr(args, "json", False), empty="Nobody by that name or number.")


def show_drafts(args: argparse.Namespace) -> None:
    """Print where something about somebody lies half typed, and whose it is; what was typed is theirs to see."""
    with context.at_desk(args) as desk, desk.store.read() as reader:
        rows = [
            {
                "kind": draft.kind,
                "at": span.iso(draft.at),
                "desk": draft.desk,
                "who": draft.person,
                "patient": drafts.whom(reader, draft),
            }
            for draft in drafts.find(reader, " ".join(args.text))
        ]
    output.show(
        rows, as_json=getattr(args, "json", False), empty="Nothing about anybody like that lies half typed."
    )
