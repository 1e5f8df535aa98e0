"""Clinicians: who makes the calls."""

from __future__ import annotations

from reception.domain import span
from reception.domain.clinician import Clinician
from reception.domain.errors import Refusal
from reception.storage.reader import Reader


def working(reader: Reader) -> list[Clinician]:
    """Return the clinicians who are not retired, in the order they were added."""
    return [clinician for clinician in reader.all(Clinician) if not clinician.retired]


def named(reader: Reader, name: str) -> Clinician:
    """Return a clinician by the whole name or the surname, in any case; refuse an unknown one."""
    wanted = name.strip().casefold()
    known = working(reader)
    found = [c for c in known if wanted in (c.name.casefold(), c.surname.casefold(), c.short_name.casefold())]
    if len(found) == 1:
        return found[0]
    names = ", ".join(clinician.name for clinician in known)
    raise Refusal(f"There is no clinician “{span.short(name)}”. They are {names}.", field="clinician")
