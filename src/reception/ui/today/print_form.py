"""Print the list of a day: which printer, whose calls, and whether names and numbers go on the paper.

The pages are kept nowhere; that they were printed is noted in the journal.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QCheckBox, QWidget

from reception.desk import Desk
from reception.documents import day_list
from reception.documents.day_list import DayList
from reception.domain import span
from reception.domain.change import Change
from reception.domain.clinic import Clinic
from reception.domain.clinician import Clinician
from reception.domain.errors import Obstacle, Refusal, Unavailable
from reception.domain.ids import ClinicianId, ClinicId
from reception.services import day_prints, lists
from reception.ui.context import Context
from reception.ui.paper_form import PaperForm
from reception.ui.widgets import field
from reception.ui.widgets.basics import label

EVERYBODY = "All clinicians"


@dataclass(frozen=True)
class OfDay:
    """How a day's list is spoken of on a day."""

    day: date
    today: date

    @property
    def text(self) -> str:
        """Return the day: `Tue 24 Nov`, with the year where it is another."""
        return span.day_text(self.day, year=self.day.year != self.today.year)

    @property
    def called(self) -> str:
        """Return what the list is called: `today’s list`, `the list of Tue 24 Nov`."""
        return "today’s list" if self.day == self.today else f"the list of {self.text}"

    def sentence(self, where: str) -> str:
        """Say what will be on the paper, of one clinic or of all."""
        if self.day == self.today:
            return f"The calls of {where} that are still to be made today."
        if self.day > self.today:
            return f"The calls of {where} that are to be made on {self.text}, as booked by now."
        return (
            f"{self.text} is over: the calls of {where} that stood on it are printed, with what came of each. "
            "Cancelled ones are left out."
        )

    def nobody(self, shown: DayList) -> str:
        """Say that nobody is on the list."""
        where = f" in {shown.clinic}" if shown.clinic else ""
        if self.day == self.today:
            whose = f" by {shown.clinician}" if shown.clinician else ""
            return f"Nobody is to be called{whose}{where} any more today, so there is nothing to print."
        whose = f" with {shown.clinician}" if shown.clinician else ""
        is_booked = "is booked" if self.day > self.today else "was booked"
        return f"Nobody {is_booked}{whose}{where} on {self.text}, so there is nothing to print."


@dataclass(frozen=True)
class _Wanted:
    """What is to be on the paper, as it was chosen."""

    clinic: ClinicId | None = None
    clinician: ClinicianId | None = None
    has_numbers: bool = False


class DayListForm(PaperForm):
    """Enter prints; the pages are set in memory and go to the printer alone. Without a `day` it is today's list.

    Without a `clinic` it is of the one that is chosen above; a `clinician` is chosen to begin with.
    """

    shows_nobody = True
    stopped = "Printing was stopped. Print the list again for all of it."

    def __init__(
        self,
        parent: QWidget,
        context: Context,
        day: date | None = None,
        *,
        clinic: Clinic | None = None,
        clinician: Clinician | None = None,
    ) -> None:
        of_day = OfDay(day or context.today(), context.today())
        super().__init__(parent, context, f"Print {of_day.called}")
        self._of_day, self._wanted = of_day, _Wanted()
        self._clinic, self._first = clinic.id if clinic else context.clinic, clinician
        self._where = clinic.name if clinic else context.clinic_name()
        self.body.addWidget(label(of_day.sentence(self._where or "all clinics"), wrap=True))
        self._people: dict[ClinicianId | None, Clinician] = {}
        self.clinician = field.choice("Whose calls", [(EVERYBODY, None)])
        self.add("clinician", self.clinician)
        self.add("printer", self.printers)
        self.numbers = QCheckBox("With full names and phone numbers")
        self.numbers.setChecked(not context.is_private)
        self.body.addWidget(self.numbers)
        told = "Without them the patients’ initials are printed. Shred the list when it is no longer needed."
        self.body.addWidget(label(told, "small", wrap=True))
        question = partial(lists.day, now=context.now(), clinic=self._clinic, on=of_day.day)
        context.background.ask(self, question, self._offer_clinicians, self.refuse)
        context.privacy.turned.connect(self._leave_names_out)
        self.doing.setFocus()

    def _leave_names_out(self) -> None:
        """Print initials once names are hidden; whoever wants them on paper all the same ticks it again."""
        if self._context.is_private:
            self.numbers.setChecked(False)

    def _offer_clinicians(self, shown: DayList) -> None:
        """Offer whose calls alone to print, each with how many there are; who was asked for, with none too."""
        people: dict[ClinicianId | None, Clinician] = {
            line.clinician.id: line.clinician for line in shown.lines
        }
        if self._first is not None:
            people[self._first.id] = self._first
        counts = Counter(line.clinician.id for line in shown.lines)
        for one in sorted(people.values(), key=lambda one: one.surname):
            calls = "1 call" if counts[one.id] == 1 else f"{counts[one.id]} calls"
            self.clinician.input.addItem(f"{one.name} · {calls}", one.id)
        self._people = people
        if self._first is not None:
            self.clinician.input.setCurrentIndex(self.clinician.input.findData(self._first.id))

    # ---- on paper

    def name(self) -> str:
        """Return what the list is called in the printer's queue: nobody's name."""
        is_today = self._of_day.day == self._of_day.today
        return "Calls of today" if is_today else f"Calls of {self._of_day.text}"

    def prepare(self, on: QPrinter) -> None:
        """Take what was chosen."""
        chosen = self.clinician.input.currentData()
        self._wanted = _Wanted(self._clinic, chosen, self.numbers.isChecked())

    def pages(self, desk: Desk) -> bytes:
        """Return the pages of the calls as they are now; refuse where there are none."""
        wanted, now, day = self._wanted, self._context.now(), self._of_day.day
        with desk.store.read() as reader:
            shown = lists.day(
                reader,
                now,
                wanted.clinic,
                on=day,
                clinician=wanted.clinician,
                has_numbers=wanted.has_numbers,
            )
        if not shown.lines:
            raise Refusal(self._of_day.nobody(shown))
        return day_list.day_list_pdf(shown).pdf

    def printed(self) -> None:
        """Note that it is out, and say so."""
        wanted = self._wanted
        note = partial(
            day_prints.note,
            day=self._of_day.day,
            clinic=wanted.clinic,
            clinician=wanted.clinician,
            has_numbers=wanted.has_numbers,
        )
        self._context.background.do(self, note, self._noted, self._not_noted)

    def _noted(self, change: Change) -> None:
        self.accept()
        called, person = self._of_day.called, self._people.get(self._wanted.clinician)
        whose = ", ".join(part for part in (person.name if person else "", self._where) if part)
        told = f"{called[0].upper()}{called[1:]}" + (f" ({whose})" if whose else "")
        self._context.notice.emit(f"{told} was sent to the printer.")

    def _not_noted(self, obstacle: Obstacle) -> None:
        self.refuse(Unavailable(f"It was printed, but that could not be noted: {obstacle.sentence}"))
