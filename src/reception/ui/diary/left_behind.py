"""After days were closed or leave was added: the booked calls that are left in them come up as a list of work."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reception.domain.change import Change
from reception.domain.closure import Closure
from reception.domain.leave import Leave
from reception.services.absences import Effect, effect
from reception.ui import forms

if TYPE_CHECKING:
    from reception.ui.main_window import MainWindow


def absence_of(change: Change) -> Closure | Leave | None:
    """Return the closure or leave that a change adds, or None."""
    made = (edit.after for edit in change.edits if edit.before is None)
    return next((one for one in made if isinstance(one, Closure | Leave)), None)


def look(window: MainWindow, absence: Closure | Leave) -> None:
    """Show the calls that need another time, where an absence has left any in it."""
    context = window.context
    clinic = absence.clinic if isinstance(absence, Closure) else None

    def told(left: Effect) -> None:
        if left.booked:
            forms.rescue(window, context, clinic)

    question = partial(effect, absence=absence, now=context.now())
    context.background.ask(window, question, told, lambda obstacle: None)
