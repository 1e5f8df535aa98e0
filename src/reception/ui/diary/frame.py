"""How the diary is laid out: days and views above, strips, the grid or the list, and cards beside or below it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QLayout, QPushButton, QTableView, QWidget

from reception.ui.actions import named
from reception.ui.diary.acts import VIEWS
from reception.ui.diary.side import WIDTH
from reception.ui.diary.top import Top
from reception.ui.widgets.basics import button, card, column, give_keys_after_mouse, row
from reception.ui.widgets.beside import Beside

if TYPE_CHECKING:
    from reception.ui.diary.listing import DayList
    from reception.ui.diary.view import DiaryScreen

LOWEST_GRID = 260
"""Pixels: the least height of the grid where the cards stand below it."""
GAP, NARROW_GAP, NARROW_TOP = 12, 4, 6
"""Pixels between what stands below one another, there and where the cards stand below too, and above all of it."""


class DiaryFrame:
    """Puts the parts of the screen where they belong; `list` is there once it was shown in place of the grid."""

    def __init__(self, screen: DiaryScreen) -> None:
        self._screen = screen
        self.list: DayList | None = None
        self._followed: tuple[int, int] | None = None
        around, self._inside = card(margins=(1, 1, 1, 4))
        self._inside.addWidget(screen.grid)
        self._strips = (screen.away, screen.rescue, screen.holidays, screen.past.banner, screen.banner)
        self._left = column(self._top(), *self._strips, around, gap=GAP)
        self._left.setStretchFactor(around, 1)
        screen.beside.setLayout(column(screen.side, self._links(), gap=2))
        lowest: dict[QWidget, int] = {around: LOWEST_GRID}
        self._parts = Beside(self._left, screen.beside, width=WIDTH, lowest=lowest, narrow_top=NARROW_TOP)
        screen.setLayout(column(self._parts))
        screen.grid.moved.connect(self._follow)
        for told in (screen.to_move.told, screen.grid.shown):
            told.connect(self._mark_parked)

    def _top(self) -> Top:
        """Return which days are shown, and in which view, with what is begun from here."""
        screen, days = self._screen, self._screen.days
        turning = (
            button("‹", run=partial(days.turn, -1), name="Earlier"),
            button("Today", run=days.go_today),
            button("›", run=partial(days.turn, 1), name="Later"),
        )
        for made in (*turning, *screen.views.buttons):
            give_keys_after_mouse(made, screen.grid)
        for made, view in zip(screen.views.buttons, VIEWS, strict=True):
            act = named(f"{view} view")
            made.setToolTip(f"{act.text} ({act.key})")
        screen.of_now.setLayout(
            row(
                button("Find free", "Ctrl+F", run=partial(screen.context.go, "free")),
                button("Book a call", "Ctrl+N", "primary", screen.book),
            )
        )
        which = row(screen.heading, self._calendar(), row(*turning, gap=0), None, gap=6)
        return Top(which, row(screen.views, None, screen.of_now, gap=6))

    def _mark_parked(self) -> None:
        """Mark the calls that are on the pinboard now; an earlier moment says nothing of it."""
        screen, grid = self._screen, self._screen.grid
        parked = screen.to_move.ids if screen.past.at is None else frozenset()
        if parked != grid.model_.parked:
            grid.model_.parked = parked
            grid.viewport().update()
            grid.shown.emit()

    def _calendar(self) -> QPushButton:
        theme = self._screen.context.theme
        made = button("", "", run=self._screen.days.ask, name=f"Go to a date ({named('date').key})")
        made.setIcon(theme.icon("diary"))
        theme.changed.connect(lambda: made.setIcon(theme.icon("diary")))
        return made

    def _links(self) -> QLayout:
        """Return what is done more rarely, in one row; the keys are told by the mouse."""
        screen = self._screen
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

    def arrange(self, is_narrow: bool) -> None:
        """Put the cards beside the grid, or below it; what stands above it leaves it as much room as it can."""
        self._parts.arrange(is_narrow)
        self._left.setSpacing(NARROW_GAP if is_narrow else GAP)
        for strip in self._strips:
            strip.squeeze(is_narrow)

    def show_view(self) -> None:
        """Show the grid with lanes as wide as the view wants them, or the list in its place."""
        screen, grid = self._screen, self._screen.grid
        view = str(screen.views.value)
        if view == "list" and self.list is None:
            from reception.ui.diary.listing import DayList

            self.list = DayList(screen.context.theme, grid)
            self._inside.addWidget(self.list)
            self.list.chosen.connect(self._follow)
        had_keys = grid.hasFocus()
        grid.arrange(view)
        if self.list is not None:
            grid.setFocusProxy(self.list if view == "list" else None)  # type: ignore[arg-type]
        shown, hidden = (self.list, grid) if view == "list" else (grid, self.list)
        for part in (shown, hidden):
            if part is not None:
                part.setVisible(part is shown)
        if had_keys:
            grid.setFocus()

    @property
    def _shown(self) -> QTableView:
        """Return the grid, or the list in its place."""
        return self._screen.grid if self.list is None or self.list.isHidden() else self.list

    def _follow(self) -> None:
        """Keep the cursor in sight where the keys move it and the page is too high for the window.

        The mouse is on what it clicks already, and a cursor that stays calls nobody back who looks at the cards below.
        Where it begins the page is shown from its upper end.
        """
        index = self._shown.currentIndex()
        place = index.row(), index.column()
        is_moved = self._followed not in (None, place) or self._screen.grid.begins.in_middle
        self._followed = place
        if is_moved and self._shown.hasFocus() and not QApplication.mouseButtons():
            self.show_cursor()

    def show_cursor(self) -> None:
        """Scroll the page to the cell of the cursor, as far as the grid shows it."""
        inside = self._shown.viewport()
        self._parts.show_place(inside, self._shown.visualRect(self._shown.currentIndex()) & inside.rect())
