"""The menus of the diary where there is no slot: on an empty place, on a column above, on a time at the left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QHeaderView

from reception.domain import span
from reception.ui import forms
from reception.ui.actions import named
from reception.ui.diary.chosen import Chosen, chosen_in, count_text
from reception.ui.diary.layout import Place
from reception.ui.widgets import menus
from reception.ui.widgets.menus import Line

if TYPE_CHECKING:
    from reception.ui.diary.view import DiaryScreen

Lines = list[Line | None]


class PlaceMenu(QObject):
    """Opens them by the right button of the mouse, that of an empty place also by the menu key."""

    def __init__(self, screen: DiaryScreen) -> None:
        super().__init__(screen)
        self._screen, self._grid = screen, screen.grid
        self._grid.place_menu_asked.connect(self._on_place)
        days, times = self._grid.horizontalHeader(), self._grid.verticalHeader()
        for header, lines in ((days, self._of_lane), (times, self._of_time)):
            header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            header.customContextMenuRequested.connect(partial(self._on_header, header, lines))

    def _on_place(self, place: Place, at: QPoint) -> None:
        lane = self._grid.model_.grid.lanes[place[1]]
        clock = self._grid.model_.grid.clock(place[0])
        said = Line(f"No slot at {span.day_text(lane.day)} {clock}")
        menus.pop_up(self._screen, [said, None, *self._of_lane(place[1], place[0])], at)

    def _on_header(self, header: QHeaderView, lines: Callable[[int], Lines], at: QPoint) -> None:
        number = header.logicalIndexAt(at)
        if number >= 0:
            menus.pop_up(self._screen, lines(number), header.mapToGlobal(at))

    # ---- what stands in them

    def _of_lane(self, number: int, row: int | None = None) -> Lines:
        """Return what can be done with a day, and with what is to come of whoever works in a lane, from a row on."""
        grid = self._grid.model_.grid
        lane = grid.lanes[number]
        day = span.day_text(lane.day)
        showing: Lines = [] if not self._screen.days.is_week else [
            Line(f"Open {day}", act=partial(self._open_day, lane.day))
        ]  # fmt: skip
        showing.append(Line("Go to a date…", named("date").key, self._screen.days.ask))
        if self._grid.read_only:
            return showing
        to_come = {place for place, cell in grid.cells.items() if place[1] == number and not cell.is_over}
        paper = Line(f"Print the list of {day}…", act=partial(self._screen.cell_acts.print_day, lane.day))
        whose = f" of {lane.title}" if lane.clinician is not None else ""
        return [
            *self._of_all(chosen_in(grid, to_come), f"{whose}, {day}"),
            *self._screen.day_acts.lines((row, number)),
            None,
            *showing,
            None,
            paper,
            Line("Publish slots…", act=self._screen.publish),
        ]

    def _of_time(self, number: int) -> Lines:
        """Return what can be done with a time in all columns, and how high the rows are."""
        grid, acts = self._grid.model_.grid, ("larger", "smaller", "usual size")
        there = {place for place, cell in grid.cells.items() if place[0] == number and not cell.is_over}
        steps = {"larger": 1, "smaller": -1, "usual size": 0}
        heights = [
            Line(named(act).text, named(act).key, partial(self._grid.zoom_by, steps[act])) for act in acts
        ]
        if self._grid.read_only:
            return [*heights]
        at = f" at {grid.clock(number)} in all columns"
        return [*self._of_all(chosen_in(grid, there), at), *heights]

    def _of_all(self, chosen: Chosen, which: str) -> Lines:
        """Return what can be done with several slots at once, where there are any."""
        acts: tuple[tuple[str, tuple[object, ...], Callable[[], object]], ...] = (
            ("Block", chosen.to_block, partial(forms.block, self._screen, *chosen.to_block)),
            ("Withdraw", chosen.to_withdraw, partial(forms.withdraw, self._screen, *chosen.to_withdraw)),
        )
        found: Lines = [
            Line(f"{verb} {count_text(len(those))}{which}…", act=act) for verb, those, act in acts if those
        ]
        release = chosen.to_release
        if release:
            act = partial(self._screen.cell_acts.slots.give_back, release)
            found.insert(1, Line(f"Release {count_text(len(release))}{which}", act=act))
        return [*found, None] if found else []

    def _open_day(self, day: date) -> None:
        """Show one day alone, with the cursor on it."""
        self._screen.views.take("day")
        self._screen.days.show(day)
