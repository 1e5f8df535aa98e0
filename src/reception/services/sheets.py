"""Sheets: import them, approve them, set their pages, note who was given one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from reception.documents import files, sheet_pdf
from reception.documents.articles import reading, source
from reception.documents.typeset import Typeset
from reception.domain import claim, medicine, span
from reception.domain import sheet as rules
from reception.domain.change import Change
from reception.domain.claim import Claim
from reception.domain.clinic import Clinic
from reception.domain.errors import Refusal
from reception.domain.ids import PatientId, PrintId, SheetId
from reception.domain.organisation import ORGANISATION, Organisation
from reception.domain.patient import Patient
from reception.domain.sheet import (
    Edition,
    ImportedSheet,
    Output,
    Print,
    Sheet,
    SheetState,
    SheetStatus,
)
from reception.domain.staff import Role, Staff
from reception.domain.text import clean_text
from reception.services.clinics import all_open
from reception.services.history import History
from reception.storage import places
from reception.storage.late import sheets
from reception.storage.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLine:
    """A version as the library shows it: what is seen of it today, copies given out, who approved it."""

    sheet: Sheet
    state: SheetState
    copies: int
    approver: str = ""

    @property
    def id(self) -> SheetId:
        """Return the name of the version."""
        return self.sheet.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """All that a sheet's pages are made from."""

    sheet: Sheet
    organisation: Organisation
    clinic: Clinic | None
    clinics: tuple[Clinic, ...]
    edition: Edition
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Giving:
    """How a sheet is given out: for whom, how many copies, and a manager's reason where one is needed."""

    edition: Edition
    how: Output
    patient: PatientId | None = None
    copies: int = 1
    reason: str = ""


def library(reader: Reader, today: date) -> list[SheetLine]:
    """Return the library, by title."""
    counts = sheets.print_counts(reader)
    people = {person.id: person.name for person in reader.all(Staff)}
    return [
        SheetLine(
            sheet=sheet,
            state=sheet.state(today),
            copies=counts.get(sheet.id, 0),
            approver=people.get(sheet.approved_by, "") if sheet.approved_by is not None else "",
        )
        for sheet in sheets.library(reader)
    ]


_FITNESS = (
    SheetState.APPROVED,
    SheetState.REVIEW_DUE,
    SheetState.OVERDUE,
    SheetState.DRAFT,
    SheetState.WITHDRAWN,
)
"""From what anybody may give to a patient to what nobody may."""


def may_be_given(line: SheetLine) -> bool:
    """Tell whether anybody at the desk may give it to a patient as it is: approved, and not overdue for review."""
    return line.state in (SheetState.APPROVED, SheetState.REVIEW_DUE)


def to_give(lines: Sequence[SheetLine], looked_at: SheetLine | None = None) -> SheetLine | None:
    """Return the version to start on for a patient: the one that is looked at where it may be given.

    Else the same sheet's approved version, else the first that may be given; a draft only where none is approved.
    """

    def fitness(line: SheetLine) -> tuple[int, bool, bool]:
        rank = 0 if may_be_given(line) else _FITNESS.index(line.state)
        is_other = looked_at is None or line.sheet.slug != looked_at.sheet.slug
        return rank, looked_at is None or line.id != looked_at.id, is_other

    return min(lines, key=fitness, default=None)


def named(reader: Reader, slug: str) -> Sheet:
    """Return the version of a sheet to use: the approved one, else the newest; refuse an unknown name."""
    found = sheets.versions(reader, slug.strip().casefold())
    if not found:
        known = ", ".join(sheet.slug for sheet in sheets.library(reader)) or "none"
        raise Refusal(f"There is no sheet “{span.short(slug)}”. There are: {known}.", field="slug")
    return next((one for one in found if one.status is SheetStatus.APPROVED), found[0])


def draft_of(reader: Reader, slug: str) -> Sheet:
    """Return the newest draft of a sheet; refuse where there is none."""
    named(reader, slug)
    found = sheets.versions(reader, slug.strip().casefold())
    draft = next((one for one in found if one.status is SheetStatus.DRAFT), None)
    if draft is None:
        raise Refusal(f"“{found[0].title}” has no draft to approve. Import a new version first.")
    return draft


def read_file(path: Path) -> ImportedSheet:
    """Return what a file says of a sheet; nothing is kept yet."""
    return reading.read(path)


def corrected(
    imported: ImportedSheet, *, title: str, author: str, reviewer: str, updated: str
) -> ImportedSheet:
    """Return what was read with its head put right by a person; refuse a title or a date that is none."""
    wanted = " ".join(title.split())
    if not wanted:
        raise Refusal("Give the sheet a title.", field="title")
    if len(wanted) > reading.LONGEST_TITLE:
        raise Refusal(
            f"A title can have at most {reading.LONGEST_TITLE} characters; this one has {len(wanted):,}.",
            field="title",
        )
    return replace(
        imported,
        title=wanted,
        author=clean_text(author, field="author"),
        reviewer=clean_text(reviewer, field="reviewer"),
        updated=source.updated(updated),
        prescription_only=imported.prescription_only or medicine.names_prescription_only(wanted),
    )


def next_version(reader: Reader, title: str) -> int:
    """Return the number that a text with this title would get as a version."""
    known = sheets.versions(reader, rules.slug_of(title))
    return known[0].version + 1 if known else 1


def add(history: History, imported: ImportedSheet) -> Change:
    """Keep an imported text as a draft: the next version where the sheet is known."""
    slug = rules.slug_of(imported.title)

    def rule(reader: Reader) -> Change:
        known = sheets.versions(reader, slug)
        id_ = SheetId(history.ids.next())
        return rules.add_version(imported, known[0] if known else None, slug=slug, id_=id_, now=history.now())

    return history.do(rule)


def claims(sheet: Sheet) -> tuple[Claim, ...]:
    """Return the sentences that claim cure or proof: whoever approves sees them."""
    return claim.claims(sheet.body)


def approve(history: History, sheet: Sheet, *, review_due: date | None, by: Staff | None = None) -> Change:
    """Approve a draft until its next review; a clinician's to do."""
    person = by or history.staff

    def rule(reader: Reader) -> Change:
        others = sheets.versions(reader, sheet.slug)
        return rules.approve(
            sheet,
            next((one for one in others if one.status is SheetStatus.APPROVED), None),
            by=person.id,
            is_clinician=person.role is Role.CLINICIAN,
            review_due=review_due,
            today=span.london_day(history.now()),
            now=history.now(),
        )

    return history.do(rule)


def withdraw(history: History, sheet: Sheet) -> Change:
    """Take a version out of use."""
    return history.do(lambda reader: rules.withdraw(sheet))


def setting(
    reader: Reader, sheet: Sheet, *, clinic: Clinic | None, edition: Edition, now: datetime
) -> Setting:
    """Gather all that a sheet's pages are made from."""
    return Setting(
        sheet=sheet,
        organisation=reader.get(Organisation, ORGANISATION),
        clinic=clinic,
        clinics=tuple(all_open(reader)),
        edition=edition,
        made_at=now,
    )


def pages(made_of: Setting) -> Typeset:
    """Set a sheet's pages as PDF/UA-1."""
    return sheet_pdf.sheet_pdf(
        made_of.sheet,
        organisation=made_of.organisation,
        clinic=made_of.clinic,
        clinics=made_of.clinics,
        edition=made_of.edition,
        made_at=made_of.made_at,
    )


def check(history: History, sheet: Sheet, giving: Giving) -> None:
    """Refuse to give out what must not be, before anything is printed."""
    with history.store.read() as reader:
        _check(reader, history, sheet, giving)


def _check(reader: Reader, history: History, sheet: Sheet, giving: Giving) -> None:
    now = reader.get(Sheet, sheet.id)
    today = span.london_day(history.now())
    rules.check_print(now, today, is_manager=history.staff.role is Role.MANAGER, reason=giving.reason)


def give(history: History, sheet: Sheet, giving: Giving, last: Callable[[], None] | None = None) -> Change:
    """Note that a sheet was given out; `last` puts its file in place, and where it cannot, nothing is noted."""

    def rule(reader: Reader) -> Change:
        _check(reader, history, sheet, giving)
        given = Print(
            id=PrintId(history.ids.next()),
            sheet=sheet.id,
            edition=giving.edition,
            patient=giving.patient,
            staff=history.staff.id,
            at=history.now(),
            copies=giving.copies,
            how=giving.how,
            reason=clean_text(giving.reason, field="reason"),
        )
        return rules.log_print(sheet, given)

    return history.do(rule, last)


def save_pdf(history: History, made_of: Setting, giving: Giving, path: Path) -> Change:
    """Write the pages as a file and note that they were given out: both, or neither."""
    places.keep_off(path, history.store.own)
    check(history, made_of.sheet, giving)
    with files.ready(path, pages(made_of).pdf) as put:
        return give(history, made_of.sheet, giving, put)


def file_name(sheet: Sheet, edition: Edition) -> str:
    """Return the name that a saved sheet is offered: `amitriptyline-for-back-pain-v4-18pt.pdf`."""
    return f"{sheet.slug}-v{sheet.version}-{edition.points}pt.pdf"


def edition_for(patient: Patient) -> Edition:
    """Return the edition that a patient's recorded needs ask for."""
    needs = {need.casefold() for need in patient.needs}
    if "giant print" in needs:
        return Edition.GIANT
    return Edition.LARGE if "large print" in needs else Edition.STANDARD
