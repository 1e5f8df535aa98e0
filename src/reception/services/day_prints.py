"""Lists of a day that were printed: noted in the journal, which alone keeps them."""

from __future__ import annotations

from datetime import date

from reception.domain import day_print as rules
from reception.domain.change import Change
from reception.domain.clinic import Clinic
from reception.domain.clinician import Clinician
from reception.domain.day_print import DayPrint
from reception.domain.ids import ClinicianId, ClinicId, PrintId
from reception.services.history import History
from reception.storage.reader import Reader


def note(
    history: History,
    *,
    day: date,
    clinic: ClinicId | None = None,
    clinician: ClinicianId | None = None,
    has_numbers: bool,
) -> Change:
    """Note that the list of a day was printed: by whom, whose calls, with or without names. It is no step to undo."""

    def rule(reader: Reader) -> Change:
        made = DayPrint(
            id=PrintId(history.ids.next()),
            day=day,
            clinic=clinic,
            clinician=clinician,
            has_numbers=has_numbers,
            staff=history.staff.id,
            at=history.now(),
        )
        where = reader.get(Clinic, clinic).name if clinic is not None else "all clinics"
        whose = f", {reader.get(Clinician, clinician).name}" if clinician is not None else ""
        return rules.note(made, f"{where}{whose}")

    return history.do(rule)
