"""What publishing would change, with the button that does it, and whether the program does it by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial

from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout, QWidget

from reception.domain import span
from reception.domain.errors import Obstacle
from reception.domain.organisation import Organisation, ahead_text
from reception.domain.publishing import Plan
from reception.services import organisation, publishing
from reception.services.publishing import Proposal
from reception.storage.reader import Reader
from reception.ui.context import Context
from reception.ui.diary.figures import Figures
from reception.ui.diary.publish import MOST_TYPED, PublishForm
from reception.ui.settings.meanwhile import meanwhile
from reception.ui.widgets.basics import button, label, row
from reception.ui.widgets.dialog import Dialog, present
from reception.ui.widgets.field import Field
from reception.ui.widgets.numbers import number

NAMED = 3
"""How many calls that no longer fit are named; the form of publishing names more."""


class PlanCard(QFrame):
    """Three figures, the days left out, Publish, and the tick that keeps the weeks ahead published."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._policy: Organisation | None = None
        self.setObjectName("card")
        self.heading = label("What publishing would change", "heading", wrap=True)
        self.figures = Figures(NAMED, context.privacy)
        self.ahead = QCheckBox("")
        self.ahead.setAccessibleName("Keep the next weeks published")
        self.ahead.setToolTip("Whenever Reception opens and whenever a day begins, in its own name")
        self.ahead.clicked.connect(self.keep_ahead)
        self.weeks = button("Weeks…", kind="link", run=self.choose_weeks, name="How many weeks are published")
        body = QVBoxLayout(self)
        body.setContentsMargins(16, 12, 16, 12)
        body.setSpacing(6)
        top = row(self.heading, button("Publish…", "", "primary", self.publish))
        top.setStretch(0, 1)
        body.addLayout(top)
        body.addWidget(self.figures)
        body.addLayout(row(self.ahead, self.weeks, None))

    def ask(self, policy: Organisation) -> None:
        """Ask what publishing the weeks from today would change."""
        self._policy = policy
        question = partial(_proposal, now=self._context.now(), weeks=policy.weeks_ahead)
        self._context.background.ask(self, question, partial(self._tell, policy))

    def _tell(self, policy: Organisation, told: Proposal) -> None:
        if policy is not self._policy:
            return
        weeks = _weeks(policy.weeks_ahead)
        self.heading.setText(f"What publishing the next {weeks} would change")
        self.ahead.setText(f"Keep the next {weeks} published")
        self.ahead.setAccessibleName(self.ahead.text())
        self.ahead.setChecked(policy.publishes_ahead)
        lines = ["Nothing: all of it is published."] if told.plan.is_empty else []
        self.figures.tell(told, [*lines, *_left_out(told.plan)])

    def publish(self) -> None:
        """Open the form that publishes."""
        present(PublishForm(self.window(), self._context))

    def keep_ahead(self, is_wished: bool) -> None:
        """Publish by itself from now on, or by hand again."""
        policy = self._policy
        if policy is not None and policy.publishes_ahead != is_wished:
            new = replace(policy, publishes_ahead=is_wished)
            self._context.background.do(self, partial(organisation.edit, seen=policy, new=new))

    def choose_weeks(self) -> None:
        """Open the form of how far ahead is published."""
        if self._policy is not None:
            present(WeeksForm(self.window(), self._context, self._policy))


def _proposal(reader: Reader, now: datetime, weeks: int) -> Proposal:
    plan = publishing.plan(reader, now, first=span.london_day(now), weeks=weeks)
    return publishing.proposal(reader, plan)


def _weeks(count: int) -> str:
    return "week" if count == 1 else f"{count} weeks"


def _left_out(plan: Plan) -> list[str]:
    return [f"Left out: {'; '.join(map(str, plan.left_out))}."] if plan.left_out else []


class WeeksForm(Dialog):
    """How many weeks are published ahead, by hand or by itself."""

    shows_nobody = True

    def __init__(self, parent: QWidget, context: Context, policy: Organisation) -> None:
        super().__init__(parent, "How far ahead slots are published", do="Save")
        self._context, self._policy = context, policy
        self.weeks = Field("Weeks", number(1, MOST_TYPED, policy.weeks_ahead))
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
