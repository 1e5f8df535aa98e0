"""Find a free slot: what would suit, and the first free time of each of the next ten days that do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from functools import partial

from PySide6.QtCore import QDate, QTime
from PySide6.QtWidgets import QDateEdit, QPushButton, QTimeEdit, QWidget

from reception.domain import span
from reception.domain.clinician import Clinician
from reception.domain.ids import SlotId
from reception.domain.wish import FreeWish
from reception.services import free_days
from reception.services.free_days import FreeDay
from reception.storage.reader import Reader
from reception.ui.context import Context
from reception.ui.widgets import field
from reception.ui.widgets.basics import button, label, row
from reception.ui.widgets.dialog import Dialog
from reception.ui.widgets.field import Field
from reception.ui.widgets.numbers import clock
from reception.ui.widgets.table import Column, Table

WIDTH, ROW, HEAD = 620, 34, 34
"""Pixels: of the form, of a row, and of the names of the columns with the edges."""
LOW, LEAST_ROWS = 700, 4
"""Pixels: of a screen too low for all the days at once; and how many are seen there."""
FIRST, LAST = QTime(0, 0), QTime(23, 59)


class FindForm(Dialog):
    """The wish above, the days below; the arrows walk them, and Enter books the one that is chosen."""

    shows_nobody = True

    def __init__(self, parent: QWidget, context: Context, book: Callable[[SlotId], object]) -> None:
        super().__init__(parent, "Find a free slot", do="Book it", width=min(WIDTH, parent.width() - 40))
        self._context, self._book = context, book
        self._asked: object = None
        self.leave.setText("Close")
        self._build_wish()
        columns = [
            Column("Day", lambda one: span.day_text(one.day), bold=True, width=110),
            Column("First free", lambda one: span.clock(one.first.slot.starts_at), width=90),
            Column("Clinic", lambda one: one.first.clinic.name, width=120),
            Column("Clinician", lambda one: one.first.clinician.name),
            Column("Free", lambda one: str(len(one.slots)), width=60, right=True),
        ]
        self.table = Table("Free days", context.theme, columns, height=ROW)
        is_low = self.screen().availableGeometry().height() < LOW
        self.table.setMinimumHeight((LEAST_ROWS if is_low else free_days.DAYS) * ROW + HEAD)
        self.table.opened.connect(lambda one: self.submit())
        self.told = label("Looking…", "muted", wrap=True)
        self.body.addWidget(self.told)
        self.body.addWidget(self.table, 1)
        context.background.ask(self, lambda reader: reader.all(Clinician), self._know_people, self.refuse)
        self.table.setFocus()
        self.look()

    def _build_wish(self) -> None:
        clinics: list[tuple[str, object]] = [("All clinics", None)]
        clinics += [(one.name, one) for one in self._context.clinics]
        self.clinic = field.choice("Clinic", clinics)
        ids = [None, *(one.id for one in self._context.clinics)]
        chosen = ids.index(self._context.clinic) if self._context.clinic in ids else 0
        self.clinic.input.setCurrentIndex(chosen)
        self.clinician = field.choice("Clinician", [("Anybody", None)])
        today = self._context.today()
        self.first = Field("From", QDateEdit(QDate(today.year, today.month, today.day)))
        self.first.input.setCalendarPopup(True)
        self.first.input.setDisplayFormat("ddd d MMM yyyy")
        self.after, self.before = (_time(name, at) for name, at in (("After", FIRST), ("Before", LAST)))
        self.days = [_day_button(number, self.look) for number in range(7)]
        self.body.addLayout(row(self.clinic, self.clinician, gap=10))
        self.body.addLayout(row(self.first, self.after, self.before, gap=10))
        self.body.addLayout(row(label("Only on", "small"), *self.days, None, gap=4))
        self.know({"from": self.first})
        self.clinic.input.currentIndexChanged.connect(lambda *_: self.look())
        self.clinician.input.currentIndexChanged.connect(lambda *_: self.look())
        self.first.input.dateChanged.connect(lambda *_: self.look())
        self.after.input.timeChanged.connect(lambda *_: self.look())
        self.before.input.timeChanged.connect(lambda *_: self.look())

    def _know_people(self, people: list[Clinician]) -> None:
        for one in people:
            if not one.retired:
                self.clinician.input.addItem(one.name, one)

    # ---- the wish

    @property
    def wish(self) -> FreeWish:
        """Return what would suit, as it stands in the fields."""
        clinic = self.clinic.input.currentData()
        after, before = _read(self.after.input), _read(self.before.input)
        return FreeWish(
            today=self._context.today(),
            clinics=(clinic,) if clinic is not None else (),
            weekdays=tuple(number for number, made in enumerate(self.days) if made.isChecked()),
            after=after if after != _clock(FIRST) else None,
            before=before if before != _clock(LAST) else None,
        )

    def look(self) -> None:
        """Look again; what was asked before and comes late is not shown."""
        first, clinician = self.first.input.date(), self.clinician.input.currentData()
        wish = self.wish
        self.clear_refusals()
        if wish.after is not None and wish.before is not None and wish.before <= wish.after:
            self._show(None, [])
            self.told.setText("The time it should be before is not later than the time it should be after.")
            return
        self._asked = asked = object()
        question = partial(
            _read_days,
            wish=wish,
            context=self._context,
            first=date(first.year(), first.month(), first.day()),
            clinician=clinician,
        )
        self._context.background.ask(self, question, partial(self._show, asked), self.refuse)

    def _show(self, asked: object, found: list[FreeDay]) -> None:
        if asked is not None and asked is not self._asked:
            return
        self._asked = None if asked is None else self._asked
        self.table.show_values(found)
        self.doing.setEnabled(bool(found))
        count = "1 day" if len(found) == 1 else f"The next {len(found)} days"
        nothing = "Nothing is free that suits. Ask for less, or publish more weeks: Diary, Publish."
        self.told.setText(f"{count} with something free." if found else nothing)

    def submit(self) -> None:
        """Open the booking form on the first free slot of the day that is chosen."""
        chosen = self.table.current
        if chosen is not None:
            self.accept()
            self._book(chosen.first.id)


def _read_days(
    reader: Reader, wish: FreeWish, context: Context, first: date, clinician: Clinician | None
) -> list[FreeDay]:
    chosen = clinician.id if clinician is not None else None
    return free_days.next_days(reader, wish, context.now(), from_day=first, clinician=chosen)


def _time(name: str, at: QTime) -> Field[QTimeEdit]:
    return Field(name, clock(at))


def _clock(at: QTime) -> time:
    return time(at.hour(), at.minute())


def _read(edit: QTimeEdit) -> time:
    return _clock(edit.time())


def _day_button(number: int, look: Callable[[], object]) -> QPushButton:
    made = button(span.DAY_NAMES[number], kind="segment", name=f"Only on {span.DAY_NAMES_LONG[number]}")
    made.setProperty("place", "only")
    made.setCheckable(True)
    made.toggled.connect(lambda *_: look())
    return made
