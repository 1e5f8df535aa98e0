"""London time: the only place that turns wall time into instants and instants into text.

Rules of the desk are London wall time (Europe/London); instants are aware datetimes in UTC.
A naive datetime is refused here, at the edge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from reception.domain.errors import Refusal

LONDON = ZoneInfo("Europe/London")
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
"""The days that a diary holds."""
DAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
DAY_NAMES_LONG = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MONTHS_LONG = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time, UTC, its end not included."""

    start: datetime
    end: datetime

    def __contains__(self, moment: datetime) -> bool:
        return self.start <= moment < self.end

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two share any time."""
        return self.start < other.end and other.start < self.end


def utc(moment: datetime) -> datetime:
    """Return an aware instant in UTC; raise ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError("a datetime without a time zone is not an instant")
    return moment.astimezone(UTC)


def london(moment: datetime) -> datetime:
    """Return an instant as London wall time."""
    return utc(moment).astimezone(LONDON)


def candidates(day: date, at: time) -> tuple[datetime, ...]:
    """Return the instants (UTC) at which London's clocks show a time: none, one or, in autumn, two."""
    found = []
    for fold in (0, 1):
        wall = datetime.combine(day, at, LONDON).replace(fold=fold)
        instant = wall.astimezone(UTC)
        if instant.astimezone(LONDON).replace(tzinfo=None) == wall.replace(tzinfo=None):
            found.append(instant)
    return tuple(sorted(set(found)))


def instant(day: date, at: time, *, field: str = "") -> datetime:
    """Return the one instant (UTC) of a London wall time; refuse one that is missing or comes twice."""
    found = candidates(day, at)
    if not found:
        raise Refusal(
            f"{at:%H:%M} on {day_text(day)} does not exist: the clocks go forward. Choose another time.",
            field=field,
        )
    if len(found) > 1:
        raise Refusal(
            f"{at:%H:%M} on {day_text(day)} comes twice: the clocks go back. "
            "Say which with +01:00 or +00:00.",
            field=field,
        )
    return found[0]


def instant_by_hand(day: date, at: time, *, field: str = "") -> datetime:
    """Return the one instant (UTC) of a wall time typed where no offset can be, or refuse it."""
    if len(candidates(day, at)) > 1:
        raise Refusal(
            f"{at:%H:%M} on {day_text(day)} comes twice: the clocks go back. Choose another time.",
            field=field,
        )
    return instant(day, at, field=field)


def edge(day: date, at: time, *, last: bool = False) -> datetime:
    """Return the instant (UTC) of a boundary, which may fall into a clock change.

    A time that does not exist is the moment of the change; one that comes twice is its first
    moment, or its second when it is the `last` of something.
    """
    found = candidates(day, at)
    if found:
        return found[-1] if last else found[0]
    return datetime.combine(day, at, LONDON).replace(fold=1).astimezone(UTC).replace(minute=0, second=0) + (
        timedelta(hours=1)
    )


def day_span(day: date) -> Span:
    """Return a London day, midnight to midnight (23, 24 or 25 hours)."""
    return Span(edge(day, time()), edge(day + timedelta(days=1), time()))


def days_span(first: date, last: date) -> Span:
    """Return the London days from the first to the last, both included."""
    return Span(day_span(first).start, day_span(last).end)


def days(first: date, last: date) -> Iterator[date]:
    """Yield each day from the first to the last, both included."""
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def london_day(moment: datetime) -> date:
    """Return the London day of an instant."""
    return london(moment).date()


def check_day(day: date, *, field: str = "day") -> None:
    """Refuse a day that no diary holds."""
    if not FIRST_DAY <= day <= LAST_DAY:
        raise Refusal(
            f"{day} is too far away: a diary holds the years {FIRST_DAY.year} to {LAST_DAY.year}. "
            "Choose another day.",
            field=field,
        )


def monday(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


# ---- text for people


SECOND = " (2nd)"
"""What follows a time in the second of the two hours that read alike when the clocks go back."""


def clock(moment: datetime) -> str:
    """Return `10:15`; in the hour that comes twice, its second time reads `01:15 (2nd)`."""
    wall = london(moment)
    twice = wall.fold == 1 and len(candidates(wall.date(), wall.time().replace(fold=0))) == 2
    return f"{wall:%H:%M}{SECOND}" if twice else f"{wall:%H:%M}"


def day_text(day: date, *, year: bool = False) -> str:
    """Return `Thu 26 Nov`, with the year where it matters."""
    text = f"{DAY_NAMES[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    return f"{text} {day.year}" if year else text


def day_long(day: date) -> str:
    """Return `Monday 23 November`."""
    return f"{DAY_NAMES_LONG[day.weekday()]} {day.day} {MONTHS_LONG[day.month - 1]}"


def moment_text(moment: datetime, *, beside: datetime | None = None) -> str:
    """Return `Thu 26 Nov 10:15`, with the year where that is not the one of another moment."""
    day = london_day(moment)
    is_other_year = beside is not None and london_day(beside).year != day.year
    return f"{day_text(day, year=is_other_year)} {clock(moment)}"


def days_text(first: date, last: date) -> str:
    """Return `23–28 November 2026`, or both ends in full where the month changes."""
    if first == last:
        return f"{first.day} {MONTHS_LONG[first.month - 1]} {first.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{last.day} {MONTHS_LONG[last.month - 1]} {last.year}"
    start = f"{first.day} {MONTHS[first.month - 1]}"
    if first.year != last.year:
        start += f" {first.year}"
    return f"{start} – {last.day} {MONTHS[last.month - 1]} {last.year}"


def iso(moment: datetime) -> str:
    """Return ISO 8601 with London's offset, to the minute: `2026-11-26T10:15+00:00`."""
    return london(moment).isoformat(timespec="minutes")


# ---- text from people


def parse_day(text: str, *, field: str = "day") -> date:
    """Read `2026-11-26`; refuse anything else."""
    if re.fullmatch(r"(?a)\d{4}-\d\d-\d\d", text.strip()):
        try:
            return date.fromisoformat(text.strip())
        except ValueError:
            pass
    raise Refusal(f"“{short(text)}” is not a date. Write it as 2026-11-26.", field=field)


DAY_WRITTEN = re.compile(
    r"(?a)(\d{1,2})([./-])(\d{1,2})\2(\d{4})|(\d{1,2}) ?([a-z]{3,9})\.?,? ?(\d{4})", re.IGNORECASE
)
"""A day as it is written here: 4.5.1971, 04/05/1971, 4-5-1971, 4 May 1971."""


def read_day(text: str) -> date | None:
    """Read a day as it is written here, the day before the month, or in ISO 8601; return None for no day."""
    flat = " ".join(text.split())
    match = DAY_WRITTEN.fullmatch(flat)
    try:
        if match is None:
            return date.fromisoformat(flat) if re.fullmatch(r"(?a)\d{4}-\d\d-\d\d", flat) else None
        if match[2]:
            return date(int(match[4]), int(match[3]), int(match[1]))
        names = (name.casefold() for name in MONTHS_LONG)
        month = next((n for n, name in enumerate(names, 1) if name.startswith(match[6].casefold())), 0)
        return date(int(match[7]), month, int(match[5]))
    except ValueError:
        return None


def birth_text(day: date) -> str:
    """Return `4 May 1971`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def parse_birth(text: str, *, field: str = "date_of_birth") -> date:
    """Read a date of birth in any way it is written here, with all four digits of its year; refuse anything else."""
    day = read_day(text)
    if day is None:
        raise Refusal(
            f"“{short(text)}” is not a date of birth. Write it as 4 May 1971 or 04/05/1971.", field=field
        )
    return day


def parse_clock(text: str, *, field: str = "time") -> time:
    """Read `10:15`; refuse anything else."""
    if re.fullmatch(r"(?a)\d{1,2}:\d\d", text.strip()):
        hours, minutes = (int(part) for part in text.strip().split(":"))
        if hours < 24 and minutes < 60:
            return time(hours, minutes)
    raise Refusal(f"“{short(text)}” is not a time. Write it as 10:15.", field=field)


def parse_moment(text: str, *, field: str = "at") -> datetime:
    """Read `2026-11-26 10:15` as London time, or with an offset, as an instant in UTC."""
    match = re.fullmatch(
        r"(?a)(\d{4}-\d\d-\d\d)[ T]+(\d{1,2}:\d\d)(?::00)?\s*([+-]\d\d:\d\d|Z)?", text.strip()
    )
    if match is None:
        raise Refusal(f"“{short(text)}” is not a day and a time. Write it as 2026-11-26 10:15.", field=field)
    day, at = parse_day(match[1], field=field), parse_clock(match[2], field=field)
    check_day(day, field=field)
    if match[3] is None:
        return instant(day, at, field=field)
    offset = "+00:00" if match[3] == "Z" else match[3]
    try:
        return utc(datetime.fromisoformat(f"{day}T{at:%H:%M}{offset}"))
    except ValueError:
        raise Refusal(
            f"“{match[3]}” is not an offset. London’s are +00:00 and +01:00.", field=field
        ) from None


def parse_week(text: str, *, field: str = "week") -> date:
    """Read an ISO 8601 week, `2026-W48`, as its Monday; refuse a week that does not exist."""
    match = re.fullmatch(r"(?a)(\d{4})-?W(\d\d)", text.strip(), re.IGNORECASE)
    if match is None:
        raise Refusal(f"“{short(text)}” is not a week. Write it as 2026-W48.", field=field)
    try:
        return date.fromisocalendar(int(match[1]), int(match[2]), 1)
    except ValueError:
        raise Refusal(_no_week(int(match[1]), int(match[2])), field=field) from None


def _no_week(year: int, week: int) -> str:
    """Return the sentence for a week that a year has not, with the one to take instead."""
    if week == 0 or not FIRST_DAY.year <= year <= LAST_DAY.year:
        return f"There is no week {week} in {year}. Write one as 2026-W48."
    last = date(year, 12, 28).isocalendar().week  # the 28th is always in a year's last week (ISO 8601)
    return f"There is no week {week} in {year}: its last week is {last}."


def week_text(day: date) -> str:
    """Return the ISO 8601 week of a day: `2026-W48`."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def short(text: str, limit: int = 40) -> str:
    """Return a text a sentence can hold."""
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"
