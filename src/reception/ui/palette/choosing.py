"""What Enter does with an entry of the palette."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from reception import settings
from reception.domain.call import CallLine
from reception.domain.clinic import Clinic
from reception.domain.errors import Obstacle
from reception.domain.patient import Patient
from reception.domain.sheet import Sheet
from reception.domain.slot import Slot
from reception.ui.actions import Action
from reception.ui.context import Context
from reception.ui.widgets.dialog import present

SCREENS: tuple[tuple[type, str], ...] = (
    (Patient, "patients"),
    (CallLine, "diary"),
    (Sheet, "sheets"),
    (Clinic, "clinics"),
)
"""Where each kind of thing is shown."""
REMEMBERED = 6
"""How many of the actions used last are kept."""


def do(thing: object, parent: QWidget, context: Context, act: Callable[[str], None]) -> None:
    """Show a thing on its screen, open the booking form on a free slot, or do an action."""
    if isinstance(thing, Action):
        remember(context, thing.name)
        act(thing.name)
    elif isinstance(thing, Slot):
        from reception.ui.booking.form import BookingForm

        present(BookingForm(parent, context, slot=thing.id))
    else:
        context.go(next(screen for kind, screen in SCREENS if isinstance(thing, kind)), thing)


def recent(context: Context) -> list[str]:
    """Return the names of the actions used last on this PC, newest first."""
    return [name for name in settings.remembered(context.background.settings, "actions").split(",") if name]


def remember(context: Context, name: str) -> None:
    """Keep that an action was used."""
    names = dict.fromkeys([name, *recent(context)])
    try:
        settings.remember(context.background.settings, actions=",".join(list(names)[:REMEMBERED]))
    except Obstacle as obstacle:
        context.background.refused.emit(obstacle)
