"""The rota as Settings shows it: everybody's weekly rules, and what each is called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reception.domain import availability as rules
from reception.domain.availability import Availability
from reception.domain.clinic import Clinic
from reception.domain.clinician import Clinician
from reception.domain.ids import ClinicId
from reception.domain.organisation import Organisation
from reception.services import availability, clinicians, clinics, organisation
from reception.storage.reader import Reader
from reception.ui.settings import layout
from reception.ui.settings.board import Shown

COLOURS = ("booked", "call-back", "done", "warn", "neutral")
"""The clinics' colours, in the order of the clinics; their names stand beside them."""


@dataclass(frozen=True)
class Rota:
    """Every rule, who calls, where, and how far ahead is to be published, on a day (London's)."""

    rules: tuple[Availability, ...] = ()
    clinicians: tuple[Clinician, ...] = ()
    clinics: tuple[Clinic, ...] = ()
    policy: Organisation | None = None
    today: date = date.min

    def clinic(self, id_: ClinicId) -> str:
        """Return the name of a clinic."""
        return next((one.name for one in self.clinics if one.id == id_), "A retired clinic")

    def is_over(self, rule: Availability) -> bool:
        """Tell whether a rule has seen its last day."""
        return rule.valid_to is not None and rule.valid_to < self.today

    def mark(self, rule: Availability) -> str:
        """Return what is special about a rule, in a word or two."""
        if self.is_over(rule):
            return "Ended"
        where = next((one for one in self.clinics if one.id == rule.clinic), None)
        if where is not None and rules.is_outside_hours(rule, where):
            return "Outside opening hours"
        return "Example" if rule.example else ""

    def state(self, rule: Availability) -> str:
        """Return the colour of the mark."""
        return "warn" if self.mark(rule).startswith("Outside") else "neutral"

    def block(self, rule: Availability) -> Shown:
        """Return a rule as the board shows it."""
        number = next((n for n, one in enumerate(self.clinics) if one.id == rule.clinic), len(COLOURS) - 1)
        repeats = layout.repeat_text(rule, self.today) if rule.every_weeks > 1 else ""
        later = layout.valid_text(rule) if rule.valid_from > self.today else ""
        note = ", ".join(part for part in (repeats, later, self.mark(rule)) if part)
        return Shown(
            rule, self.clinic(rule.clinic), COLOURS[number % len(COLOURS)], note, self.sentence(rule)
        )

    def sentence(self, rule: Availability) -> str:
        """Return all of a rule in one line."""
        parts = [
            f"{rules.text(rule)}, {self.clinic(rule.clinic)}",
            layout.slots_text(rule),
            layout.repeat_text(rule, self.today),
            layout.valid_text(rule),
            layout.opens_text(rule),
            self.mark(rule),
        ]
        return " · ".join(part for part in parts if part)


def read(reader: Reader, today: date) -> Rota:
    """Read the rota of everybody."""
    return Rota(
        tuple(availability.rota(reader)),
        tuple(clinicians.working(reader)),
        tuple(clinics.all_open(reader)),
        organisation.get(reader),
        today,
    )


def example_text(own: Sequence[Availability]) -> str:
    """Return what to know of a rota that is still the example, whole or in part."""
    examples = sum(rule.example for rule in own)
    if not examples:
        return ""
    if examples == len(own):
        return "This rota is an example: who works where and when is not known yet. Change it to yours."
    return f"{examples} of these {len(own)} rules are still the example. Change them to yours."
