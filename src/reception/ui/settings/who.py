"""Who works at the desk: pick yourself from the list, or put yourself on it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from reception.desk import Desk
from reception.domain import span
from reception.domain.patient import fold, words
from reception.domain.staff import Role, Staff
from reception.services import staff
from reception.ui.context import Context
from reception.ui.widgets import field
from reception.ui.widgets.basics import label, row
from reception.ui.widgets.dialog import Dialog
from reception.ui.widgets.table import Column, Table

ROW, MOST_ROWS = 40, 7
ROLES: list[tuple[str, object]] = [(role.capitalize(), role) for role in Role]


class WhoForm(Dialog):
    """Arrows or a first letter choose, Enter signs in; a name below adds somebody new.

    Either a row of the list is chosen or a name stands below, never both: Enter and the button are for what is seen.
    """

    shows_nobody = True

    def __init__(self, parent: QWidget, context: Context, signed_in: Callable[[Staff], object]) -> None:
        super().__init__(parent, "Who works at this desk?", do="Work here", width=460)
        self._context, self._signed_in = context, signed_in
        self.people = Table("Staff", context.theme, _columns(), height=ROW)
        self.people.horizontalHeader().hide()
        self.people.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.people.setFixedHeight(ROW)
        self.name = field.line("Somebody new", placeholder="First and last name")
        self.role = field.choice("Role", ROLES)
        self.body.addWidget(self.people)
        self.body.addLayout(row(self.name, self.role, gap=10))
        self.body.addWidget(
            label("Names in the journal tell who did what. Nobody needs a password yet.", "small", wrap=True)
        )
        self.know({"name": self.name, "role": self.role})
        self.people.opened.connect(self._work_as)
        self.people.chosen.connect(self._choose)
        self.people.clicked.connect(lambda index: self._choose(self.people.current))
        self.name.input.textChanged.connect(self._type)
        self.people.typed.connect(self._jump)
        self.people.installEventFilter(self)
        self.people.setFocus()
        context.background.ask(self, staff.working, self._show, self.refuse)

    def _show(self, found: list[Staff]) -> None:
        self.people.show_values(sorted(found, key=lambda person: fold(person.name)))
        self.people.setFixedHeight(ROW * min(max(len(found), 1), MOST_ROWS) + 2)
        person = self._context.background.staff
        if not self.people.choose(person.id):
            self.name.input.setText(person.name)
            self.name.input.selectAll()
            self.name.input.setFocus()
        self.adjustSize()

    def _choose(self, person: Staff | None) -> None:
        """Take the name away where somebody of the list is chosen; Ctrl+Z there brings it back."""
        if person is not None and self.name.input.text():
            self.name.input.selectAll()
            self.name.input.del_()

    def _type(self, text: str) -> None:
        """Let nobody of the list be chosen where a name is typed."""
        if text:
            self.people.clearSelection()
            self.people.setCurrentIndex(QModelIndex())

    def _jump(self, letter: str) -> None:
        """Go to the next person with a word that starts so."""
        found, number = self.people.rows.values, self.people.currentIndex().row()
        for person in (*found[number + 1 :], *found[: number + 1]):
            if any(word.startswith(letter.casefold()) for word in words(person.name)):
                self.people.choose(person.id)
                return

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let a letter choose in the list where nobody is chosen yet."""
        is_key = watched is self.people and event.type() == QEvent.Type.KeyPress
        if is_key and isinstance(event, QKeyEvent) and event.text().isalnum() and self.people.current is None:
            self._jump(event.text())
            return True
        return super().eventFilter(watched, event)

    def submit(self) -> None:
        """Sign in who is chosen in the list, or add whose name was typed."""
        self.clear_refusals()
        typed, chosen = self.name.input.text(), self.people.current
        if chosen is not None:
            self._work_as(chosen)
            return
        self.busy(True)
        work = partial(_welcome, name=typed, role=self.role.input.currentData())
        self._context.background.run(self, work, self._work_as, self.refuse)

    def _work_as(self, person: Staff) -> None:
        self._signed_in(person)
        self._context.notice.emit(f"{span.short(person.name)} works at this desk now.")
        self.accept()


def _welcome(desk: Desk, name: str, role: Role) -> Staff:
    return staff.welcome(desk.history, name, role)


def _columns() -> list[Column]:
    return [
        Column("Name", lambda person: person.name, bold=True),
        Column("Role", lambda person: person.role.capitalize(), chip=role_state, width=130),
    ]


def role_state(person: Staff) -> str:
    """Return the colour of a person's role."""
    states = {Role.CLINICIAN: "call-back", Role.MANAGER: "booked", Role.RECEPTIONIST: "neutral"}
    return states[person.role]
