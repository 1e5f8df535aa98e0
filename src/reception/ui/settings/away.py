"""What the sections of closures and of leave share: lines of days that are left out, and days open all the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from reception.domain import absence, span
from reception.domain.call import CallLine
from reception.domain.closure import Closure, closure_text
from reception.domain.gap import OpenDay
from reception.domain.leave import Leave
from reception.services import absences, open_days
from reception.storage.reader import Reader
from reception.ui import forms
from reception.ui.context import Context
from reception.ui.settings.listing import Act, ListSection
from reception.ui.widgets.table import Column

Thing = Closure | Leave | OpenDay


@dataclass(frozen=True)
class Line:
    """A closure, leave or open day with the name of whose it is, and the calls still booked in it."""

    thing: Thing
    whose: str
    today: date
    booked: tuple[CallLine, ...] = ()

    @property
    def id(self) -> int:
        """Return the name of the thing."""
        return self.thing.id

    @property
    def first(self) -> date:
        """Return its first day."""
        return self.thing.day if isinstance(self.thing, OpenDay) else self.thing.first

    @property
    def days(self) -> str:
        """Return its days in words."""
        if isinstance(self.thing, OpenDay):
            word = "Works" if self.thing.clinician is not None else "Open"
            is_far = self.thing.day.year != self.today.year
            return f"{word} all the same {span.day_text(self.thing.day, year=is_far)}"
        if isinstance(self.thing, Closure):
            return closure_text(self.thing, self.today)
        return absence.text(self.thing, "Away", self.today)

    @property
    def to_move(self) -> str:
        """Return how many calls are to be moved, or nothing."""
        count = len(self.booked)
        return f"{count} call{'' if count == 1 else 's'} to move" if count else ""


def columns(whose: str) -> tuple[Column, ...]:
    """Return the columns of a list of lines; calls to move stand beside the days, so that a small window shows them."""
    return (
        Column(f"Days and {whose}", lambda line: line.days, lambda line: line.whose, bold=True, width=320),
        Column(
            "Still booked",
            lambda line: line.to_move,
            chip=lambda line: "warn" if line.booked else "",
            width=150,
        ),
        Column("Why", lambda line: line.thing.reason or "–"),
    )


def coming(reader: Reader, things: Iterable[tuple[Thing, str]], now: datetime) -> tuple[Line, ...]:
    """Return lines of what is not over, the next one first."""
    today = span.london_day(now)
    lines = []
    for thing, whose in things:
        last = thing.day if isinstance(thing, OpenDay) else thing.last
        if last >= today:
            booked = () if isinstance(thing, OpenDay) else absences.effect(reader, thing, now).booked
            lines.append(Line(thing, whose, today, booked))
    return tuple(sorted(lines, key=lambda line: (line.first, line.id)))


class AbsencesSection(ListSection):
    """A list of days on which nothing is offered: shown in the diary, taken out, and their calls moved."""

    def __init__(self, context: Context, title: str, note: str, whose: str) -> None:
        acts = (
            Act("Show in the diary", self.show_calls),
            Act("Take out", self.take_out, "Del"),
            Act("Move the calls…", self.move_calls, suits=lambda line: bool(line.booked)),
        )
        super().__init__(context, title, note, columns(whose), acts)

    def show_calls(self, line: Line) -> None:
        """Go to the first call that is still booked in these days, or to the first of them."""
        thing = line.booked[0] if line.booked else max(line.first, self.context.today())
        self.context.go("diary", thing)

    def move_calls(self, line: Line) -> None:
        """Open the list of the calls that need another time."""
        forms.rescue(self, self.context)

    def take_out(self, line: Line) -> None:
        """Take a line out: a day that is open all the same here, the others by each section."""
        if isinstance(line.thing, OpenDay):
            self.context.background.do(self, partial(open_days.close, one=line.thing))
