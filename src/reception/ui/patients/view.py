"""Patients: find one by anything, and their card."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QShortcut

from reception import phone
from reception.domain import span
from reception.domain.errors import Conflict, Obstacle, Refusal
from reception.domain.ids import PatientId
from reception.domain.patient import Patient
from reception.services import patients
from reception.services.patients import PatientCard, PatientLine
from reception.ui import words
from reception.ui.actions import named
from reception.ui.booking.call_card import CallCard
from reception.ui.booking.form import BookingForm
from reception.ui.context import Context
from reception.ui.patients.card import CardView
from reception.ui.patients.waiting import WaitForm
from reception.ui.screen import Screen
from reception.ui.widgets.basics import card, label, row, scrolled
from reception.ui.widgets.dialog import present
from reception.ui.widgets.empty import Empty
from reception.ui.widgets.field import Line
from reception.ui.widgets.table import Column, Table

FOUND = 50
WIDE, NARROW = 340, 200
"""Pixels of the list."""


class PatientsScreen(Screen):
    """The list at the left, the card at the right; what was typed is saved with Ctrl+S or the button."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._wanted: PatientId | None = None
        self._is_saving = False
        self.search = Line()
        self.search.setPlaceholderText("Name, number, postcode, birth date")
        self.search.setAccessibleName("Find a patient")
        self.search.setClearButtonEnabled(True)
        self.hint = label("", "small")
        self.table = Table("Patients", context.theme, self._columns(), height=50)
        self.table.horizontalHeader().hide()
        self.card = CardView(context.theme)
        self._scrolled = scrolled(self.card)
        self._empty = Empty(
            "Nobody chosen",
            "Type a name, any part of a number, a postcode or a birth date. Ctrl+N books a call for somebody new.",
        )
        self._lay_out()
        self._connect()
        self.start_at(self.search)

    def _columns(self) -> list[Column]:
        def state(line: PatientLine) -> str:
            if line.next_call is not None:
                return f"Call {words.relative(line.next_call, self.context.today())}"
            if line.waits_since is not None:
                day = span.london_day(line.waits_since)
                return f"Waiting since {day.day} {span.MONTHS[day.month - 1][:3]}"
            return ""

        return [
            Column(
                "Patient",
                lambda line: line.patient.name,
                lambda line: phone.national(line.patient.phone),
                bold=True,
            ),
            Column("State", state, chip=lambda line: "booked" if line.next_call else "warn", width=174),
        ]

    def _lay_out(self) -> None:
        self._left, left_inside = card(margins=(1, 12, 1, 4), gap=6)
        top = row(self.search)
        top.setContentsMargins(12, 0, 12, 0)
        self.hint.setContentsMargins(12, 0, 0, 2)
        left_inside.addLayout(top)
        left_inside.addWidget(self.hint)
        left_inside.addWidget(self.table, 1)
        right, right_inside = card(margins=(0, 0, 0, 0))
        right_inside.addWidget(self._scrolled)
        right_inside.addWidget(self._empty)
        self._scrolled.hide()
        whole = row(self._left, right, gap=16)
        whole.setStretch(1, 1)
        whole.setContentsMargins(16, 16, 16, 16)
        self.setLayout(whole)

    def arrange(self, is_narrow: bool) -> None:
        """Give the card the room that the list can spare."""
        self._left.setFixedWidth(NARROW if is_narrow else WIDE)
        self.table.setColumnHidden(1, is_narrow)
        self.card.arrange(is_narrow)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._search)
        self.search.installEventFilter(self)
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda line: self.card.fields["name"].input.setFocus())
        self.card.calls.opened.connect(lambda line: present(CallCard(self.window(), self.context, line)))
        self.buttons = {"save patient": self.card.save_button, "wait": self.card.waiting_button}
        doing = {"save": self.save, "book": self.book, "wait": self.wait, "print": self.print_it}
        self.card.asked.connect(lambda what: doing[what]())
        QShortcut(named("save patient").key, self, self.save)

    # ---- finding

    def refresh(self) -> None:
        """Read the list and the card again; what is being typed stays."""
        self._search()
        if self.shown is not None and not self.card.is_edited():
            self._read(self.shown.patient.id)

    def _search(self) -> None:
        text = self.search.text()
        self.context.background.ask(self, partial(_find, text=text), partial(self._found, text))

    def _found(self, text: str, told: tuple[list[PatientLine], int]) -> None:
        if text != self.search.text():
            return
        found, total = told
        self.hint.setText(f"{len(found)} of {total:,}" if text else f"The newest of {total:,}")
        self.table.show_values(found)
        if self._wanted is not None and self.table.choose(self._wanted):
            self._wanted = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk the list with the arrow keys while typing."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                number = self.table.currentIndex().row() + step
                self.table.selectRow(max(0, min(number, len(self.table.rows.values) - 1)))
                return True
        return super().eventFilter(watched, event)

    # ---- the card

    @property
    def shown(self) -> PatientCard | None:
        """Return the card that is shown, or None."""
        return None if self._scrolled.isHidden() else self.card.shown

    def _choose(self, line: PatientLine | None) -> None:
        if self._is_saving:
            return  # the card stays, also where what was saved no longer fits the search
        if line is None:
            if self.card.is_edited():
                return
            self._scrolled.hide()
            self._empty.show()
        elif self.shown is None or self.shown.patient.id != line.patient.id:
            if self.shown is not None and self.card.is_edited() and not self._save_before(line):
                return
            self._read(line.patient.id)

    def _save_before(self, line: PatientLine) -> bool:
        """Save what was typed before another card is shown; tell whether it could be taken."""
        try:
            self.card.typed()
        except Refusal as refusal:
            self._refused(refusal)
            return False
        self.save(then=line.patient.id)
        return False

    def _read(self, patient: PatientId) -> None:
        self.context.background.ask(self, partial(patients.card, patient=patient), self._show)

    def _show(self, told: PatientCard) -> None:
        self._is_saving = False
        self.card.show_card(told)
        self._scrolled.show()
        self._empty.hide()

    def save(self, then: PatientId | None = None) -> None:
        """Save the card, then show it or another; what is refused is said beside its field."""
        shown = self.shown
        if shown is None or not self.card.is_edited():
            return
        try:
            new = self.card.typed()
        except Refusal as refusal:
            self._refused(refusal)
            return
        self._is_saving = True
        act = partial(patients.edit, seen=shown.patient, new=new)
        after = then or shown.patient.id
        self.context.background.do(self, act, lambda change: self._read(after), self._refused)

    def _refused(self, obstacle: Obstacle) -> None:
        self._is_saving = False
        now, shown = getattr(obstacle, "now", None), self.shown
        if isinstance(now, Patient) and shown is not None and now.id == shown.patient.id:
            both = self.card.meet(now)
            if both:
                obstacle = Conflict(
                    f"Somebody else has just changed this patient: {both}. Save again to keep yours."
                )
        if not self.card.refuse(obstacle):
            self.context.background.refused.emit(obstacle)
        if self.shown is not None:
            self.table.choose(self.shown.patient.id)

    # ---- doing

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
            self._wanted = thing.id
            self.search.setText(phone.national(thing.phone))
            self._read(thing.id)


def _find(reader: object, text: str) -> tuple[list[PatientLine], int]:
    return patients.find(reader, text, limit=FOUND), patients.count(reader)  # type: ignore[arg-type]
