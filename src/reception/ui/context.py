"""What every screen is given: the way to the database, the look, the clinic in the filter."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from reception.domain import span
from reception.domain.change import Change
from reception.domain.clinic import Clinic
from reception.domain.ids import ClinicId, StaffId
from reception.ui.background import Background
from reception.ui.drafts import Drafts, Notes
from reception.ui.misfits import KnownMisfits
from reception.ui.privacy import Privacy
from reception.ui.theme import Theme

if TYPE_CHECKING:
    from reception.domain.look import Look


class Context(QObject):
    """Shared by the screens of one window. `filtered` tells that another clinic was chosen, `news` that
    another desk changed something.

    `drafts` keeps what was typed into a form and not done yet, and `notes` what was typed about a call. `first_looks`
    says from where on those are told of others' changes who look for the first time; `misfits` are the booked calls
    that the rota has no hours for any more. `privacy` says what may be shown of patients while others can see the
    screen. `locked` says why nothing is changed while an earlier moment is shown; else it is empty. It goes with the
    window it is given: what listens to it holds the window, and would keep it for good.
    """

    filtered = Signal()
    news = Signal()
    notice = Signal(str)
    wanted = Signal(str, object)

    def __init__(self, background: Background, theme: Theme, window: QObject) -> None:
        super().__init__(window)
        self.background = background
        self.theme = theme
        self.clinics: tuple[Clinic, ...] = ()
        self.clinic: ClinicId | None = None
        self.drafts = Drafts(background, self)
        self.notes = Notes(self.drafts)
        self.privacy = Privacy(background.settings, self)
        self.misfits = KnownMisfits(self)
        self.locked = ""
        self.first_looks: dict[StaffId, Look] = {}

    def now(self) -> datetime:
        """Return the present instant, UTC."""
        return self.background.clock()

    def today(self) -> date:
        """Return London's day."""
        return span.london_day(self.now())

    def filter_by(self, clinic: ClinicId | None) -> None:
        """Show one clinic, or all, on every screen."""
        self.clinic = clinic
        self.filtered.emit()

    @property
    def is_private(self) -> bool:
        """Tell whether others can see the screen, so that nobody is named."""
        return self.privacy.is_on

    def told(self, change: Change) -> str:
        """Return what a change did, without whom it concerns while others can see the screen."""
        return self.privacy.told(change)

    def is_locked(self) -> bool:
        """Tell whether nothing is to be changed now, and say why."""
        if self.locked:
            self.notice.emit(self.locked)
        return bool(self.locked)

    def clinic_name(self) -> str:
        """Return the name of the clinic in the filter, or nothing for all."""
        return next((clinic.name for clinic in self.clinics if clinic.id == self.clinic), "")

    def go(self, screen: str, thing: object = None) -> None:
        """Ask the window to show a screen, and there a thing."""
        self.wanted.emit(screen, thing)
