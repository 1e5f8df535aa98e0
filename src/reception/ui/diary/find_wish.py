"""What would suit: clinic, clinician, from which day, which weekdays, between which times; folded to one line."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date, time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from reception.domain import span
from reception.domain.clinician import Clinician
from reception.domain.errors import Refusal
from reception.domain.ids import ClinicianId, ClinicId
from reception.domain.time_of_day import read_clock
from reception.domain.wish import FreeWish, check_times
from reception.ui.context import Context
from reception.ui.widgets import field
from reception.ui.widgets.basics import button, column, label, row
from reception.ui.widgets.days import day_field
from reception.ui.widgets.starting import Starting

UNREAD = "Type a time like 14:30, 1430 or 2pm."


class WishFields(Starting):
    """The fields, or one line that says what is in them; `changed` tells that something else is wished for."""

    changed = Signal()

    def __init__(self, context: Context, clinic: ClinicId | None) -> None:
        super().__init__()
        self._context = context
        self._make(clinic)
        self._page, self._line = QWidget(), QWidget()
        below = row(self.first, self.after, self.before, gap=10)
        days = row(label("Only on", "small"), *self.days, None, gap=4)
        self._page.setLayout(column(row(self.clinic, self.clinician, gap=10), below, days, gap=10))
        self.summary = label("", "muted", wrap=True)
        self._unfold = button("Change…", kind="link", run=self.unfold, name="Change what would suit")
        inside = row(self.summary, self._unfold)
        inside.setStretch(0, 1)
        self._line.setLayout(inside)
        self.setLayout(column(self._page, self._line, gap=0))
        self.start_at(self.clinic.input)
        self.fold(False)

    def _make(self, clinic: ClinicId | None) -> None:
        clinics: list[tuple[str, object]] = [("All clinics", None)]
        clinics += [(one.name, one) for one in self._context.clinics]
        self.clinic = field.choice("Clinic", clinics)
        ids = [None, *(one.id for one in self._context.clinics)]
        self.clinic.input.setCurrentIndex(ids.index(clinic) if clinic in ids else 0)
        self.clinician = field.choice("Clinician", [("Anybody", None)])
        today = self._context.today()
        self.first = day_field("From", today, today=today, least=today, field="from")
        self.after, self.before = field.line("After", "", "Any time"), field.line("Before", "", "Any time")
        self.days = [_day_button(number, self._tell) for number in range(7)]
        for told in (
            self.clinic.input.currentIndexChanged,
            self.clinician.input.currentIndexChanged,
            self.first.input.changed,
            self.after.input.textChanged,
            self.before.input.textChanged,
        ):
            told.connect(lambda *_: self._tell())

    def know_people(self, people: list[Clinician]) -> None:
        """Offer the clinicians who make calls."""
        for one in people:
            if not one.retired:
                self.clinician.input.addItem(one.name, one)

    # ---- one line, or all fields

    def fold(self, is_folded: bool) -> None:
        """Show one line, or all fields."""
        self._page.setVisible(not is_folded)
        self._line.setVisible(is_folded)
        self._say()

    def unfold(self) -> None:
        """Show all fields, and go there."""
        self.fold(False)
        self.setFocus()

    def _tell(self) -> None:
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        wish = self.wish
        days = ", ".join(span.DAY_NAMES[number] for number in wish.weekdays)
        parts = [self.clinic.input.currentText(), self.clinician.input.currentText()]
        with suppress(Refusal):
            parts.append(f"from {wish.named(self.from_day)}")
        parts += [days, wish.limits]
        self.summary.setText(" · ".join(part for part in parts if part))

    # ---- the wish

    @property
    def from_day(self) -> date:
        """Return the first day; refuse what cannot be read."""
        return self.first.input.day

    @property
    def by(self) -> ClinicianId | None:
        """Return the clinician who is asked for, or None for anybody."""
        chosen: Clinician | None = self.clinician.input.currentData()
        return chosen.id if chosen is not None else None

    @property
    def wish(self) -> FreeWish:
        """Return what would suit, as it stands in the fields."""
        clinic = self.clinic.input.currentData()
        return FreeWish(
            today=self._context.today(),
            clinics=(clinic,) if clinic is not None else (),
            weekdays=tuple(number for number, made in enumerate(self.days) if made.isChecked()),
            after=_read(self.after.input),
            before=_read(self.before.input),
        )

    @property
    def doubt(self) -> Refusal | None:
        """Return what is wrong with a day or a time that cannot be read, or with the two times."""
        try:
            self.first.input.line.check()
            for name, one in (("after", self.after), ("before", self.before)):
                if one.input.text().strip() and _read(one.input) is None:
                    raise Refusal(UNREAD, field=name)
            check_times(self.wish.after, self.wish.before)
        except Refusal as refusal:
            return refusal
        return None


def _read(line: QLineEdit) -> time | None:
    """Read a time of day as people type it; none where nothing is typed, or what is no time."""
    return read_clock(line.text().strip().casefold())


def _day_button(number: int, told: Callable[[], object]) -> QPushButton:
    made = button(span.DAY_NAMES[number], kind="segment", name=f"Only on {span.DAY_NAMES_LONG[number]}")
    made.setProperty("place", "only")
    made.setCheckable(True)
    made.toggled.connect(lambda *_: told())
    return made
