"""Leave of clinicians: add it and take it out again; what is booked in it stays until somebody moves it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from reception.domain import absence, span
from reception.domain import leave as rules
from reception.domain.change import Change
from reception.domain.clinician import Clinician
from reception.domain.errors import Refusal
from reception.domain.ids import CallId, LeaveId
from reception.domain.leave import Leave
from reception.services import absences, overruling
from reception.services.history import History
from reception.storage.reader import Reader


def take(history: History, leave: Leave, named: Collection[CallId] | None = None) -> Change:
    """Let a clinician be away for the days and times of a leave; its id is given here.

    Raise `absences.Covers` where calls are booked in it besides those that were `named`; None asks about none.
    """

    def rule(reader: Reader) -> Change:
        overruling.come_later(history, reader)
        made = replace(leave, id=LeaveId(history.ids.next()))
        clinician, today = reader.get(Clinician, made.clinician), span.london_day(history.now())
        if clinician.retired:
            raise Refusal(f"{clinician.name} is retired and makes no calls. Bring them back first.")
        overruling.check_is_new(reader, made, f"{clinician.name}, {absence.text(made, 'away', today)}")
        change = rules.take(made, clinician.name, today)
        absences.check_named(reader, made, history.now(), named)
        return change

    return history.do(rule)


def end(history: History, leave: Leave) -> Change:
    """Take leave out again: what is free in it is offered again."""

    def rule(reader: Reader) -> Change:
        name = reader.get(Clinician, leave.clinician).name
        return rules.end(leave, name, span.london_day(history.now()))

    return history.do(rule)
