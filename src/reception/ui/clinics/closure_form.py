"""The form of a closure: of one clinic, or of every one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QCheckBox, QWidget

from reception.domain.change import Change
from reception.domain.clinic import Clinic
from reception.domain.closure import Closure
from reception.domain.ids import ClosureId
from reception.services import closures
from reception.services.history import History
from reception.ui.clinics.absence_form import AbsenceForm
from reception.ui.context import Context


class ClosureForm(AbsenceForm):
    """Days on which a clinic, or every clinic, is closed."""

    def __init__(self, parent: QWidget, context: Context, clinic: Clinic | None) -> None:
        super().__init__(parent, context, "Add a closure", "Close these days", "Closed")
        self._clinic = clinic
        self.everywhere = QCheckBox("At every clinic")
        self.everywhere.setChecked(clinic is None)
        self.everywhere.setEnabled(clinic is not None)
        self.everywhere.toggled.connect(lambda *_: self.ask())
        self.lay_out(self.everywhere)

    def _where(self) -> Clinic | None:
        return None if self.everywhere.isChecked() else self._clinic

    def typed(self) -> Closure:
        """Return the closure as it was typed."""
        where = self._where()
        return Closure(id=ClosureId(0), clinic=where.id if where else None, **self.days())

    def act(self) -> Callable[[History], Change]:
        """Return what adds the closure."""
        return partial(closures.close, closure=self.typed(), clinic=self._where())
