"""`reception slots add`: an extra session of a clinician on one day."""

from __future__ import annotations

import argparse
from typing import Any

from reception.cli import context
from reception.domain import span
from reception.domain.availability import Availability
from reception.domain.ids import AvailabilityId
from reception.services import clinicians, clinics, sessions
from reception.storage.reader import Reader


def add(verbs: Any, common: argparse.ArgumentParser) -> None:
    """Add the command."""
    adding = verbs.add_parser("add", parents=[common], help="an extra session on one day, its slots at once")
    adding.add_argument("--clinician", required=True, metavar="X")
    adding.add_argument("--clinic", required=True, metavar="C")
    adding.add_argument("--day", required=True, metavar="D", help="2026-11-29")
    adding.add_argument("--from", dest="starts", required=True, metavar="T", help="10:00")
    adding.add_argument("--to", dest="ends", required=True, metavar="T", help="12:00")
    adding.add_argument("--minutes", type=int, default=15, metavar="N", help="how long a slot is (15)")
    adding.add_argument(
        "--open", dest="works", action="store_true", help="also on a holiday, closed day or leave"
    )
    adding.set_defaults(command=add_session)


def add_session(args: argparse.Namespace) -> None:
    """Add it, and print what was added and whether it is outside the opening hours."""
    with context.at_desk(args, signed_in=True) as desk:
        with desk.store.read() as reader:
            wanted = _wanted(reader, args)
            found = sessions.before(reader, desk.clock(), wanted)
        done = sessions.add(desk.history, wanted, works_anyway=args.works)
    print(f"{done}, {found.slots} slot{'' if found.slots == 1 else 's'}.")
    for reason in filter(None, (found.clocks, *found.reasons)):
        print(f"Note: {reason}.")
    if found.is_outside_hours:
        print("Note: this is outside the opening hours.")


def _wanted(reader: Reader, args: argparse.Namespace) -> Availability:
    day = span.parse_day(args.day, field="day")
    return Availability(
        id=AvailabilityId(0),
        clinician=clinicians.named(reader, args.clinician).id,
        clinic=clinics.named(reader, args.clinic).id,
        weekday=day.weekday(),
        starts=span.parse_clock(args.starts, field="from"),
        ends=span.parse_clock(args.ends, field="to"),
        slot_minutes=args.minutes,
        valid_from=day,
        valid_to=day,
    )
