"""`reception slots block`, `release`, `withdraw`: one slot, or all of a stretch of time."""

from __future__ import annotations

import argparse
from datetime import timedelta
from typing import Any

from reception.cli import context
from reception.desk import Desk
from reception.domain import span
from reception.domain.call import CallLine
from reception.domain.errors import Refusal
from reception.domain.slot import BlockKind, several
from reception.domain.span import Span
from reception.services import clinicians, clinics, slots
from reception.services.slots import Stretch, Touched

HELP = {
    "block": "take free slots out of booking for now",
    "withdraw": "take free or blocked slots out of the diary",
    "release": "give blocked, withdrawn or not yet opened slots back to booking",
}


def add(verbs: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands."""
    for verb, told in HELP.items():
        parser = verbs.add_parser(verb, parents=[common], help=told)
        parser.add_argument("--clinic", required=True, metavar="C")
        parser.add_argument("--clinician", metavar="X", help="one clinician, else all of the clinic")
        parser.add_argument("--from", dest="start", required=True, metavar='"D T"', help="2026-11-26 12:00")
        parser.add_argument("--to", dest="end", metavar='"D T"', help="until then (else one slot)")
        if verb != "release":
            parser.add_argument("--reason", default="", metavar="R", help="why, in any words")
            parser.add_argument("--kind", choices=[str(kind) for kind in BlockKind], help="what it is for")
        parser.set_defaults(command=change, verb=verb)


def change(args: argparse.Namespace) -> None:
    """Block, release or withdraw what a stretch of time touches, and print which calls stay booked in it."""
    with context.at_desk(args, signed_in=True) as desk:
        stretch, found = _touched(desk, args)
        chosen = {
            "block": found.free,
            "withdraw": (*found.free, *found.blocked),
            "release": (*found.blocked, *found.later, *found.withdrawn),
        }[args.verb]
        if not chosen:
            raise Refusal(_nothing(args.verb, stretch, found))
        if args.verb == "release":
            slots.release(desk.history, chosen)
        else:
            kind = BlockKind(args.kind) if args.kind else None
            act = slots.block if args.verb == "block" else slots.withdraw
            act(desk.history, chosen, args.reason, kind)
    done = {"block": "blocked", "withdraw": "withdrawn", "release": "released"}[args.verb]
    print(f"{len(chosen)} slot{'' if len(chosen) == 1 else 's'} {done}: {several(chosen)}.")
    for line in found.booked if args.verb != "release" else ():
        print(f"Stays booked: {call_text(line)}. Move or cancel the call.")


def _touched(desk: Desk, args: argparse.Namespace) -> tuple[Stretch, Touched]:
    start = span.parse_moment(args.start, field="from")
    end = span.parse_moment(args.end, field="to") if args.end else start + timedelta(minutes=1)
    with desk.store.read() as reader:
        stretch = Stretch(
            clinic=clinics.named(reader, args.clinic).id,
            clinician=clinicians.named(reader, args.clinician).id if args.clinician else None,
            span=Span(start, end),
        )
        return stretch, slots.touched(reader, stretch, desk.clock())


def _nothing(verb: str, stretch: Stretch, found: Touched) -> str:
    """Return why there is nothing to do."""
    first, last = span.moment_text(stretch.span.start), span.moment_text(stretch.span.end)
    what = "blocked or withdrawn" if verb == "release" else "free"
    booked = f" {len(found.booked)} booked: move or cancel the call first." if found.booked else ""
    return f"No {what} slot lies between {first} and {last}.{booked or ' Choose another time.'}"


def call_text(line: CallLine) -> str:
    """Return `Jane Holt, Thu 26 Nov 10:15, London, Mr Oliver Eaton`."""
    return f"{line.patient.name}, {span.moment_text(line.slot.starts_at)}, {line.clinic.name}, {line.clinician.name}"
