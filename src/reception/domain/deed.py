"""What somebody wants done, read from one line: `book holt thu 10:15 london`, `print amitriptyline large`,
`week 47 excel`.

Nothing is guessed in silence: what was understood can be said before anything happens.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from reception.domain import day as days
from reception.domain import span
from reception.domain.clinic import Clinic
from reception.domain.clinician import Clinician
from reception.domain.errors import Refusal
from reception.domain.ids import ClinicId
from reception.domain.patient import fold
from reception.domain.sheet import Edition
from reception.domain.wish import FreeWish
from reception.domain.wish_line import (
    FROM_WORDS,
    NO_DAY,
    UNTIL_WORDS,
    check_days,
    read_clock,
    read_words,
    words_of,
)

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
class BookDeed:
    """To book a call: for whom, at which time of London's day, and into which slots; `at` None is any time."""

    who: str
    at: time | None
    free: FreeWish

    @property
    def any_time(self) -> FreeWish:
        """Return the same slots at any time of the days that were said."""
        return replace(self.free, after=None, before=None) if self.at is not None else self.free

    def __str__(self) -> str:
        """Return what was understood: `Book “holt” on Thu 26 Nov at 10:15 in London`."""
        whom = f"“{span.short(self.who)}”" if self.who else "a call"
        named = " or ".join(map(self.free.named, self.free.days))
        on = f"on {named}" if named else self.free.bounds
        limits = "" if self.at is not None else self.free.limits
        parts = ["Book", whom, on, f"at {self.at:%H:%M}" if self.at else "", limits]
        return " ".join([*(part for part in parts if part), self.free.where])


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
        return _book(words_of(text)[1:], clinics, today, chosen, clinicians)
    if verb == "print":
        return _print_list(rest, clinics, today, clinicians) or _print(rest, titles)
    return _week(rest, today) if verb == "week" else None


# ---- book


def _book(
    said: list[str],
    clinics: Sequence[Clinic],
    today: date,
    chosen: ClinicId | None,
    clinicians: Sequence[Clinician],
) -> BookDeed:
    at, others = _time_of(said, today)
    free = _on_days(read_words(others, clinics, today, chosen, clinicians, has_patient=True))
    if at is not None:
        a_minute_later = (datetime.combine(today, at) + timedelta(minutes=1)).time()
        free = replace(free, after=at, before=a_minute_later)
    return BookDeed(who=" ".join(free.left), at=at, free=replace(free, left=()))


def _on_days(wish: FreeWish) -> FreeWish:
    """Return a wish whose weekdays are the coming days that they mean."""
    coming = {day for number in wish.weekdays for day in _coming(wish, number)}
    if wish.weekdays and not coming:
        return replace(wish, weekdays=(), doubts=(*wish.doubts, NO_DAY))
    return check_days(replace(wish, days=tuple(sorted({*wish.days, *coming})), weekdays=()))


def _coming(wish: FreeWish, weekday: int) -> list[date]:
    """Return the next day of a weekday within the days asked for; said on that very day, a week later may be meant."""
    first = days.coming(wish.first or wish.today, weekday)
    found = [first, first + timedelta(days=7)] if first == wish.today and wish.first is None else [first]
    return [day for day in found if wish.last is None or day <= wish.last]


def _time_of(said: list[str], today: date) -> tuple[time | None, list[str]]:
    """Part a time of day from the other words: `10:15`, `4.30`, `4pm`, `4 pm`, `at 4`; a bare number may be a phone's.

    What begins a day, such as the 4 of `4 dec`, is no time.
    """
    folded = [fold(word) for word in said]
    for number, word in enumerate(folded):
        before, after = folded[number - 1] if number else "", folded[number + 1 : number + 2]
        half = after[0] if after and after[0] in ("am", "pm") else ""
        plain = re.fullmatch(r"(?a)\d{1,2}([:.]\d\d)?(am|pm)?", word) is not None
        is_meant = before == "at" or half or not word.isdigit()
        if (
            before in FROM_WORDS + UNTIL_WORDS
            or not plain
            or not is_meant
            or days.read(folded[number:], today)
        ):
            continue
        at = read_clock(word + half)
        if at is not None:
            return at, [*said[:number], *said[number + 1 + bool(half) :]]
    return None, said


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
