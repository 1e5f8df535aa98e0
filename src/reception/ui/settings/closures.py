"""Closures to come, of one clinic or of all, and the bank holidays of England in the next twelve months."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from reception.domain import span
from reception.domain.call import CallLine
from reception.domain.clinic import Clinic
from reception.domain.closure import EVERYWHERE, Closure, closure_text
from reception.domain.ids import ClosureId
from reception.services import clinics
from reception.services import closures as closure_service
from reception.storage.reader import Reader
from reception.ui.clinics.closure_form import ClosureForm
from reception.ui.context import Context
from reception.ui.settings.listing import Act, ListSection
from reception.ui.settings.section import Section
from reception.ui.widgets.basics import button, card, label
from reception.ui.widgets.dialog import present
from reception.ui.widgets.table import Column, Table

YEAR = timedelta(days=365)
COLUMNS = (
    Column("Days", lambda line: closure_text(line.closure), bold=True, width=290),
    Column("Clinic", lambda line: line.where, width=130),
    Column("Why", lambda line: line.closure.reason or "–"),
    Column(
        "Still booked", lambda line: _booked(line), chip=lambda line: "warn" if line.booked else "", width=150
    ),
)


@dataclass(frozen=True)
class ClosureLine:
    """A closure with the name of its clinic."""

    closure: Closure
    where: str
    booked: tuple[CallLine, ...] = ()

    @property
    def id(self) -> ClosureId:
        """Return the name of the closure."""
        return self.closure.id


@dataclass(frozen=True)
class Holiday:
    """A bank holiday."""

    id: int
    day: date
    name: str


@dataclass(frozen=True)
class Closed:
    """What is closed from a day on."""

    clinics: tuple[Clinic, ...]
    lines: tuple[ClosureLine, ...]
    holidays: tuple[Holiday, ...]


def _booked(line: ClosureLine) -> str:
    count = len(line.booked)
    return f"{count} call{'' if count == 1 else 's'} to move" if count else ""


def read(reader: Reader, now: datetime) -> Closed:
    """Read the closures that are not over, the next one first."""
    today = span.london_day(now)
    names = {clinic.id: clinic.name for clinic in reader.all(Clinic)}
    coming = sorted((one for one in reader.all(Closure) if one.last >= today), key=lambda one: one.first)
    lines = (
        ClosureLine(
            one,
            names[one.clinic] if one.clinic is not None else EVERYWHERE,
            closure_service.effect(reader, one, now).booked,
        )
        for one in coming
    )
    found: Mapping[date, str] = clinics.bank_holidays(today, today + YEAR)
    holidays = tuple(Holiday(day.toordinal(), day, found[day]) for day in sorted(found))
    return Closed(tuple(clinics.all_open(reader)), tuple(lines), holidays)


class ClosuresSection(ListSection):
    """Closures that people added, which can be taken out, above the bank holidays, which are always closed."""

    def __init__(self, context: Context) -> None:
        note = "What is free on these days is not offered. Booked calls stay until you move or cancel them."
        super().__init__(
            context,
            "Closures and holidays",
            note,
            COLUMNS,
            (Act("Show in the diary", self.show_calls), Act("Take out", self.take_out, "Del")),
        )
        self.closed = Closed((), (), ())
        self.add_tools(None, button("Add a closure…", run=self.add))
        self.holidays = Table(
            "Bank holidays",
            context.theme,
            (
                Column("Bank holiday", lambda one: span.day_text(one.day, year=True), bold=True, width=290),
                Column("", lambda one: "Closed", chip=lambda one: "neutral", width=150),
                Column("Name", lambda one: one.name),
            ),
            height=32,
        )
        self.body.addWidget(label("Bank holidays of England, the next twelve months", "heading"))
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
        lines = [one for one in self.closed.lines if chosen is None or one.closure.clinic in (None, chosen)]
        self.show_values(
            lines,
            "No closures planned",
            "Holidays, training, an early closing: add the days, and nothing is offered on them.",
        )

    def add(self) -> None:
        """Open the form of a closure, of the clinic in the filter or of all."""
        clinic = next((one for one in self.closed.clinics if one.id == self.context.clinic), None)
        present(ClosureForm(self.window(), self.context, clinic))

    def show_calls(self, line: ClosureLine) -> None:
        """Go to the first call that is still booked in a closure, or to its first day."""
        thing = line.booked[0] if line.booked else max(line.closure.first, self.context.today())
        self.context.go("diary", thing)

    def take_out(self, line: ClosureLine) -> None:
        """Take a closure out."""
        self.context.background.do(
            self, partial(closure_service.reopen, closure=line.closure, name=line.where)
        )


def section(context: Context) -> Section:
    """Make the section."""
    return ClosuresSection(context)
