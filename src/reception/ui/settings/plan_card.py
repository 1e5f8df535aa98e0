"""What publishing would change, in figures and words, with the button that does it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QVBoxLayout

from reception.domain import span
from reception.domain.availability import Plan
from reception.ui.widgets.basics import button, chip, label, row, set_chip

NAMED = 3
"""How many calls that no longer fit are named; the form of publishing names more."""


class PlanCard(QFrame):
    """Three figures, the days left out, and Publish."""

    def __init__(self, publish: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("card")
        self.heading = label("What publishing would change", "heading", wrap=True)
        self.opening, self.withdrawing, self.conflicting = chip("", "done"), chip(), chip("", "bad")
        self.told = label("", "muted", wrap=True)
        body = QVBoxLayout(self)
        body.setContentsMargins(16, 12, 16, 12)
        body.setSpacing(6)
        top = row(self.heading, button("Publish…", "", "primary", publish))
        top.setStretch(0, 1)
        body.addLayout(top)
        body.addLayout(row(self.opening, self.withdrawing, self.conflicting, None))
        body.addWidget(self.told)
        for one in (self.opening, self.withdrawing, self.conflicting):
            one.hide()

    def tell(self, plan: Plan, weeks: int) -> None:
        """Show what a plan of some weeks from today comes to."""
        self.heading.setText(f"What publishing the next {weeks} weeks would change")
        set_chip(self.opening, _count(len(plan.opening), "slot", "opened", "+ "), "done")
        set_chip(self.withdrawing, _count(len(plan.withdrawing), "free slot", "withdrawn"), "neutral")
        count = len(plan.conflicts)
        set_chip(
            self.conflicting, f"{count} booked call{_s(count)} would no longer fit" if count else "", "bad"
        )
        lines = ["Nothing: all of it is published."] if plan.is_empty else []
        named = "; ".join(span.moment_text(slot.starts_at) for slot in plan.conflicts[:NAMED])
        if named:
            lines.append(f"{named}{' and more' if count > NAMED else ''}: stay booked, so move these calls.")
        if plan.left_out:
            lines.append(f"Left out: {'; '.join(map(str, plan.left_out))}.")
        self.told.setText("\n".join(lines))
        self.told.setVisible(bool(lines))


def _s(count: int) -> str:
    return "" if count == 1 else "s"


def _count(count: int, thing: str, done: str, sign: str = "") -> str:
    return f"{sign}{count:,} {thing}{_s(count)} {done}" if count else ""
