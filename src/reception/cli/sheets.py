"""`reception sheets`: the library, import, approval, and a sheet as PDF."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from reception.cli import context, output
from reception.domain import span
from reception.domain.errors import Refusal
from reception.domain.sheet import Edition, Output, Sheet
from reception.services import sheets, staff
from reception.services.sheets import Giving, SheetLine

YEARS = 2
"""Until the next review, where nobody says otherwise."""


def add(nouns: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands."""
    parser = nouns.add_parser(
        "sheets", parents=[common, context.listing()], help="patient information sheets"
    )
    parser.set_defaults(command=show)
    verbs = parser.add_subparsers(metavar="VERB")
    importing = verbs.add_parser("import", parents=[common], help="read a .txt or .md file as a draft")
    importing.add_argument("file", type=Path, metavar="FILE")
    importing.set_defaults(command=import_file)
    approve = verbs.add_parser("approve", parents=[common], help="approve the newest draft of a sheet")
    approve.add_argument("slug", metavar="SLUG")
    approve.add_argument("--by", required=True, metavar="NAME", help="the clinician who approves")
    approve.add_argument("--review", metavar="D", help=f"the next review date (else in {YEARS} years)")
    approve.set_defaults(command=approve_draft)
    pdf = verbs.add_parser("pdf", parents=[common], help="save a sheet as PDF")
    pdf.add_argument("slug", metavar="SLUG")
    pdf.add_argument("--output", required=True, type=Path, metavar="PATH")
    pdf.add_argument("--edition", default="standard", choices=[str(edition) for edition in Edition])
    pdf.add_argument("--clinic", metavar="C")
    pdf.add_argument("--reason", default="", metavar="TEXT", help="why an overdue sheet is printed")
    pdf.set_defaults(command=save_pdf)


def show(args: argparse.Namespace) -> None:
    """Print the library."""
    with context.at_desk(args) as desk, desk.store.read() as reader:
        lines = sheets.library(reader, span.london_day(desk.clock()))
    empty = "There are no sheets. Import one: reception sheets import FILE."
    output.show([_row(line) for line in lines], as_json=getattr(args, "json", False), empty=empty)


def _row(line: SheetLine) -> dict[str, Any]:
    sheet = line.sheet
    return {
        "slug": sheet.slug,
        "title": sheet.title,
        "version": sheet.version,
        "status": str(line.state),
        "author": sheet.author,
        "reviewer": sheet.reviewer,
        "updated": sheet.updated,
        "review_due": sheet.review_due.isoformat() if sheet.review_due else None,
    }


def import_file(args: argparse.Namespace) -> None:
    """Read a file, keep it as a draft, and print what was left out."""
    imported = sheets.read_file(args.file)
    with context.at_desk(args, signed_in=True) as desk:
        change = sheets.add(desk.history, imported)
    sheet = change.edits[0].after
    assert isinstance(sheet, Sheet)
    print(f"Imported “{sheet.title}” as version {sheet.version}, a draft: {sheet.slug}")
    for left in imported.left_out:
        print(f"Left out: {span.short(left, 100)}")
    _print_claims(sheet)


def _print_claims(sheet: Sheet) -> None:
    for claim in sheets.claims(sheet):
        print(f"Claims “{claim.word}”, in {claim.section or 'the beginning'}: {claim.sentence}")


def approve_draft(args: argparse.Namespace) -> None:
    """Show the sentences that claim cure or proof, and approve."""
    review = span.parse_day(args.review, field="review") if args.review else None
    with context.at_desk(args, signed_in=True) as desk:
        with desk.store.read() as reader:
            draft = sheets.draft_of(reader, args.slug)
            person = staff.find(reader, args.by)
        if person is None:
            raise Refusal(
                f"“{span.short(args.by)}” is not on the staff list. Name a clinician who is.", field="by"
            )
        due = review or _in_two_years(span.london_day(desk.clock()))
        change = sheets.approve(desk.history, draft, review_due=due, by=person)
    _print_claims(draft)
    print(f"{change}, by {person.name}; next review {span.day_text(due, year=True)}")


def _in_two_years(today: date) -> date:
    return today.replace(year=today.year + YEARS, day=min(today.day, 28))


def save_pdf(args: argparse.Namespace) -> None:
    """Save a sheet as PDF."""
    edition = Edition(args.edition)
    with context.at_desk(args, signed_in=True) as desk:
        with desk.store.read() as reader:
            sheet = sheets.named(reader, args.slug)
            clinic = context.clinic_of(reader, args)
            made_of = sheets.setting(reader, sheet, clinic=clinic, edition=edition, now=desk.clock())
        sheets.save_pdf(
            desk.history, made_of, Giving(edition=edition, how=Output.PDF, reason=args.reason), args.output
        )
    print(f"“{sheet.title}”, version {sheet.version}, {edition.points} pt, saved as {args.output}")
    for notice in sheets.pages(made_of).notices:
        print(notice)
