"""What is read aloud at the end of a call: the day, the time and the number, as people say them to one another."""

from __future__ import annotations

from datetime import date, datetime, time

from reception.domain import span

ONES = (
    "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("", "", "twenty", "thirty", "forty", "fifty")
ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip
NOON = 12


def number(value: int) -> str:
    """Return a number from 1 to 59 in words: `twenty-six`."""
    if value < len(ONES):
        return ONES[value]
    tens, ones = divmod(value, 10)
    return f"{TENS[tens]}-{ONES[ones]}" if ones else TENS[tens]


def ordinal(value: int) -> str:
    """Return a day of a month in words: `twenty-sixth`."""
    *before, last = number(value).split("-")
    made = ORDINALS.get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
    return "-".join([*before, made])


def day(day: date) -> str:
    """Return `Thursday the twenty-sixth of November`."""
    return f"{span.DAY_NAMES_LONG[day.weekday()]} the {ordinal(day.day)} of {span.MONTHS_LONG[day.month - 1]}"


def clock(at: time) -> str:
    """Return a time of day as it is said: `quarter past ten`, `five to three in the afternoon`."""
    minutes = at.minute
    hour = (at.hour + (minutes > 30)) % 24
    name = number(hour % NOON or NOON)
    part = " in the afternoon" if NOON < at.hour < 18 or (at.hour == NOON and minutes > 30) else ""
    part = " in the evening" if at.hour >= 18 else part
    if minutes == 0:
        return "noon" if at.hour == NOON else f"{name} o’clock{part}"
    if minutes == 30:
        return f"half past {name}{part}"
    side, away = ("to", 60 - minutes) if minutes > 30 else ("past", minutes)
    if away == 15:
        return f"quarter {side} {name}{part}"
    word = number(away) if away % 5 == 0 else f"{number(away)} minute{'' if away == 1 else 's'}"
    return f"{word} {side} {name}{part}"


def moment(at: datetime, clinic: str) -> str:
    """Return when (UTC) and where: `Thursday the twenty-sixth of November at quarter past ten, London`."""
    wall = span.london(at)
    return f"{day(wall.date())} at {clock(wall.time())}, {clinic}"


def pairs(shown: str) -> str:
    """Return a number to read aloud two by two, an odd one with three first: `077 00 90 03 34`; a plus stays."""
    digits = "".join(filter(str.isdecimal, shown))
    plus = "+ " if shown.startswith("+") else ""
    first = 3 if len(digits) % 2 and len(digits) > 1 else 2
    rest = (digits[place : place + 2] for place in range(first, len(digits), 2))
    return plus + " ".join(part for part in (digits[:first], *rest) if part)
