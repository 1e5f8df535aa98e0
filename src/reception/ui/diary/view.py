"""The diary: a week or a day of slots, what is free next, who waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reception.domain import span
from reception.domain.call import CallLine
from reception.domain.clinic import Clinic
from reception.domain.clinician import Clinician
from reception.domain.ids import ClinicId, SlotId
from reception.domain.slot import SlotState
from reception.services import calls, clinics, patients
from reception.services.calls import Board
from reception.services.clinics import ClinicCard
from reception.services.patients import WaitingLine
from reception.storage.reader import Reader
from reception.ui import forms, words
from reception.ui.context import Context
from reception.ui.diary.grid import GridView
from reception.ui.diary.layout import Cell, Grid, grid
from reception.ui.screen import Screen
from reception.ui.widgets.banner import Banner
from reception.ui.widgets.basics import (
    beside_or_below,
    button,
    card,
    chip,
    clear,
    column,
    label,
    row,
    scrolled,
)
from reception.ui.widgets.segments import Segments

WAITING_SHOWN = 6
SIDE, LOWEST_GRID, NO_LIMIT = 236, 260, 16_777_215
"""Pixels: the cards beside the grid, and the least height of the grid above them."""
KEY = (
    ("Booked", "booked"),
    ("Call back ↩", "call-back"),
    ("Done ✓", "done"),
    ("No answer", "warn"),
    ("Blocked", "neutral"),
)


@dataclass(frozen=True)
class DiaryBoard:
    """All that the diary shows, read in one go."""

    board: Board
    grid: Grid
    cards: tuple[ClinicCard, ...]
    waiting: tuple[WaitingLine, ...]
    clinicians: tuple[Clinician, ...]


def read(
    reader: Reader, first: date, last: date, context: Context, clinic: ClinicId | None, is_week: bool
) -> DiaryBoard:
    """Read what the diary shows of some days."""
    now = context.now()
    board = calls.board(reader, first, last, clinic)
    people = {one.id: one for one in reader.all(Clinician)}
    places = {one.id: one for one in reader.all(Clinic)}
    return DiaryBoard(
        board=board,
        grid=grid(board, places, people, is_week=is_week),
        cards=tuple(clinics.cards(reader, now)),
        waiting=tuple(patients.waiting(reader, now, clinic)),
        clinicians=tuple(people.values()),
    )


class DiaryScreen(Screen):
    """The grid, and beside it what is free next and who waits."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.day = context.today()
        self.heading = label("", "title")
        self.views = Segments("View", [("week", "Week"), ("day", "Day")])
        self.banner = Banner(button("Publish slots", run=self.publish))
        self.grid = GridView(context.theme)
        self._free = column(gap=6)
        self._waiting = column(gap=8)
        self._lay_out()
        self.views.chosen.connect(lambda value: self.refresh())
        self.grid.opened.connect(self.open_cell)
        self.grid.typed.connect(self.press)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._refresh_if_shown)
        self._timer.start(60_000)
        for key, step in (("Alt+Left", -1), ("Alt+Right", 1)):
            QShortcut(key, self, partial(self.turn, step))
        self.start_at(self.grid)

    def _lay_out(self) -> None:
        turning = row(
            button("‹", run=partial(self.turn, -1), name="Earlier"),
            button("Today", run=self.go_today),
            button("›", run=partial(self.turn, 1), name="Later"),
            gap=0,
        )
        frame, inside = card(margins=(1, 1, 1, 4))
        inside.addWidget(self.grid)
        left = QVBoxLayout()
        left.setSpacing(12)
        where = row(self.heading, 4, turning, 4, self.views, None)
        what = row(
            button("Publish…", run=self.publish),
            button("Find a free slot", "Ctrl+F", run=partial(self.context.go, "free")),
            button("Book a call", "Ctrl+N", "primary", self.book),
        )
        self._top = row(where, what)
        self._top.setStretch(0, 1)
        left.addLayout(self._top)
        left.addWidget(self.banner)
        left.addWidget(frame, 1)
        self._beside = self._side()
        self._whole = row(left, self._beside, gap=16)
        self._whole.setStretch(0, 1)
        self._whole.setContentsMargins(16, 16, 16, 16)
        page = QWidget()
        page.setLayout(self._whole)
        self.setLayout(column(scrolled(page)))

    def arrange(self, is_narrow: bool) -> None:
        """Put the cards beside the grid, or below it."""
        beside_or_below(self._top, is_narrow)
        beside_or_below(self._whole, is_narrow)
        self._beside.setMaximumWidth(NO_LIMIT if is_narrow else SIDE)
        self._beside.setMinimumWidth(0 if is_narrow else SIDE)
        self.grid.setMinimumHeight(LOWEST_GRID if is_narrow else 0)

    def _side(self) -> QWidget:
        free, free_inside = card()
        free_inside.addWidget(label("Next free", "heading"))
        free_inside.addLayout(self._free)
        waiting, waiting_inside = card()
        waiting_inside.addWidget(label("Waiting list", "heading"))
        waiting_inside.addLayout(self._waiting)
        waiting_inside.addStretch(1)
        key, key_inside = card()
        key_inside.addWidget(label("Key", "heading"))
        chips = [chip(text, state) for text, state in KEY]
        key_inside.addLayout(row(*chips[:2], None, gap=6))
        key_inside.addLayout(row(*chips[2:4], None, gap=6))
        key_inside.addLayout(row(chips[4], None))
        side = QWidget()
        layout = column(free, waiting, key, gap=12)
        layout.setStretch(1, 1)
        side.setLayout(layout)
        return side

    # ---- what is shown

    @property
    def span(self) -> tuple[date, date]:
        """Return the first and the last day that are shown."""
        if self.views.value == "day":
            return self.day, self.day
        first = span.monday(self.day)
        return first, first + timedelta(days=6)

    def turn(self, step: int) -> None:
        """Show the days before or after."""
        self.day += timedelta(days=step * (1 if self.views.value == "day" else 7))
        self.refresh()

    def go_today(self) -> None:
        """Show today."""
        self.go_to(self.context.today())

    def go_to(self, day: date) -> None:
        """Show another day."""
        self.day = day
        self.refresh()

    def refresh(self) -> None:
        """Read the days again."""
        first, last = self.span
        clinic, is_week = self.context.clinic, self.views.value == "week"
        question = partial(read, first=first, last=last, context=self.context, clinic=clinic, is_week=is_week)
        self.context.background.ask(self, question, partial(self._told, (first, last, clinic)))

    def _told(self, asked: tuple[date, date, ClinicId | None], told: DiaryBoard) -> None:
        if asked != (*self.span, self.context.clinic):
            return
        first, last = self.span
        is_day = first == last
        self.heading.setText(
            span.day_text(first, year=True) if is_day else span.days_text(first, last - timedelta(days=1))
        )
        self.grid.show_grid(told.grid, self.context.now())
        self._show_free(told)
        self._show_waiting(told.waiting)
        nothing = not told.board.slots and last >= self.context.today()
        self.banner.say("No slots are published for these days yet." if nothing else "", "info")

    def _show_free(self, told: DiaryBoard) -> None:
        clear(self._free)
        people = {one.id: one for one in told.clinicians}
        for one in told.cards:
            if one.next_free is None:
                self._free.addLayout(row(label(one.clinic.name), None, label("none", "muted")))
                continue
            slot = one.next_free
            where = f"{one.clinic.name} · {people[slot.clinician].surname}"
            when = words.relative(slot.starts_at, self.context.today())
            made = button(when, kind="link", run=partial(self.book, slot.id), name=f"Book {where}, {when}")
            self._free.addLayout(row(label(where, "small"), None, made))

    def _show_waiting(self, waiting: tuple[WaitingLine, ...]) -> None:
        clear(self._waiting)
        for line in waiting[:WAITING_SHOWN]:
            since = f"since {span.day_text(span.london_day(line.entry.since))}"
            about = f"{line.entry.about} · {since}" if line.entry.about else since
            head = row(label(span.short(line.patient.name, 13), "strong"), None)
            if line.fits is not None:
                fits = f"fits {words.relative(line.fits.starts_at, self.context.today())}"
                act = partial(self._book_waiting, line)
                head.addWidget(button(fits, kind="fits", run=act, name=f"Book {line.patient.name}, {fits}"))
            self._waiting.addLayout(column(head, label(about, "small", wrap=True), gap=0))
        if not waiting:
            self._waiting.addWidget(label("Nobody is waiting.", "small"))
        elif len(waiting) > WAITING_SHOWN:
            self._waiting.addWidget(label(f"and {len(waiting) - WAITING_SHOWN} more", "small"))

    # ---- doing

    def open_cell(self, cell: Cell) -> None:
        """Book a free slot, or show the call that is in it."""
        if cell.line is not None:
            forms.show_call(self, cell.line)
        elif cell.is_free:
            self.book(cell.slot.id)
        else:
            self.press("B")

    def book(self, slot: SlotId | None = None) -> None:
        """Open the form, on the slot under the cursor where it is free."""
        cell = self.grid.current
        if slot is None and cell is not None and cell.is_free and cell.slot.starts_at >= self.context.now():
            slot = cell.slot.id
        forms.book(self, slot=slot)
        self.grid.setFocus()

    def _book_waiting(self, line: WaitingLine) -> None:
        if line.fits is not None:
            forms.book(self, slot=line.fits.id, patient=line.patient)

    def press(self, key: str) -> None:
        """Do what a single key means on the cell: B blocks or releases; the keys of a call."""
        cell = self.grid.current
        if cell is None:
            return
        if key == "B" and cell.line is None:
            self._block_or_release(cell)
        elif cell.line is not None:
            forms.show_call(self, cell.line, key)

    def _block_or_release(self, cell: Cell) -> None:
        background = self.context.background
        if cell.slot.state is SlotState.BLOCKED:
            from reception.services import slots

            background.do(self, partial(slots.release, slot=cell.slot))
            return
        forms.block(self, cell.slot)

    def publish(self) -> None:
        """Open the form for publishing."""
        forms.publish(self)

    def show_thing(self, thing: object) -> None:
        """Go to a call, or to a day."""
        if isinstance(thing, CallLine):
            self.go_to(span.london_day(thing.slot.starts_at))
            forms.show_call(self, thing)
        elif isinstance(thing, date):
            self.go_to(thing)
        self.grid.setFocus()
