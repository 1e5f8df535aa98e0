"""Who is calling and what about: the fields of the booking form, and whom they stand for."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from reception import phone
from reception.domain import span
from reception.domain.errors import Refusal
from reception.domain.ids import PatientId
from reception.domain.patient import Patient
from reception.services.calls import Caller
from reception.ui.booking.already import Already
from reception.ui.booking.details import DetailFields
from reception.ui.booking.draft import Draft
from reception.ui.booking.likely import Likely
from reception.ui.booking.matches import Matches
from reception.ui.context import Context
from reception.ui.widgets import field
from reception.ui.widgets.basics import column, label, row
from reception.ui.widgets.filling import Filling
from reception.ui.widgets.kept import Kept

NO_NAME = "This is a number, and nobody’s name. Type the name here, and the number below."
ANOTHER = "With another name or number this is somebody new"


class CallerFields(QWidget):
    """Type a name or any part of a number; known patients come up; Enter picks.

    A number, a tick and whatever else belongs to one caller never stays for the next: another name typed over the whole
    of the one before starts anew, and what was there is handed out with `replaced`. `changed` tells that anything
    was typed.
    """

    changed = Signal()
    replaced = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.known: PatientId | None = None
        self._name = self._settled = ""
        self._is_all_chosen = False
        self._filling = Filling(self._settle)
        self.who = field.line("Who is calling?", placeholder="Name, or any part of a number")
        self.matches = Matches(context, self.who.input)
        self.hint = label(HINT, "small", wrap=True)
        self.already, self.likely = Already(context), Likely(context)
        self.phone = field.line("Phone", placeholder="07700 900123")
        self.about = field.line("About", placeholder="Back pain")
        self.speaking = field.line("Speaking, if not the patient", placeholder="Parent, carer, …")
        self.details = DetailFields(context)
        self.privacy = QCheckBox("Privacy notice given")
        side_by_side = row(self.phone, self.about, gap=10)
        side_by_side.setStretch(0, 1)
        side_by_side.setStretch(1, 1)
        below = (Kept(self.likely), self.speaking, self.details, self.privacy)
        self.setLayout(column(self.who, Kept(self.hint), Kept(self.already), side_by_side, *below, gap=10))
        self._connect()

    def _connect(self) -> None:
        self.already.told.connect(self._promise_less)
        self.who.input.textEdited.connect(self._typed)
        self.who.input.selectionChanged.connect(self._see_what_is_chosen)
        for found in (self.matches.picked, self.likely.picked):
            found.connect(self.pick)
        self.matches.found.connect(lambda text, finds: self.hint.setText(hint(text, finds)))
        self.phone.input.textEdited.connect(self._typed_number)
        self.who.input.textChanged.connect(self._tell)
        for one in (self.phone, self.about, self.speaking):
            one.input.textChanged.connect(self._settle)
        self.details.changed.connect(self._settle)
        self.privacy.toggled.connect(self._settle)
        self.changed.connect(lambda: self.already.ask(self.caller()))
        self.changed.connect(lambda: self.likely.ask(self.caller()))

    def _promise_less(self) -> None:
        """Say no more that Enter books, where a second call is asked about first."""
        if self.already.lines:
            self.hint.setText(self.hint.text().removesuffix(BOOKS))

    # ---- what is there

    def caller(self) -> Caller:
        """Return who calls, as far as it is known, and what they told of themselves."""
        return Caller(
            patient=self.known,
            name=self.who.input.text(),
            phone=self.phone.input.text(),
            details=self.details.typed,
            seen=self.details.seen,
            privacy_given=self.privacy.isChecked(),
        )

    def check(self) -> None:
        """Refuse a number where the name of somebody new goes."""
        if self.known is None and is_number(self.who.input.text()):
            raise Refusal(NO_NAME, field="name")

    def draft(self) -> Draft:
        """Return all that is typed or picked."""
        name, number, about, speaking = (
            one.input.text() for one in (self.who, self.phone, self.about, self.speaking)
        )
        draft = Draft(name, number, about, speaking, self.privacy.isChecked(), self.known)
        typed, before = self.details.draft()
        return replace(draft, typed=typed, before=before)

    def show_draft(self, draft: Draft, *, is_for_another_time: bool = False) -> None:
        """Show what was typed before; the first stroke starts anew for another caller."""
        with self._filling:
            self.known = draft.patient
            self.who.input.setText(draft.name)
            self.phone.input.setText(draft.phone)
            self.about.input.setText(draft.about)
            self.speaking.input.setText(draft.speaking)
            self.privacy.setChecked(draft.privacy_given)
            self.details.show_draft(draft)
            self.matches.forget()
        self.hint.setText(before(draft.when if is_for_another_time else "") if draft.name else HINT)
        self.who.input.selectAll()
        self.who.input.setFocus()

    def pick(self, patient: Patient) -> None:
        """Take a known patient; the next Enter books."""
        with self._filling:
            self.known = patient.id
            self.who.input.setText(patient.name)
            self.phone.input.setText(phone.national(patient.phone))
            self.details.known(patient)
            if patient.privacy_given_at is not None:
                self.privacy.setChecked(True)
        needs = f" · needs {', '.join(patient.needs)}" if patient.needs else ""
        since = span.day_text(span.london_day(patient.known_since))
        self.hint.setText(f"Known since {since}{needs}{BOOKS}")

    # ---- typing

    def _see_what_is_chosen(self) -> None:
        text = self.who.input.text()
        self._is_all_chosen = bool(text) and self.who.input.selectedText() == text

    def _typed(self, text: str) -> None:
        name = self._name_before()
        if (self._is_all_chosen or not text) and name.strip() and not is_number(name):
            self._start_anew(replace(self.draft(), name=name))
        elif self.known is not None:
            self._forget_patient(keeps_number=False)
        self.matches.ask(text)

    def _name_before(self) -> str:
        """Return the name that is being typed over, or was just taken away letter by letter."""
        return self._name if self._is_all_chosen else max(self._settled, self._name, key=len)

    def _typed_number(self, text: str) -> None:
        if self.known is not None:
            self._forget_patient(keeps_number=True)

    def _start_anew(self, before: Draft) -> None:
        """Leave nothing of the caller before for another, whose name is being typed."""
        self.replaced.emit(before)
        with self._filling:
            self.known = None
            for one in (self.phone, self.about, self.speaking):
                one.input.clear()
            self.details.clear()
            self.privacy.setChecked(False)
        self.hint.setText(HINT)

    def _forget_patient(self, *, keeps_number: bool) -> None:
        """Take what is typed for somebody new; what is the known patient's goes with them."""
        with self._filling:
            self.known = None
            self.details.let_go()
            self.privacy.setChecked(False)
            if not keeps_number:
                self.phone.input.clear()
        self.hint.setText(ANOTHER)

    def _settle(self) -> None:
        """Take the name for that of whoever the other fields are about."""
        self._settled = self.who.input.text()
        self._tell()

    def _tell(self) -> None:
        if not self._filling.is_on:
            self._name = self.who.input.text()
            self.changed.emit()


BOOKS = " · Enter books"
HINT = "Enter picks · type a new name to add somebody"


def is_number(text: str) -> bool:
    """Tell whether a text is a number, or the beginning of one: nobody's name, and a name may be typed over it."""
    return bool(text.strip()) and all(c.isdigit() or c in " +()-./" for c in text)


def before(when: str) -> str:
    """Return what is said of a draft that is shown; `when` is the time it was for where another is chosen now."""
    told = f"This is what you typed before, for {when}" if when else "This is what you typed before"
    return f"{told} · Clear, or another name, starts anew"


def hint(text: str, finds_anybody: bool) -> str:
    """Return what to do next with what was typed."""
    if finds_anybody:
        return HINT
    if text.strip()[:1] in ("+", "0"):
        return "Nobody known has this number · type the name here, the number below"
    return "Nobody known by that name · Tab to the phone adds somebody new"
