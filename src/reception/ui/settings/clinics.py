"""Clinics: the addresses and hours in short, and their form."""

from __future__ import annotations

from reception import phone
from reception.domain.clinic import Clinic, hours_text
from reception.services import clinics
from reception.ui.clinics.forms import ClinicForm
from reception.ui.context import Context
from reception.ui.settings.listing import Act, ListSection
from reception.ui.settings.section import Section
from reception.ui.widgets.basics import button
from reception.ui.widgets.dialog import present
from reception.ui.widgets.table import Column

COLUMNS = (
    Column("Clinic", lambda one: one.name, lambda one: one.venue, bold=True, width=170),
    Column(
        "Address", lambda one: one.street, lambda one: ", ".join(filter(None, (one.district, one.postcode)))
    ),
    Column("Phone and email", lambda one: phone.national(one.phone), lambda one: one.email, width=210),
    Column("Open", hours_text, width=200),
)


class ClinicsSection(ListSection):
    """The clinics; the screen Clinics shows more of each."""

    def __init__(self, context: Context) -> None:
        note = "Addresses, hours and contacts, as callers hear them and sheets print them."
        super().__init__(context, "Clinics", note, COLUMNS, (Act("Edit…", self.edit, "Enter"),))
        self.add_tools(None, button("See all of them", "Ctrl+4", run=lambda: context.go("clinics")))

    def refresh(self) -> None:
        """Read the clinics again."""
        self.context.background.ask(self, clinics.all_open, self._told)

    def _told(self, found: list[Clinic]) -> None:
        shown = [one for one in found if self.context.clinic in (None, one.id)]
        self.show_values(
            shown, "No clinics", "A new diary starts with its clinics; there are none in this one."
        )

    def edit(self, clinic: Clinic) -> None:
        """Open the form of a clinic."""
        present(ClinicForm(self.window(), self.context, clinic))


def section(context: Context) -> Section:
    """Make the section."""
    return ClinicsSection(context)
