"""What Enter does with an entry of the palette."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from reception import settings
from reception.domain.call import CallLine
from reception.domain.clinic import Clinic
from reception.domain.deed import PrintListDeed
from reception.domain.errors import Obstacle
from reception.domain.patient import Patient
from reception.domain.sheet import Sheet
from reception.domain.slot import Slot
from reception.services import calls, rearranging
from reception.services.calls import Caller
from reception.ui.actions import Action
from reception.ui.context import Context
from reception.ui.palette.bookings import Booking, NewBooking
from reception.ui.palette.deeds import Week
from reception.ui.palette.entries import Again
from reception.ui.sheets.asked import Asked
from reception.ui.widgets.dialog import present

if TYPE_CHECKING:
    from reception.ui.booking.form import BookingForm

SCREENS: tuple[tuple[type, str], ...] = (
    (Patient, "patients"),
    (CallLine, "diary"),
    (Sheet, "sheets"),
    (Clinic, "clinics"),
)
"""Where each kind of thing is shown."""
BOOKS = Booking, NewBooking, Again, Slot
"""What is booked, or begun to be, where it stands."""
REMEMBERED = 6
"""How many of the actions used last are kept."""


def do(thing: object, parent: QWidget, context: Context, act: Callable[[str], None]) -> None:
    """Show a thing on its screen, open the booking form on a free slot, or do an action or what a line asked for."""
    if isinstance(thing, BOOKS) and context.is_locked():
        return
    if isinstance(thing, Action):
        remember(context, thing.name)
        act(thing.name)
    elif isinstance(thing, Booking) and thing.is_second:
        _open_form(parent, context, thing.slot, thing.patient).submit()
    elif isinstance(thing, Booking):
        _book(thing, parent, context)
    elif isinstance(thing, Again):
        context.background.do(parent, partial(rearranging.take_up, call=thing.line.id))
    elif isinstance(thing, NewBooking):
        form = _open_form(parent, context, thing.slot)
        form.who.input.setText(thing.name)
        form.phone.input.setText(thing.number)
    elif isinstance(thing, Slot):
        _open_form(parent, context, thing)
    elif isinstance(thing, PrintListDeed):
        _print_list(thing, parent, context)
    elif isinstance(thing, Asked):
        context.go("sheets", thing)
    elif isinstance(thing, Week):
        context.go("lists", thing.monday)
        if thing.format:
            act("csv" if thing.format == "csv" else "export")
    else:
        context.go(next(screen for kind, screen in SCREENS if isinstance(thing, kind)), thing)


def open_first(thing: object, parent: QWidget, context: Context) -> None:
    """Show what a line asked for where it can still be changed, and do nothing yet."""
    if isinstance(thing, Booking):
        if not context.is_locked():
            _open_form(parent, context, thing.slot, thing.patient)
    elif isinstance(thing, Again):
        context.go("diary", thing.line)
    elif isinstance(thing, PrintListDeed):
        _print_list(thing, parent, context)
    elif isinstance(thing, Asked):
        context.go("sheets", replace(thing, prints=False))
    elif isinstance(thing, Week):
        context.go("lists", thing.monday)


def _open_form(parent: QWidget, context: Context, slot: Slot, patient: Patient | None = None) -> BookingForm:
    from reception.ui.booking.form import BookingForm

    form = BookingForm(parent, context, slot=slot.id, patient=patient)
    present(form)
    return form


def _print_list(thing: PrintListDeed, parent: QWidget, context: Context) -> None:
    """Ask how the list of a day is to be printed."""
    if context.is_locked():
        return
    from reception.ui.today.print_form import DayListForm

    present(DayListForm(parent, context, thing.day, clinic=thing.clinic, clinician=thing.clinician))


def _book(thing: Booking, parent: QWidget, context: Context) -> None:
    """Book a call; where that is refused, the form comes up with what was asked for and says why."""
    caller = Caller(patient=thing.patient.id, named=frozenset())

    def refused(obstacle: Obstacle) -> None:
        _open_form(parent, context, thing.slot, thing.patient).refuse(obstacle)

    context.background.do(parent, partial(calls.book, slot=thing.slot.id, caller=caller), None, refused)


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
