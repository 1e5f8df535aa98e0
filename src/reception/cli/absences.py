"""`reception closures` and `reception leave`: list them, add one, take one out."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from reception.cli import blocking, context, output
from reception.domain import span
from reception.domain.change import Change
from reception.domain.clinic import Clinic
from reception.domain.clinician import Clinician
from reception.domain.closure import EVERYWHERE, Closure
from reception.domain.errors import Refusal
from reception.domain.ids import CallId, ClosureId, LeaveId
from reception.domain.leave import Leave
from reception.services import absences, clinicians, closures, leave
from reception.services.history import History
from reception.storage.reader import Reader


@dataclass(frozen=True)
class _Kind:
    noun: str
    help: str
    whose: str
    make: Callable[[Reader, argparse.Namespace], Closure | Leave]
    empty: str


def add(nouns: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands."""
    for kind in KINDS:
        parser = nouns.add_parser(kind.noun, parents=[common, context.listing()], help=kind.help)
        parser.set_defaults(command=show, kind=kind)
        verbs = parser.add_subparsers(metavar="VERB")
        adding = verbs.add_parser("add", parents=[common], help="add one")
        adding.add_argument(f"--{kind.whose}", required=kind.whose == "clinician", metavar="NAME")
        adding.add_argument("--first", required=True, metavar="D", help="first day, 2026-12-24")
        adding.add_argument("--last", metavar="D", help="last day (else the first)")
        adding.add_argument("--from", dest="starts", metavar="T", help="only from this time on, 13:00")
        adding.add_argument("--until", dest="ends", metavar="T", help="only until this time")
        adding.add_argument("--reason", default="", metavar="R")
        adding.add_argument("--keep-booked", action="store_true", help="though calls are booked in it")
        adding.set_defaults(command=add_one, kind=kind)
        removing = verbs.add_parser("remove", parents=[common], help="take one out")
        removing.add_argument("id", type=int, metavar="ID")
        removing.set_defaults(command=remove_one, kind=kind)


def _closure(reader: Reader, args: argparse.Namespace) -> Closure:
    where = context.clinic_of(reader, args)
    return Closure(id=ClosureId(0), clinic=where.id if where else None, **_days(args))


def _leave(reader: Reader, args: argparse.Namespace) -> Leave:
    return Leave(id=LeaveId(0), clinician=clinicians.named(reader, args.clinician).id, **_days(args))


def _days(args: argparse.Namespace) -> dict[str, Any]:
    first = span.parse_day(args.first, field="first")
    return {
        "first": first,
        "last": span.parse_day(args.last, field="last") if args.last else first,
        "starts": span.parse_clock(args.starts, field="from") if args.starts else None,
        "ends": span.parse_clock(args.ends, field="until") if args.ends else None,
        "reason": args.reason,
    }


KINDS = (
    _Kind("closures", "days on which a clinic is closed", "clinic", _closure, "No closure is to come."),
    _Kind("leave", "days on which a clinician is away", "clinician", _leave, "Nobody is going to be away."),
)


def show(args: argparse.Namespace) -> None:
    """Print what is not over yet, the next first."""
    with context.at_desk(args) as desk, desk.store.read() as reader:
        now = desk.clock()
        found: list[Any] = reader.all(Closure if args.kind.whose == "clinic" else Leave)
        coming = sorted((x for x in found if x.last >= span.london_day(now)), key=lambda one: one.first)
        rows = [
            {
                "id": one.id,
                args.kind.whose: _name(reader, one),
                "first": str(one.first),
                "last": str(one.last),
                "from": f"{one.starts:%H:%M}" if one.starts else "",
                "until": f"{one.ends:%H:%M}" if one.ends else "",
                "reason": one.reason,
                "booked": len(absences.effect(reader, one, now).booked),
            }
            for one in coming
        ]
    output.show(rows, as_json=getattr(args, "json", False), empty=args.kind.empty)


def add_one(args: argparse.Namespace) -> None:
    """Add a closure or leave, and print which calls stay booked in it."""
    with context.at_desk(args, signed_in=True) as desk:
        with desk.store.read() as reader:
            wanted = args.kind.make(reader, args)
        change = _add(desk.history, wanted, None if args.keep_booked else ())
        print(f"{change}.")
        added: Any = change.edits[0].after
        with desk.store.read() as reader:
            told = absences.effect(reader, added, desk.clock())
    print(f"{told.free:,} free slots are not offered while it lasts.")
    for line in told.booked:
        print(f"Stays booked: {blocking.call_text(line)}. Move or cancel the call.")


def _add(history: History, wanted: Closure | Leave, named: Collection[CallId] | None) -> Change:
    try:
        if isinstance(wanted, Leave):
            return leave.take(history, wanted, named)
        with history.store.read() as reader:
            where = reader.get(Clinic, wanted.clinic) if wanted.clinic is not None else None
        return closures.close(history, wanted, where, named)
    except absences.Covers as covers:
        raise Refusal(f"{covers.told} Move what is booked first, or add --keep-booked.") from covers


def remove_one(args: argparse.Namespace) -> None:
    """Take one out again."""
    with context.at_desk(args, signed_in=True) as desk:
        with desk.store.read() as reader:
            found: Any = reader.get(Closure if args.kind.whose == "clinic" else Leave, args.id)
            name = _name(reader, found)
        done = (
            closures.reopen(desk.history, found, name)
            if isinstance(found, Closure)
            else leave.end(desk.history, found)
        )
    print(f"{done}.")


def _name(reader: Reader, one: Closure | Leave) -> str:
    if isinstance(one, Leave):
        return reader.get(Clinician, one.clinician).name
    return reader.get(Clinic, one.clinic).name if one.clinic is not None else EVERYWHERE
