"""`reception slots`: publish them, and find the free ones."""

from __future__ import annotations

import argparse
from datetime import time
from functools import partial
from typing import Any

from reception.cli import adding, blocking, context, history, output
from reception.domain import span, wish
from reception.domain.gap import OpenDay
from reception.domain.ids import OpenDayId, SlotId
from reception.domain.time_of_day import read_clock
from reception.services import clinicians, clinics, organisation, publishing, slots, telling
from reception.services.slots import SlotLine
from reception.storage.reader import Reader

NOTHING = "No free slot. Publish some: reception slots publish --from DAY --weeks N."


def add(nouns: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands."""
    verbs = nouns.add_parser("slots", help="publish slots, find free ones, block them").add_subparsers(
        metavar="VERB", required=True
    )
    publish = verbs.add_parser("publish", parents=[common], help="open the slots that availability asks for")
    publish.add_argument("--from", dest="first", metavar="D", help="first day, 2026-11-26 (else today)")
    publish.add_argument("--weeks", type=int, metavar="N", help="how many weeks (else what Settings say)")
    publish.add_argument(
        "--open",
        action="append",
        default=[],
        metavar="D[=C]",
        help="work on a day that would be left out, at all clinics or at one",
    )
    publish.set_defaults(command=publish_slots)
    adding.add(verbs, common)
    blocking.add(verbs, common)
    free = verbs.add_parser("free", parents=[common, context.listing()], help="the next free slots")
    free.add_argument("--clinic", metavar="C")
    free.add_argument("--clinician", metavar="X")
    free.add_argument("--after", metavar="T", help="not before this time of day, 10:15 or 4pm")
    free.add_argument("--before", metavar="T", help="before this time of day")
    free.add_argument("--from", dest="first", metavar="D", help="not before this day")
    free.add_argument("--limit", type=int, default=10, metavar="N")
    free.set_defaults(command=show_free)
    history.add(verbs, common, "what was done to a slot, and to each call in it", show_history)


def publish_slots(args: argparse.Namespace) -> None:
    """Publish, and print what was opened, left out, and in the way."""
    first = span.parse_day(args.first, field="from") if args.first else None
    with context.at_desk(args, signed_in=True) as desk:
        with desk.store.read() as reader:
            opening = [_open_day(reader, text) for text in args.open]
            weeks = args.weeks if args.weeks is not None else organisation.get(reader).weeks_ahead
        start = first or span.london_day(desk.clock())
        done = publishing.publish(desk.history, first=start, weeks=weeks, opening=opening)
    plan = done.plan
    print(f"{plan.offered:,} slots opened, {len(plan.withdrawing):,} withdrawn.")
    if plan.waiting:
        print(publishing.waiting_text(plan))
    for left in plan.left_out:
        print(f"Left out: {left}")
    for line in done.calls:
        print(f"Stays booked: {blocking.call_text(line)} – {plan.why(line.slot.id)}. Move the call.")
    for warning in plan.warnings:
        print(f"Note: {warning}")


def _open_day(reader: Reader, text: str) -> OpenDay:
    """Read `2026-12-28`, or `2026-12-28=Bedford`."""
    day, _, clinic = text.partition("=")
    where = clinics.named(reader, clinic).id if clinic else None
    return OpenDay(id=OpenDayId(0), day=span.parse_day(day, field="open"), clinic=where)


def show_free(args: argparse.Namespace) -> None:
    """Print the next free slots."""
    after, before = _time(args.after, "after"), _time(args.before, "before")
    wish.check_times(after, before)
    from_day = span.parse_day(args.first, field="from") if args.first else None
    with context.at_desk(args) as desk, desk.store.read() as reader:
        clinic = context.clinic_of(reader, args)
        clinician = clinicians.named(reader, args.clinician) if args.clinician else None
        read = partial(
            slots.free,
            reader,
            desk.clock(),
            clinic=clinic.id if clinic else None,
            clinician=clinician.id if clinician else None,
            from_day=from_day,
        )
        found = read(after=after, before=before, limit=context.limit_of(args))
        empty = NOTHING if found or not read(limit=1) else _nothing_then(after, before)
    output.show([_row(line) for line in found], as_json=getattr(args, "json", False), empty=empty)


def _time(text: str | None, field: str) -> time | None:
    """Read a time of day as the window's fields do; none where none is given."""
    if not text:
        return None
    return read_clock(text.strip().casefold()) or span.parse_clock(text, field=field)


def _nothing_then(after: time | None, before: time | None) -> str:
    """Return the sentence for times of day at which nothing is free, while something is at others."""
    limits = [f"{word} {at:%H:%M}" for word, at in (("after", after), ("before", before)) if at is not None]
    return f"No slot is free {' and '.join(limits)}. Choose another time."


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
