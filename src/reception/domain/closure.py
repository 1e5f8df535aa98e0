"""Days on which a clinic is closed (HL7 FHIR: Location.availabilityExceptions)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time

from reception.domain import absence
from reception.domain.change import Change, Edit
from reception.domain.gap import Gap
from reception.domain.ids import ClinicId, ClosureId
from reception.domain.span import Span
from reception.domain.text import clean_text

EVERYWHERE = "All clinics"


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """Days on which a clinic (or, with no clinic, every clinic) is closed, whole or from a time on."""

    id: ClosureId
    clinic: ClinicId | None
    first: date
    last: date
    starts: time | None = None
    ends: time | None = None
    reason: str = ""

    def closes(self, clinic: ClinicId, day: date) -> bool:
        """Tell whether it touches a clinic on a day."""
        return self.clinic in (None, clinic) and self.first <= day <= self.last

    def span_on(self, day: date) -> Span:
        """Return the closed part of one of its days."""
        return absence.span_on(self, day)

    @property
    def gaps(self) -> Iterator[Gap]:
        """Yield the stretches (UTC) it closes."""
        for one in absence.spans(self):
            yield Gap(clinic=self.clinic, span=one, reason=self.reason, absence=self.id)


def close(closure: Closure, clinic_name: str, today: date | None = None) -> Change:
    """Add days on which a clinic is closed; they are told with their year where it is not that of `today`."""
    closure = replace(closure, reason=clean_text(closure.reason, field="reason"))
    absence.check(closure, "The closure")
    return Change("Closed a clinic", (Edit(None, closure),), _subject(closure, clinic_name, today))


def reopen(closure: Closure, clinic_name: str, today: date | None = None) -> Change:
    """Take a closure out again: what is free in it is offered again."""
    return Change("Took out a closure", (Edit(closure, None),), _subject(closure, clinic_name, today))


def _subject(closure: Closure, clinic_name: str, today: date | None) -> str:
    return f"{clinic_name}, {closure_text(closure, today)}"


def closure_text(closure: Closure, today: date | None = None) -> str:
    """Return `Closed Fri 25 Dec – Mon 28 Dec` or `Closing early Thu 24 Dec 13:00`, with years where needed."""
    days = absence.days_text(closure, today)
    if closure.starts and not closure.ends:
        return f"Closing early {days} {closure.starts:%H:%M}"
    if closure.ends and not closure.starts:
        return f"Opening late {days} {closure.ends:%H:%M}"
    return absence.text(closure, "Closed", today)
