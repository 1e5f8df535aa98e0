"""Find a free slot: what would suit, and the first free time of each of the next ten days that do, with all others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from reception.desk import Desk
from reception.domain.clinician import Clinician
from reception.domain.ids import ClinicianId, ClinicId, SlotId
from reception.domain.wish import FreeWish
from reception.services import free_days
from reception.services.free_days import FreeDay
from reception.ui.context import Context
from reception.ui.diary.find_wish import WishFields
from reception.ui.diary.free_table import ROW, FreeLine, FreeTable
from reception.ui.widgets.basics import label
from reception.ui.widgets.dialog import Dialog

WIDTH, HEAD = 620, 34
"""Pixels: of the form, and of the names of the columns with the edges."""
LOW, LEAST_ROWS = 700, 4
"""Pixels: of a screen too low for all the days at once, where the wish is one line; and how many are seen there."""
HOW = "→ shows all times of a day."


class FindForm(Dialog):
    """The wish above, the days below; the arrows walk days and times, and Enter takes the one that is chosen.

    `take` is called with the slot, by whoever asked for one: to book it, or to move a call there.
    """

    shows_nobody = True

    def __init__(
        self,
        parent: QWidget,
        context: Context,
        take: Callable[[SlotId], object],
        *,
        do: str = "Book it",
        clinic: ClinicId | None = None,
    ) -> None:
        room = parent.screen().availableGeometry()
        super().__init__(parent, "Find a free slot", do=do, width=min(WIDTH, room.width() - 40))
        self._context, self._take = context, take
        self._asked: object = None
        self.leave.setText("Close")
        self.wish = WishFields(context, clinic or context.clinic)
        self.table = FreeTable(context.theme)
        self._is_low = room.height() < LOW
        self.wish.fold(self._is_low)
        self.table.setMinimumHeight((LEAST_ROWS if self._is_low else free_days.DAYS) * ROW + HEAD)
        self.table.opened.connect(lambda one: self.submit())
        self.told = label("Looking…", "muted", wrap=True)
        self.body.addWidget(self.wish)
        self.body.addWidget(self.told)
        self.body.addWidget(self.table, 1)
        self.know({"from": self.wish.first})
        context.background.ask(self, lambda reader: reader.all(Clinician), self.wish.know_people, self.refuse)
        self.wish.changed.connect(self.look)
        self.table.setFocus()
        self.look()

    def look(self) -> None:
        """Look again; what was asked before and comes late is not shown."""
        wish = self.wish.wish
        self.clear_refusals()
        doubt = self.wish.doubt
        if doubt is not None:
            self._asked = None
            self._show(None, [])
            self.told.setText(doubt.sentence)
            self.told.show()
            return
        self._asked = asked = object()
        work = partial(_read_days, wish=wish, first=self.wish.from_day, clinician=self.wish.by)
        self._context.background.run(self, work, partial(self._show, asked), self.refuse)

    def _show(self, asked: object, found: list[FreeDay]) -> None:
        if asked is not self._asked:
            return
        self._asked = None
        self.table.show_days(found)
        self.doing.setEnabled(bool(found))
        count = "1 day" if len(found) == 1 else f"The next {len(found)} days"
        nothing = "Nothing is free that suits. Ask for less, or publish more weeks: Diary, Publish."
        self.told.setText(f"{count} with something free. {HOW}" if found else nothing)
        self.told.setVisible(not (found and self._is_low))

    def submit(self) -> None:
        """Hand over the slot that is chosen; an Enter that is faster than the answer only goes to the days."""
        if self._asked is not None:
            self.table.setFocus()
            return
        chosen: FreeLine | None = self.table.current
        if chosen is not None:
            self.accept()
            self._take(chosen.slot.id)


def _read_days(desk: Desk, wish: FreeWish, first: date, clinician: ClinicianId | None) -> list[FreeDay]:
    """Read what is free for this desk, what it holds itself included."""
    with desk.store.read() as reader:
        return free_days.next_days(
            reader, wish, desk.clock(), from_day=first, clinician=clinician, token=desk.history.token
        )
