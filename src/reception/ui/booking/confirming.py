"""The confirmation of the call that was booked or moved last: copied, or opened in the PC's own programs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication

from reception.domain.call import CallLine
from reception.domain.organisation import Organisation
from reception.services import confirmation
from reception.services.confirmation import Confirmed
from reception.ui.context import Context

NONE_YET = "The confirmation is of the call that was booked last. Book one first."


class Confirming(QObject):
    """Confirms the call of `line` as it stands by now; `asked` tells that this is looked up."""

    asked = Signal()

    def __init__(self, parent: QObject, context: Context) -> None:
        super().__init__(parent)
        self._context = context
        self.line: CallLine | None = None

    def copy(self) -> None:
        """Put the text on the clipboard."""
        self._confirm(self._copied)

    def email(self) -> None:
        """Open the text as an email in the PC's own program."""
        self._confirm(partial(self._opened, confirmation.mailto, "no program for email"))

    def text(self) -> None:
        """Open the text as a message in the PC's own program."""
        self._confirm(partial(self._opened, confirmation.sms, "no program for text messages"))

    def _confirm(self, act: Callable[[CallLine, Organisation], object]) -> None:
        if self.line is None:
            self._context.notice.emit(NONE_YET)
            return
        question = partial(confirmation.of_booked, asked=(self.line.id,))
        self._context.background.ask(self, question, partial(self._told, act, self.line))
        self.asked.emit()

    def _told(
        self, act: Callable[[CallLine, Organisation], object], line: CallLine, found: Confirmed
    ) -> None:
        """Do it; a call that is not booked any more is not confirmed."""
        lines, group = found
        if lines:
            act(lines[0], group)
            return
        who = self._context.privacy.name(line.patient.name)
        self._context.notice.emit(f"The call of {who} is not booked any more. Book it again first.")

    def _copied(self, line: CallLine, group: Organisation) -> None:
        QGuiApplication.clipboard().setText(confirmation.text(line, group))
        who = self._context.privacy.name(line.patient.name)
        self._context.notice.emit(f"Copied the confirmation for {who}.")

    def _opened(
        self,
        address: Callable[[CallLine, Organisation], str],
        lacking: str,
        line: CallLine,
        group: Organisation,
    ) -> None:
        if not QDesktopServices.openUrl(QUrl(address(line, group))):
            self._context.notice.emit(f"This PC has {lacking}. Copy the confirmation instead.")
