"""`reception calls`: book, list, move, cancel, and record what came of them."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from reception.cli import context, history, output, rescue
from reception.cli.call_row import row
from reception.desk import Desk
from reception.domain import span
from reception.domain.call import Call, CallLine, CancelledBy, Result, already
from reception.domain.change import Change
from reception.domain.details import Details, needs_of, needs_text
from reception.domain.errors import Refusal
from reception.domain.ids import CallId
from reception.domain.patient import NEEDS
from reception.services import calls, clinicians, clinics, pinboard, rearranging, telling, times
from reception.services.calls import Caller


def add(nouns: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands."""
    verbs = nouns.add_parser("calls", help="book, list, move, cancel, record").add_subparsers(
        metavar="VERB", required=True
    )
    _add_book(verbs, common)
    listing = verbs.add_parser("list", parents=[common, context.listing()], help="the calls of a week")
    listing.add_argument("--week", required=True, metavar="W", help="2026-W48")
    listing.add_argument("--clinic", metavar="C")
    listing.set_defaults(command=show)
    move = verbs.add_parser("move", parents=[common], help="move a call to another slot")
    move.add_argument("id", type=int, metavar="ID")
    move.add_argument("--to", required=True, metavar='"D T"')
    move.add_argument("--clinic", metavar="C", help="another clinic than now")
    move.set_defaults(command=move_call)
    cancel = verbs.add_parser("cancel", parents=[common], help="cancel a call")
    cancel.add_argument("id", type=int, metavar="ID")
    cancel.add_argument("--by", required=True, choices=[str(by) for by in CancelledBy])
    cancel.add_argument("--reason", required=True, metavar="R")
    cancel.set_defaults(command=cancel_call)
    outcome = verbs.add_parser("outcome", parents=[common], help="record what came of a call")
    outcome.add_argument("id", type=int, metavar="ID")
    outcome.add_argument("result", choices=[str(result) for result in Result], metavar="RESULT")
    outcome.add_argument("--note", default="", metavar="TEXT")
    outcome.add_argument("--at", metavar='"D T"', help="when to call back, or when the consultation is")
    outcome.set_defaults(command=record)
    close = verbs.add_parser(
        "close", parents=[common], help="close a call as not reached, after its last try"
    )
    close.add_argument("id", type=int, metavar="ID")
    close.set_defaults(command=close_call)
    _add_rearranging(verbs, common)
    history.add(verbs, common, "what was done to a call: when, by whom, from what to what", show_history)


def _add_rearranging(verbs: Any, common: argparse.ArgumentParser) -> None:
    swap = verbs.add_parser("swap", parents=[common], help="let two calls swap their times")
    swap.add_argument("id", type=int, metavar="ID")
    swap.add_argument("other", type=int, metavar="ID")
    swap.set_defaults(command=swap_calls)
    again = verbs.add_parser("uncancel", parents=[common], help="book a cancelled call again at its old time")
    again.add_argument("id", type=int, metavar="ID")
    again.set_defaults(command=take_up_call)
    park = verbs.add_parser("park", parents=[common], help="put a call on the pinboard, or take it off")
    park.add_argument("id", type=int, metavar="ID")
    park.add_argument("--off", action="store_true", help="take it off the pinboard")
    park.set_defaults(command=park_call)
    parked = verbs.add_parser("parked", parents=[common, context.listing()], help="the calls on the pinboard")
    parked.add_argument("--clinic", metavar="C")
    parked.set_defaults(command=show_parked)
    rescue.add(verbs, common)


def _add_book(verbs: Any, common: argparse.ArgumentParser) -> None:
    book = verbs.add_parser("book", parents=[common, context.listing()], help="book a call into a free slot")
    book.add_argument("--clinic", required=True, metavar="C")
    book.add_argument("--at", required=True, metavar='"D T"', help="2026-11-26 10:15")
    book.add_argument("--name", required=True, metavar="N")
    book.add_argument("--phone", required=True, metavar="P")
    book.add_argument("--clinician", metavar="X")
    book.add_argument("--about", default="", metavar="A")
    book.add_argument(
        "--needs", default="", metavar="N", help=f"added to those known: {needs_text(NEEDS)}, or any words"
    )
    book.add_argument("--preferred-times", default="", metavar="T", help="instead of those known: mornings")
    book.set_defaults(command=book_call)


def book_call(args: argparse.Namespace) -> None:
    """Book a call and print it."""
    at = span.parse_moment(args.at)
    with context.at_desk(args, signed_in=True) as desk:
        times.check_to_come(at, desk.clock())
        with desk.store.read() as reader:
            clinic = clinics.named(reader, args.clinic)
            clinician = clinicians.named(reader, args.clinician).id if args.clinician else None
            slot = times.slot_at(reader, at, clinic, clinician)
        details = Details(needs=needs_of(args.needs), preferred_times=args.preferred_times)
        caller = Caller(name=args.name, phone=args.phone, details=details)
        with desk.store.read() as reader:
            others = calls.booked_for(reader, caller)
        change = calls.book(desk.history, slot.id, caller, about=args.about)
        line = _line(desk, _booked(change).id)
    if others:
        print(already(others), file=sys.stderr)
    if getattr(args, "json", False):
        output.show([row(line)], as_json=True, empty="")
    else:
        print(f"Booked call {line.id}: {line.subject}, {line.clinic.name}, {line.clinician.name}")


def _booked(change: Change) -> Call:
    return next(edit.after for edit in change.edits if isinstance(edit.after, Call))


def _line(desk: Desk, call: int) -> CallLine:
    with desk.store.read() as reader:
        return calls.get(reader, CallId(call))


def show(args: argparse.Namespace) -> None:
    """Print the calls of a week."""
    monday = span.parse_week(args.week)
    with context.at_desk(args) as desk, desk.store.read() as reader:
        clinic = context.clinic_of(reader, args)
        found = calls.of_week(reader, monday, clinic.id if clinic else None)
    empty = f"No calls in {span.week_text(monday)}."
    output.show([row(line) for line in found], as_json=getattr(args, "json", False), empty=empty)


def move_call(args: argparse.Namespace) -> None:
    """Move a call and print from where to where, and with whom where that changes."""
    at = span.parse_moment(args.to, field="to")
    with context.at_desk(args, signed_in=True) as desk:
        line = _line(desk, args.id)
        times.check_to_come(at, desk.clock())
        with desk.store.read() as reader:
            clinic = context.clinic_of(reader, args) or line.clinic
            slot = times.slot_to_move_to(reader, line, at, clinic)
        change = calls.move(desk.history, line.call, slot.id)
        now = _line(desk, args.id).clinician
    print(change if now.id == line.clinician.id else f"{change}, now with {now.name}")


def cancel_call(args: argparse.Namespace) -> None:
    """Cancel a call."""
    with context.at_desk(args, signed_in=True) as desk:
        line = _line(desk, args.id)
        print(calls.cancel(desk.history, line.call, by=CancelledBy(args.by), reason=args.reason))


def record(args: argparse.Namespace) -> None:
    """Record what came of a call, and print when to try next."""
    at, result = span.parse_moment(args.at) if args.at else None, Result(args.result)
    if at is not None and result not in (Result.CALL_BACK, Result.CONSULTATION_BOOKED):
        raise Refusal(
            f"--at goes with call-back and consultation-booked, not with {result}. Leave it out.", field="at"
        )
    with context.at_desk(args, signed_in=True) as desk:
        line = _line(desk, args.id)
        change = calls.record(
            desk.history,
            line.call,
            result,
            note=args.note,
            call_back_at=at if result is Result.CALL_BACK else None,
            consultation_at=at if result is Result.CONSULTATION_BOOKED else None,
        )
        after = _line(desk, args.id).call
        warning = _outside_hours(desk, line, after)
    if warning:
        print(warning, file=sys.stderr)
    print(change)
    if after.next_try is not None:
        print(f"Next try: {span.moment_text(after.next_try)}")


def _outside_hours(desk: Desk, line: CallLine, after: Call) -> str:
    """Return a warning of a call back at a time at which the clinic is closed, or nothing."""
    if after.outcome is not Result.CALL_BACK or after.next_try is None:
        return ""
    with desk.store.read() as reader:
        return times.outside_hours(reader, line.clinic.id, after.next_try)


def close_call(args: argparse.Namespace) -> None:
    """Close a call as not reached."""
    with context.at_desk(args, signed_in=True) as desk:
        print(calls.give_up(desk.history, _line(desk, args.id).call))


def swap_calls(args: argparse.Namespace) -> None:
    """Let two calls swap their times."""
    with context.at_desk(args, signed_in=True) as desk:
        print(rearranging.swap(desk.history, CallId(args.id), CallId(args.other)))


def take_up_call(args: argparse.Namespace) -> None:
    """Book a cancelled call again."""
    with context.at_desk(args, signed_in=True) as desk:
        print(rearranging.take_up(desk.history, CallId(args.id)))


def park_call(args: argparse.Namespace) -> None:
    """Put a call on the pinboard, or take it off."""
    act = pinboard.take_off if args.off else pinboard.park
    with context.at_desk(args, signed_in=True) as desk:
        print(act(desk.history, CallId(args.id)))


def show_parked(args: argparse.Namespace) -> None:
    """Print the pinboard, longest parked first."""
    with context.at_desk(args) as desk, desk.store.read() as reader:
        clinic = context.clinic_of(reader, args)
        found = pinboard.parked(reader, clinic.id if clinic else None)
    rows = [row(one.line) | {"parked_at": span.iso(one.pin.at), "parked_by": one.by} for one in found]
    output.show(rows, as_json=getattr(args, "json", False), empty="Nothing is on the pinboard.")


def show_history(args: argparse.Namespace) -> None:
    """Print what was done to a call, oldest first."""
    with context.at_desk(args) as desk, desk.store.read() as reader:
        found = telling.history_of_call(reader, calls.get(reader, CallId(args.id)).call)
    history.show(args, found)
