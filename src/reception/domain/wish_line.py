"""How a line such as `free bedford tue thu after 4` is read as a wish for a free slot.

Nothing is guessed in silence: what was understood can be said, what may be two things is asked, and what was not
understood is kept, word for word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from reception.domain import day as days
from reception.domain import span
from reception.domain.clinic import Clinic
from reception.domain.clinician import Clinician
from reception.domain.day import SaidDays
from reception.domain.ids import ClinicId
from reception.domain.patient import fold
from reception.domain.time_of_day import NOON, read_clock
from reception.domain.wish import FreeWish

FREE = "free "
"""How a line begins that asks for free slots."""
SHORTEST = 3
"""How many letters of a name are enough to mean it, where no other name begins with them."""
ONE_DAY = timedelta(days=1)
NO_DAY = "There is no day that is all of that. Leave one of the days out."
NO_MEANING = frozenset(("", "a", "an", "and", "at", "in", "on", "or", "slot", "slots", "the"))
ANYWHERE = frozenset(("all", "any", "anywhere", "everywhere"))
NAMES_TOO = frozenset(("all", "any"))
"""Those of them that may be a name, where somebody is named in the line too."""
FROM_WORDS, UNTIL_WORDS = ("after", "from"), ("before", "until", "till")
WITH = "with"
"""What stands before the clinician; in a line that names a patient too it must."""


@dataclass(frozen=True, slots=True)
class _Named:
    """A clinic or a clinician, each name they go by (folded), and that of which the beginning is enough."""

    thing: Clinic | Clinician
    names: tuple[str, ...]
    begins: str


@dataclass(frozen=True, slots=True)
class Line:
    """The words of a line, as typed and folded, and the names that can stand in it.

    With `has_patient` somebody is named in it too (`book_line`): then a word that may be two things is left to them.
    """

    said: list[str]
    folded: list[str]
    known: tuple[_Named, ...]
    has_patient: bool = False

    def text(self, at: int, count: int) -> str:
        """Return some of its words as they were typed."""
        return " ".join(self.said[at : at + count])


_Told = tuple[FreeWish, int]
"""A wish with something more in it, and how many words that took."""
Understands = Callable[[FreeWish, Line, int], _Told | None]


def asks_free(text: str) -> bool:
    """Tell whether a line asks for free slots."""
    head = text.lstrip()[: len(FREE)]
    return fold(head) == FREE.strip() and head[-1:].isspace()


def read_free(
    text: str,
    clinics: Sequence[Clinic],
    today: date,
    chosen: ClinicId | None = None,
    clinicians: Sequence[Clinician] = (),
) -> FreeWish:
    """Read a line that begins with `free `; without a clinic in it the one in the filter is meant."""
    return read_words(words_of(text)[1:], clinics, today, chosen, clinicians)


def words_of(text: str) -> list[str]:
    """Return the words of a line; a slash parts two of them unless it stands in a date."""
    words = (word for word in re.split(r"[\s,;]+", text.strip()) if word)
    return [
        part
        for word in words
        for part in ([word] if re.fullmatch(r"(?a)[\d/]+", word) else word.split("/"))
        if part
    ]


def read_words(
    said: list[str],
    clinics: Sequence[Clinic],
    today: date,
    chosen: ClinicId | None,
    clinicians: Sequence[Clinician],
) -> FreeWish:
    """Read the words of a wish."""
    line = line_of(said, clinics, clinicians)
    wish, at = FreeWish(today=today), 0
    while at < len(said):
        wish, count = next(told for one in _READERS if (told := one(wish, line, at)) is not None)
        at += count
    return check_days(in_filter(wish, clinics, chosen))


def line_of(
    said: list[str], clinics: Sequence[Clinic], clinicians: Sequence[Clinician], *, has_patient: bool = False
) -> Line:
    """Return the words of a line with the names that can stand in it."""
    return Line(said, [fold(word) for word in said], _known(clinics, clinicians), has_patient)


def in_filter(wish: FreeWish, clinics: Sequence[Clinic], chosen: ClinicId | None) -> FreeWish:
    """Return a wish; where it names no clinic, that of the filter is meant."""
    if wish.clinics or wish.anywhere or chosen is None:
        return wish
    above = tuple(clinic for clinic in clinics if clinic.id == chosen)
    return replace(wish, clinics=above, chosen_above=bool(above))


def check_days(wish: FreeWish) -> FreeWish:
    """Return a wish; where no day can be all that is said of it, with the sentence that says so."""
    is_empty = wish.first is not None and wish.last is not None and wish.last < wish.first
    is_outside = bool(wish.days) and not wish.weekdays and not any(map(wish.wants_day, wish.days))
    return doubted(wish, NO_DAY) if is_empty or is_outside else wish


# ---- clinics and clinicians


def _known(clinics: Sequence[Clinic], clinicians: Sequence[Clinician]) -> tuple[_Named, ...]:
    places = (_Named(one, (fold(one.name),), fold(one.name)) for one in clinics)
    people = (_Named(one, _names_of(one), fold(one.surname)) for one in clinicians if not one.retired)
    return (*places, *people)


def _names_of(one: Clinician) -> tuple[str, ...]:
    """Return the names a clinician goes by: whole, short, without the title, and the surname alone or after it."""
    whole, short = fold(one.name), fold(one.short_name)
    title, _, rest = whole.partition(" ")
    surname = fold(one.surname)
    return tuple(dict.fromkeys((whole, short, short.replace(".", ""), rest, f"{title} {surname}", surname)))


def read_named(wish: FreeWish, line: Line, at: int) -> _Told | None:
    """Read a clinic or a clinician: a whole name, or letters that begin no other; of two that fit, neither is taken."""
    if line.folded[at] in (ANYWHERE - NAMES_TOO if line.has_patient else ANYWHERE):
        return replace(wish, anywhere=True), 1
    is_with = line.folded[at] == WITH
    start, known = at + int(is_with), line.known
    if is_with:
        known = tuple(one for one in known if isinstance(one.thing, Clinician))
    elif line.has_patient:
        known = tuple(one for one in known if isinstance(one.thing, Clinic))
    longest = max((len(name.split()) for one in known for name in one.names), default=0)
    for count in range(min(longest, len(line.folded) - start), 0, -1):
        typed = " ".join(line.folded[start : start + count])
        meant = _meant(typed, known)
        if len(meant) == 1:
            return _with(wish, meant[0]), count + int(is_with)
        if meant and not (line.has_patient and not is_with):
            return doubted(wish, days.either(typed, [one.name for one in meant])), count + int(is_with)
    return None


def _meant(typed: str, known: Sequence[_Named]) -> list[Clinic | Clinician]:
    whole = [one.thing for one in known if typed in one.names]
    if whole or len(typed) < SHORTEST or typed in NO_MEANING | ANYWHERE:
        return whole
    return [one.thing for one in known if one.begins.startswith(typed)]


def _with(wish: FreeWish, thing: Clinic | Clinician) -> FreeWish:
    if isinstance(thing, Clinic):
        return replace(wish, clinics=tuple(dict.fromkeys((*wish.clinics, thing))))
    return replace(wish, clinicians=tuple(dict.fromkeys((*wish.clinicians, thing))))


def doubted(wish: FreeWish, sentence: str) -> FreeWish:
    """Return a wish with one more sentence that says what does not fit."""
    return replace(wish, doubts=tuple(dict.fromkeys((*wish.doubts, sentence))))


# ---- days


def read_day(wish: FreeWish, line: Line, at: int) -> _Told | None:
    """Read days, a weekday or a week."""
    said = days.read(line.folded[at:], wish.today)
    if said is None or (line.has_patient and is_birth(said, wish.today)):
        return None
    if said.wrong:
        return doubted(wish, said.wrong), said.count
    if said.weekday is not None:
        return replace(wish, weekdays=tuple(sorted({*wish.weekdays, said.weekday}))), said.count
    over = _over(wish, said)
    if over is not None:
        return over, said.count
    if said.stretch is not None:
        first, last = said.stretch
        first = max(first, wish.today)
        if wish.first is not None and wish.last is not None:
            first, last = min(first, wish.first), max(last, wish.last)
        return replace(wish, first=first, last=last), said.count
    return replace(wish, days=tuple(sorted({*wish.days, *said.days}))), said.count


def is_birth(said: SaidDays, today: date) -> bool:
    """Tell whether a day is so long over that somebody may be found by it, as their date of birth."""
    return bool(said.days) and max(said.days) < today - timedelta(days=366)


def _over(wish: FreeWish, said: SaidDays) -> FreeWish | None:
    """Return the wish with the sentence that all of some days are over, or None."""
    last = said.stretch[1] if said.stretch is not None else max(said.days)
    if last >= wish.today:
        return None
    return doubted(wish, f"{span.day_text(last, year=True)} is over. Choose today or a later day.")


def _limited(wish: FreeWish, line: Line, at: int) -> _Told | None:
    """Read `from 3 dec`, `after thu`, `before 3 dec`, `until thu`."""
    said = days.read(line.folded[at + 1 :], wish.today)
    if said is None:
        return None
    word, count = line.folded[at], said.count + 1
    if said.wrong:
        return doubted(wish, said.wrong), count
    if len(said.days) > 1:
        text = " ".join(line.folded[at + 1 : at + count])
        return doubted(wish, days.either(text, [wish.named(day) for day in said.days])), count
    first, last = said.stretch or (said.days or (days.coming(wish.today, said.weekday or 0),)) * 2
    over = _over(wish, replace(said, stretch=(first, last)))
    if over is not None and word not in FROM_WORDS:
        return over, count
    if word in FROM_WORDS:
        start = first if word == "from" else last + ONE_DAY
        return replace(wish, first=max(start, wish.first or wish.today, wish.today)), count
    end = first - ONE_DAY if word == "before" else last
    return replace(wish, last=min(end, wish.last or end)), count


# ---- times of day


def read_limit(wish: FreeWish, line: Line, at: int) -> _Told | None:
    """Read `after 4`, `from 16:30`, `before 11 am`, `until noon`, `morning`, `afternoon`; or from or until a day."""
    word, folded = line.folded[at], line.folded
    if word in ("morning", "mornings"):
        return _until(wish, NOON), 1
    if word in ("afternoon", "afternoons"):
        return _from(wish, NOON), 1
    if word not in FROM_WORDS + UNTIL_WORDS or at + 1 >= len(folded):
        return None
    of_days = _limited(wish, line, at)
    if of_days is not None:
        return of_days
    limit = _from if word in FROM_WORDS else _until
    if at + 2 < len(folded) and folded[at + 2] in ("am", "pm"):
        half = read_clock(folded[at + 1] + folded[at + 2])
        if half is not None:
            return limit(wish, half), 3
    whole = read_clock(folded[at + 1])
    return None if whole is None else (limit(wish, whole), 2)


def _from(wish: FreeWish, at: time) -> FreeWish:
    return replace(wish, after=max(at, wish.after or at))


def _until(wish: FreeWish, at: time) -> FreeWish:
    return replace(wish, before=min(at, wish.before or at))


def _read_rest(wish: FreeWish, line: Line, at: int) -> _Told:
    """Leave out what means nothing by itself, and keep what was not understood."""
    word = line.folded[at]
    if word in NO_MEANING or not any(c.isalnum() for c in word):
        return wish, 1
    return replace(wish, left=(*wish.left, line.said[at])), 1


_READERS: tuple[Understands, ...] = (read_day, read_limit, read_named, _read_rest)
