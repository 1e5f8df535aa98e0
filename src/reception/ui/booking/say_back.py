"""The say-back card: what to read aloud once a call is booked or moved, and its confirmation by one key."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QDesktopServices, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QWidget

from reception import phone
from reception.domain import saying
from reception.domain.call import Call, CallLine, CallStatus
from reception.domain.change import Change
from reception.domain.ids import CallId
from reception.domain.organisation import Organisation
from reception.services import confirmation
from reception.ui.actions import named
from reception.ui.context import Context
from reception.ui.privacy import DOTS
from reception.ui.widgets.basics import button, column, label, row

SECONDS = 90
"""How long it stays: about as long as a good-bye takes."""
WIDTH, GAP, FOOT = 436, 16, 44
"""Pixels: of the card, of its edges, and of the status bar that it stands above."""
MOST = 2
"""How many calls one change gives a time for somebody to be told: those of a swap."""
TOAST, BESIDE_TOAST = 56, 1366
"""Pixels: of the sentence with Undo, and how wide a window is in which the card stands beside it, not above."""

Confirmed = tuple[tuple[CallLine, ...], Organisation]
"""Calls that are booked, and the group that confirms them."""


def calls_of(change: Change) -> tuple[CallId, ...]:
    """Return the call that a change gave a time, or the two that swapped theirs; of more nobody is read anything."""
    given = [
        edit.after.id
        for edit in change.edits
        if isinstance(edit.after, Call) and _has_new_time(edit.before, edit.after)
    ]
    return tuple(given) if len(given) <= MOST else ()


def _has_new_time(before: object, after: Call) -> bool:
    if after.status is not CallStatus.BOOKED:
        return False
    return not (isinstance(before, Call) and before.slot == after.slot and before.is_live)


class SayBack(QFrame):
    """Stands in the corner, takes no keys from what is being done, and goes by itself or with the next change.

    After a swap it tells one call after the other. `below` is the sentence that it stands above in a narrow window.
    It tells of the calls as they stand by now: whoever is told a time or sent a confirmation relies on it.
    """

    stood = Signal()

    def __init__(self, window: QWidget, context: Context) -> None:
        super().__init__(window)
        self.setObjectName("sayBack")
        self._window, self._context = window, context
        self._line: CallLine | None = None
        self._then: tuple[CallLine, ...] = ()
        self.below: QWidget | None = None
        self._group: Organisation | None = None
        self.moment, self.number = label("", "strong", wrap=True), label("", "phone")
        self.name = label("", "muted", wrap=True)
        self.next = button("", kind="link", run=self.close_one)
        self.setLayout(self._laid_out())
        self.setFixedWidth(WIDTH)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        context.privacy.turned.connect(self._tell)
        context.news.connect(self._look_again)
        self.hide()

    def _laid_out(self) -> QBoxLayout:
        close = button("×", "", "quiet", self.close_one, "Close what is to be read back")
        close.setToolTip("Close (Esc)")
        top, last = row(label("Read this back", "heading"), None, close), row(None, self.next)
        inside = column(top, self.name, self.moment, self.number, self._acts(), last)
        inside.setContentsMargins(GAP, 12, GAP, 14)
        return inside

    def _acts(self) -> QBoxLayout:
        copy, email, text = (named(f"{way} confirmation").key for way in ("copy", "email", "text"))
        return row(
            button("Copy", copy, run=self.copy, name="Copy the confirmation"),
            button("Email", email, run=self.email, name="Write the confirmation by email"),
            button("Text", text, run=self.text, name="Send the confirmation as a message"),
            None,
            gap=6,
        )

    def changed(self, change: Change) -> None:
        """Read back the call that a change gave a time; any other change ends what is read back."""
        given = calls_of(change)
        if given:
            self._context.background.ask(self, partial(confirmation.of_booked, asked=given), self._show)
        else:
            self.hide()

    def _look_again(self) -> None:
        """See whether what is read back still stands: another desk may have moved or cancelled it."""
        if self._line is not None and self.isVisible():
            given = (self._line.id, *(one.id for one in self._then))
            self._context.background.ask(
                self, partial(confirmation.of_booked, asked=given), partial(self._renew, self._line.id)
            )

    def _renew(self, told: CallId, found: Confirmed) -> None:
        lines, self._group = found
        if self._line is None or self._line.id != told or not self.isVisible():
            return
        self._then = tuple(one for one in lines if one.id != told)
        if len(self._then) == len(lines):
            self.close_one()
        elif lines[0] != self._line:
            self._line = lines[0]
            self._tell()
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def close_one(self) -> None:
        """Close what was read back; of a swap show what is to be read to the other."""
        if self._then and self._group is not None:
            self._show((self._then, self._group))
        else:
            self.hide()

    def takes(self, event: QKeyEvent) -> bool:
        """Close it with Esc; tell whether that was pressed while it is shown."""
        is_meant = event.key() == Qt.Key.Key_Escape and self.isVisible()
        if is_meant:
            self.close_one()
        return is_meant

    def _show(self, told: Confirmed) -> None:
        if not told[0]:
            self.hide()
            return
        (self._line, *then), self._group = told
        self._then = tuple(then)
        self._tell()
        self.show()
        self.raise_()
        self.stood.emit()
        self._timer.start(SECONDS * 1000)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _tell(self) -> None:
        """Say who, when and on which number; where others can see the screen, without name and number."""
        line, privacy = self._line, self._context.privacy
        if line is None:
            return
        minutes = int((line.slot.ends_at - line.slot.starts_at).total_seconds()) // 60
        who = privacy.name(line.patient.name)
        self.name.setText(f"{who}, {minutes} minutes with {line.clinician.name}")
        self.moment.setText(saying.moment(line.slot.starts_at, line.clinic.name))
        number = DOTS if privacy.is_on else saying.pairs(phone.national(line.patient.phone))
        self.number.setText(f"on {number}")
        others = [privacy.name(one.patient.name) for one in self._then]
        self.next.setText(f"Next: {others[0]}" if others else "")
        self.next.setAccessibleName(f"Next: what to read back to {others[0]}" if others else "")
        self.next.setVisible(bool(others))
        self.setAccessibleName(f"Read this back: {self.moment.text()}, {self.number.text()}")
        self.place()

    def place(self) -> None:
        """Stand at the lower right, above the status bar."""
        inside = self.layout()
        if inside is not None:
            inside.activate()  # else it stays as high as what was told before
        self.adjustSize()
        room = self._window.size()
        toast = self.below.height() if self.below is not None and self.below.isVisible() else 0
        foot = FOOT if room.width() >= BESIDE_TOAST else FOOT + max(TOAST, toast)
        self.move(max(0, room.width() - self.width() - GAP), max(0, room.height() - self.height() - foot))

    # ---- the confirmation

    def copy(self) -> None:
        """Put the text on the clipboard."""
        self._with_line(self._copied)

    def email(self) -> None:
        """Open the text as an email in the PC's own program."""
        self._with_line(partial(self._opened, confirmation.mailto, "no program for email"))

    def text(self) -> None:
        """Open the text as a message in the PC's own program."""
        self._with_line(partial(self._opened, confirmation.sms, "no program for text messages"))

    def _with_line(self, act: Callable[[CallLine, Organisation], object]) -> None:
        if self._line is None:
            self._context.notice.emit("The confirmation is of the call that was booked last. Book one first.")
        else:
            given = partial(confirmation.of_booked, asked=(self._line.id,))
            self._context.background.ask(self, given, partial(self._confirm, act, self._line))

    def _confirm(
        self,
        act: Callable[[CallLine, Organisation], object],
        line: CallLine,
        found: Confirmed,
    ) -> None:
        """Confirm a call as it stands by now; one that is not booked any more is not confirmed."""
        self._renew(line.id, found)
        if found[0]:
            act(found[0][0], found[1])
        else:
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
