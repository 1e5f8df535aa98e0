"""Finding anything: patients and their calls by what was typed, free slots by a wish, sheets and clinics by name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from functools import lru_cache
from itertools import islice

from reception.domain import span
from reception.domain.call import CallLine, CallStatus
from reception.domain.clinic import Clinic
from reception.domain.clinician import Clinician
from reception.domain.deed import BookDeed, Deed, PrintDeed, PrintListDeed, WeekDeed
from reception.domain.patient import NAME_LIMIT, fold
from reception.domain.slot import Slot
from reception.domain.span import Span
from reception.domain.wish import FreeWish
from reception.services import patients, sheets
from reception.services.clinics import all_open
from reception.services.free_days import Looking
from reception.services.patients import PatientLine
from reception.services.sheets import SheetLine
from reception.services.slots import AHEAD_DAYS, SlotLine
from reception.storage.late import calls, slots
from reception.storage.reader import Reader

MOST_PATIENTS, MOST_CALLS, MOST_SLOTS = 8, 5, 12
"""How many of each kind a question brings."""
SLOTS_AT_ONCE = 48
"""How many free slots are read at first: more than are given, since at a clock change a few do not suit."""
CALLERS = 4
"""The calls of how many of the found patients are looked up."""
CALLS_BACK = 40
"""How many of their calls are looked at, newest first."""
LONGEST = NAME_LIMIT
"""No name, number, postcode or birth date is longer, so a longer text finds nobody."""


class Closeness(IntEnum):
    """How well something typed fits a name; less is closer."""

    SAME = 0
    WHOLE_WORDS = 1
    BEGINNINGS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is looked up once: where a call is free next, who makes calls, and the sheets."""

    next_free: tuple[SlotLine, ...] = ()
    clinicians: tuple[Clinician, ...] = ()
    sheets: tuple[SheetLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a line brought: patients, calls of theirs, free slots; and, where none is free at a time, those near it."""

    patients: tuple[PatientLine, ...] = ()
    calls: tuple[CallLine, ...] = ()
    slots: tuple[SlotLine, ...] = ()
    near: tuple[SlotLine, ...] = ()


def closeness(typed: str, *names: str) -> Closeness | None:
    """Return how well a text fits any of some names, or None: each of its words must begin one of theirs."""
    wanted = _words(typed)
    found = [fit for name in names if (fit := _fit(wanted, _words(name))) is not None]
    return min(found, default=None) if wanted else None


@lru_cache(maxsize=1024)
def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", fold(text)))


def _fit(wanted: tuple[str, ...], words: tuple[str, ...]) -> Closeness | None:
    if wanted == words:
        return Closeness.SAME
    if all(word in words for word in wanted):
        return Closeness.WHOLE_WORDS
    begins = all(any(word.startswith(one) for word in words) for one in wanted)
    return Closeness.BEGINNINGS if begins else None


def known(reader: Reader, now: datetime) -> Known:
    """Return the next free slot of each clinic, and the library of sheets."""
    ahead = Span(now, now + timedelta(days=AHEAD_DAYS))
    firsts = (
        next(slots.free_between(reader, ahead, one.id, now=now, limit=1), None) for one in all_open(reader)
    )
    return Known(
        next_free=tuple(_lines(reader, [slot for slot in firsts if slot is not None])),
        clinicians=tuple(reader.all(Clinician)),
        sheets=tuple(sheets.library(reader, span.london_day(now))),
    )


def find(reader: Reader, text: str, now: datetime, wish: FreeWish | Deed | None = None) -> Found:
    """Return what a line finds; with a wish its free slots too, and people only where words were left over.

    With a deed only what it needs: whom it is for, and where there is room for them. What is in doubt finds nothing.
    """
    if isinstance(wish, FreeWish | BookDeed) and (wish.free if isinstance(wish, BookDeed) else wish).doubts:
        return Found()
    if isinstance(wish, BookDeed):
        return _to_book(reader, now, wish)
    if isinstance(wish, PrintDeed | PrintListDeed | WeekDeed):
        return Found(patients=tuple(_people(reader, wish.who)) if isinstance(wish, PrintDeed) else ())
    free = _lines(reader, list(_free(reader, now, wish))) if wish is not None else []
    if wish is not None and not wish.left:
        return Found(slots=tuple(free))
    people = _people(reader, text)
    return Found(patients=tuple(people), calls=tuple(_calls(reader, people, now)), slots=tuple(free))


def _to_book(reader: Reader, now: datetime, deed: BookDeed) -> Found:
    free = _lines(reader, list(_free(reader, now, deed.free)))
    near = [] if free or deed.at is None else _lines(reader, list(_free(reader, now, deed.any_time)))
    return Found(patients=tuple(_people(reader, deed.who)), slots=tuple(free), near=tuple(near))


def _people(reader: Reader, text: str) -> list[PatientLine]:
    typed = "".join(c for c in text.strip() if unicodedata.category(c) not in ("Cc", "Cs"))
    if not typed or len(typed) > LONGEST:
        return []
    return patients.find(reader, typed, limit=MOST_PATIENTS)


def _calls(reader: Reader, people: list[PatientLine], now: datetime) -> list[CallLine]:
    """Return the calls of the first people found: those to come, soonest first, then the last ones."""
    if not people:
        return []
    found = calls.of_patients(reader, [line.id for line in people[:CALLERS]], limit=CALLS_BACK)
    booked = [line for line in found if line.call.status is CallStatus.BOOKED and line.slot.starts_at >= now]
    return [*reversed(booked), *(line for line in found if line not in booked)][:MOST_CALLS]


# ---- free slots


def _free(reader: Reader, now: datetime, wish: FreeWish) -> Iterator[Slot]:
    """Return the next free slots of a wish."""
    people = [one.id for one in wish.clinicians]
    looking = Looking(reader=reader, wish=wish, now=now, people=people, at_once=SLOTS_AT_ONCE)
    return islice(looking.suiting(Span(now, _end(now, wish))), MOST_SLOTS)


def _end(now: datetime, wish: FreeWish) -> datetime:
    """Return until when slots are looked for: a year from now, or from the first day asked for."""
    last, first = wish.last_day, wish.first
    start = max(now, span.day_span(first).start) if first is not None else now
    return start + timedelta(days=AHEAD_DAYS) if last is None else span.day_span(last).end


def _lines(reader: Reader, found: list[Slot]) -> list[SlotLine]:
    places = {clinic.id: clinic for clinic in reader.all(Clinic)}
    people = {clinician.id: clinician for clinician in reader.all(Clinician)}
    return [SlotLine(slot=s, clinic=places[s.clinic], clinician=people[s.clinician]) for s in found]
