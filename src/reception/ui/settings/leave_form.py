"""The form of leave: who is away, and when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from reception.domain.change import Change
from reception.domain.clinician import Clinician
from reception.domain.ids import ClinicianId, LeaveId
from reception.domain.leave import Leave
from reception.services import leave
from reception.services.history import History
from reception.ui.clinics.absence_form import AbsenceForm
from reception.ui.context import Context
from reception.ui.widgets import field


class LeaveForm(AbsenceForm):
    """Days on which a clinician makes no calls at any clinic."""

    def __init__(
        self,
        parent: QWidget,
        context: Context,
        clinicians: Sequence[Clinician],
        chosen: ClinicianId | None = None,
    ) -> None:
        super().__init__(parent, context, "Add leave", "Add leave", "Away")
        self.who = field.choice("Who is away", [(one.name, one.id) for one in clinicians])
        self.who.input.setCurrentIndex(max(0, self.who.input.findData(chosen)))
        self.who.input.currentIndexChanged.connect(lambda *_: self.ask())
        self.reason.input.setPlaceholderText("Holiday, training, ill, …")
        self.lay_out(self.who)

    def typed(self) -> Leave:
        """Return the leave as it was typed."""
        return Leave(id=LeaveId(0), clinician=self.who.input.currentData(), **self.days())

    def act(self) -> Callable[[History], Change]:
        """Return what adds the leave."""
        return partial(leave.take, leave=self.typed(), named=self.named)
