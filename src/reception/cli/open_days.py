"""`reception open-days`: days worked in spite of a holiday, a closure or leave; list them, add one, take one out."""

from __future__ import annotations

import argparse
from typing import Any

from reception.cli import context, output
from reception.domain import span
from reception.domain.gap import OpenDay
from reception.domain.ids import OpenDayId
from reception.services import clinicians, clinics, open_days
from reception.storage.reader import Reader


def add(nouns: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands."""
    parser = nouns.add_parser(
        "open-days",
        parents=[common, context.listing()],
        help="days worked in spite of a holiday, a closure or leave",
    )
    parser.set_defaults(command=show)
    verbs = parser.add_subparsers(metavar="VERB")
    adding = verbs.add_parser("add", parents=[common], help="work on one day all the same")
    adding.add_argument("--day", required=True, metavar="D", help="2026-12-28")
    whose = adding.add_mutually_exclusive_group()
    whose.add_argument("--clinic", metavar="C", help="at one clinic (else at all)")
    whose.add_argument("--clinician", metavar="X", help="one clinician, in spite of leave")
    adding.add_argument("--reason", default="", metavar="R")
    adding.set_defaults(command=add_one)
    removing = verbs.add_parser("remove", parents=[common], help="take one out")
    removing.add_argument("id", type=int, metavar="ID")
    removing.set_defaults(command=remove_one)


def show(args: argparse.Namespace) -> None:
    """Print the days that are not over, the next first."""
    with context.at_desk(args) as desk, desk.store.read() as reader:
        today = span.london_day(desk.clock())
        coming = sorted((one for one in reader.all(OpenDay) if one.day >= today), key=lambda one: one.day)
        rows = [
            {
                "id": str(one.id),
                "day": str(one.day),
                "who": open_days.name_of(reader, one),
                "reason": one.reason,
            }
            for one in coming
        ]
    output.show(rows, as_json=getattr(args, "json", False), empty="No day is worked all the same.")


def add_one(args: argparse.Namespace) -> None:
    """Open a day; where it is published, its slots come at once."""
    with context.at_desk(args, signed_in=True) as desk:
        with desk.store.read() as reader:
            wanted = _wanted(reader, args)
        done = open_days.open_(desk.history, [wanted])
    print(f"{done}.")


def _wanted(reader: Reader, args: argparse.Namespace) -> OpenDay:
    return OpenDay(
        id=OpenDayId(0),
        day=span.parse_day(args.day, field="day"),
        clinic=clinics.named(reader, args.clinic).id if args.clinic else None,
        clinician=clinicians.named(reader, args.clinician).id if args.clinician else None,
        reason=args.reason,
    )


def remove_one(args: argparse.Namespace) -> None:
    """Take one out again: holidays, closures and leave hold on it again."""
    with context.at_desk(args, signed_in=True) as desk:
        with desk.store.read() as reader:
            found = reader.get(OpenDay, OpenDayId(args.id))
        done = open_days.close(desk.history, found)
    print(f"{done}.")
