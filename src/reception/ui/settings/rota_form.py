"""What the forms of the rota share: what saving would change, and saving and publishing at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from reception.domain.availability import Availability
from reception.domain.change import Change
from reception.domain.errors import Obstacle
from reception.domain.ids import AvailabilityId
from reception.services import availability
from reception.services.history import History
from reception.services.publishing import Proposal
from reception.storage.reader import Reader
from reception.ui.context import Context
from reception.ui.diary.figures import Figures
from reception.ui.widgets.basics import Part, button, label, row
from reception.ui.widgets.days import DayEdit
from reception.ui.widgets.dialog import Dialog
from reception.ui.widgets.field import Field

NAMED = 4
Typed = tuple[Sequence[Availability], Sequence[Availability]]
"""The rules that go, and those that come."""


class RotaForm(Dialog):
    """Enter saves; Ctrl+Enter also publishes what it changes, where weeks are published, as one change."""

    shows_nobody = True

    def __init__(self, parent: QWidget, context: Context, title: str, do: str, note: str) -> None:
        super().__init__(parent, title, do=do, note=note, width=520)
        self.context = context
        self.figures = Figures(NAMED, context.privacy)
        self.heading = label("In the weeks that are published", "heading")
        self.both = button(f"{do} and publish", "Ctrl+Enter", run=self.publish)
        self.buttons.insertWidget(self.buttons.count() - 1, self.both)
        self._number = 0
        self._hide_effect()

    def lay_out_effect(self) -> None:
        """Put what saving would change below the fields."""
        self.body.addWidget(self.heading)
        self.body.addWidget(self.figures)

    def lay_out_days(self, first: Field[DayEdit], tick: QCheckBox, last: Field[DayEdit], *more: Part) -> None:
        """Put the first day, the tick that there is a last one, and that one, in a row; the tick stands level."""
        tick.setMinimumHeight(first.input.sizeHint().height())
        days = row(first, tick, last, None, *more, gap=10)
        days.setAlignment(tick, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(days)
        last.setVisible(tick.isChecked())
        tick.toggled.connect(last.setVisible)

    def typed_rules(self) -> Callable[[Reader], Typed]:
        """Return what finds the rules that go and come, from what was typed; refuse what cannot be read."""
        raise NotImplementedError

    def act(self, publish: bool) -> Callable[[History], Change]:
        """Return what saves; refuse what cannot be read."""
        raise NotImplementedError

    # ---- before

    def ask(self) -> None:
        """Ask what saving would change."""
        self._number += 1
        try:
            typed = self.typed_rules()
        except Obstacle:
            self._hide_effect()
            return
        question = partial(_effect, now=self.context.now(), typed=typed)
        number = self._number
        self.context.background.ask(
            self, question, partial(self._tell, number), lambda obstacle: self._tell(number, None)
        )

    def _tell(self, number: int, told: Proposal | None) -> None:
        if number != self._number:
            return
        if told is None or (told.plan.is_empty and not told.calls):
            self._hide_effect()
            return
        self.figures.tell(told)
        for one in (self.heading, self.figures):
            one.show()
        self.both.setVisible(not told.plan.is_empty)

    def _hide_effect(self) -> None:
        for one in (self.heading, self.figures, self.both):
            one.hide()

    # ---- doing

    def submit(self) -> None:
        """Save; slots change when somebody publishes."""
        self._save(publish=False)

    def publish(self) -> None:
        """Save, and publish what it changes."""
        self._save(publish=True)

    def _save(self, *, publish: bool) -> None:
        self.clear_refusals()
        try:
            act = self.act(publish)
        except Obstacle as obstacle:
            self.refuse(obstacle)
            return
        self.busy(True)
        self.context.background.do(self, act, lambda change: self.accept(), self.refuse)

    def busy(self, is_busy: bool) -> None:
        """Let nothing be done twice."""
        super().busy(is_busy)
        self.both.setEnabled(not is_busy)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Ctrl+Enter save and publish, also before it is known whether there is anything to publish."""
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if held and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.doing.isEnabled():
                self.publish()
            return
        super().keyPressEvent(event)


def _effect(reader: Reader, now: datetime, typed: Callable[[Reader], Typed]) -> Proposal | None:
    before, after = typed(reader)
    gone = {rule.id for rule in before}
    new = [
        rule if rule.id in gone else replace(rule, id=AvailabilityId(-number))
        for number, rule in enumerate(after, 1)
    ]
    return availability.effect(reader, now, before=before, after=new)
