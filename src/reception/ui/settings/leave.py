"""Leave of clinicians to come: who is away and when, and the calls that are still booked in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from reception.domain.clinician import Clinician
from reception.domain.gap import OpenDay
from reception.domain.leave import Leave
from reception.services import clinicians
from reception.services import leave as leave_service
from reception.storage.reader import Reader
from reception.ui.context import Context
from reception.ui.settings import away
from reception.ui.settings.away import AbsencesSection, Line
from reception.ui.settings.leave_form import LeaveForm
from reception.ui.settings.open_day_form import OpenDayForm
from reception.ui.settings.section import Chooser, Section
from reception.ui.widgets.basics import button
from reception.ui.widgets.dialog import present

EVERYBODY = "Everybody"


@dataclass(frozen=True)
class Away:
    """Who makes calls, and what leave of theirs is not over."""

    clinicians: tuple[Clinician, ...] = ()
    lines: tuple[Line, ...] = ()


def read(reader: Reader, now: datetime) -> Away:
    """Read the leave, and the days worked in spite of it, that are not over; the next one first."""
    names = {one.id: one.name for one in reader.all(Clinician)}
    things: list[tuple[Leave | OpenDay, str]] = [(one, names[one.clinician]) for one in reader.all(Leave)]
    for one in reader.all(OpenDay):
        if one.clinician is not None:
            things.append((one, names[one.clinician]))
    return Away(tuple(clinicians.working(reader)), away.coming(reader, things, now))


class LeaveSection(AbsencesSection):
    """Leave of one clinician or of everybody; it can be taken out, and a single day of it worked."""

    def __init__(self, context: Context) -> None:
        note = (
            "Who is away is offered at no clinic. Booked calls stay until you move or cancel them; "
            "the rota stays as it is."
        )
        super().__init__(context, "Leave of clinicians", note, "clinician")
        self.away = Away()
        self.who = Chooser("Leave of")
        self.who.chosen.connect(lambda value: self._show())
        self.add_tools(
            self.who, None, button("Work on a day…", run=self.open_day), button("Add leave…", run=self.add)
        )

    def refresh(self) -> None:
        """Read the leave again."""
        self.context.background.ask(self, partial(read, now=self.context.now()), self._told)

    def _told(self, found: Away) -> None:
        self.away = found
        self.who.offer([(None, EVERYBODY), *((one.id, one.short_name) for one in found.clinicians)])
        self._show()

    def _show(self) -> None:
        chosen = self.who.value
        lines = [
            one
            for one in self.away.lines
            if chosen is None or getattr(one.thing, "clinician", None) == chosen
        ]
        self.show_values(
            lines,
            "No leave planned",
            "Holiday, training, an afternoon away: add the days, and nothing is offered.",
        )

    def add(self) -> None:
        """Open the form of leave, of the chosen clinician."""
        if not self.away.clinicians:
            self.context.notice.emit("Add a clinician first.")
            return
        present(LeaveForm(self.window(), self.context, self.away.clinicians, self.who.value))  # type: ignore[arg-type]

    def open_day(self) -> None:
        """Open the form of a day on which a clinician works in spite of leave, that of the chosen line."""
        line = self.table.current
        whose = line.thing.clinician if line is not None else self.who.value
        people = [one for one in self.away.clinicians if whose in (None, one.id)]
        if people:
            day = line.first if line is not None else None
            present(OpenDayForm(self.window(), self.context, people, day))

    def take_out(self, line: Line) -> None:
        """Take leave, or a day worked in spite of it, out."""
        if isinstance(line.thing, Leave):
            self.context.background.do(self, partial(leave_service.end, leave=line.thing))
        else:
            super().take_out(line)


def section(context: Context) -> Section:
    """Make the section."""
    return LeaveSection(context)
