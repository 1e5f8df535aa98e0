"""A patient's card: who they are, what they need, their calls, the sheets they were given."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from reception import phone
from reception.domain import span
from reception.domain.errors import Obstacle
from reception.domain.patient import NEEDS, Patient
from reception.services.patients import PatientCard
from reception.ui import words
from reception.ui.theme import Theme
from reception.ui.widgets import field
from reception.ui.widgets.banner import Banner
from reception.ui.widgets.basics import beside_or_below, button, card, label, row
from reception.ui.widgets.field import Field
from reception.ui.widgets.table import Column, Table

GRID = ("name", "phone", "email", "date_of_birth", "postcode", "preferred_times")
LOWEST_TABLE = 150
CALL_COLUMNS = (
    Column("When", lambda line: span.moment_text(line.slot.starts_at), width=132),
    Column("Clinic", lambda line: line.clinic.name, width=88),
    Column("About", lambda line: line.call.about),
    Column(
        "State",
        lambda line: words.call_word(line),
        chip=lambda line: words.call_state(line.call),
        width=156,
    ),
)
SHEET_COLUMNS = (
    Column(
        "Sheet",
        lambda one: one.sheet.title,
        lambda one: f"version {one.sheet.version}, {one.given.edition.points} pt",
    ),
    Column("Given", lambda one: span.day_text(span.london_day(one.given.at)), width=100),
)


class CardView(QWidget):
    """Shows a card and takes what is typed; `asked` carries `save`, `book`, `wait` or `print`."""

    asked = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.shown: PatientCard | None = None
        self.name = label("", "title")
        self.about = label("", "muted", wrap=True)
        self.needs_banner, self.number_banner = Banner(), Banner()
        self.fields: dict[str, Field[QLineEdit]] = {
            "name": field.line("Name"),
            "phone": field.line("Phone"),
            "email": field.line("Email"),
            "date_of_birth": field.line("Born", placeholder="1971-05-04"),
            "postcode": field.line("Postcode"),
            "preferred_times": field.line("Preferred times", placeholder="Mornings"),
            "needs": field.line("Needs", placeholder=", ".join(NEEDS)),
        }
        self.do_not_call = QCheckBox("Do not call")
        self.calls = Table("Calls of this patient", theme, CALL_COLUMNS, height=34)
        self.sheets = Table("Sheets this patient was given", theme, SHEET_COLUMNS, height=46)
        self.waiting_button = button("Waiting list…", run=lambda: self.asked.emit("wait"))
        self.save_button = button("Save", "Ctrl+S", run=lambda: self.asked.emit("save"))
        self._lay_out()
        for one in self.fields.values():
            one.input.textChanged.connect(self._edited)
        self.do_not_call.toggled.connect(self._edited)

    def _lay_out(self) -> None:
        f = self.fields
        body = QVBoxLayout(self)
        body.setContentsMargins(18, 16, 18, 16)
        body.setSpacing(10)
        printing = button("Print a sheet", "Ctrl+P", run=lambda: self.asked.emit("print"))
        booking = button("Book a call", "Ctrl+N", "primary", lambda: self.asked.emit("book"))
        self._head = row(self.name, row(None, self.waiting_button, printing), booking)
        self._head.setStretch(1, 1)
        body.addLayout(self._head)
        body.addWidget(self.about)
        body.addWidget(self.needs_banner)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(10)
        body.addLayout(self._grid)
        last = row(self.do_not_call, self.save_button, gap=12)
        last.setAlignment(Qt.AlignmentFlag.AlignBottom)
        self._last = row(f["needs"], last, gap=12)
        self._last.setStretch(0, 1)
        body.addLayout(self._last)
        body.addWidget(self.number_banner)
        self._tables = row(
            _titled("Calls and tries", self.calls), _titled("Sheets given", self.sheets), gap=12
        )
        self._tables.setStretch(0, 3)
        self._tables.setStretch(1, 2)
        body.addLayout(self._tables, 1)
        self.arrange(False)

    def arrange(self, is_narrow: bool) -> None:
        """Put fields and tables side by side, or below one another."""
        beside_or_below(self._head, is_narrow)
        beside_or_below(self._last, is_narrow)
        beside_or_below(self._tables, is_narrow)
        across = 2 if is_narrow else 3
        for number, name in enumerate(GRID):
            self._grid.addWidget(self.fields[name], number // across, number % across)
        for table in (self.calls, self.sheets):
            table.setMinimumHeight(LOWEST_TABLE if is_narrow else 0)

    def show_card(self, told: PatientCard) -> None:
        """Show a patient as they are known now."""
        self.shown = told
        patient = told.patient
        self.name.setText(span.short(patient.name, 40))
        self.about.setText(about(told))
        for name, text in texts(patient).items():
            self.fields[name].input.setText(text)
            self.fields[name].clear_refusal()
        self.do_not_call.setChecked(patient.do_not_call)
        self.calls.show_values(told.calls)
        self.sheets.show_values(told.sheets)
        notes = [f"Needs {', '.join(patient.needs)}"] if patient.needs else []
        notes += ["Asked not to be called"] if patient.do_not_call else []
        self.needs_banner.say(" · ".join(notes), "warn")
        names = ", ".join(other.name for other in told.same_number)
        self.number_banner.say(
            f"{names} has the same number: a family, or one person twice?" if names else "", "info"
        )
        self._edited()

    def typed(self) -> Patient:
        """Return the card as it was typed; refuse a date that is none."""
        assert self.shown is not None
        told = {name: one.input.text().strip() for name, one in self.fields.items()}
        born = told.pop("date_of_birth")
        needs = tuple(need.strip() for need in told.pop("needs").split(",") if need.strip())
        return replace(
            self.shown.patient,
            **told,  # type: ignore[arg-type]
            date_of_birth=span.parse_day(born, field="date_of_birth") if born else None,
            needs=needs,
            do_not_call=self.do_not_call.isChecked(),
        )

    def is_edited(self) -> bool:
        """Tell whether anything on the card differs from what is known."""
        if self.shown is None:
            return False
        told = {name: one.input.text() for name, one in self.fields.items()}
        patient = self.shown.patient
        return told != texts(patient) or self.do_not_call.isChecked() != patient.do_not_call

    def meet(self, now: Patient) -> str:
        """Take what somebody else saved for known; what was typed stays. Return where both changed the same."""
        assert self.shown is not None
        before = self.shown.patient
        both = field.meet(self.fields, texts(before), texts(now))
        if self.do_not_call.isChecked() == before.do_not_call:
            self.do_not_call.setChecked(now.do_not_call)
        self.shown = replace(self.shown, patient=now)
        self._edited()
        return both

    def _edited(self) -> None:
        self.save_button.setEnabled(self.is_edited())

    def refuse(self, obstacle: Obstacle) -> bool:
        """Say what is wrong beside its field; tell whether there is one."""
        named = self.fields.get(getattr(obstacle, "field", ""))
        if named is not None:
            named.refuse(obstacle.sentence)
        return named is not None


def _titled(heading: str, table: Table) -> QFrame:
    frame, inside = card(margins=(1, 8, 1, 4), gap=4)
    title = label(heading, "heading")
    title.setContentsMargins(12, 4, 0, 0)
    inside.addWidget(title)
    inside.addWidget(table, 1)
    return frame


def texts(patient: Patient) -> dict[str, str]:
    """Return what the fields of a card say of a patient."""
    return {
        "name": patient.name,
        "phone": phone.national(patient.phone),
        "email": patient.email,
        "date_of_birth": patient.date_of_birth.isoformat() if patient.date_of_birth else "",
        "postcode": patient.postcode,
        "preferred_times": patient.preferred_times,
        "needs": ", ".join(patient.needs),
    }


def about(told: PatientCard) -> str:
    """Return the line below the name: since when, privacy notice, waiting."""
    known = f"Known since {span.day_text(span.london_day(told.patient.known_since), year=True)}"
    given = told.patient.privacy_given_at
    privacy = (
        f"privacy notice given {span.day_text(span.london_day(given))}"
        if given
        else "privacy notice not given yet"
    )
    waits = " · on the waiting list" if told.waiting else ""
    return f"{known} · {privacy}{waits}"
