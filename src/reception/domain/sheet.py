"""Patient information sheets: their versions, who approved them, and what they may be printed as."""

from __future__ import annotations

import re
from collections.abc import Iterator
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


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that claims cure or proof, the section it stands in, and the word that gives it away."""

    section: str
    sentence: str
    word: str


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


_CLAIM = (
    r"cures?|cured|curing|permanent(?:ly)?|proven|proves?|proof(?! of (?:identity|address|age))|guarantee[sd]?|"
    r"miracles?|root cause|fix(?:es)?|100\s?%|always works?|works for everyone|never fails|never returns?|"
    r"award-winning|leading(?! to\b)|lasting relief|most effective|regenerat(?:e|es|ive)|risk[- ]free|"
    r"completely safe|be pain[- ]free|pain[- ]free life|been shown to|clinically shown|"
    r"demonstrate[sd]? (?:the|its|their) (?:effectiveness|efficacy|benefits?)|"
    r"(?:stud(?:y|ies)|research|trials?) (?:(?:has|have) )?(?:shows?|showed|shown|found)(?! (?:no|little)\b)"
)
"""Words that claim cure, proof or the first place."""
_DENIAL = (
    r"no|not(?! only\b)|never|cannot|can[’']t|without|nobody|no one|nothing|doesn[’']t|don[’']t|isn[’']t|"
    r"won[’']t|(?<!\ba )few"
)
"""Words that take back a claim after them in the same clause; `without` and `no` reach as far as a comma."""
_WORDS = re.compile(
    rf"(?P<claim>\b(?:{_CLAIM})(?!\w))|(?P<denial>\b(?:{_DENIAL})\b)|(?P<end>[.;:]|\bbut\b)|(?P<comma>,)",
    re.IGNORECASE,
)


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a paragraph."""
    for sentence in re.split(r"(?<=[.!?])\s|(?<=[.!?][\"”’)])\s", " ".join(text.split())):
        if sentence.strip():
            yield sentence.strip()


class BlockKind(StrEnum):
    """What a block of a sheet's body is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLETS = "bullets"
    DISCLAIMER = "disclaimer"


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a body: a heading of level 2 or 3, a paragraph, a list, or a disclaimer."""

    kind: BlockKind
    text: str = ""
    level: int = 0
    items: tuple[str, ...] = ()


_MARKS = ("#", "-", ">", "\\")


def body_of(blocks: tuple[Block, ...]) -> str:
    """Return blocks as the Markdown that a sheet keeps: blocks apart by an empty line, plain text in them."""
    parts = []
    for block in blocks:
        text, items = _flat(block.text), [_flat(item) for item in block.items if item.strip()]
        if block.kind is BlockKind.BULLETS:
            parts.append("\n".join(f"- {item}" for item in items))
        elif not text:
            continue
        elif block.kind is BlockKind.HEADING:
            parts.append(f"{'#' * block.level} {text}")
        elif block.kind is BlockKind.DISCLAIMER:
            parts.append(f"> {text}")
        else:
            parts.append(f"\\{text}" if text.startswith(_MARKS) else text)
    return "\n\n".join(part for part in parts if part) + "\n"


def blocks_of(body: str) -> tuple[Block, ...]:
    """Return the blocks of a sheet's body, in order."""
    found = []
    for part in re.split(r"\n\s*\n", body.strip()):
        heading = re.match(r"(#{2,3}) +(.*)", part)
        if heading:
            found.append(Block(BlockKind.HEADING, _flat(heading[2]), len(heading[1])))
        elif part.startswith("- "):
            items = tuple(_flat(item) for item in re.split(r"(?m)^- ", part)[1:])
            found.append(Block(BlockKind.BULLETS, items=items))
        elif part.startswith("> "):
            found.append(Block(BlockKind.DISCLAIMER, _flat(re.sub(r"(?m)^> ?", "", part))))
        elif part.strip():
            found.append(Block(BlockKind.PARAGRAPH, _flat(part.removeprefix("\\"))))
    return tuple(found)


def _flat(text: str) -> str:
    return " ".join(text.split())


def claims(body: str) -> tuple[Claim, ...]:
    """Return the sentences that claim cure or proof, except where the words before deny it.

    Advertising such a claim without evidence breaks the CAP Code (rules 3.7 and 12.1), so whoever
    approves a sheet sees each of them. References are titles of others and are not read.
    """
    found, section, in_references = [], "", False
    for block in blocks_of(body):
        if block.kind is BlockKind.HEADING:
            section, in_references = block.text, block.text.casefold() == "references"
        texts = block.items or (block.text,)
        for sentence in (one for text in texts for one in sentences(text)):
            word = "" if in_references else _claim_in(sentence)
            if word:
                found.append(Claim(section, sentence, word))
    return tuple(found)


def _claim_in(sentence: str) -> str:
    """Return the first word of a sentence that claims something and is not denied, or nothing."""
    denial = ""
    for match in _WORDS.finditer(sentence):
        if match["claim"] and not denial:
            return match["claim"]
        if match["denial"]:
            denial = match["denial"].casefold()
        elif match["end"] or (match["comma"] and denial in ("no", "without")):
            denial = ""
    return ""


PRESCRIPTION_ONLY = frozenset((
    "amitriptyline", "baclofen", "buprenorphine", "carbamazepine", "celecoxib", "clonazepam", "dantrolene",
    "diazepam", "dosulepin", "duloxetine", "etoricoxib", "fentanyl", "gabapentin", "hydromorphone", "imipramine",
    "indometacin", "ketamine", "ketorolac", "lofepramine", "meloxicam", "methadone", "methocarbamol", "morphine",
    "nortriptyline", "oxycodone", "pethidine", "prednisolone", "pregabalin", "tapentadol", "tizanidine",
    "topiramate", "tramadol", "venlafaxine",
))  # fmt: skip
"""Medicines for pain that are sold on prescription alone in the UK (BNF, legal category POM)."""


def names_prescription_only(*texts: str) -> bool:
    """Tell whether a text names a prescription-only medicine: such a sheet is not for display (CAP Code 12.12)."""
    return any(word in PRESCRIPTION_ONLY for text in texts for word in re.findall(r"[a-z]+", text.casefold()))
