"""`reception clinics`: where they are, whether they are open, and when they next have time."""

from __future__ import annotations

import argparse
from typing import Any

from reception.cli import context, output
from reception.domain import span
from reception.domain.clinic import hours_text
from reception.services import clinics


def add(nouns: Any, common: argparse.ArgumentParser) -> None:
    """Add the command."""
    parser = nouns.add_parser(
        "clinics", parents=[common, context.listing()], help="the clinics: open now, and next free"
    )
    parser.set_defaults(command=show)


def show(args: argparse.Namespace) -> None:
    """Print the clinics."""
    with context.at_desk(args) as desk, desk.store.read() as reader:
        cards = clinics.cards(reader, desk.clock())
    output.show(
        [_row(card) for card in cards], as_json=getattr(args, "json", False), empty="There are no clinics."
    )


def _row(card: clinics.ClinicCard) -> dict[str, Any]:
    clinic = card.clinic
    return {
        "name": clinic.name,
        "venue": clinic.venue,
        "street": clinic.street,
        "district": clinic.district,
        "postcode": clinic.postcode,
        "phone": clinic.phone,
        "email": clinic.email,
        "hours": hours_text(clinic),
        "open_now": card.state.is_open,
        "next_free": span.iso(card.next_free.starts_at) if card.next_free else None,
    }
