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
        self._restore(context.draft, patient)
        self._load_slots()

    def _build(self) -> None:
        self.add("slot", self.when)
        self.add("name", self.who)
        self.body.addWidget(self.matches)
        self.body.addWidget(self.hint)
        self.body.addLayout(row(self.phone, self.about, gap=10))
        self.add("speaking", self.speaking)
        self.body.addWidget(self.privacy)
        self.know({"phone": self.phone, "about": self.about, "patient": self.who, "at": self.when})
        self.clear_button = button("Clear", kind="quiet", run=self.clear, name="Clear what was typed")
        self.buttons.insertWidget(0, self.clear_button)
        self.who.input.setFocus()

    def _listen(self) -> None:
        self.who.input.textEdited.connect(self._typed)
        self.who.input.installEventFilter(self)
        self.matches.itemClicked.connect(self._picked_item)
        self.phone.input.textEdited.connect(lambda: self._forget_patient())

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
        offered = [given, *(line for line in found if line.id != given.id)] if given else found
        for line in offered:
            self.when.input.addItem(slot_text(line), line.id)
        if not offered:
            self.when.refuse("No slot is free. Publish some first: Diary, Publish.")
            self.who.input.setFocus()

    # ---- the patient

    def _typed(self, text: str) -> None:
        self._forget_patient()
        if len(text.strip()) < 2:
            self.matches.hide()
            return
        self.context.background.ask(
            self, partial(patients.find, text=text, limit=6), partial(self._matched, text), self.refuse
        )

    def _matched(self, text: str, found: list[PatientLine]) -> None:
        if text != self.who.input.text() or self._patient is not None:
            return
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
            if self.matches.isHidden() or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                return False
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                self.matches.setCurrentRow((self.matches.currentRow() + step) % self.matches.count())
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
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
        if patient.privacy_given_at is not None:
            self.privacy.setChecked(True)
        self.matches.hide()
        needs = f" · needs {', '.join(patient.needs)}" if patient.needs else ""
        self.hint.setText(
            f"Known since {span.day_text(span.london_day(patient.known_since))}{needs} · Enter books"
        )

    def _forget_patient(self) -> None:
        self._patient = None

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
        self.context.draft = None
        self.accept()

    def _refused(self, obstacle: Obstacle) -> None:
        self.refuse(obstacle)
        if getattr(obstacle, "field", "") == "slot":
            self._slot = None
            self.when.input.clear()
            sentence = obstacle.sentence
            self._load_slots()
            self.when.refuse(sentence)

    # ---- what was typed

    def _restore(self, draft: Draft | None, patient: Patient | None) -> None:
        if patient is not None:
            self._pick(patient)
        elif draft is not None:
            self.who.input.setText(draft.name)
            self.phone.input.setText(draft.phone)
            self.about.input.setText(draft.about)
            self.speaking.input.setText(draft.speaking)
            self.privacy.setChecked(draft.privacy_given)
            self.hint.setText("This is what you typed before · Clear starts anew")

    def clear(self) -> None:
        """Start anew."""
        for one in (self.who, self.phone, self.about, self.speaking):
            one.input.clear()
        self._patient = None
        self.privacy.setChecked(False)
        self.matches.hide()
        self.clear_refusals()
        self.who.input.setFocus()

    def done(self, result: int) -> None:
        """Keep what was typed when the form is left without booking."""
        if not result:
            draft = Draft(
                self.who.input.text(),
                self.phone.input.text(),
                self.about.input.text(),
                self.speaking.input.text(),
                self.privacy.isChecked(),
            )
            self.context.draft = None if draft.is_empty else draft
        super().done(result)


def slot_text(line: SlotLine) -> str:
    """Return `Thu 26 Nov 10:15–10:30 · London · Mr Oliver Eaton`."""
    times = f"{span.moment_text(line.slot.starts_at)}–{span.clock(line.slot.ends_at)}"
    return f"{times} · {line.clinic.name} · {line.clinician.name}"


def _new_hint(typed_number: bool) -> str:
    if typed_number:
        return "Nobody known has this number · type the name here, the number below"
    return "Nobody known by that name · Tab to the phone adds somebody new"
