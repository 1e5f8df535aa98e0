"""Today: the calls due now, next and done; one key records what came of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reception import phone
from reception.domain import span
from reception.domain.call import CallLine, CallStatus, Result
from reception.domain.ids import ClinicId
from reception.services import calls, patients, slots
from reception.services.patients import WaitingLine
from reception.services.slots import SlotLine
from reception.storage.reader import Reader
from reception.ui import words
from reception.ui.context import Context
from reception.ui.diary.away import AwayStrip
from reception.ui.screen import Screen
from reception.ui.today.panel import CallPanel
from reception.ui.widgets.banner import Banner
from reception.ui.widgets.basics import Figure, button, card, column, label, row
from reception.ui.widgets.beside import Beside
from reception.ui.widgets.empty import Empty
from reception.ui.widgets.table import Column, Table

MINUTE = 60_000
PANEL, LOWEST_LIST, LOWEST_PANEL = 352, 190, 420
"""Pixels: the width of the call beside the list; the least heights where they stand below one another."""
TOLD_IN_PANEL = (2, 3)
"""The columns clinic and about: the call below the list tells them too."""


@dataclass(frozen=True)
class TodayBoard:
    """All that Today shows, read in one go."""

    now: datetime
    lines: tuple[CallLine, ...]
    next_free: SlotLine | None
    waiting: tuple[WaitingLine, ...]


def read(reader: Reader, now: datetime, clinic: ClinicId | None) -> TodayBoard:
    """Read what Today shows at a moment (UTC), of one clinic or all."""
    return TodayBoard(
        now=now,
        lines=tuple(calls.today(reader, now, clinic)),
        next_free=next(iter(slots.free(reader, now, clinic=clinic, limit=1)), None),
        waiting=tuple(patients.waiting(reader, now, clinic)),
    )


class TodayScreen(Screen):
    """The day's work as a list, and one call beside it."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.board: TodayBoard | None = None
        self.heading = label("", "title")
        self.figures = [
            Figure(n) for n in ("Calls today", "Done", "No answer", "Next free slot", "Waiting list")
        ]
        self.banner = Banner()
        self.panel = CallPanel(context, empty="Choose a call in the list. Ctrl+N books one.")
        self.table = Table("Calls of today", context.theme, self._columns(), height=50)
        self._start_button = button("Book a call", "Ctrl+N", "primary", lambda: context.go("book"))
        self.empty = Empty(
            "Nothing to call today",
            "Here are the calls that are due, to come and done today. Book one with Ctrl+N.",
            self._start_button,
        )
        self.away = AwayStrip(self, context)
        self._lay_out()
        self.table.chosen.connect(self.panel.show_call)
        self.table.typed.connect(self.panel.press)
        strip = {"away": self.away.show_button, "seen": self.away.seen_button}
        self.buttons = self.panel.buttons() | strip
        self.table.opened.connect(lambda line: self.panel.results[Result.CONSULTATION_BOOKED].setFocus())
        self.panel.noted.connect(self.table.setFocus)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._refresh_if_shown)
        self._timer.start(MINUTE)
        self.start_at(self.table)

    def _columns(self) -> list[Column]:
        now = self.context.now
        return [
            Column("Time", lambda line: span.clock(line.slot.starts_at), bold=True, width=74),
            Column(
                "Caller",
                lambda line: line.patient.name,
                lambda line: phone.national(line.patient.phone),
                bold=True,
            ),
            Column("Clinic", lambda line: line.clinic.name, width=104),
            Column("About", _about, width=166),
            Column(
                "State",
                lambda line: words.call_word(line.call),
                chip=lambda line: words.call_state(line.call),
                width=178,
            ),
            Column(
                "Due",
                lambda line: words.due_lines(line, now())[0],
                lambda line: words.due_lines(line, now())[1],
                width=122,
            ),
        ]

    def _lay_out(self) -> None:
        frame, inside = card(margins=(1, 4, 1, 4))
        inside.addWidget(self.table)
        inside.addWidget(self.empty)
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addLayout(
            row(
                self.heading,
                None,
                button("Book a call", "Ctrl+N", "primary", lambda: self.context.go("book")),
            )
        )
        self._figures = QWidget()
        self._figures.setLayout(row(*self.figures, gap=12))
        self._summary = label("", "muted", wrap=True)
        left.addWidget(self._figures)
        left.addWidget(self._summary)
        left.addWidget(self.away)
        left.addWidget(self.banner)
        left.addWidget(frame, 1)
        lowest: dict[QWidget, int] = {self.table: LOWEST_LIST, self.panel: LOWEST_PANEL}
        self._parts = Beside(left, self.panel, width=PANEL, lowest=lowest)
        self.setLayout(column(self._parts))

    def arrange(self, is_narrow: bool) -> None:
        """Put the call beside the list, or below it; the figures become a line where there is little room."""
        self._parts.arrange(is_narrow)
        for number in TOLD_IN_PANEL:
            self.table.setColumnHidden(number, is_narrow)
        self._figures.setVisible(not is_narrow)
        self._summary.setVisible(is_narrow)

    def refresh(self) -> None:
        """Read the day again."""
        now, clinic = self.context.now(), self.context.clinic
        self.context.background.ask(self, partial(read, now=now, clinic=clinic), partial(self._told, clinic))
        self.away.refresh()

    def _told(self, clinic: ClinicId | None, board: TodayBoard) -> None:
        if clinic != self.context.clinic:
            return
        self.board = board
        self.heading.setText(span.day_long(span.london_day(board.now)))
        inside = self.window().focusWidget()
        has_keys = inside in (None, self.table) or self.empty.isAncestorOf(inside)
        self.table.setVisible(bool(board.lines))
        self.empty.setVisible(not board.lines)
        self.table.show_values(board.lines)
        if has_keys:
            (self.table if board.lines else self._start_button).setFocus()
        self._show_figures(board)

    def _show_figures(self, board: TodayBoard) -> None:
        today = span.london_day(board.now)
        lines = [line for line in board.lines if span.london_day(line.slot.starts_at) == today]
        done = [line for line in board.lines if line.call.status is CallStatus.DONE]
        missed = [line for line in board.lines if _is_missed(line)]
        consultations = sum(line.call.outcome is Result.CONSULTATION_BOOKED for line in done)
        last = sum(line.call.next_try is None for line in missed)
        where = self.context.clinic_name() or f"at {len(self.context.clinics)} clinics"
        free, waiting = board.next_free, board.waiting
        fits = sum(line.fits is not None for line in waiting)
        shown = (
            (str(len(lines)), where),
            (str(len(done)), f"{consultations} consultation{'' if consultations == 1 else 's'}"),
            (str(len(missed)), f"{last} with no try left" if missed else "nobody to chase"),
            (
                words.relative(free.slot.starts_at, today) if free else "None",
                f"{free.clinician.short_name}, {free.clinic.name}" if free else "publish some in Diary",
            ),
            (str(len(waiting)), f"{fits} fit a free slot"),
        )
        for figure, (number, note) in zip(self.figures, shown, strict=True):
            figure.show_figure(number.removeprefix("Today "), note)
        self._summary.setText(" · ".join(figure.accessibleName() for figure in self.figures[:4]))
        late = [line for line in board.lines if _is_left_over(line, today)]
        count = f"{len(late)} calls of earlier days have" if len(late) > 1 else "1 call of an earlier day has"
        self.banner.say(
            f"{count} no outcome yet: they stay on top until you record one." if late else "", "warn"
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what single keys mean from the panel's buttons too; Esc goes back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.table.setFocus()
        elif event.key() == Qt.Key.Key_Delete:
            self.panel.press("DEL")
        elif event.text().isalnum() and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.panel.press(event.text().upper())
        else:
            super().keyPressEvent(event)

    def print_it(self) -> None:
        """Print a sheet for the patient of the call that is shown."""
        if self.panel.line is None:
            super().print_it()
        else:
            self.panel.print_sheet()

    def show_thing(self, thing: object) -> None:
        """Go to a call."""
        if isinstance(thing, CallLine) and not self.table.choose(thing.id):
            self.panel.show_call(thing)
        self.table.setFocus()


def _about(line: CallLine) -> str:
    return " · ".join((line.call.about, *line.patient.needs)).strip(" ·")


def _is_missed(line: CallLine) -> bool:
    missed = line.call.outcome in (Result.NO_ANSWER, Result.VOICEMAIL)
    return line.call.status is CallStatus.BOOKED and missed


def _is_left_over(line: CallLine, today: object) -> bool:
    day = span.london_day(line.due_at)
    return line.call.status is CallStatus.BOOKED and day < today  # type: ignore[operator]
