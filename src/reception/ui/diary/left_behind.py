"""After days were closed, leave was added or a clinician retired: the calls left behind come up as a list of work."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from reception.domain.change import Change
from reception.domain.clinician import Clinician
from reception.domain.closure import Closure
from reception.domain.ids import ClinicId
from reception.domain.leave import Leave
from reception.services import absences, rescue
from reception.storage.reader import Reader
from reception.ui import forms

if TYPE_CHECKING:
    from datetime import datetime

    from reception.ui.main_window import MainWindow

Reason = Closure | Leave | Clinician
"""What leaves calls behind."""


def reasons(change: Change) -> tuple[Reason, ...]:
    """Return the closures and leave that a change adds, and the clinicians it retires."""
    found: list[Reason] = []
    for edit in change.edits:
        before, after = edit.before, edit.after
        if isinstance(after, Closure | Leave) and before is None:
            found.append(after)
        elif isinstance(after, Clinician) and isinstance(before, Clinician):
            found += [after] if after.retired and not before.retired else []
    return tuple(found)


def look(window: MainWindow, found: Sequence[Reason]) -> None:
    """Show the calls that need another time, where any was left behind."""
    context = window.context
    clinics = {one.clinic if isinstance(one, Closure) else None for one in found}
    clinic = clinics.pop() if len(clinics) == 1 else None

    def told(are_any: bool) -> None:
        if are_any:
            forms.rescue(window, context, clinic)

    question = partial(_are_any, found=found, clinic=clinic, now=context.now())
    context.background.ask(window, question, told, lambda obstacle: None)


def _are_any(reader: Reader, found: Sequence[Reason], clinic: ClinicId | None, now: datetime) -> bool:
    days = [one for one in found if not isinstance(one, Clinician)]
    retired = {one.id for one in found if isinstance(one, Clinician)}
    if days and absences.effect_of(reader, days, now).booked:
        return True
    lines = rescue.stranded(reader, now, clinic) if retired else []
    return any(line.clinician.id in retired for line, _ in lines)
