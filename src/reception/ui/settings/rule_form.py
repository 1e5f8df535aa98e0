"""The form of a weekly rule: when and where a clinician calls, and how long a slot is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtWidgets import QCheckBox, QWidget

from reception.domain import availability as rules
from reception.domain import span
from reception.domain.availability import MOST_WEEKS_APART, Availability
from reception.domain.change import Change
from reception.domain.clinic import Clinic, hours_text
from reception.domain.errors import Obstacle, Refusal
from reception.services import availability
from reception.services.history import History
from reception.storage.reader import Reader
from reception.ui.context import Context
from reception.ui.settings import layout
from reception.ui.settings.meanwhile import meanwhile
from reception.ui.settings.rota_form import RotaForm, Typed
from reception.ui.widgets import field, numbers
from reception.ui.widgets.banner import Banner
from reception.ui.widgets.basics import label, row
from reception.ui.widgets.days import day_field
from reception.ui.widgets.field import Field
from reception.ui.widgets.times import time_field

REPEATS: list[tuple[str, object]] = [
    ("Every week" if weeks == 1 else f"Every {weeks} weeks", weeks)
    for weeks in range(1, MOST_WEEKS_APART + 1)
]


@dataclass(frozen=True)
class Asked:
    """Whose rule it is, the clinics to choose from, and the rule the form starts with; `seen` is None for a new one."""

    whose: str
    clinics: Sequence[Clinic]
    start: Availability
    seen: Availability | None = None


class RuleForm(RotaForm):
    """Enter saves; what is outside the opening hours is said before, and allowed."""

    def __init__(self, parent: QWidget, context: Context, asked: Asked) -> None:
        is_new = asked.seen is None
        title = "Add availability" if is_new else "Edit availability"
        super().__init__(parent, context, title, "Add" if is_new else "Save", asked.whose)
        self.asked = asked
        rule = asked.start
        self.clinic = field.choice("Clinic", [(clinic.name, clinic.id) for clinic in asked.clinics])
        self.clinic.input.setCurrentIndex(max(0, self.clinic.input.findData(rule.clinic)))
        self.day = field.choice("Day", [(name, number) for number, name in enumerate(span.DAY_NAMES_LONG)])
        self.day.input.setCurrentIndex(rule.weekday)
        self.days = [QCheckBox(name) for name in span.DAY_NAMES]
        self.starts = time_field("From", rule.starts, field="starts")
        self.ends = time_field("To", rule.ends, field="ends")
        self.length = Field(
            "Slot, minutes",
            numbers.number(rules.SHORTEST_MINUTES, rules.LONGEST_MINUTES, rule.slot_minutes, step=5),
        )
        self.gap = Field("Gap, minutes", numbers.number(0, rules.LONGEST_MINUTES, rule.gap_minutes, step=5))
        self.repeat = field.choice("Repeats", REPEATS)
        self.repeat.input.setCurrentIndex(rule.every_weeks - 1)
        before = numbers.number(0, rules.MOST_DAYS_BEFORE, rule.opens_days_before, zero="At once")
        self.opens = Field("Opens, days before", before)
        self.opens.input.setToolTip("How many days before their day the slots open for booking, at midnight")
        today = context.today()
        self.first = day_field("Valid from", rule.valid_from, today=today, field="valid_from")
        self.last = day_field("Last day", rule.valid_to or rule.valid_from, today=today, field="valid_to")
        self.ends_once = QCheckBox("It ends")
        self.ends_once.setChecked(rule.valid_to is not None)
        self.told, self.warning = label("", "muted", wrap=True), Banner()
        self._lay_out(is_new)
        self._connect()
        self._preview()
        self.clinic.input.setFocus()

    def _lay_out(self, is_new: bool) -> None:
        self.body.addLayout(row(self.clinic, self.day, self.repeat, gap=10))
        self.day.setVisible(not is_new)
        if is_new:
            self.days[self.asked.start.weekday].setChecked(True)
            for number, box in enumerate(self.days):
                box.setAccessibleName(span.DAY_NAMES_LONG[number])
            self.body.addLayout(row(label("On", "small"), *self.days, None, gap=12))
        self.body.addLayout(row(self.starts, self.ends, self.length, self.gap, gap=10))
        self.lay_out_days(self.first, self.ends_once, self.last, self.opens)
        self.body.addWidget(self.told)
        self.body.addWidget(self.warning)
        self.lay_out_effect()
        self.know(
            {
                "starts": self.starts, "ends": self.ends, "slot_minutes": self.length, "gap_minutes": self.gap,
                "every_weeks": self.repeat, "valid_from": self.first, "valid_to": self.last,
                "clinic": self.clinic, "opens_days_before": self.opens,
            }
        )  # fmt: skip

    def _connect(self) -> None:
        for edit in (self.starts, self.ends, self.first, self.last):
            edit.input.changed.connect(lambda: self._preview())
        self.ends_once.toggled.connect(lambda: self._preview())
        for spin in (self.length, self.gap, self.opens):
            spin.input.valueChanged.connect(lambda: self._preview())
        for box in (self.clinic, self.day, self.repeat):
            box.input.currentIndexChanged.connect(lambda: self._preview())
        for day in self.days:
            day.toggled.connect(lambda: self._preview())

    # ---- what was typed

    def _weekdays(self) -> list[int]:
        if self.asked.seen is not None:
            return [self.day.input.currentIndex()]
        return [number for number, box in enumerate(self.days) if box.isChecked()]

    def _typed(self) -> Availability:
        """Return the rule as it was typed, on the first of its weekdays; refuse what cannot be read."""
        weekdays = self._weekdays()
        if not weekdays:
            raise Refusal("Choose at least one day of the week.")
        return replace(
            self.asked.start,
            clinic=self.clinic.input.currentData(),
            weekday=weekdays[0],
            starts=self.starts.input.value,
            ends=self.ends.input.value,
            slot_minutes=self.length.input.value(),
            gap_minutes=self.gap.input.value(),
            every_weeks=self.repeat.input.currentData(),
            opens_days_before=self.opens.input.value(),
            valid_from=self.first.input.day,
            valid_to=self.last.input.day if self.ends_once.isChecked() else None,
        )

    def _preview(self) -> None:
        """Say what the rule comes to, what is unusual about it, and what saving would change."""
        self.ask()
        try:
            rule = self._typed()
            rules.check_hours(rule)
            rules.check_days(rule.valid_from, rule.valid_to)
            for weekday in self._weekdays():
                rules.check_holds(replace(rule, weekday=weekday))
        except Obstacle:
            self.told.setText("")
            self.warning.say("")
            return
        each = " on each day" if len(self._weekdays()) > 1 else ""
        self.told.setText(f"{layout.slots_text(rule)}{each}. Slots change when you publish.")
        clinic = next(one for one in self.asked.clinics if one.id == rule.clinic)
        outside = [
            span.DAY_NAMES_LONG[day]
            for day in self._weekdays()
            if rules.is_outside_hours(replace(rule, weekday=day), clinic)
        ]
        said = f"{clinic.name} is open {hours_text(clinic)}: outside on {', '.join(outside)}. You can still save it."
        self.warning.say(said if outside else "", "warn")

    def typed_rules(self) -> Callable[[Reader], Typed]:
        """Return the rule as it was, where it was there, and what becomes of it."""
        before = [self.asked.seen] if self.asked.seen is not None else []
        rule, weekdays = self._typed(), self._weekdays()
        after = [rule] if before else availability.on_weekdays(rule, weekdays)
        return lambda reader: (before, after)

    def act(self, publish: bool) -> Callable[[History], Change]:
        """Return what saves the rule that was typed."""
        rule, seen = self._typed(), self.asked.seen
        if seen is None:
            return partial(availability.add, rule=rule, weekdays=self._weekdays(), publish=publish)
        return partial(availability.edit, seen=seen, new=rule, publish=publish)

    def refuse(self, obstacle: Obstacle) -> None:
        """Say what is in the way, and what somebody else made of it."""
        said, now = meanwhile(obstacle, Availability, rules.text)
        if now is not None:
            self.asked = replace(self.asked, seen=now)
        super().refuse(said)
