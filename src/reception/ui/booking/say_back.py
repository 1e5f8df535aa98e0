"""The say-back card: what to read aloud once a call is booked or moved, and its confirmation by one key."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QWidget

from reception import phone
from reception.domain import saying
from reception.domain.call import Call, CallLine, CallStatus
from reception.domain.change import Change
from reception.domain.ids import CallId
from reception.services import confirmation
from reception.services.confirmation import Confirmed
from reception.ui.actions import named
from reception.ui.booking.confirming import Confirming
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
        self.confirming = Confirming(self, context)
        self._then: tuple[CallLine, ...] = ()
        self.below: QWidget | None = None
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
        self.confirming.asked.connect(self._look_again)
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
            button("Copy", copy, run=self.confirming.copy, name="Copy the confirmation"),
            button("Email", email, run=self.confirming.email, name="Write the confirmation by email"),
            button("Text", text, run=self.confirming.text, name="Send the confirmation as a message"),
            None,
            gap=6,
        )

    @property
    def _line(self) -> CallLine | None:
        return self.confirming.line

    def changed(self, change: Change) -> None:
        """Read back the call that a change gave a time; any other change ends what is read back."""
        given = calls_of(change)
        if given:
            self._ask(given, self._told)
        else:
            self.hide()

    def _look_again(self) -> None:
        """See whether what is read back still stands: another desk may have moved or cancelled it."""
        line = self._line
        if line is not None and self.isVisible():
            self._ask((line.id, *(one.id for one in self._then)), partial(self._renew, line))

    def _renew(self, told: CallLine, found: Confirmed) -> None:
        lines, _ = found
        if self._line is not told or not self.isVisible():
            return
        now = next((one for one in lines if one.id == told.id), None)
        self._then = tuple(one for one in lines if one is not now)
        if now is None:
            self.close_one()
        elif now != told:
            self._read_back(now)

    def _ask(self, given: tuple[CallId, ...], told: Callable[[Confirmed], object]) -> None:
        self._context.background.ask(self, partial(confirmation.of_booked, asked=given), told)

    def close_one(self) -> None:
        """Close what was read back; of a swap show what is to be read to the other."""
        self._show(self._then)

    def takes(self, event: QKeyEvent) -> bool:
        """Close it with Esc; tell whether that was pressed while it is shown."""
        is_meant = event.key() == Qt.Key.Key_Escape and self.isVisible()
        if is_meant:
            self.close_one()
        return is_meant

    def _told(self, found: Confirmed) -> None:
        self._show(found[0])

    def _show(self, lines: tuple[CallLine, ...]) -> None:
        """Read back the first of some calls; of none, nothing."""
        if not lines:
            self.hide()
            return
        self._then = lines[1:]
        self.show()
        self._read_back(lines[0])
        self.raise_()
        self.stood.emit()
        self._timer.start(SECONDS * 1000)

    def _read_back(self, line: CallLine) -> None:
        self.confirming.line = line
        self._tell()
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
