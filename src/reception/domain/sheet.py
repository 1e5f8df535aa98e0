"""Patient information sheets: their versions, who approved them, and what they may be printed as."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from reception.domain import span
from reception.domain.change import Change, Edit
from reception.domain.errors import Refusal
from reception.domain.ids import PatientId, PrintId, SheetId, StaffId

DUE_SOON = timedelta(days=60)
"""How long before its review date a sheet is shown as due."""
LONGEST_REVIEW = timedelta(days=3 * 366)
"""Information that nobody looked at for three years is overdue (NHS England, Information Standard)."""


class SheetStatus(StrEnum):
    """What is stored of a version."""

    DRAFT = "draft"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


class SheetState(StrEnum):
    """What is seen of a version on a day."""

    DRAFT = "draft"
    APPROVED = "approved"
    REVIEW_DUE = "review due"
    OVERDUE = "overdue"
    WITHDRAWN = "withdrawn"


class Edition(StrEnum):
    """How large a sheet is set (RNIB clear print: 14 pt; large print: 18; giant: 24)."""

    STANDARD = "standard"
    LARGE = "large"
    GIANT = "giant"

    @property
    def points(self) -> int:
        """Return the size of the text in points."""
        return {Edition.STANDARD: 14, Edition.LARGE: 18, Edition.GIANT: 24}[self]


class Output(StrEnum):
    """Where a sheet went."""

    PRINT = "print"
    PDF = "pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One version of a patient information sheet; `body` is Markdown, `updated` is 2025-09 or 2025-09-30."""

    id: SheetId
    slug: str
    version: int
    title: str
    topic: str = ""
    language: str = "en-GB"
    author: str = ""
    reviewer: str = ""
    updated: str = ""
    review_due: date | None = None
    status: SheetStatus = SheetStatus.DRAFT
    body: str
    prescription_only: bool = False
    approved_by: StaffId | None = None
    approved_at: datetime | None = None
    created_at: datetime

    def state(self, today: date) -> SheetState:
        """Return what the desk sees of it on a day (London)."""
        if self.status is not SheetStatus.APPROVED or self.review_due is None:
            return SheetState(self.status.value)
        if self.review_due < today:
            return SheetState.OVERDUE
        return SheetState.REVIEW_DUE if self.review_due - today <= DUE_SOON else SheetState.APPROVED


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """One time a sheet was given out: which edition, for whom, by whom, when (UTC)."""

    id: PrintId
    sheet: SheetId
    edition: Edition
    patient: PatientId | None = None
    staff: StaffId
    at: datetime
    copies: int = 1
    how: Output
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedSheet:
    """What a file says of a sheet, and in words what was left out of it."""

    title: str
    body: str
    topic: str = ""
    author: str = ""
    reviewer: str = ""
    updated: str = ""
    review_due: date | None = None
    language: str = "en-GB"
    prescription_only: bool = False
    left_out: tuple[str, ...] = ()


def slug_of(title: str) -> str:
    """Return the name a sheet is asked for by: `amitriptyline-for-back-pain`."""
    words = re.sub(r"[^\w]+", "-", title.casefold()).strip("-_")
    return words[:80].strip("-") or "sheet"


def updated_text(updated: str) -> str:
    """Return `September 2025` for 2025-09, `30 September 2025` for 2025-09-30, and nothing for nothing."""
    parts = [int(part) for part in updated.split("-")] if updated else []
    if not parts:
        return ""
    month = f"{span.MONTHS_LONG[parts[1] - 1]} {parts[0]}"
    return f"{parts[2]} {month}" if len(parts) == 3 else month


def month_text(day: date) -> str:
    """Return `September 2027`."""
    return f"{span.MONTHS_LONG[day.month - 1]} {day.year}"


def add_version(
    imported: ImportedSheet, previous: Sheet | None, *, slug: str, id_: SheetId, now: datetime
) -> Change:
    """Add an imported text as a draft: the first version of a sheet, or the next."""
    sheet = Sheet(
        id=id_,
        slug=slug,
        version=1 if previous is None else previous.version + 1,
        title=imported.title,
        topic=imported.topic,
        language=imported.language,
        author=imported.author,
        reviewer=imported.reviewer,
        updated=imported.updated,
        review_due=imported.review_due,
        body=imported.body,
        prescription_only=imported.prescription_only or bool(previous and previous.prescription_only),
        created_at=now,
    )
    if previous is not None and previous.status is not SheetStatus.WITHDRAWN and _same(previous, sheet):
        raise Refusal(f"“{sheet.title}” already says exactly this, as version {previous.version}.")
    return Change("Imported a sheet", (Edit(None, sheet),), f"{sheet.title}, version {sheet.version}")


def _same(one: Sheet, other: Sheet) -> bool:
    """Tell whether two versions read the same to a patient."""

    def told(sheet: Sheet) -> tuple[str, ...]:
        return (sheet.title, sheet.body, sheet.author, sheet.reviewer, sheet.updated, sheet.language)

    return told(one) == told(other)


def approve(
    sheet: Sheet,
    current: Sheet | None,
    *,
    by: StaffId,
    is_clinician: bool,
    review_due: date | None,
    today: date,
    now: datetime,
) -> Change:
    """Approve a draft until its next review; the version approved before it is withdrawn."""
    if not is_clinician:
        raise Refusal("Only a clinician can approve a sheet. Ask one to sign in.", field="by")
    if sheet.status is not SheetStatus.DRAFT:
        raise Refusal(
            f"Version {sheet.version} of “{sheet.title}” is {sheet.status}, so there is nothing to approve."
        )
    if current is not None and current.version > sheet.version:
        raise Refusal(f"Version {current.version} of “{sheet.title}” is newer, and approved. Keep that one.")
    if review_due is None:
        raise Refusal("Give the next review date, for example in two years.", field="review_due")
    if review_due <= today:
        raise Refusal("The next review date must lie in the future.", field="review_due")
    if review_due - today > LONGEST_REVIEW:
        raise Refusal("The next review must be within three years.", field="review_due")
    approved = replace(
        sheet, status=SheetStatus.APPROVED, review_due=review_due, approved_by=by, approved_at=now
    )
    edits = [Edit(sheet, approved)]
    if current is not None:
        edits.append(Edit(current, replace(current, status=SheetStatus.WITHDRAWN)))
    return Change("Approved a sheet", tuple(edits), f"{sheet.title}, version {sheet.version}")


def withdraw(sheet: Sheet) -> Change:
    """Take a version out of use; it is kept, and cannot be printed."""
    if sheet.status is SheetStatus.WITHDRAWN:
        raise Refusal(f"Version {sheet.version} of “{sheet.title}” is already withdrawn.")
    withdrawn = replace(sheet, status=SheetStatus.WITHDRAWN)
    return Change("Withdrew a sheet", (Edit(sheet, withdrawn),), f"{sheet.title}, version {sheet.version}")


def check_print(sheet: Sheet, today: date, *, is_manager: bool, reason: str) -> None:
    """Refuse to give out a withdrawn version, and an overdue one without a manager's reason."""
    state = sheet.state(today)
    if state is SheetState.WITHDRAWN:
        raise Refusal(f"Version {sheet.version} of “{sheet.title}” is withdrawn. Print the newest version.")
    if state is SheetState.OVERDUE and not (is_manager and reason.strip()):
        raise Refusal(
            f"“{sheet.title}” is overdue for review. A manager can print it with a reason.", field="reason"
        )


def log_print(sheet: Sheet, given: Print) -> Change:
    """Note that a sheet was given out."""
    verb = "Printed a sheet" if given.how is Output.PRINT else "Saved a sheet as PDF"
    edition = f"{given.edition.points} pt"
    return Change(verb, (Edit(None, given),), f"{sheet.title}, version {sheet.version}, {edition}")
