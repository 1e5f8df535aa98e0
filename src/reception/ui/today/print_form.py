"""Print the day's list: which printer, and whether names and numbers go on the paper.

The pages are kept nowhere; that they were printed is noted in the journal.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QCheckBox, QWidget

from reception.desk import Desk
from reception.documents import day_list
from reception.domain.change import Change
from reception.domain.errors import Obstacle, Refusal, Unavailable
from reception.services import day_prints, lists
from reception.ui.context import Context
from reception.ui.paper_form import PaperForm
from reception.ui.widgets.basics import label

NOBODY = "Nobody is to be called any more today, so there is nothing to print."


class DayListForm(PaperForm):
    """Enter prints the calls still to make; the pages are set in memory and go to the printer alone."""

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

    def prepare(self, on: QPrinter) -> None:
        """Take what will be on the paper, to note it once it is out."""
        context, has_numbers = self._context, self.numbers.isChecked()
        self._note = partial(day_prints.note, day=context.today(), clinic=context.clinic, has_numbers=has_numbers)

    def printed(self) -> None:
        """Note that it is out, and say so."""
        self._context.background.do(self, self._note, self._noted, self._not_noted)

    def _noted(self, change: Change) -> None:
        self.accept()
        self._context.notice.emit("Today’s list was sent to the printer.")

    def _not_noted(self, obstacle: Obstacle) -> None:
        self.refuse(Unavailable(f"It was printed, but that could not be noted: {obstacle.sentence}"))
