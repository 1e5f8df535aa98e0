"""Closures to come, of one clinic or of all, and the bank holidays of England in the next twelve months."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from reception.domain import span
from reception.domain.clinic import Clinic
from reception.domain.closure import EVERYWHERE, Closure
from reception.domain.gap import OpenDay
from reception.services import clinics, holidays
from reception.services import closures as closure_service
from reception.storage.reader import Reader
from reception.ui import forms
from reception.ui.clinics.closure_form import ClosureForm
from reception.ui.context import Context
from reception.ui.settings import away
from reception.ui.settings.away import AbsencesSection, Line
from reception.ui.settings.open_day_form import OpenDayForm
from reception.ui.settings.section import Section
from reception.ui.widgets.basics import button, card, label, row
from reception.ui.widgets.dialog import present
from reception.ui.widgets.table import Column, Table

YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Holiday:
    """A bank holiday, the clinics that work on it all the same, and those of which nobody has said whether they do."""

    id: int
    day: date
    name: str
    open_at: str = ""
    undecided: str = ""

    @property
    def state(self) -> str:
        """Return `Open: Bedford`, `To decide: London`, or `Closed`."""
        parts = (("Open", self.open_at), ("To decide", self.undecided))
        return ", ".join(f"{word}: {names}" for word, names in parts if names) or "Closed"


@dataclass(frozen=True)
class Closed:
    """What is closed from a day on."""

    clinics: tuple[Clinic, ...] = ()
    lines: tuple[Line, ...] = ()
    holidays: tuple[Holiday, ...] = ()


def read(reader: Reader, now: datetime) -> Closed:
    """Read the closures and open days that are not over, the next one first."""
    today = span.london_day(now)
    names = {clinic.id: clinic.name for clinic in reader.all(Clinic)}
    opened = [one for one in reader.all(OpenDay) if one.clinician is None]
    closures: list[Closure | OpenDay] = [*reader.all(Closure), *opened]
    things = [(one, names[one.clinic] if one.clinic is not None else EVERYWHERE) for one in closures]
    found: Mapping[date, str] = clinics.bank_holidays(today, today + YEAR)
    open_ = {one.day: one.clinics for one in holidays.undecided(reader, today, today + YEAR)}
    coming = (
        Holiday(
            day.toordinal(),
            day,
            found[day],
            ", ".join(name for one, name in things if isinstance(one, OpenDay) and one.day == day),
            ", ".join(names[one] for one in open_.get(day, ())),
        )
        for day in sorted(found)
    )
    return Closed(tuple(clinics.all_open(reader)), away.coming(reader, things, now), tuple(coming))


class ClosuresSection(AbsencesSection):
    """Closures and open days, which can be taken out, above the bank holidays, which are closed unless opened."""

    def __init__(self, context: Context) -> None:
        note = "What is free on these days is not offered. Booked calls stay until you move or cancel them."
        super().__init__(context, "Closures and holidays", note, "clinic")
        self.closed = Closed()
        self.add_tools(
            None,
            button("Work on a day…", run=self.open_day),
            button("Add a closure…", run=self.add),
        )
        self.holidays = Table("Bank holidays", context.theme, _holiday_columns(), height=32)
        self.holidays.opened.connect(lambda one: self.open_day(one))
        work = button("Work on this day…", "Enter", run=lambda: self.open_day(self.holidays.current))
        heading = label("Bank holidays of England, the next twelve months", "heading", wrap=True)
        top = row(heading, work)
        top.setStretch(0, 1)
        self.body.addLayout(top)
        frame, inside = card(margins=(1, 4, 1, 4), gap=0)
        inside.addWidget(self.holidays)
        self.body.addWidget(frame, 1)
        self.table.setMinimumHeight(140)
        self.holidays.setMinimumHeight(140)

    def refresh(self) -> None:
        """Read the closures again."""
        self.context.background.ask(self, partial(read, now=self.context.now()), self._told)

    def _told(self, closed: Closed) -> None:
        self.closed = closed
        self.holidays.show_values(closed.holidays)
        self._show()

    def _show(self) -> None:
        chosen = self.context.clinic
        lines = [
            one
            for one in self.closed.lines
            if chosen is None or getattr(one.thing, "clinic", None) in (None, chosen)
        ]
        self.show_values(
            lines,
            "No closures planned",
            "Holidays, training, an early closing: add the days, and nothing is offered on them.",
        )

    def add(self) -> None:
        """Open the form of a closure, of the clinic in the filter or of all."""
        clinic = next((one for one in self.closed.clinics if one.id == self.context.clinic), None)
        present(ClosureForm(self.window(), self.context, clinic))

    def open_day(self, holiday: Holiday | None = None) -> None:
        """Ask who works on a day all the same: a holiday's, or that of the chosen closure; what is open is decided."""
        line = self.table.current
        day = holiday.day if holiday is not None else line.first if line is not None else None
        if holiday is not None and holiday.undecided:
            forms.holidays(self, self.context, day)
            return
        present(OpenDayForm(self.window(), self.context, self.closed.clinics, day))

    def take_out(self, line: Line) -> None:
        """Take a closure, or an open day, out."""
        if isinstance(line.thing, Closure):
            act = partial(closure_service.reopen, closure=line.thing, name=line.whose)
            self.context.background.do(self, act)
        else:
            super().take_out(line)


def _holiday_columns() -> tuple[Column, ...]:
    return (
        Column("Bank holiday", lambda one: span.day_text(one.day, year=True), bold=True, width=220),
        Column(
            "",
            lambda one: one.state,
            chip=lambda one: "warn" if one.undecided else "done" if one.open_at else "neutral",
            width=220,
        ),
        Column("Name", lambda one: one.name),
    )


def section(context: Context) -> Section:
    """Make the section."""
    return ClosuresSection(context)
