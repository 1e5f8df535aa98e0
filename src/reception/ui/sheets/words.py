"""How the library says things of a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from reception.domain import span
from reception.domain.patient import Patient, fold
from reception.domain.sheet import Edition, Sheet, SheetState, updated_text
from reception.services import sheets
from reception.services.sheets import SheetLine
from reception.ui.privacy import Privacy

EDITIONS = ((Edition.STANDARD, "14 pt"), (Edition.LARGE, "Large 18"), (Edition.GIANT, "Giant 24"))
SHEET_STATES = {
    SheetState.DRAFT: "neutral",
    SheetState.APPROVED: "done",
    SheetState.REVIEW_DUE: "warn",
    SheetState.OVERDUE: "bad",
    SheetState.WITHDRAWN: "neutral",
}


def state_word(line: SheetLine) -> str:
    """Return where a version stands: `Approved`, `Review due`."""
    return line.state.value.capitalize()


def state_text(line: SheetLine, today: date) -> str:
    """Return where a version stands, with how long there is: `Review due in 12 days`."""
    due = line.sheet.review_due
    if line.state is SheetState.REVIEW_DUE and due is not None:
        days = (due - today).days
        return (
            f"Review due in {days} days"
            if days > 1
            else "Review due tomorrow"
            if days
            else "Review due today"
        )
    return state_word(line)


def about(line: SheetLine) -> str:
    """Return the second line of a version in the library: `v4 · Sep 2025 · 38 given · back pain`."""
    sheet = line.sheet
    parts = [f"v{sheet.version}", _short_month(sheet.updated)]
    parts += [f"{line.copies:,} given", sheet.topic]
    return " · ".join(part for part in parts if part)


def _short_month(updated: str) -> str:
    parts = updated.split("-")
    return f"{span.MONTHS[int(parts[1]) - 1]} {parts[0]}" if len(parts) > 1 else ""


def matches(line: SheetLine, text: str) -> bool:
    """Tell whether every word that was typed begins a word of the title or the topic, or is the state."""
    sheet = line.sheet
    known = fold(f"{sheet.title} {sheet.topic} {sheet.slug} {state_word(line)} v{sheet.version}")
    words = known.replace("-", " ").replace(",", " ").split()
    return all(any(word.startswith(typed) for word in words) for typed in fold(text).split())


def history_of(line: SheetLine) -> list[str]:
    """Return what is known of a version: who wrote and approved it, and when it is looked at again."""
    sheet = line.sheet
    told = [f"Written by {sheet.author}"] if sheet.author else []
    told += [f"Reviewed by {sheet.reviewer}"] if sheet.reviewer else []
    told += [f"Updated {updated_text(sheet.updated)}"] if sheet.updated else []
    if sheet.approved_at is not None:
        told.append(
            f"Approved by {line.approver or 'a clinician'}, {_day(span.london_day(sheet.approved_at))}"
        )
    if sheet.review_due is not None:
        told.append(f"Next review {_day(sheet.review_due)}")
    return told


def advice(line: SheetLine, known: Sequence[SheetLine]) -> str:
    """Return what to know before a version is given to a patient, or nothing where it may be given as it is."""
    none_is = not any(sheets.may_be_given(one) for one in known)
    if line.state is SheetState.DRAFT:
        which = "No sheet is approved yet, so this is a draft" if none_is else "This is a draft"
        return f"{which}: it prints with the word Draft on every page."
    if line.state is SheetState.OVERDUE:
        which = "No sheet may be given as it is: this one" if none_is else "This sheet"
        return f"{which} is overdue for review, and a manager can print it with a reason."
    return ""


def given_text(line: SheetLine) -> str:
    """Return how often a version was given out."""
    return {0: "Not given out yet", 1: "Given out once"}.get(line.copies, f"{line.copies:,} given out")


def _day(day: date) -> str:
    return f"{day.day} {span.MONTHS[day.month - 1]} {day.year}"


def need_of(patient: Patient) -> str:
    """Return why an edition was chosen for a patient: `Needs large print: chosen below`."""
    edition = sheets.edition_for(patient)
    if edition is Edition.STANDARD:
        return f"Needs {', '.join(patient.needs)}" if patient.needs else ""
    return f"Needs {edition.value} print: chosen below"


def noted(patient: Patient | None, privacy: Privacy) -> str:
    """Return for whom printing and saving are written down: `Noted for Jane Holt, 07700 900334`."""
    if patient is None:
        return "Noted for nobody in particular"
    return f"Noted for {span.short(privacy.name(patient.name), 60)}, {privacy.number(patient.phone)}"


def pages_text(count: int) -> str:
    """Return `1 page` or `5 pages`."""
    return "1 page" if count == 1 else f"{count} pages"


def title_of(sheet: Sheet) -> str:
    """Return a sheet's title, short enough for a line."""
    return span.short(sheet.title, 60)
