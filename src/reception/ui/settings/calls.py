"""Calls: how often and when a patient is tried, and what each result leads to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtWidgets import QWidget

from reception.domain.call import CancelledBy, Result
from reception.domain.errors import Obstacle
from reception.domain.next_try import AFTERNOON
from reception.domain.organisation import LONGEST_PAUSE, MOST_ATTEMPTS, Organisation, tries_text
from reception.services import organisation
from reception.ui.context import Context
from reception.ui.settings.meanwhile import meanwhile
from reception.ui.settings.reasons import ReasonsForm
from reception.ui.settings.section import Facts, Section
from reception.ui.widgets import numbers
from reception.ui.widgets.basics import button, card, label, row
from reception.ui.widgets.dialog import Dialog, present
from reception.ui.widgets.field import Field
from reception.ui.widgets.table import Column, Table
from reception.ui.words import OUTCOME_STATES


@dataclass(frozen=True)
class Consequence:
    """What a result does to the call, and when the patient is tried next."""

    id: int
    result: Result
    call: str
    following: str


CONSEQUENCES = (
    (Result.CONSULTATION_BOOKED, "Done", "–"),
    (Result.CALL_BACK, "Stays booked", "At the time the patient asked for"),
    (
        Result.NO_ANSWER,
        "Stays booked",
        "Computed, see above; after the last try you can close it as not reached",
    ),
    (Result.VOICEMAIL, "Stays booked", "The same as no answer"),
    (Result.NOT_SUITABLE, "Done", "–"),
    (Result.WRONG_NUMBER, "Stays booked", "When the number has been put right"),
    (Result.DO_NOT_CALL, "Done", "Never: the patient is marked"),
)


class CallsSection(Section):
    """The policy in plain words, with a form to change it; results and reasons as they are."""

    def __init__(self, context: Context) -> None:
        super().__init__(
            context, "Calls: tries and results", "What happens when a patient cannot be reached."
        )
        self.policy: Organisation | None = None
        self.change_button = button("Change…", run=self.change)
        self.change_button.setEnabled(False)
        self.add_tools(None, self.change_button)
        self.facts = Facts()
        frame, inside = card()
        inside.addLayout(self.facts)
        self.body.addWidget(frame)
        self.body.addWidget(label("What each result leads to", "heading"))
        self.table = Table("Results of a call", context.theme, _columns(), height=34)
        self.table.show_values([Consequence(number, *one) for number, one in enumerate(CONSEQUENCES)])
        self.table.setMinimumHeight(34 * len(CONSEQUENCES) + 34)
        table_frame, table_inside = card(margins=(1, 4, 1, 4), gap=0)
        table_inside.addWidget(self.table)
        self.body.addWidget(table_frame, 1)
        self.reasons_button = button("Change the reasons…", run=self.change_reasons)
        self.reasons_button.setEnabled(False)
        self.body.addLayout(row(label("Cancelling asks who and why", "heading"), None, self.reasons_button))
        self.reasons = Facts()
        self.body.addLayout(self.reasons)

    def refresh(self) -> None:
        """Read the policy again."""
        self.context.background.ask(self, organisation.get, self._told)

    def _told(self, policy: Organisation) -> None:
        self.policy = policy
        self.change_button.setEnabled(True)
        self.reasons_button.setEnabled(True)
        for by in CancelledBy:
            self.reasons.tell(f"By the {by}", f"{', '.join(policy.reasons(by))}, or any other words")
        count, pause = policy.attempts, policy.minutes_between_attempts
        self.facts.tell("Tries", f"{count}, then the call can be closed as not reached" if count > 1 else "1")
        self.facts.tell("On one day", f"At most two, at least {pause} minutes apart" if count > 1 else "One")
        self.facts.tell(
            "On another day",
            f"In the other half of the day: from opening, or from {AFTERNOON}:00" if count > 2 else "None",
        )
        self.facts.tell("Never", "On a day the calling clinic is closed, or outside its opening hours")

    def change(self) -> None:
        """Open the form of the policy."""
        if self.policy is not None:
            present(TriesForm(self.window(), self.context, self.policy))

    def change_reasons(self) -> None:
        """Open the form of the reasons for cancelling."""
        if self.policy is not None:
            present(ReasonsForm(self.window(), self.context, self.policy))


def _columns() -> list[Column]:
    return [
        Column(
            "Result", lambda one: one.result.words, chip=lambda one: OUTCOME_STATES[one.result], width=190
        ),
        Column("The call", lambda one: one.call, width=130),
        Column("Next try", lambda one: one.following),
    ]


class TriesForm(Dialog):
    """How many tries, how far apart."""

    shows_nobody = True

    def __init__(self, parent: QWidget, context: Context, policy: Organisation) -> None:
        super().__init__(parent, "Tries to reach a patient", do="Save")
        self._context, self._policy = context, policy
        self.count = Field("Tries", numbers.number(1, MOST_ATTEMPTS, policy.attempts))
        self.pause = Field(
            "Minutes between two on one day",
            numbers.number(1, LONGEST_PAUSE, policy.minutes_between_attempts),
        )
        self.body.addLayout(row(self.count, self.pause, gap=10))
        self.body.addWidget(
            label("Counts from the next result that is recorded; times already set stay.", "small", wrap=True)
        )
        self.know({"attempts": self.count, "minutes": self.pause})
        self.count.input.setFocus()
        self.count.input.selectAll()

    def submit(self) -> None:
        """Save it, for every desk of the diary."""
        self.clear_refusals()
        self.busy(True)
        new = replace(
            self._policy,
            attempts=self.count.input.value(),
            minutes_between_attempts=self.pause.input.value(),
        )
        act = partial(organisation.edit, seen=self._policy, new=new)
        self._context.background.do(self, act, lambda change: self.accept(), self.refuse)

    def refuse(self, obstacle: Obstacle) -> None:
        """Say what is in the way, and what somebody else made of it."""
        said, now = meanwhile(obstacle, Organisation, tries_text)
        if now is not None:
            self._policy = now
        super().refuse(said)


def section(context: Context) -> Section:
    """Make the section."""
    return CallsSection(context)
