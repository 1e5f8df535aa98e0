"""Staff: who works with the program, and as what."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QWidget

from reception.domain.errors import Obstacle
from reception.domain.patient import fold
from reception.domain.staff import Role, Staff
from reception.services import staff
from reception.ui.context import Context
from reception.ui.settings.listing import Act, ListSection
from reception.ui.settings.meanwhile import meanwhile
from reception.ui.settings.section import Section
from reception.ui.settings.who import ROLES, role_state
from reception.ui.widgets import field
from reception.ui.widgets.basics import button, label
from reception.ui.widgets.dialog import Dialog, present
from reception.ui.widgets.table import Column

MAY = {
    Role.RECEPTIONIST: "books, moves and records calls, and prints sheets",
    Role.MANAGER: "also prints sheets overdue for review, with a reason",
    Role.CLINICIAN: "also approves sheets",
}


class StaffSection(ListSection):
    """Add, edit, take off the list; what somebody did keeps their name."""

    def __init__(self, context: Context) -> None:
        columns = (
            Column("Name", lambda one: one.name, lambda one: self.here(one), bold=True),
            Column("Role", lambda one: one.role.capitalize(), chip=role_state, width=130),
            Column("May", lambda one: MAY[one.role]),
        )
        acts = (Act("Edit…", self.edit, "Enter"), Act("Take off the list", self.retire, "Del"))
        note = "Who works at a desk is picked from this list. Passwords come in a later version."
        super().__init__(context, "Staff", note, columns, acts)
        self.add_tools(None, button("Change who works here…", run=self.switch), button("Add…", run=self.add))

    def here(self, person: Staff) -> str:
        """Say who works at this desk now."""
        return "works at this desk now" if person.id == self.context.background.staff.id else ""

    def refresh(self) -> None:
        """Read the staff list again."""
        self.context.background.ask(self, staff.working, self._told)

    def _told(self, found: list[Staff]) -> None:
        in_order = sorted(found, key=lambda one: fold(one.name))
        self.show_values(
            in_order, "Nobody on the list", "Add who works here; their name stands in the journal."
        )

    def switch(self) -> None:
        """Ask who works at this desk."""
        self.context.go("who")

    def add(self) -> None:
        """Open the form of somebody new."""
        present(StaffForm(self.window(), self.context))

    def edit(self, person: Staff) -> None:
        """Open the form of a person."""
        present(StaffForm(self.window(), self.context, person))

    def retire(self, person: Staff) -> None:
        """Take a person off the list."""
        self.context.background.do(self, partial(staff.retire, person=person))


class StaffForm(Dialog):
    """Name and role."""

    shows_nobody = True

    def __init__(self, parent: QWidget, context: Context, person: Staff | None = None) -> None:
        title = "Add to the staff list" if person is None else "Edit the staff list"
        super().__init__(parent, title, do="Add" if person is None else "Save")
        self._context, self._person = context, person
        self.name = field.line("Name", person.name if person else "", "First and last name")
        self.role = field.choice("Role", ROLES)
        self.told = label("", "small", wrap=True)
        self.add("name", self.name)
        self.add("role", self.role)
        self.body.addWidget(self.told)
        self.role.input.currentIndexChanged.connect(lambda: self._tell())
        self.role.input.setCurrentIndex(
            self.role.input.findData(person.role if person else Role.RECEPTIONIST)
        )
        self._tell()
        self.name.input.setFocus()

    def _tell(self) -> None:
        role = Role(self.role.input.currentData())
        self.told.setText(f"A {role} {MAY[role]}.")

    def submit(self) -> None:
        """Save what was typed."""
        self.clear_refusals()
        self.busy(True)
        name, role = self.name.input.text(), Role(self.role.input.currentData())
        act = partial(staff.put_on_list, name=name, role=role)
        if self._person is not None:
            act = partial(staff.edit, seen=self._person, new=replace(self._person, name=name, role=role))
        self._context.background.do(self, act, lambda change: self.accept(), self.refuse)

    def refuse(self, obstacle: Obstacle) -> None:
        """Say what is in the way, and what somebody else made of it."""
        said, now = meanwhile(obstacle, Staff, lambda one: f"{one.name}, {one.role}")
        if now is not None:
            self._person = now
        super().refuse(said)


def section(context: Context) -> Section:
    """Make the section."""
    return StaffSection(context)
