"""A patient's card: who they are, what they need, their calls, the sheets they were given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from reception import phone
from reception.domain import likeness, span
from reception.domain.clinic import Clinic
from reception.domain.errors import Obstacle
from reception.domain.ids import ClinicId
from reception.domain.likeness import Alike
from reception.domain.patient import NEEDS, Patient
from reception.services.patients import PatientCard
from reception.ui.patients.calls import CallsCard, titled
from reception.ui.patients.texts import about, all_of, noted, texts
from reception.ui.theme import Theme
from reception.ui.widgets import field
from reception.ui.widgets.banner import Banner
from reception.ui.widgets.basics import beside_or_below, button, label, row
from reception.ui.widgets.field import Field
from reception.ui.widgets.filling import Filling
from reception.ui.widgets.table import Column, Table

GRID = ("name", "phone", "email", "date_of_birth", "postcode", "clinic", "preferred_times", "needs")
"""The fields in the order in which they stand; needs have the rest of their line."""
LOWEST_TABLE = 150
SHEET_COLUMNS = (
    Column(
        "Sheet",
        lambda one: one.sheet.title,
        lambda one: f"version {one.sheet.version}, {one.given.edition.points} pt",
    ),
    Column("Given", lambda one: span.day_text(span.london_day(one.given.at)), width=100),
)


class CardView(QWidget):
    """Shows a card and takes what is typed; `asked` carries `save`, `put back`, `book`, `wait` or `print`.

    `edited` tells that something was typed.
    """

    asked = Signal(str)
    edited = Signal()

    def __init__(self, theme: Theme, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.shown: PatientCard | None = None
        self._filling = Filling(self._show_buttons)
        self.name = label("", "title")
        self.about = label("", "muted", wrap=True)
        self.needs_banner, self.number_banner = Banner(), Banner()
        self.fields: dict[str, Field[QLineEdit]] = {
            "name": field.line("Name"),
            "phone": field.line("Phone"),
            "email": field.line("Email"),
            "date_of_birth": field.line("Born", placeholder="4 May 1971"),
            "postcode": field.line("Postcode"),
            "preferred_times": field.line("Preferred times", placeholder="Mornings"),
            "needs": field.line("Needs", placeholder=", ".join(NEEDS)),
        }
        self.clinic = ClinicChoice()
        self.do_not_call = QCheckBox("Do not call")
        self.calls_card = CallsCard(theme, now)
        self.calls = self.calls_card.table
        self.sheets = Table("Sheets this patient was given", theme, SHEET_COLUMNS, height=46)
        self.waiting_button = button("Waiting list…", run=lambda: self.asked.emit("wait"))
        self.save_button = button("Save", "Ctrl+S", run=lambda: self.asked.emit("save"))
        self.back_button = button(
            "Put back", kind="quiet", run=lambda: self.asked.emit("put back"), name="Put back what is known"
        )
        self._lay_out()
        for one in self.fields.values():
            one.input.textChanged.connect(self._edited)
        self.clinic.input.currentIndexChanged.connect(self._edited)
        self.do_not_call.toggled.connect(self._edited)

    def _lay_out(self) -> None:
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
        body.addLayout(row(self.do_not_call, None, self.back_button, self.save_button, gap=12))
        body.addWidget(self.number_banner)
        self._tables = row(self.calls_card, titled("Sheets given", self.sheets), gap=12)
        self._tables.setStretch(0, 3)
        self._tables.setStretch(1, 2)
        body.addLayout(self._tables, 1)
        self.arrange(False)

    def arrange(self, is_narrow: bool) -> None:
        """Put fields and tables side by side, or below one another."""
        beside_or_below(self._head, is_narrow)
        beside_or_below(self._tables, is_narrow)
        across = 2 if is_narrow else 3
        for number, name in enumerate(GRID):
            made = self.clinic if name == "clinic" else self.fields[name]
            rest = across - number % across if name == GRID[-1] else 1
            self._grid.addWidget(made, number // across, number % across, 1, rest)
        for number in range(3):
            self._grid.setColumnStretch(number, 1 if number < across else 0)
        for table in (self.calls, self.sheets):
            table.setMinimumHeight(LOWEST_TABLE if is_narrow else 0)

    def show_card(self, told: PatientCard) -> None:
        """Show a patient as they are known now."""
        self.shown = told
        patient = told.patient
        self.name.setText(span.short(patient.name, 40))
        self.about.setText(about(told))
        with self._filling:
            for name, text in texts(patient).items():
                self.fields[name].input.setText(text)
                self.fields[name].clear_refusal()
            self.clinic.choose(patient.preferred_clinic)
            self.do_not_call.setChecked(patient.do_not_call)
        self.calls.show_values(told.calls)
        self.sheets.show_values(told.sheets)
        self.needs_banner.say(noted(patient), "warn")
        self.say_alike(told.alike)

    def say_alike(self, found: Sequence[Alike]) -> None:
        """Say who is like this patient, as the card has them now."""
        like = likeness.told(found)
        self.number_banner.say(f"{like} A family, or one person twice?" if like else "", "info")

    def typed(self) -> Patient:
        """Return the card as it was typed; refuse a date that is none."""
        assert self.shown is not None
        told = {name: one.input.text().strip() for name, one in self.fields.items()}
        born = told.pop("date_of_birth")
        needs = tuple(need.strip() for need in told.pop("needs").split(",") if need.strip())
        return replace(
            self.shown.patient,
            **told,  # type: ignore[arg-type]
            date_of_birth=span.parse_birth(born) if born else None,
            needs=needs,
            preferred_clinic=self.clinic.chosen,
            do_not_call=self.do_not_call.isChecked(),
        )

    def is_edited(self) -> bool:
        """Tell whether anything on the card differs from what is known."""
        return self.shown is not None and self._typed_texts() != all_of(self.shown.patient)

    def _typed_texts(self) -> dict[str, object]:
        """Return what the card says now, by field."""
        told: dict[str, object] = {name: one.input.text() for name, one in self.fields.items()}
        chosen = {"clinic": self.clinic.chosen, "do_not_call": self.do_not_call.isChecked()}
        return told | chosen

    def draft(self) -> dict[str, object]:
        """Return what was typed over what is known, as drafts are kept: the changed fields, and what they said."""
        assert self.shown is not None
        patient, typed = self.shown.patient, self._typed_texts()
        before = all_of(patient)
        changed = [name for name in typed if typed[name] != before[name]]
        return {
            "of": patient.name,
            "number": phone.national(patient.phone),
            "typed": {name: typed[name] for name in changed},
            "before": {name: before[name] for name in changed},
        }

    def show_draft(self, draft: dict[str, object]) -> None:
        """Show what was typed before over what is known now; say where somebody else has changed the same since."""
        assert self.shown is not None
        typed: dict[str, Any] = draft["typed"]  # type: ignore[assignment]
        before: dict[str, Any] = draft["before"]  # type: ignore[assignment]
        now = all_of(self.shown.patient)
        with self._filling:
            for name, text in typed.items():
                if name in self.fields:
                    self.fields[name].input.setText(text)
            if "clinic" in typed:
                self.clinic.choose(typed["clinic"])
            self.do_not_call.setChecked(typed.get("do_not_call", self.do_not_call.isChecked()))
        both = [
            name for name in typed if name in self.fields and now[name] not in (before[name], typed[name])
        ]
        told = ", ".join(f"{self.fields[name].caption.text()} is now “{now[name]}”" for name in both)
        self.about.setText(
            f"This is what you typed before. Somebody else has changed this patient since: {told}."
            if told
            else "This is what you typed before. Save keeps it, Put back forgets it."
        )

    def meet(self, now: Patient) -> str:
        """Take what somebody else saved for known; what was typed stays. Return where both changed the same."""
        assert self.shown is not None
        before = self.shown.patient
        both = field.meet(self.fields, texts(before), texts(now))
        if self.do_not_call.isChecked() == before.do_not_call:
            self.do_not_call.setChecked(now.do_not_call)
        if self.clinic.chosen == before.preferred_clinic:
            self.clinic.choose(now.preferred_clinic)
        self.shown = replace(self.shown, patient=now)
        self._edited()
        return both

    def _edited(self) -> None:
        if not self._filling.is_on:
            self._show_buttons()
            self.edited.emit()

    def _show_buttons(self) -> None:
        self.save_button.setEnabled(self.is_edited())
        self.back_button.setVisible(self.is_edited())

    def refuse(self, obstacle: Obstacle) -> bool:
        """Say what is wrong beside its field; tell whether there is one."""
        named = self.fields.get(getattr(obstacle, "field", ""))
        if named is not None:
            named.refuse(obstacle.sentence)
        return named is not None


class ClinicChoice(Field[QComboBox]):
    """The clinic somebody prefers, or any."""

    def __init__(self) -> None:
        super().__init__("Preferred clinic", QComboBox())
        self.input.addItem("Any clinic", None)

    @property
    def chosen(self) -> ClinicId | None:
        """Return the clinic that is chosen, or None for any."""
        clinic: ClinicId | None = self.input.currentData()
        return clinic

    def offer(self, clinics: Sequence[Clinic]) -> None:
        """Offer the clinics that there are now; what is chosen stays."""
        offered = [self.input.itemData(number) for number in range(1, self.input.count())]
        if offered == [clinic.id for clinic in clinics]:
            return
        chosen = self.chosen
        self.input.blockSignals(True)
        self.input.clear()
        for name, id_ in [("Any clinic", None), *((one.name, one.id) for one in clinics)]:
            self.input.addItem(span.short(name, 40), id_)
        self.choose(chosen)
        self.input.blockSignals(False)

    def choose(self, clinic: ClinicId | None) -> None:
        """Choose a clinic, also one that is not offered any more."""
        if clinic is not None and self.input.findData(clinic) < 0:
            self.input.addItem("A clinic of before", clinic)
        self.input.setCurrentIndex(self.input.findData(clinic) if clinic is not None else 0)
