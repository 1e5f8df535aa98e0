"""Clinicians: who makes the calls."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QWidget

from reception.domain.clinician import Clinician
from reception.domain.errors import Obstacle
from reception.domain.patient import fold
from reception.services import clinicians
from reception.storage.reader import Reader
from reception.ui.context import Context
from reception.ui.settings.listing import Act, ListSection
from reception.ui.settings.meanwhile import meanwhile
from reception.ui.settings.section import Section
from reception.ui.widgets import field
from reception.ui.widgets.basics import button, row
from reception.ui.widgets.dialog import Dialog, present
from reception.ui.widgets.table import Column

RETIRE, BACK = "Retire", "Bring back"
NOTE = (
    "They make the calls, and stand on the staff list too. Whoever is retired keeps the calls that are booked; "
    "their free slots are not offered any more. Whoever is brought back has the hours of their rota back at once, "
    "in the weeks that are published."
)
COLUMNS = (
    Column("Clinician", lambda one: one.name, lambda one: one.qualifications, bold=True),
    Column("Title", lambda one: one.title),
    Column(
        "", lambda one: "Retired" if one.retired else "Makes calls", chip=lambda one: _state(one), width=140
    ),
)


def _state(clinician: Clinician) -> str:
    return "neutral" if clinician.retired else "done"


def read(reader: Reader) -> list[Clinician]:
    """Return every clinician by name, those who make calls first."""
    return sorted(reader.all(Clinician), key=lambda one: (one.retired, fold(one.name)))


class CliniciansSection(ListSection):
    """Add, edit, retire; retiring never touches what is booked."""

    def __init__(self, context: Context) -> None:
        acts = (Act("Edit…", self.edit, "Enter"), Act(RETIRE, self.retire, "Del"), Act(BACK, self.bring_back))
        super().__init__(context, "Clinicians", NOTE, COLUMNS, acts)
        self.add_tools(None, button("Add…", run=self.add))

    def refresh(self) -> None:
        """Read the clinicians again."""
        self.context.background.ask(self, read, self._told)

    def _told(self, found: list[Clinician]) -> None:
        self.show_values(found, "No clinicians yet", "Add who makes the calls, then say when: Availability.")

    def chosen(self, value: Clinician | None) -> None:
        """Offer to retire who makes calls, and to bring back who is retired."""
        super().chosen(value)
        is_retired = value is not None and value.retired
        self.acts[RETIRE].setVisible(not is_retired)
        self.acts[RETIRE].setEnabled(value is not None and not is_retired)
        self.acts[BACK].setVisible(is_retired)

    def add(self) -> None:
        """Open the form of somebody new."""
        present(ClinicianForm(self.window(), self.context))

    def edit(self, clinician: Clinician) -> None:
        """Open the form of a clinician."""
        present(ClinicianForm(self.window(), self.context, clinician))

    def retire(self, clinician: Clinician) -> None:
        """Let a clinician make no more calls."""
        self.context.background.do(self, partial(clinicians.retire, clinician=clinician))

    def bring_back(self, clinician: Clinician) -> None:
        """Let a clinician make calls again."""
        self.context.background.do(self, partial(clinicians.bring_back, clinician=clinician))


class ClinicianForm(Dialog):
    """Name, title, qualifications."""

    shows_nobody = True

    def __init__(self, parent: QWidget, context: Context, clinician: Clinician | None = None) -> None:
        title = "Add a clinician" if clinician is None else "Edit a clinician"
        super().__init__(parent, title, do="Add" if clinician is None else "Save")
        self._context, self._clinician = context, clinician
        self.name = field.line("Name", clinician.name if clinician else "", "Dr First Last")
        self.role = field.line("Title", clinician.title if clinician else "", "Orthopaedic specialist")
        self.letters = field.line(
            "Qualifications", clinician.qualifications if clinician else "", "BSc (Hons)"
        )
        self.add("name", self.name)
        self.body.addLayout(row(self.role, self.letters, gap=10))
        self.know({"title": self.role, "qualifications": self.letters})
        self.name.input.setFocus()

    def submit(self) -> None:
        """Save what was typed."""
        self.clear_refusals()
        self.busy(True)
        name, title, letters = (one.input.text() for one in (self.name, self.role, self.letters))
        if self._clinician is None:
            act = partial(clinicians.add, name=name, title=title, qualifications=letters)
        else:
            new = replace(self._clinician, name=name, title=title, qualifications=letters)
            act = partial(clinicians.edit, seen=self._clinician, new=new)
        self._context.background.do(self, act, lambda change: self.accept(), self.refuse)

    def refuse(self, obstacle: Obstacle) -> None:
        """Say what is in the way, and what somebody else made of it."""
        said, now = meanwhile(obstacle, Clinician, lambda one: f"{one.name}, {one.title}")
        if now is not None:
            self._clinician = now
        super().refuse(said)


def section(context: Context) -> Section:
    """Make the section."""
    return CliniciansSection(context)
