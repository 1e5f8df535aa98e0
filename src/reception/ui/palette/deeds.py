"""What a line that asks for something may mean: one entry for each thing it can be, and never a guess."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from reception import phone
from reception.domain import span
from reception.domain.deed import FORMAT_NAMES, BookDeed, Deed, PrintDeed, PrintListDeed, WeekDeed
from reception.domain.sheet import Edition, SheetState
from reception.services import sheets
from reception.services.finding import Closeness, Found, Known, closeness
from reception.services.patients import PatientLine
from reception.services.sheets import SheetLine
from reception.ui.palette.asking import Answer
from reception.ui.palette.bookings import booking
from reception.ui.palette.entries import Entry, Kind
from reception.ui.palette.meaning import CHOOSE, MOST, Meaning, closest
from reception.ui.sheets.asked import Asked


@dataclass(frozen=True, slots=True)
class Week:
    """To show the calls of a week, or to export them (`xlsx`, `csv`)."""

    monday: date
    format: str = ""


def meaning(deed: Deed, answer: Answer, known: Known, now: datetime) -> Meaning:
    """Return what a deed may mean, by what was found."""
    if isinstance(deed, BookDeed):
        return booking(deed, answer, now)
    if isinstance(deed, PrintDeed):
        return _printing(deed, answer.found, known)
    if isinstance(deed, PrintListDeed):
        return _print_list(deed)
    return _week(deed)


# ---- print


def _printing(deed: PrintDeed, found: Found, known: Known) -> Meaning:
    people: list[PatientLine | None] = [*closest(found.patients, deed.who)] if deed.who else [None]
    there = [(fit, line) for line in known.sheets if (fit := _fit(deed, line)) is not None]
    same = [line for fit, line in there if fit is Closeness.SAME]
    fitting = same or [line for _, line in there]
    if not fitting:
        return Meaning(said=f"No sheet is called “{span.short(deed.title)}”. Ctrl+5 shows all there are.")
    if not people:
        return Meaning(said=f"Nobody known is called “{span.short(deed.who)}”.")
    asked = [_print_entry(deed, line, one) for one in people for line in fitting]
    which = f"{len(fitting)} sheets fit. " if len(fitting) > 1 else ""
    whom = f"{len(people)} patients fit. " if len(people) > 1 else ""
    said = f"{which}{whom}{CHOOSE}" if which or whom else ""
    return Meaning(asked[:MOST], said, len(asked) == 1, is_in_the_way=False)


def _fit(deed: PrintDeed, line: SheetLine) -> Closeness | None:
    if line.state is SheetState.WITHDRAWN:
        return None
    return closeness(deed.title, line.sheet.title, line.sheet.topic)


def _print_entry(deed: PrintDeed, line: SheetLine, whom: PatientLine | None) -> Entry:
    patient = whom.patient if whom is not None else None
    need = sheets.edition_for(patient) if patient is not None else Edition.STANDARD
    edition = deed.edition or need
    title = f"Print {span.short(line.sheet.title, 60)}, {edition.points} pt"
    about = f"version {line.sheet.version} · {line.state}"
    told = f"for {patient.name}, {phone.national(patient.phone)}" if patient else "for nobody in particular"
    return Entry(Kind.DO, title, f"{told} · {about}", thing=Asked(line.sheet, edition, patient))


def _print_list(deed: PrintListDeed) -> Meaning:
    if deed.doubts:
        return Meaning(said=" ".join(deed.doubts))
    return Meaning([Entry(Kind.DO, str(deed), thing=deed)], "", True)


# ---- week


def _week(deed: WeekDeed) -> Meaning:
    if deed.monday is None:
        return Meaning()
    does = (
        f"Export week {deed.week} to {FORMAT_NAMES[deed.format]}" if deed.format else f"Show week {deed.week}"
    )
    days = span.days_text(deed.monday, deed.monday + timedelta(days=6))
    return Meaning([Entry(Kind.DO, does, days, thing=Week(deed.monday, deed.format))], "", True)
