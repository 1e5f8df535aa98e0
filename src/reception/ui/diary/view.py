"""The diary: a week or a day of slots, what is free next, who waits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QHideEvent, QShortcut
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from reception.domain import span
from reception.domain.call import CallLine
from reception.domain.ids import ClinicId, SlotId
from reception.domain.slot import Slot
from reception.ui import forms
from reception.ui.actions import named
from reception.ui.context import Context
from reception.ui.diary.as_it_was import AsItWas
from reception.ui.diary.away import AwayStrip
from reception.ui.diary.board import DiaryBoard, read
from reception.ui.diary.cell_acts import CellActs
from reception.ui.diary.day_menu import DayMenu
from reception.ui.diary.dragging import Dragging
from reception.ui.diary.grid import GridView
from reception.ui.diary.held import HeldWatch, answer
from reception.ui.diary.holiday_strip import HolidayStrip
from reception.ui.diary.landing import Landing
from reception.ui.diary.pin_drag import PinDrag
from reception.ui.diary.place import keep, kept
from reception.ui.diary.rescue_strip import RescueStrip
from reception.ui.diary.side import WIDTH, Side
from reception.ui.diary.to_move import ToMove
from reception.ui.screen import Screen
from reception.ui.widgets.banner import Banner
from reception.ui.widgets.basics import beside_or_below, button, card, column, label, row
from reception.ui.widgets.beside import Beside
from reception.ui.widgets.segments import Segments

if TYPE_CHECKING:
    from reception.ui.widgets.table import Table

VIEWS = (("week", "Week"), ("day", "Day"), ("clinicians", "Clinicians"), ("list", "List"))
LOWEST_GRID = 260
"""Pixels: the least height of the grid where the cards stand below it."""


class DiaryScreen(Screen):
    """The grid, and beside it what is free next and who waits."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        view, zoom, place = kept(context.background.settings, context.today())
        self.day = context.today() if place is None else place.shown
        self._goal: SlotId | None = None
        self.heading = label("", "title")
        self.views = Segments("View", VIEWS)
        self.banner = Banner(button("Publish slots", run=self.publish))
        self.views.choose(view)
        self.grid = GridView(context.theme)
        self.grid.place = place
        self.grid.zoom_to(zoom)
        self.list: Table | None = None
        self.to_move = ToMove(self, context)
        self.side = Side(self.to_move)
        self.rescue = RescueStrip(context, self.to_move)
        self._of_now, self._beside = QWidget(), QWidget()
        self.cell_acts = CellActs(self, context, self.grid, self.to_move)
        self.day_menu = DayMenu(self, context, self.grid)
        self.past = AsItWas(self, context, self.grid, self.refresh, (self._beside, self._of_now))
        self.away, self.holidays = AwayStrip(self, context), HolidayStrip(self, context)
        self._lay_out()
        self._hide_names()
        context.privacy.turned.connect(self._hide_names)
        self.views.chosen.connect(self._take_view)
        self.grid.said.connect(context.notice)
        self.side.booking.connect(self.cell_acts.book)
        landing = Landing(self, context, self.grid)
        self.dragging = Dragging(self, self.grid, landing)
        self.pin_drag = PinDrag(self.side.pinboard, self.grid, landing)
        self.dragging.let_go.connect(partial(_park_beside, self))
        self.held = HeldWatch(
            self, context, lambda: self.span if self.past.at is None else None, self.refresh
        )
        self.side.wanted.connect(self.context.go)
        self.side.pinboard.opened.connect(partial(forms.show_call, self))
        self.side.pinboard.chosen.connect(self.grid.setFocus)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._refresh_if_shown)
        self._timer.start(60_000)
        _bind_keys(self)
        self.start_at(self.grid)
        self._arrange_view()

    def _lay_out(self) -> None:
        turning = row(
            button("‹", run=partial(self.turn, -1), name="Earlier"),
            button("Today", run=self.go_today),
            button("›", run=partial(self.turn, 1), name="Later"),
            gap=0,
        )
        frame, inside = card(margins=(1, 1, 1, 4))
        inside.addWidget(self.grid)
        self._frame = inside
        left = QVBoxLayout()
        left.setSpacing(12)
        self._calendar = button("", "", run=self.choose_date, name=f"Go to a date ({named('date').key})")
        theme = self.context.theme
        self._calendar.setIcon(theme.icon("diary"))
        theme.changed.connect(lambda: self._calendar.setIcon(theme.icon("diary")))
        day = row(self.heading, self._calendar, 4, turning, None)
        self._where = row(day, row(4, self.views, None))
        self._of_now.setLayout(
            row(
                button("Find free", "Ctrl+F", run=partial(self.context.go, "free")),
                button("Book a call", "Ctrl+N", "primary", self.book),
            )
        )
        self._top = row(self._where, self._of_now)
        self._top.setStretch(0, 1)
        left.addLayout(self._top)
        left.addWidget(self.away)
        left.addWidget(self.rescue)
        left.addWidget(self.holidays)
        left.addWidget(self.past.banner)
        left.addWidget(self.banner)
        left.addWidget(frame, 1)
        self._beside.setLayout(column(self.side, _links(self), gap=2))
        self._parts = Beside(left, self._beside, width=WIDTH, lowest={frame: LOWEST_GRID})
        self.setLayout(column(self._parts))

    def arrange(self, is_narrow: bool) -> None:
        """Put the cards beside the grid, or below it."""
        beside_or_below(self._top, is_narrow)
        beside_or_below(self._where, is_narrow)
        self._parts.arrange(is_narrow)

    # ---- what is shown

    def _hide_names(self) -> None:
        """Show initials while others can see the screen, else names."""
        for part in (self.grid, self.side):
            part.hide_names(self.context.is_private)

    @property
    def span(self) -> tuple[date, date]:
        """Return the first and the last day that are shown."""
        if self.views.value != "week":
            return self.day, self.day
        first = span.monday(self.day)
        return first, first + timedelta(days=6)

    def turn(self, step: int) -> None:
        """Show the days before or after."""
        self.day += timedelta(days=step * (7 if self.views.value == "week" else 1))
        self.refresh()

    def go_today(self) -> None:
        """Show today."""
        self.go_to(self.context.today())

    def go_to(self, day: date) -> None:
        """Show another day."""
        self.day = day
        self.refresh()

    def _take_view(self, value: object) -> None:
        self._arrange_view()
        self.refresh()

    def _arrange_view(self) -> None:
        """Show the grid with lanes as wide as the view wants them, or the list in its place."""
        view = str(self.views.value)
        if view == "list" and self.list is None:
            from reception.ui.diary.listing import DayList

            self.list = DayList(self.context.theme, self.grid)
            self._frame.addWidget(self.list)
        had_keys = self.grid.hasFocus()
        self.grid.arrange(view)
        if self.list is not None:
            self.grid.setFocusProxy(self.list if view == "list" else None)  # type: ignore[arg-type]
        shown, hidden = (self.list, self.grid) if view == "list" else (self.grid, self.list)
        for part in (shown, hidden):
            if part is not None:
                part.setVisible(part is shown)
        if had_keys:
            self.grid.setFocus()

    def choose_date(self) -> None:
        """Ask for a day, and show it."""
        forms.date(self, self.day, self.go_to_date)

    def go_to_date(self, day: date) -> None:
        """Show a day that was asked for, with the cursor on it."""
        self.grid.begin_on(day)
        self.go_to(day)
        self.grid.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep where somebody was, for when the window is opened again."""
        super().hideEvent(event)
        place = self.grid.place_of_cursor(self.day)
        shown = str(self.views.value), self.grid.zoom
        keep(self.context.background.settings, self.context.today(), *shown, place)

    def refresh(self) -> None:
        """Read the days again."""
        first, last = self.span
        clinic, is_week = self.context.clinic, self.views.value == "week"
        if self.past.at is not None:
            self._show_days()
            self.rescue.say("")
            self.holidays.refresh(is_hidden=True)
            self.past.show_days(first, last, clinic, is_week=is_week)
            self.away.refresh()
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
        last = self.span[1]
        self._show_days()
        self.grid.show_grid(told.grid, self.context.now())
        place = told.grid.find(self._goal) if self._goal is not None else None
        if place is not None:
            self.grid.go_to(place)
        self._goal = None
        self.held.known = told.held
        today = self.context.today()
        self.side.show_free(told.cards, {one.id: one for one in told.clinicians}, today)
        self.side.show_waiting(told.waiting, today)
        nothing = not told.board.slots and last >= self.context.today()
        self.banner.say("No slots are published for these days yet." if nothing else "", "info")

    def _show_days(self) -> None:
        """Show in the heading which days are shown."""
        first, last = self.span
        if first == last:
            self.heading.setText(span.day_text(first, year=True))
        else:
            shown = span.days_text(first, last - timedelta(days=1))
            self.heading.setText(
                shown.replace(span.MONTHS_LONG[first.month - 1], span.MONTHS[first.month - 1])
            )

    # ---- doing

    def book(self) -> None:
        """Open the form, on the slot under the cursor where it is free."""
        self.cell_acts.book()

    def print_it(self) -> None:
        """Print a sheet for the patient of the call under the cursor."""
        if not self.cell_acts.print_sheet():
            super().print_it()

    def acts(self) -> dict[str, Callable[[], object]]:
        """Return what can be done with the days that are shown, and with the slot under the cursor."""
        there: dict[str, Callable[[], object]] = {
            "earlier": partial(self.turn, -1),
            "later": partial(self.turn, 1),
            "now": self.go_today,
            "week view": partial(self.views.take, "week"),
            "day view": partial(self.views.take, "day"),
            "clinicians view": partial(self.views.take, "clinicians"),
            "list view": partial(self.views.take, "list"),
            "larger": partial(self.grid.zoom_by, 1),
            "smaller": partial(self.grid.zoom_by, -1),
            "usual size": partial(self.grid.zoom_by, 0),
            "as it was": self.past.choose,
            "date": self.choose_date,
            "holidays": self.holidays.decide,
            "print day": partial(forms.print_day, self),
        }
        there |= self.day_menu.acts()
        if self.away.sentence:
            there |= {"away": self.away.show_lines, "seen": self.away.mark_seen}
        if self.grid.current is not None:
            there["history"] = self.cell_acts.show_history
        if self.past.at is not None:
            there["as it is"] = self.past.leave
        elif self.grid.current is not None and self.grid.current.line is None:
            there["block"] = partial(self.cell_acts.press, "B")
        elif self.grid.current is not None:
            there |= {"card": partial(self.cell_acts.press, "C"), "park": partial(self.cell_acts.press, "K")}
        return there

    def publish(self) -> None:
        """Open the form for publishing; it tells of now."""
        self.past.leave()
        forms.publish(self)

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


def _links(screen: DiaryScreen) -> QLayout:
    """Return what is done more rarely, in one row; the keys are told by the mouse."""
    told = (
        ("Rescue…", "Rescue the day…", "rescue day", partial(screen.context.go, "rescue day")),
        ("As it was…", "The diary as it was…", "as it was", screen.past.choose),
        ("Publish…", "Publish…", "publish", screen.publish),
    )
    links = [button(text, kind="link", run=run, name=name) for text, name, _, run in told]
    for link, (_, name, act, _) in zip(links, told, strict=True):
        key = named(act).key
        link.setToolTip(f"{name} ({key})" if key else name)
    return row(*links, None, gap=4)


def _bind_keys(screen: DiaryScreen) -> None:
    """Let the keys of the table of actions work wherever the keys are on the screen."""
    acts: tuple[tuple[str, Callable[[], object]], ...] = (
        ("earlier", partial(screen.turn, -1)),
        ("later", partial(screen.turn, 1)),
        ("as it was", screen.past.choose),
        ("larger", partial(screen.grid.zoom_by, 1)),
        ("smaller", partial(screen.grid.zoom_by, -1)),
        ("usual size", partial(screen.grid.zoom_by, 0)),
        ("date", screen.choose_date),
    )
    for name, act in acts:
        QShortcut(named(name).key, screen, act)
    QShortcut("Ctrl+=", screen, partial(screen.grid.zoom_by, 1))
