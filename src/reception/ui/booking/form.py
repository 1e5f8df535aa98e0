"""Book a call: a slot, who is calling, what about. Enter books."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QListWidget, QListWidgetItem, QWidget

from reception import phone
from reception.domain import span
from reception.domain.change import Change
from reception.domain.errors import Obstacle
from reception.domain.ids import SlotId
from reception.domain.patient import Patient
from reception.services import calls, patients, slots
from reception.services.calls import Caller
from reception.services.patients import PatientLine
from reception.services.slots import SlotLine
from reception.ui.booking.draft import Draft
from reception.ui.context import Context
from reception.ui.widgets import field
from reception.ui.widgets.basics import button, label, row
from reception.ui.widgets.dialog import Dialog

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
OFFERED = 40
"""How many of the next free slots the form offers."""


class BookingForm(Dialog):
    """Type a name or any part of a number; known patients come up; Enter picks, Enter books."""

    def __init__(
        self, parent: QWidget, context: Context, *, slot: SlotId | None = None, patient: Patient | None = None
    ) -> None:
        super().__init__(parent, "Book a call", do="Book the call")
        self.context = context
        self._slot = slot
        self._patient: Patient | None = None
        self._draft_of = patient.id if patient else None
        self._asked = ""
        self._picks_next = self._ticked_for_known = False
        self.when = field.choice("When", [])
        self.who = field.line("Who is calling?", placeholder="Name, or any part of a number")
        self.phone = field.line("Phone", placeholder="07700 900123")
        self.about = field.line("About", placeholder="Back pain")
        self.speaking = field.line("Speaking, if not the patient", placeholder="Parent, carer, …")
        self.privacy = QCheckBox("Privacy notice given")
        self.matches = QListWidget()
        self.matches.setAccessibleName("Known patients")
        self.matches.setFixedHeight(96)
        self.matches.hide()
        self.hint = label("Enter picks · type a new name to add somebody", "small", wrap=True)
        self._build()
        self._listen()
        self._restore(context.drafts.get(self._draft_of), patient)
        self._load_slots()

    def _build(self) -> None:
        self.add("slot", self.when)
        self.add("name", self.who)
        self.body.addWidget(self.matches)
        self.body.addWidget(self.hint)
        self.body.addLayout(row(self.phone, self.about, gap=10))
        self.add("speaking", self.speaking)
        self.body.addWidget(self.privacy)
        self.body.addStretch(1)
        self.know({"phone": self.phone, "about": self.about, "patient": self.who, "at": self.when})
        self.clear_button = button("Clear", kind="quiet", run=self.clear, name="Clear what was typed")
        self.buttons.insertWidget(0, self.clear_button)
        self.who.input.setFocus()

    def _listen(self) -> None:
        self.who.input.textEdited.connect(self._typed)
        self.who.input.installEventFilter(self)
        self.matches.itemClicked.connect(self._picked_item)
        self.phone.input.textEdited.connect(self._forget_patient)

    # ---- the slot

    def _load_slots(self) -> None:
        now, clinic = self.context.now(), self.context.clinic
        wanted = self._slot

        def question(reader: object) -> tuple[list[SlotLine], SlotLine | None]:
            found = slots.free(reader, now, clinic=clinic, limit=OFFERED)  # type: ignore[arg-type]
            given = slots.line(reader, wanted) if wanted is not None else None  # type: ignore[arg-type]
            return found, given

        self.context.background.ask(self, question, lambda told: self._offer(*told), self.refuse)

    def _offer(self, found: list[SlotLine], given: SlotLine | None) -> None:
        self.when.input.clear()
        offered = [given, *(line for line in found if line.id != given.id)] if given else found
        for line in offered:
            self.when.input.addItem(slot_text(line), line.id)
        if not offered:
            self.when.refuse("No slot is free. Publish some first: Diary, Publish.")
            self.who.input.setFocus()

    # ---- the patient

    def _typed(self, text: str) -> None:
        self._forget_patient()
        self._picks_next = False
        if len(text.strip()) < 2 and text.isascii():
            self._asked = ""
            self.matches.hide()
            return
        self._asked = text
        self.context.background.ask(
            self, partial(patients.find, text=text, limit=6), partial(self._matched, text), self._not_found
        )

    def _not_found(self, obstacle: Obstacle) -> None:
        self._asked = ""
        self.refuse(obstacle)

    def _matched(self, text: str, found: list[PatientLine]) -> None:
        if text != self._asked or self._patient is not None:
            return
        self._asked = ""
        self._show_matches(text, found)
        if self._picks_next:
            self._picks_next = False
            self._picked_item(self.matches.currentItem()) if found else self.submit()
        elif not self.who.input.hasFocus():
            self.matches.hide()

    def _show_matches(self, text: str, found: list[PatientLine]) -> None:
        self.matches.clear()
        for line in found:
            shown = f"{line.patient.name} · {phone.national(line.patient.phone)}"
            if line.next_call is not None:
                shown += f" · call {span.moment_text(line.next_call)}"
            elif line.waits_since is not None:
                shown += " · waiting list"
            item = QListWidgetItem(shown)
            item.setData(Qt.ItemDataRole.UserRole, line.patient)
            self.matches.addItem(item)
        self.matches.setVisible(bool(found))
        if found:
            self.matches.setCurrentRow(0)
        typed_number = text.strip()[:1] in "+0" and not found
        self.hint.setText(
            "Enter picks · type a new name to add somebody" if found else _new_hint(typed_number)
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk the matches with the arrow keys, and pick with Enter, without leaving the name."""
        if (
            watched is self.who.input
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
        ):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                return False
            if self._asked and event.key() in ENTER:
                self._picks_next = True
                return True
            if self.matches.isHidden():
                return False
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                self.matches.setCurrentRow((self.matches.currentRow() + step) % self.matches.count())
                return True
            if event.key() in ENTER:
                self._picked_item(self.matches.currentItem())
                return True
            if event.key() == Qt.Key.Key_Tab:
                self.matches.hide()
        return super().eventFilter(watched, event)

    def _picked_item(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._pick(item.data(Qt.ItemDataRole.UserRole))

    def _pick(self, patient: Patient) -> None:
        """Take a known patient; the next Enter books."""
        self._patient = patient
        self.who.input.setText(patient.name)
        self.phone.input.setText(phone.national(patient.phone))
        if patient.privacy_given_at is not None and not self.privacy.isChecked():
            self._ticked_for_known = True
            self.privacy.setChecked(True)
        self.matches.hide()
        needs = f" · needs {', '.join(patient.needs)}" if patient.needs else ""
        self.hint.setText(
            f"Known since {span.day_text(span.london_day(patient.known_since))}{needs} · Enter books"
        )

    def _forget_patient(self) -> None:
        """Take what is typed for somebody new; the known patient's tick goes with them."""
        if self._patient is not None:
            self.hint.setText("With another name or number this is somebody new")
        if self._ticked_for_known:
            self.privacy.setChecked(False)
        self._patient, self._ticked_for_known = None, False

    # ---- doing it

    def submit(self) -> None:
        """Book; what is refused is said beside its field, and nothing typed is lost."""
        self.clear_refusals()
        slot = self.when.input.currentData()
        if slot is None:
            self.when.refuse("Choose a time first.")
            return
        self.busy(True)
        caller = Caller(
            patient=self._patient.id if self._patient else None,
            name=self.who.input.text(),
            phone=self.phone.input.text(),
            privacy_given=self.privacy.isChecked(),
        )
        act = partial(
            calls.book,
            slot=slot,
            caller=caller,
            about=self.about.input.text(),
            speaking=self.speaking.input.text(),
        )
        self.context.background.do(self, act, self._booked, self._refused)

    def _booked(self, change: Change) -> None:
        self.context.drafts.pop(self._draft_of, None)
        self.accept()

    def _refused(self, obstacle: Obstacle) -> None:
        self.refuse(obstacle)
        if getattr(obstacle, "field", "") == "slot":
            self._slot = None
            self._load_slots()

    # ---- what was typed

    def _restore(self, draft: Draft | None, patient: Patient | None) -> None:
        """Show the patient the form was opened for, and over that what was typed before and not booked."""
        if patient is not None:
            self._pick(patient)
        self._at_first = self._typed_so_far()
        if draft is None:
            return
        if (draft.name, draft.phone) != (self._at_first.name, self._at_first.phone):
            self._patient = None
        self.who.input.setText(draft.name)
        self.phone.input.setText(draft.phone)
        self.about.input.setText(draft.about)
        self.speaking.input.setText(draft.speaking)
        self.privacy.setChecked(draft.privacy_given)
        self.hint.setText("This is what you typed before · Clear starts anew")

    def _typed_so_far(self) -> Draft:
        name, number, about, speaking = (
            one.input.text() for one in (self.who, self.phone, self.about, self.speaking)
        )
        return Draft(name, number, about, speaking, self.privacy.isChecked())

    def clear(self) -> None:
        """Start anew."""
        for one in (self.who, self.phone, self.about, self.speaking):
            one.input.clear()
        self._patient, self._asked = None, ""
        self.privacy.setChecked(False)
        self.matches.hide()
        self.clear_refusals()
        self.who.input.setFocus()

    def done(self, result: int) -> None:
        """Keep what was typed when the form is left without booking."""
        if not result:
            draft = self._typed_so_far()
            self.context.drafts.pop(self._draft_of, None)
            if not draft.is_empty and draft != self._at_first:
                self.context.drafts[self._draft_of] = draft
        super().done(result)


def slot_text(line: SlotLine) -> str:
    """Return `Thu 26 Nov 10:15–10:30 · London · Mr Oliver Eaton`."""
    times = f"{span.moment_text(line.slot.starts_at)}–{span.clock(line.slot.ends_at)}"
    return f"{times} · {line.clinic.name} · {line.clinician.name}"


def _new_hint(typed_number: bool) -> str:
    if typed_number:
        return "Nobody known has this number · type the name here, the number below"
    return "Nobody known by that name · Tab to the phone adds somebody new"
