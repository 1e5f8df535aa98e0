"""Patients: find one by anything, and their card."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtGui import QShortcut

from reception.domain.call import CallLine
from reception.domain.change import Change
from reception.domain.errors import Conflict, Obstacle, Refusal
from reception.domain.ids import PatientId
from reception.domain.patient import Patient
from reception.services import patients, rearranging
from reception.services.patients import PatientCard, PatientLine
from reception.ui import action_menu
from reception.ui.actions import named
from reception.ui.booking.call_card import CallCard
from reception.ui.booking.form import BookingForm
from reception.ui.context import Context
from reception.ui.patients.card import CardView
from reception.ui.patients.finder import Finder
from reception.ui.patients.half_typed import HalfTyped
from reception.ui.patients.likely import LikelyOnCard
from reception.ui.patients.waiting import WaitForm
from reception.ui.screen import Screen
from reception.ui.widgets import menus
from reception.ui.widgets.basics import button, card, row, scrolled
from reception.ui.widgets.covered import Covered
from reception.ui.widgets.dialog import present
from reception.ui.widgets.empty import Empty

CARD_HIDDEN = "The card of a patient is here. Nothing that was typed on it is lost."
SHOW_FIRST = "What was typed on the card is hidden and stays. Show it with Ctrl+Shift+H, then save it."


class PatientsScreen(Screen):
    """The list at the left, the card at the right; what was typed is saved with Ctrl+S or the button."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._is_saving = False
        self.finder = Finder(context)
        self.table = self.finder.table
        self.card = CardView(context.theme, context.now)
        self._half_typed = HalfTyped(self.card, self.finder, context.drafts, self._read)
        LikelyOnCard(self.card, context.background)
        show = button("Show names", named("privacy").key, run=partial(context.go, "privacy"))
        self._covered = Covered(self.card, CARD_HIDDEN, show, heading="Hidden")
        self._scrolled = scrolled(self._covered)
        self._empty = Empty(
            "Nobody chosen",
            "Type a name, any part of a number, a postcode or a birth date. Ctrl+N books a call for somebody new.",
        )
        self._lay_out()
        self._connect()
        context.privacy.follow(self._covered.cover)
        self.start_at(self.finder.search)

    def _lay_out(self) -> None:
        right, right_inside = card(margins=(0, 0, 0, 0))
        right_inside.addWidget(self._scrolled)
        right_inside.addWidget(self._empty)
        self._scrolled.hide()
        whole = row(self.finder, right, gap=16)
        whole.setStretch(1, 1)
        whole.setContentsMargins(16, 16, 16, 16)
        self.setLayout(whole)

    def arrange(self, is_narrow: bool) -> None:
        """Give the card the room that the list can spare."""
        self.finder.arrange(is_narrow)
        self.card.arrange(is_narrow)

    def _connect(self) -> None:
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda line: self._write())
        self.table.menu_asked.connect(self._show_menu)
        self.card.calls.menu_asked.connect(self._show_menu_of_call)
        self.finder.read.connect(self._half_typed.mark)
        self.card.calls.opened.connect(lambda line: present(CallCard(self.window(), self.context, line)))
        self.card.calls_card.again.connect(partial(_book_again, self.context))
        self.buttons = {
            "save patient": self.card.save_button,
            "wait": self.card.waiting_button,
            "again": self.card.calls_card.again_button,
        }
        doing = {
            "save": self.save,
            "put back": self._half_typed.put_back,
            "book": self.book,
            "wait": self.wait,
            "print": self.print_it,
        }
        self.card.asked.connect(lambda what: doing[what]())
        QShortcut(named("save patient").key, self, self.save)

    def refresh(self) -> None:
        """Read the list and the card again; what is being typed stays."""
        self.finder.ask()
        if self.shown is None:
            self._half_typed.go_on()
        elif not self.card.is_edited():
            self._read(self.shown.patient.id)

    # ---- the card

    @property
    def shown(self) -> PatientCard | None:
        """Return the card that is shown, or None."""
        return None if self._scrolled.isHidden() else self.card.shown

    def _choose(self, line: PatientLine | None) -> None:
        if self._is_saving:
            return  # the card stays, also where what was saved no longer fits the search
        if self.finder.is_reading and self.shown is not None and self.card.is_edited():
            return  # nobody chose: the search goes on, and what is typed on the card waits
        if line is None:
            if self.card.is_edited():
                return
            self._scrolled.hide()
            self._empty.show()
        elif self.shown is None or self.shown.patient.id != line.patient.id:
            if self.shown is not None and self.card.is_edited():
                self.save(then=line.patient.id)
            else:
                self._read(line.patient.id)

    def _read(self, patient: PatientId) -> None:
        def failed(obstacle: Obstacle) -> None:
            if isinstance(obstacle, Refusal):  # somebody took the patient back
                self._let_go(patient)
            else:
                self.context.background.refused.emit(obstacle)

        self.context.background.ask(self, partial(patients.card, patient=patient), self._show, failed)

    def _let_go(self, patient: PatientId) -> None:
        """Show the list again, and nothing of a patient who is not there any more."""
        self._half_typed.forget(patient)
        if self.card.shown is None or self.card.shown.patient.id == patient:
            self._scrolled.hide()
            self._empty.show()
        self.finder.let_go(patient)

    def _show(self, told: PatientCard) -> None:
        self._is_saving = False
        self.card.clinic.offer(self.context.clinics)
        self.card.show_card(told)
        self._half_typed.show()
        self._scrolled.show()
        self._empty.hide()

    def save(self, then: PatientId | None = None) -> None:
        """Save the card, then show it or another; what is refused is said beside its field."""
        shown = self.shown
        if shown is None or not self.card.is_edited():
            return
        if self._covered.is_on:
            self._refused(Refusal(SHOW_FIRST), goes_on=then is not None)
            return
        try:
            new = self.card.typed()
        except Refusal as refusal:
            self._refused(refusal, goes_on=then is not None)
            return
        self._is_saving = True
        act, typed = partial(patients.edit, seen=shown.patient, new=new), self.card.draft()

        def saved(change: Change) -> None:
            if self.shown is not shown or self.card.draft() == typed:  # else somebody types on
                self._half_typed.forget(shown.patient.id)
            self._read(then or shown.patient.id)

        def refused(obstacle: Obstacle) -> None:
            if self.shown is not None and self.shown.patient.id != shown.patient.id:
                self._is_saving = False
                self._say_not_saved(shown.patient, obstacle)  # what was typed is on that card again
            else:
                self._refused(obstacle, goes_on=then is not None)

        self.context.background.do(self, act, saved, refused)

    def _refused(self, obstacle: Obstacle, *, goes_on: bool = False) -> None:
        """Say what is wrong; whoever walks the list (`goes_on`) keeps the keys there."""
        self._is_saving = False
        writing = self.window().focusWidget()
        now, shown = getattr(obstacle, "now", None), self.shown
        if isinstance(now, Patient) and shown is not None and now.id == shown.patient.id:
            both = self.card.meet(now)
            if both:
                obstacle = Conflict(
                    f"Somebody else has just changed this patient: {both}. Save again to keep yours."
                )
        if not self.card.refuse(obstacle):
            self.context.background.refused.emit(obstacle)
        if shown is None:
            return
        self.finder.mark(shown.patient.id)
        if goes_on and writing is not None:
            self._say_not_saved(shown.patient, obstacle)
            writing.setFocus()

    def _say_not_saved(self, patient: Patient, obstacle: Obstacle) -> None:
        privacy = self.context.privacy
        self.context.notice.emit(f"{privacy.name(patient.name)} is not saved yet. {privacy.said(obstacle)}")

    # ---- doing

    def _write(self) -> None:
        """Go to the card, where it is changed."""
        self.card.fields["name"].input.setFocus()

    def _show_menu(self, line: PatientLine, place: QPoint) -> None:
        """Open the menu of a patient in the list; by the time one of its lines is chosen the card has been read."""
        opening = menus.Line("Change the card", "Enter", self._write)
        printing = menus.Line(named("print sheet").text, named("print").key, self.print_it)
        acts = action_menu.of_acts({"book": self.book, "wait": self.wait})
        menus.pop_up(self, [opening, *acts, printing], place)

    def _show_menu_of_call(self, line: CallLine, place: QPoint) -> None:
        """Open the menu of a call on the card."""
        opening = menus.Line("Open", "Enter", partial(self.card.calls.opened.emit, line))
        again = {"again": self.card.calls_card.again_button}
        menus.pop_up(self, [opening, *action_menu.of_buttons(again)], place)

    def book(self) -> None:
        """Book a call for the patient of the card, or for somebody new."""
        patient = self.shown.patient if self.shown else None
        present(BookingForm(self.window(), self.context, patient=patient))

    def wait(self) -> None:
        """Put the patient on the waiting list, or take them off."""
        if self.shown is not None:
            present(WaitForm(self.window(), self.context, self.shown))

    def print_it(self) -> None:
        """Choose a sheet for the patient; their needs pick its size."""
        self.context.go("sheets", self.shown.patient if self.shown else None)

    def show_thing(self, thing: object) -> None:
        """Go to a patient."""
        if isinstance(thing, Patient):
            self.finder.go_to(thing)
            self._read(thing.id)


def _book_again(context: Context, line: CallLine) -> None:
    """Book a cancelled call again at its old time; where that is taken, it is said why."""
    context.background.do(context, partial(rearranging.take_up, call=line.id))
