"""Patients: find one by anything, and their card."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from reception import phone
from reception.domain import span
from reception.domain.call import CallLine
from reception.domain.errors import Obstacle, Refusal
from reception.domain.ids import PatientId
from reception.domain.patient import NEEDS, Patient
from reception.services import patients
from reception.services.patients import PatientCard, PatientLine
from reception.ui import words
from reception.ui.booking.call_card import CallCard
from reception.ui.booking.form import BookingForm
from reception.ui.context import Context
from reception.ui.patients.waiting import WaitForm
from reception.ui.screen import Screen
from reception.ui.widgets import field
from reception.ui.widgets.banner import Banner
from reception.ui.widgets.basics import button, card, label, row
from reception.ui.widgets.dialog import present
from reception.ui.widgets.empty import Empty
from reception.ui.widgets.field import Field
from reception.ui.widgets.table import Column, Table

FOUND = 50


class PatientsScreen(Screen):
    """The list at the left, the card at the right; what was typed is saved with Ctrl+S or the button."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.shown: PatientCard | None = None
        self.search = QLineEdit()
        self.search.setPlaceholderText("Name, number, postcode, birth date")
        self.search.setAccessibleName("Find a patient")
        self.search.setClearButtonEnabled(True)
        self.hint = label("", "small")
        self.table = Table("Patients", context.theme, self._columns(), height=50)
        self.table.horizontalHeader().hide()
        self.fields = self._make_fields()
        self.do_not_call = QCheckBox("Do not call")
        self.name = label("", "title")
        self.about = label("", "muted")
        self.needs_banner, self.number_banner = Banner(), Banner()
        self.calls = Table("Calls of this patient", context.theme, self._call_columns(), height=34)
        self.save_button = button("Save", "Ctrl+S", "plain", self.save)
        self._card = self._build_card()
        self._empty = Empty(
            "Nobody chosen",
            "Type a name, any part of a number, a postcode or a birth date. Ctrl+N books a call for somebody new.",
        )
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.search)

    def _columns(self) -> list[Column]:
        def state(line: PatientLine) -> str:
            if line.next_call is not None:
                return f"Call {span.moment_text(line.next_call)}"
            return (
                f"Waiting since {span.day_text(span.london_day(line.waits_since))}"
                if line.waits_since
                else ""
            )

        return [
            Column(
                "Patient",
                lambda line: line.patient.name,
                lambda line: phone.national(line.patient.phone),
                bold=True,
            ),
            Column("State", state, chip=lambda line: "booked" if line.next_call else "warn", width=158),
        ]

    def _call_columns(self) -> list[Column]:
        return [
            Column("When", lambda line: span.moment_text(line.slot.starts_at), width=128),
            Column("Clinic", lambda line: line.clinic.name, width=96),
            Column("About", lambda line: line.call.about),
            Column(
                "State",
                lambda line: words.call_word(line.call),
                chip=lambda line: words.call_state(line.call),
                width=170,
            ),
            Column("Tries", lambda line: str(line.call.attempts), width=52),
        ]

    def _make_fields(self) -> dict[str, Field[QLineEdit]]:
        return {
            "name": field.line("Name"),
            "phone": field.line("Phone"),
            "email": field.line("Email"),
            "date_of_birth": field.line("Born", placeholder="1971-05-04"),
            "postcode": field.line("Postcode"),
            "preferred_times": field.line("Preferred times", placeholder="Mornings"),
            "needs": field.line("Needs", placeholder=", ".join(NEEDS)),
        }

    def _build_card(self) -> QWidget:
        f = self.fields
        made = QWidget()
        body = QVBoxLayout(made)
        body.setContentsMargins(18, 16, 18, 16)
        body.setSpacing(10)
        actions = row(
            button("Waiting list…", run=self.wait),
            self.save_button,
            button("Book a call", "Ctrl+N", "primary", self.book),
        )
        body.addLayout(row(self.name, None, actions))
        body.addWidget(self.about)
        body.addWidget(self.needs_banner)
        body.addLayout(row(f["name"], f["phone"], f["email"], gap=12))
        body.addLayout(row(f["date_of_birth"], f["postcode"], f["preferred_times"], gap=12))
        body.addLayout(row(f["needs"], self.do_not_call, gap=12))
        body.addWidget(self.number_banner)
        frame, inside = card(margins=(1, 8, 1, 4), gap=4)
        heading = label("Calls and tries", "heading")
        heading.setContentsMargins(12, 4, 0, 0)
        inside.addWidget(heading)
        inside.addWidget(self.calls, 1)
        body.addWidget(frame, 1)
        return made

    def _lay_out(self) -> None:
        left, left_inside = card(margins=(1, 12, 1, 4), gap=6)
        left.setFixedWidth(340)
        top = row(self.search)
        top.setContentsMargins(12, 0, 12, 0)
        self.hint.setContentsMargins(12, 0, 0, 2)
        left_inside.addLayout(top)
        left_inside.addWidget(self.hint)
        left_inside.addWidget(self.table, 1)
        right, right_inside = card(margins=(0, 0, 0, 0))
        right_inside.addWidget(self._card)
        right_inside.addWidget(self._empty)
        self._card.hide()
        whole = row(left, right, gap=16)
        whole.setStretch(1, 1)
        whole.setContentsMargins(16, 16, 16, 16)
        self.setLayout(whole)

    def _connect(self) -> None:
        from PySide6.QtGui import QShortcut

        self.search.textChanged.connect(self._search)
        self.search.installEventFilter(self)
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda line: self.fields["name"].input.setFocus())
        self.calls.opened.connect(self._open_call)
        QShortcut("Ctrl+S", self, self.save)

    # ---- finding

    def refresh(self) -> None:
        """Read the list and the card again; what is being typed stays."""
        self._search()
        if self.shown is not None and not self.is_edited():
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

    def _choose(self, line: PatientLine | None) -> None:
        if line is None:
            self._card.hide()
            self._empty.show()
            self.shown = None
        elif self.shown is None or self.shown.patient.id != line.patient.id:
            if self.is_edited():
                self.save()
            self._read(line.patient.id)

    def _read(self, patient: PatientId) -> None:
        self.context.background.ask(self, partial(patients.card, patient=patient), self._show)

    def _show(self, told: PatientCard) -> None:
        self.shown = told
        patient = told.patient
        self._card.show()
        self._empty.hide()
        self.name.setText(span.short(patient.name, 44))
        self.about.setText(_about(told))
        for name, text in _texts(patient).items():
            self.fields[name].input.setText(text)
            self.fields[name].clear_refusal()
        self.do_not_call.setChecked(patient.do_not_call)
        self.calls.show_values(told.calls)
        notes = [f"Needs {', '.join(patient.needs)}"] if patient.needs else []
        notes += ["Asked not to be called"] if patient.do_not_call else []
        self.needs_banner.say(" · ".join(notes), "warn")
        names = ", ".join(other.name for other in told.same_number)
        self.number_banner.say(
            f"{names} has the same number: a family, or one person twice?" if names else "", "info"
        )

    def typed(self) -> Patient:
        """Return the card as it was typed; refuse a date that is none."""
        assert self.shown is not None
        texts = {name: one.input.text().strip() for name, one in self.fields.items()}
        born = texts.pop("date_of_birth")
        needs = tuple(need.strip() for need in texts.pop("needs").split(",") if need.strip())
        return replace(
            self.shown.patient,
            **texts,  # type: ignore[arg-type]
            date_of_birth=span.parse_day(born, field="date_of_birth") if born else None,
            needs=needs,
            do_not_call=self.do_not_call.isChecked(),
        )

    def is_edited(self) -> bool:
        """Tell whether anything on the card differs from what is known."""
        if self.shown is None:
            return False
        texts = _texts(self.shown.patient)
        typed = {name: one.input.text() for name, one in self.fields.items()}
        return typed != texts or self.do_not_call.isChecked() != self.shown.patient.do_not_call

    def save(self) -> None:
        """Save the card; what is refused is said beside its field."""
        if self.shown is None or not self.is_edited():
            return
        try:
            new = self.typed()
        except Refusal as refusal:
            self._refused(refusal)
            return
        act = partial(patients.edit, seen=self.shown.patient, new=new)
        patient = self.shown.patient.id
        self.context.background.do(self, act, lambda change: self._read(patient), self._refused)

    def _refused(self, obstacle: Obstacle) -> None:
        named = self.fields.get(getattr(obstacle, "field", ""))
        if named is not None:
            named.refuse(obstacle.sentence)
        else:
            self.context.background.refused.emit(obstacle)

    # ---- doing

    def book(self) -> None:
        """Book a call for the patient of the card, or for somebody new."""
        patient = self.shown.patient if self.shown else None
        present(BookingForm(self.window(), self.context, patient=patient))

    def wait(self) -> None:
        """Put the patient on the waiting list, or take them off."""
        if self.shown is not None:
            present(WaitForm(self.window(), self.context, self.shown))

    def _open_call(self, line: CallLine) -> None:
        present(CallCard(self.window(), self.context, line))

    def show_thing(self, thing: object) -> None:
        """Go to a patient."""
        if isinstance(thing, Patient):
            self.search.setText(thing.name)
            QTimer.singleShot(0, partial(self._read, thing.id))


def _find(reader: object, text: str) -> tuple[list[PatientLine], int]:
    return patients.find(reader, text, limit=FOUND), patients.count(reader)  # type: ignore[arg-type]


def _texts(patient: Patient) -> dict[str, str]:
    return {
        "name": patient.name,
        "phone": phone.national(patient.phone),
        "email": patient.email,
        "date_of_birth": patient.date_of_birth.isoformat() if patient.date_of_birth else "",
        "postcode": patient.postcode,
        "preferred_times": patient.preferred_times,
        "needs": ", ".join(patient.needs),
    }


def _about(told: PatientCard) -> str:
    known = f"known since {span.day_text(span.london_day(told.patient.known_since), year=True)}"
    given = told.patient.privacy_given_at
    privacy = (
        f"privacy notice given {span.day_text(span.london_day(given))}"
        if given
        else "privacy notice not given yet"
    )
    waits = " · on the waiting list" if told.waiting else ""
    return f"{known} · {privacy}{waits}"
