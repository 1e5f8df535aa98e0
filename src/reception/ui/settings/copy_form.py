"""Copy a week of a clinician, or one day of it, to another clinician, clinic, or to other days."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial

from PySide6.QtWidgets import QCheckBox, QWidget

from reception.domain import availability as rules
from reception.domain import span
from reception.domain.availability import Availability
from reception.domain.change import Change
from reception.domain.clinic import Clinic
from reception.domain.clinician import Clinician
from reception.domain.errors import Refusal
from reception.services import availability
from reception.services.availability import Copying
from reception.services.history import History
from reception.storage.reader import Reader
from reception.ui.context import Context
from reception.ui.settings.rota_form import RotaForm, Typed
from reception.ui.widgets import field
from reception.ui.widgets.basics import label, row
from reception.ui.widgets.days import day_field

WHOLE = "The whole week"
AS_THEY_ARE = "Where they are"


class CopyForm(RotaForm):
    """The rules of one week become rules of their own; those they come from stay as they are."""

    def __init__(
        self,
        parent: QWidget,
        context: Context,
        whose: Clinician,
        clinicians: Sequence[Clinician],
        clinics: Sequence[Clinic],
    ) -> None:
        super().__init__(parent, context, "Copy a week", "Copy", whose.name)
        self._whose = whose
        self._clinics = {clinic.id: clinic.name for clinic in clinics}
        today = context.today()
        monday = span.monday(today)
        self.week = day_field("Week of", monday, today=today, field="week")
        days: list[tuple[str, object]] = [(WHOLE, None)]
        days += [(name, number) for number, name in enumerate(span.DAY_NAMES_LONG)]
        self.what = field.choice("Copy", days)
        others = [one for one in clinicians if one.id != whose.id]
        self.to = field.choice("To", [(one.name, one.id) for one in (*others, whose)])
        places: list[tuple[str, object]] = [(AS_THEY_ARE, None)]
        places += [(clinic.name, clinic.id) for clinic in clinics]
        self.clinic = field.choice("Clinic", places)
        self.days = [QCheckBox(name) for name in span.DAY_NAMES]
        self._on = QWidget()
        self.first = day_field("From", monday, today=today, field="valid_from")
        self.ends_once = QCheckBox("It ends")
        self.last = day_field("Last day", monday + timedelta(days=6), today=today, field="valid_to")
        self.told = label("", "muted", wrap=True)
        self._asked: Copying | None = None
        self._lay_out()
        self._connect()
        self._follow()

    def _lay_out(self) -> None:
        self.body.addLayout(row(self.week, self.what, gap=10))
        self.body.addLayout(row(self.to, self.clinic, gap=10))
        for number, box in enumerate(self.days):
            box.setAccessibleName(f"To {span.DAY_NAMES_LONG[number]}")
        self._on.setLayout(row(label("On", "small"), *self.days, None, gap=12))
        self.body.addWidget(self._on)
        self.lay_out_days(self.first, self.ends_once, self.last)
        self.body.addWidget(self.told)
        self.lay_out_effect()
        self.know(
            {
                "week": self.week, "day": self.what, "clinic": self.clinic, "starts": self.to,
                "valid_from": self.first, "valid_to": self.last,
            }
        )  # fmt: skip
        self.to.input.setFocus()

    def _connect(self) -> None:
        self.ends_once.toggled.connect(lambda: self._preview())
        for edit in (self.week, self.first, self.last):
            edit.input.changed.connect(lambda: self._preview())
        for box in (self.to, self.clinic):
            box.input.currentIndexChanged.connect(lambda: self._preview())
        self.what.input.currentIndexChanged.connect(lambda: self._follow())
        for day in self.days:
            day.toggled.connect(lambda: self._preview())

    def _follow(self) -> None:
        """Offer other days where a single one is copied."""
        self._on.setVisible(self.what.input.currentData() is not None)
        self._preview()

    def copying(self) -> Copying:
        """Return what was chosen; refuse what cannot be read."""
        weekday = self.what.input.currentData()
        on = frozenset(number for number, box in enumerate(self.days) if box.isChecked())
        return Copying(
            source=self._whose.id,
            week=self.week.input.day,
            weekday=weekday,
            to=self.to.input.currentData(),
            clinic=self.clinic.input.currentData(),
            weekdays=frozenset() if weekday is None else on,
            first=self.first.input.day,
            last=self.last.input.day if self.ends_once.isChecked() else None,
        )

    def _preview(self) -> None:
        """Say which rules would be added, and what that would change."""
        self.ask()
        self._asked = None
        try:
            self._asked = copying = self.copying()
        except Refusal:
            self.told.setText("")
            return
        question = partial(availability.copied, copying=copying)
        self.context.background.ask(
            self,
            question,
            partial(self._show, copying),
            lambda obstacle: self.told.setText(obstacle.sentence),
        )

    def _show(self, copying: Copying, found: Sequence[Availability]) -> None:
        if copying == self._asked:
            self.told.setText("; ".join(f"{rules.text(one)}, {self._name(one)}" for one in found))

    def _name(self, rule: Availability) -> str:
        return self._clinics.get(rule.clinic, "a retired clinic")

    def typed_rules(self) -> Callable[[Reader], Typed]:
        """Return the rules that copying would add."""
        copying = self.copying()
        return lambda reader: ((), availability.copied(reader, copying))

    def act(self, publish: bool) -> Callable[[History], Change]:
        """Return what copies."""
        return partial(availability.copy, copying=self.copying(), publish=publish)
