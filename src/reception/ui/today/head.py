"""The top of a call: who, the number big, with whom and when, what to know before ringing."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from reception import phone
from reception.domain import span
from reception.domain.call import CallLine, CallStatus
from reception.ui import words
from reception.ui.context import Context
from reception.ui.privacy import Privacy
from reception.ui.widgets.basics import beside_or_below, button, chip, clear, column, label, row, set_chip
from reception.ui.widgets.flow import Flow

CHIPS_SHOWN = 7
ROOM = 306
"""Pixels that a name and when it is due have beside one another on Today."""
CHIP_LINES, WHERE_LINES, GAP = 2, 2, 6
"""Lines that always have their room, however little there is to tell, so that what stands below stays in its place."""


class CallHead(QWidget):
    """Shows a call; Copy puts its number on the clipboard."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._line: CallLine | None = None
        self.name = label("", "title", wrap=True)
        self.due = chip()
        self.phone = label("", "phone", copy=True)
        self.where = label("", "muted", wrap=True)
        self.chips = QWidget()
        self._chips = Flow()
        self.chips.setLayout(self._chips)
        self._top = row(self.name, self.due)
        self._top.setStretch(0, 1)
        self.copy_button = button("Copy", kind="plain", run=self.copy, name="Copy the number")
        number = row(self.phone, self.copy_button, None)
        self.setLayout(column(self._top, number, self.where, self.chips))
        context.privacy.turned.connect(self._tell_again)

    def show_line(self, line: CallLine, now: datetime) -> None:
        """Show a call as it is at a moment (UTC)."""
        self._line = line
        self._keep_room()
        privacy = self._context.privacy
        self.name.setText(privacy.name(line.patient.name))
        state = "booked" if line.call.status is CallStatus.BOOKED else words.call_state(line.call)
        set_chip(self.due, _due(line, now), state)
        self._place_due()
        self.phone.setText(privacy.number(line.patient.phone))
        parts = (line.clinician.name, line.clinic.name, _times(line, now))
        self.where.setText(" · ".join(map(words.unbroken, parts)))
        clear(self._chips)
        for text, colour in _chips(line, privacy)[:CHIPS_SHOWN]:
            self._chips.addWidget(chip(span.short(text, 26), colour))

    def _keep_room(self) -> None:
        """Take the room of what most calls have to tell."""
        for part in (self.where, self.due):
            part.ensurePolished()
        self.where.setMinimumHeight(WHERE_LINES * self.where.fontMetrics().lineSpacing())
        self.where.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.chips.setMinimumHeight(CHIP_LINES * (self.due.sizeHint().height() + GAP) - GAP)

    def _tell_again(self) -> None:
        if self._line is not None:
            self.show_line(self._line, self._context.now())

    def _place_due(self) -> None:
        """Put when it is due beside the name, or below it where a long name has no room beside it."""
        self.name.ensurePolished()
        longest = max(map(self.name.fontMetrics().horizontalAdvance, self.name.text().split()), default=0)
        is_below = longest + self.due.sizeHint().width() > ROOM
        beside_or_below(self._top, is_below)
        side = Qt.AlignmentFlag.AlignLeft if is_below else Qt.AlignmentFlag.AlignRight
        self._top.setAlignment(self.due, side | Qt.AlignmentFlag.AlignTop)

    def copy(self) -> None:
        """Put the number on the clipboard."""
        if self._line is not None:
            QGuiApplication.clipboard().setText(phone.national(self._line.patient.phone))
            self._context.notice.emit("The number was copied.")


def _due(line: CallLine, now: datetime) -> str:
    """Return when a call is due, short enough to stand beside a name: `Next try Thu 14:00`."""
    first, second = words.due_lines(line, now)
    waits = second and line.due_at > now
    return f"{first} {words.relative(line.due_at, span.london_day(now))}" if waits else first


def _times(line: CallLine, now: datetime) -> str:
    """Return `10:15–10:30`, with the day where it is not today."""
    slot = line.slot
    is_today = span.london_day(slot.starts_at) == span.london_day(now)
    start = span.clock(slot.starts_at) if is_today else span.moment_text(slot.starts_at)
    return f"{start}–{span.clock(slot.ends_at)}"


def _chips(line: CallLine, privacy: Privacy) -> list[tuple[str, str]]:
    """Return what to know of a call, each a text and a state."""
    call, patient = line.call, line.patient
    speaks = f"{call.speaking} speaks" if call.speaking else ""
    more = [(call.about, "neutral"), (speaks, "neutral")]
    more += [(need.capitalize(), "warn") for need in patient.needs]
    shown = [(words.call_word(line), words.call_state(call))]
    shown += [(text, state) for text, state in more if privacy.words(text)]
    shown += [("Wrong number", "bad")] if line.number_is_wrong else []
    shown += [("Do not call", "bad")] if patient.do_not_call else []
    shown += [("Privacy notice given", "done")] if patient.privacy_given_at is not None else []
    return list(dict.fromkeys(shown))
