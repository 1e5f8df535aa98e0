"""A wish for a free slot, read from a line such as `free bedford tue thu after 4`.

Nothing is guessed in silence: what was understood can be said, and what was not is kept, word for word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from reception.domain import span
from reception.domain.clinic import Clinic
from reception.domain.ids import ClinicId
from reception.domain.patient import fold
from reception.domain.span import Span

FREE = "free "
"""How a line begins that asks for free slots."""
SHORTEST = 3
"""How many letters of a name are enough to mean it, where no other name begins with them."""
FIRST_AFTERNOON_HOUR, LAST_AFTERNOON_HOUR = 1, 7
"""A bare hour from 1 to 7 is one of the afternoon: no clinic calls anybody at 4 in the morning."""
NOON = time(12)
NO_MEANING = frozenset(("", "a", "an", "and", "at", "in", "on", "or", "slot", "slots", "the"))
ANYWHERE = frozenset(("all", "any", "anywhere", "everywhere"))
WEEKDAYS = {
    **{name.casefold(): number for number, name in enumerate(span.DAY_NAMES)},
    **{name.casefold(): number for number, name in enumerate(span.DAY_NAMES_LONG)},
    **{f"{name.casefold()}s": number for number, name in enumerate(span.DAY_NAMES_LONG)},
    "tues": 1,
    "weds": 2,
    "thur": 3,
    "thurs": 3,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeWish:
    """Which free slots somebody asks for; times of day are London's, `after` included and `before` not.

    No clinic means every clinic, no day any day; `left` are the words that were not understood.
    """

    today: date
    clinics: tuple[Clinic, ...] = ()
    chosen_above: bool = False
    anywhere: bool = False
    days: tuple[date, ...] = ()
    weekdays: tuple[int, ...] = ()
    after: time | None = None
    before: time | None = None
    left: tuple[str, ...] = ()

    def wants_day(self, day: date) -> bool:
        """Tell whether a day is one of those asked for."""
        return not (self.days or self.weekdays) or day in self.days or day.weekday() in self.weekdays

    def suits(self, moment: datetime) -> bool:
        """Tell whether a slot that starts at an instant is asked for, by London's day and clock."""
        wall = span.london(moment)
        return (
            self.wants_day(wall.date())
            and (self.after is None or wall.time() >= self.after)
            and (self.before is None or wall.time() < self.before)
        )

    def window(self, day: date) -> Span:
        """Return the part of a day (UTC) that holds every moment asked for, and at a clock change a few more."""
        whole = span.day_span(day)
        start = span.edge(day, self.after) if self.after else whole.start
        end = span.edge(day, self.before, last=True) if self.before else whole.end
        return Span(start, max(start, end))

    @property
    def last_day(self) -> date | None:
        """Return the last day asked for, or None where there is no last one."""
        return None if self.weekdays or not self.days else max(self.days)

    def __str__(self) -> str:
        """Return what was understood: `Free slots in Bedford on Tue or Thu after 16:00`."""
        return " ".join(part for part in ("Free slots", self.where, self._when(), self.limits) if part)

    @property
    def limits(self) -> str:
        """Return between which times of day: `after 16:00`, `after 09:00 and before 11:00`, or nothing."""
        after = f"after {self.after:%H:%M}" if self.after else ""
        before = f"before {self.before:%H:%M}" if self.before else ""
        return " and ".join(limit for limit in (after, before) if limit)

    @property
    def where(self) -> str:
        """Return at which clinics: `in Bedford`, `in all clinics`."""
        if not self.clinics:
            return "in all clinics"
        names = " or ".join(clinic.name for clinic in self.clinics)
        return f"in {names} (the clinic chosen above)" if self.chosen_above else f"in {names}"

    def _when(self) -> str:
        known = {self.today: "today", self.today + timedelta(days=1): "tomorrow"}
        days = [f"{known.get(day, 'on')} ({span.day_text(day)})" for day in self.days]
        names = " or ".join(span.DAY_NAMES[number] for number in self.weekdays)
        return " or ".join([*days, *([f"on {names}"] if names else [])])


def asks_free(text: str) -> bool:
    """Tell whether a line asks for free slots."""
    head = text.lstrip()[: len(FREE)]
    return fold(head) == FREE.strip() and head[-1:].isspace()


def read_free(text: str, clinics: Sequence[Clinic], today: date, chosen: ClinicId | None = None) -> FreeWish:
    """Read a line that begins with `free `; without a clinic in it the one in the filter is meant."""
    said = [word for word in re.split(r"[\s,;/]+", text.strip())[1:] if word]
    folded = [fold(word) for word in said]
    names = {clinic.id: fold(clinic.name) for clinic in clinics}
    wish, at = FreeWish(today=today), 0
    readers: tuple[_Understands, ...] = (_read_place(clinics, names), _read_day, _read_time, _read_rest)
    while at < len(said):
        wish, count = next(told for one in readers if (told := one(wish, said, folded, at)) is not None)
        at += count
    if wish.clinics or wish.anywhere or chosen is None:
        return wish
    above = tuple(clinic for clinic in clinics if clinic.id == chosen)
    return replace(wish, clinics=above, chosen_above=bool(above))


_Told = tuple[FreeWish, int]
"""A wish with something more in it, and how many words that took."""
_Understands = Callable[[FreeWish, list[str], list[str], int], _Told | None]


def _read_place(clinics: Sequence[Clinic], names: dict[ClinicId, str]) -> _Understands:
    """Return what reads a clinic: its whole name, or letters that begin no other name."""
    longest = max((len(name.split()) for name in names.values()), default=0)

    def read(wish: FreeWish, said: list[str], folded: list[str], at: int) -> _Told | None:
        if folded[at] in ANYWHERE:
            return replace(wish, anywhere=True), 1
        for count in range(longest, 0, -1):
            typed = " ".join(folded[at : at + count])
            if at + count > len(folded) or not typed:
                continue
            meant = [clinic for clinic in clinics if names[clinic.id] == typed]
            if not meant and len(typed) >= SHORTEST and typed not in WEEKDAYS:
                meant = [clinic for clinic in clinics if names[clinic.id].startswith(typed)]
                meant = meant if len(meant) == 1 else []
            if meant:
                return replace(wish, clinics=tuple(dict.fromkeys((*wish.clinics, *meant)))), count
        return None

    return read


def _read_day(wish: FreeWish, said: list[str], folded: list[str], at: int) -> _Told | None:
    """Read `today`, `tomorrow` or a weekday."""
    word = folded[at]
    if word in ("today", "tomorrow"):
        day = wish.today + timedelta(days=int(word == "tomorrow"))
        return replace(wish, days=tuple(sorted({*wish.days, day}))), 1
    if word not in WEEKDAYS:
        return None
    return replace(wish, weekdays=tuple(sorted({*wish.weekdays, WEEKDAYS[word]}))), 1


def _read_time(wish: FreeWish, said: list[str], folded: list[str], at: int) -> _Told | None:
    """Read `after 4`, `from 16:30`, `before 11 am`, `until noon`, `morning`, `afternoon`."""
    word = folded[at]
    if word in ("morning", "mornings"):
        return _until(wish, NOON), 1
    if word in ("afternoon", "afternoons"):
        return _from(wish, NOON), 1
    limit = {"after": _from, "from": _from, "before": _until, "until": _until, "till": _until}.get(word)
    if limit is None or at + 1 >= len(folded):
        return None
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


def _read_rest(wish: FreeWish, said: list[str], folded: list[str], at: int) -> _Told:
    """Leave out what means nothing by itself, and keep what was not understood."""
    if folded[at] in NO_MEANING or not any(c.isalnum() for c in folded[at]):
        return wish, 1
    return replace(wish, left=(*wish.left, said[at])), 1


def read_clock(word: str) -> time | None:
    """Read a time of day as people type it (`4`, `16`, `4pm`, `16:30`, `4.30`, `1630`, `noon`), or None."""
    if word in ("noon", "midday"):
        return NOON
    match = re.fullmatch(r"(?a)(\d{1,2})(?:[:.]?(\d\d))?(am|pm)?", word)
    if match is None:
        return None
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3]
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif FIRST_AFTERNOON_HOUR <= hour <= LAST_AFTERNOON_HOUR and not match[1].startswith("0"):
        hour += 12
    return time(hour, minute) if hour < 24 and minute < 60 else None
