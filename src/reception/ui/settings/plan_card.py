"""What publishing would change, with the button that does it, and whether the program does it by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout, QWidget

from reception.domain.errors import Obstacle
from reception.domain.organisation import MOST_WEEKS, Organisation, ahead_text
from reception.domain.publishing import Plan
from reception.services import organisation
from reception.services.publishing import Proposal
from reception.ui.context import Context
from reception.ui.diary.figures import Figures
from reception.ui.settings.meanwhile import meanwhile
from reception.ui.widgets.basics import button, label, row
from reception.ui.widgets.dialog import Dialog
from reception.ui.widgets.field import Field
from reception.ui.widgets.numbers import number

NAMED = 3
"""How many calls that no longer fit are named; the form of publishing names more."""


class PlanCard(QFrame):
    """Three figures, the days left out, Publish, and the tick that keeps the weeks ahead published."""

    def __init__(
        self,
        publish: Callable[[], object],
        keep_ahead: Callable[[bool], object],
        choose_weeks: Callable[[], object],
    ) -> None:
        super().__init__()
        self.setObjectName("card")
        self.heading = label("What publishing would change", "heading", wrap=True)
        self.figures = Figures(NAMED)
        self.ahead = QCheckBox("")
        self.ahead.setAccessibleName("Keep the next weeks published")
        self.ahead.setToolTip("Whenever Reception opens and whenever a day begins, in its own name")
        self.ahead.clicked.connect(keep_ahead)
        self.weeks = button("Weeks…", kind="link", run=choose_weeks, name="How many weeks are published")
        body = QVBoxLayout(self)
        body.setContentsMargins(16, 12, 16, 12)
        body.setSpacing(6)
        top = row(self.heading, button("Publish…", "", "primary", publish))
        top.setStretch(0, 1)
        body.addLayout(top)
        body.addWidget(self.figures)
        body.addLayout(row(self.ahead, self.weeks, None))

    def tell(self, told: Proposal, policy: Organisation) -> None:
        """Show what a plan of the weeks from today comes to, and whether they are published by themselves."""
        weeks = _weeks(policy.weeks_ahead)
        self.heading.setText(f"What publishing the next {weeks} would change")
        self.ahead.setText(f"Keep the next {weeks} published")
        self.ahead.setAccessibleName(self.ahead.text())
        self.ahead.setChecked(policy.publishes_ahead)
        lines = ["Nothing: all of it is published."] if told.plan.is_empty else []
        self.figures.tell(told, [*lines, *_left_out(told.plan)])


def _weeks(count: int) -> str:
    return "week" if count == 1 else f"{count} weeks"


def _left_out(plan: Plan) -> list[str]:
    return [f"Left out: {'; '.join(map(str, plan.left_out))}."] if plan.left_out else []


class WeeksForm(Dialog):
    """How many weeks are published ahead, by hand or by itself."""

    def __init__(self, parent: QWidget, context: Context, policy: Organisation) -> None:
        super().__init__(parent, "How far ahead slots are published", do="Save")
        self._context, self._policy = context, policy
        self.weeks = Field("Weeks", number(1, MOST_WEEKS, policy.weeks_ahead))
        self.ahead = QCheckBox("Keep them published, without anybody pressing Publish")
        self.ahead.setChecked(policy.publishes_ahead)
        self.add("weeks", self.weeks)
        self.body.addWidget(self.ahead)
        self.weeks.input.setFocus()
        self.weeks.input.selectAll()

    def submit(self) -> None:
        """Save it, for every desk of the diary."""
        self.clear_refusals()
        self.busy(True)
        new = replace(
            self._policy, weeks_ahead=self.weeks.input.value(), publishes_ahead=self.ahead.isChecked()
        )
        act = partial(organisation.edit, seen=self._policy, new=new)
        self._context.background.do(self, act, lambda change: self.accept(), self.refuse)

    def refuse(self, obstacle: Obstacle) -> None:
        """Say what is in the way, and what somebody else made of it."""
        said, now = meanwhile(obstacle, Organisation, ahead_text)
        if now is not None:
            self._policy = now
        super().refuse(said)
