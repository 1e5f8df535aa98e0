"""Days as people write them: `3 dec`, `thu 3 dec 2027`, `26/11`, `next thu`, `next week`; one reader for all of them.

Nothing is guessed: words that fit two days mean both, and words that fit none say why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from reception.domain import span
from reception.domain.errors import Refusal
from reception.domain.patient import fold

MOST_WORDS = 7
"""How many words a day can have: `thu the 3rd of december 2026` has six, a stop apart from its word one more."""
YEARS_AHEAD = 9
"""In which a day without its year is looked for: 29 February may be eight years away."""
WEEK = 7
NEAR = {"yesterday": -1, "today": 0, "tomorrow": 1}
WEEKDAYS = {
    **{name.casefold(): number for number, name in enumerate(span.DAY_NAMES)},
    **{name.casefold(): number for number, name in enumerate(span.DAY_NAMES_LONG)},
    **{f"{name.casefold()}s": number for number, name in enumerate(span.DAY_NAMES_LONG)},
    "tues": 1,
    "weds": 2,
    "thur": 3,
    "thurs": 3,
}
_OF_WEEK = f"(?:(?P<weekday>{'|'.join(sorted(WEEKDAYS, key=len, reverse=True))}) (?:the )?)?"
_WRITTEN = (
    re.compile(
        r"(?a)" + _OF_WEEK + r"(?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)? ?(?:of )?"
        r"(?P<name>[a-z]{3,9})\.?(?: (?P<year>\d{4}))?"
    ),
    re.compile(r"(?a)" + _OF_WEEK + r"(?P<day>\d{1,2})/(?P<month>\d{1,2})(?:/(?P<year>\d{4}|\d\d))?"),
    re.compile(r"(?a)" + _OF_WEEK + r"(?P<day>\d{1,2})([.-])(?P<month>\d{1,2})\3(?P<year>\d{4})"),
    re.compile(r"(?a)" + _OF_WEEK + r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)"),
    re.compile(r"(?a)" + _OF_WEEK + r"(?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)"),
)
_BEGINS = re.compile(rf"(?a)[+\-\d]|w\d|(?:{'|'.join((*NEAR, *WEEKDAYS, 'the', 'this', 'next', 'week'))})$")
"""How the first word of a day begins, so that other words cost nothing."""
_AHEAD = re.compile(r"(?a)([+-]) ?(\d{1,3}) ?(w|weeks?|d|days?)?")
_WEEK_NUMBER = re.compile(r"(?a)(?:week |w)(\d{1,2})")


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidDays:
    """What the first words of a text, `count` of them, say of days: any of some `days`, a weekday, or a stretch.

    The stretch is its first and its last day. Where the words name no day that there is, or that a diary
    holds, `wrong` is the sentence that says why.
    """

    count: int = 0
    days: tuple[date, ...] = ()
    weekday: int | None = None
    stretch: tuple[date, date] | None = None
    wrong: str = ""


def read(words: Sequence[str], today: date, *, alone: bool = False) -> SaidDays | None:
    """Read as many of the first words (folded) as make a day, or None where they make none.

    What stands `alone` in a field may be shorter: `26`, `thursd`, `+2`.
    """
    if not words or not (alone or _BEGINS.match(words[0])):
        return None
    for count in range(min(len(words), MOST_WORDS), 0, -1):
        said = _phrase(" ".join(words[:count]), today, alone)
        if said is not None:
            return replace(said, count=count)
    return None


def read_one(text: str, today: date, *, field: str = "day") -> date:
    """Return the one day that a text means, of a week its first; refuse what means none, or two.

    A day without its year, and a weekday, is the next one to come, today included.
    """
    words = fold(text).replace(",", " ").split()
    said = read(words, today, alone=True)
    if said is None or said.count < len(words):
        raise Refusal(f"“{span.short(text)}” is not a day. Write it as 26 Nov or 26/11/2026.", field=field)
    if said.wrong:
        raise Refusal(said.wrong, field=field)
    if said.stretch is not None:
        return said.stretch[0]
    if said.weekday is not None:
        return coming(today, said.weekday)
    if len(said.days) > 1:
        raise Refusal(either(text, [span.day_text(day) for day in said.days]), field=field)
    return said.days[0]


def coming(first: date, weekday: int) -> date:
    """Return the next day of a weekday, from a day on, that day included."""
    return first + timedelta(days=(weekday - first.weekday()) % WEEK)


def either(text: str, meant: Sequence[str]) -> str:
    """Return the sentence that asks which of several things words mean."""
    return f"“{span.short(text)}” may be {' or '.join(meant)}. Write which."


def _phrase(text: str, today: date, alone: bool) -> SaidDays | None:
    """Return what all of a text says of days, or None."""
    near = NEAR.get(text)
    if near is not None:
        return SaidDays(days=(today + timedelta(days=near),))
    if text in WEEKDAYS:
        return SaidDays(weekday=WEEKDAYS[text])
    relative = _ahead(text, today, alone) or _by_week(text, today)
    if relative is not None:
        return relative
    match = next((found for form in _WRITTEN if (found := form.fullmatch(text))), None)
    if match is not None:
        return _written(text, match.groupdict(), today)
    return _short(text, today) if alone else None


def _ahead(text: str, today: date, alone: bool) -> SaidDays | None:
    """Read `+2 weeks`, `-3 d`; standing alone, `+2` is two weeks."""
    match = _AHEAD.fullmatch(text)
    if match is None or not (match[3] or alone):
        return None
    days = int(match[2]) * (1 if (match[3] or "w").startswith("d") else WEEK)
    return _checked(today + timedelta(days=days if match[1] == "+" else -days))


def _by_week(text: str, today: date) -> SaidDays | None:
    """Read `this week`, `next week`, `week 49`, `this thu`, `next thu`."""
    number = _WEEK_NUMBER.fullmatch(text)
    if number is not None:
        return _week(int(number[1]), today.isocalendar().year)
    which, _, what = text.partition(" ")
    monday = span.monday(today)
    if which not in ("this", "next") or (what != "week" and what not in WEEKDAYS):
        return None
    if what == "week":
        first = today if which == "this" else monday + timedelta(days=WEEK)
        return SaidDays(stretch=(first, span.monday(first) + timedelta(days=WEEK - 1)))
    if which == "this":
        return SaidDays(days=(monday + timedelta(days=WEEKDAYS[what]),))
    return SaidDays(days=_next(today, WEEKDAYS[what]))


def _next(today: date, weekday: int) -> tuple[date, ...]:
    """Return what `next thu` means: the one of next week, and to some people the one that comes before it."""
    of_next_week = span.monday(today) + timedelta(days=WEEK + weekday)
    return tuple(sorted({coming(today + timedelta(days=1), weekday), of_next_week}))


def _week(number: int, year: int) -> SaidDays:
    try:
        monday = date.fromisocalendar(year, number, 1)
    except ValueError:
        return SaidDays(wrong=f"There is no week {number} in {year}.")
    return SaidDays(stretch=(monday, monday + timedelta(days=WEEK - 1)))


def _written(text: str, parts: dict[str, str | None], today: date) -> SaidDays | None:
    """Return the day of a text that is written as one, or why there is none; None where its month is no month."""
    number, year = int(parts["day"] or 0), parts.get("year")
    named, months = parts.get("name"), tuple(name.casefold() for name in span.MONTHS_LONG)
    month: int | None = None
    if named is not None:
        short = "sep" if named == "sept" else named
        month = next((n for n, name in enumerate(months, 1) if name.startswith(short)), 0)
        if not month:
            return None
    elif parts.get("month"):
        month = int(parts["month"] or 0)
    years = f"20{year}" if year and len(year) == 2 else year
    found = next(_candidates(number, month, int(years) if years else None, today), None)
    if found is None:
        name = f"{number} {span.MONTHS_LONG[month - 1]} {years or ''}".strip() if named and month else text
        return SaidDays(wrong=f"There is no {name}.")
    weekday = parts.get("weekday")
    if weekday is not None and WEEKDAYS[weekday] != found.weekday():
        is_, said = (span.DAY_NAMES_LONG[n] for n in (found.weekday(), WEEKDAYS[weekday]))
        return SaidDays(wrong=f"{span.birth_text(found)} is a {is_}, not a {said}. Change one of them.")
    return _checked(found)


def _candidates(number: int, month: int | None, year: int | None, today: date) -> Iterator[date]:
    """Yield the days that can be meant, the nearest first; without a year those to come."""
    if year is not None:
        months = [(year, month or 0)]
    elif month is not None:
        months = [(today.year + ahead, month) for ahead in range(YEARS_AHEAD)]
    else:
        months = [divmod(today.year * 12 + today.month - 1 + ahead, 12) for ahead in range(3)]
        months = [(in_year, before + 1) for in_year, before in months]
    for in_year, in_month in months:
        try:
            day = date(in_year, in_month, number)
        except ValueError:
            continue
        if year is not None or day >= today:
            yield day


def _short(text: str, today: date) -> SaidDays | None:
    """Read what is a day only where nothing else can stand: `26`, and the beginning of a weekday."""
    if re.fullmatch(r"(?a)\d{1,2}", text):
        found = next(_candidates(int(text), None, None, today), None)
        return SaidDays(days=(found,)) if found else None
    names = [n for n, name in enumerate(span.DAY_NAMES_LONG) if name.casefold().startswith(text)]
    return SaidDays(weekday=names[0]) if len(text) >= len("thu") and names else None


def _checked(day: date) -> SaidDays:
    """Return a day; where no diary holds it, with the sentence that says so."""
    try:
        span.check_day(day)
    except Refusal as refusal:
        return SaidDays(days=(day,), wrong=refusal.sentence)
    return SaidDays(days=(day,))
