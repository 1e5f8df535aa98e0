"""`reception slots`: publish them, and find the free ones."""

from __future__ import annotations

import argparse
from typing import Any

from reception.cli import context, history, output
from reception.domain import span
from reception.domain.ids import SlotId
from reception.services import clinicians, slots, telling
from reception.services.slots import SlotLine


def add(nouns: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands."""
    verbs = nouns.add_parser("slots", help="publish slots, find free ones").add_subparsers(
        metavar="VERB", required=True
    )
    publish = verbs.add_parser("publish", parents=[common], help="open the slots that availability asks for")
    publish.add_argument("--from", dest="first", required=True, metavar="D", help="first day, 2026-11-26")
    publish.add_argument("--weeks", required=True, type=int, metavar="N", help="how many weeks")
    publish.set_defaults(command=publish_slots)
    free = verbs.add_parser("free", parents=[common, context.listing()], help="the next free slots")
    free.add_argument("--clinic", metavar="C")
    free.add_argument("--clinician", metavar="X")
    free.add_argument("--after", metavar="T", help="not before this time of day, 10:15")
    free.add_argument("--before", metavar="T", help="before this time of day")
    free.add_argument("--from", dest="first", metavar="D", help="not before this day")
    free.add_argument("--limit", type=int, default=10, metavar="N")
    free.set_defaults(command=show_free)
    history.add(verbs, common, "what was done to a slot, and to each call in it", show_history)


def publish_slots(args: argparse.Namespace) -> None:
    """Publish, and print what was opened, left out, and in the way."""
    first = span.parse_day(args.first, field="from")
    with context.at_desk(args, signed_in=True) as desk:
        done = slots.publish(desk.history, first=first, weeks=args.weeks)
        with desk.store.read() as reader:
            conflicts = [slots.line(reader, slot.id) for slot in done.plan.conflicts]
    plan = done.plan
    print(f"{len(plan.opening)} slots opened, {len(plan.withdrawing)} withdrawn.")
    for left in plan.left_out:
        print(f"Left out: {left}")
    for line in conflicts:
        print(f"Booked, but no longer in the rota: {_text(line)}. Move the call.")
    for warning in plan.warnings:
        print(f"Note: {warning}")


def show_free(args: argparse.Namespace) -> None:
    """Print the next free slots."""
    after = span.parse_clock(args.after, field="after") if args.after else None
    before = span.parse_clock(args.before, field="before") if args.before else None
    from_day = span.parse_day(args.first, field="from") if args.first else None
    with context.at_desk(args) as desk, desk.store.read() as reader:
        clinic = context.clinic_of(reader, args)
        clinician = clinicians.named(reader, args.clinician) if args.clinician else None
        found = slots.free(
            reader,
            desk.clock(),
            clinic=clinic.id if clinic else None,
            clinician=clinician.id if clinician else None,
            from_day=from_day,
            after=after,
            before=before,
            limit=context.limit_of(args),
        )
    empty = "No free slot. Publish some: reception slots publish --from DAY --weeks N."
    output.show([_row(line) for line in found], as_json=getattr(args, "json", False), empty=empty)


def show_history(args: argparse.Namespace) -> None:
    """Print what was done to a slot and to the calls in it, oldest first."""
    with context.at_desk(args) as desk, desk.store.read() as reader:
        found = telling.history_of_slot(reader, slots.line(reader, SlotId(args.id)).id)
    history.show(args, found)


def _row(line: SlotLine) -> dict[str, Any]:
    return {
        "id": str(line.slot.id),
        "clinic": line.clinic.name,
        "clinician": line.clinician.name,
        "starts_at": span.iso(line.slot.starts_at),
        "ends_at": span.iso(line.slot.ends_at),
        "status": "free",
    }


def _text(line: SlotLine) -> str:
    return f"{span.moment_text(line.slot.starts_at)}, {line.clinic.name}, {line.clinician.name}"
