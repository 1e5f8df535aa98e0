"""The diary: a week or a day of slots, what is free next, who waits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from reception.domain import span
from reception.domain.call import CallLine
from reception.domain.ids import ClinicId, SlotId
from reception.domain.slot import Slot
from reception.ui import forms
from reception.ui.context import Context
from reception.ui.diary.acts import acts_of, bind_keys
from reception.ui.diary.as_it_was import AsItWas
from reception.ui.diary.away import AwayStrip
from reception.ui.diary.board import DiaryBoard, read
from reception.ui.diary.cell_acts import CellActs
from reception.ui.diary.day_acts import DayActs
from reception.ui.diary.days import Days
from reception.ui.diary.dragging import Dragging
from reception.ui.diary.frame import DiaryFrame
from reception.ui.diary.grid import GridView
from reception.ui.diary.heading import Heading
from reception.ui.diary.held import HeldWatch, answer
from reception.ui.diary.holiday_strip import HolidayStrip
from reception.ui.diary.landing import Landing
from reception.ui.diary.pin_drag import PinDrag
from reception.ui.diary.place import keep, kept
from reception.ui.diary.place_menu import PlaceMenu
from reception.ui.diary.rescue_strip import RescueStrip
from reception.ui.diary.side import Side
from reception.ui.diary.to_move import ToMove
from reception.ui.screen import Screen
from reception.ui.widgets.banner import Banner
from reception.ui.widgets.basics import button
from reception.ui.widgets.segments import Segments

VIEWS = (("week", "Week"), ("day", "Day"), ("clinicians", "Clinicians"), ("list", "List"))
MINUTE = 60_000


class DiaryScreen(Screen):
    """The grid, and beside it what is free next and who waits.

    `of_now` and `beside` hold what is hidden while an earlier moment is shown.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        view, zoom, place = kept(context.background.settings, context.today())
        self._goal: SlotId | None = None
        self.heading = Heading()
        self.views = Segments("View", VIEWS)
        self.views.choose(view)
        self.banner = Banner(button("Publish slots", run=self.publish))
        self.of_now, self.beside = QWidget(), QWidget()
        self.grid = GridView(context.theme)
        self.grid.begins.kept = place
        self.grid.zoom_to(zoom)
        self.days = Days(self, self.grid, self.views, context.today() if place is None else place.shown)
        self.to_move = ToMove(self, context)
        self.side = Side(self.to_move, context.theme)
        self.rescue = RescueStrip(context, self.to_move)
        self.cell_acts = CellActs(self, context, self.grid, self.to_move)
        self.day_acts = DayActs(self, context, self.grid)
        self.past = AsItWas(self, context, self.grid, self.refresh, (self.beside, self.of_now))
        self.away, self.holidays = AwayStrip(self, context), HolidayStrip(self, context)
        for strip in (self.rescue, self.away, self.holidays, self.banner):
            strip.waits = lambda: self.grid.over.ghost is not None
        self.frame = DiaryFrame(self)
        for part in (self.grid, self.side):
            context.privacy.follow(part.hide_names)
        landing = Landing(self, context, self.grid)
        self.dragging = Dragging(self, self.grid, landing)
        self.place_menu = PlaceMenu(self)
        self.pin_drag = PinDrag(self.side.pinboard, self.grid, landing)
        self.held = HeldWatch(
            self, context, lambda: self.span if self.past.at is None else None, self.refresh
        )
        self._connect()
        bind_keys(self)
        self.start_at(self.grid)
        self.frame.show_view()

    def _connect(self) -> None:
        self.days.turned.connect(self.refresh)
        self.views.chosen.connect(self.frame.show_view)
        self.views.chosen.connect(self.refresh)
        self.grid.said.connect(self.context.notice)
        self.dragging.let_go.connect(partial(_park_beside, self))
        self.to_move.told.connect(self._hide_now)  # an answer that was on its way
        self.side.booking.connect(self.cell_acts.book)
        self.side.wanted.connect(self.context.go)
        self.side.shown.connect(self._go_to_thing)
        self.side.pinboard.opened.connect(partial(forms.show_call, self))
        self.side.pinboard.chosen.connect(self.grid.setFocus)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._refresh_if_shown)
        self._timer.start(MINUTE)

    def arrange(self, is_narrow: bool) -> None:
        """Put the cards beside the grid, or below it."""
        self.frame.arrange(is_narrow)

    # ---- what is shown

    @property
    def day(self) -> date:
        """Return the day that was gone to last."""
        return self.days.day

    @property
    def span(self) -> tuple[date, date]:
        """Return the first and the last day that are shown."""
        return self.days.span

    def go_to(self, day: date) -> None:
        """Show another day."""
        self.days.go_to(day)

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep where somebody was, for when the window is opened again."""
        super().hideEvent(event)
        place = self.grid.place_of_cursor(self.day)
        shown = str(self.views.value), self.grid.zoom
        keep(self.context.background.settings, self.context.today(), *shown, place)

    def refresh(self) -> None:
        """Read the days again."""
        first, last = self.span
        clinic, is_week = self.context.clinic, self.days.is_week
        if self.past.at is not None:
            self._hide_now()
            self.past.show_days(first, last, clinic, is_week=is_week)
            return
        question = partial(read, first=first, last=last, context=self.context, clinic=clinic, is_week=is_week)
        work = partial(answer, question=question)
        self.context.background.run(self, work, partial(self._told, (first, last, clinic)))
        self.away.refresh()
        self.to_move.refresh()
        self.holidays.refresh()

    def _told(self, asked: tuple[date, date, ClinicId | None], told: DiaryBoard) -> None:
        if asked != (*self.span, self.context.clinic) or self.past.at is not None:
            return
        self.grid.show_grid(told.grid, self.context.now())
        place = told.grid.find(self._goal) if self._goal is not None else None
        if place is not None:
            self.grid.go_to(place)
        self._goal = None
        self.held.known = told.held
        today = self.context.today()
        self.side.show_free(told.cards, {one.id: one for one in told.clinicians}, today)
        self.side.show_waiting(told.waiting, today)
        self.cell_acts.waiting = told.waiting
        nothing = not told.board.slots and self.span[1] >= today
        self.banner.say("No slots are published for these days yet." if nothing else "", "info")

    def _hide_now(self) -> None:
        """Take away what tells of now while an earlier moment is shown."""
        if self.past.at is not None:
            for told in (self.rescue, self.away, self.holidays, self.banner):
                told.say("")

    # ---- doing

    def book(self) -> None:
        """Open the form, on the slot under the cursor where it is free."""
        self.cell_acts.book()

    def print_it(self) -> None:
        """Print the list of the day that is shown, of a week that of the day with the cursor."""
        self.cell_acts.print_day(self.days.chosen)

    def acts(self) -> dict[str, Callable[[], object]]:
        """Return what can be done with the days that are shown, and with the slot under the cursor."""
        return acts_of(self)

    def publish(self) -> None:
        """Open the form for publishing; it tells of now."""
        self.past.leave()
        forms.publish(self)

    def _go_to_thing(self, thing: object) -> None:
        """Go to a slot here, or to the card of a patient."""
        self.context.go("diary" if isinstance(thing, Slot) else "patients", thing)

    def show_thing(self, thing: object) -> None:
        """Go to a call, to a slot, or to a day."""
        self.past.leave()
        if isinstance(thing, Slot):
            self._goal = thing.id
            self.go_to(span.london_day(thing.starts_at))
        elif isinstance(thing, CallLine):
            self.go_to(span.london_day(thing.slot.starts_at))
            forms.show_call(self, thing)
        elif isinstance(thing, date):
            self.go_to(thing)
        self.grid.setFocus()


def _park_beside(screen: DiaryScreen, line: CallLine, at: QPoint) -> None:
    """Park a call that was dropped on what stands beside the grid, at a place of the whole display."""
    if screen.side.rect().contains(screen.side.mapFromGlobal(at)) and line.id not in screen.to_move.ids:
        screen.to_move.park_or_take_off(line)
