"""Sheets: who approves them, when they are looked at again, and how the library stands."""

from __future__ import annotations

from collections import Counter
from functools import partial

from reception.domain.sheet import DUE_SOON, LONGEST_REVIEW, SheetState
from reception.domain.staff import Role, Staff
from reception.services import sheets, staff
from reception.storage.reader import Reader
from reception.ui.context import Context
from reception.ui.settings.section import Facts, Section
from reception.ui.sheets.words import SHEET_STATES
from reception.ui.widgets.basics import button, card, chip, label, row, set_chip

YEARS = LONGEST_REVIEW.days // 366


def read(reader: Reader, context: Context) -> tuple[Counter[SheetState], list[Staff]]:
    """Return how many sheets are in each state, and who may approve them."""
    today = context.today()
    states = Counter(line.state for line in sheets.library(reader, today))
    return states, [person for person in staff.working(reader) if person.role is Role.CLINICIAN]


class SheetsSection(Section):
    """Plain facts: the policy is the program's own for now."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "Sheets: review", "How a sheet comes into use, and stays right.")
        self.add_tools(None, button("Open the library", "Ctrl+5", run=lambda: context.go("sheets")))
        self.facts, self.standing = Facts(), Facts()
        self.states = {state: chip("", SHEET_STATES[state]) for state in SheetState}
        rules, about_rules = card()
        about_rules.addWidget(label("The rules", "heading"))
        about_rules.addLayout(self.facts)
        self.body.addWidget(rules)
        library, about_library = card(gap=10)
        about_library.addWidget(label("How the library stands", "heading"))
        about_library.addLayout(row(*self.states.values(), None))
        about_library.addLayout(self.standing)
        self.body.addWidget(library)
        self.body.addWidget(label("These times cannot be changed yet; a later version brings that.", "small"))
        self.body.addStretch(1)
        self._tell_rules()

    def _tell_rules(self) -> None:
        tell = self.facts.tell
        tell("A draft", "Prints with the word Draft on every page, until a clinician approves it")
        tell(
            "Approving",
            "A clinician does it, sees each sentence that claims cure or proof, and sets the next review",
        )
        tell("Next review", f"Within {YEARS} years")
        tell("Review due", f"Shown from {DUE_SOON.days} days before the date")
        tell("Overdue", "Printed only by a manager, with a reason that is kept")
        tell("Withdrawn", "Kept to be read, and not printed any more")
        tell("Each print", "Is logged: version, size of letters, for whom, by whom")

    def refresh(self) -> None:
        """Read how the library stands."""
        self.context.background.ask(self, partial(read, context=self.context), lambda told: self._told(*told))

    def _told(self, states: Counter[SheetState], approvers: list[Staff]) -> None:
        for state in SheetState:
            set_chip(
                self.states[state], f"{states[state]} {state}" if states[state] else "", SHEET_STATES[state]
            )
        names = ", ".join(person.name for person in approvers)
        self.standing.tell("May approve", names or "Nobody: add a clinician under Staff or Clinicians")


def section(context: Context) -> Section:
    """Make the section."""
    return SheetsSection(context)
