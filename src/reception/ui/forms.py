"""The forms that screens open; each is imported when it is first opened, so that no start waits for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog

if TYPE_CHECKING:
    from datetime import date as date_
    from datetime import datetime

    from PySide6.QtWidgets import QWidget

    from reception.domain.availability import Availability
    from reception.domain.call import Attempt, CallLine, CancelledBy
    from reception.domain.clinic import Clinic
    from reception.domain.clinician import Clinician
    from reception.domain.ids import ClinicId, SlotId
    from reception.domain.patient import Patient
    from reception.domain.slot import Slot
    from reception.domain.staff import Staff
    from reception.services.looks import Away
    from reception.services.slots import SlotLine
    from reception.ui.actions import Action
    from reception.ui.context import Context
    from reception.ui.diary.rescue_form import RescueForm
    from reception.ui.diary.session_form import Start
    from reception.ui.diary.to_move import ToMove
    from reception.ui.main_window import MainWindow
    from reception.ui.screen import Screen
    from reception.ui.today.panel import CallPanel


def _present(dialog: QDialog) -> None:
    from reception.ui.widgets.dialog import present

    present(dialog)


def book(screen: Screen, *, slot: SlotId | None = None, patient: Patient | None = None) -> None:
    """Book a call, into a slot or for somebody where they are known."""
    from reception.ui.booking.form import BookingForm

    _present(BookingForm(screen.window(), screen.context, slot=slot, patient=patient))


def show_call(screen: Screen, line: CallLine, key: str = "") -> None:
    """Show a call, and there do what a key means."""
    from reception.ui.booking.call_card import CallCard

    card = CallCard(screen.window(), screen.context, line)
    if key:
        QTimer.singleShot(0, partial(card.panel.press, key))
    _present(card)


def block(screen: Screen, *chosen: Slot) -> None:
    """Take slots out of booking; those that are booked are spared."""
    from reception.ui.diary.block import BlockForm

    _present(BlockForm(screen.window(), screen.context, *chosen))


def withdraw(screen: Screen, *chosen: Slot) -> None:
    """Take slots out of the diary; those that are booked are spared."""
    from reception.ui.diary.block import WithdrawForm

    _present(WithdrawForm(screen.window(), screen.context, *chosen))


def publish(place: Screen | MainWindow) -> None:
    """Publish some weeks."""
    from reception.ui.diary.publish import PublishForm

    _present(PublishForm(place.window(), place.context))


def holidays(place: QWidget, context: Context, day: date_ | None = None) -> None:
    """Ask which bank holidays are worked: of the weeks that are published, or one day alone."""
    from reception.ui.diary.holiday_form import HolidayForm

    _present(HolidayForm(place.window(), context, day))


def session(place: QWidget, context: Context, start: Start, added: Callable[[Availability], object]) -> None:
    """Add an extra session on one day; `added` shows it."""
    from reception.ui.diary.session_form import SessionForm

    _present(SessionForm(place.window(), context, start, added))


def open_day(
    place: QWidget, context: Context, whose: Sequence[Clinic] | Sequence[Clinician], day: date_
) -> None:
    """Ask who works on a day all the same: clinics, or clinicians in spite of leave."""
    from reception.ui.settings.open_day_form import OpenDayForm

    _present(OpenDayForm(place.window(), context, whose, day))


def history(place: QWidget, context: Context, slot: Slot, line: CallLine | None = None) -> None:
    """Show the history of a call, or with none that of a slot."""
    from reception.ui.diary.history_form import HistoryForm

    _present(HistoryForm(place.window(), context, slot, line))


def find_slot(
    place: QWidget,
    context: Context,
    take: Callable[[SlotId], object],
    *,
    do: str = "Book it",
    clinic: ClinicId | None = None,
) -> None:
    """Find a free slot, at one clinic first or at that of the filter, and book it, or hand it to whoever asked."""
    from reception.ui.diary.find_form import FindForm

    _present(FindForm(place.window(), context, take, do=do, clinic=clinic))


def rescue(place: QWidget, context: Context, clinic: ClinicId | None = None) -> None:
    """Show the booked calls of a clinic, or of all, that need another time."""
    from reception.ui.diary.rescue_form import RescueForm

    _present(RescueForm(place.window(), context, clinic))


def rescue_day(screen: Screen) -> None:
    """Ask who is away or which clinic closes, on the day that is in hand in the diary, or today."""
    from reception.ui.diary.day_form import DayForm, in_hand

    _present(DayForm(screen.window(), screen.context, *in_hand(screen)))


def put_here(screen: Screen, to_move: ToMove, slot: SlotLine) -> None:
    """Offer to move a parked call to a free slot."""
    from reception.ui.diary.put_form import PutForm

    _present(PutForm(screen.window(), screen.context, to_move, slot))


def date(screen: Screen, first: date_, chosen: Callable[[date_], object]) -> None:
    """Ask which day to show; `first` is the one that is shown."""
    from reception.ui.diary.date_form import DateForm

    _present(DateForm(screen.window(), screen.context, first, chosen))


def moment(place: QWidget, context: Context, chosen: Callable[[datetime], object]) -> None:
    """Ask which earlier moment (UTC) of the diary to show."""
    from reception.ui.diary.moment_form import MomentForm

    _present(MomentForm(place.window(), context, chosen))


def away(place: QWidget, context: Context, told: Away, seen: Callable[[], object]) -> None:
    """Show what others changed, line by line."""
    from reception.ui.diary.away_form import AwayForm

    _present(AwayForm(place.window(), context, told, seen))


def find(window: MainWindow, text: str, table: tuple[Action, ...], here: frozenset[str]) -> None:
    """Find anything, perhaps with something typed already; `here` are the actions that make sense on the screen."""
    from reception.ui.palette.entries import Offer
    from reception.ui.palette.view import Palette

    _present(Palette(window, window.context, window.act, text, Offer(table, here)))


def ask_who(window: MainWindow, told: Callable[[Staff], None]) -> None:
    """Ask who works at this desk."""
    from reception.ui.settings.who import WhoForm

    _present(WhoForm(window, window.context, told))


def offer_person(window: MainWindow) -> None:
    """Offer what is for whoever works here, below their name: who it is, who may see names, and every key."""
    from reception.ui.actions import named
    from reception.ui.widgets import menus

    lines: list[menus.Line | None] = [
        menus.Line(named(name).text, named(name).key, partial(window.act, name))
        for name in ("who", "privacy", "theme", "keys")
    ]
    menus.pop_up(window, lines, window.top.below_person(), "Who works here, and who can see names")


def print_day(screen: Screen, day: date_ | None = None) -> None:
    """Print the list of a day: without one the calls that are still to be made today."""
    from reception.ui.today.print_form import DayListForm

    _present(DayListForm(screen.window(), screen.context, day))


# ---- what is done with a call


def call_back(panel: CallPanel, line: CallLine, note: str, done: Callable[[], object]) -> None:
    """Ask when to call back."""
    from reception.ui.booking.acts import CallBackForm

    form = CallBackForm(panel.window(), panel.context, line, note)
    form.accepted.connect(done)
    _present(form)


def move(place: CallPanel | Screen | RescueForm, line: CallLine) -> None:
    """Ask for another slot."""
    from reception.ui.booking.acts import MoveForm

    _present(MoveForm(place.window(), place.context, line))


def swap(place: CallPanel | Screen, line: CallLine, other: CallLine | None = None) -> None:
    """Ask with whom a call changes places, or say why it cannot; `other` is chosen to begin with."""
    from reception.ui.booking.swap_form import SwapForm, not_to_swap

    obstacle = not_to_swap(line, place.context.now())
    if obstacle:
        place.context.notice.emit(obstacle)
    else:
        _present(SwapForm(place.window(), place.context, line, other))


def cancel(place: CallPanel | Screen | RescueForm, line: CallLine, *, by: CancelledBy | None = None) -> None:
    """Ask who cancels and why; where it is known `by` whom, with that chosen to begin with."""
    from reception.ui.booking.acts import CancelForm

    _present(CancelForm(place.window(), place.context, line, by=by))


def consultation(panel: CallPanel, line: CallLine, attempt: Attempt) -> None:
    """Ask when and where the consultation is."""
    from reception.ui.booking.acts import ConsultationForm

    _present(ConsultationForm(panel.window(), panel.context, line, attempt))
