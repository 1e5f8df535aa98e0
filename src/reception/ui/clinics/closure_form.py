"""The form of a closure: of one clinic, or of every one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from reception.domain.change import Change
from reception.domain.clinic import Clinic
from reception.domain.closure import EVERYWHERE, Closure
from reception.domain.errors import Refusal
from reception.domain.ids import ClosureId
from reception.services import closures
from reception.services.history import History
from reception.ui.clinics.absence_form import AbsenceForm
from reception.ui.context import Context
from reception.ui.widgets import field

CHOOSE = "Choose which clinic"


class ClosureForm(AbsenceForm):
    """Days on which a clinic, or every clinic, is closed; without a `clinic` which one is for a person to say."""

    def __init__(self, parent: QWidget, context: Context, clinic: Clinic | None) -> None:
        super().__init__(parent, context, "Add a closure", "Close these days", "Closed")
        clinics = [*context.clinics]
        if clinic is not None and clinic.id not in {one.id for one in clinics}:
            clinics.append(clinic)
        choices: list[tuple[str, object]] = [] if clinic is not None else [(CHOOSE, CHOOSE)]
        choices += [*((one.name, one) for one in clinics), (EVERYWHERE, None)]
        self.where = field.choice("What closes", choices)
        ids = [getattr(one, "id", None) for _, one in choices]
        self.where.input.setCurrentIndex(ids.index(clinic.id) if clinic is not None else 0)
        self.where.input.currentIndexChanged.connect(lambda *_: self.ask())
        self.know({"clinic": self.where})
        self.lay_out(self.where)

    def _where(self) -> Clinic | None:
        chosen = self.where.input.currentData()
        if chosen == CHOOSE:
            raise Refusal("Choose which clinic closes, or all of them.", field="clinic")
        return chosen if isinstance(chosen, Clinic) else None

    def typed(self) -> Closure:
        """Return the closure as it was typed; refuse what cannot be read, and none chosen."""
        where = self._where()
        return Closure(id=ClosureId(0), clinic=where.id if where else None, **self.days())

    def act(self) -> Callable[[History], Change]:
        """Return what adds the closure."""
        return partial(closures.close, closure=self.typed(), clinic=self._where(), named=self.named)
