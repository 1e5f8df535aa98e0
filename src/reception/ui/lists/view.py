"""Lists: the calls of a week, what came of them, and the list as a file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from reception.domain import span
from reception.domain.ids import ClinicId
from reception.ui.actions import named
from reception.ui.booking.call_card import CallCard
from reception.ui.context import Context
from reception.ui.lists.board import ListRow, WeekBoard, columns, read, rows
from reception.ui.lists.chart import PARTS, BarChart, Sample
from reception.ui.lists.figures import Figures
from reception.ui.lists.picker import WeekPicker
from reception.ui.lists.saving import Saver, Wanted
from reception.ui.screen import Screen
from reception.ui.widgets.basics import beside_or_below, button, card, column, label, row, scrolled
from reception.ui.widgets.dialog import present
from reception.ui.widgets.empty import Empty
from reception.ui.widgets.table import Table


class ListsScreen(Screen):
    """The week's list under its chart and figures; Ctrl+E saves it as Excel."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.board: WeekBoard | None = None
        self._chosen: date | None = None
        self.picker = WeekPicker()
        self.saver = Saver(context)
        self.chart = BarChart(context.theme)
        self.figures = Figures()
        self.table = Table("Calls of the week", context.theme, columns(context.privacy), height=34)
        context.privacy.turned.connect(self.table.tell_again)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.setMinimumHeight(180)
        self.table.setCornerWidget(QWidget())
        self.caption = label("", "small", wrap=True)
        self.empty = Empty(
            "No calls in this week",
            "Here are the calls of a week, and what came of them, to read and to save for Excel. "
            "Alt+Left and Alt+Right show other weeks; Ctrl+N books a call.",
            button("Book a call", "Ctrl+N", "primary", lambda: context.go("book")),
        )
        self._lay_out()
        self.picker.chosen.connect(self.go_to)
        self.chart.opened.connect(self.go_to)
        self.table.opened.connect(self._open_call)
        self.saver.written.connect(lambda shown: self._refresh_if_shown())
        for name in ("earlier", "later"):
            QShortcut(named(name).key, self, self.acts()[name])
        self.start_at(self.table)

    # ---- laying out

    def _lay_out(self) -> None:
        self._title = label("Weekly call list", "title")
        self._buttons = QWidget()
        self._buttons.setLayout(
            row(
                button("Save as CSV", run=partial(self.save, "csv")),
                button("Save as Excel", "Ctrl+E", "primary", partial(self.save, "xlsx")),
            )
        )
        self._head = QGridLayout()
        self._head.setHorizontalSpacing(12)
        self._head.setColumnStretch(1, 1)
        self._cards = row(self._chart_card(), self._figures_card(), gap=12)
        self._cards.setStretch(0, 1)
        self._overview = QWidget()
        self._overview.setLayout(self._cards)
        frame, inside = card(margins=(1, 4, 1, 4), gap=0)
        inside.addWidget(self.table)
        inside.addWidget(self.empty)
        self._whole = column(self._head, self.saver, frame, self.caption, gap=12)
        self._whole.setContentsMargins(16, 16, 16, 8)
        self._whole.setStretch(2, 1)
        page = QWidget()
        page.setLayout(self._whole)
        self.setLayout(column(scrolled(page)))
        self.arrange(False)

    def arrange(self, is_narrow: bool) -> None:
        """Put things side by side; in a narrow window below one another, the rows before the overview."""
        for one in (self._title, self.picker, self._buttons):
            self._head.removeWidget(one)
        self._head.addWidget(self._title, 0, 0)
        self._head.addWidget(self.picker, int(is_narrow), 0 if is_narrow else 1, 1, 3 if is_narrow else 1)
        self._head.addWidget(self._buttons, 0, 2)
        self.picker.narrow(is_narrow)
        beside_or_below(self._cards, is_narrow)
        self._whole.removeWidget(self._overview)
        self._whole.insertWidget(4 if is_narrow else 2, self._overview)

    def _chart_card(self) -> QFrame:
        frame, inside = card(gap=6)
        legend = row(gap=6)
        for part, name in enumerate(PARTS):
            legend.addWidget(Sample(part, self.context.theme))
            legend.addWidget(label(name, "small"))
        heading = label("Calls and what came of them, by week", "heading", wrap=True)
        top = row(heading, legend, gap=12)
        top.setStretch(0, 1)
        told = label("", "small", wrap=True)
        self.chart.pointed.connect(told.setText)
        inside.addLayout(top)
        inside.addWidget(self.chart, 1)
        inside.addWidget(told)
        return frame

    def _figures_card(self) -> QFrame:
        frame, inside = card()
        inside.addWidget(label("The week in figures", "heading"))
        inside.addWidget(self.figures)
        frame.setMinimumWidth(300)
        return frame

    # ---- what is shown

    @property
    def monday(self) -> date:
        """Return the first day of the week that is shown; unless somebody chose one, it is this week."""
        return self._chosen or span.monday(self.context.today())

    def go_to(self, monday: date | None) -> None:
        """Show another week, or this week."""
        self._chosen = None if monday == span.monday(self.context.today()) else monday
        self.saver.clear()
        self.refresh()

    def refresh(self) -> None:
        """Read the week again."""
        self.picker.show_week(self.monday)
        monday, clinic = self.monday, self.context.clinic
        question = partial(read, monday=monday, clinic=clinic, now=self.context.now())
        self.context.background.ask(self, question, partial(self._told, (monday, clinic)))

    def _told(self, asked: tuple[date, ClinicId | None], board: WeekBoard) -> None:
        if asked != (self.monday, self.context.clinic):
            return
        self.board = board
        lines = board.shown.lines
        self.table.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        self.table.show_values(rows(board.shown))
        self.figures.show_totals(board.totals)
        self.chart.show_bars(board.bars)
        self.caption.setText(_caption(board))

    def _open_call(self, shown: ListRow) -> None:
        present(CallCard(self.window(), self.context, shown.line))

    # ---- doing

    def acts(self) -> dict[str, Callable[[], object]]:
        """Return what can be done with the week that is shown."""
        return {
            "earlier": partial(self.picker.turn, -1),
            "later": partial(self.picker.turn, 1),
            "now": partial(self.go_to, None),
        }

    def save(self, format_: str) -> None:
        """Ask where to save the week that is shown, as `xlsx` or `csv`."""
        self.saver.ask(Wanted(self.monday, self.context.clinic, self.context.clinic_name(), format_))

    def export_it(self, format_: str = "xlsx") -> None:
        """Save the week that is shown."""
        self.save(format_)

    def print_it(self) -> None:
        """Say how to print the list."""
        self.context.notice.emit(
            "Save the list as Excel with Ctrl+E and print it there: it is set up for landscape pages."
        )

    def show_thing(self, thing: object) -> None:
        """Go to the week of a day, or save this week (`export xlsx`, `export csv`)."""
        if isinstance(thing, date):
            self.go_to(span.monday(thing))
        elif thing in ("export xlsx", "export csv"):
            self.go_to(None)
            self.save(str(thing).removeprefix("export "))


def _caption(board: WeekBoard) -> str:
    """Return what the rows are, in which time, and when they were read."""
    shown, totals = board.shown, board.totals
    calls = "1 call" if totals.calls == 1 else f"{totals.calls} calls"
    count = "1 row" if len(shown.lines) == 1 else f"{len(shown.lines)} rows"
    told = f"{count}: {calls} booked, {totals.cancelled or 'none'} cancelled" if shown.lines else "No rows"
    made = f"{span.day_text(span.london_day(shown.made_at), year=True)}, {span.clock(shown.made_at)}"
    return f"{told} · {shown.clinic or 'all clinics'} · Times are London time · Made {made}"
