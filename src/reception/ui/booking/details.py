"""What a caller tells of themselves: preferred times and needs, over what is known of them, in one row of the form."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QToolButton, QWidget

from reception.domain.details import NONE, Details, completed, details_of, needs_of, needs_text
from reception.domain.ids import PatientId
from reception.domain.patient import NEEDS, Patient
from reception.storage.reader import Reader
from reception.ui.booking.draft import Draft
from reception.ui.context import Context
from reception.ui.theme import Theme
from reception.ui.widgets import field
from reception.ui.widgets.basics import row
from reception.ui.widgets.field import Field, Line
from reception.ui.widgets.tick_list import TickList

Texts = dict[str, str]
"""What the two fields say, by their names: `preferred_times`, `needs`."""
NOTHING: Texts = {"preferred_times": "", "needs": ""}


class NeedsLine(Line):
    """A line of needs, parted by commas; the arrow in it, or the key down, offers those that are asked for most.

    So does the space bar where it would write a blank alone: in an empty line, or over all that is chosen.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.editingFinished.connect(self._complete)
        self.setPlaceholderText("Large print, interpreter, …")
        self.setToolTip("Parted by commas; a beginning is enough, and ↓ offers the needs that are told most")
        self._offer = self.addAction(theme.icon("down", "muted"), QLineEdit.ActionPosition.TrailingPosition)
        self._offer.setText("Offer needs")
        self._offer.triggered.connect(self.offer)
        for inside in self.findChildren(QToolButton):  # its line says how large it is
            inside.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        theme.changed.connect(self._look_anew)

    def _look_anew(self) -> None:
        self._offer.setIcon(self._theme.icon("down", "muted"))

    def _complete(self) -> None:
        """Write out what was begun, where it can be but one need; what was not typed here stays as it is."""
        if self.isModified() and completed(self.text()) != self.text():
            self.setText(completed(self.text()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Offer needs with the key down, or the space bar where nothing is typed."""
        key, is_plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        is_blank = key == Qt.Key.Key_Space and self.selectedText() == self.text()
        if is_plain and (key == Qt.Key.Key_Down or is_blank):
            self.offer()
        else:
            super().keyPressEvent(event)

    def offer(self) -> None:
        """Show the needs to choose from; those in the line are ticked, and choosing one again takes it out."""
        self.setFocus()
        menu = TickList(self, NEEDS, needs_of(self.text()))
        menu.turned.connect(self._turn)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))
        menu.setActiveAction(menu.actions()[0])

    def _turn(self, need: str) -> None:
        told = needs_of(self.text())
        others = tuple(one for one in told if one != need)
        self.setText(needs_text(others if need in told else (*others, need)))


class DetailFields(QWidget):
    """Shows what is known of a patient; what is typed over it is told, what is left alone is not.

    `changed` tells that anything was typed or shown.
    """

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._patient: PatientId | None = None
        self.preferred_times = field.line("Preferred times", placeholder="Mornings")
        self.needs: Field[NeedsLine] = Field("Needs", NeedsLine(context.theme))
        self.needs.input.textChanged.connect(self.needs.clear_refusal)
        self.fields: dict[str, Field[QLineEdit]] = {
            "preferred_times": self.preferred_times,
            "needs": self.needs,
        }
        self._before = dict(NOTHING)
        self.seen: Details | None = None
        side_by_side = row(*self.fields.values(), gap=10)
        side_by_side.setStretch(0, 1)
        side_by_side.setStretch(1, 1)
        self.setLayout(side_by_side)
        for one in self.fields.values():
            one.input.textChanged.connect(self.changed)

    @property
    def typed(self) -> Details:
        """Return what the fields say now."""
        said = self._said()
        return Details(
            needs=needs_of(said["needs"]), preferred_times=" ".join(said["preferred_times"].split())
        )

    def _said(self) -> Texts:
        return {name: one.input.text() for name, one in self.fields.items()}

    def known(self, patient: Patient) -> None:
        """Show what is known of a patient, and with it what was told before it was known who that is."""
        told = self.typed if self._patient is None else NONE
        self._patient, self.seen = patient.id, details_of(patient)
        self._before = _texts(patient)
        needs = needs_text(tuple(dict.fromkeys((*patient.needs, *told.needs))))
        times = told.preferred_times or patient.preferred_times
        self._fill({"preferred_times": times, "needs": needs if told.needs else self._before["needs"]})

    def clear(self) -> None:
        """Show nothing of anybody."""
        self._patient, self.seen, self._before = None, None, dict(NOTHING)
        self._fill(NOTHING)

    def let_go(self) -> None:
        """Let what is known of a patient go with them; what somebody told who was nothing known of stays."""
        said, before = self._said(), self._before
        self._patient, self.seen, self._before = None, None, dict(NOTHING)
        self._fill({name: "" if before[name] else said[name] for name in said})

    def _fill(self, texts: Texts) -> None:
        for name, one in self.fields.items():
            one.input.setText(texts[name])
            one.clear_refusal()

    # ---- drafts, and what other desks do

    def draft(self) -> tuple[Texts, Texts]:
        """Return what was typed over what is known, as drafts are kept: the changed lines, and what they said."""
        said = self._said()
        changed = [name for name in said if said[name] != self._before[name]]
        return {name: said[name] for name in changed}, {name: self._before[name] for name in changed}

    def show_draft(self, draft: Draft) -> None:
        """Show what was typed before; what is known of a patient comes in as soon as it was read."""
        self._patient, self._before = draft.patient, {**NOTHING, **draft.before}
        self.seen = _details(self._before) if draft.patient is not None else None
        self._fill({**self._before, **draft.typed})
        self.read()

    def read(self) -> None:
        """Read what is known of the patient by now."""
        if self._patient is not None:
            told = partial(self._meet, self._patient)
            question = partial(_patient, patient=self._patient)
            self._context.background.ask(self, question, told, lambda obstacle: None)

    def _meet(self, asked: PatientId, patient: Patient | None) -> None:
        """Take what is known now for known: it is shown where nothing was typed, and said where something was."""
        if patient is None or asked != self._patient:
            return
        now, before = _texts(patient), self._before
        self._before, self.seen = now, details_of(patient)
        for name, one in self.fields.items():
            said = one.input.text()
            if said == before[name]:
                one.input.setText(now[name])
            elif now[name] not in (before[name], said) and not one.refusal:
                one.say(
                    f"“{now[name]}” by now, from another desk." if now[name] else "Taken out at another desk."
                )
        self.changed.emit()


def _patient(reader: Reader, patient: PatientId) -> Patient | None:
    return reader.find(Patient, patient)


def _texts(patient: Patient) -> Texts:
    return {"preferred_times": patient.preferred_times, "needs": needs_text(patient.needs)}


def _details(texts: Texts) -> Details:
    return Details(needs=needs_of(texts["needs"]), preferred_times=texts["preferred_times"])
