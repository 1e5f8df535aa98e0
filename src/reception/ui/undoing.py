"""Undo and redo in the window: what can be taken back stands in the foot, what was done in a toast."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from reception.desk import Desk
from reception.domain.change import Change
from reception.domain.journal import Entry, Way
from reception.services.history import History
from reception.ui.background import Background
from reception.ui.privacy import Privacy
from reception.ui.widgets.frame import StatusBar
from reception.ui.widgets.toast import Toast


class Undoing(QObject):
    """Takes back one's last change and brings it back. A text field with something to undo keeps Ctrl+Z to itself.

    While others can see the screen it says what was done, and not to whom. `stepped` tells that a change was taken
    back or brought back.
    """

    stepped = Signal()

    def __init__(
        self, background: Background, privacy: Privacy, foot: StatusBar, toast: Toast, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._background, self._privacy, self._foot, self._toast = background, privacy, foot, toast
        self._next: Entry | None = None
        privacy.turned.connect(lambda: self._show(self._next))

    def undo(self) -> None:
        """Take back the last change."""
        self._step(History.undo, Way.UNDO)

    def redo(self) -> None:
        """Bring back what was undone last."""
        self._step(History.redo, Way.REDO)

    def _step(self, step: Callable[[History], Change], way: Way) -> None:
        undone = way is Way.UNDO

        def told(change: Change) -> None:
            said = way.told(self._privacy.told(change))
            self._toast.say(said, offers_undo=not undone, offers_redo=undone)
            self.stepped.emit()

        self._background.do(self, step, told)

    def show_steps(self, *, is_urgent: bool = True) -> None:
        """Show in the foot what can be taken back, or nothing; what is not urgent lets other questions go first."""
        self._background.run(self, _next_step, self._show, is_urgent=is_urgent)

    def _show(self, entry: Entry | None) -> None:
        self._next = entry
        if entry is None:
            self._foot.show_last("")
        else:
            self._foot.show_last(entry.deed if self._privacy.is_on else entry.sentence)


def _next_step(desk: Desk) -> Entry | None:
    with desk.store.read() as reader:
        found = desk.history.steps(reader).undo
    return found[-1] if found else None
