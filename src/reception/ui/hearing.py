"""What the window does about what happens: a change made here, one that was refused, news from other desks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from reception.domain.change import Change
from reception.domain.clinic import Clinic
from reception.domain.errors import Conflict, Obstacle
from reception.domain.staff import Staff
from reception.ui.today import notes

if TYPE_CHECKING:
    from reception.ui.main_window import MainWindow


class Hearing(QObject):
    """Says what was done, and lets the screen that is shown read again."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.background.changed.connect(self._changed)
        window.background.refused.connect(self._refused)
        window.context.notice.connect(lambda sentence: window.toast.say(sentence, offers_undo=False))
        window.undoing.stepped.connect(self._offer_nothing)
        window.live.news.connect(self._news)
        window.live.news.connect(window.context.news)

    def _changed(self, change: Change) -> None:
        from reception.domain.noted import is_step

        window = self._window
        window.live.seen_own()
        notes.keep_true(window.context.notes, change)
        if change.edits:
            window.toast.say(window.context.told(change), offers_undo=is_step(change))
            self._say_back(change)
            self._rescue(change)
            self._offer(change)
        self._know_oneself(change)
        if any(isinstance(edit.after or edit.before, Clinic) for edit in change.edits):
            window.facts.read_clinics()
        self._read_again()

    def _know_oneself(self, change: Change) -> None:
        """Let whoever works here go on under the name and the role that they have from now on."""
        window = self._window
        for edit in change.edits:
            person = edit.after
            if (
                isinstance(person, Staff)
                and edit.before is not None
                and person.id == window.background.staff.id
            ):
                window.background.sign_in(person)
                window.facts.know_person(person)

    def _say_back(self, change: Change) -> None:
        """Show what to read aloud after a booking; the card is made when the first one is."""
        from reception.ui.booking import say_back

        if self._window.say_back is None and say_back.calls_of(change):
            self._window.say_back = say_back.SayBack(self._window, self._window.context)
            card, toast = self._window.say_back, self._window.toast
            toast.beside, card.below = card, toast
            card.stood.connect(toast.place)
            toast.placed.connect(card.place)
        if self._window.say_back is not None:
            self._window.say_back.changed(change)

    def _rescue(self, change: Change) -> None:
        """Let nobody be forgotten who is booked where nothing is offered from now on."""
        from reception.ui.diary import left_behind

        found = left_behind.reasons(change)
        if found:
            left_behind.look(self._window, found)

    def _offer(self, change: Change) -> None:
        """Name who waits and fits what became free; who does that is made when something first did."""
        from reception.services.waiting import freed
        from reception.ui.waits import Waits

        if self._window.waits is None and freed(change):
            self._window.waits = Waits(self._window)
        if self._window.waits is not None:
            self._window.waits.changed(change)

    def _offer_nothing(self) -> None:
        """Offer nobody a slot that an undo or a redo made free: it may be wanted for what comes next."""
        if self._window.waits is not None:
            self._window.waits.leave()

    def _refused(self, obstacle: Obstacle) -> None:
        self._window.toast.say(self._window.context.privacy.said(obstacle), offers_undo=False)
        if isinstance(obstacle, Conflict):
            self._read_again()

    def _news(self) -> None:
        self._window.facts.read_clinics()
        self._read_again()

    def _read_again(self) -> None:
        self._window.undoing.show_steps()
        self._window.shown.refresh()
