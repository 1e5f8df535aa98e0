"""Print the day's list: which printer, and whether names and numbers go on the paper. Nothing is kept of it."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QWidget

from reception.desk import Desk
from reception.documents import day_list
from reception.domain.errors import Refusal
from reception.services import lists
from reception.ui.context import Context
from reception.ui.paper_form import PaperForm
from reception.ui.widgets.basics import label

NOBODY = "Nobody is to be called any more today, so there is nothing to print."


class DayListForm(PaperForm):
    """Enter prints the calls still to make; the pages are set in memory and go to the printer alone."""

    shows_nobody = True
    stopped = "Printing was stopped. Print the list again for all of it."

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(parent, context, "Print today’s list")
        where = context.clinic_name() or "all clinics"
        self.body.addWidget(label(f"The calls of {where} that are still to be made today.", wrap=True))
        self.add("printer", self.printers)
        self.numbers = QCheckBox("With full names and phone numbers")
        self.numbers.setChecked(not context.is_private)
        self.body.addWidget(self.numbers)
        told = "Without them the patients’ initials are printed. Shred the list when the day is done."
        self.body.addWidget(label(told, "small", wrap=True))
        self.doing.setFocus()

    def name(self) -> str:
        """Return what the list is called in the printer's queue: nobody's name."""
        return "Calls of today"

    def pages(self, desk: Desk) -> bytes:
        """Return the pages of the calls as they are now; refuse where nobody is to be called."""
        now, clinic = self._context.now(), self._context.clinic
        with desk.store.read() as reader:
            shown = lists.day(reader, now, clinic, has_numbers=self.numbers.isChecked())
        if not day_list.to_make(shown.lines):
            raise Refusal(NOBODY)
        return day_list.day_list_pdf(shown).pdf

    def printed(self) -> None:
        """Say that it is out."""
        self.busy(False)
        self.accept()
        self._context.notice.emit("Today’s list was sent to the printer.")
