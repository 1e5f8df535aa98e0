"""What the frame says of this desk: the clinics in the filter, who works here, which diary, the time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from reception import settings
from reception.domain import span
from reception.domain.clinic import Clinic
from reception.domain.errors import Obstacle
from reception.domain.ids import ClinicId
from reception.domain.staff import Staff
from reception.services import clinics

if TYPE_CHECKING:
    from reception.ui.main_window import MainWindow

BEAT = 10_000
"""Milliseconds between two looks at the clock."""


class Facts(QObject):
    """Keeps the top and the foot of the window true."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._context, self._background = window.context, window.background
        self._top, self._foot = window.top, window.foot
        self._top.filtered.connect(self._filter)
        self.beat = QTimer(self)
        self.beat.timeout.connect(self._show_time)
        self.beat.start(BEAT)
        self._show_time()

    def show_person(self) -> None:
        """Show who works at which desk."""
        self._top.show_person(self._background.staff, self._background.settings.desk)

    def know_person(self, person: Staff) -> None:
        """Show who works here from now on, and know them again at the next start, under whatever name."""
        self.show_person()
        self.remember(staff=person.name, staff_id=str(person.id))

    def read_clinics(self) -> None:
        """Read which clinics there are."""
        self._background.ask(self, clinics.all_open, self._know_clinics)

    def _know_clinics(self, found: list[Clinic]) -> None:
        known, before = tuple(found), self._context.clinics
        self._context.clinics = known
        if [(c.id, c.name) for c in known] == [(c.id, c.name) for c in before]:
            return
        self._top.clinics.set_choices(
            [(None, "All clinics"), *((clinic.id, clinic.name) for clinic in known)]
        )
        kept = settings.remembered(self._background.settings, "clinic")
        chosen = self._context.clinic or next((c.id for c in known if c.name == kept), None)
        self._top.clinics.choose(chosen)
        if before or chosen != self._context.clinic:
            self._context.filter_by(chosen)

    def _filter(self, clinic: ClinicId | None) -> None:
        self._context.filter_by(clinic)
        self.remember(clinic=self._context.clinic_name())

    def remember(self, **things: str) -> None:
        """Keep things on this PC for the next time."""
        try:
            settings.remember(self._background.settings, **things)
        except Obstacle as obstacle:
            self._context.notice.emit(obstacle.sentence)

    def _show_time(self) -> None:
        now = self._context.now()
        self._foot.time.setText(f"{span.day_text(span.london_day(now), year=True)}, {span.clock(now)}")
