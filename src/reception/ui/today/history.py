"""What happened to a call so far: its consultation, what was done when and by whom, its notes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from reception.domain import span
from reception.domain.call import Attempt, CallLine, CallStatus
from reception.services.calls import CallHistory
from reception.ui.context import Context
from reception.ui.widgets.basics import clear, column, label, row

SHOWN = 12


class HistoryView(QWidget):
    """The newest first."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._inside = column(gap=4)
        self.setLayout(self._inside)

    def show_history(self, line: CallLine, told: CallHistory) -> None:
        """Show what happened to a call."""
        clear(self._inside)
        last = told.attempts[-1] if told.attempts else None
        if last is not None and last.consultation_at is not None and line.call.status is CallStatus.DONE:
            self._inside.addWidget(label(self._consultation(last), "strong", wrap=True))
        for one in reversed(told.lines[-SHOWN:]):
            when = label(span.moment_text(one.at), "moment")
            what = label(f"{one.text} · {one.who}", "small", wrap=True)
            made = row(when, what)
            made.setAlignment(when, Qt.AlignmentFlag.AlignTop)
            made.setStretch(1, 1)
            self._inside.addLayout(made)
        more = len(told.lines) - SHOWN
        if more > 0:
            self._inside.addWidget(label(f"and {more} earlier", "small"))
        if line.call.notes:
            self._inside.addWidget(label(line.call.notes, wrap=True))

    def _consultation(self, attempt: Attempt) -> str:
        """Return when and where the consultation is."""
        known = {clinic.id: clinic.name for clinic in self._context.clinics}
        where = known.get(attempt.consultation_clinic) if attempt.consultation_clinic else None
        when = span.moment_text(attempt.consultation_at) if attempt.consultation_at else ""
        return f"Consultation {when}" + (f", {where}" if where else "")
