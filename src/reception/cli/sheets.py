"""`reception sheets`: the library, import, approval, and a sheet as PDF."""

from __future__ import annotations

import argparse
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

from reception.cli import context, output
from reception.domain import sheet as rules
from reception.domain import span
from reception.domain.errors import Refusal
from reception.domain.sheet import Edition, Output, Sheet, SheetStatus
from reception.domain.staff import Role, Staff
from reception.services import sheets, staff
from reception.services.sheets import Giving, SheetLine


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
    approve.add_argument("--review", metavar="D", help="the next review date (else in a year)")
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
    """Show the sentences that claim cure or proof, ask a person whether they stay, and approve."""
    review = span.parse_day(args.review, field="review") if args.review else None
    with context.at_desk(args, signed_in=True) as desk:
        with desk.store.read() as reader:
            draft, current = sheets.draft_of(reader, args.slug), sheets.named(reader, args.slug)
            person = staff.find(reader, args.by)
        if person is None:
            raise Refusal(
                f"“{span.short(args.by)}” is not on the staff list. Name a clinician who is.", field="by"
            )
        now = desk.clock()
        due = review or _in_a_year(span.london_day(now))
        _check_approval(draft, current, person, due, now)
        _print_claims(draft)
        if sheets.claims(draft):
            _ask_whether_they_stay()
        change = sheets.approve(desk.history, draft, review_due=due, by=person)
    unsaid = "" if review else " (in a year, as --review says no other day)"
    print(f"{change}, by {person.name}; next review {span.day_text(due, year=True)}{unsaid}")


def _check_approval(draft: Sheet, current: Sheet, person: Staff, due: date, now: datetime) -> None:
    """Refuse what the rules refuse before anybody reads the claims; the approval itself asks them again."""
    rules.approve(
        draft,
        current if current.status is SheetStatus.APPROVED else None,
        by=person.id,
        is_clinician=person.role is Role.CLINICIAN,
        review_due=due,
        today=span.london_day(now),
        now=now,
    )


def _ask_whether_they_stay() -> None:
    """Ask a person at a terminal; a script has the sentences in what it was told, before the approval."""
    if sys.stdin is None or not sys.stdin.isatty():
        return
    print("Approve it with these sentences? y/N ", end="", flush=True)
    if sys.stdin.readline().strip().casefold() not in ("y", "yes"):
        raise Refusal("It was not approved. Change the sentences, and import it again.")


def _in_a_year(today: date) -> date:
    """Return the day that the window offers too."""
    return today.replace(year=today.year + 1, day=min(today.day, 28))


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
    if sheet.status is SheetStatus.DRAFT:
        print("It is a draft: the word Draft stands on every page.")
