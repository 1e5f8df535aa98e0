"""How a line such as `book holt thu 10:15 london` is read: for whom, when and where.

Nothing is guessed in silence: what may be two things is told, and what is not understood never becomes a name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from reception.domain import day as days
from reception.domain import span
from reception.domain.book_deed import BookDeed
from reception.domain.book_parts import (
    READERS,
    WHEN_OR_WHERE,
    WHOM,
    Is,
    Part,
    parts_of,
    unsure,
)
from reception.domain.clinic import Clinic
from reception.domain.clinician import Clinician
from reception.domain.ids import ClinicId
from reception.domain.likeness import is_slip
from reception.domain.patient import fold
from reception.domain.typed_number import can_be_called, dialled
from reception.domain.wish import FreeWish
from reception.domain.wish_line import NO_DAY, SHORTEST, Line, check_days, doubted, in_filter, line_of

LIKE_A_TIME = "Write a time as 10:15 or 4pm."
LEAVE_OUT = "Change it or leave it out."
NEAR_DAYS = (*span.DAY_NAMES_LONG, "today", "tomorrow")
"""Words for days that somebody may misspell."""
SHORTEST_SLIP = 5
"""Shorter words are too often names with one other letter: Beth is no Bath."""


def read_book(
    said: list[str],
    clinics: Sequence[Clinic],
    today: date,
    chosen: ClinicId | None,
    clinicians: Sequence[Clinician],
) -> BookDeed:
    """Read the words after `book`."""
    line = line_of(said, clinics, clinicians, has_patient=True)
    parts = parts_of(line, today)
    wish = FreeWish(today=today)
    for one in parts:
        wish = _with(wish, one, line)
    named = wish
    wish = _on_days(in_filter(wish, clinics, chosen))
    at = next((one.at for one in parts if one.what is Is.CLOCK), None)
    if at is not None:
        a_minute_later = (datetime.combine(today, at) + timedelta(minutes=1)).time()
        wish = replace(wish, after=at, before=a_minute_later)
    return BookDeed(
        who=" ".join(_looked_up(parts, line, today)),
        at=at,
        free=_two_times(wish, parts),
        said=" ".join(line.text(one.start, one.count) for one in parts if one.what in WHOM),
        name=" ".join(_words(parts, line)),
        number=next(_numbers(parts, line), ""),
        strange=_strange(parts, line, named),
        beside=tuple(_beside(parts, line)),
        unsure=tuple(line.text(one.start, one.count) for one in unsure(parts, line)),
    )


# ---- when and where


def _with(wish: FreeWish, part: Part, line: Line) -> FreeWish:
    """Return a wish with what a part says of when and where."""
    text = span.short(line.text(part.start, part.count))
    if part.what in READERS:
        told = READERS[part.what](wish, line, part.start)
        return wish if told is None else told[0]
    if part.what is Is.ANYWHERE:
        return replace(wish, anywhere=True)
    if part.what is Is.WRONG_CLOCK:
        return doubted(wish, f"“{text}” is not a time. {LIKE_A_TIME}")
    if part.what is Is.BARE:
        return doubted(wish, f"“{text}” is not understood. {LIKE_A_TIME}")
    if part.what is Is.NOBODY:
        called = span.short(line.text(part.start + 1, part.count - 1))
        nobody = f"No clinician is called “{called}”. Change it or leave “with” out."
        return doubted(wish, nobody if called else "Say after “with” which clinician is meant.")
    return wish


def _two_times(wish: FreeWish, parts: list[Part]) -> FreeWish:
    """Return a wish; where two times are said, with the sentence that asks for one."""
    times = list(dict.fromkeys(one.at for one in parts if one.at is not None))
    if len(times) < 2:
        return wish
    return doubted(wish, f"Two times are said, {times[0]:%H:%M} and {times[1]:%H:%M}. Write one of them.")


def _on_days(wish: FreeWish) -> FreeWish:
    """Return a wish whose weekdays are the coming days that they mean; one of a day that is said too adds none."""
    dated = {day.weekday() for day in wish.days}
    coming = {day for number in wish.weekdays if number not in dated for day in _coming(wish, number)}
    if wish.weekdays and not (coming or wish.days):
        return replace(wish, weekdays=(), doubts=(*wish.doubts, NO_DAY))
    return check_days(replace(wish, days=tuple(sorted({*wish.days, *coming})), weekdays=()))


def _coming(wish: FreeWish, weekday: int) -> list[date]:
    """Return the next day of a weekday within the days asked for; said on that very day, a week later may be meant."""
    first = days.coming(wish.first or wish.today, weekday)
    found = [first, first + timedelta(days=7)] if first == wish.today and wish.first is None else [first]
    return [day for day in found if wish.last is None or day <= wish.last]


# ---- whom


def _words(parts: list[Part], line: Line) -> list[str]:
    return [line.said[one.start] for one in parts if one.what is Is.WORD]


def _looked_up(parts: list[Part], line: Line, today: date) -> Iterator[str]:
    """Yield what a patient is looked up by: names as they are, a number as its digits, a birth date in ISO 8601."""
    for one in parts:
        text = line.text(one.start, one.count)
        if one.what is Is.NUMBER:
            yield dialled(text)
        elif one.what is Is.BIRTH:
            said = days.read(line.folded[one.start :], today)
            yield said.days[0].isoformat() if said is not None else text
        elif one.what in WHOM:
            yield text


def _numbers(parts: list[Part], line: Line) -> Iterator[str]:
    texts = (line.text(one.start, one.count) for one in parts if one.what is Is.NUMBER)
    return (text for text in texts if can_be_called(text))


def _beside(parts: list[Part], line: Line) -> Iterator[str]:
    """Yield the single words next to the name that were read as something else."""
    for number, one in enumerate(parts):
        around = parts[max(0, number - 1) : number + 2]
        if one.count == 1 and one.what not in WHOM and any(other.what is Is.WORD for other in around):
            yield line.said[one.start]


def _strange(parts: list[Part], line: Line, wish: FreeWish) -> str:
    """Return the sentence that names what is no name, for the case that nobody is found; or nothing."""
    found = (*_odd(parts, line), *_misspelt(parts, line, wish), *_apart(parts, line))
    return next(iter(found), "")


def _odd(parts: list[Part], line: Line) -> Iterator[str]:
    """Yield sentences about words that hold figures, which are no names, and no number that can be called."""
    for one in parts:
        text = span.short(line.text(one.start, one.count))
        if one.what is Is.BIRTH:
            yield f"Nobody like that was born on {text}. {LEAVE_OUT}"
        elif one.what is Is.NUMBER and not can_be_called(text):
            yield f"Nobody like that has “{text}” in their number. {LEAVE_OUT}"
        elif one.what is Is.FIGURES or (one.what is Is.WORD and any(c.isdecimal() for c in text)):
            yield f"“{text}” is not understood. {LEAVE_OUT}"


def _misspelt(parts: list[Part], line: Line, wish: FreeWish) -> Iterator[str]:
    """Yield sentences about words that are nearly a clinic, or a day, where the line says none."""
    has_day = bool(wish.days or wish.weekdays or wish.first or wish.last)
    for word in _words(parts, line):
        typed = fold(word)
        places = [] if wish.clinics or wish.anywhere else _places(typed, line)
        if len(places) > 1:
            yield days.either(word, places)
        elif places:
            yield f"“{span.short(word)}” is not understood. Write {places[0]}, or the clinic too if it is a name."
        day = None if has_day else next((one for one in NEAR_DAYS if _is_nearly(typed, fold(one))), None)
        if day is not None:
            yield f"“{span.short(word)}” is not understood. Write {day}, or the day too if it is a name."


def _places(typed: str, line: Line) -> list[str]:
    """Return the clinics that a word begins, or is nearly called."""
    found = [one for one in line.known if isinstance(one.thing, Clinic)]
    begun = [one.thing.name for one in found if len(typed) >= SHORTEST and one.begins.startswith(typed)]
    nearly = [
        one.thing.name
        for one in found
        if any(_is_nearly(typed, part) for part in (one.begins, *one.begins.split()))
    ]
    return begun or nearly[:1]


def _is_nearly(typed: str, word: str) -> bool:
    return len(typed) >= SHORTEST_SLIP and is_slip(typed, word)


def _apart(parts: list[Part], line: Line) -> Iterator[str]:
    """Yield sentences about words that stand apart from the name, on the other side of a day, a time or a clinic."""
    has_name = was_cut = False
    for one in parts:
        if one.what is Is.WORD and has_name and was_cut:
            word = span.short(line.said[one.start])
            yield f"“{word}” is not understood. Leave it out, or write it beside the name."
        has_name = has_name or one.what is Is.WORD
        was_cut = was_cut or (has_name and one.what in WHEN_OR_WHERE)
