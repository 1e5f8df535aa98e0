"""Clinicians: who makes the calls."""

from __future__ import annotations

from reception.domain import clinician as rules
from reception.domain import span
from reception.domain.change import Change
from reception.domain.clinician import Clinician
from reception.domain.errors import Refusal
from reception.domain.ids import ClinicianId, StaffId
from reception.domain.staff import Staff
from reception.services import comeback
from reception.services.history import History
from reception.storage.reader import Reader


def working(reader: Reader) -> list[Clinician]:
    """Return the clinicians who are not retired, in the order they were added."""
    return [clinician for clinician in reader.all(Clinician) if not clinician.retired]


def named(reader: Reader, name: str) -> Clinician:
    """Return a clinician by the whole name or the surname, in any case; refuse an unknown one."""
    wanted = name.strip().casefold()
    everybody = reader.all(Clinician)
    found = [
        c for c in everybody if wanted in (c.name.casefold(), c.surname.casefold(), c.short_name.casefold())
    ]
    known = [clinician for clinician in everybody if not clinician.retired]
    at_work = [clinician for clinician in found if not clinician.retired]
    if len(at_work) == 1:
        return at_work[0]
    if len(found) == 1:
        raise Refusal(
            f"{found[0].name} is retired. Choose somebody else, or bring them back.", field="clinician"
        )
    names = ", ".join(clinician.name for clinician in known)
    raise Refusal(f"There is no clinician “{span.short(name)}”. They are {names}.", field="clinician")


def add(history: History, name: str, title: str = "", qualifications: str = "") -> Change:
    """Add who makes calls, and put them on the staff list."""

    def rule(reader: Reader) -> Change:
        made = Clinician(
            id=ClinicianId(history.ids.next()), name=name, title=title, qualifications=qualifications
        )
        return rules.add(made, StaffId(history.ids.next()), reader.all(Clinician), reader.all(Staff))

    return history.do(rule)


def edit(history: History, seen: Clinician, new: Clinician) -> Change:
    """Change what is known of a clinician."""
    return history.do(lambda reader: rules.edit(seen, new, reader.all(Clinician), reader.all(Staff)))


def retire(history: History, clinician: Clinician) -> Change:
    """Let a clinician make no more calls; booked calls stay, and their free slots are not offered."""
    return history.do(lambda reader: rules.retire(clinician, reader.all(Staff)))


def bring_back(history: History, clinician: Clinician) -> Change:
    """Let a retired clinician make calls again, with the hours of their rota in the weeks that are published."""

    def rule(reader: Reader) -> Change:
        change = rules.retire(clinician, reader.all(Staff), retired=False)
        return comeback.told(reader, comeback.with_slots(history, reader, change), clinician, history.now())

    return history.do(rule)
