"""Publish slots: from which day, how many weeks, and what it would change before it does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from PySide6.QtWidgets import QWidget

from reception.domain.change import Change
from reception.domain.clinic import Clinic
from reception.domain.errors import Obstacle, Refusal
from reception.domain.gap import OpenDay
from reception.domain.holiday import Decision, Undecided
from reception.domain.ids import OpenDayId
from reception.domain.organisation import Organisation
from reception.domain.publishing import Plan
from reception.services import availability, holidays, organisation, publishing
from reception.services.history import History
from reception.services.publishing import Proposal, Supposing
from reception.storage.reader import Reader
from reception.ui.context import Context
from reception.ui.diary.figures import Figures
from reception.ui.diary.holiday_questions import HolidayQuestions
from reception.ui.diary.left_out import LeftOutDays, others_text
from reception.ui.widgets.banner import Banner
from reception.ui.widgets.basics import button, label, restyle, row
from reception.ui.widgets.days import day_field
from reception.ui.widgets.dialog import Dialog
from reception.ui.widgets.field import Field
from reception.ui.widgets.numbers import number

WEEKS, MOST_TYPED = 8, 999
"""More weeks than are published can be typed, so that it is said how many are, and no figure is dropped in silence."""
NAMED, WARNED = 8, 4
"""Calls and warnings that are told one by one."""
HEADING, BELOW = "Bank holidays: is each of them worked?", 4
"""What stands above the questions, and pixels between a field and a sentence below it."""
EXAMPLE = "The rota is still an example: change it to yours, or keep it, in Settings, Availability, before you publish."


@dataclass(frozen=True)
class Asked:
    """The weeks to publish, what was said of bank holidays, and the closed days to work on all the same."""

    first: date
    weeks: int
    opening: tuple[OpenDay, ...] = ()
    decisions: tuple[Decision, ...] = ()

    @property
    def opened(self) -> list[OpenDay]:
        """Return every day that would be left out, and is to be worked."""
        worked = (one for one in self.decisions if one.is_open)
        new = (OpenDay(id=OpenDayId(0), day=one.day, clinic=one.clinic) for one in worked)
        return [*self.opening, *new]


@dataclass(frozen=True)
class Told:
    """What is left out without those days, what publishing with them would do, and whether the rota is the example.

    `undecided` are the bank holidays of which nobody has said whether they are worked.
    """

    plan: Plan
    proposal: Proposal
    undecided: tuple[Undecided, ...]
    is_example: bool
    clinics: Sequence[Clinic]


def read(reader: Reader, now: datetime, asked: Asked) -> Told:
    """Return what publishing would change."""
    plan = opened = publishing.plan(reader, now, first=asked.first, weeks=asked.weeks)
    if asked.opened:
        supposing = Supposing(opened=asked.opened)
        opened = publishing.plan(reader, now, first=asked.first, weeks=asked.weeks, supposing=supposing)
    return Told(
        plan=plan,
        proposal=publishing.proposal(reader, opened),
        undecided=holidays.undecided(reader, plan.first, plan.last),
        is_example=any(rule.example for rule in availability.rota(reader)),
        clinics=reader.all(Clinic),
    )


class HolidayField(Field[HolidayQuestions]):
    """The questions about bank holidays; their heading says what is refused, so that nothing below it moves."""

    def __init__(self) -> None:
        super().__init__(HEADING, HolidayQuestions())
        self._refused = ""
        self.caption.setWordWrap(True)
        restyle(self.caption, "kind", "heading")

    def say(self, sentence: str) -> None:
        """Say what is wrong in place of the heading."""
        self._refused = sentence
        self.caption.setMinimumHeight(self.caption.height())
        self._head(sentence, "refusal")

    def clear_refusal(self) -> None:
        """Put the heading back."""
        if self._refused:
            self._refused = ""
            self._head(HEADING, "heading")

    def _head(self, text: str, kind: str) -> None:
        self.caption.setText(text)
        restyle(self.caption, "kind", kind)
        self.input.setAccessibleDescription(self._refused)

    @property
    def refusal(self) -> str:
        """Return what is wrong, or nothing."""
        return self._refused


class PublishForm(Dialog):
    """Shows what publishing would do; Enter does it, once it is said of each bank holiday whether it is worked.

    A line is kept free below the fields for what is refused there.
    """

    shows_nobody = True

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(parent, "Publish slots", do="Publish", width=520)
        self._context = context
        self._wanted: Asked | None = None
        self._shown: Asked | None = None
        today = context.today()
        self.first = day_field("From", today, today=today, least=today, field="from")
        self.weeks = Field("Weeks", number(1, MOST_TYPED, WEEKS))
        self.body.addLayout(row(self.first, self.weeks, gap=10))
        self.figures, self.left_out = Figures(NAMED, context.privacy), LeftOutDays()
        self.asking = HolidayField()
        self.questions = self.asking.input
        self.know({"from": self.first, "weeks": self.weeks, "holidays": self.asking})
        self.example = Banner(button("Show the rota", run=self._show_rota))
        self.body.addWidget(self.example)
        self.body.addWidget(label("What publishing will change", "heading"))
        self.body.addWidget(self.figures)
        self.body.addWidget(self.asking)
        self.body.addWidget(self.left_out)
        self._show_questions(is_asked=False)
        self._keep_room()
        self.first.input.changed.connect(lambda: self._ask())
        self.weeks.input.valueChanged.connect(lambda: self._ask())
        for part in (self.left_out, self.questions):
            part.chosen.connect(self._ask)
        self.questions.finished.connect(self.doing.setFocus)
        context.news.connect(self._ask)
        self.weeks.input.setFocus()
        context.background.ask(self, organisation.get, self._know_weeks)
        self._ask()

    def _know_weeks(self, policy: Organisation) -> None:
        if self.weeks.input.value() == WEEKS:
            self.weeks.input.setValue(policy.weeks_ahead)

    def _asked(self) -> Asked:
        opening, decisions = tuple(self.left_out.opening()), self.questions.decisions()
        return Asked(self.first.input.day, self.weeks.input.value(), opening, decisions)

    def _ask(self) -> None:
        self._wanted = None
        try:
            self._wanted = asked = self._asked()
        except Refusal:
            self.figures.hide()
            return
        question = partial(read, now=self._context.now(), asked=asked)
        self._context.background.ask(self, question, partial(self._show, asked), self._refused)

    def _show(self, asked: Asked, told: Told) -> None:
        if asked != self._wanted:
            return
        if asked != self._shown:
            self.clear_refusals()  # what another desk did is no reason to: the sentence still holds
        self._shown = asked
        self.example.say(EXAMPLE if told.is_example else "", "warn")
        self.questions.ask(told.undecided, {clinic.id: clinic.name for clinic in told.clinics})
        self._show_questions(is_asked=bool(told.undecided))
        self.left_out.tell(told.plan, told.undecided, {clinic.id: clinic for clinic in told.clinics})
        if asked != self._asked():
            self._ask()
            return
        plan = told.proposal.plan
        lines = ["Everything is published already."] if plan.is_empty else []
        lines += [others_text(plan), *plan.warnings[:WARNED]]
        self.figures.tell(told.proposal, [one for one in lines if one])
        self.figures.show()
        self.doing.setEnabled(not plan.is_empty or bool(asked.opening) or bool(told.undecided))

    def _show_questions(self, *, is_asked: bool) -> None:
        for part in (self.asking, self.questions):
            part.setVisible(is_asked)

    def _keep_room(self) -> None:
        """Keep the room of a sentence below the fields, and that of the figures where none are shown."""
        for field in (self.first, self.weeks):
            field.ensurePolished()
            field.setMinimumHeight(field.sizeHint().height() + self.fontMetrics().height() + BELOW)
        kept = self.figures.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.figures.setSizePolicy(kept)

    def _refused(self, obstacle: Obstacle) -> None:
        """Say what is in the way, and nothing of what other weeks would change."""
        self.figures.hide()
        self._shown = None
        self.refuse(obstacle)

    def _show_rota(self) -> None:
        """Leave, and go where the rota is changed."""
        self.reject()
        self._context.go("settings", "availability")

    def submit(self) -> None:
        """Publish, open the days that are ticked, and keep what was said of holidays, as one change."""
        self.clear_refusals()
        try:
            asked = self._asked()
        except Refusal as refusal:
            self.refuse(refusal)
            return
        try:
            self.questions.check()
        except Refusal as refusal:
            self.refuse(refusal)
            return
        self.busy(True)

        def act(history: History) -> Change:
            done = publishing.publish(
                history,
                first=asked.first,
                weeks=asked.weeks,
                opening=asked.opening,
                decisions=asked.decisions,
            )
            return done.change or Change("Published slots", (), "nothing to change")

        self._context.background.do(self, act, lambda change: self.accept(), self.refuse)
