"""What was typed on a patient's card and not saved: kept, shown again, or put back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from reception.domain.draft import CARD
from reception.domain.ids import PatientId
from reception.ui.drafts import Drafts
from reception.ui.patients.card import CardView
from reception.ui.patients.finder import Finder


class HalfTyped(QObject):
    """Keeps each card's draft until it is saved or put back; nobody else at the desk is shown it."""

    def __init__(
        self, card: CardView, finder: Finder, drafts: Drafts, read: Callable[[PatientId], object]
    ) -> None:
        super().__init__(card)
        self._card, self._finder, self._drafts, self._read = card, finder, drafts, read
        card.edited.connect(self._keep)
        drafts.went.connect(self.put_back)
        drafts.came.connect(self.go_on)

    def go_on(self) -> None:
        """Show the card that was left half typed last, unless somebody looks for another or types."""
        waiting = self._drafts.named(CARD)
        if waiting and not self._finder.search.text() and not self._card.is_edited():
            key, texts = waiting.popitem()
            patient = PatientId(int(key.split(" ")[1]))
            self._finder.look_for(patient, str(texts["number"]))
            self._read(patient)

    def mark(self) -> None:
        """Let the list mark whom the card shows, while that is being edited."""
        if self._card.shown is not None and self._card.is_edited():
            self._finder.mark(self._card.shown.patient.id)

    def show(self) -> None:
        """Show on the card what was typed there before."""
        if self._card.shown is not None:
            draft = self._drafts.get(_key(self._card.shown.patient.id))
            if draft is not None:
                self._card.show_draft(draft)

    def put_back(self) -> None:
        """Show the card as it is known again."""
        if self._card.shown is not None:
            self._card.show_card(self._card.shown)
            self._keep()

    def forget(self, patient: PatientId) -> None:
        """Keep a card's draft no longer: it was saved."""
        self._drafts.keep(_key(patient), None)

    def _keep(self) -> None:
        card = self._card
        if card.shown is not None:
            self._drafts.keep(_key(card.shown.patient.id), card.draft() if card.is_edited() else None)


def _key(patient: PatientId) -> str:
    """Return the name of the draft of a patient's card."""
    return f"{CARD} {patient}"
