"""What closures and leave have in common: some days, whole or in part, in London's time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from typing import Protocol

from reception.domain import span
from reception.domain.errors import Refusal
from reception.domain.span import Span


class Absence(Protocol):
    """Days from the first to the last, whole, or on each of them from `starts` on and until `ends`."""

    @property
    def first(self) -> date:
        """Return the first day."""
        ...

    @property
    def last(self) -> date:
        """Return the last day, included."""
        ...

    @property
    def starts(self) -> time | None:
        """Return from when on, or None from the start of each day."""
        ...

    @property
    def ends(self) -> time | None:
        """Return until when, or None until the end of each day."""
        ...


def is_whole(one: Absence) -> bool:
    """Tell whether it takes whole days."""
    return one.starts is None and one.ends is None


def span_on(one: Absence, day: date) -> Span:
    """Return the part (UTC) of one of its days that it takes."""
    whole = span.day_span(day)
    start = span.edge(day, one.starts) if one.starts else whole.start
    end = span.edge(day, one.ends, last=True) if one.ends else whole.end
    return Span(start, end)


def spans(one: Absence) -> Iterator[Span]:
    """Yield the stretches (UTC) it takes: one for whole days, one for each day where it has times.

    Where the clocks leave out all of its time on a day it takes nothing then.
    """
    if is_whole(one):
        yield span.days_span(one.first, one.last)
        return
    for day in span.days(one.first, one.last):
        found = span_on(one, day)
        if found.start < found.end:
            yield found


def check(one: Absence, name: str) -> None:
    """Refuse days that are none, too far away, or in the wrong order, and times that take nothing of any of them."""
    span.check_day(one.first, field="first")
    span.check_day(one.last, field="last")
    if one.last < one.first:
        raise Refusal("The last day is before the first. Change one of them.", field="last")
    if one.starts and one.ends and one.ends <= one.starts:
        raise Refusal(f"{name} ends before it starts. Change one of the times.", field="ends")
    if one.ends == time():
        raise Refusal(
            f"{name} takes no time: 00:00 is where each day begins. Choose a later end, or none.",
            field="ends",
        )
    if next(spans(one), None) is None:
        raise Refusal(
            f"{name} takes no time: there is no such time when the clocks go forward. Change one of the times.",
            field="ends",
        )


def days_text(one: Absence, today: date | None = None) -> str:
    """Return `Fri 25 Dec`, `Fri 25 Dec – Mon 28 Dec`, or with years where they differ, from that of `today` too."""
    years = {one.first.year, one.last.year} | ({today.year} if today else set())
    has_years = len(years) > 1
    if one.last == one.first:
        return span.day_text(one.first, year=has_years)
    return " – ".join(span.day_text(day, year=has_years) for day in (one.first, one.last))


def text(one: Absence, word: str, today: date | None = None) -> str:
    """Return `Closed Fri 25 Dec – Mon 28 Dec`, or with times `Away Thu 24 Dec from 13:00`."""
    days = days_text(one, today)
    if one.starts and one.ends:
        return f"{word} {days} {one.starts:%H:%M}–{one.ends:%H:%M}"
    if one.starts:
        return f"{word} {days} from {one.starts:%H:%M}"
    return f"{word} {days} until {one.ends:%H:%M}" if one.ends else f"{word} {days}"
