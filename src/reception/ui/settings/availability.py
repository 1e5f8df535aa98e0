"""Availability: who calls when and where, week by week, and what publishing would make of it."""

from __future__ import annotations

from datetime import time
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QWidget

from reception.domain import span
from reception.domain.availability import Availability
from reception.domain.clinician import Clinician
from reception.domain.ids import AvailabilityId, ClinicianId
from reception.services import availability
from reception.ui.context import Context
from reception.ui.settings import layout
from reception.ui.settings.board import WeekBoard
from reception.ui.settings.copy_form import CopyForm
from reception.ui.settings.plan_card import PlanCard
from reception.ui.settings.remove_form import RemoveForm
from reception.ui.settings.rota import Rota, example_text, read
from reception.ui.settings.rule_form import Asked, RuleForm
from reception.ui.settings.section import Chooser, Section
from reception.ui.widgets.banner import Banner
from reception.ui.widgets.basics import button, card, label, row
from reception.ui.widgets.dialog import present
from reception.ui.widgets.empty import Empty
from reception.ui.widgets.segments import Segments
from reception.ui.widgets.table import Column, Table

WEEK, LIST, NOTHING = range(3)


class AvailabilitySection(Section):
    """One clinician's week as a board or as a list; every change can be taken back."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "Availability")
        self.rota = Rota()
        self.who = Chooser("Clinician")
        self.as_ = Segments("Show", [(WEEK, "Week"), (LIST, "List")])
        self.example = Banner(button("Keep as ours", run=self.keep))
        self.board = WeekBoard(context.theme)
        self.table = Table("Weekly rules", context.theme, _columns(self), height=34)
        self.told = label("", "", wrap=True)
        self.note = label("", "small", wrap=True)
        self.edit_button = button("Edit…", "Enter", run=self.edit)
        self.remove_button = button("Remove…", "Del", run=self.remove)
        self.plan = PlanCard(context)
        self._empty = Empty(
            "No weekly hours yet",
            "Say when and where this clinician makes calls; publishing turns it into slots.",
            button("Add availability…", "", "primary", self.add),
        )
        self._places = QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.add_tools(
            self.who,
            self.as_,
            None,
            button("Copy…", run=self.copy, name="Copy a week"),
            button("Add…", run=self.add),
        )
        self.body.addWidget(self.example)
        frame, inside = card(margins=(8, 4, 4, 4), gap=0)
        for widget in (self.board, self.table, self._empty):
            self._places.addWidget(widget)
        inside.addWidget(self._places, 1)
        self.body.addWidget(frame, 1)
        self._chosen_row = QWidget()
        chosen = row(self.told, self.edit_button, self.remove_button)
        chosen.setStretch(0, 1)
        self._chosen_row.setLayout(chosen)
        self.body.addWidget(self._chosen_row)
        self.body.addWidget(self.note)
        self.body.addWidget(self.plan)

    def _connect(self) -> None:
        self.who.chosen.connect(lambda who: self._show())
        self.as_.chosen.connect(lambda how: self._show())
        self.board.chosen.connect(self._tell_chosen)
        self.board.opened.connect(lambda rule: self.edit())
        self.board.removed.connect(lambda rule: self.remove())
        self.board.wanted.connect(self.add_at)
        self.table.chosen.connect(lambda rule: self._tell_chosen(rule))
        self.table.opened.connect(lambda rule: self.edit())
        self.table.typed.connect(lambda key: self.remove() if key == "DEL" else None)

    # ---- what is shown

    def refresh(self) -> None:
        """Read the rota again."""
        self.context.background.ask(self, partial(read, today=self.context.today()), self._told)

    def _told(self, rota: Rota) -> None:
        self.rota = rota
        self.who.offer([(one.id, one.short_name) for one in rota.clinicians])
        self._show()
        if rota.policy is not None:
            self.plan.ask(rota.policy)

    @property
    def clinician(self) -> Clinician | None:
        """Return whose week is shown."""
        return next((one for one in self.rota.clinicians if one.id == self.who.value), None)

    @property
    def current(self) -> Availability | None:
        """Return the rule that is chosen."""
        found: Availability | None = self.table.current if self.as_.value == LIST else self.board.current
        return found

    def _show(self) -> None:
        own = [rule for rule in self.rota.rules if rule.clinician == self.who.value]
        shown = [rule for rule in own if self.context.clinic in (None, rule.clinic)]
        self.board.show_rules([self.rota.block(rule) for rule in shown if not self.rota.is_over(rule)])
        self.table.show_values(shown)
        self._places.setCurrentIndex(NOTHING if not shown else LIST if self.as_.value == LIST else WEEK)
        self._chosen_row.setVisible(bool(shown))
        self.example.say(example_text(own), "warn")
        self._tell_chosen(self.current)
        hidden = len(own) - len(shown)
        self.note.setText(
            f"Only {self.context.clinic_name()} is shown; {hidden} more elsewhere." if hidden else ""
        )
        self.note.setVisible(bool(hidden))

    def _tell_chosen(self, rule: Availability | None) -> None:
        self.told.setText(self.rota.sentence(rule) if rule is not None else "")
        for one in (self.edit_button, self.remove_button):
            one.setEnabled(rule is not None)

    # ---- doing

    def add(self) -> None:
        """Open the form of a new rule."""
        self.add_at(0, layout.EARLIEST)

    def add_at(self, weekday: int, hour: int) -> None:
        """Open the form of a new rule on a weekday, from an hour on."""
        if self.clinician is None or not self.rota.clinics:
            self.context.notice.emit("Add a clinic and a clinician first.")
            return
        known = [clinic.id for clinic in self.rota.clinics]
        start = Availability(
            id=AvailabilityId(0),
            clinician=ClinicianId(self.clinician.id),
            clinic=self.context.clinic if self.context.clinic in known else known[0],
            weekday=weekday,
            starts=time(hour),
            ends=time(min(hour + 3, 23)),
            valid_from=span.monday(self.context.today()),
        )
        present(RuleForm(self.window(), self.context, Asked(self.clinician.name, self.rota.clinics, start)))

    def copy(self) -> None:
        """Open the form that copies a week of this clinician."""
        if self.clinician is None:
            self.context.notice.emit("Add a clinic and a clinician first.")
            return
        known = self.rota.clinicians, self.rota.clinics
        present(CopyForm(self.window(), self.context, self.clinician, *known))

    def edit(self) -> None:
        """Open the form of the chosen rule."""
        rule = self.current
        if rule is not None and self.clinician is not None:
            asked = Asked(self.clinician.name, self.rota.clinics, rule, seen=rule)
            present(RuleForm(self.window(), self.context, asked))

    def remove(self) -> None:
        """Open the form that takes the chosen rule out."""
        rule = self.current
        if rule is not None and self.clinician is not None:
            told = self.rota.sentence(rule)
            present(RemoveForm(self.window(), self.context, self.clinician.name, rule, told))

    def keep(self) -> None:
        """Take the example over as it is."""
        if self.clinician is not None:
            self.context.background.do(self, partial(availability.keep, clinician=self.clinician))


def _columns(section: AvailabilitySection) -> list[Column]:
    return [
        Column("Day", lambda rule: span.DAY_NAMES_LONG[rule.weekday], bold=True, width=96),
        Column("From – to", layout.hours_text, width=104),
        Column("Clinic", lambda rule: section.rota.clinic(rule.clinic), width=110),
        Column("Slots", layout.slots_text, width=160),
        Column("Repeats", lambda rule: layout.repeat_text(rule, section.rota.today), width=130),
        Column("Valid", layout.valid_text),
        Column(
            "",
            lambda rule: section.rota.mark(rule),
            chip=lambda rule: "neutral" if rule.example else "warn",
            width=150,
        ),
    ]


def section(context: Context) -> Section:
    """Make the section."""
    return AvailabilitySection(context)
