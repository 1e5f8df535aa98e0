"""What somebody wants done, read from one line: `book holt thu 10:15 london`, `print amitriptyline large`,
`week 47 excel`.

Nothing is guessed in silence: what was understood can be said before anything happens.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from reception.domain import day as days
from reception.domain import span
from reception.domain.book_deed import BookDeed as BookDeed
from reception.domain.book_line import read_book
from reception.domain.clinic import Clinic
from reception.domain.clinician import Clinician
from reception.domain.errors import Refusal
from reception.domain.ids import ClinicId
from reception.domain.patient import fold
from reception.domain.sheet import Edition
from reception.domain.wish_line import read_words, words_of

SIZES = {
    **dict.fromkeys(("standard", "14", "14pt"), Edition.STANDARD),
    **dict.fromkeys(("large", "18", "18pt"), Edition.LARGE),
    **dict.fromkeys(("giant", "24", "24pt"), Edition.GIANT),
}
FORMATS = {"excel": "xlsx", "xlsx": "xlsx", "csv": "csv"}
FORMAT_NAMES = {"xlsx": "Excel", "csv": "CSV"}
YEARS = range(1900, 3000)
"""Those that a second number after `week` can mean."""
PRINT_WORDS = frozenset(("", "a", "pt", "sheet", "the"))
"""Words that mean nothing by themselves in a line that begins with `print`."""
LIST, LIST_WORDS = "list", frozenset(("a", "calls", "day", "for", "list", "of", "on", "the"))
"""The word that means the list of a day, and those that say no more about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintDeed:
    """To print a sheet: words of its title or topic, how large where that was said, and for whom."""

    title: str
    edition: Edition | None = None
    who: str = ""

    def __str__(self) -> str:
        """Return what was understood: `Print “amitriptyline” in 18 pt for “holt”`."""
        size = f" in {self.edition.points} pt" if self.edition else ""
        return f"Print “{span.short(self.title)}”{size}" + (
            f" for “{span.short(self.who)}”" if self.who else ""
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintListDeed:
    """To print the list of a day: of one clinic or of the one chosen, of one clinician or all.

    `doubts` are the sentences that say what may be two things.
    """

    day: date
    today: date
    clinic: Clinic | None = None
    clinician: Clinician | None = None
    doubts: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return what was understood: `Print the list of Tue 24 Nov, Mr William Sharples`."""
        named = span.day_text(self.day, year=self.day.year != self.today.year)
        called = "today’s list" if self.day == self.today else f"the list of {named}"
        whose = (one.name for one in (self.clinician, self.clinic) if one is not None)
        return ", ".join((f"Print {called}", *whose))


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekDeed:
    """To show a week of calls, or to export it (`xlsx`, `csv`); a week that does not exist has no `monday`."""

    week: int
    year: int
    monday: date | None
    format: str = ""

    def __str__(self) -> str:
        """Return what was understood: `Week 47, 16–22 November 2026, to Excel`."""
        named = f"Week {self.week}"
        if self.monday is None:
            last = date(self.year, 12, 28).isocalendar().week
            return f"There is no week {self.week} in {self.year}: it has {last}. Try week {last}."
        named += f", {span.days_text(self.monday, self.monday + timedelta(days=6))}"
        return f"{named}, to {FORMAT_NAMES[self.format]}" if self.format else named


Deed = BookDeed | PrintDeed | PrintListDeed | WeekDeed


def read_deed(
    text: str,
    clinics: Sequence[Clinic],
    today: date,
    chosen: ClinicId | None = None,
    titles: Iterable[str] = (),
    clinicians: Sequence[Clinician] = (),
) -> Deed | None:
    """Read a line that begins with `book`, `print` or `week`, or None for any other.

    `titles` are those of the sheets: a `for` in one of them (`amitriptyline for back pain`) names no patient. A
    clinician stands after `with`, since a patient may have the same name.
    """
    words = [word for word in re.split(r"[\s,;]+", text.strip()) if word]
    if len(words) < 2:
        return None
    verb, rest = fold(words[0]), words[1:]
    if verb == "book":
        return read_book(words_of(text)[1:], clinics, today, chosen, clinicians)
    if verb == "print":
        return _print_list(rest, clinics, today, clinicians) or _print(rest, titles)
    return _week(rest, today) if verb == "week" else None


# ---- print


def _print(said: list[str], titles: Iterable[str]) -> PrintDeed | None:
    sizes = [SIZES[fold(word)] for word in said if fold(word) in SIZES]
    words = [word for word in said if fold(word) not in SIZES and fold(word) not in PRINT_WORDS]
    until = _end_of_title([fold(word) for word in words], titles)
    title, who = " ".join(words[:until]), " ".join(words[until + 1 :])
    return PrintDeed(title=title, edition=sizes[-1] if sizes else None, who=who) if title else None


def _end_of_title(words: list[str], titles: Iterable[str]) -> int:
    """Return where the words of the title end: at the last `for`, unless all of them are words of one title."""
    for title in titles:
        known = fold(title).split()
        if all(any(one.startswith(word) for one in known) for word in words):
            return len(words)
    return len(words) - 1 - words[::-1].index("for") if "for" in words else len(words)


def _print_list(
    said: list[str], clinics: Sequence[Clinic], today: date, clinicians: Sequence[Clinician]
) -> PrintListDeed | None:
    """Read whose list of which day, or None where anything else was said: it may be a sheet with `list` in its name."""
    words = [re.sub(r"['’]s?$", "", word) for word in said]
    if LIST not in map(fold, words):
        return None
    told = [word for word in words if fold(word) not in LIST_WORDS]
    wish = read_words(told, clinics, today, None, clinicians)
    named = {*wish.days, *(days.coming(today, number) for number in wish.weekdays)}
    limits = (wish.first, wish.last, wish.after, wish.before)
    if wish.left or any(limits) or max(len(named), len(wish.clinics), len(wish.clinicians)) > 1:
        return None
    return PrintListDeed(
        day=next(iter(named), today),
        today=today,
        clinic=next(iter(wish.clinics), None),
        clinician=next(iter(wish.clinicians), None),
        doubts=wish.doubts,
    )


# ---- week


def _week(said: list[str], today: date) -> WeekDeed | None:
    numbers = [int(word) for word in said if re.fullmatch(r"(?a)\d{1,4}", word)]
    formats = [FORMATS[fold(word)] for word in said if fold(word) in FORMATS]
    if not numbers or len(numbers) + len(formats) < len(said) or len(numbers) > 2 or len(formats) > 1:
        return None
    week, year = numbers[0], numbers[1] if len(numbers) > 1 else today.isocalendar().year
    if year not in YEARS:
        return None
    try:
        monday = span.parse_week(f"{year:04}-W{week:02}")
    except Refusal:
        monday = None
    return WeekDeed(week=week, year=year, monday=monday, format=formats[0] if formats else "")
