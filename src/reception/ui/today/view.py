"""Today: the calls due now, next and done; one key records what came of one."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reception.domain import span
from reception.domain.call import CallLine
from reception.domain.change import Change
from reception.domain.ids import CallId, ClinicId
from reception.ui import forms
from reception.ui.context import Context
from reception.ui.diary.away import AwayStrip
from reception.ui.diary.rescue_strip import RescueStrip
from reception.ui.diary.to_move import ToMove
from reception.ui.screen import Screen
from reception.ui.today.board import TodayBoard, figures, left_over, next_to_call, read
from reception.ui.today.columns import TodayColumns
from reception.ui.today.figures import Figures
from reception.ui.today.notes import taken_back
from reception.ui.today.panel import CallPanel
from reception.ui.widgets.banner import Banner
from reception.ui.widgets.basics import button, card, column, label, row
from reception.ui.widgets.beside import Beside
from reception.ui.widgets.empty import Empty
from reception.ui.widgets.table import Table

MINUTE = 60_000
PANEL, LOWEST_LIST, LOWEST_PANEL = 352, 190, 420
"""Pixels: the width of the call beside the list; the least heights where they stand below one another."""
SIDES, ABOVE_LIST = 50, 176
"""Pixels: what stands left and right of the list; what stands above it, and what of the call shows below it."""


class TodayScreen(Screen):
    """The day's work as a list, and one call beside it."""

    narrow_below = 900

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.board: TodayBoard | None = None
        self._goes_on_from: CallId | None = None
        self._goes_to: CallId | None = None
        self.heading = label("", "title")
        self.figures = Figures()
        self.banner = Banner()
        self.panel = CallPanel(context, empty="Choose a call in the list. Ctrl+N books one.")
        self._columns = TodayColumns(context.now, context.privacy)
        self.table = Table("Calls of today", context.theme, self._columns.made(), height=50)
        self._start_button = button("Book a call", "Ctrl+N", "primary", lambda: context.go("book"))
        self._publish_button = button("Publish slots…", kind="primary", run=lambda: context.go("publish"))
        self.empty = Empty("Nobody to call today", "", self._start_button, self._publish_button)
        self.print_button = button("Print today’s list", run=partial(forms.print_day, self))
        self.away = AwayStrip(self, context)
        self.to_move = ToMove(self, context, reads_pinboard=False)
        self.rescue = RescueStrip(context, self.to_move)
        self._lay_out()
        self.table.chosen.connect(self.panel.show_call)
        self.table.typed.connect(self.panel.press)
        strip = {"away": self.away.show_button, "seen": self.away.seen_button}
        self.buttons = self.panel.buttons() | strip | {"print day": self.print_button}
        self.table.opened.connect(lambda line: self.panel.write_note())
        self.table.menu_asked.connect(self._show_menu)
        self.panel.noted.connect(self._go_on)
        self.panel.freed.connect(self.table.setFocus)
        context.privacy.turned.connect(self.table.tell_again)
        context.background.changed.connect(self._changed)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._refresh_if_shown)
        self._timer.start(MINUTE)
        self.start_at(self.table)

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
                self.print_button,
                button("Book a call", "Ctrl+N", "primary", lambda: self.context.go("book")),
            )
        )
        left.addWidget(self.figures)
        left.addWidget(self.away)
        left.addWidget(self.rescue)
        left.addWidget(self.banner)
        left.addWidget(frame, 1)
        self._lowest: dict[QWidget, int] = {self.table: LOWEST_LIST, self.panel: LOWEST_PANEL}
        self._parts = Beside(left, self.panel, width=PANEL, lowest=self._lowest)
        self.setLayout(column(self._parts))

    def arrange(self, is_narrow: bool) -> None:
        """Put the call beside the list, or below it."""
        self._parts.arrange(is_narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room there is: for columns, for figures, and for rows above the call that stands below them."""
        self._lowest[self.table] = max(LOWEST_LIST, self.height() - ABOVE_LIST)
        super().resizeEvent(event)
        is_narrow = self.width() < self.narrow_below
        if is_narrow:
            self.table.setMinimumHeight(self._lowest[self.table])
        room = self.width() - SIDES - (0 if is_narrow else PANEL)
        self._columns.fit(self.table, room)
        self.figures.fit(room)

    # ---- what is shown

    def refresh(self) -> None:
        """Read the day again."""
        now, clinic = self.context.now(), self.context.clinic
        self.context.background.ask(self, partial(read, now=now, clinic=clinic), partial(self._told, clinic))
        self.away.refresh()
        self.to_move.refresh()

    def _told(self, clinic: ClinicId | None, board: TodayBoard) -> None:
        if clinic != self.context.clinic:
            return
        before, self.board = self.board, board
        self.heading.setText(span.day_long(span.london_day(board.now)))
        inside = self.window().focusWidget()
        has_keys = inside in (None, self.table) or self.empty.isAncestorOf(inside)
        self.table.setVisible(bool(board.lines))
        self._show_empty(board)
        self.table.show_values(board.lines)
        self._choose_next(before, board)
        if has_keys:
            self._first().setFocus()
        self.figures.show_figures(figures(board))
        self.banner.say(left_over(board), "warn")

    def _first(self) -> QWidget:
        """Return what has the keys at first: the list, or the one button that starts it."""
        if self.board is not None and self.board.lines:
            return self.table
        return self._publish_button if self._start_button.isHidden() else self._start_button

    def _show_empty(self, board: TodayBoard) -> None:
        """Say what to do where there is nobody to call: book somebody, or publish slots where none is free."""
        self.empty.setVisible(not board.lines)
        self.print_button.setEnabled(bool(board.lines))
        can_book = board.next_free is not None
        self._start_button.setVisible(can_book)
        self._publish_button.setVisible(not can_book)
        named = self.context.clinic_name()
        where = f" in {named}" if named else ""
        self.empty.sentence.setText(
            "Here are the calls that are due, to come and done today. Book one with Ctrl+N."
            if can_book
            else f"No slot is free{where}, so nobody can be booked. Publish some weeks first, then book with Ctrl+N."
        )

    def _show_menu(self, line: CallLine, place: QPoint) -> None:
        """Open the menu of a call: what the buttons of the panel can do with it."""
        from reception.ui import action_menu
        from reception.ui.widgets import menus

        menus.pop_up(self, action_menu.of_buttons(self.panel.buttons()), place)

    # ---- from one call to the next

    def _go_on(self, line: CallLine) -> None:
        """Remember that the next call is to be chosen, once the list has been read again."""
        self._goes_on_from = line.id
        self.table.setFocus()

    def _changed(self, change: Change) -> None:
        """Go back to a call whose outcome was taken back."""
        gone = taken_back(change)
        if gone is not None and self.isVisible():
            self._goes_on_from, self._goes_to = None, gone.call

    def _choose_next(self, before: TodayBoard | None, board: TodayBoard) -> None:
        just, to = self._goes_on_from, self._goes_to
        self._goes_on_from = self._goes_to = None
        if just is not None:
            after = next_to_call(before.lines if before else (), board, just)
            to = after.id if after is not None else None
        if to is not None:
            self.table.choose(to)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what single keys mean from the panel's buttons too; Esc goes back to the list."""
        if event.key() == Qt.Key.Key_Escape and not self.table.hasFocus():
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
            self.panel.acts.print_sheet()

    def show_thing(self, thing: object) -> None:
        """Go to a call."""
        if isinstance(thing, CallLine) and not self.table.choose(thing.id):
            self.panel.show_call(thing)
        self.table.setFocus()
