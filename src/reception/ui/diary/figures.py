"""What publishing comes to, in three figures and in words: opened, withdrawn, booked calls that no longer fit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from reception.domain import span
from reception.services.publishing import Proposal, waiting_text
from reception.ui.privacy import Privacy
from reception.ui.widgets.basics import chip, column, label, row, set_chip


class Figures(QWidget):
    """Chips, and below them lines of words; `named` calls are named."""

    def __init__(self, named: int, privacy: Privacy) -> None:
        super().__init__()
        self._named, self._privacy = named, privacy
        self._shown: tuple[Proposal, Sequence[str]] | None = None
        privacy.turned.connect(self._tell_again)
        self.opening, self.withdrawing, self.conflicting = chip("", "done"), chip(), chip("", "bad")
        self.told = label("", "muted", wrap=True)
        self.setLayout(column(row(self.opening, self.withdrawing, self.conflicting, None), self.told, gap=6))
        for one in (self.opening, self.withdrawing, self.conflicting, self.told):
            one.hide()

    def tell(self, told: Proposal, lines: Sequence[str] = ()) -> None:
        """Show what a proposal comes to, and more lines after the calls that it leaves to be moved."""
        self._shown = told, lines
        plan, lost = told.plan, len(told.calls)
        set_chip(self.opening, _count(plan.offered, "slot", "opened", "+ "), "done")
        set_chip(self.withdrawing, _count(len(plan.withdrawing), "free slot", "withdrawn"), "neutral")
        set_chip(self.conflicting, f"{lost} booked call{_s(lost)} would no longer fit" if lost else "", "bad")
        calls = calls_text(told, self._named, self._privacy) if lost else ""
        shown = [line for line in (calls, waiting_text(plan), *lines) if line]
        self.told.setText("\n".join(shown))
        self.told.setVisible(bool(shown))

    def _tell_again(self) -> None:
        if self._shown is not None:
            self.tell(*self._shown)


def calls_text(told: Proposal, named: int, privacy: Privacy) -> str:
    """Return which calls stay booked and are to be moved, by patient, time and clinic, and why."""
    names = [
        f"{privacy.name(line.patient.name)}, {span.moment_text(line.slot.starts_at)}, {line.clinic.name} – "
        f"{told.plan.why(line.slot.id)}"
        for line in told.calls[:named]
    ]
    more = len(told.calls) - named
    listed = "; ".join(names) + (f"; and {more} more" if more > 0 else "")
    return (
        f"Stays booked, so move the call: {listed}."
        if len(told.calls) == 1
        else (f"Stay booked, so move these calls: {listed}.")
    )


def _s(count: int) -> str:
    return "" if count == 1 else "s"


def _count(count: int, thing: str, done: str, sign: str = "") -> str:
    return f"{sign}{count:,} {thing}{_s(count)} {done}" if count else ""
