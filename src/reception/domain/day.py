"""Days as people write them: `3 dec`, `thu 3 dec 2027`, `26/11`, `next thu`, `next week`; one reader for all of them.

Nothing is guessed: words that fit two days mean both, and words that fit none say why.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum, auto

from reception.domain import span
from reception.domain.errors import Refusal
from reception.domain.patient import fold

MOST_WORDS = 7
"""How many words a day can have: `thu the 3rd of december 2026` has six, a stop apart from its word one more."""
YEARS_AWAY = 9
"""Before which a day without its year is found, either way: 29 February may be eight years away."""
JUST_OVER = 62
"""Days for which a day of a month is still the one that is over to whoever looks ahead: two months."""
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


class Looks(Enum):
    """Which way a field looks: which of all days is meant by one whose year, or month, or week is not said.

    `AHEAD` is the next one to come, today included; but `20 nov`, some weeks later, is the one that is over, since
    nobody plans most of a year ahead. `FAR_AHEAD` is the next one whenever it comes, `BACK` the last one, today
    included, and `NEAREST` whichever is nearer; of weekdays that too is the next one.
    """

    AHEAD = auto()
    FAR_AHEAD = auto()
    BACK = auto()
    NEAREST = auto()


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


def read(
    words: Sequence[str], today: date, *, alone: bool = False, looks: Looks = Looks.AHEAD
) -> SaidDays | None:
    """Read as many of the first words (folded) as make a day, or None where they make none.

    What stands `alone` in a field may be shorter: `26`, `thursd`, `+2`.
    """
    if not words or not (alone or _BEGINS.match(words[0])):
        return None
    for count in range(min(len(words), MOST_WORDS), 0, -1):
        said = _phrase(" ".join(words[:count]), today, alone, looks)
        if said is not None:
            return replace(said, count=count)
    return None


def read_one(text: str, today: date, *, looks: Looks = Looks.AHEAD, field: str = "day") -> date:
    """Return the one day that a text means, of a week its first; refuse what means none, or two."""
    words = fold(text).replace(",", " ").split()
    said = read(words, today, alone=True, looks=looks)
    if said is None or said.count < len(words):
        raise Refusal(f"“{span.short(text)}” is not a day. Write it as 26 Nov or 26/11/2026.", field=field)
    if said.wrong:
        raise Refusal(said.wrong, field=field)
    if said.stretch is not None:
        return said.stretch[0]
    if said.weekday is not None:
        return coming(today - timedelta(days=WEEK - 1) if looks is Looks.BACK else today, said.weekday)
    if len(said.days) > 1:
        raise Refusal(either(text, [span.day_text(day) for day in said.days]), field=field)
    return said.days[0]


def coming(first: date, weekday: int) -> date:
    """Return the next day of a weekday, from a day on, that day included."""
    return first + timedelta(days=(weekday - first.weekday()) % WEEK)


def either(text: str, meant: Sequence[str]) -> str:
    """Return the sentence that asks which of several things words mean."""
    return f"“{span.short(text)}” may be {' or '.join(meant)}. Write which."


def _phrase(text: str, today: date, alone: bool, looks: Looks) -> SaidDays | None:
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
        return _written(text, match.groupdict(), today, looks)
    return _short(text, today, looks) if alone else None


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


def _written(text: str, parts: dict[str, str | None], today: date, looks: Looks) -> SaidDays | None:
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
    weekday = WEEKDAYS.get(parts["weekday"] or "")
    found = _meant(number, month, int(years) if years else None, weekday, today, looks)
    if found is None:
        name = f"{number} {span.MONTHS_LONG[month - 1]} {years or ''}".strip() if named and month else text
        return SaidDays(wrong=f"There is no {name}.")
    if weekday is not None and weekday != found.weekday():
        is_, said = (span.DAY_NAMES_LONG[n] for n in (found.weekday(), weekday))
        return SaidDays(wrong=f"{span.birth_text(found)} is a {is_}, not a {said}. Change one of them.")
    return _checked(found)


def _meant(
    number: int, month: int | None, year: int | None, weekday: int | None, today: date, looks: Looks
) -> date | None:
    """Return the day that is meant; its weekday, where it is said, may make it another than without."""
    if year is not None:
        return _day(year, month or 0, number)
    before, after = _around(number, month, today)
    if before is None or after is None:
        return before or after
    nearest = before if today - before < after - today else after
    is_just_over = looks is Looks.AHEAD and month is not None and today - before <= timedelta(days=JUST_OVER)
    ways = {Looks.BACK: (before, nearest), Looks.NEAREST: (nearest, after)}.get(looks, (after, nearest))
    return next((day for day in ways if day.weekday() == weekday), before if is_just_over else ways[0])


def _around(number: int, month: int | None, today: date) -> tuple[date | None, date | None]:
    """Return the last and the next day of a month, or of each month, that has a number; today is both."""
    if month is None:
        now = today.year * 12 + today.month - 1
        places = [divmod(now + away, 12) for away in range(-2, 3)]
        months = [(in_year, before + 1) for in_year, before in places]
    else:
        months = [(today.year + away, month) for away in range(1 - YEARS_AWAY, YEARS_AWAY)]
    found = [day for place in months if (day := _day(*place, number)) is not None]
    return (
        max((day for day in found if day <= today), default=None),
        min((day for day in found if day >= today), default=None),
    )


def _day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _short(text: str, today: date, looks: Looks) -> SaidDays | None:
    """Read what is a day only where nothing else can stand: `26`, and the beginning of a weekday."""
    if re.fullmatch(r"(?a)\d{1,2}", text):
        found = _meant(int(text), None, None, None, today, looks)
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
