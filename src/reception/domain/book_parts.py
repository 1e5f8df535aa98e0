"""Which words of a line that begins with `book` belong together, and what each of them may be.

What stands beside a name stays a part of the name, unless it does the work of a small word: `on thu`, `at 10:15`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, time
from enum import Enum, auto

from reception.domain import day as days
from reception.domain import span
from reception.domain.clinic import Clinic
from reception.domain.patient import digits, fold
from reception.domain.time_of_day import read_clock
from reception.domain.typed_number import is_whole
from reception.domain.wish import FreeWish
from reception.domain.wish_line import (
    ANYWHERE,
    NAMES_TOO,
    WITH,
    Line,
    Understands,
    is_birth,
    read_day,
    read_limit,
    read_named,
)


class Is(Enum):
    """What some words are."""

    WORD = auto()
    NUMBER = auto()
    BIRTH = auto()
    FIGURES = auto()
    BARE = auto()
    DAY = auto()
    LIMIT = auto()
    PLACE = auto()
    ANYWHERE = auto()
    CLOCK = auto()
    WRONG_CLOCK = auto()
    NOBODY = auto()
    SMALL = auto()


READERS: dict[Is, Understands] = {Is.DAY: read_day, Is.LIMIT: read_limit, Is.PLACE: read_named}
WHOM = frozenset((Is.WORD, Is.NUMBER, Is.BIRTH, Is.FIGURES))
"""What names a patient."""
WHEN_OR_WHERE = frozenset((Is.DAY, Is.LIMIT, Is.PLACE, Is.ANYWHERE, Is.CLOCK, Is.WRONG_CLOCK, Is.NOBODY))
ARTICLES, CALLS = ("a", "an", "another", "the"), ("appointment", "booking", "call", "slot")
"""How a line can begin before it says for whom: `an appointment for`."""
BEFORE = frozenset(("at", "for", "in", "on", "the"))
"""Small words before a day, a time or a clinic."""
BETWEEN = frozenset(("and", "or"))
"""Small words between two of them."""
FOR, CLINICS = "for", ("clinic", "clinics")
EARLIEST, LATEST = time(7), time(20)
"""Between these figures alone (`1015`) are a time: a number may end with others."""
SHORT_DAYS = frozenset(fold(name) for name in span.DAY_NAMES)
"""Names of days that are names of people too: Sat, Sun, Thu."""
FEWEST = 5
"""With fewer digits a number is figures, which may be a time."""
MOST_GROUPS = 8
"""In how many groups of digits a number is typed."""
FAR = 4
"""How many parts ahead is looked, past other small words."""
BEGINS_NUMBER = re.compile(r"(?a)[+(]*\d[\d()\-]*")
GOES_ON = re.compile(r"(?a)\(?\d[\d()\-]*")
CLOCK = re.compile(r"(?a)\d{1,2}(?:[:.]\d{1,2})?(?:am|pm)?|\d{3,4}(?:am|pm)?")


@dataclass(frozen=True, slots=True)
class Part:
    """Some words of a line that belong together: what they are, where they start, how many, and which time they say."""

    what: Is
    start: int
    count: int = 1
    at: time | None = None

    @property
    def end(self) -> int:
        """Return where the words after it start."""
        return self.start + self.count


def parts_of(line: Line, today: date) -> list[Part]:
    """Return the parts of a line, in their order."""
    opening = _opening(line.folded)
    parts = [Part(Is.SMALL, 0, opening)] if opening else []
    at = opening
    while at < len(line.folded):
        parts.append(_part(line, today, at))
        at = parts[-1].end
    parts = _with_nobody(_with_figures(parts, line), line)
    parts = [replace(one, what=_role(parts, number, line)) for number, one in enumerate(parts)]
    return [replace(one, what=_name_or_not(parts, number, line)) for number, one in enumerate(parts)]


def _opening(folded: list[str]) -> int:
    """Return how many words come before anything is said: `a call for`, `an appointment`, `call for`."""
    start = 1 if folded[:1] and folded[0] in ARTICLES else 0
    if folded[start : start + 1] and folded[start] in CALLS:
        is_for = folded[start + 1 : start + 2] == [FOR]
        return start + 1 + is_for if start or is_for else 0
    return 0


def _part(line: Line, today: date, at: int) -> Part:
    said = days.read(line.folded[at:], today)
    if said is not None and is_birth(said, today):
        return Part(Is.BIRTH, at, said.count)
    for what, reader in READERS.items():
        told = reader(FreeWish(today=today), line, at)
        if told is not None:
            return Part(what, at, told[1])
    return _number(line.folded, today, at) or _clock(line.folded, at) or Part(Is.WORD, at)


# ---- numbers and times


def _number(folded: list[str], today: date, at: int) -> Part | None:
    """Read a number in any format, its groups apart; once a UK number is whole, what follows is no part of it."""
    if not BEGINS_NUMBER.fullmatch(folded[at]) or (at and folded[at - 1] == "at"):
        return None
    end = at + 1
    while end < at + MOST_GROUPS and not is_whole(" ".join(folded[at:end])) and _goes_on(folded, today, end):
        end += 1
    last = folded[end - 1]
    rest = digits("".join(folded[at : end - 1]))
    if not is_whole(" ".join(folded[at:end])) and len(rest) > FEWEST and _is_likely(last):
        end -= 1
    return Part(Is.NUMBER, at, end - at) if len(digits("".join(folded[at:end]))) >= FEWEST else None


def _goes_on(folded: list[str], today: date, at: int) -> bool:
    if at >= len(folded) or not GOES_ON.fullmatch(folded[at]) or folded[at + 1 : at + 2] in (["am"], ["pm"]):
        return False
    return days.read(folded[at:], today) is None


def _clock(folded: list[str], at: int) -> Part | None:
    """Read a time: `10:15`, `4.30`, `4pm`, `4 pm`, `at 4`; figures alone may be one, or the end of a number."""
    word, is_at = folded[at], bool(at) and folded[at - 1] == "at"
    if not CLOCK.fullmatch(word):
        noon = read_clock(word) if is_at else None
        return Part(Is.CLOCK, at, at=noon) if noon else None
    half = "".join(one for one in folded[at + 1 : at + 2] if one in ("am", "pm"))
    read = read_clock(word + half)
    if half or is_at or not word.isdigit():
        return Part(Is.CLOCK if read else Is.WRONG_CLOCK, at, 1 + bool(half), read)
    return Part(Is.FIGURES if len(word) > len("12") else Is.BARE, at)


def _is_likely(word: str) -> bool:
    read = read_clock(word) if re.fullmatch(r"(?a)\d{3,4}", word) else None
    return read is not None and EARLIEST <= read <= LATEST


def _with_figures(parts: list[Part], line: Line) -> list[Part]:
    """Return the parts; where no other time is said, the first figures that may be one are the time."""
    if any(one.what in (Is.CLOCK, Is.WRONG_CLOCK) for one in parts):
        return parts
    figures = [one for one in parts if one.what is Is.FIGURES and _is_likely(line.folded[one.start])]
    return [
        replace(one, what=Is.CLOCK, at=read_clock(line.folded[one.start])) if one in figures[:1] else one
        for one in parts
    ]


# ---- whom, when and where


def _with_nobody(parts: list[Part], line: Line) -> list[Part]:
    """Return the parts; `with` and what follows it, where no clinician is called so, are one."""
    joined: list[Part] = []
    for one in parts:
        before = joined[-1] if joined else None
        is_more = one.what is Is.WORD and not _is_before(one, line)
        if before is not None and before.what is Is.NOBODY and is_more:
            joined[-1] = replace(before, count=before.count + 1)
        else:
            is_with = one.what is Is.WORD and line.folded[one.start] == WITH
            joined.append(replace(one, what=Is.NOBODY) if is_with else one)
    return joined


def _role(parts: list[Part], number: int, line: Line) -> Is:
    """Tell a word that does the work of a small one from one that belongs to a name."""
    one, word = parts[number], line.folded[parts[number].start]
    before, after = _before(parts, number), parts[number + 1 : number + 1 + FAR]
    if one.what is not Is.WORD:
        return one.what
    is_of_place = word in CLINICS and before is not None and _is_place(before, line)
    if is_of_place or not any(c.isalnum() for c in word):
        return Is.SMALL
    begins = before is None or before.what not in WHOM
    if word in NAMES_TOO:
        is_name = not begins or (bool(after) and after[0].what in WHOM)
        is_of_clinics = line.folded[one.end : one.end + 1] in [[clinic] for clinic in CLINICS]
        return Is.ANYWHERE if is_of_clinics or not is_name else Is.WORD
    follows = next((other.what for other in after if not _is_before(other, line)), None)
    is_small = word in BEFORE and follows in WHEN_OR_WHERE
    if word in BETWEEN:
        is_small = follows in WHEN_OR_WHERE and before is not None and before.what in WHEN_OR_WHERE
    is_for_whom = word == FOR and begins and follows in WHOM
    return Is.SMALL if is_small or is_for_whom else Is.WORD


def _before(parts: list[Part], number: int) -> Part | None:
    return parts[number - 1] if number else None


def _is_before(one: Part, line: Line) -> bool:
    return one.what is Is.WORD and line.folded[one.start] in BEFORE


def _is_place(one: Part, line: Line) -> bool:
    return one.what is Is.PLACE or line.folded[one.start] in ANYWHERE


def _name_or_not(parts: list[Part], number: int, line: Line) -> Is:
    """Tell a day or a clinic before a name that is a part of it, because another is said elsewhere: `sat kaur thu`."""
    one = parts[number]
    is_leading = number + 1 < len(parts) and parts[number + 1].what is Is.WORD
    return Is.WORD if is_leading and may_be_name(one, line) and _others(parts, number, line) else one.what


def unsure(parts: list[Part], line: Line) -> list[Part]:
    """Return the days and clinics beside a name that may as well be a part of it."""
    return [one for number, one in enumerate(parts) if _is_unsure(parts, number, line)]


def _is_unsure(parts: list[Part], number: int, line: Line) -> bool:
    one = parts[number]
    before, after = _before(parts, number), next(iter(parts[number + 1 : number + 2]), None)
    if not may_be_name(one, line):
        return False
    if after is not None and after.what is Is.WORD:
        return one.what is Is.DAY or not _is_whole_name(one, line)
    is_trailing = before is not None and before.what is Is.WORD
    has_next = one.what is Is.DAY and after is not None and after.what is Is.DAY
    return is_trailing and (has_next or _others(parts, number, line))


def may_be_name(one: Part, line: Line) -> bool:
    """Tell whether a day or a clinic is a single word that people are called too."""
    word = line.folded[one.start]
    if one.count > 1:
        return False
    return word in SHORT_DAYS if one.what is Is.DAY else one.what is Is.PLACE and word not in ANYWHERE


def _is_whole_name(one: Part, line: Line) -> bool:
    word = line.folded[one.start]
    return any(isinstance(known.thing, Clinic) and word in known.names for known in line.known)


def _others(parts: list[Part], number: int, line: Line) -> bool:
    """Tell whether another day, or another clinic, is said, and not in one run with it."""
    run = {number}
    for step in (-1, 1):
        place = number + step
        while 0 <= place < len(parts) and parts[place].what in (parts[number].what, Is.SMALL):
            run.add(place)
            place += step
    return any(
        other.what is parts[number].what and place not in run and line.folded[other.start] != WITH
        for place, other in enumerate(parts)
    )
