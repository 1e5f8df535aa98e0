"""The form of a weekly rule: when and where a clinician calls, and how long a slot is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from functools import partial

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QCheckBox, QDateEdit, QLineEdit, QWidget

from reception.domain import availability as rules
from reception.domain import span
from reception.domain.availability import Availability
from reception.domain.clinic import Clinic, hours_text
from reception.domain.errors import Obstacle, Refusal
from reception.services import slots
from reception.ui.context import Context
from reception.ui.settings import layout
from reception.ui.settings.meanwhile import meanwhile
from reception.ui.widgets import field, numbers
from reception.ui.widgets.banner import Banner
from reception.ui.widgets.basics import label, row
from reception.ui.widgets.dialog import Dialog
from reception.ui.widgets.field import Field

MOST_WEEKS_APART = 8
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


class RuleForm(Dialog):
    """Enter saves; what is outside the opening hours is said before, and allowed."""

    def __init__(self, parent: QWidget, context: Context, asked: Asked) -> None:
        is_new = asked.seen is None
        title = "Add availability" if is_new else "Edit availability"
        super().__init__(parent, title, do="Add" if is_new else "Save", note=asked.whose, width=520)
        self._context, self._asked = context, asked
        rule = asked.start
        self.clinic = field.choice("Clinic", [(clinic.name, clinic.id) for clinic in asked.clinics])
        self.clinic.input.setCurrentIndex(max(0, self.clinic.input.findData(rule.clinic)))
        self.day = field.choice("Day", [(name, number) for number, name in enumerate(span.DAY_NAMES_LONG)])
        self.day.input.setCurrentIndex(rule.weekday)
        self.days = [QCheckBox(name) for name in span.DAY_NAMES]
        self.starts = field.line("From", f"{rule.starts:%H:%M}", "09:00")
        self.ends = field.line("To", f"{rule.ends:%H:%M}", "12:00")
        self.length = Field(
            "Slot, minutes",
            numbers.number(rules.SHORTEST_MINUTES, rules.LONGEST_MINUTES, rule.slot_minutes, step=5),
        )
        self.gap = Field("Gap, minutes", numbers.number(0, rules.LONGEST_MINUTES, rule.gap_minutes, step=5))
        self.repeat = field.choice("Repeats", REPEATS)
        self.repeat.input.setCurrentIndex(rule.every_weeks - 1)
        self.first = Field("Valid from", _day(rule.valid_from))
        self.last = Field("Last day", _day(rule.valid_to or rule.valid_from))
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
            self.days[self._asked.start.weekday].setChecked(True)
            for number, box in enumerate(self.days):
                box.setAccessibleName(span.DAY_NAMES_LONG[number])
            self.body.addLayout(row(label("On", "small"), *self.days, None, gap=12))
        self.body.addLayout(row(self.starts, self.ends, self.length, self.gap, gap=10))
        self.body.addLayout(row(self.first, self.ends_once, self.last, None, gap=10))
        self.body.addWidget(self.told)
        self.body.addWidget(self.warning)
        self.know(
            {
                "starts": self.starts, "ends": self.ends, "slot_minutes": self.length, "gap_minutes": self.gap,
                "every_weeks": self.repeat, "valid_from": self.first, "valid_to": self.last,
            }
        )  # fmt: skip
        self.last.setVisible(self.ends_once.isChecked())

    def _connect(self) -> None:
        self.ends_once.toggled.connect(self.last.setVisible)
        for line in (self.starts, self.ends):
            line.input.textChanged.connect(lambda: self._preview())
        for spin in (self.length, self.gap):
            spin.input.valueChanged.connect(lambda: self._preview())
        for box in (self.clinic, self.day, self.repeat):
            box.input.currentIndexChanged.connect(lambda: self._preview())
        for day in self.days:
            day.toggled.connect(lambda: self._preview())

    # ---- what was typed

    def _weekdays(self) -> list[int]:
        if self._asked.seen is not None:
            return [self.day.input.currentIndex()]
        return [number for number, box in enumerate(self.days) if box.isChecked()]

    def _typed(self) -> Availability:
        """Return the rule as it was typed, on the first of its weekdays; refuse what cannot be read."""
        weekdays = self._weekdays()
        if not weekdays:
            raise Refusal("Choose at least one day of the week.")
        return replace(
            self._asked.start,
            clinic=self.clinic.input.currentData(),
            weekday=weekdays[0],
            starts=_clock(self.starts.input, "starts"),
            ends=_clock(self.ends.input, "ends"),
            slot_minutes=self.length.input.value(),
            gap_minutes=self.gap.input.value(),
            every_weeks=self.repeat.input.currentData(),
            valid_from=_date(self.first.input),
            valid_to=_date(self.last.input) if self.ends_once.isChecked() else None,
        )

    def _preview(self) -> None:
        """Say what the rule comes to, and what is unusual about it."""
        try:
            rule = self._typed()
        except Obstacle:
            self.told.setText("")
            self.warning.say("")
            return
        fits = rule.starts < rule.ends
        each = " on each day" if len(self._weekdays()) > 1 else ""
        self.told.setText(f"{layout.slots_text(rule)}{each}. Slots change when you publish." if fits else "")
        clinic = next(one for one in self._asked.clinics if one.id == rule.clinic)
        outside = [
            span.DAY_NAMES_LONG[day]
            for day in self._weekdays()
            if rules.is_outside_hours(replace(rule, weekday=day), clinic)
        ]
        said = f"{clinic.name} is open {hours_text(clinic)}: outside on {', '.join(outside)}. You can still save it."
        self.warning.say(said if outside and fits else "", "warn")

    def submit(self) -> None:
        """Save what was typed."""
        self.clear_refusals()
        try:
            rule = self._typed()
        except Obstacle as obstacle:
            self.refuse(obstacle)
            return
        self.busy(True)
        seen = self._asked.seen
        if seen is None:
            act = partial(slots.add_availability, rule=rule, weekdays=self._weekdays())
        else:
            act = partial(slots.edit_availability, seen=seen, new=rule)
        self._context.background.do(self, act, lambda change: self.accept(), self.refuse)

    def refuse(self, obstacle: Obstacle) -> None:
        """Say what is in the way, and what somebody else made of it."""
        said, now = meanwhile(obstacle, Availability, rules.text)
        if now is not None:
            self._asked = replace(self._asked, seen=now)
        super().refuse(said)


def _clock(line: QLineEdit, name: str) -> time:
    """Read a time of day; a bare hour is a whole one."""
    text = line.text().strip().replace(".", ":")
    return span.parse_clock(
        f"{text}:00" if text.isascii() and text.isdigit() and len(text) <= 2 else text, field=name
    )


def _day(day: date) -> QDateEdit:
    made = QDateEdit(QDate(day.year, day.month, day.day))
    made.setCalendarPopup(True)
    made.setDisplayFormat("ddd d MMM yyyy")
    return made


def _date(edit: QDateEdit) -> date:
    day = edit.date()
    return date(day.year(), day.month(), day.day())
