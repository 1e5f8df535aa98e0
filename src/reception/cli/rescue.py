"""`reception calls rescue`: freeze what is free where somebody is away or a clinic closes, and list whom to ring."""

from __future__ import annotations

import argparse
from typing import Any

from reception.cli import context, output
from reception.cli.call_row import row
from reception.desk import Desk
from reception.domain import span
from reception.domain.errors import Refusal
from reception.domain.rescue import Rescue
from reception.services import clinicians, clinics, rescue
from reception.services.rescue import Stranded
from reception.storage.reader import Reader

ALL = "all"


def add(verbs: Any, common: argparse.ArgumentParser) -> None:
    """Add the command."""
    parser = verbs.add_parser(
        "rescue",
        parents=[common, context.listing()],
        help="the booked calls where nothing is offered any more; freeze some days first",
    )
    parser.add_argument("--clinic", metavar="C", help="list those of one clinic")
    whose = parser.add_mutually_exclusive_group()
    whose.add_argument("--away", metavar="X", help="this clinician is away: freeze their free slots")
    whose.add_argument("--closes", metavar="C", help=f"this clinic closes, or {ALL} of them")
    parser.add_argument(
        "--first", dest="first_day", metavar="D", help="first day, 2026-11-26 (else today from now)"
    )
    parser.add_argument("--last", dest="last_day", metavar="D", help="last day (else the first)")
    parser.add_argument(
        "--from", dest="starts", metavar="T", help="on the first day from this time on, 11:00"
    )
    parser.add_argument("--until", dest="ends", metavar="T", help="on the last day until this time")
    parser.add_argument("--reason", default="", metavar="R")
    parser.set_defaults(command=show)


def show(args: argparse.Namespace) -> None:
    """Print the booked calls that need another time, earliest first, each with two free ones."""
    begins = args.away is not None or args.closes is not None
    with context.at_desk(args, signed_in=begins) as desk:
        said = _begin(desk, args) if begins else _check_nothing_said(args)
        with desk.store.read() as reader:
            clinic = context.clinic_of(reader, args)
            found = rescue.work_list(reader, desk.clock(), clinic.id if clinic else None)
    as_json = getattr(args, "json", False)
    if said and not as_json:
        print(said)
    output.show([_row(one) for one in found], as_json=as_json, empty="Every booked call has its time.")


def _begin(desk: Desk, args: argparse.Namespace) -> str:
    with desk.store.read() as reader:
        wanted = _wanted(desk, reader, args)
    return f"{rescue.begin(desk.history, wanted)}."


def _check_nothing_said(args: argparse.Namespace) -> str:
    """Refuse days and times of nobody: they would be thought to be frozen."""
    for name in ("first_day", "last_day", "starts", "ends", "reason"):
        if getattr(args, name):
            raise Refusal("Say who is away with --away, or which clinic closes with --closes.", field="away")
    return ""


def _wanted(desk: Desk, reader: Reader, args: argparse.Namespace) -> Rescue:
    now = span.london(desk.clock())
    first = span.parse_day(args.first_day, field="first") if args.first_day else now.date()
    starts = span.parse_clock(args.starts, field="from") if args.starts else None
    if starts is None and first == now.date():
        starts = now.time().replace(second=0, microsecond=0)
    closes = clinics.named(reader, args.closes) if args.closes not in (None, ALL) else None
    return Rescue(
        clinician=clinicians.named(reader, args.away).id if args.away is not None else None,
        clinic=closes.id if closes is not None else None,
        first=first,
        last=span.parse_day(args.last_day, field="last") if args.last_day else first,
        starts=starts,
        ends=span.parse_clock(args.ends, field="until") if args.ends else None,
        reason=args.reason,
    )


def _row(one: Stranded) -> dict[str, Any]:
    offers = [f"{span.iso(offer.slot.starts_at)} {offer.clinic.name}" for offer in one.offers]
    return row(one.line) | {"needs": ", ".join(one.line.patient.needs), "why": one.why, "offers": offers}
