"""What was typed and not done yet: kept in the diary while it is typed, so that no crash and no start loses it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from reception.desk import Desk
from reception.domain.draft import BOOKING, CARD, NOTE, Texts
from reception.domain.ids import CallId
from reception.domain.staff import Staff
from reception.ui.background import Background

SOON = 700
"""Milliseconds from the first stroke that is not kept yet until it is."""


class Drafts(QObject):
    """By the names of their forms, and only those of whoever works here now.

    `came` tells that they were read: at the start, and when somebody else works here; `went`, that somebody else
    works here now, who is not to see them.
    """

    came = Signal()
    went = Signal()

    def __init__(self, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._background = background
        self._person = background.staff
        self._texts: dict[str, Texts] = {}
        self._not_kept: dict[str, Texts | None] = {}
        self._touched: set[str] = set()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON)
        self._soon.timeout.connect(self.flush)
        background.opened.connect(self.read)

    @property
    def are_any(self) -> bool:
        """Tell whether anything waits to be gone on with."""
        return bool(self._texts)

    def named(self, kind: str) -> dict[str, Texts]:
        """Return the drafts of a kind, the oldest first."""
        return {form: texts for form, texts in self._texts.items() if form.split(" ")[0] == kind}

    def get(self, form: str) -> Texts | None:
        """Return what was typed into a form, or None."""
        return self._texts.get(form)

    def keep(self, form: str, texts: Texts | None) -> None:
        """Keep what is typed, soon in the diary too; with None it was done or discarded."""
        if texts == self._texts.get(form):
            return
        self._touched.add(form)
        self._texts.pop(form, None)
        if texts is not None:
            self._texts[form] = texts
        self._not_kept[form] = texts
        if not self._soon.isActive():
            self._soon.start()

    def flush(self) -> None:
        """Write to the diary what it does not have yet."""
        self._soon.stop()
        forms, self._not_kept = self._not_kept, {}
        if forms:
            work = partial(_keep, person=self._person, forms=forms)
            self._background.run(self, work, lambda done: None, partial(self._failed, self._person, forms))

    def _failed(self, person: Staff, forms: dict[str, Texts | None], obstacle: object) -> None:
        """Try what could not be written again with the next stroke: what is in the way is said by what is done."""
        if person.id == self._person.id:
            self._not_kept = {**forms, **self._not_kept}

    def read(self) -> None:
        """Read what whoever works here left, when nothing else waits; what was typed meanwhile stays."""
        self._person = self._background.staff
        self._touched = set(self._not_kept)
        work, told = partial(_read, person=self._person), partial(self._told, self._person)
        self._background.run(self, work, told, lambda obstacle: None, is_urgent=False)

    def _told(self, person: Staff, found: dict[str, Texts]) -> None:
        if person.id == self._person.id:
            new = {form: texts for form, texts in found.items() if form not in self._touched}
            self._texts = {**new, **self._texts}
            self.came.emit()

    def change_person(self) -> None:
        """Keep what one person typed and show it no more: somebody else works here now."""
        self.flush()
        self._texts = {}
        self.went.emit()
        self.read()


class Notes:
    """What is typed about calls until it is recorded."""

    def __init__(self, drafts: Drafts) -> None:
        self._drafts = drafts

    def get(self, call: CallId, otherwise: str = "") -> str:
        """Return what was typed about a call."""
        texts = self._drafts.get(f"{NOTE} {call}")
        return str(texts["note"]) if texts else otherwise

    def __setitem__(self, call: CallId, note: str) -> None:
        self._drafts.keep(f"{NOTE} {call}", {"note": note} if note else None)

    def pop(self, call: CallId, otherwise: str | None = None) -> str | None:
        """Forget what was typed about a call, and return it."""
        note = self.get(call)
        self[call] = ""
        return note or otherwise


def offer(drafts: Drafts) -> str:
    """Return in a sentence what waits to be gone on with and how, or nothing."""
    bookings = [str(texts.get("name", "")) for texts in drafts.named(BOOKING).values()]
    cards = [str(texts.get("of", "")) for texts in drafts.named(CARD).values()]
    told = [f"the booking of {name or 'somebody without a name'} (Ctrl+N)" for name in bookings[-1:]]
    told += [f"the card of {name} (Ctrl+3)" for name in cards[-1:]]
    return f"What you typed before is still here: {' and '.join(told)}." if told else ""


def _keep(desk: Desk, person: Staff, forms: dict[str, Texts | None]) -> None:
    from reception.services import drafts

    drafts.keep(desk.history, person, forms)


def _read(desk: Desk, person: Staff) -> dict[str, Texts]:
    from reception.services import drafts

    return drafts.take_up(desk.history, person)
