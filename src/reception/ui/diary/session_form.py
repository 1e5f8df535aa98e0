"""Add an extra session: a clinician, a clinic, one day, from and to; its slots are there at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, time
from functools import partial

from PySide6.QtWidgets import QCheckBox, QWidget

from reception.domain.availability import LONGEST_MINUTES, SHORTEST_MINUTES, Availability
from reception.domain.clinic import hours_text
from reception.domain.clinician import Clinician
from reception.domain.errors import Obstacle, Refusal
from reception.domain.ids import AvailabilityId, ClinicianId, ClinicId
from reception.services import sessions
from reception.services.sessions import Before
from reception.storage.reader import Reader
from reception.ui.context import Context
from reception.ui.widgets import field, numbers
from reception.ui.widgets.banner import Banner
from reception.ui.widgets.basics import label, row
from reception.ui.widgets.days import day_field
from reception.ui.widgets.dialog import Dialog
from reception.ui.widgets.field import Field
from reception.ui.widgets.times import time_field

USUAL_MINUTES, USUAL_LENGTH = 15, 60
"""Minutes of a slot, and of a session, that the form begins with."""
USUAL_START = 9 * 60


@dataclass(frozen=True)
class Start:
    """What the form begins with: a day, and where they are known who, where, and the minute of the day."""

    day: date
    clinician: ClinicianId | None = None
    clinic: ClinicId | None = None
    minute: int | None = None


class SessionForm(Dialog):
    """Says what is unusual before; on a holiday, a closed day or leave it asks whether the day is worked.

    `added` is told of the session once it is there.
    """

    shows_nobody = True

    def __init__(
        self,
        parent: QWidget,
        context: Context,
        start: Start,
        added: Callable[[Availability], object] = lambda session: None,
    ) -> None:
        super().__init__(parent, "Add an extra session", do="Add", note="On one day alone", width=480)
        self._context, self._added = context, added
        self._asked: Availability | None = None
        minute = start.minute if start.minute is not None else USUAL_START
        self.clinician = field.choice("Clinician", [])
        self.clinic = field.choice("Clinic", [(one.name, one.id) for one in context.clinics])
        today = context.today()
        self.day = day_field("Day", max(start.day, today), today=today, least=today, field="valid_from")
        self.starts = time_field("From", _clock(minute), field="starts")
        self.ends = time_field("To", _clock(min(minute + USUAL_LENGTH, 23 * 60 + 59)), field="ends")
        self.length = Field(
            "Slot, minutes", numbers.number(SHORTEST_MINUTES, LONGEST_MINUTES, USUAL_MINUTES, step=5)
        )
        self.told, self.warning = label("", "muted", wrap=True), Banner()
        self.works = Field("", QCheckBox(""))
        self._lay_out()
        self._connect()
        self.clinic.input.setCurrentIndex(max(0, self.clinic.input.findData(start.clinic or context.clinic)))
        self.starts.setFocus()
        context.background.ask(self, _read, partial(self._know, start), self.refuse)

    def _lay_out(self) -> None:
        self.body.addLayout(row(self.clinician, self.clinic, gap=10))
        self.body.addLayout(row(self.day, self.starts, self.ends, self.length, gap=10))
        self.body.addWidget(self.told)
        self.body.addWidget(self.warning)
        self.body.addWidget(self.works)
        self.works.caption.hide()
        self.works.hide()
        self.know(
            {
                "starts": self.starts, "ends": self.ends, "slot_minutes": self.length, "valid_from": self.day,
                "works": self.works,
            }
        )  # fmt: skip

    def _connect(self) -> None:
        for one in (self.day, self.starts, self.ends):
            one.input.changed.connect(self._ask)
        for box in (self.clinician, self.clinic):
            box.input.currentIndexChanged.connect(self._ask)
        self.length.input.valueChanged.connect(self._ask)
        self.works.input.toggled.connect(self.works.clear_refusal)

    def _know(self, start: Start, people: Sequence[Clinician]) -> None:
        """Offer who makes calls, the one of the column first chosen."""
        for one in people:
            self.clinician.input.addItem(one.name, one.id)
        self.clinician.input.setCurrentIndex(max(0, self.clinician.input.findData(start.clinician)))
        self._ask()

    def typed(self) -> Availability:
        """Return the session as it was typed; refuse what cannot be read."""
        if self.clinician.input.currentData() is None or self.clinic.input.currentData() is None:
            raise Refusal("Add a clinic and a clinician first.")
        day = self.day.input.day
        return Availability(
            id=AvailabilityId(0),
            clinician=self.clinician.input.currentData(),
            clinic=self.clinic.input.currentData(),
            weekday=day.weekday(),
            starts=self.starts.input.value,
            ends=self.ends.input.value,
            slot_minutes=self.length.input.value(),
            valid_from=day,
            valid_to=day,
        )

    # ---- before

    def _ask(self) -> None:
        """Ask what there is to know of it, while it is typed."""
        try:
            self._asked = self.typed()
        except Obstacle:
            self._asked = None
            self._tell("")
            return
        question = partial(sessions.before, now=self._context.now(), wanted=self._asked)
        told, failed = partial(self._show, self._asked), partial(self._refused, self._asked)
        self._context.background.ask(self, question, told, failed)

    def _show(self, asked: Availability, found: Before) -> None:
        if asked != self._asked:
            return
        self.clear_refusals()
        clocks = f" {found.clocks}." if found.clocks else ""
        self._tell(f"{found.slots} slot{'' if found.slots == 1 else 's'}, there at once.{clocks}", found)

    def _refused(self, asked: Availability, obstacle: Obstacle) -> None:
        """Say what is in the way below the fields; whoever types goes on."""
        if asked == self._asked:
            self._tell(obstacle.sentence)

    def _tell(self, text: str, found: Before | None = None) -> None:
        self.told.setText(text)
        clinic = next(
            (one for one in self._context.clinics if one.id == self.clinic.input.currentData()), None
        )
        is_outside = found is not None and found.is_outside_hours and clinic is not None
        hours = (
            f"{clinic.name} is open {hours_text(clinic)}: this is outside. You can still add it."
            if clinic
            else ""
        )
        self.warning.say(hours if is_outside else "", "warn")
        reasons = found.reasons if found is not None else ()
        if not reasons:
            self.works.input.setChecked(False)
        self.works.input.setText("It is worked all the same")
        self.works.input.setAccessibleName(f"{'; '.join(reasons)}. It is worked all the same")
        self.works.setVisible(bool(reasons))
        if reasons:
            self.told.setText(f"{text} {'; '.join(reasons)}: where it is worked, the rota holds too.")

    # ---- doing

    def submit(self) -> None:
        """Add it, as one change."""
        self.clear_refusals()
        try:
            wanted = self.typed()
        except Obstacle as obstacle:
            self.refuse(obstacle)
            return
        self.busy(True)
        act = partial(sessions.add, wanted=wanted, works_anyway=self.works.input.isChecked())
        self._context.background.do(self, act, lambda change: self._done(wanted), self.refuse)

    def _done(self, session: Availability) -> None:
        """Leave, and let the session be shown."""
        self.accept()
        self._added(session)


def _read(reader: Reader) -> list[Clinician]:
    return [one for one in reader.all(Clinician) if not one.retired]


def _clock(minute: int) -> time:
    return time(*divmod(minute, 60))
